/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-run-bar.h"

#include "fair-compat.h"
#include "fair-error.h"
#include "fair-publisher.h"
#include "fair-window-words.h"

#include <glib/gi18n-lib.h>

struct _FairRunBar
{
  AdwBin          parent_instance;
  FairSession    *session;
  GtkRevealer    *revealer;
  GtkStack       *stack;
  GtkLabel       *stage;
  GtkLabel       *what;
  GtkProgressBar *bar;
  GtkButton      *cancel;
  GtkImage       *icon;
  GtkLabel       *outcome;
  GtkLabel       *details;
  GtkButton      *remedy;
  gboolean        blind; /* the store could not be read */
  char           *folder; /* nullable: where the picks were written */
};

G_DEFINE_FINAL_TYPE (FairRunBar, fair_run_bar, ADW_TYPE_BIN)

/* The stages of a job, in their order, as a person calls them. */
static const struct
{
  const char *name;
  const char *title;
} stages[] = {
  { "sync", N_ ("Fetching") },        { "settle", N_ ("Settling last week") },
  { "fit", N_ ("Fitting the model") }, { "predict", N_ ("Predicting") },
  { "price", N_ ("Pricing") },         { "check", N_ ("Checking the picks") },
  { "export", N_ ("Exporting") },
};

static const char *
title_of (const char *stage)
{
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_str_equal (stages[i].name, stage))
      return _(stages[i].title);
  return _("Starting");
}

static void
show_progress (FairRunBar *self)
{
  FairProgressState state;
  guint n_planned;
  g_autoptr (GString) text = g_string_new (NULL);

  fair_session_get_progress (self->session, &state, &n_planned);
  gtk_label_set_label (self->stage, title_of (state.stage));
  if (state.total > 0)
    {
      gtk_progress_bar_set_fraction (self->bar, (double) state.done / state.total);
      /* Translators: how many of how many */
      g_string_append_printf (text, _("%u of %u"), state.done, state.total);
    }
  else
    gtk_progress_bar_pulse (self->bar);
  if (*state.what != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", state.what);
  if (state.calls_left >= 0)
    {
      g_string_append (text, text->len > 0 ? " · " : "");
      g_string_append_printf (text, _("%d API calls spent, %d left"), state.calls_spent, state.calls_left);
    }
  else if (n_planned > 0)
    {
      g_string_append (text, text->len > 0 ? " · " : "");
      g_string_append_printf (text, ngettext ("%u API call planned", "%u API calls planned", n_planned), n_planned);
    }
  gtk_label_set_label (self->what, text->str);
}

static void
on_progressed (FairSession *session, gpointer data)
{
  show_progress (data);
}

static void
on_busy (FairSession *session, GParamSpec *pspec, gpointer data)
{
  FairRunBar *self = data;

  if (!fair_session_is_busy (session))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel), TRUE);
  gtk_progress_bar_set_fraction (self->bar, 0);
  show_progress (self);
  gtk_stack_set_visible_child_name (self->stack, "running");
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

static void
show_outcome (FairRunBar *self, const char *icon, const char *outcome, const char *details)
{
  g_autofree char *outcome_words = fair_window_words (outcome);
  g_autofree char *details_words = fair_window_words (details == NULL ? "" : details);

  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_label (self->outcome, outcome_words);
  gtk_label_set_label (self->details, details_words);
  gtk_widget_set_visible (GTK_WIDGET (self->details), details != NULL && *details != '\0');
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  fair_compat_announce (GTK_WIDGET (self), outcome_words);
}

static void
offer (FairRunBar *self, const char *label, const char *action)
{
  gtk_widget_set_visible (GTK_WIDGET (self->remedy), label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (self->remedy, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remedy), action);
}

static void
show_error (FairRunBar *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      offer (self, NULL, NULL);
      show_outcome (self, "fair-run-symbolic", _("Stopped. What was fetched is kept; the next run goes on from there."),
                    NULL);
      return;
    }
  if (g_error_matches (error, FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED))
    offer (self, _("Set the _Key…"), "app.preferences");
  else
    offer (self, _("_Try Again"), "win.run-week");
  show_outcome (self, "dialog-warning-symbolic", error->message, NULL);
}

static void
append_sync (GString *text, const FairSyncReport *sync)
{
  if (sync->n_planned == 0)
    g_string_append (text, _("Everything was fresh; no API call was made."));
  else if (sync->calls_left >= 0)
    g_string_append_printf (text,
                            ngettext ("Fetched with %u API call; %d are left this month.",
                                      "Fetched with %u API calls; %d are left this month.", sync->calls_spent),
                            sync->calls_spent, sync->calls_left);
  else
    g_string_append_printf (text,
                            ngettext ("Fetched with %u API call.", "Fetched with %u API calls.", sync->calls_spent),
                            sync->calls_spent);
}

static char *
week_outcome (const FairWeeklyResult *weekly)
{
  guint n_picks = fair_pick_count (weekly->picks);

  return g_strdup_printf (ngettext ("Done: %u pick in %u games.", "Done: %u picks in %u games.", n_picks), n_picks,
                          weekly->picks->len / 3);
}

static char *
lines_outcome (GArray *lines)
{
  guint moved = 0;
  guint fallen = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const FairRepricedPick *row = &g_array_index (lines, FairRepricedPick, i);

      moved += row->moved;
      fallen += row->then.is_pick && !row->stands;
    }
  if (lines->len == 0)
    return g_strdup (_("The lines are stored; no picks are published for their week yet."));
  return fallen == 0 ? g_strdup_printf (_("%u of %u lines moved; every pick still stands."), moved, lines->len)
                     : g_strdup_printf (ngettext ("%u of %u lines moved; %u pick stands no more.",
                                                  "%u of %u lines moved; %u picks stand no more.", fallen),
                                        moved, lines->len, fallen);
}

static void
remember_folder (FairRunBar *self, const FairWeeklyResult *weekly)
{
  g_clear_pointer (&self->folder, g_free);
  for (guint i = 0; i < weekly->published->len && self->folder == NULL; i++)
    {
      const FairPublished *file = g_ptr_array_index (weekly->published, i);

      if (!file->queued)
        self->folder = g_path_get_dirname (file->path);
    }
}

static void
show_report (FairRunBar *self, const FairJobReport *report)
{
  g_autoptr (GString) details = g_string_new (NULL);
  g_autofree char *outcome = NULL;
  const GPtrArray *notes = report->weekly != NULL ? report->weekly->notes : report->sync->problems;

  append_sync (details, report->sync);
  for (guint i = 0; i < notes->len; i++)
    g_string_append_printf (details, "\n%s", (const char *) g_ptr_array_index (notes, i));
  if (report->weekly != NULL)
    {
      outcome = week_outcome (report->weekly);
      remember_folder (self, report->weekly);
    }
  else
    outcome = report->lines != NULL ? lines_outcome (report->lines) : g_strdup (_("Done."));
  offer (self, report->weekly != NULL && self->folder != NULL ? _("_Open Folder") : NULL, "run.open-folder");
  show_outcome (self, report->degraded ? "dialog-warning-symbolic" : "object-select-symbolic", outcome, details->str);
}

static void
on_finished (FairSession *session, FairJobReport *report, GError *error, gpointer data)
{
  if (error != NULL)
    show_error (data, error);
  else
    show_report (data, report);
}

/* What a job said of a store that could not be read is stale once it can be. */
static void
on_problem (FairSession *session, GParamSpec *pspec, gpointer data)
{
  FairRunBar *self = data;
  gboolean blind = fair_session_get_problem (session) != NULL;

  if (self->blind && !blind && !fair_session_is_busy (session))
    {
      gtk_revealer_set_reveal_child (self->revealer, FALSE);
      gtk_label_set_label (self->outcome, "");
    }
  self->blind = blind;
}

static void
on_cancel (GtkButton *button, FairRunBar *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  gtk_label_set_label (self->stage, _("Stopping"));
  fair_session_cancel (self->session);
}

static void
on_dismiss (GtkButton *button, FairRunBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

static void
open_folder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FairRunBar *self = FAIR_RUN_BAR (widget);
  g_autofree char *uri = self->folder == NULL ? NULL : g_filename_to_uri (self->folder, NULL, NULL);

  if (uri != NULL)
    g_app_info_launch_default_for_uri_async (uri, NULL, NULL, NULL, NULL);
}

static void
fair_run_bar_dispose (GObject *object)
{
  FairRunBar *self = FAIR_RUN_BAR (object);

  fair_run_bar_set_session (self, NULL);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (fair_run_bar_parent_class)->dispose (object);
}

static void
fair_run_bar_class_init (FairRunBarClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_run_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-run-bar.ui");
  gtk_widget_class_bind_template_child (widget, FairRunBar, revealer);
  gtk_widget_class_bind_template_child (widget, FairRunBar, stack);
  gtk_widget_class_bind_template_child (widget, FairRunBar, stage);
  gtk_widget_class_bind_template_child (widget, FairRunBar, what);
  gtk_widget_class_bind_template_child (widget, FairRunBar, bar);
  gtk_widget_class_bind_template_child (widget, FairRunBar, cancel);
  gtk_widget_class_bind_template_child (widget, FairRunBar, icon);
  gtk_widget_class_bind_template_child (widget, FairRunBar, outcome);
  gtk_widget_class_bind_template_child (widget, FairRunBar, details);
  gtk_widget_class_bind_template_child (widget, FairRunBar, remedy);
  gtk_widget_class_bind_template_callback (widget, on_cancel);
  gtk_widget_class_bind_template_callback (widget, on_dismiss);
  gtk_widget_class_install_action (widget, "run.open-folder", NULL, open_folder);
}

static void
fair_run_bar_init (FairRunBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_run_bar_set_session:
 * @session: (nullable): whose jobs are shown
 */
void
fair_run_bar_set_session (FairRunBar *self, FairSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  self->blind = FALSE;
  g_signal_connect_object (session, "notify::problem", G_CALLBACK (on_problem), self, 0);
  g_signal_connect_object (session, "notify::busy", G_CALLBACK (on_busy), self, 0);
  g_signal_connect_object (session, "progressed", G_CALLBACK (on_progressed), self, 0);
  g_signal_connect_object (session, "finished", G_CALLBACK (on_finished), self, 0);
}
