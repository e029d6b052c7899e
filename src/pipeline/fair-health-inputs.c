/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-health-inputs.h"

#include "fair-alerts.h"
#include "fair-backup.h"
#include "fair-folder.h"
#include "fair-health-model.h"
#include "fair-schedule.h"
#include "fair-publisher.h"
#include "fair-stock.h"
#include "fair-store-book.h"
#include "fair-store-model.h"
#include "fair-upkeep.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

/* Such a stamp ends the names of dated files: 20251022T120000Z. */
#define STAMP_LENGTH 16

#define SHEET_PREFIX "fair-catch-picks-"
#define SHEET_SUFFIX ".csv"

/* So many runs are looked through for one that knew how many calls were left. */
#define N_RUNS 10

/**
 * fair_health_limits:
 *
 * Returns: from where on something is worth a word, from the settings
 */
FairMonitorLimits
fair_health_limits (const FairProfile *profile)
{
  FairSettings *settings = profile->settings;

  return (FairMonitorLimits) {
    .age_hours = fair_settings_get_int (settings, "watch-age-hours"),
    .games = fair_settings_get_int (settings, "watch-games"),
    .games_percent = fair_settings_get_double (settings, "watch-games-percent"),
    .win_percent = fair_settings_get_double (settings, "watch-win-percent"),
    .model_error = fair_settings_get_double (settings, "watch-model-error"),
    .calibration = fair_settings_get_double (settings, "watch-calibration"),
    .calls = fair_settings_get_int (settings, "watch-calls"),
    .disk_megabytes = fair_settings_get_int (settings, "watch-disk-megabytes"),
    .backup_days = fair_settings_get_int (settings, "watch-backup-days"),
    .sharing_percent = fair_settings_get_double (settings, "watch-sharing-percent"),
    .mail_hours = fair_settings_get_int (settings, "watch-mail-hours"),
  };
}

/* Dated files say in their names when they were made. A file's own time would be that of the copy that a synchronizing
   folder made of it. */
static gint64
read_stamp (const char *name)
{
  gsize length = strlen (name) - strlen (SHEET_SUFFIX);
  g_autofree char *stamp = length < STAMP_LENGTH ? NULL : g_strndup (name + length - STAMP_LENGTH, STAMP_LENGTH);
  g_autoptr (GDateTime) time = stamp == NULL ? NULL : g_date_time_new_from_iso8601 (stamp, NULL);

  return time == NULL ? FAIR_TIME_UNKNOWN : g_date_time_to_unix (time);
}

/* Replays are written as files, too, but are no picks for this week. */
static gboolean
is_live (const GArray *publications, gint64 time)
{
  for (guint i = 0; i < publications->len; i++)
    {
      const FairPublication *publication = &g_array_index (publications, FairPublication, i);

      if (!publication->replay && publication->frozen_at == time)
        return TRUE;
    }
  return FALSE;
}

static gint64
find_newest_sheet (const char *folder, const GArray *publications)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  gint64 newest = FAIR_TIME_UNKNOWN;
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    if (g_str_has_prefix (name, SHEET_PREFIX) && g_str_has_suffix (name, SHEET_SUFFIX))
      {
        gint64 time = read_stamp (name);

        if (time > newest && is_live (publications, time))
          newest = time;
      }
  return newest;
}

static gint64
find_newest_backup (const char *folder, gint64 now)
{
  g_autoptr (GArray) backups = fair_upkeep_list_backups (folder, now, NULL);

  return backups == NULL || backups->len == 0 ? FAIR_TIME_UNKNOWN : g_array_index (backups, FairBackup, 0).made_at;
}

static gboolean
can_write (const char *folder)
{
  return g_file_test (folder, G_FILE_TEST_IS_DIR) && g_access (folder, W_OK | X_OK) == 0;
}

static void
note_unreachable (const char *folder, FairMonitorInputs *inputs)
{
  inputs->n_unreachable++;
  if (inputs->unreachable == NULL)
    inputs->unreachable = g_strdup (folder);
}

static void
look_at_exports (const FairProfile *profile, const GArray *publications, FairMonitorInputs *inputs)
{
  g_auto (GStrv) folders = fair_profile_folders (profile);

  inputs->picks_time = FAIR_TIME_UNKNOWN;
  for (guint i = 0; folders[i] != NULL; i++)
    {
      /* A server is asked by the runs alone; what they could not write there waits. */
      gboolean server = fair_folder_is_address (folders[i]);
      /* The first run makes our own. */
      gboolean ours = g_str_equal (folders[i], profile->paths->exports) && !g_file_test (folders[i], G_FILE_TEST_EXISTS);

      inputs->n_folders++;
      inputs->n_servers += server;
      if (server || ours || can_write (folders[i]))
        inputs->n_reached++;
      else
        note_unreachable (folders[i], inputs);
      if (!server)
        inputs->picks_time = MAX (inputs->picks_time, find_newest_sheet (folders[i], publications));
    }
  /* What was published went to the servers, unless it waits. */
  if (inputs->n_servers > 0 && inputs->n_waiting == 0)
    inputs->picks_time = MAX (inputs->picks_time, inputs->published_at);
}

/* What fair_upkeep.h says of such keys: a time, and behind a space what was wrong, if anything. */
static gint64
read_outcome (FairStore *store, const char *key, char **problem)
{
  g_autofree char *kept = fair_store_get_cached (store, key, NULL);
  char *rest = NULL;
  gint64 time = kept == NULL ? 0 : g_ascii_strtoll (kept, &rest, 10);

  *problem = rest == NULL || strlen (rest) < 2 ? NULL : g_strdup (rest + 1);
  return time > 0 ? time : FAIR_TIME_UNKNOWN;
}

/* Of a server it is known by what the copies told, as of a folder that is away. */
static void
look_at_copies (FairStore *store, const FairProfile *profile, FairMonitorInputs *inputs)
{
  g_autofree char *folder = fair_upkeep_second_folder (profile);
  gboolean server = folder != NULL && fair_folder_is_address (folder);
  gint64 newest;

  if (folder == NULL)
    return;
  inputs->copy_time = read_outcome (store, FAIR_COPY_KEY, &inputs->copy_problem);
  if (server)
    return;
  inputs->n_folders++;
  if (!can_write (folder))
    note_unreachable (folder, inputs);
  newest = find_newest_backup (folder, inputs->now);
  if (newest != FAIR_TIME_UNKNOWN)
    inputs->copy_time = newest;
}

static void
look_at_backups (FairStore *store, const FairProfile *profile, FairMonitorInputs *inputs)
{
  g_autofree char *folder = fair_backup_folder (profile->paths);

  inputs->backup_time = find_newest_backup (folder, inputs->now);
  inputs->drill_time = read_outcome (store, FAIR_DRILL_KEY, &inputs->drill_problem);
  inputs->has_drills = fair_upkeep_is_on (profile);
  if (!inputs->has_drills)
    return;
  read_outcome (store, FAIR_BACKUP_KEY, &inputs->backup_problem);
  look_at_copies (store, profile, inputs);
}

static void
look_at_outbox (const FairProfile *profile, FairMonitorInputs *inputs)
{
  g_autofree char *outbox = fair_profile_outbox (profile);

  inputs->n_waiting = fair_publish_count_waiting (outbox, &inputs->blocked);
}

static gint64
measure_disk (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileInfo) info
    = g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);

  if (info == NULL || !g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE))
    return -1;
  return (gint64) MIN (g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE), (guint64) G_MAXINT64);
}

/* Runs are stamped by the computer's clock, whatever clock they work with. */
static void
take_stock (FairStore *store, const FairProfile *profile, const FairStock *stock, FairMonitorInputs *inputs)
{
  g_autoptr (FairClock) clock = fair_clock_new_system ();
  gint64 now = fair_clock_now (clock);
  const FairRun *run = stock->runs->len == 0 ? NULL : &g_array_index (stock->runs, FairStockRun, 0).run;

  inputs->store_bytes = stock->store_bytes;
  inputs->key_refused = stock->key_refused;
  /* With a new month the calls begin anew. */
  inputs->calls_left = stock->calls_left >= 0 && now < fair_next_month (stock->calls_at) ? stock->calls_left : -1;
  if (run == NULL)
    return;
  inputs->run_status = g_intern_string (run->status);
  inputs->run_error = g_strdup (run->error);
  inputs->run_began = inputs->now - MAX (0, now - run->started_at);
  inputs->run_ended = run->ended_at == FAIR_TIME_UNKNOWN ? FAIR_TIME_UNKNOWN : inputs->now - MAX (0, now - run->ended_at);
  /* Who writes here looks after a run has ended, or instead of one. */
  inputs->run_alive = g_str_equal (run->status, "running") && !fair_store_is_writer (store)
                      && fair_store_has_writer (profile->paths);
}

static void
look_for_secrets (const FairProfile *profile, FairMonitorInputs *inputs)
{
  g_autofree char *server = fair_settings_get_string (profile->settings, "mail-server");
  g_autofree char *user = fair_settings_get_string (profile->settings, "mail-user");

  inputs->needs_key = fair_profile_needs_key (profile);
  if (inputs->needs_key && profile->key == NULL)
    inputs->key = fair_secrets_probe (FAIR_SECRET_CFBD, &inputs->key_problem);
  inputs->has_mail = *server != '\0';
  inputs->needs_password = inputs->has_mail && *user != '\0';
  if (inputs->needs_password)
    inputs->password = fair_secrets_probe (FAIR_SECRET_MAIL, &inputs->password_problem);
}

/* Files are stamped by the computer's clock. */
static void
look_at_messages (const FairProfile *profile, FairMonitorInputs *inputs)
{
  g_autofree char *folder = fair_alerts_queue_folder (profile);
  g_autoptr (FairClock) clock = fair_clock_new_system ();

  gint64 oldest = fair_mail_queue_oldest (folder);

  inputs->n_messages = fair_mail_queue_count (folder);
  if (oldest != FAIR_TIME_UNKNOWN)
    inputs->message_hours = MAX (0, fair_clock_now (clock) - oldest) / (double) FAIR_HOUR;
}

/* The weeks of a season follow one another. */
static gint64
find_first_due (const FairCalendar *calendar, gint64 now)
{
  gint64 first = FAIR_TIME_UNKNOWN;
  gint64 due = fair_calendar_last_due (calendar, FAIR_TASK_WEEKLY, FAIR_TIME_UNKNOWN, now);

  while (due != FAIR_TIME_UNKNOWN)
    {
      first = due;
      due = fair_calendar_last_due (calendar, FAIR_TASK_WEEKLY, FAIR_TIME_UNKNOWN, due - 1);
    }
  return first;
}

static void
look_at_calendar (const FairProfile *profile, const FairBook *book, FairMonitorInputs *inputs)
{
  g_autoptr (GTimeZone) zone = fair_calendar_zone ();
  FairCalendar calendar = fair_schedule_calendar (profile, book, zone);

  inputs->in_season = fair_calendar_in_season (book, inputs->now);
  inputs->season_due = find_first_due (&calendar, inputs->now);
  inputs->next_due = inputs->in_season ? FAIR_TIME_UNKNOWN
                                       : fair_calendar_next_due (&calendar, FAIR_TASK_WEEKLY, inputs->now);
}

static const FairPublication *
find_newest_live (const GArray *publications)
{
  for (guint i = publications->len; i > 0; i--)
    if (!g_array_index (publications, FairPublication, i - 1).replay)
      return &g_array_index (publications, FairPublication, i - 1);
  return NULL;
}

static gboolean
read_picks (FairStore *store, const FairProfile *profile, const FairBook *book, FairMonitorInputs *inputs, GError **error)
{
  g_autoptr (GArray) publications = fair_store_list_publications (store, error);
  const FairPublication *newest = publications == NULL ? NULL : find_newest_live (publications);

  if (publications == NULL)
    return FALSE;
  inputs->published_at = newest == NULL ? FAIR_TIME_UNKNOWN : newest->frozen_at;
  look_at_exports (profile, publications, inputs);
  return fair_health_measure_week (store, book, newest, inputs, error)
         && fair_health_measure_picks (store, inputs, error) && fair_health_measure_model (store, book, inputs, error);
}

static gboolean
read_store (FairStore *store, const FairProfile *profile, FairMonitorInputs *inputs, GError **error)
{
  g_autoptr (FairBook) book = fair_store_load_book (store, error);
  g_autoptr (FairStock) stock = book == NULL ? NULL : fair_stock_take (store, profile->paths, N_RUNS, error);

  if (stock == NULL)
    return FALSE;
  take_stock (store, profile, stock, inputs);
  look_at_calendar (profile, book, inputs);
  look_at_backups (store, profile, inputs);
  return fair_stock_data_time (store, fair_season_at (inputs->now), &inputs->data_time, error)
         /* Nobody misses a backup of the demo league. */
         && (profile->demo || fair_store_get_first_run (store, &inputs->first_run, error))
         && read_picks (store, profile, book, inputs, error);
}

/**
 * fair_health_gather:
 * @now: UTC seconds
 * @out: (out): what the rules look at, to be cleared
 *
 * Looks into the store, the folders, the disk and the keyring. It may take some tenths of a second, and a keyring that
 * does not answer half a minute, so a window does it on a thread.
 */
gboolean
fair_health_gather (FairStore *store, const FairProfile *profile, gint64 now, FairMonitorInputs *out, GError **error)
{
  *out = (FairMonitorInputs) {
    .now = now,
    .calls_left = -1,
    .calls_reserve = fair_settings_get_int (profile->settings, "quota-reserve"),
    .run_began = FAIR_TIME_UNKNOWN,
    .run_ended = FAIR_TIME_UNKNOWN,
    .first_run = FAIR_TIME_UNKNOWN,
    .disk_free = measure_disk (profile->paths->data_dir),
    .drill_time = FAIR_TIME_UNKNOWN,
    .copy_time = FAIR_TIME_UNKNOWN,
  };
  look_at_outbox (profile, out);
  look_for_secrets (profile, out);
  look_at_messages (profile, out);
  if (read_store (store, profile, out, error))
    return TRUE;
  fair_monitor_inputs_clear (out);
  return FALSE;
}
