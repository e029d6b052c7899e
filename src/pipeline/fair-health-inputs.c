/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-health-inputs.h"

#include "fair-backup.h"
#include "fair-calendar.h"
#include "fair-folder.h"
#include "fair-health-model.h"
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

static gint64
find_newest_sheet (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  gint64 newest = FAIR_TIME_UNKNOWN;
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    if (g_str_has_prefix (name, SHEET_PREFIX) && g_str_has_suffix (name, SHEET_SUFFIX))
      newest = MAX (newest, read_stamp (name));
  return newest;
}

static gint64
find_newest_backup (const FairProfile *profile)
{
  g_autofree char *folder = fair_backup_folder (profile->paths);
  g_autoptr (GArray) backups = fair_backup_list (folder, NULL);

  return backups == NULL || backups->len == 0 ? FAIR_TIME_UNKNOWN : g_array_index (backups, FairBackup, 0).made_at;
}

static gboolean
can_write (const char *folder)
{
  return g_file_test (folder, G_FILE_TEST_IS_DIR) && g_access (folder, W_OK | X_OK) == 0;
}

static void
look_at_folders (const FairProfile *profile, FairMonitorInputs *inputs)
{
  g_auto (GStrv) folders = fair_profile_folders (profile);

  inputs->picks_time = FAIR_TIME_UNKNOWN;
  for (guint i = 0; folders[i] != NULL; i++)
    {
      /* The first run makes our own. */
      gboolean ours = g_str_equal (folders[i], profile->paths->exports);

      inputs->n_folders++;
      /* A server is asked by the runs alone; what they could not write there waits. */
      if (fair_folder_is_address (folders[i]))
        {
          inputs->n_servers++;
          continue;
        }
      if (!can_write (folders[i]) && !(ours && !g_file_test (folders[i], G_FILE_TEST_EXISTS)))
        {
          inputs->n_unreachable++;
          if (inputs->unreachable == NULL)
            inputs->unreachable = g_strdup (folders[i]);
        }
      inputs->picks_time
        = MAX (inputs->picks_time, find_newest_sheet (folders[i]));
    }
}

/* The target of a file that waits is written last, so that it stands for both. */
static guint
count_waiting (const FairProfile *profile)
{
  g_autofree char *outbox = fair_profile_outbox (profile);
  g_autoptr (GDir) folder = g_dir_open (outbox, 0, NULL);
  const char *name;
  guint n = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    n += g_str_has_suffix (name, ".path");
  return n;
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
take_stock (const FairStock *stock, FairMonitorInputs *inputs)
{
  g_autoptr (FairClock) clock = fair_clock_new_system ();
  gint64 now = fair_clock_now (clock);
  const FairRun *run = stock->runs->len == 0 ? NULL : &g_array_index (stock->runs, FairStockRun, 0).run;

  inputs->store_bytes = stock->store_bytes;
  /* With a new month the calls begin anew. */
  inputs->calls_left = stock->calls_left >= 0 && now < fair_next_month (stock->calls_at) ? stock->calls_left : -1;
  if (run == NULL)
    return;
  inputs->run_status = g_intern_string (run->status);
  inputs->run_error = g_strdup (run->error);
  inputs->run_hours = MAX (0, now - run->started_at) / (double) FAIR_HOUR;
}

static void
look_for_key (const FairProfile *profile, FairMonitorInputs *inputs)
{
  inputs->needs_key = fair_profile_needs_key (profile);
  if (inputs->needs_key && profile->key == NULL)
    inputs->key = fair_secrets_probe (FAIR_SECRET_CFBD, &inputs->key_problem);
}

/* After its time comes what was wrong, if anything. */
static char *
find_drill_problem (FairStore *store)
{
  g_autofree char *kept = fair_store_get_cached (store, FAIR_DRILL_KEY, NULL);
  const char *problem = kept == NULL ? NULL : strchr (kept, ' ');

  return problem == NULL || problem[1] == '\0' ? NULL : g_strdup (problem + 1);
}

static gboolean
read_store (FairStore *store, const FairProfile *profile, FairMonitorInputs *inputs, GError **error)
{
  g_autoptr (FairBook) book = fair_store_load_book (store, error);
  g_autoptr (FairStock) stock = book == NULL ? NULL : fair_stock_take (store, profile->paths, N_RUNS, error);

  if (stock == NULL)
    return FALSE;
  take_stock (stock, inputs);
  inputs->drill_problem = find_drill_problem (store);
  inputs->in_season = fair_calendar_in_season (book, inputs->now);
  return fair_stock_data_time (store, fair_season_at (inputs->now), &inputs->data_time, error)
         && fair_store_get_first_run (store, &inputs->first_run, error)
         && fair_health_measure_week (store, book, fair_health_limits (profile).age_hours, inputs, error)
         && fair_health_measure_picks (store, inputs, error) && fair_health_measure_model (store, book, inputs, error);
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
    .first_run = FAIR_TIME_UNKNOWN,
    .n_waiting = count_waiting (profile),
    .disk_free = measure_disk (profile->paths->data_dir),
    .backup_time = find_newest_backup (profile),
  };
  look_at_folders (profile, out);
  look_for_key (profile, out);
  if (read_store (store, profile, out, error))
    return TRUE;
  fair_monitor_inputs_clear (out);
  return FALSE;
}
