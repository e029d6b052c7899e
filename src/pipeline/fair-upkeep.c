/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done once a day without anybody asking: backups, their retention, exports that wait, purging, the fire drill,
 * the watch. None of it may take anything from the run that it follows: what goes wrong is told. */
#include "fair-upkeep.h"

#include "fair-backup-retention.h"
#include "fair-drill.h"
#include "fair-error.h"
#include "fair-file.h"
#include "fair-folder.h"
#include "fair-health-report.h"
#include "fair-news.h"
#include "fair-publisher.h"
#include "fair-purge.h"
#include "fair-scratch.h"
#include "fair-store-model.h"
#include "fair-store-raw.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* A little less than the period, so that a timer which is early once skips nothing. */
#define DAILY  (20 * FAIR_HOUR)
#define WEEKLY (6 * FAIR_DAY + 12 * FAIR_HOUR)
#define DRILL  (30 * FAIR_DAY)

/**
 * fair_upkeep_backup_options:
 *
 * Returns: what goes into a backup, from the settings; for fair_backup_options_clear()
 */
FairBackupOptions
fair_upkeep_backup_options (const FairProfile *profile)
{
  return (FairBackupOptions) {
    .settings = fair_settings_to_text (profile->settings),
    .exports = fair_profile_folders (profile),
    .without_answers = fair_settings_get_boolean (profile->settings, "backup-without-answers"),
  };
}

static FairBackupRetention
retention_of (const FairProfile *profile)
{
  return (FairBackupRetention) {
    .days = fair_settings_get_int (profile->settings, "backup-keep-days"),
    .weeks = fair_settings_get_int (profile->settings, "backup-keep-weeks"),
    .months = fair_settings_get_int (profile->settings, "backup-keep-months"),
  };
}

/**
 * fair_upkeep_is_on:
 *
 * Returns: whether backups are made without anybody asking
 */
gboolean
fair_upkeep_is_on (const FairProfile *profile)
{
  return !profile->demo && fair_settings_get_boolean (profile->settings, "backup-daily");
}

/* A clock that was put right leaves nothing newer than this behind it that counts. */
static gboolean
is_from_the_future (gint64 time, gint64 now)
{
  return time > now + FAIR_DAY;
}

/**
 * fair_upkeep_list_backups:
 * @folder: a path or an address
 * @now: UTC seconds
 *
 * Returns: (transfer full) (element-type FairBackup): those in @folder, the newest first, without such as a clock that
 *   had run ahead dated: they would stand for the ones that are missing
 */
GArray *
fair_upkeep_list_backups (const char *folder, gint64 now, GError **error)
{
  GArray *backups = fair_backup_list (folder, error);
  guint all = backups == NULL ? 0 : backups->len;
  guint n = 0;

  while (n < all && is_from_the_future (g_array_index (backups, FairBackup, n).made_at, now))
    n++;
  return n == 0 ? backups : g_array_remove_range (backups, 0, n);
}

/* @due: (out): whether @folder lacks a backup as young as @age; a clock that was set back makes none older. */
static gboolean
look_whether_due (const char *folder, gint64 age, gint64 now, gboolean *due, GError **error)
{
  g_autoptr (GArray) backups = fair_upkeep_list_backups (folder, now, error);

  *due = backups != NULL
         && (backups->len == 0 || now - g_array_index (backups, FairBackup, 0).made_at >= age);
  return backups != NULL;
}

static gboolean
prune (const char *folder, const FairProfile *profile, gint64 now, GError **error)
{
  g_autoptr (GArray) backups = fair_upkeep_list_backups (folder, now, error);
  FairBackupRetention keep = retention_of (profile);
  guint n;

  return backups != NULL && fair_backup_prune (backups, &keep, &n, error);
}

static gboolean
back_up_here (FairStore *store, const FairProfile *profile, gint64 now, GError **error)
{
  g_autofree char *folder = fair_backup_folder (profile->paths);
  g_auto (FairBackupOptions) options = fair_upkeep_backup_options (profile);
  g_autofree char *path = NULL;
  gboolean due;

  /* Of a damaged store nobody may think that it is backed up; the good ones stay. */
  if (!fair_store_check (store, error) || !look_whether_due (folder, DAILY, now, &due, error))
    return FALSE;
  if (!due)
    return TRUE;
  path = fair_file_make_folder (folder, error) ? fair_backup_create (store, profile->paths, folder, &options, now, error)
                                               : NULL;
  return path != NULL && prune (folder, profile, now, error);
}

/* The second place gets what was made here. */
static gboolean
back_up_there (const FairProfile *profile, const char *there, gint64 now, GError **error)
{
  g_autofree char *here = fair_backup_folder (profile->paths);
  g_autoptr (GArray) backups = fair_upkeep_list_backups (here, now, error);
  g_autofree char *copy = NULL;
  gboolean due;

  if (backups == NULL || !look_whether_due (there, WEEKLY, now, &due, error))
    return FALSE;
  if (backups->len == 0 || !due)
    return TRUE;
  copy = fair_backup_copy (g_array_index (backups, FairBackup, 0).path, there, error);
  return copy != NULL && prune (there, profile, now, error);
}

/**
 * fair_upkeep_settings_at_risk:
 *
 * Returns: (transfer full) (nullable): the settings that fair_upkeep_take_settings() is going to replace, for
 *   fair_backup_restore(), which keeps those that lie in the data folder by itself
 */
char *
fair_upkeep_settings_at_risk (const FairProfile *profile)
{
  return profile->paths->settings == NULL ? fair_settings_to_text (profile->settings) : NULL;
}

/**
 * fair_upkeep_take_settings:
 *
 * After a restore: where the settings are the session's, the file that was restored is no place that anybody looks at, so
 * they are taken over from it, and it goes.
 */
gboolean
fair_upkeep_take_settings (const FairProfile *profile, GError **error)
{
  g_autofree char *path = g_build_filename (profile->paths->data_dir, "settings.ini", NULL);
  g_autofree char *text = NULL;

  if (profile->paths->settings != NULL || !g_file_get_contents (path, &text, NULL, NULL))
    return TRUE;
  if (!fair_settings_replace (profile->settings, text, error))
    return FALSE;
  g_unlink (path);
  return TRUE;
}

/**
 * fair_upkeep_second_folder:
 *
 * Returns: (transfer full) (nullable): where a backup a week is brought; NULL where none is
 */
char *
fair_upkeep_second_folder (const FairProfile *profile)
{
  g_autofree char *written = fair_settings_get_string (profile->settings, "backup-folder");

  return *written == '\0' || !fair_upkeep_is_on (profile) ? NULL : fair_folder_from_setting (written);
}

/* What is kept is for the watch alone, so that a backup goes on without it. */
static void
keep_outcome (FairStore *store, const char *key, gint64 now, const GError *failure)
{
  g_autofree char *before = fair_store_get_cached (store, key, NULL);
  gint64 good = failure == NULL ? now : before == NULL ? 0 : g_ascii_strtoll (before, NULL, 10);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %s", good, failure == NULL ? "" : failure->message);

  fair_store_put_cached (store, key, text, now, NULL);
}

/**
 * fair_upkeep_back_up:
 * @store: a writing connection
 * @notes: (nullable) (element-type utf8): gets a sentence for each thing that went wrong
 *
 * Makes the day's backup where there is none yet, brings one a week to the second folder, removes those that are kept no
 * longer, and keeps how that went. The demo league is worth none.
 */
gboolean
fair_upkeep_back_up (FairStore *store, const FairProfile *profile, GPtrArray *notes)
{
  g_autofree char *there = fair_upkeep_second_folder (profile);
  gint64 now = fair_clock_now (profile->clock);
  GError *error = NULL;
  gboolean done;

  if (!fair_upkeep_is_on (profile))
    return TRUE;
  back_up_here (store, profile, now, &error);
  keep_outcome (store, FAIR_BACKUP_KEY, now, error);
  done = fair_error_note (notes, g_steal_pointer (&error));
  if (there == NULL || profile->sparing)
    return done;
  back_up_there (profile, there, now, &error);
  keep_outcome (store, FAIR_COPY_KEY, now, error);
  return fair_error_note (notes, error) && done;
}

static char *
describe_drill (const FairDrill *drill, FairDrillOutcome outcome)
{
  if (outcome == FAIR_DRILL_PROVED)
    return g_strdup_printf (_("The newest backup was restored to a scratch place, and its last run made the same %u rows "
                              "as were published (%.16s)."),
                            drill->n_picks, drill->replayed);
  return g_strdup (_("The newest backup was restored to a scratch place and is whole; since newer results or a newer "
                     "program came after its last run, that made other picks than were published, which proves nothing; try "
                     "again after the next run."));
}

/**
 * fair_upkeep_drill:
 * @store: a writing connection
 * @said: (out) (transfer full) (optional): what was found, for a person, where there is no error
 *
 * Restores the newest backup to a scratch place and does its last run again there, and keeps how that went where it
 * tells something about the backup.
 *
 * Returns: the outcome; with an error where the drill failed or could not be tried, %FAIR_ERROR_NO_STORE where there is
 *   nothing yet to try it with
 */
FairDrillOutcome
fair_upkeep_drill (FairStore *store, const FairProfile *profile, char **said, GError **error)
{
  g_autofree char *folder = fair_backup_folder (profile->paths);
  gint64 now = fair_clock_now (profile->clock);
  g_autoptr (GArray) backups = fair_upkeep_list_backups (folder, now, error);
  g_autoptr (GError) failure = NULL;
  FairDrillOutcome outcome;
  FairDrill drill;

  if (backups == NULL)
    return FAIR_DRILL_UNTRIED;
  if (backups->len == 0)
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_NO_STORE,
                           _("There is no backup yet; “fair backup create” makes one."));
      return FAIR_DRILL_UNTRIED;
    }
  outcome = fair_drill_run (g_array_index (backups, FairBackup, 0).path, &drill, &failure);
  if (outcome == FAIR_DRILL_PROVED || outcome == FAIR_DRILL_FAILED)
    keep_outcome (store, FAIR_DRILL_KEY, now, failure);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (said != NULL)
    *said = describe_drill (&drill, outcome);
  return outcome;
}

/* One that did not prove anything is repeated with the next backup, so that an alarm ends when all is well again. */
static gboolean
is_drill_due (FairStore *store, gint64 now)
{
  g_autofree char *kept = fair_store_get_cached (store, FAIR_DRILL_KEY, NULL);
  char *problem = NULL;
  gint64 proved = kept == NULL ? 0 : g_ascii_strtoll (kept, &problem, 10);

  return g_strcmp0 (problem, " ") != 0 || now - proved >= DRILL || is_from_the_future (proved, now);
}

static gboolean
drill_when_due (FairStore *store, const FairProfile *profile, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (!fair_upkeep_is_on (profile) || !is_drill_due (store, fair_clock_now (profile->clock)))
    return TRUE;
  fair_upkeep_drill (store, profile, NULL, &failure);
  /* Before anything is published there is nothing to make again. */
  if (failure == NULL || g_error_matches (failure, FAIR_ERROR, FAIR_ERROR_NO_STORE))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* What a run that was killed left behind: half a file under another name, or an unpacked backup. */
static void
sweep (const FairProfile *profile)
{
  g_auto (GStrv) folders = fair_profile_folders (profile);

  fair_scratch_sweep (profile->paths->data_dir);
  fair_scratch_sweep (g_get_tmp_dir ());
  for (guint i = 0; folders[i] != NULL; i++)
    fair_scratch_sweep (folders[i]);
}

static gboolean
bring_what_waits (const FairProfile *profile, GPtrArray *notes, GError **error)
{
  g_autofree char *outbox = fair_profile_outbox (profile);
  g_auto (GStrv) folders = fair_profile_folders (profile);
  g_autoptr (GPtrArray) brought = fair_publish_queued (outbox, (const char *const *) folders, error);

  if (brought != NULL)
    fair_published_tell (brought, notes);
  return brought != NULL;
}

/* Nobody looks on, so ages are counted from when something last came in: a clock that has run ahead makes nothing
 * old. */
static gboolean
purge (FairStore *store, const FairProfile *profile, GError **error)
{
  FairPurged purged;
  guint n_answers;
  gint64 bytes;
  gint64 newest;

  return fair_store_raw_usage (store, &n_answers, &bytes, &newest, error)
         && fair_purge (store, profile, MAX (0, MIN (newest, fair_clock_now (profile->clock))), &purged, error);
}

/**
 * fair_upkeep:
 * @store: a writing connection
 * @notes: (element-type utf8): gets a sentence for each thing that went wrong or needs a person
 *
 * The daily upkeep.
 *
 * Returns: whether all of it could be done, and everybody be told
 */
gboolean
fair_upkeep (FairStore *store, const FairProfile *profile, GPtrArray *notes)
{
  gboolean done = fair_upkeep_back_up (store, profile, notes);
  GError *error = NULL;

  sweep (profile);
  if (!profile->sparing)
    bring_what_waits (profile, notes, &error);
  done = fair_error_note (notes, g_steal_pointer (&error)) && done;
  purge (store, profile, &error);
  done = fair_error_note (notes, g_steal_pointer (&error)) && done;
  if (!profile->sparing)
    drill_when_due (store, profile, &error);
  done = fair_error_note (notes, error) && done;
  fair_health_watch (store, profile, notes);
  return fair_news_tell_day (store, profile, done, notes) && done;
}
