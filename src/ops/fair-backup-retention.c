/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of backups after they were made: they are copied to a second place, and the old ones go. */
#include "fair-backup-retention.h"

#include "fair-clock.h"
#include "fair-digest.h"
#include "fair-error.h"
#include "fair-week.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Periods are numbered so that those of one day, week or month have the same number. */
static gint64
period_of (gint64 time, int kind)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);

  if (kind == 2)
    return g_date_time_get_year (date) * 12 + g_date_time_get_month (date);
  return kind == 1 ? time / FAIR_WEEK_SECONDS : time / FAIR_DAY;
}

/* Marks the newest backup of each of the newest @n periods. */
static void
keep_newest (const GArray *backups, int kind, int n, gboolean *kept)
{
  gint64 last = G_MININT64;

  for (guint i = 0; i < backups->len && n > 0; i++)
    {
      gint64 period = period_of (g_array_index (backups, FairBackup, i).made_at, kind);

      if (period == last)
        continue;
      kept[i] = TRUE;
      last = period;
      n--;
    }
}

/**
 * fair_backup_outdated:
 * @backups: (element-type FairBackup): the newest first
 *
 * Periods without a backup count for nothing, so that a computer that was off for a year keeps as many as any other. The
 * newest is never among those that go.
 *
 * Returns: (transfer full) (element-type guint): places in @backups of those that are kept no longer
 */
GArray *
fair_backup_outdated (const GArray *backups, const FairBackupRetention *keep)
{
  g_autofree gboolean *kept = g_new0 (gboolean, backups->len + 1);
  GArray *outdated = g_array_new (FALSE, FALSE, sizeof (guint));

  kept[0] = TRUE;
  keep_newest (backups, 0, keep->days, kept);
  keep_newest (backups, 1, keep->weeks, kept);
  keep_newest (backups, 2, keep->months, kept);
  for (guint i = 0; i < backups->len; i++)
    if (!kept[i])
      g_array_append_val (outdated, i);
  return outdated;
}

/**
 * fair_backup_prune:
 * @n_removed: (out): how many
 *
 * Removes the backups in @folder that are kept no longer, and nothing else there.
 */
gboolean
fair_backup_prune (const char *folder, const FairBackupRetention *keep, guint *n_removed, GError **error)
{
  g_autoptr (GArray) backups = fair_backup_list (folder, error);
  g_autoptr (GArray) outdated = backups == NULL ? NULL : fair_backup_outdated (backups, keep);

  *n_removed = 0;
  if (outdated == NULL)
    return FALSE;
  for (guint i = 0; i < outdated->len; i++)
    {
      const FairBackup *backup = &g_array_index (backups, FairBackup, g_array_index (outdated, guint, i));
      g_autofree char *sidecar = g_strconcat (backup->path, FAIR_BACKUP_SIDECAR, NULL);

      if (g_unlink (backup->path) != 0)
        {
          g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                       _("The old backup “%s” could not be removed: %s. Remove it, or make its folder writable."),
                       backup->path, g_strerror (errno));
          return FALSE;
        }
      g_unlink (sidecar);
      ++*n_removed;
    }
  return TRUE;
}

/* Read back before it gets its name: a copy that is not the same is no backup. */
static gboolean
copy_file (const char *source, const char *target, GError **error)
{
  g_autofree char *part = g_strconcat (target, ".part", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (source);
  g_autoptr (GFile) to = g_file_new_for_path (part);
  g_autofree char *before = fair_digest_file (source, NULL, error);
  g_autofree char *after = NULL;

  if (before != NULL && g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error))
    after = fair_digest_file (part, NULL, error);
  if (g_strcmp0 (before, after) == 0 && after != NULL && g_rename (part, target) == 0)
    return TRUE;
  if (error != NULL && *error == NULL)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                 _("“%s” does not hold what was written to it; check that disk."), part);
  g_unlink (part);
  return FALSE;
}

/**
 * fair_backup_copy:
 * @path: a backup
 * @folder: where a copy goes; it must be there, since it may be the mount point of a drive that is away
 *
 * Copies a backup with its hash; it has its name there only when all of it has arrived.
 *
 * Returns: (transfer full): its path there
 */
char *
fair_backup_copy (const char *path, const char *folder, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *target = g_build_filename (folder, name, NULL);
  g_autofree char *source_hash = g_strconcat (path, FAIR_BACKUP_SIDECAR, NULL);
  g_autofree char *target_hash = g_strconcat (target, FAIR_BACKUP_SIDECAR, NULL);

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
                   _("The second folder for backups, “%s”, is not there; connect it, or choose another one."), folder);
      return NULL;
    }
  if (!copy_file (source_hash, target_hash, error) || !copy_file (path, target, error))
    return NULL;
  return g_steal_pointer (&target);
}
