/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-drill.h"

#include "fair-backup-restore.h"
#include "fair-error.h"
#include "fair-scratch.h"
#include "fair-store-fits.h"
#include "fair-store-raw.h"
#include "fair-weekly.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/statvfs.h>

/* So many times its size a backup takes unpacked and at work, at the most. */
#define UNPACKED 10

/* The newest live publication; of a store without one, the newest. */
static gboolean
find_publication (FairStore *store, FairPublication *out, gboolean *found, GError **error)
{
  g_autoptr (GArray) publications = fair_store_list_publications (store, error);

  *found = FALSE;
  for (guint i = 0; publications != NULL && i < publications->len; i++)
    {
      const FairPublication *publication = &g_array_index (publications, FairPublication, i);

      if (*found && publication->replay && !out->replay)
        continue;
      *out = *publication;
      *found = TRUE;
    }
  return publications != NULL;
}

/* A profile of the scratch place alone, with what counted as a pick then: no folder of the person is written to. */
static FairProfile *
make_profile (const FairPaths *paths, const char *policy, const FairPublication *published, GError **error)
{
  g_autoptr (FairProfile) profile = fair_profile_new ();

  if (!fair_profile_open (profile, paths->data_dir, FALSE, error)
      || !fair_settings_set (profile->settings, "export-folders", g_variant_new_strv (NULL, 0), error)
      || (policy != NULL && !fair_settings_from_text (profile->settings, policy, error)))
    return NULL;
  profile->clock = fair_clock_new_fixed (published->frozen_at);
  return g_steal_pointer (&profile);
}

/* Of lines the store knows when each was seen. Results and statistics that came late are known to the clock of a run that
 * did not have them, and a newer program may make other picks of the same. */
static gboolean
look_for_news (FairStore *store, const FairPublication *published, const FairPublication *again, gboolean *out,
               GError **error)
{
  g_auto (FairModelFit) before = { 0 };
  g_auto (FairModelFit) after = { 0 };
  gboolean has_before;
  gboolean has_after;

  if (!fair_store_raw_changed_since (store, "/lines%", published->frozen_at, out, error)
      || !fair_store_get_fit (store, published->model_id, &before, &has_before, error)
      || !fair_store_get_fit (store, again->model_id, &after, &has_after, error))
    return FALSE;
  *out = *out || !has_before || !has_after || !g_str_equal (before.version, after.version);
  return TRUE;
}

static gboolean
replay (FairStore *store, const FairPaths *paths, FairDrill *out, GError **error)
{
  FairPublication published;
  FairPublication again;
  FairWeeklyOptions options = { .has_week = TRUE, .again = TRUE };
  g_autoptr (FairProfile) profile = NULL;
  g_autoptr (FairSyncReport) sync = g_new0 (FairSyncReport, 1);
  g_autoptr (FairWeeklyResult) result = NULL;
  g_autofree char *policy = NULL;
  FairCircumstances known;
  FairWeeklyJob job;
  gboolean found;

  sync->calls_left = -1;
  sync->problems = g_ptr_array_new_with_free_func (g_free);
  if (!find_publication (store, &published, &found, error))
    return FALSE;
  out->empty = !found;
  if (out->empty)
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_NO_STORE,
                           _("Nothing has been published yet that a drill could make again; run “fair run” first."));
      return FALSE;
    }
  policy = fair_store_get_policy (store, published.id, NULL);
  profile = make_profile (paths, policy, &published, error);
  options.week = published.week;
  job = (FairWeeklyJob) { .store = store, .profile = profile, .options = &options, .sync = sync };
  job.known = fair_circumstances_parse (&known, policy) ? &known : NULL;
  job.run = profile == NULL ? 0
                            : fair_store_begin_run (store, &options.week, published.frozen_at, published.frozen_at, error);
  result = job.run == 0 ? NULL : fair_weekly_run (&job, error);
  if (result == NULL || !find_publication (store, &again, &found, error)
      || !look_for_news (store, &published, &again, &out->newer, error))
    return FALSE;
  out->week = published.week;
  out->n_picks = published.n_picks;
  g_strlcpy (out->published, published.content_hash, sizeof out->published);
  g_strlcpy (out->replayed, again.content_hash, sizeof out->replayed);
  return TRUE;
}

static gboolean
restore_and_replay (const char *backup, const char *scratch, FairDrill *out, GError **error)
{
  g_autoptr (FairPaths) paths = fair_paths_new (scratch, FALSE);
  g_autofree char *replaced = fair_backup_restore (backup, paths, NULL, 0, error);
  g_autoptr (FairStore) store = replaced == NULL ? NULL : fair_store_open_writer (paths, error);
  gboolean done = store != NULL && replay (store, paths, out, error);

  fair_paths_forget_store (paths, NULL);
  return done;
}

/* Want of room where it is tried says nothing about the backup, so that it is looked for before. */
static gboolean
check_room (const char *folder, const char *backup, GError **error)
{
  struct statvfs disk;
  GStatBuf file;

  if (statvfs (folder, &disk) != 0 || g_stat (backup, &file) != 0
      || (guint64) disk.f_bavail * disk.f_frsize >= UNPACKED * (guint64) file.st_size)
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("The fire drill could not be tried, since there is no room for it in “%s”; make room there and try "
                 "again."),
               folder);
  return FALSE;
}

/**
 * fair_drill_run:
 * @backup: its path
 * @out: (out): how it went
 *
 * Restores a backup to a scratch place, as after the loss of a computer, and does its last run again there, without the
 * network and without a word to anybody. A backup that does not lead to the very picks that were published is no backup;
 * only where newer results, statistics or a newer program came after that run may they differ.
 *
 * Returns: the outcome; with an error where it is %FAIR_DRILL_FAILED or %FAIR_DRILL_UNTRIED
 */
FairDrillOutcome
fair_drill_run (const char *backup, FairDrill *out, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (backup);
  g_autoptr (FairScratch) scratch = fair_scratch_new_beside (folder, error);

  *out = (FairDrill) { 0 };
  if (scratch == NULL || !check_room (scratch, backup, error))
    return FAIR_DRILL_UNTRIED;
  if (!restore_and_replay (backup, scratch, out, error))
    return out->empty ? FAIR_DRILL_UNTRIED : FAIR_DRILL_FAILED;
  if (g_str_equal (out->published, out->replayed))
    return FAIR_DRILL_PROVED;
  if (out->newer)
    return FAIR_DRILL_UNPROVED;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
               _("The backup “%s” was restored, but its last run made other picks than were published (%.16s, not %.16s); "
                 "it holds other data than that run had, so compare it with an older one before you rely on it."),
               backup, out->replayed, out->published);
  return FAIR_DRILL_FAILED;
}
