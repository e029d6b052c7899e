/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-backup.h"

#include "fair-archive.h"
#include "fair-backup-check.h"
#include "fair-backup-exports.h"
#include "fair-clock.h"
#include "fair-digest.h"
#include "fair-error.h"
#include "fair-file.h"
#include "fair-folder.h"
#include "fair-scratch.h"
#include "fair-store-purge.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PREFIX  "fair-catch-backup-"
#define SUFFIX  ".tar.zst"
/* Of fair_backup_stamp(), as a pattern. */
#define STAMP   "(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z"

/* Backups that may have been made at one second, by a clock that stands still. */
#define MOST_A_SECOND 1000

/* Names inside, which are those of a data folder. Nothing else goes in: a key that lies there stays there. */
#define STORE    "faircatch.db"
#define SETTINGS "settings.ini"

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

/**
 * fair_backup_stamp:
 * @time: UTC seconds
 *
 * Returns: (transfer full): that time as names have it
 */
char *
fair_backup_stamp (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);

  return g_date_time_format (date, "%Y%m%dT%H%M%SZ");
}

/**
 * fair_backup_options_clear:
 *
 * Frees what is in the options.
 */
void
fair_backup_options_clear (FairBackupOptions *options)
{
  g_clear_pointer (&options->settings, g_free);
  g_clear_pointer (&options->exports, g_strfreev);
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
      || !add_settings (manifest, options->settings, scratch, error)
      || !fair_backup_add_exports (manifest, paths->exports, (const char *const *) options->exports, scratch, error))
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

/* The name of a backup that was made of the same second, by somebody else or by a clock that stands still, is not used
 * again: half of it would be in place of a whole one. Its sidecar, which is empty yet, is what a name is taken by.
 * Returns: (transfer full): the path of the backup */
static char *
take_name (const char *folder, gint64 now, GError **error)
{
  g_autofree char *stamp = fair_backup_stamp (now);

  for (guint i = 1; i <= MOST_A_SECOND; i++)
    {
      g_autofree char *number = i == 1 ? g_strdup ("") : g_strdup_printf ("-%u", i);
      g_autofree char *path = g_strdup_printf ("%s/" PREFIX "%s%s" SUFFIX, folder, stamp, number);
      g_autofree char *sidecar = g_strconcat (path, FAIR_BACKUP_SIDECAR, NULL);
      int fd;

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      fd = g_open (sidecar, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
      if (fd >= 0)
        {
          close (fd);
          return g_steal_pointer (&path);
        }
      if (errno != EEXIST)
        break;
    }
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("“%s” is not writable: %s."), folder, g_strerror (errno));
  return NULL;
}

/* The hash first: what has the name of a backup has one. */
static char *
put_in_place (const char *part, const char *folder, gint64 now, GError **error)
{
  g_autofree char *path = take_name (folder, now, error);
  g_autofree char *sidecar = path == NULL ? NULL : g_strconcat (path, FAIR_BACKUP_SIDECAR, NULL);

  if (path == NULL)
    return NULL;
  if (write_sidecar (part, path, error))
    {
      if (g_rename (part, path) == 0)
        return g_steal_pointer (&path);
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("The backup “%s” could not be put in its place: %s."), path,
                   g_strerror (errno));
    }
  g_unlink (sidecar);
  return NULL;
}

/**
 * fair_backup_create:
 * @store: a reader is enough
 * @folder: a path: where it goes; it must be there
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
  g_autofree char *part = scratch == NULL ? NULL : g_build_filename (scratch, "part" SUFFIX, NULL);
  g_autofree char *restored = scratch == NULL ? NULL : g_build_filename (scratch, "restored", NULL);
  g_autoptr (FairManifest) manifest = scratch == NULL ? NULL : collect (store, paths, options, scratch, now, error);
  FairBackupCheck check;

  fair_scratch_sweep (folder);
  if (manifest == NULL || !fair_archive_write (part, manifest, error) || !fair_file_make_folder (restored, error)
      || !fair_backup_unpack (part, restored, &check, error))
    return NULL;
  return put_in_place (part, folder, now, error);
}

static void
backup_clear (gpointer data)
{
  g_free (((FairBackup *) data)->path);
}

/* The newest first; of one second the last one has the highest number. */
static int
compare_backups (gconstpointer a, gconstpointer b)
{
  const FairBackup *x = a;
  const FairBackup *y = b;

  if (x->made_at != y->made_at)
    return (x->made_at < y->made_at) - (x->made_at > y->made_at);
  return (x->number < y->number) - (x->number > y->number);
}

/* By its name alone, since a file's own times do not survive being copied. */
static gboolean
parse_name (const char *name, FairBackup *out)
{
  g_autoptr (GRegex) shape = g_regex_new ("^" PREFIX STAMP "(?:-(\\d+))?\\.tar\\.zst$", G_REGEX_DEFAULT,
                                          G_REGEX_MATCH_DEFAULT, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *iso = NULL;
  g_autofree char *number = NULL;

  if (!g_regex_match (shape, name, G_REGEX_MATCH_DEFAULT, &match))
    return FALSE;
  iso = g_match_info_expand_references (match, "\\1-\\2-\\3T\\4:\\5:\\6Z", NULL);
  number = g_match_info_fetch (match, 7);
  out->number = number == NULL ? 0 : g_ascii_strtoull (number, NULL, 10);
  return fair_time_parse (iso, &out->made_at, NULL);
}

/* What has a backup's name and no hash, or nothing in it, is none: copies that were broken off leave such. */
static void
add_backup (GArray *list, const char *folder, GFileInfo *info, GHashTable *names)
{
  const char *name = g_file_info_get_name (info);
  g_autofree char *sidecar = g_strconcat (name, FAIR_BACKUP_SIDECAR, NULL);
  FairBackup backup = { .bytes = g_file_info_get_size (info) };

  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || backup.bytes <= 0 || !g_hash_table_contains (names, sidecar)
      || !parse_name (name, &backup))
    return;
  backup.path = g_build_filename (folder, name, NULL);
  g_array_append_val (list, backup);
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
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) files = NULL;

  g_array_set_clear_func (list, backup_clear);
  if (!fair_folder_is_address (folder) && !g_file_test (folder, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&list);
  files = fair_folder_list (folder, error);
  for (guint i = 0; files != NULL && i < files->len; i++)
    g_hash_table_add (names, (char *) g_file_info_get_name (g_ptr_array_index (files, i)));
  for (guint i = 0; files != NULL && i < files->len; i++)
    add_backup (list, folder, g_ptr_array_index (files, i), names);
  g_array_sort (list, compare_backups);
  return files == NULL ? NULL : g_steal_pointer (&list);
}
