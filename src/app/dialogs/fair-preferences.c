/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-preferences.h"

#include "fair-book-list.h"
#include "fair-compat.h"
#include "fair-folder-list.h"
#include "fair-folder-row.h"
#include "fair-key-form.h"
#include "fair-key-group.h"
#include "fair-mail-group.h"
#include "fair-schedule-group.h"
#include "fair-setting-row.h"
#include "fair-toast.h"

#include <glib/gi18n-lib.h>

struct _FairPreferences
{
  AdwBin               parent_instance;
  FairSession         *session; /* nullable: no data is open */
  AdwToastOverlay     *toasts;
  GtkStack            *root;
  GtkStack            *pages;
  FairKeyGroup        *key_group;
  FairKeyForm         *key_form;
  AdwPreferencesGroup *data_group;
  FairBookList        *book_list;
  AdwPreferencesGroup *picks_group;
  AdwPreferencesGroup *stakes_group;
  AdwPreferencesGroup *limits_group;
  FairFolderList      *folder_list;
  FairScheduleGroup   *schedule_group;
  FairMailGroup       *mail_group;
  AdwPreferencesGroup *hook_group;
  AdwPreferencesGroup *backup_group;
  AdwPreferencesGroup *keep_group;
  AdwPreferencesGroup *watch_group;
  AdwPreferencesGroup *look_group;
};

G_DEFINE_FINAL_TYPE (FairPreferences, fair_preferences, ADW_TYPE_BIN)

static const FairSettingNumber data_numbers[] = {
  { "first-season", 1, 0, 0, NULL },
  { "quota-reserve", 50, 0, 0, NULL },
};

static const FairSettingNumber picks_numbers[] = {
  { "edge-threshold-spread", 0.5, 1, 0, NULL },     { "edge-threshold-total", 0.5, 1, 0, NULL },
  { "value-threshold-moneyline", 0.01, 2, 0, NULL }, { "minimum-games", 1, 0, 0, NULL },
  { "maximum-margin", 1, 0, 0, NULL },               { "kickoff-margin-hours", 0.5, 1, 0, NULL },
};

static const FairSettingNumber stakes_numbers[] = {
  { "bankroll-cents", 100, 2, 100,
    N_ ("In your currency. Stakes are shares of it; no money is moved by this program.") },
  { "unit-percent", 0.1, 1, 0, NULL },
};

static const FairSettingNumber limits_numbers[] = {
  { "maximum-bets", 1, 0, 0, NULL },
  { "maximum-week-percent", 1, 1, 0, NULL },
  { "kelly-cap-percent", 0.5, 1, 0, NULL },
};

static const FairSettingChoice stakings[] = {
  { "paper", N_ ("Paper Only") }, { "flat", N_ ("Flat One Unit") }, { "quarter-kelly", N_ ("Quarter Kelly") }, { NULL },
};

static const FairSettingNumber backup_numbers[] = {
  { .key = "backup-keep-days", .step = 1 },
  { .key = "backup-keep-weeks", .step = 1 },
  { .key = "backup-keep-months", .step = 1 },
};

static const FairSettingNumber keep_numbers[] = {
  { .key = "keep-answers-days", .step = 30 },
  { .key = "keep-answers-megabytes", .step = 50 },
  { .key = "keep-runs-days", .step = 30 },
  { .key = "keep-runs", .step = 100 },
};

static const FairSettingNumber watch_numbers[] = {
  { .key = "watch-age-hours", .step = 24 },
  { .key = "watch-games", .step = 1 },
  { .key = "watch-games-percent", .step = 5 },
  { .key = "watch-win-percent", .step = 1 },
  { .key = "watch-model-error", .step = 0.1, .digits = 1 },
  { .key = "watch-calibration", .step = 0.5, .digits = 1 },
  { .key = "watch-calls", .step = 50 },
  { .key = "watch-disk-megabytes", .step = 500 },
  { .key = "watch-backup-days", .step = 1 },
  { .key = "watch-mail-hours", .step = 6 },
  { .key = "watch-sharing-percent", .step = 1 },
};

static const FairSettingChoice schemes[] = {
  { "system", N_ ("Follow the System") }, { "light", N_ ("Light") }, { "dark", N_ ("Dark") }, { NULL },
};

/* Each with the same price, so that the names explain themselves. */
static const FairSettingChoice formats[] = {
  { "american", N_ ("American, −110") },
  { "decimal", N_ ("Decimal, 1.91") },
  { "fractional", N_ ("Fractional, 10/11") },
  { "probability", N_ ("Probability, 52.4 %") },
  { NULL },
};

static void
add_numbers (AdwPreferencesGroup *group, FairSettings *settings, const FairSettingNumber *numbers, guint n)
{
  for (guint i = 0; i < n; i++)
    adw_preferences_group_add (group, fair_setting_row_new_number (settings, &numbers[i]));
}

static void
on_scheme (GObject *row, GParamSpec *pspec, gpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "apply-appearance", NULL);
}

/* What shows prices reads the format when it is shown anew. */
static void
on_format (GObject *row, GParamSpec *pspec, FairPreferences *self)
{
  if (self->session != NULL)
    fair_session_reload (self->session);
}

static void
tell (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FairPreferences *self = FAIR_PREFERENCES (widget);
  const char *message = g_variant_get_string (parameter, NULL);

  adw_toast_overlay_add_toast (self->toasts, fair_toast_new (message));
  fair_compat_announce (widget, message);
}

static void
on_set_key (FairKeyGroup *group, FairPreferences *self)
{
  gtk_stack_set_visible_child_name (self->root, "key");
  fair_key_form_begin (self->key_form,
                       self->session == NULL ? NULL : fair_session_get_profile (self->session)->api_url);
}

static void
on_leave (FairKeyGroup *group, FairPreferences *self)
{
  fair_compat_close_sheet (GTK_WIDGET (self));
}

static void
on_key_kept (FairPreferences *self)
{
  if (self->session != NULL)
    fair_session_forget_key (self->session);
  fair_key_group_refresh (self->key_group);
}

static void
on_key_done (FairPreferences *self)
{
  fair_key_form_stop (self->key_form);
  gtk_stack_set_visible_child_name (self->root, "settings");
  gtk_widget_child_focus (GTK_WIDGET (self->key_group), GTK_DIR_TAB_FORWARD);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  FairPreferences *self = FAIR_PREFERENCES (widget);

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->root), "key"))
    return FALSE;
  on_key_done (self);
  return TRUE;
}

static void
fair_preferences_dispose (GObject *object)
{
  g_clear_object (&FAIR_PREFERENCES (object)->session);
  G_OBJECT_CLASS (fair_preferences_parent_class)->dispose (object);
}

static void
fair_preferences_class_init (FairPreferencesClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FAIR_TYPE_BOOK_LIST);
  g_type_ensure (FAIR_TYPE_FOLDER_LIST);
  g_type_ensure (FAIR_TYPE_KEY_FORM);
  g_type_ensure (FAIR_TYPE_KEY_GROUP);
  g_type_ensure (FAIR_TYPE_MAIL_GROUP);
  g_type_ensure (FAIR_TYPE_SCHEDULE_GROUP);
  G_OBJECT_CLASS (klass)->dispose = fair_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-preferences.ui");
  gtk_widget_class_bind_template_child (widget, FairPreferences, toasts);
  gtk_widget_class_bind_template_child (widget, FairPreferences, root);
  gtk_widget_class_bind_template_child (widget, FairPreferences, pages);
  gtk_widget_class_bind_template_child (widget, FairPreferences, key_group);
  gtk_widget_class_bind_template_child (widget, FairPreferences, key_form);
  gtk_widget_class_bind_template_child (widget, FairPreferences, data_group);
  gtk_widget_class_bind_template_child (widget, FairPreferences, book_list);
  gtk_widget_class_bind_template_child (widget, FairPreferences, picks_group);
  gtk_widget_class_bind_template_child (widget, FairPreferences, stakes_group);
  gtk_widget_class_bind_template_child (widget, FairPreferences, limits_group);
  gtk_widget_class_bind_template_child (widget, FairPreferences, folder_list);
  gtk_widget_class_bind_template_child (widget, FairPreferences, schedule_group);
  gtk_widget_class_bind_template_child (widget, FairPreferences, mail_group);
  gtk_widget_class_bind_template_child (widget, FairPreferences, hook_group);
  gtk_widget_class_bind_template_child (widget, FairPreferences, backup_group);
  gtk_widget_class_bind_template_child (widget, FairPreferences, keep_group);
  gtk_widget_class_bind_template_child (widget, FairPreferences, watch_group);
  gtk_widget_class_bind_template_child (widget, FairPreferences, look_group);
  gtk_widget_class_bind_template_callback (widget, on_set_key);
  gtk_widget_class_bind_template_callback (widget, on_leave);
  gtk_widget_class_bind_template_callback (widget, on_key_kept);
  gtk_widget_class_bind_template_callback (widget, on_key_done);
  gtk_widget_class_install_action (widget, "preferences.tell", "s", tell);
  gtk_widget_class_add_binding (widget, GDK_KEY_Escape, 0, on_escape, NULL);
}

static void
fair_preferences_init (FairPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_look (FairPreferences *self, FairSettings *settings, FairSettings *window_settings)
{
  GtkWidget *list;

  adw_preferences_group_add (self->look_group,
                             fair_setting_row_new_choice (window_settings, "color-scheme", schemes, &list));
  g_signal_connect (list, "notify::selected", G_CALLBACK (on_scheme), NULL);
  adw_preferences_group_add (self->look_group, fair_setting_row_new_choice (settings, "odds-format", formats, &list));
  g_signal_connect_object (list, "notify::selected", G_CALLBACK (on_format), self, 0);
}

static void
fill_backups (FairPreferences *self, FairSettings *settings)
{
  adw_preferences_group_add (self->backup_group, fair_setting_row_new_switch (settings, "backup-daily"));
  adw_preferences_group_add (self->backup_group, fair_folder_row_new (settings, "backup-folder"));
  adw_preferences_group_add (self->backup_group, fair_setting_row_new_switch (settings, "backup-without-answers"));
  add_numbers (self->backup_group, settings, backup_numbers, G_N_ELEMENTS (backup_numbers));
  add_numbers (self->keep_group, settings, keep_numbers, G_N_ELEMENTS (keep_numbers));
}

/**
 * fair_preferences_new:
 * @session: (nullable): the open data folder
 * @settings: of the window itself
 *
 * Returns: (transfer floating): the preferences
 */
GtkWidget *
fair_preferences_new (FairSession *session, FairSettings *settings)
{
  FairPreferences *self = g_object_new (FAIR_TYPE_PREFERENCES, NULL);
  FairSettings *own = session == NULL ? settings : fair_session_get_settings (session);
  FairSnapshot *snapshot = session == NULL ? NULL : fair_session_get_snapshot (session);
  g_auto (GStrv) known = fair_policy_known_books (snapshot == NULL ? NULL : snapshot->book);

  g_set_object (&self->session, session);
  fair_key_group_set_session (self->key_group, session);
  add_numbers (self->data_group, own, data_numbers, G_N_ELEMENTS (data_numbers));
  fair_book_list_set_settings (self->book_list, own, (const char *const *) known);
  adw_preferences_group_add (self->picks_group, fair_setting_row_new_switch (own, "conservative"));
  add_numbers (self->picks_group, own, picks_numbers, G_N_ELEMENTS (picks_numbers));
  adw_preferences_group_add (self->stakes_group, fair_setting_row_new_choice (own, "staking", stakings, NULL));
  add_numbers (self->stakes_group, own, stakes_numbers, G_N_ELEMENTS (stakes_numbers));
  add_numbers (self->limits_group, own, limits_numbers, G_N_ELEMENTS (limits_numbers));
  fair_folder_list_set_settings (self->folder_list, own,
                                 session == NULL ? NULL : fair_session_get_profile (session)->paths->exports);
  fair_schedule_group_fill (self->schedule_group, session, own);
  fair_mail_group_fill (self->mail_group, session, own);
  adw_preferences_group_add (self->hook_group, fair_setting_row_new_text (own, "heartbeat-url", NULL));
  adw_preferences_group_add (self->hook_group, fair_setting_row_new_text (own, "webhook-url", NULL));
  fill_backups (self, own);
  add_numbers (self->watch_group, own, watch_numbers, G_N_ELEMENTS (watch_numbers));
  fill_look (self, own, settings);
  return GTK_WIDGET (self);
}

/**
 * fair_preferences_present:
 * @session: (nullable): the open data folder
 * @settings: of the window itself
 * @page: (nullable): the page to begin with, such as “files”; NULL: the first
 *
 * Shows the preferences above a window.
 */
void
fair_preferences_present (GtkWindow *parent, FairSession *session, FairSettings *settings, const char *page)
{
  GtkWidget *self = fair_preferences_new (session, settings);

  if (page != NULL)
    gtk_stack_set_visible_child_name (FAIR_PREFERENCES (self)->pages, page);
  fair_compat_present_sheet (self, _("Preferences"), GTK_WIDGET (parent), 760, 640);
}
