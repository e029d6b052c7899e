/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-adjustment-form.h"

#include "fair-compat.h"

#include <glib/gi18n-lib.h>

struct _FairAdjustmentForm
{
  AdwBin         parent_instance;
  FairSession   *session;
  FairSnapshot  *snapshot;
  guint          game; /* index in the snapshot's book */
  AdwComboRow   *whose;
  GtkSpinButton *margin;
  GtkSpinButton *total;
  GtkEditable   *note;
  AdwComboRow   *until;
  GtkLabel      *problem;
  GtkWidget     *keep;
};

G_DEFINE_FINAL_TYPE (FairAdjustmentForm, fair_adjustment_form, ADW_TYPE_BIN)

/* The choices of the rows, in their order. */
enum
{
  WHOSE_HOME,
  WHOSE_AWAY,
  WHOSE_GAME,
};

enum
{
  UNTIL_GAME,
  UNTIL_TWO_WEEKS,
  UNTIL_SEASON,
};

/* After kickoff, so that the game itself is concerned. */
#define AFTER_KICKOFF (12 * FAIR_HOUR)

static gint64
expiry_of (FairAdjustmentForm *self, const FairBookGame *game)
{
  switch (adw_combo_row_get_selected (self->until))
    {
    case UNTIL_TWO_WEEKS:
      return game->kickoff + AFTER_KICKOFF + 2 * FAIR_WEEK_SECONDS;
    case UNTIL_SEASON:
      return fair_season_start (game->week.season + 1);
    default:
      return game->kickoff + AFTER_KICKOFF;
    }
}

static void
read_form (FairAdjustmentForm *self, FairAdjustment *out)
{
  const FairBook *book = self->snapshot->book;
  const FairBookGame *game = fair_book_game (book, self->game);
  guint whose = adw_combo_row_get_selected (self->whose);

  *out = (FairAdjustment) {
    .team_id = whose == WHOSE_GAME ? 0 : fair_book_team (book, whose == WHOSE_HOME ? game->home : game->away)->id,
    .game_id = whose == WHOSE_GAME ? game->id : 0,
    .margin = gtk_spin_button_get_value (self->margin),
    .total = gtk_spin_button_get_value (self->total),
    .note = g_strstrip (g_strdup (gtk_editable_get_text (self->note))),
    .made_at = fair_session_now (self->session),
    .expires_at = expiry_of (self, game),
    .withdrawn_at = FAIR_TIME_UNKNOWN,
  };
}

static void
tell_problem (FairAdjustmentForm *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  fair_compat_announce (GTK_WIDGET (self), problem);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairAdjustmentForm) self = data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->keep, TRUE);
  if (!fair_session_adjust_finish (FAIR_SESSION (source), result, &error))
    tell_problem (self, error->message);
  else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    fair_compat_close_sheet (GTK_WIDGET (self));
}

static void
on_keep (GtkWidget *widget, FairAdjustmentForm *self)
{
  g_auto (FairAdjustment) adjustment = { 0 };
  g_autoptr (GError) error = NULL;

  read_form (self, &adjustment);
  if (!fair_adjustment_check (&adjustment, &error))
    {
      tell_problem (self, error->message);
      return;
    }
  gtk_widget_set_sensitive (self->keep, FALSE);
  fair_session_adjust_async (self->session, &adjustment, on_kept, g_object_ref (self));
}

static void
fill_in (FairAdjustmentForm *self)
{
  const FairBookGame *game = fair_book_game (self->snapshot->book, self->game);
  const char *const whose[] = { fair_book_team (self->snapshot->book, game->home)->school,
                                fair_book_team (self->snapshot->book, game->away)->school, _("This game"), NULL };
  const char *const until[] = { _("This game is over"), _("Two more weeks"), _("The season is over"), NULL };
  g_autoptr (GtkStringList) teams = gtk_string_list_new (whose);
  g_autoptr (GtkStringList) times = gtk_string_list_new (until);

  adw_combo_row_set_model (self->whose, G_LIST_MODEL (teams));
  adw_combo_row_set_model (self->until, G_LIST_MODEL (times));
}

static void
fair_adjustment_form_dispose (GObject *object)
{
  FairAdjustmentForm *self = FAIR_ADJUSTMENT_FORM (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->snapshot, fair_snapshot_unref);
  G_OBJECT_CLASS (fair_adjustment_form_parent_class)->dispose (object);
}

static void
fair_adjustment_form_class_init (FairAdjustmentFormClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_adjustment_form_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-adjustment-form.ui");
  gtk_widget_class_bind_template_child (widget, FairAdjustmentForm, whose);
  gtk_widget_class_bind_template_child (widget, FairAdjustmentForm, margin);
  gtk_widget_class_bind_template_child (widget, FairAdjustmentForm, total);
  gtk_widget_class_bind_template_child (widget, FairAdjustmentForm, note);
  gtk_widget_class_bind_template_child (widget, FairAdjustmentForm, until);
  gtk_widget_class_bind_template_child (widget, FairAdjustmentForm, problem);
  gtk_widget_class_bind_template_child (widget, FairAdjustmentForm, keep);
  gtk_widget_class_bind_template_callback (widget, on_keep);
}

static void
fair_adjustment_form_init (FairAdjustmentForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_adjustment_form_present:
 * @game: index in the snapshot's book
 */
void
fair_adjustment_form_present (GtkWidget *parent, FairSession *session, FairSnapshot *snapshot, guint game)
{
  FairAdjustmentForm *self = g_object_new (FAIR_TYPE_ADJUSTMENT_FORM, NULL);

  self->session = g_object_ref (session);
  self->snapshot = fair_snapshot_ref (snapshot);
  self->game = game;
  fill_in (self);
  fair_compat_present_sheet (GTK_WIDGET (self), _("Add Adjustment"), parent, 480, 460);
}
