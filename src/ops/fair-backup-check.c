/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a backup is what was saved: the hash beside it, every file in it, and the store. */
#include "fair-backup-check.h"

#include "fair-archive.h"
#include "fair-digest.h"
#include "fair-error.h"
#include "fair-folder.h"
#include "fair-store-ledger.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Hexadecimal digits of a SHA-256. */
#define DIGITS 64

/* A backup on a server is looked at in a copy of it and of its hash, which @scratch holds. */
static char *
bring_here (const char *path, const char *data_dir, FairScratch **scratch, GError **error)
{
  g_autofree char *sidecar = g_strconcat (path, FAIR_BACKUP_SIDECAR, NULL);
  g_autofree char *copy = NULL;
  g_autofree char *copied_sidecar = NULL;

  if (!fair_folder_is_address (path))
    return g_strdup (path);
  *scratch = fair_scratch_new_beside (data_dir, error);
  copy = *scratch == NULL ? NULL : fair_folder_copy_out (path, *scratch, error);
  copied_sidecar = copy == NULL ? NULL : fair_folder_copy_out (sidecar, *scratch, error);
  return copied_sidecar == NULL ? NULL : g_steal_pointer (&copy);
}

/* The whole file is what its sidecar says, to the byte. The sidecar is as sha256sum writes it; that the backup has another
 * name by now is no fault of its contents. */
static gboolean
check_sidecar (const char *path, GError **error)
{
  g_autofree char *sidecar = g_strconcat (path, FAIR_BACKUP_SIDECAR, NULL);
  g_autofree char *text = NULL;
  g_autofree char *digest = fair_digest_file (path, NULL, error);

  if (digest == NULL)
    return FALSE;
  if (!g_file_get_contents (sidecar, &text, NULL, NULL))
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                 _("The backup's hash “%s” is missing; bring that file along from where the backup was made, or take another "
                   "backup."),
                 sidecar);
  else if (strncmp (text, digest, DIGITS) != 0 || text[DIGITS] != ' ')
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                 _("The backup “%s” or its hash is not what was saved; take another one."), path);
  else
    return TRUE;
  return FALSE;
}

/**
 * fair_backup_open:
 * @path: of a backup, or its address
 * @data_dir: (nullable): where there is room for a copy
 * @arrival: (out) (nullable): holds the copy of one that lies on a server
 *
 * Returns: (transfer full): the path of a file here that is what its hash says
 */
char *
fair_backup_open (const char *path, const char *data_dir, FairScratch **arrival, GError **error)
{
  g_autofree char *here = bring_here (path, data_dir, arrival, error);

  return here != NULL && check_sidecar (here, error) ? g_steal_pointer (&here) : NULL;
}

/* That the store opens, is whole, and its ledger is what was published. One of an older schema is brought up to date by
 * that, which is no reason to remember the place. */
static gboolean
check_store (const char *folder, guint *n_publications, GError **error)
{
  g_autoptr (FairPaths) paths = fair_paths_new (folder, FALSE);
  g_autoptr (FairStore) store = fair_store_open_reader (paths, error);

  fair_paths_forget_store (paths, NULL);
  return store != NULL && fair_store_check (store, error) && fair_store_verify_ledger (store, n_publications, error);
}

/**
 * fair_backup_unpack:
 * @path: of one that is here
 * @folder: where there is nothing of its names
 * @out: (out): what is in it
 *
 * Returns: FALSE with %FAIR_ERROR_BAD_DATA where a file in it, the store or the ledger is not what was saved
 */
gboolean
fair_backup_unpack (const char *path, const char *folder, FairBackupCheck *out, GError **error)
{
  g_autoptr (FairManifest) manifest = fair_archive_extract (path, folder, error);

  *out = (FairBackupCheck) { 0 };
  if (manifest == NULL || !check_store (folder, &out->n_publications, error))
    return FALSE;
  out->made_at = manifest->made_at;
  out->n_files = manifest->members->len;
  for (guint i = 0; i < manifest->members->len; i++)
    out->bytes += g_array_index (manifest->members, FairManifestMember, i).bytes;
  return TRUE;
}

/**
 * fair_backup_verify:
 * @path: of a backup, or its address
 * @data_dir: (nullable): a data folder, where it is unpacked if that is there
 * @out: (out): what is in it
 *
 * Reads a whole backup, unpacks it to a scratch place, and opens the store in it. One changed byte anywhere is found.
 *
 * Returns: FALSE with %FAIR_ERROR_BAD_DATA where it is not what was saved
 */
gboolean
fair_backup_verify (const char *path, const char *data_dir, FairBackupCheck *out, GError **error)
{
  g_autoptr (FairScratch) arrival = NULL;
  g_autofree char *here = fair_backup_open (path, data_dir, &arrival, error);
  g_autoptr (FairScratch) scratch = here == NULL ? NULL : fair_scratch_new_beside (data_dir, error);

  return scratch != NULL && fair_backup_unpack (here, scratch, out, error);
}
