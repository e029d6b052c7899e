/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* syncfs */
#include "fair-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
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
write_all (int fd, const char *contents, gsize length)
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
  return TRUE;
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

/* A device or a pipe is written to as it is: a file in its place would break it for everybody. */
static gboolean
is_device (const char *path)
{
  struct stat status;

  return g_str_has_prefix (path, "/dev/std") || g_str_has_prefix (path, "/dev/fd/")
         || (stat (path, &status) == 0 && !S_ISREG (status.st_mode) && !S_ISDIR (status.st_mode));
}

static gboolean
write_to_device (const char *path, const void *contents, gsize length, int mode, GError **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_CLOEXEC, mode);
  gboolean written = fd >= 0 && write_all (fd, contents, length);
  int saved_errno = errno;

  if (fd >= 0 && close (fd) != 0 && written)
    {
      written = FALSE;
      saved_errno = errno;
    }
  errno = saved_errno;
  return written || fail (_("Writing"), path, error);
}

/* Behind a link the file itself is replaced, and the link stays. */
static char *
follow (const char *path)
{
  char *target = realpath (path, NULL);
  char *copy = g_strdup (target == NULL ? path : target);

  free (target);
  return copy;
}

/**
 * fair_file_write_atomically:
 * @path: the file to replace or create; its folder must exist
 * @contents: what it shall hold
 * @length: bytes in @contents
 * @mode: permissions, such as 0644
 *
 * Writes a temporary file in the same folder, syncs it, renames it over @path and syncs the folder: at every moment
 * @path holds either all of the old or all of the new contents. A link keeps its place: the file it leads to is replaced.
 * A device or a pipe is written to as it is.
 *
 * Returns: FALSE with a G_FILE_ERROR; @path is then as it was
 */
gboolean
fair_file_write_atomically (const char *path, const void *contents, gsize length, int mode, GError **error)
{
  g_autofree char *target = follow (path);
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *temporary = g_strconcat (folder, "/" FAIR_FILE_PART "XXXXXX", NULL);
  gboolean written;
  int fd;

  if (is_device (path))
    return write_to_device (path, contents, length, mode, error);
  fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, mode);
  if (fd < 0)
    return fail (_("Writing into"), folder, error);

  written = write_all (fd, contents, length) && fsync (fd) == 0;
  written = close (fd) == 0 && written;
  if (!written || g_rename (temporary, target) != 0)
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

/**
 * fair_file_sync_disk:
 * @folder: on the disk in question
 *
 * Waits until all that was written to that disk is on it.
 *
 * Returns: FALSE with a G_FILE_ERROR
 */
gboolean
fair_file_sync_disk (const char *folder, GError **error)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced = fd >= 0 && syncfs (fd) == 0;

  if (!synced)
    fail (_("Writing to the disk of"), folder, error);
  if (fd >= 0)
    close (fd);
  return synced;
}
