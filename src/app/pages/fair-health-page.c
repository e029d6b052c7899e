/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-health-page.h"

#include "fair-compat.h"
#include "fair-move.h"
#include "fair-number.h"
#include "fair-setting-row.h"
#include "fair-stock.h"
#include "fair-store-book.h"
#include "fair-store-ledger.h"
#include "fair-watch-list.h"
#include "fair-watch.h"
#include "fair-window-words.h"

#include <glib/gi18n-lib.h>

#define N_RUNS 20

struct _FairHealthPage
{
  FairPage             parent_instance;
  GtkWidget           *problem_box;
  GtkLabel            *problem;
  FairWatchList       *watch;
  AdwActionRow        *folder;
  GtkWidget           *move_button;
  AdwActionRow        *disk;
  AdwActionRow        *age;
  AdwActionRow        *quota;
  AdwActionRow        *backups;
  GtkWidget           *backup_button;
  GtkWidget           *backup_spinner;
  AdwActionRow        *verify;
  GtkWidget           *verify_button;
  GtkWidget           *verify_spinner;
  AdwPreferencesGroup *seasons;
  AdwPreferencesGroup *runs;
  AdwPreferencesGroup *refused;
  GtkSpinButton       *from;
  GtkSpinButton       *to;
  GPtrArray           *rows; /* of GtkWidget, added from what is stored; not owned */
  GCancellable        *cancellable; /* of what is being read; nullable */
};

G_DEFINE_FINAL_TYPE (FairHealthPage, fair_health_page, FAIR_TYPE_PAGE)

static char *
format_time (gint64 time)
{
  g_autoptr (GDateTime) local = time == FAIR_TIME_UNKNOWN ? NULL : g_date_time_new_from_unix_local (time);

  return local == NULL ? g_strdup (_("never")) : g_date_time_format (local, "%a %-d %b %Y %H:%M");
}

static AdwPreferencesGroup *
add_row (FairHealthPage *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  g_object_set_data (G_OBJECT (row), "fair-group", group);
  return group;
}

static void
clear_rows (FairHealthPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (g_object_get_data (G_OBJECT (row), "fair-group"), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped = g_markup_escape_text (subtitle == NULL ? "" : subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  return row;
}

static void
set_subtitle (AdwActionRow *row, const char *text)
{
  g_autofree char *words = fair_window_words (text);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_action_row_set_subtitle (row, escaped);
}

static void
add_season (FairHealthPage *self, const FairSeasonCount *season)
{
  g_autofree char *title = g_strdup_printf ("%d", season->season);
  g_autofree char *text = g_strdup_printf (_("%u games, %u played, %u with a line, %u with statistics"), season->n_games,
                                           season->n_completed, season->n_with_line, season->n_with_stats);
  g_autofree char *name = g_strdup_printf (_("Games of %d with a line"), season->season);
  GtkWidget *row = make_row (title, text);
  GtkWidget *bar = gtk_level_bar_new_for_interval (0, MAX (season->n_games, 1));

  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), season->n_with_line);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (bar, 120, -1);
  gtk_widget_set_tooltip_text (bar, _("Share of games with a line"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), bar);
  add_row (self, self->seasons, row);
}

/* The run table's words, as a person says them. */
static const char *
status_to_text (const char *status)
{
  static const struct
  {
    const char *status;
    const char *text;
  } words[] = {
    { "running", N_ ("running, or cut off") }, { "done", N_ ("done") },           { "degraded", N_ ("done, degraded") },
    { "failed", N_ ("failed") },               { "cancelled", N_ ("stopped") },   { "kept", N_ ("kept from the run before") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].status, status))
      return _(words[i].text);
  return status;
}

static char *
format_duration (gint64 from, gint64 to)
{
  return to == FAIR_TIME_UNKNOWN || to < from ? g_strdup ("–") : g_strdup_printf (_("%d s"), (int) (to - from));
}

static GtkWidget *
make_stage (const FairRunStage *stage)
{
  g_autofree char *duration = format_duration (stage->started_at, stage->ended_at);
  g_autofree char *text = g_strdup_printf (_("%s · %u done · %s"), status_to_text (stage->status), stage->count, duration);
  g_autofree char *whole = stage->error == NULL ? g_steal_pointer (&text) : g_strjoin ("\n", text, stage->error, NULL);

  return make_row (stage->stage, whole);
}

static char *
describe_week (const FairWeek *week)
{
  /* It failed before it came to that. */
  if (week->season == 0)
    return g_strdup (_("no week yet"));
  return week->type == FAIR_SEASON_POSTSEASON ? g_strdup_printf (_("%d bowls"), week->season)
                                              : g_strdup_printf (_("%d week %d"), week->season, week->week);
}

static void
add_run (FairHealthPage *self, const FairStockRun *run)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *started = format_time (run->run.started_at);
  g_autofree char *duration = format_duration (run->run.started_at, run->run.ended_at);
  g_autofree char *week = describe_week (&run->run.week);
  g_autofree char *title = g_strdup_printf ("%s · %s", started, week);
  g_autofree char *text = g_strdup_printf (ngettext ("%s · %u API call · %s", "%s · %u API calls · %s", run->run.calls),
                                           status_to_text (run->run.status), run->run.calls, duration);
  g_autofree char *whole = run->run.error == NULL ? g_strdup (text) : g_strjoin ("\n", text, run->run.error, NULL);
  g_autofree char *words = fair_window_words (whole);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), escaped);
  for (guint i = 0; i < run->stages->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_stage (&g_array_index (run->stages, FairRunStage, i)));
  add_row (self, self->runs, row);
}

static void
show_quota (FairHealthPage *self, const FairStock *stock)
{
  FairSession *session = fair_page_get_session (FAIR_PAGE (self));
  gint64 now = fair_session_now (session);
  g_autofree char *known = format_time (stock->calls_at);
  g_autofree char *anew = format_time (fair_next_month (now));
  g_autofree char *text = NULL;
  int reserve = fair_settings_get_int (fair_session_get_settings (session), "quota-reserve");

  if (stock->calls_left < 0)
    text = g_strdup_printf (_("Not known yet; it begins anew %s. %d calls are kept in reserve."), anew, reserve);
  else
    text = g_strdup_printf (_("%d calls left at the run of %s; it begins anew %s. %d calls are kept in reserve."),
                            stock->calls_left, known, anew, reserve);
  set_subtitle (self->quota, text);
}

static void
show_stock (FairHealthPage *self, const FairStock *stock)
{
  g_autofree char *store = g_format_size (stock->store_bytes);
  g_autofree char *answers = g_format_size (stock->answer_bytes);
  g_autofree char *exports = g_format_size (stock->export_bytes);
  g_autofree char *disk = g_strdup_printf (_("Store %s, %u raw answers of it %s; exports %s"), store, stock->n_answers,
                                           answers, exports);
  g_autofree char *age = format_time (stock->data_time);

  set_subtitle (self->disk, disk);
  set_subtitle (self->age, age);
  show_quota (self, stock);
  for (guint i = 0; i < stock->runs->len; i++)
    add_run (self, &g_array_index (stock->runs, FairStockRun, i));
  for (guint i = 0; i < stock->refusals->len; i++)
    {
      const FairRefusalCount *count = &g_array_index (stock->refusals, FairRefusalCount, i);
      g_autofree char *n = g_strdup_printf (ngettext ("%u row or number", "%u rows or numbers", count->n), count->n);

      add_row (self, self->refused, make_row (count->reason, n));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->runs), stock->runs->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->refused), stock->refusals->len > 0);
}

static void
show_nothing (FairHealthPage *self)
{
  AdwActionRow *rows[] = { self->disk, self->age, self->quota };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    set_subtitle (rows[i], _("Not known before the first run"));
  gtk_widget_set_visible (GTK_WIDGET (self->runs), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->refused), FALSE);
}

static gpointer
take_stock (FairStore *store, GCancellable *cancellable, gpointer data, GError **error)
{
  return store == NULL ? NULL : fair_stock_take (store, data, N_RUNS, error);
}

static void
on_stock (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairHealthPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStock) stock = fair_session_read_finish (FAIR_SESSION (source), result, &error);
  FairSnapshot *snapshot = fair_page_get_snapshot (FAIR_PAGE (self));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  clear_rows (self);
  if (stock != NULL)
    show_stock (self, stock);
  else if (error == NULL)
    show_nothing (self);
  for (guint i = 0; snapshot != NULL && i < snapshot->seasons->len; i++)
    add_season (self, &g_array_index (snapshot->seasons, FairSeasonCount, snapshot->seasons->len - 1 - i));
}

static void
fair_health_page_show (FairPage *page, FairSnapshot *snapshot)
{
  FairHealthPage *self = FAIR_HEALTH_PAGE (page);
  FairSession *session = fair_page_get_session (page);
  const FairPaths *paths = fair_session_get_profile (session)->paths;
  const GError *problem = fair_session_get_problem (session);
  g_autofree char *words = fair_window_words (problem == NULL ? "" : problem->message);

  set_subtitle (self->folder, paths->data_dir);
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  gtk_label_set_label (self->problem, words);
  gtk_widget_set_sensitive (self->backup_button, snapshot != NULL && !gtk_widget_get_visible (self->backup_spinner));
  gtk_widget_set_sensitive (self->verify_button, snapshot != NULL);
  /* A folder that was named by hand is moved by hand, and the demo's is worth no move. */
  gtk_widget_set_visible (self->move_button, snapshot != NULL && paths->settings == NULL);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  fair_session_read_async (session, take_stock, (gpointer) paths, NULL, self->cancellable, on_stock, g_object_ref (self));
}

/* Every page of the store, and every published table against its hash. */
static gpointer
verify (FairStore *store, GCancellable *cancellable, gpointer data, GError **error)
{
  guint n = 0;

  if (store == NULL || !fair_store_check (store, error) || !fair_store_verify_ledger (store, &n, error))
    return NULL;
  return g_strdup_printf (ngettext ("All is well: the store is whole, and %u published table is as it was published.",
                                    "All is well: the store is whole, and %u published tables are as they were published.",
                                    n),
                          n);
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairHealthPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *outcome = fair_session_read_finish (FAIR_SESSION (source), result, &error);

  gtk_widget_set_visible (self->verify_spinner, FALSE);
  gtk_widget_set_sensitive (self->verify_button, TRUE);
  set_subtitle (self->verify, error != NULL ? error->message : outcome);
  fair_compat_announce (GTK_WIDGET (self), error != NULL ? error->message : outcome);
}

static void
on_verify (GtkButton *button, FairHealthPage *self)
{
  gtk_widget_set_visible (self->verify_spinner, TRUE);
  gtk_widget_set_sensitive (self->verify_button, FALSE);
  fair_session_read_async (fair_page_get_session (FAIR_PAGE (self)), verify, NULL, NULL, NULL, on_verified,
                           g_object_ref (self));
}

static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairHealthPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = fair_session_back_up_finish (FAIR_SESSION (source), result, &error);

  gtk_widget_set_visible (self->backup_spinner, FALSE);
  gtk_widget_set_sensitive (self->backup_button, TRUE);
  set_subtitle (self->backups, error != NULL ? error->message : said);
  fair_compat_announce (GTK_WIDGET (self), error != NULL ? error->message : said);
}

static void
on_back_up (GtkButton *button, FairHealthPage *self)
{
  gtk_widget_set_visible (self->backup_spinner, TRUE);
  gtk_widget_set_sensitive (self->backup_button, FALSE);
  set_subtitle (self->backups, _("Packing it, and looking whether it can be restored…"));
  fair_session_back_up_async (fair_page_get_session (FAIR_PAGE (self)), on_backed_up, g_object_ref (self));
}

static void
on_copy_path (GtkButton *button, FairHealthPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          fair_session_get_profile (fair_page_get_session (FAIR_PAGE (self)))->paths->data_dir);
  fair_page_tell (FAIR_PAGE (self), _("Copied the folder's path."));
}

static void
on_open_folder (GtkButton *button, FairHealthPage *self)
{
  const FairPaths *paths = fair_session_get_profile (fair_page_get_session (FAIR_PAGE (self)))->paths;
  g_autofree char *uri = g_filename_to_uri (paths->data_dir, NULL, NULL);
  g_autoptr (GError) error = NULL;

  if (uri == NULL || !g_app_info_launch_default_for_uri (uri, NULL, &error))
    fair_page_tell (FAIR_PAGE (self), _("No file manager could open the folder; its path is shown above."));
}

static gpointer
move_data (FairStore *store, GCancellable *cancellable, gpointer data, GError **error)
{
  char **folders = data; /* from, to */
  g_autoptr (FairPaths) from = fair_paths_new (folders[0], FALSE);

  fair_move_data (from, folders[1], cancellable, error);
  return NULL;
}

static void
on_moved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *folder = data;
  FairSession *session = FAIR_SESSION (source);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ()));
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;

  fair_session_read_finish (session, result, &error);
  if (error == NULL
      && fair_settings_set (fair_session_get_settings (session), "data-folder", g_variant_new_string (folder), &error))
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "app.use-profile", "s", "cfbd");
      told = g_strdup_printf (_("The data is in “%s” now; the old folder was left as it was."), folder);
    }
  gtk_widget_activate_action (GTK_WIDGET (window), "win.tell", "s", error == NULL ? told : error->message);
}

static void
on_place_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  FairHealthPage *self = FAIR_HEALTH_PAGE (source);
  FairSession *session = fair_page_get_session (FAIR_PAGE (self));
  g_autoptr (GFile) file = fair_compat_choose_file_finish (result, NULL);
  char *folder = file == NULL ? NULL : g_file_get_path (file);
  const char *const folders[] = { fair_session_get_profile (session)->paths->data_dir, folder, NULL };

  if (file != NULL && folder == NULL)
    fair_page_tell (FAIR_PAGE (self), _("That place is not on this machine; choose a folder that is."));
  if (folder != NULL)
    fair_session_read_async (session, move_data, g_strdupv ((char **) folders), (GDestroyNotify) g_strfreev, NULL, on_moved,
                             folder);
}

static void
on_move (GtkButton *button, FairHealthPage *self)
{
  if (fair_session_is_busy (fair_page_get_session (FAIR_PAGE (self))))
    fair_page_tell (FAIR_PAGE (self), _("Stop the run first; then the data can be moved."));
  else
    fair_compat_choose_file_async (GTK_WIDGET (self), FAIR_FILE_FOLDER, _("Move the Data to an Empty Folder"), NULL,
                                   on_place_chosen, NULL);
}

static void
on_sync (GtkButton *button, FairHealthPage *self)
{
  int from = gtk_spin_button_get_value_as_int (self->from);
  int to = MAX (from, gtk_spin_button_get_value_as_int (self->to));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.sync", "(ii)", from, to);
}

static void
on_watch (FairWatch *watch, FairHealthPage *self)
{
  fair_watch_list_show (self->watch, fair_watch_get_report (watch));
}

static void
on_session (FairHealthPage *self)
{
  FairSession *session = fair_page_get_session (FAIR_PAGE (self));
  int season;

  if (session == NULL)
    return;
  g_signal_connect_object (fair_watch_of (session), "changed", G_CALLBACK (on_watch), self, 0);
  on_watch (fair_watch_of (session), self);
  season = fair_season_at (fair_session_now (session));
  gtk_spin_button_set_range (self->from, 2002, season);
  gtk_spin_button_set_range (self->to, 2002, season);
  gtk_spin_button_set_value (self->from, fair_settings_get_int (fair_session_get_settings (session), "first-season"));
  gtk_spin_button_set_value (self->to, season);
}

static void
fair_health_page_dispose (GObject *object)
{
  FairHealthPage *self = FAIR_HEALTH_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (fair_health_page_parent_class)->dispose (object);
}

static void
fair_health_page_class_init (FairHealthPageClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FAIR_TYPE_WATCH_LIST);
  G_OBJECT_CLASS (klass)->dispose = fair_health_page_dispose;
  FAIR_PAGE_CLASS (klass)->show = fair_health_page_show;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-health-page.ui");
  gtk_widget_class_bind_template_child (widget, FairHealthPage, problem_box);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, problem);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, watch);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, folder);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, move_button);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, disk);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, age);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, quota);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, backups);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, backup_button);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, backup_spinner);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, verify);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, verify_button);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, verify_spinner);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, seasons);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, runs);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, refused);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, from);
  gtk_widget_class_bind_template_child (widget, FairHealthPage, to);
  gtk_widget_class_bind_template_callback (widget, on_back_up);
  gtk_widget_class_bind_template_callback (widget, on_verify);
  gtk_widget_class_bind_template_callback (widget, on_copy_path);
  gtk_widget_class_bind_template_callback (widget, on_open_folder);
  gtk_widget_class_bind_template_callback (widget, on_sync);
  gtk_widget_class_bind_template_callback (widget, on_move);
}

static void
fair_health_page_init (FairHealthPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  fair_setting_row_ignore_wheel (GTK_WIDGET (self->from));
  fair_setting_row_ignore_wheel (GTK_WIDGET (self->to));
  g_signal_connect (self, "notify::session", G_CALLBACK (on_session), NULL);
}
