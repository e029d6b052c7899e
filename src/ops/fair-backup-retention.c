/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of backups after they were made: they are copied to a second place, and the old ones go. */
#include "fair-backup-retention.h"

#include "fair-clock.h"
#include "fair-folder.h"
#include "fair-week.h"

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
 * @backups: (element-type FairBackup): those of a folder, the newest first
 * @n_removed: (out): how many
 *
 * Removes those of @backups that are kept no longer, and nothing else beside them. One that cannot be removed keeps none
 * of the others; the first failure is told.
 */
gboolean
fair_backup_prune (const GArray *backups, const FairBackupRetention *keep, guint *n_removed, GError **error)
{
  g_autoptr (GArray) outdated = fair_backup_outdated (backups, keep);
  GError *first = NULL;

  *n_removed = 0;
  for (guint i = 0; i < outdated->len; i++)
    {
      const FairBackup *backup = &g_array_index (backups, FairBackup, g_array_index (outdated, guint, i));
      g_autofree char *sidecar = g_strconcat (backup->path, FAIR_BACKUP_SIDECAR, NULL);
      GError *failure = NULL;

      /* The backup first: its hash alone is no loss. */
      if (fair_folder_remove (backup->path, &failure) && fair_folder_remove (sidecar, &failure))
        ++*n_removed;
      else if (first == NULL)
        first = failure;
      else
        g_error_free (failure);
    }
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, first);
  return FALSE;
}

/* What an earlier copy left behind when its server died, since the next one has another name. That they stay is no loss. */
static void
remove_rests (const char *folder)
{
  g_autoptr (GPtrArray) files = fair_folder_list (folder, NULL);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const char *name = g_file_info_get_name (g_ptr_array_index (files, i));
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, "fair-catch-backup-") && g_str_has_suffix (name, FAIR_FOLDER_PART))
        fair_folder_remove (path, NULL);
    }
}

/**
 * fair_backup_copy:
 * @path: a backup
 * @folder: a path or an address: where a copy goes; it must be there, since it may be the mount point of a drive that is away
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
  g_autofree char *sidecar = g_strconcat (path, FAIR_BACKUP_SIDECAR, NULL);

  if (!fair_folder_copy_in (folder, sidecar, NULL, error) || !fair_folder_copy_in (folder, path, NULL, error))
    return NULL;
  remove_rests (folder);
  return g_steal_pointer (&target);
}
