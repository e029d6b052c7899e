/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-lock.h"

#include "fair-error.h"
#include "fair-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <unistd.h>

/**
 * fair_lock_take:
 * @path: of a file, which is made where there is none, with its folder
 * @lock: (out): for close(); -1 where another process holds the lock. The end of this process lets go of it, too.
 *
 * Waits for nobody.
 *
 * Returns: FALSE where the file cannot be locked at all
 */
gboolean
fair_lock_take (const char *path, int *lock, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean held;

  *lock = -1;
  if (!fair_file_make_folder (folder, error))
    return FALSE;
  *lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (*lock >= 0 && flock (*lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  held = *lock >= 0 && errno == EWOULDBLOCK;
  if (!held)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                 _("The lock file “%s” could not be taken: %s. Check that its folder is writable."), path,
                 g_strerror (errno));
  if (*lock >= 0)
    close (*lock);
  *lock = -1;
  return held;
}
