/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* nftw */
#include "fair-scratch.h"

#include "fair-clock.h"
#include "fair-error.h"

#include <errno.h>
#include <ftw.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define PREFIX    ".fair-backup-"
#define MOST_OPEN 16

static int
remove_one (const char *path, const struct stat *status, int kind, struct FTW *walk)
{
  return remove (path);
}

void
fair_scratch_free (FairScratch *self)
{
  nftw (self, remove_one, MOST_OPEN, FTW_DEPTH | FTW_PHYS);
  g_free (self);
}

/**
 * fair_scratch_new:
 * @parent: (nullable): where it is made, so that files can be renamed out of it; NULL: where temporary files are
 */
FairScratch *
fair_scratch_new (const char *parent, GError **error)
{
  char *path;

  if (parent == NULL)
    return g_dir_make_tmp ("fair-backup-XXXXXX", error);
  path = g_build_filename (parent, PREFIX "XXXXXX", NULL);
  if (g_mkdtemp (path) != NULL)
    return path;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("“%s” is not writable: %s."), parent, g_strerror (errno));
  g_free (path);
  return NULL;
}

/* A scratch place, or what fair_file_write_atomically() had not renamed yet. */
static gboolean
is_ours (const char *name)
{
  return g_regex_match_simple ("^(\\.fair-|\\.?fair-backup-)[A-Za-z0-9]{6}$", name, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
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
    {
      g_autofree char *path = g_build_filename (parent, name, NULL);
      GStatBuf status;

      if (is_ours (name) && g_lstat (path, &status) == 0 && now - status.st_mtime > FAIR_HOUR)
        nftw (path, remove_one, MOST_OPEN, FTW_DEPTH | FTW_PHYS);
    }
}
