/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-model-list.h"

#include "fair-compat.h"
#include "fair-number.h"

#include <glib/gi18n-lib.h>

#define N_ROWS 8

struct _FairModelList
{
  AdwBin       parent_instance;
  FairSession *session; /* nullable */
  GtkLabel    *about;
  GtkListBox  *rows;
  GtkWidget   *rollback;
  GtkWidget   *resume;
};

G_DEFINE_FINAL_TYPE (FairModelList, fair_model_list, ADW_TYPE_BIN)

static const char *
use_of (const FairModelRegistry *registry, const FairModelFit *fit)
{
  if (fit == registry->kept)
    return _("Used");
  if (*fit->origin != '\0')
    return _("Repeats a kept model");
  return g_str_equal (fit->design, fair_design_to_string (registry->champion)) ? _("Champion") : _("Challenger");
}

static char *
describe_scores (const FairModelFit *fit)
{
  FairFitHeadline headline = fair_fit_headline (fit);
  g_autofree char *mae = fair_number_to_text (headline.margin_mae, 2);
  g_autofree char *close = fair_number_to_text (headline.margin_close_mae, 2);

  if (headline.n == 0)
    return g_strdup_printf (_("%s · no game of the season was over yet"), fit->model_id);
  return g_strdup_printf (_("%s · margin missed by %s, closing line by %s (%u games)"), fit->model_id, mae, close,
                          headline.n);
}

static GtkWidget *
make_row (const FairModelRegistry *registry, const FairModelFit *fit)
{
  gboolean used = registry->kept == NULL ? fit == fair_model_registry_newest (registry) : fit == registry->kept;
  g_autofree char *title
    = fit->week.type == FAIR_SEASON_REGULAR
        ? g_strdup_printf (_("%d, week %d · %s"), fit->week.season, fit->week.week, fit->design)
        : g_strdup_printf (_("%d, postseason · %s"), fit->week.season, fit->design);
  g_autofree char *scores = describe_scores (fit);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *use = gtk_label_new (use_of (registry, fit));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), scores);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (use, used ? "heading" : "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), use);
  return row;
}

static char *
describe (const FairModelRegistry *registry)
{
  const char *champion = fair_design_to_string (registry->champion);

  if (registry->fits->len == 0)
    return g_strdup (_("The first run of the week keeps the first model. From then on every week's is kept here."));
  if (registry->rollback != NULL)
    return g_strdup_printf (_("You went back to the model %s, and each run uses it until you resume: it knows "
                              "nothing that came after it. The newest models are fitted all the same, so that you can compare."),
                            registry->rollback->model_id);
  return g_strdup_printf (_("Each run fits every design of the model. What is published comes from the champion, “%s”. %s "
                            "The others predict as well, but only to be compared."),
                          champion, fair_design_describe (registry->champion));
}

static void
show_rows (FairModelList *self, const FairModelRegistry *registry)
{
  GtkWidget *row;

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->rows, 0))) != NULL)
    gtk_list_box_remove (self->rows, row);
  for (guint i = 0; i < MIN (registry->fits->len, N_ROWS); i++)
    gtk_list_box_append (self->rows, make_row (registry, &g_array_index (registry->fits, FairModelFit, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->rows), registry->fits->len > 0);
}

/**
 * fair_model_list_show:
 * @session: (nullable): where a choice is written to
 * @snapshot: (nullable): what is stored
 */
void
fair_model_list_show (FairModelList *self, FairSession *session, FairSnapshot *snapshot)
{
  const FairModelRegistry *registry = snapshot == NULL ? NULL : snapshot->registry;
  gboolean rolled = registry != NULL && registry->rollback != NULL;
  g_autofree char *about = NULL;

  g_set_object (&self->session, session);
  gtk_widget_set_visible (GTK_WIDGET (self), registry != NULL);
  if (registry == NULL)
    return;
  about = describe (registry);
  gtk_label_set_label (self->about, about);
  show_rows (self, registry);
  gtk_widget_set_visible (self->resume, rolled);
  gtk_widget_set_visible (self->rollback,
                          !rolled && fair_model_registry_last_week (registry, fair_session_now (session)) != NULL);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairModelList) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = fair_session_write_finish (FAIR_SESSION (source), result, &error);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", said == NULL ? error->message : said);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairModelList) self = data;
  g_autofree char *answer = fair_compat_ask_finish (result);

  if (self->session != NULL && g_strcmp0 (answer, "rollback") == 0)
    fair_session_choose_model_async (self->session, FAIR_CHOICE_ROLLBACK, on_chosen, g_object_ref (self));
  else if (self->session != NULL && g_strcmp0 (answer, "resume") == 0)
    fair_session_choose_model_async (self->session, FAIR_CHOICE_RESUME, on_chosen, g_object_ref (self));
}

static void
on_rollback (GtkButton *button, FairModelList *self)
{
  const FairCompatAnswer answers[] = {
    { "cancel", _("_Cancel"), FALSE, FALSE },
    { "rollback", _("_Use It"), TRUE, FALSE },
    { NULL },
  };

  fair_compat_ask_async (GTK_WIDGET (button), _("Use Last Week’s Model?"),
                         _("Each run from now on leaves out everything that was learned since, until you resume. What "
                           "is published stays as it is."),
                         answers, on_answered, g_object_ref (self));
}

static void
on_resume (GtkButton *button, FairModelList *self)
{
  const FairCompatAnswer answers[] = {
    { "cancel", _("_Cancel"), FALSE, FALSE },
    { "resume", _("_Resume"), TRUE, FALSE },
    { NULL },
  };

  fair_compat_ask_async (GTK_WIDGET (button), _("Resume with the Newest Model?"),
                         _("The next run uses all that is known again. What is published stays as it is."), answers,
                         on_answered, g_object_ref (self));
}

static void
fair_model_list_dispose (GObject *object)
{
  g_clear_object (&FAIR_MODEL_LIST (object)->session);
  G_OBJECT_CLASS (fair_model_list_parent_class)->dispose (object);
}

static void
fair_model_list_class_init (FairModelListClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_model_list_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-model-list.ui");
  gtk_widget_class_bind_template_child (widget, FairModelList, about);
  gtk_widget_class_bind_template_child (widget, FairModelList, rows);
  gtk_widget_class_bind_template_child (widget, FairModelList, rollback);
  gtk_widget_class_bind_template_child (widget, FairModelList, resume);
  gtk_widget_class_bind_template_callback (widget, on_rollback);
  gtk_widget_class_bind_template_callback (widget, on_resume);
}

static void
fair_model_list_init (FairModelList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
