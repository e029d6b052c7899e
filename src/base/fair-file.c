/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

static gboolean
fail (const char *what, const char *path, GError **error)
{
  int saved_errno = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno),
               _("%s “%s” did not work: %s. Check that the place exists, is writable and has room."),
               what, path, g_strerror (saved_errno));
  return FALSE;
}

static gboolean
write_and_sync (int fd, const char *contents, gsize length)
{
  for (gsize written = 0; written < length;)
    {
      gssize n = write (fd, contents + written, length - written);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      written += n;
    }
  return fsync (fd) == 0;
}

static gboolean
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  /* Some file systems cannot sync a folder; the rename itself is still atomic there. */
  return synced || errno == EINVAL || errno == ENOTSUP;
}

/**
 * fair_file_write_atomically:
 * @path: the file to replace or create; its folder must exist
 * @contents: what it shall hold
 * @length: bytes in @contents
 * @mode: permissions, such as 0644
 *
 * Writes a temporary file in the same folder, syncs it, renames it over @path and syncs the folder: at every moment
 * @path holds either all of the old or all of the new contents.
 *
 * Returns: FALSE with a G_FILE_ERROR; @path is then as it was
 */
gboolean
fair_file_write_atomically (const char *path, const void *contents, gsize length, int mode, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_strdup_printf ("%s/.fair-XXXXXX", folder);
  int fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, mode);
  gboolean written;

  if (fd < 0)
    return fail (_("Writing into"), folder, error);

  written = write_and_sync (fd, contents, length);
  written = close (fd) == 0 && written;
  if (!written || g_rename (temporary, path) != 0)
    {
      int saved_errno = errno;

      g_unlink (temporary);
      errno = saved_errno;
      return fail (_("Writing"), path, error);
    }
  if (!sync_folder (folder))
    return fail (_("Writing to the disk of"), folder, error);
  return TRUE;
}

/**
 * fair_file_make_folder:
 *
 * Creates @path and what is missing above it, readable for its owner only.
 *
 * Returns: FALSE with a G_FILE_ERROR
 */
gboolean
fair_file_make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) != 0)
    return fail (_("Creating the folder"), path, error);
  return TRUE;
}
