/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-backup-restore.h"

#include "fair-backup-check.h"
#include "fair-clock.h"
#include "fair-error.h"
#include "fair-file.h"
#include "fair-store-exchange.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* No data folder's own settings have that name, which are kept as well. */
#define SESSION_SETTINGS "session-settings.ini"

/* A new one each time, also where two are made at one second. */
static char *
make_kept (const FairPaths *paths, gint64 now, GError **error)
{
  g_autofree char *stamp = fair_backup_stamp (now);
  g_autofree char *kept = g_strdup_printf ("%s/replaced-%s", paths->data_dir, stamp);

  for (guint i = 2; g_mkdir (kept, 0700) != 0; i++)
    {
      if (errno != EEXIST)
        {
          g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("The folder “%s” could not be made: %s."), kept,
                       g_strerror (errno));
          return NULL;
        }
      g_free (kept);
      kept = g_strdup_printf ("%s/replaced-%s-%u", paths->data_dir, stamp, i);
    }
  return g_steal_pointer (&kept);
}

static gboolean
exchange (const FairPaths *paths, const char *incoming, const char *kept, const char *settings, GError **error)
{
  g_autofree char *path = g_build_filename (kept, SESSION_SETTINGS, NULL);

  if ((settings == NULL || *settings == '\0'
       || fair_file_write_atomically (path, settings, strlen (settings), 0600, error))
      && fair_store_exchange (paths, incoming, kept, error))
    return TRUE;
  g_unlink (path);
  g_rmdir (kept);
  return FALSE;
}

/**
 * fair_backup_restore:
 * @path: of a backup, or its address
 * @paths: of the data folder it goes to; it may be empty or hold a store
 * @settings: (nullable): those that the caller is going to replace, as fair_settings_to_text() has them, where they are
 *   kept elsewhere than in the data folder
 * @now: UTC seconds
 *
 * Restores a backup, after making sure that it is whole. What it replaces is kept in a dated folder beside it; where
 * something fails everything is as it was, and where it is killed everything is of the backup or nothing is, as soon
 * as the store is opened again.
 *
 * Returns: (transfer full): the folder with what was replaced; "" where there was nothing
 */
char *
fair_backup_restore (const char *path, const FairPaths *paths, const char *settings, gint64 now, GError **error)
{
  g_autoptr (FairScratch) arrival = NULL;
  g_autofree char *here = fair_backup_open (path, paths->data_dir, &arrival, error);
  g_autofree char *kept = NULL;
  g_autoptr (FairStore) lock = NULL;
  g_autoptr (FairScratch) scratch = NULL;
  FairBackupCheck check;

  if (here == NULL || !fair_file_make_folder (paths->data_dir, error))
    return NULL;
  lock = fair_store_lock (paths, error);
  scratch = lock == NULL ? NULL : fair_scratch_new (paths->data_dir, error);
  kept = scratch != NULL && fair_backup_unpack (here, scratch, &check, error) ? make_kept (paths, now, error) : NULL;
  if (kept == NULL)
    return NULL;
  if (exchange (paths, scratch, kept, settings, error))
    return g_file_test (kept, G_FILE_TEST_EXISTS) ? g_steal_pointer (&kept) : g_strdup ("");
  /* What it takes to go on, or back, stays. */
  if (fair_store_exchange_is_pending (paths))
    g_free (g_steal_pointer (&scratch));
  return NULL;
}
