/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-restore.h"

#include "fair-backup-restore.h"
#include "fair-settings.h"

static gboolean
put_back (const FairPaths *paths, GVariant *own, GError **error)
{
  g_autoptr (FairSettings) settings = fair_settings_new (paths->settings, error);

  return settings != NULL && fair_settings_put_back_own (settings, own, error);
}

/**
 * fair_restore:
 * @path: of a backup, or its address
 * @paths: of the data folder it goes to
 * @settings: (nullable): settings elsewhere that are going to be replaced, and are kept
 * @now: UTC seconds
 *
 * Restores a backup as fair_backup_restore() does. Of settings that a data folder has for itself those stay that no
 * backup has, as the address of a webhook.
 *
 * Returns: (transfer full): the folder with what was replaced; "" where there was nothing
 */
char *
fair_restore (const char *path, const FairPaths *paths, const char *settings, gint64 now, GError **error)
{
  g_autoptr (FairSettings) before = paths->settings == NULL ? NULL : fair_settings_new (paths->settings, error);
  g_autoptr (GVariant) own = before == NULL ? NULL : fair_settings_save_own (before);
  g_autofree char *kept = NULL;

  if (paths->settings != NULL && own == NULL)
    return NULL;
  kept = fair_backup_restore (path, paths, settings, now, error);
  return kept == NULL || (own != NULL && !put_back (paths, own, error)) ? NULL : g_steal_pointer (&kept);
}
