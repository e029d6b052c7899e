/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backup-place.h"
#include "fair-backup-check.h"
#include "fair-backup-restore.h"
#include "fair-error.h"
#include "fair-manifest.h"
#include "fair-rng.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>
#include <unistd.h>

#define FLIPS   200
#define MANY    10000 /* with FAIR_LONG */

static void
test_round_trip (Fixture *f, gconstpointer data)
{
  g_autofree char *elsewhere = g_dir_make_tmp ("fair-restored-XXXXXX", NULL);
  g_autoptr (FairPaths) paths = fair_paths_new (elsewhere, FALSE);
  g_autofree char *export = inside (paths->exports, "fair-catch-picks.csv");
  g_autofree char *key = inside (elsewhere, "cfbd-key");
  g_autofree char *text = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *word = NULL;
  g_autoptr (GArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const char *arguments[] = { "rm", "-rf", elsewhere, NULL };
  FairBackupCheck check;

  g_assert_true (fair_backup_verify (f->path, f->place.folder, &check, &error));
  g_assert_cmpint (check.made_at, ==, NOW);
  g_assert_cmpuint (check.n_files, ==, 3);
  list = fair_backup_list (f->backups, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (g_array_index (list, FairBackup, 0).made_at, ==, NOW);

  kept = fair_backup_restore (f->path, paths, NULL, NOW + 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept, ==, "");
  word = cached (paths);
  g_assert_cmpstr (word, ==, "was there");
  g_assert_true (g_file_get_contents (export, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "a,b\n");
  g_assert_false (g_file_test (key, G_FILE_TEST_EXISTS));
  fair_paths_forget_store (paths, NULL);
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
flip (const char *path, gsize most, FairRng *rng)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  bytes[fair_rng_below (rng, MIN (length, most))] ^= 1 << fair_rng_below (rng, 8);
  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
}

/* One byte anywhere, of the file or of its hash: found every time, and nothing is restored from it. */
static void
test_corruption (Fixture *f, gconstpointer data)
{
  guint n = g_getenv ("FAIR_LONG") == NULL ? FLIPS : MANY;
  g_autofree char *sidecar = g_strconcat (f->path, ".sha256", NULL);
  g_autofree char *archive = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *word = NULL;
  gsize length;
  FairBackupCheck check;
  FairRng rng;

  fair_rng_init (&rng, 11);
  g_assert_true (g_file_get_contents (f->path, &archive, &length, NULL));
  g_assert_true (g_file_get_contents (sidecar, &hash, NULL, NULL));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;

      flip (i % 10 == 0 ? sidecar : f->path, i % 10 == 0 ? 64 : G_MAXSIZE, &rng);
      g_assert_false (fair_backup_verify (f->path, f->place.folder, &check, &error));
      g_assert_nonnull (error);
      g_assert_null (fair_backup_restore (f->path, f->place.paths, NULL, NOW + 1, NULL));
      g_assert_true (g_file_set_contents (f->path, archive, length, NULL));
      g_assert_true (g_file_set_contents (sidecar, hash, -1, NULL));
    }
  g_assert_true (fair_backup_verify (f->path, f->place.folder, &check, NULL));
  word = cached (f->place.paths);
  g_assert_cmpstr (word, ==, "was there");
}

/* A name is used once; the later one is the newer one. */
static void
test_names (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open_reader (f->place.paths, NULL);
  g_autofree char *stem = g_strndup (f->path, strlen (f->path) - strlen (".tar.zst"));
  g_autofree char *left = g_strconcat (stem, "-2.tar.zst.sha256", NULL); /* by one that was killed before it had its name */
  g_autofree char *again = g_file_set_contents (left, "", 0, NULL)
                             ? fair_backup_create (store, f->place.paths, f->backups, &OPTIONS, NOW, &error)
                             : NULL;
  g_autofree char *folder = inside (f->backups, "fair-catch-backup-20251101T120000Z.tar.zst");
  g_autoptr (GArray) list = NULL;
  FairBackupCheck check;
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (again, "Z-3.tar.zst"));
  g_assert_true (fair_backup_verify (f->path, NULL, &check, NULL) && fair_backup_verify (again, NULL, &check, NULL));
  g_assert_cmpint (g_stat (again, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  /* What only has the name of one is none. */
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  put (f->backups, "fair-catch-backup-20251101T120000Z.tar.zst.sha256", "x");
  put (f->backups, "fair-catch-backup-20251102T120000Z.tar.zst", "");
  put (f->backups, "fair-catch-backup-20251102T120000Z.tar.zst.sha256", "x");
  put (f->backups, "fair-catch-backup-20251103T120000Z.tar.zst", "x");
  put (f->backups, "fair-catch-backup-20259903T120000Z.tar.zst", "x");
  list = fair_backup_list (f->backups, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (g_array_index (list, FairBackup, 0).path, ==, again);
  g_assert_cmpstr (g_array_index (list, FairBackup, 1).path, ==, f->path);
}

/* Under another name, with its hash, it is as good; without, it is said what is missing. */
static void
test_moved (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sidecar = g_strconcat (f->path, ".sha256", NULL);
  g_autofree char *moved = inside (f->place.folder, "b (1).tar.zst");
  g_autofree char *moved_sidecar = g_strconcat (moved, ".sha256", NULL);
  FairBackupCheck check;

  g_assert_cmpint (g_rename (f->path, moved), ==, 0);
  g_assert_false (fair_backup_verify (moved, NULL, &check, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
  g_assert_nonnull (strstr (error->message, "bring that file along"));
  g_assert_cmpint (g_rename (sidecar, moved_sidecar), ==, 0);
  g_assert_true (fair_backup_verify (moved, f->place.folder, &check, NULL));
}

/* Exports go in from where they are, whatever they are called, and nothing else does. */
static void
test_exports (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open_reader (f->place.paths, NULL);
  g_autofree char *chosen = inside (f->place.folder, "Dropbox");
  const char *folders[] = { "davs://host/far", "/nowhere", chosen, NULL };
  FairBackupOptions options = { .exports = (char **) folders };
  g_autofree char *link = inside (f->place.paths->exports, "fair-catch-link.csv");
  g_autofree char *path = NULL;
  g_autofree char *elsewhere = inside (f->place.folder, "elsewhere");
  g_autoptr (FairPaths) paths = fair_paths_new (elsewhere, FALSE);
  g_autofree char *kept = NULL;
  g_autofree char *newest = NULL;
  g_autofree char *umlaut = NULL;
  FairBackupCheck check;

  g_assert_cmpint (g_mkdir (chosen, 0700), ==, 0);
  put (chosen, "fair-catch-picks.csv", "newest");
  put (chosen, "diary.csv", "mine");
  put (f->place.paths->exports, "week..1.csv", "dots");
  put (f->place.paths->exports, "Übung.csv", "umlaut");
  put (f->place.paths->exports, "caf\xe9.csv", "no UTF-8");
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  path = fair_backup_create (store, f->place.paths, f->backups, &options, NOW + 1, &error);
  g_assert_no_error (error);
  g_assert_true (fair_backup_verify (path, NULL, &check, &error));
  g_assert_cmpuint (check.n_files, ==, 4);
  kept = fair_backup_restore (path, paths, NULL, NOW + 1, &error);
  g_assert_no_error (error);
  newest = get (paths->exports, "fair-catch-picks.csv");
  umlaut = get (paths->exports, "Übung.csv");
  g_assert_cmpstr (newest, ==, "newest");
  g_assert_cmpstr (umlaut, ==, "umlaut");
  fair_paths_forget_store (paths, NULL);
}

typedef struct
{
  char *path;
  gint  stop;
} Churn;

/* Another computer's files come and go, each whole. */
static gpointer
churn (gpointer data)
{
  Churn *self = data;
  g_autofree char *aside = g_strconcat (self->path, ".aside", NULL);
  g_autofree char *text = g_strnfill (50000, 'x');

  for (guint i = 0; !g_atomic_int_get (&self->stop); i++)
    {
      g_assert_true (g_file_set_contents_full (aside, text, 40000 + i % 10000, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      g_rename (aside, self->path);
      if (i % 3 == 0)
        g_unlink (self->path);
    }
  return NULL;
}

static void
test_exports_meanwhile (Fixture *f, gconstpointer data)
{
  g_autoptr (FairStore) store = fair_store_open_reader (f->place.paths, NULL);
  Churn self = { inside (f->place.paths->exports, "fair-catch-picks.csv"), 0 };
  GThread *thread = g_thread_new ("churn", churn, &self);

  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = fair_backup_create (store, f->place.paths, f->backups, &OPTIONS, NOW + i, &error);

      g_assert_no_error (error);
      g_assert_nonnull (path);
    }
  g_atomic_int_set (&self.stop, 1);
  g_thread_join (thread);
  g_free (self.path);
}

static void
add_entry (struct archive *archive, const char *name, int kind, const char *contents, gint64 bytes)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, kind);
  archive_entry_set_perm (entry, 0600);
  if (kind == AE_IFLNK)
    archive_entry_set_symlink (entry, "/etc/passwd");
  archive_entry_set_size (entry, kind == AE_IFREG ? bytes : 0);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  if (kind == AE_IFREG)
    g_assert_cmpint (archive_write_data (archive, contents, bytes), ==, bytes);
  archive_entry_free (entry);
}

/* An archive that somebody made by hand, with one member that is listed as a file of ten bytes. */
static char *
forge (Fixture *f, const char *name, int kind, gint64 bytes)
{
  g_autofree char *contents = g_malloc0 (bytes);
  g_autofree char *path = inside (f->place.folder, "forged.tar.zst");
  g_autofree char *list = g_strdup_printf ("{\"schema\": 1, \"made_at\": 5, \"store_schema\": 7, \"members\": "
                                           "[{\"name\": \"%s\", \"bytes\": 10, \"sha256\": \"x\"}]}",
                                           name);
  struct archive *archive = archive_write_new ();

  archive_write_add_filter_zstd (archive);
  archive_write_set_format_pax_restricted (archive);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  add_entry (archive, "manifest.json", AE_IFREG, list, strlen (list));
  add_entry (archive, name, kind, contents, bytes);
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_steal_pointer (&path);
}

/* What is not the file that is listed is refused before anything of it is written. */
static void
test_forged_members (Fixture *f, gconstpointer data)
{
  const struct
  {
    const char *name;
    int         kind;
    gint64      bytes;
  } members[] = { { "big", AE_IFREG, 1000000 },  { "link", AE_IFLNK, 0 },   { "pipe", AE_IFIFO, 0 }, { "folder", AE_IFDIR, 0 },
                  { "../evil", AE_IFREG, 10 }, { "/tmp/evil", AE_IFREG, 10 }, { "a/../../evil", AE_IFREG, 10 } };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = forge (f, members[i].name, members[i].kind, members[i].bytes);
      g_autofree char *folder = g_strdup_printf ("%s/unpacked-%u", f->place.folder, i);
      g_autofree char *target = inside (folder, members[i].name);
      FairBackupCheck check;

      g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
      g_assert_false (fair_backup_unpack (path, folder, &check, &error));
      g_assert_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
      g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
    }
}

static void
test_manifest (void)
{
#define ROW(name, bytes, hash) "{\"name\": " name ", \"bytes\": " bytes ", \"sha256\": " hash "}"
#define HEAD "{\"schema\": 1, \"made_at\": 5, \"store_schema\": 7, \"members\": "
  g_autofree char *deep = g_strnfill (1000000, '[');
  const char *text = HEAD "[" ROW ("\"[{[\\\"\"", "1", "\"x\"") "]}";
  g_autoptr (FairManifest) good = fair_manifest_from_json (text, strlen (text), NULL);
  const char *bad[] = {
    deep,
    "[]",
    "{}",
    HEAD "{}}",
    HEAD "null}",
    HEAD "[]}",
    HEAD "[1]}",
    HEAD "[" ROW ("5", "1", "\"x\"") "]}",
    HEAD "[" ROW ("null", "1", "\"x\"") "]}",
    HEAD "[" ROW ("\"a\"", "\"1\"", "\"x\"") "]}",
    HEAD "[" ROW ("\"a\"", "-1", "\"x\"") "]}",
    HEAD "[" ROW ("\"a\"", "1", "5") "]}",
    "{\"schema\": 1, \"made_at\": 9223372036854775807, \"store_schema\": 7, \"members\": "
    "[" ROW ("\"a\"", "1", "\"x\"") "]}",
  };

  g_assert_nonnull (good);
  g_assert_cmpstr (g_array_index (good->members, FairManifestMember, 0).name, ==, "[{[\"");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fair_manifest_from_json (bad[i], strlen (bad[i]), &error));
      g_assert_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
    }
}

/* Also where somebody made a new hash for it: the manifest inside tells. */
static void
test_forged_hash (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sidecar = g_strconcat (f->path, ".sha256", NULL);
  g_autofree char *name = g_path_get_basename (f->path);
  g_autofree char *bytes = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *line = NULL;
  gsize length;
  FairBackupCheck check;

  g_assert_true (g_file_get_contents (f->path, &bytes, &length, NULL));
  bytes[length / 2] ^= 0x10;
  g_assert_true (g_file_set_contents (f->path, bytes, length, NULL));
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
  line = g_strdup_printf ("%s  %s\n", digest, name);
  g_assert_true (g_file_set_contents (sidecar, line, -1, NULL));
  g_assert_false (fair_backup_verify (f->path, f->place.folder, &check, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_unlink (sidecar), ==, 0);
  g_clear_error (&error);
  g_assert_false (fair_backup_verify (f->path, f->place.folder, &check, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
}

static void
test_no_secret (Fixture *f, gconstpointer data)
{
  g_autofree char *out = NULL;
  const char *arguments[] = { "sh", "-c", "tar --zstd -xOf \"$0\" | grep -c " SECRET, f->path, NULL };

  if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, NULL, NULL)
      || *out == '\0')
    {
      g_test_skip ("no tar to unpack it with");
      return;
    }
  g_assert_cmpstr (out, ==, "0\n");
}

/* Nothing has the name that is not whole: a place that is not there gets no backup, and no rest of one. */
static void
test_nowhere (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open_reader (f->place.paths, NULL);
  g_autofree char *away = inside (f->place.folder, "drive-that-is-away");
  g_autoptr (GArray) list = NULL;

  g_assert_null (fair_backup_create (store, f->place.paths, away, &OPTIONS, NOW, &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (away, G_FILE_TEST_EXISTS));
  list = fair_backup_list (away, NULL);
  g_assert_cmpuint (list->len, ==, 0);
}

#define ADD(name, func) g_test_add ("/ops/backup/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("corruption", test_corruption);
  ADD ("names", test_names);
  ADD ("moved", test_moved);
  ADD ("exports", test_exports);
  ADD ("exports-meanwhile", test_exports_meanwhile);
  ADD ("forged-members", test_forged_members);
  g_test_add_func ("/ops/backup/manifest", test_manifest);
  ADD ("forged-hash", test_forged_hash);
  ADD ("no-secret", test_no_secret);
  ADD ("nowhere", test_nowhere);
  return place_run_tests ();
}
