/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-schedule-group.h"

#include "fair-autostart.h"
#include "fair-schedule.h"
#include "fair-setting-row.h"

#include <glib/gi18n-lib.h>

struct _FairScheduleGroup
{
  AdwPreferencesGroup parent_instance;
  FairSession        *session; /* nullable */
  FairSettings       *settings; /* not owned: the session's, or the window's */
  GtkSwitch          *toggle;
  GtkWidget          *between[2]; /* rows of those who say themselves how often lines are fetched */
  AdwActionRow       *plan;
  gboolean            asking; /* the switch follows the answer, not the person */
};

G_DEFINE_FINAL_TYPE (FairScheduleGroup, fair_schedule_group, ADW_TYPE_PREFERENCES_GROUP)

static const FairSettingChoice watchings[] = {
  { "off", N_ ("Never") }, { "light", N_ ("31 Times a Week") }, { "full", N_ ("Every 1 to 3 Hours") },
  { "own", N_ ("As Often as I Say") }, { NULL },
};

static const FairSettingNumber between[] = {
  { .key = "schedule-quiet-hours", .step = 1 },
  { .key = "schedule-busy-hours", .step = 1 },
};

static const FairSettingNumber hours[] = {
  { .key = "schedule-weekly-hour", .step = 1 },
  { .key = "schedule-upkeep-hour", .step = 1 },
};

/* A person may be asked by the desktop, so it waits on a thread. */
static void
set_autostart (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FairSession *session = data;
  g_autoptr (GError) error = NULL;
  char *said = fair_autostart_set (fair_session_get_profile (session),
                                   GPOINTER_TO_INT (g_object_get_data (G_OBJECT (task), "wanted")), &error);

  if (said == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, said, g_free);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  FairScheduleGroup *self = FAIR_SCHEDULE_GROUP (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *said = g_task_propagate_pointer (G_TASK (result), &error);

  gtk_switch_set_active (self->toggle, fair_autostart_is_on (fair_session_get_profile (self->session)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->toggle), TRUE);
  self->asking = FALSE;
  fair_setting_row_tell (GTK_WIDGET (self), said == NULL ? error->message : said);
}

static void
on_toggled (GtkSwitch *toggle, GParamSpec *pspec, FairScheduleGroup *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->asking)
    return;
  self->asking = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (toggle), FALSE);
  task = g_task_new (self, NULL, on_set, NULL);
  g_object_set_data (G_OBJECT (task), "wanted", GINT_TO_POINTER (gtk_switch_get_active (toggle)));
  g_task_set_task_data (task, g_object_ref (self->session), g_object_unref);
  g_task_run_in_thread (task, set_autostart);
}

/* What the reading thread needs. */
typedef struct
{
  const FairProfile *profile;
  gint64             now;
} Look;

static gpointer
look (FairStore *store, GCancellable *cancellable, gpointer data, GError **error)
{
  const Look *order = data;

  return store == NULL ? NULL : fair_schedule_make (store, order->profile, order->now, error);
}

static char *
describe (const FairSchedule *schedule)
{
  const FairCallPlan *plan = &schedule->plan;
  g_autofree char *text = fair_call_plan_to_text (plan);

  if (schedule->empty)
    return g_strdup (_("Known after the first run."));
  if (!schedule->in_season && plan->n_runs == 0)
    return g_strdup (_("It is the off-season: there are no runs, and no lines are fetched."));
  if (plan->left < 0)
    return g_steal_pointer (&text);
  return g_strdup_printf (plan->fits ? _("%s %d are left, %d of them in reserve: it fits.")
                                     : _("%s %d are left, %d of them in reserve: lines will be fetched less often."),
                          text, plan->left, plan->reserve);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairScheduleGroup) self = data;
  g_autoptr (FairSchedule) schedule = fair_session_read_finish (FAIR_SESSION (source), result, NULL);
  g_autofree char *text = schedule == NULL ? g_strdup (_("Known after the first run.")) : describe (schedule);

  adw_action_row_set_subtitle (self->plan, text);
}

static void
show_plan (FairScheduleGroup *self)
{
  Look *order;

  if (self->session == NULL)
    return;
  order = g_new0 (Look, 1);
  *order = (Look) { fair_session_get_profile (self->session), fair_session_now (self->session) };
  fair_session_read_async (self->session, look, order, g_free, NULL, on_looked, g_object_ref (self));
}

static void
fair_schedule_group_dispose (GObject *object)
{
  g_clear_object (&FAIR_SCHEDULE_GROUP (object)->session);
  G_OBJECT_CLASS (fair_schedule_group_parent_class)->dispose (object);
}

static void
fair_schedule_group_class_init (FairScheduleGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_schedule_group_dispose;
}

static void
fair_schedule_group_init (FairScheduleGroup *self)
{
}

static void
on_watching (FairScheduleGroup *self)
{
  g_autofree char *watching = fair_settings_get_string (self->settings, "schedule-lines");

  for (guint i = 0; i < G_N_ELEMENTS (self->between); i++)
    gtk_widget_set_visible (self->between[i], g_str_equal (watching, "own"));
  show_plan (self);
}

/* The plan of calls follows each number. */
static GtkWidget *
add_number (FairScheduleGroup *self, const FairSettingNumber *number)
{
  GtkWidget *row = fair_setting_row_new_number (self->settings, number);

  g_signal_connect_object (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)), "value-changed",
                           G_CALLBACK (show_plan), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static GtkWidget *
make_switch (FairScheduleGroup *self)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _("Run by itself"), NULL);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _("The weekly run, a look at the lines and the daily upkeep, without a window. What was "
                                 "missed is caught up."));
  self->toggle = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->toggle), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->toggle));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->toggle));
  return row;
}

/**
 * fair_schedule_group_fill:
 * @session: (nullable): the open data folder
 */
void
fair_schedule_group_fill (FairScheduleGroup *self, FairSession *session, FairSettings *settings)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  GtkWidget *list;

  g_set_object (&self->session, session);
  self->settings = settings;
  adw_preferences_group_add (group, make_switch (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->toggle), session != NULL && !fair_session_is_demo (session));
  if (session != NULL)
    gtk_switch_set_active (self->toggle, fair_autostart_is_on (fair_session_get_profile (session)));
  g_signal_connect (self->toggle, "notify::active", G_CALLBACK (on_toggled), self);
  adw_preferences_group_add (group, fair_setting_row_new_choice (settings, "schedule-lines", watchings, &list));
  g_signal_connect_object (list, "notify::selected", G_CALLBACK (on_watching), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    self->between[i] = add_number (self, &between[i]);
  self->plan = g_object_new (ADW_TYPE_ACTION_ROW, "title", _("Until the end of the month"), NULL);
  adw_preferences_group_add (group, GTK_WIDGET (self->plan));
  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    add_number (self, &hours[i]);
  adw_preferences_group_add (group, fair_setting_row_new_switch (settings, "schedule-on-battery"));
  adw_preferences_group_add (group, fair_setting_row_new_switch (settings, "schedule-on-metered"));
  /* The reserve of calls is set on another page. */
  g_signal_connect (self, "map", G_CALLBACK (show_plan), NULL);
  on_watching (self);
}
