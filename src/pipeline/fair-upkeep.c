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
#include "fair-scratch.h"
#include "fair-store-model.h"

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

/* @due: (out): whether @folder lacks a backup as young as @age; a clock that was set back makes none older. */
static gboolean
look_whether_due (const char *folder, gint64 age, gint64 now, gboolean *due, GError **error)
{
  g_autoptr (GArray) backups = fair_backup_list (folder, error);

  *due = backups != NULL
         && (backups->len == 0 || now - g_array_index (backups, FairBackup, 0).made_at >= age);
  return backups != NULL;
}

static gboolean
back_up_here (FairStore *store, const FairProfile *profile, gint64 now, GError **error)
{
  g_autofree char *folder = fair_backup_folder (profile->paths);
  g_auto (FairBackupOptions) options = fair_upkeep_backup_options (profile);
  FairBackupRetention keep = retention_of (profile);
  g_autofree char *path = NULL;
  gboolean due;
  guint n;

  if (!look_whether_due (folder, DAILY, now, &due, error))
    return FALSE;
  if (!due)
    return TRUE;
  path = fair_file_make_folder (folder, error) ? fair_backup_create (store, profile->paths, folder, &options, now, error)
                                               : NULL;
  return path != NULL && fair_backup_prune (folder, &keep, &n, error);
}

/* The second place gets what was made here. */
static gboolean
back_up_there (const FairProfile *profile, const char *there, gint64 now, GError **error)
{
  g_autofree char *here = fair_backup_folder (profile->paths);
  g_autoptr (GArray) backups = fair_backup_list (here, error);
  FairBackupRetention keep = retention_of (profile);
  g_autofree char *copy = NULL;
  gboolean due;
  guint n;

  if (backups == NULL || !look_whether_due (there, WEEKLY, now, &due, error))
    return FALSE;
  if (backups->len == 0 || !due)
    return TRUE;
  copy = fair_backup_copy (g_array_index (backups, FairBackup, 0).path, there, error);
  return copy != NULL && fair_backup_prune (there, &keep, &n, error);
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

/**
 * fair_upkeep_purge_limits:
 *
 * Returns: how long is kept what is not for ever, from the settings
 */
FairPurgeLimits
fair_upkeep_purge_limits (const FairProfile *profile)
{
  gint64 now = fair_clock_now (profile->clock);

  return (FairPurgeLimits) {
    .answers_before = now - fair_settings_get_int (profile->settings, "keep-answers-days") * FAIR_DAY,
    .answer_bytes = fair_settings_get_int (profile->settings, "keep-answers-megabytes") * G_GINT64_CONSTANT (1000000),
    .runs_before = now - fair_settings_get_int (profile->settings, "keep-runs-days") * FAIR_DAY,
    .runs = fair_settings_get_int (profile->settings, "keep-runs"),
  };
}

static gboolean
proves_something (const FairDrill *drill)
{
  return g_str_equal (drill->published, drill->replayed);
}

static char *
describe_drill (const FairDrill *drill)
{
  if (proves_something (drill))
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
 * @said: (out) (transfer full) (optional): what was found, for a person
 *
 * Restores the newest backup to a scratch place and does its last run again there, and keeps how that went, unless it
 * proved nothing.
 */
gboolean
fair_upkeep_drill (FairStore *store, const FairProfile *profile, char **said, GError **error)
{
  g_autofree char *folder = fair_backup_folder (profile->paths);
  g_autoptr (GArray) backups = fair_backup_list (folder, error);
  gint64 now = fair_clock_now (profile->clock);
  g_autoptr (GError) failure = NULL;
  g_autofree char *kept = NULL;
  FairDrill drill;

  if (backups == NULL)
    return FALSE;
  if (backups->len == 0)
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_NO_STORE,
                           _("There is no backup yet; “fair backup create” makes one."));
      return FALSE;
    }
  if (fair_drill_run (g_array_index (backups, FairBackup, 0).path, &drill, &failure))
    {
      if (said != NULL)
        *said = describe_drill (&drill);
      if (!proves_something (&drill))
        return TRUE;
    }
  if (g_error_matches (failure, FAIR_ERROR, FAIR_ERROR_NO_STORE))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  kept = g_strdup_printf ("%" G_GINT64_FORMAT " %s", now, failure == NULL ? "" : failure->message);
  if (!fair_store_put_cached (store, FAIR_DRILL_KEY, kept, now, failure == NULL ? error : NULL) && failure == NULL)
    return FALSE;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* One that failed is repeated with the next backup, so that the alarm ends when all is well again. */
static gboolean
drill_when_due (FairStore *store, const FairProfile *profile, GError **error)
{
  g_autofree char *kept = fair_store_get_cached (store, FAIR_DRILL_KEY, NULL);
  char *problem = NULL;
  gint64 last = kept == NULL ? 0 : g_ascii_strtoll (kept, &problem, 10);
  gboolean failed = kept == NULL || !g_str_equal (problem, " ");
  g_autoptr (GError) failure = NULL;

  if (!fair_upkeep_is_on (profile) || fair_clock_now (profile->clock) - last < (failed ? DAILY : DRILL))
    return TRUE;
  /* Before anything is published there is nothing to make again. */
  if (fair_upkeep_drill (store, profile, NULL, &failure) || g_error_matches (failure, FAIR_ERROR, FAIR_ERROR_NO_STORE))
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
  FairPurgeLimits limits = fair_upkeep_purge_limits (profile);
  gboolean done = fair_upkeep_back_up (store, profile, notes);
  GError *error = NULL;
  FairPurge purged;

  sweep (profile);
  if (!profile->sparing)
    bring_what_waits (profile, notes, &error);
  done = fair_error_note (notes, g_steal_pointer (&error)) && done;
  fair_store_purge (store, &limits, &purged, &error);
  done = fair_error_note (notes, g_steal_pointer (&error)) && done;
  if (!profile->sparing)
    drill_when_due (store, profile, &error);
  done = fair_error_note (notes, error) && done;
  fair_health_watch (store, profile, notes);
  return fair_news_tell_day (store, profile, done, notes) && done;
}
