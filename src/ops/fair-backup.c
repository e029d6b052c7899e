/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-backup.h"

#include "fair-archive.h"
#include "fair-clock.h"
#include "fair-digest.h"
#include "fair-error.h"
#include "fair-file.h"
#include "fair-folder.h"
#include "fair-scratch.h"
#include "fair-store-ledger.h"
#include "fair-store-purge.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define PREFIX  "fair-catch-backup-"
#define SUFFIX  ".tar.zst"

/* Names inside, which are those of a data folder. Nothing else goes in: a key that lies there stays there. */
#define STORE    "faircatch.db"
#define SETTINGS "settings.ini"
#define EXPORTS  "exports"

/**
 * fair_backup_folder:
 *
 * Returns: (transfer full): where backups go when no other folder is named
 */
char *
fair_backup_folder (const FairPaths *paths)
{
  return g_build_filename (paths->data_dir, "backups", NULL);
}

static char *
stamp_of (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);

  return g_date_time_format (date, "%Y%m%dT%H%M%SZ");
}

static gboolean
add_exports (FairManifest *manifest, const FairPaths *paths, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (paths->exports, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *source = g_build_filename (paths->exports, name, NULL);
      g_autofree char *inside = g_build_filename (EXPORTS, name, NULL);

      if (g_str_has_suffix (name, ".csv") && g_file_test (source, G_FILE_TEST_IS_REGULAR)
          && !fair_manifest_add_file (manifest, inside, source, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_settings (FairManifest *manifest, const char *settings, const char *scratch, GError **error)
{
  g_autofree char *copy = g_build_filename (scratch, SETTINGS, NULL);

  return settings == NULL
         || (fair_file_write_atomically (copy, settings, strlen (settings), 0600, error)
             && fair_manifest_add_file (manifest, SETTINGS, copy, error));
}

/* The store at one moment, while others may go on. */
static FairManifest *
collect (FairStore *store, const FairPaths *paths, const FairBackupOptions *options, const char *scratch, gint64 now,
         GError **error)
{
  g_autoptr (FairManifest) manifest = fair_manifest_new (now, fair_store_get_schema (store));
  g_autofree char *copy = g_build_filename (scratch, STORE, NULL);

  if (!fair_store_copy (store, copy, error) || (options->without_answers && !fair_store_drop_answers (copy, error))
      || !fair_manifest_add_file (manifest, STORE, copy, error)
      || !add_settings (manifest, options->settings, scratch, error) || !add_exports (manifest, paths, error))
    return NULL;
  return g_steal_pointer (&manifest);
}

static gboolean
write_sidecar (const char *archive, const char *path, GError **error)
{
  g_autofree char *digest = fair_digest_file (archive, NULL, error);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *sidecar = g_strconcat (path, FAIR_BACKUP_SIDECAR, NULL);
  g_autofree char *line = digest == NULL ? NULL : g_strdup_printf ("%s  %s\n", digest, name);

  return line != NULL && fair_file_write_atomically (sidecar, line, strlen (line), 0600, error);
}

/* The whole file is what its sidecar says, to the byte; a sidecar is one line that sha256sum could have written. */
/* A backup on a server is looked at in a copy of it and of its hash, which @scratch holds. */
static char *
bring_here (const char *path, FairScratch **scratch, GError **error)
{
  g_autofree char *sidecar = g_strconcat (path, FAIR_BACKUP_SIDECAR, NULL);
  g_autofree char *copy = NULL;
  g_autofree char *copied_sidecar = NULL;

  if (!fair_folder_is_address (path))
    return g_strdup (path);
  *scratch = fair_scratch_new (NULL, error);
  copy = *scratch == NULL ? NULL : fair_folder_copy_out (path, *scratch, error);
  copied_sidecar = copy == NULL ? NULL : fair_folder_copy_out (sidecar, *scratch, error);
  return copied_sidecar == NULL ? NULL : g_steal_pointer (&copy);
}

static gboolean
check_sidecar (const char *path, GError **error)
{
  g_autofree char *sidecar = g_strconcat (path, FAIR_BACKUP_SIDECAR, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  g_autofree char *digest = fair_digest_file (path, NULL, error);
  g_autofree char *line = digest == NULL ? NULL : g_strdup_printf ("%s  %s\n", digest, name);

  if (line == NULL)
    return FALSE;
  if (!g_file_get_contents (sidecar, &text, NULL, NULL))
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                 _("The hash “%s” that belongs beside the backup is missing; take another backup."), sidecar);
  else if (!g_str_equal (text, line))
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                 _("The backup “%s” or its hash is not what was saved; take another one."), path);
  else
    return TRUE;
  return FALSE;
}

/* That the store opens, is whole, and its ledger is what was published. */
static gboolean
check_store (const char *folder, guint *n_publications, GError **error)
{
  g_autoptr (FairPaths) paths = fair_paths_new (folder, FALSE);
  g_autoptr (FairStore) store = fair_store_open_reader (paths, error);

  return store != NULL && fair_store_check (store, error) && fair_store_verify_ledger (store, n_publications, error);
}

static gboolean
unpack (const char *path, const char *folder, FairBackupCheck *out, GError **error)
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
 * fair_backup_create:
 * @store: a reader is enough
 * @folder: where it goes; it must be there
 * @now: UTC seconds
 *
 * Makes a backup and restores it to a scratch place before it gets its name: what has the name is good.
 *
 * Returns: (transfer full): its path
 */
char *
fair_backup_create (FairStore *store, const FairPaths *paths, const char *folder, const FairBackupOptions *options,
                    gint64 now, GError **error)
{
  g_autoptr (FairScratch) scratch = fair_scratch_new (folder, error);
  g_autofree char *stamp = stamp_of (now);
  g_autofree char *name = g_strconcat (PREFIX, stamp, SUFFIX, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *part = scratch == NULL ? NULL : g_build_filename (scratch, name, NULL);
  g_autofree char *restored = scratch == NULL ? NULL : g_build_filename (scratch, "restored", NULL);
  g_autoptr (FairManifest) manifest = scratch == NULL ? NULL : collect (store, paths, options, scratch, now, error);
  FairBackupCheck check;

  fair_scratch_sweep (folder);
  if (manifest == NULL || !fair_archive_write (part, manifest, error) || !fair_file_make_folder (restored, error)
      || !unpack (part, restored, &check, error) || !write_sidecar (part, path, error))
    return NULL;
  if (g_rename (part, path) == 0)
    return g_steal_pointer (&path);
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("The backup “%s” could not be put in its place: %s."), path,
               g_strerror (errno));
  return NULL;
}

static void
backup_clear (gpointer data)
{
  g_free (((FairBackup *) data)->path);
}

static int
compare_backups (gconstpointer a, gconstpointer b)
{
  const FairBackup *x = a;
  const FairBackup *y = b;

  return (x->made_at < y->made_at) - (x->made_at > y->made_at);
}

/* By its name alone, since a file's own times do not survive being copied. */
static gboolean
parse_name (const char *name, gint64 *made_at)
{
  const char *stamp = name + strlen (PREFIX);
  g_autofree char *iso = NULL;

  if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX)
      || strlen (stamp) != strlen ("20250101T000000Z" SUFFIX))
    return FALSE;
  iso = g_strdup_printf ("%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", stamp, stamp + 4, stamp + 6, stamp + 9, stamp + 11, stamp + 13);
  return fair_time_parse (iso, made_at, NULL);
}

/**
 * fair_backup_list:
 * @folder: a path or an address
 *
 * Returns: (transfer full) (element-type FairBackup): those in @folder, the newest first; none where it is not there
 */
GArray *
fair_backup_list (const char *folder, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FairBackup));
  g_autoptr (GPtrArray) files = NULL;

  g_array_set_clear_func (list, backup_clear);
  if (!fair_folder_is_address (folder) && !g_file_test (folder, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&list);
  files = fair_folder_list (folder, error);
  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      GFileInfo *info = g_ptr_array_index (files, i);
      FairBackup backup = { .bytes = g_file_info_get_size (info) };

      if (!parse_name (g_file_info_get_name (info), &backup.made_at))
        continue;
      backup.path = g_build_filename (folder, g_file_info_get_name (info), NULL);
      g_array_append_val (list, backup);
    }
  g_array_sort (list, compare_backups);
  return files == NULL ? NULL : g_steal_pointer (&list);
}

/**
 * fair_backup_verify:
 * @out: (out): what is in it
 *
 * Reads a whole backup, unpacks it to a scratch place, and opens the store in it. One changed byte anywhere is found.
 *
 * Returns: FALSE with %FAIR_ERROR_BAD_DATA where it is not what was saved
 */
gboolean
fair_backup_verify (const char *path, FairBackupCheck *out, GError **error)
{
  g_autoptr (FairScratch) arrival = NULL;
  g_autofree char *here = bring_here (path, &arrival, error);
  g_autoptr (FairScratch) scratch
    = here != NULL && check_sidecar (here, error) ? fair_scratch_new (NULL, error) : NULL;

  return scratch != NULL && unpack (here, scratch, out, error);
}

/* What a data folder has of what a backup has. */
static const char *const places[] = { STORE, STORE "-wal", STORE "-shm", SETTINGS, EXPORTS };

static gboolean
move (const char *from, const char *to, const char *name, GError **error)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);

  if (!g_file_test (source, G_FILE_TEST_EXISTS) || g_rename (source, target) == 0)
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("“%s” could not be moved to “%s”: %s."), source, target,
               g_strerror (errno));
  return FALSE;
}

static gboolean
move_all (const char *from, const char *to, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (!move (from, to, places[i], error))
      return FALSE;
  return TRUE;
}

/* Where a step fails, what was moved by then goes back to where it was. */
static gboolean
exchange (const FairPaths *paths, const char *scratch, const char *kept, GError **error)
{
  if (!move_all (paths->data_dir, kept, error))
    {
      move_all (kept, paths->data_dir, NULL);
      return FALSE;
    }
  if (move_all (scratch, paths->data_dir, error) && fair_paths_remember_store (paths, error))
    return TRUE;
  move_all (paths->data_dir, scratch, NULL);
  move_all (kept, paths->data_dir, NULL);
  return FALSE;
}

/**
 * fair_backup_restore:
 * @path: of a backup, or its address
 * @paths: of the data folder it goes to; it may be empty or hold a store
 * @now: UTC seconds
 *
 * Restores a backup, after making sure that it is whole. What it replaces is kept in a dated folder beside it; where
 * something fails everything is as it was.
 *
 * Returns: (transfer full): the folder with what was replaced; "" where there was nothing
 */
char *
fair_backup_restore (const char *path, const FairPaths *paths, gint64 now, GError **error)
{
  g_autofree char *stamp = stamp_of (now);
  g_autofree char *name = g_strconcat ("replaced-", stamp, NULL);
  g_autofree char *kept = g_build_filename (paths->data_dir, name, NULL);
  g_autoptr (FairScratch) arrival = NULL;
  g_autofree char *here = bring_here (path, &arrival, error);
  g_autoptr (FairStore) lock = NULL;
  g_autoptr (FairScratch) scratch = NULL;
  FairBackupCheck check;

  if (here == NULL || !check_sidecar (here, error) || !fair_file_make_folder (paths->data_dir, error))
    return NULL;
  lock = fair_store_lock (paths, error);
  scratch = lock == NULL ? NULL : fair_scratch_new (paths->data_dir, error);
  if (scratch == NULL || !unpack (here, scratch, &check, error) || !fair_file_make_folder (kept, error))
    return NULL;
  if (!exchange (paths, scratch, kept, error))
    return NULL;
  return g_rmdir (kept) == 0 ? g_strdup ("") : g_steal_pointer (&kept);
}
