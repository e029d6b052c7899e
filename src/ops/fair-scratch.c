/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* nftw */
#include "fair-scratch.h"

#include "fair-clock.h"
#include "fair-error.h"
#include "fair-file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define NAME      ".fair-catch-scratch-"
#define MARK      ".fair-catch-scratch" /* in it, so that no folder of a person is taken for one */
#define MOST_OPEN 16

static int
remove_one (const char *path, const struct stat *status, int kind, struct FTW *walk)
{
  return remove (path);
}

static void
remove_all (const char *path)
{
  nftw (path, remove_one, MOST_OPEN, FTW_DEPTH | FTW_PHYS);
}

void
fair_scratch_free (FairScratch *self)
{
  remove_all (self);
  g_free (self);
}

/**
 * fair_scratch_new:
 * @parent: (nullable): where it is made, so that files can be renamed out of it; NULL: where temporary files are
 */
FairScratch *
fair_scratch_new (const char *parent, GError **error)
{
  const char *folder = parent == NULL ? g_get_tmp_dir () : parent;
  char *path = g_build_filename (folder, NAME "XXXXXX", NULL);
  gboolean made = g_mkdtemp (path) != NULL;
  g_autofree char *mark = g_build_filename (path, MARK, NULL);
  int fd = made ? g_open (mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;

  if (fd >= 0)
    {
      close (fd);
      return path;
    }
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("“%s” is not writable: %s."), folder, g_strerror (errno));
  if (made)
    remove_all (path);
  g_free (path);
  return NULL;
}

/**
 * fair_scratch_new_beside:
 * @data_dir: (nullable): a data folder, which may not be there yet
 *
 * Where temporary files are there may be little room, and a store was in the data folder before.
 */
FairScratch *
fair_scratch_new_beside (const char *data_dir, GError **error)
{
  return fair_scratch_new (data_dir != NULL && access (data_dir, W_OK) == 0 ? data_dir : NULL, error);
}

static gboolean
is_named (const char *name, const char *prefix)
{
  return g_str_has_prefix (name, prefix) && strlen (name) == strlen (prefix) + strlen ("XXXXXX");
}

/* What fair_file_write_atomically() had not renamed yet is a file; a scratch place is a folder with its mark, or an empty
 * one that had not got it yet. */
static void
sweep_one (const char *parent, const char *name, gint64 before)
{
  g_autofree char *path = g_build_filename (parent, name, NULL);
  g_autofree char *mark = g_build_filename (path, MARK, NULL);
  GStatBuf status;

  if (g_lstat (path, &status) != 0 || status.st_mtime >= before || status.st_uid != geteuid ())
    return;
  if (S_ISREG (status.st_mode) && is_named (name, FAIR_FILE_PART))
    g_unlink (path);
  else if (S_ISDIR (status.st_mode) && is_named (name, NAME))
    {
      if (g_file_test (mark, G_FILE_TEST_IS_REGULAR))
        remove_all (path);
      else
        g_rmdir (path);
    }
}

/**
 * fair_scratch_sweep:
 *
 * Removes what a program of ours that was killed left behind in @parent; what is in use is younger.
 */
void
fair_scratch_sweep (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    sweep_one (parent, name, now - FAIR_HOUR);
}
