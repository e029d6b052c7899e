/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-watch-list.h"

#include <glib/gi18n-lib.h>

struct _FairWatchList
{
  AdwPreferencesGroup parent_instance;
  GPtrArray          *rows; /* of GtkWidget, not owned */
};

G_DEFINE_FINAL_TYPE (FairWatchList, fair_watch_list, ADW_TYPE_PREFERENCES_GROUP)

/* The colour is told by the word as well. */
static GtkWidget *
make_state (FairHealthState state)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *dot = gtk_image_new_from_icon_name ("fair-dot-symbolic");
  GtkWidget *word = gtk_label_new (fair_health_state_get_word (state));

  gtk_widget_add_css_class (dot, fair_health_state_to_string (state));
  gtk_widget_add_css_class (dot, "health-dot");
  gtk_accessible_update_property (GTK_ACCESSIBLE (dot), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  if (state <= FAIR_HEALTH_GREEN)
    gtk_widget_add_css_class (word, "dim-label");
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), word);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static char *
format_since (gint64 time)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time);
  g_autofree char *date = local == NULL ? NULL : g_date_time_format (local, "%a %-d %b %Y %H:%M");

  return g_strdup_printf (_("Since %s"), date);
}

/* What the rule says, and in a line below since when and how it measures. */
static char *
make_subtitle (const FairHealthItem *item)
{
  const FairVerdict *verdict = &item->verdict;
  g_autofree char *since = format_since (item->since);
  g_autofree char *measure = fair_verdict_describe (verdict);

  return verdict->state == FAIR_HEALTH_NONE ? g_markup_printf_escaped ("%s\n%s", verdict->sentence, measure)
                                            : g_markup_printf_escaped ("%s\n%s · %s", verdict->sentence, since, measure);
}

static GtkWidget *
make_row (const FairHealthItem *item)
{
  const FairVerdict *verdict = &item->verdict;
  g_autofree char *subtitle = make_subtitle (item);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", fair_rule_get_title (verdict->rule), NULL);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_state (verdict->state));
  if (verdict->state == FAIR_HEALTH_NONE)
    gtk_widget_add_css_class (row, "not-applicable");
  return row;
}

static void
add_rows (FairWatchList *self, const FairHealthReport *report)
{
  for (guint i = 0; i < FAIR_N_RULES; i++)
    {
      GtkWidget *row = make_row (&report->items[i]);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
}

/**
 * fair_watch_list_show:
 * @report: (nullable): NULL hides the list
 */
void
fair_watch_list_show (FairWatchList *self, const FairHealthReport *report)
{
  g_autofree char *summary = report == NULL ? NULL : fair_health_report_summarize (report);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self), report != NULL);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), summary);
  if (report != NULL)
    add_rows (self, report);
}

static void
fair_watch_list_finalize (GObject *object)
{
  g_ptr_array_unref (FAIR_WATCH_LIST (object)->rows);
  G_OBJECT_CLASS (fair_watch_list_parent_class)->finalize (object);
}

static void
fair_watch_list_class_init (FairWatchListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_watch_list_finalize;
}

static void
fair_watch_list_init (FairWatchList *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Watch"));
}
