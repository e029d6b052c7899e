/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-adjustment-list.h"

#include "fair-adjustment-form.h"
#include "fair-compat.h"
#include "fair-game-facts.h"
#include "fair-number.h"

#include <glib/gi18n-lib.h>

struct _FairAdjustmentList
{
  AdwBin        parent_instance;
  FairSession  *session;  /* nullable */
  FairSnapshot *snapshot; /* nullable */
  guint         game;     /* index in the snapshot's book */
  GtkListBox   *rows;
  GtkWidget    *add;
};

G_DEFINE_FINAL_TYPE (FairAdjustmentList, fair_adjustment_list, ADW_TYPE_BIN)

static void
on_withdrawn (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairAdjustmentList) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = fair_session_adjust_finish (FAIR_SESSION (source), result, &error);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s",
                              done ? _("Withdrawn. The next run picks without it.") : error->message);
}

static void
on_withdraw (GtkButton *button, FairAdjustmentList *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "adjustment");

  if (self->session != NULL)
    fair_session_withdraw_async (self->session, *id, on_withdrawn, g_object_ref (self));
}

/* “Navy: margin −3.0, total +1.0”. */
static char *
describe_points (const FairBook *book, const FairAdjustment *adjustment)
{
  guint team = adjustment->team_id == 0 ? FAIR_NO_INDEX : fair_book_find_team (book, adjustment->team_id);
  const char *name = team == FAIR_NO_INDEX ? _("Home side of this game") : fair_book_team (book, team)->school;
  g_autofree char *margin = fair_number_signed (adjustment->margin, 1);
  g_autofree char *total = fair_number_signed (adjustment->total, 1);

  if (adjustment->total == 0)
    return g_strdup_printf (_("%s: margin %s"), name, margin);
  if (adjustment->margin == 0)
    return g_strdup_printf (_("%s: total %s"), name, total);
  return g_strdup_printf (_("%s: margin %s, total %s"), name, margin, total);
}

static GtkWidget *
make_row (FairAdjustmentList *self, const FairAdjustment *adjustment)
{
  g_autofree char *points = describe_points (self->snapshot->book, adjustment);
  g_autofree char *until = fair_local_time_to_text (adjustment->expires_at, "%e %b %Y");
  g_autofree char *subtitle = g_strdup_printf (_("%s · until %s"), adjustment->note, g_strstrip (until));
  g_autofree char *label = g_strdup_printf (_("Withdraw “%s”"), adjustment->note);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *withdraw = gtk_button_new_from_icon_name ("edit-delete-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), points);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_valign (withdraw, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (withdraw, "flat");
  gtk_widget_set_tooltip_text (withdraw, _("Withdraw"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (withdraw), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (withdraw), "adjustment", g_memdup2 (&adjustment->id, sizeof adjustment->id), g_free);
  g_signal_connect_object (withdraw, "clicked", G_CALLBACK (on_withdraw), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), withdraw);
  return row;
}

/* Also one that was made for a game that has begun since is in force for it. */
static gboolean
concerns (const FairAdjustment *adjustment, const FairBook *book, const FairBookGame *game, gint64 now)
{
  return (adjustment->game_id == game->id || adjustment->team_id == fair_book_team (book, game->home)->id
          || adjustment->team_id == fair_book_team (book, game->away)->id)
         && fair_adjustment_counts (adjustment, now, game->kickoff);
}

/**
 * fair_adjustment_list_show:
 * @session: (nullable): where it is written to
 * @game: index in the snapshot's book
 */
void
fair_adjustment_list_show (FairAdjustmentList *self, FairSession *session, FairSnapshot *snapshot, guint game)
{
  const FairBookGame *row = fair_book_game (snapshot->book, game);
  gint64 now = session == NULL ? G_MAXINT64 : fair_session_now (session);
  GtkWidget *old;

  g_set_object (&self->session, session);
  fair_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, fair_snapshot_unref);
  self->snapshot = snapshot;
  self->game = game;
  while ((old = GTK_WIDGET (gtk_list_box_get_row_at_index (self->rows, 0))) != NULL)
    gtk_list_box_remove (self->rows, old);
  for (guint i = 0; i < snapshot->adjustments->len; i++)
    {
      const FairAdjustment *adjustment = &g_array_index (snapshot->adjustments, FairAdjustment, i);

      if (concerns (adjustment, snapshot->book, row, now))
        gtk_list_box_append (self->rows, make_row (self, adjustment));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->rows), gtk_list_box_get_row_at_index (self->rows, 0) != NULL);
  /* Of a game that has begun nothing can be picked any more. */
  gtk_widget_set_visible (GTK_WIDGET (self), row->kickoff > now);
}

static void
on_add (GtkButton *button, FairAdjustmentList *self)
{
  if (self->session != NULL && self->snapshot != NULL)
    fair_adjustment_form_present (GTK_WIDGET (self), self->session, self->snapshot, self->game);
}

static void
fair_adjustment_list_dispose (GObject *object)
{
  FairAdjustmentList *self = FAIR_ADJUSTMENT_LIST (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->snapshot, fair_snapshot_unref);
  G_OBJECT_CLASS (fair_adjustment_list_parent_class)->dispose (object);
}

static void
fair_adjustment_list_class_init (FairAdjustmentListClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_adjustment_list_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-adjustment-list.ui");
  gtk_widget_class_bind_template_child (widget, FairAdjustmentList, rows);
  gtk_widget_class_bind_template_child (widget, FairAdjustmentList, add);
  gtk_widget_class_bind_template_callback (widget, on_add);
}

static void
fair_adjustment_list_init (FairAdjustmentList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
