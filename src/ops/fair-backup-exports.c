/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exports of a backup, from wherever they are. Others may write, rename and remove them meanwhile, so what goes in is
 * a copy. */
#include "fair-backup-exports.h"

#include "fair-error.h"
#include "fair-file.h"
#include "fair-folder.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* In the archive, as in a data folder. */
#define EXPORTS "exports"
/* Begins the names of ours in a folder that has others, too. */
#define OURS    "fair-catch-"

/* Nothing that a link leads to, which may be anything, and no name that another computer cannot have. */
static gboolean
is_export (const char *path, const char *name, const char *prefix)
{
  GStatBuf status;

  return g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".csv") && g_utf8_validate (name, -1, NULL)
         && g_lstat (path, &status) == 0 && S_ISREG (status.st_mode);
}

/* @copied: (out): FALSE where it has gone meanwhile */
static gboolean
copy (const char *from, const char *to, gboolean *copied, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) failure = NULL;

  *copied = g_file_copy (source, target, G_FILE_COPY_NOFOLLOW_SYMLINKS | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL,
                         &failure)
            && g_file_test (to, G_FILE_TEST_IS_REGULAR);
  if (failure == NULL || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("“%s” could not be copied into the backup (%s); see whether it is yours to read, and whether there is room."),
               from, failure->message);
  return FALSE;
}

static gboolean
add (FairManifest *manifest, const char *path, const char *name, const char *copies, GError **error)
{
  g_autofree char *inside = g_build_filename (EXPORTS, name, NULL);
  g_autofree char *target = g_build_filename (copies, name, NULL);
  gboolean copied;

  if (fair_manifest_find (manifest, inside) != NULL)
    return TRUE;
  return copy (path, target, &copied, error) && (!copied || fair_manifest_add_file (manifest, inside, target, error));
}

/* A folder that is away has nothing to give. */
static gboolean
add_folder (FairManifest *manifest, const char *path, const char *prefix, const char *copies, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *source = g_build_filename (path, name, NULL);

      if (is_export (source, name, prefix) && !add (manifest, source, name, copies, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * fair_backup_add_exports:
 * @own: the data folder's, all of whose sheets go in
 * @chosen: (nullable): the folders that exports go to, paths or addresses; of those on this computer our own sheets go in
 * @scratch: where copies are made, which the manifest's sources are
 *
 * Where two folders have a sheet of one name, that of the folder that exports go to first goes in.
 */
gboolean
fair_backup_add_exports (FairManifest *manifest, const char *own, const char *const *chosen, const char *scratch,
                         GError **error)
{
  g_autofree char *copies = g_build_filename (scratch, EXPORTS, NULL);

  if (!fair_file_make_folder (copies, error))
    return FALSE;
  for (guint i = 0; chosen != NULL && chosen[i] != NULL; i++)
    if (!fair_folder_is_address (chosen[i]) && !add_folder (manifest, chosen[i], OURS, copies, error))
      return FALSE;
  return add_folder (manifest, own, "", copies, error);
}
