/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-backup-check.h"
#include "fair-backup-restore.h"
#include "fair-error.h"
#include "fair-file.h"
#include "fair-manifest.h"
#include "fair-rng.h"
#include "fair-store-exchange.h"
#include "fair-store-model.h"
#include "store-place.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOW     1759838400
#define FLIPS   200
#define MANY    10000 /* with FAIR_LONG */
#define SECRET  "sk-very-secret-key"
#define SETTINGS "[io/github/faircatch/FairCatch]\nmaximum-bets=7\n"
#define OPTIONS (FairBackupOptions) { .settings = (char *) SETTINGS }
#define KILLED  9

typedef struct
{
  Place  place;
  char  *backups;
  char  *path; /* of the one that was made */
} Fixture;

/* Which rename from now on fails, or is the last thing that this process does. */
static int fail_at;
static int kill_at;

/* In the place of the system's. */
int
rename (const char *from, const char *to)
{
  int result;

  if (fail_at > 0 && --fail_at == 0)
    {
      errno = EIO;
      return -1;
    }
  result = renameat (AT_FDCWD, from, AT_FDCWD, to);
  if (kill_at > 0 && --kill_at == 0)
    _exit (KILLED);
  return result;
}

static char *
inside (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* A store with something in it, an export, settings, and a key that lies about. */
static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autofree char *export = NULL;
  g_autofree char *key = NULL;

  place_set_up (&f->place, NULL);
  store = place_open (&f->place);
  g_assert_true (fair_store_put_cached (store, "what", "was there", NOW, &error));
  fair_file_make_folder (f->place.paths->exports, &error);
  export = inside (f->place.paths->exports, "fair-catch-picks.csv");
  key = inside (f->place.folder, "cfbd-key");
  fair_file_write_atomically (export, "a,b\n", 4, 0600, &error);
  fair_file_write_atomically (key, SECRET, strlen (SECRET), 0600, &error);
  f->backups = fair_backup_folder (f->place.paths);
  fair_file_make_folder (f->backups, &error);
  f->path = fair_backup_create (store, f->place.paths, f->backups, &OPTIONS, NOW, &error);
  g_assert_no_error (error);
  g_assert_nonnull (f->path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->path);
  g_free (f->backups);
  place_tear_down (&f->place, NULL);
}

static char *
cached (const FairPaths *paths)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open_reader (paths, &error);

  g_assert_no_error (error);
  return fair_store_get_cached (store, "what", NULL);
}

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

/* Over a store that has gone on: what it had is kept, whole. */
static void
test_keeps_what_it_replaces (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = place_open (&f->place);
  g_autoptr (FairPaths) old = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *now = NULL;
  g_autofree char *before = NULL;

  g_assert_true (fair_store_put_cached (store, "what", "came later", NOW, &error));
  g_assert_null (fair_backup_restore (f->path, f->place.paths, NULL, NOW + 1, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED); /* somebody is writing */
  g_clear_error (&error);
  g_clear_pointer (&store, fair_store_close);

  kept = fair_backup_restore (f->path, f->place.paths, NULL, NOW + 1, &error);
  g_assert_no_error (error);
  now = cached (f->place.paths);
  g_assert_cmpstr (now, ==, "was there");
  old = fair_paths_new (kept, FALSE);
  before = cached (old);
  g_assert_cmpstr (before, ==, "came later");
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

static void
put (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = inside (folder, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static char *
get (const char *folder, const char *name)
{
  g_autofree char *path = inside (folder, name);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static int
wait_for (pid_t child)
{
  int status;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

/* What came after the backup; the store's part of it is in the log of a writer that was killed. */
static void
go_on (Fixture *f)
{
  pid_t child = fork ();

  if (child == 0)
    _exit (fair_store_put_cached (place_open (&f->place), "what", "came later", NOW, NULL) ? 0 : 1);
  g_assert_cmpint (wait_for (child), ==, 0);
  put (f->place.folder, "settings.ini", "later");
  put (f->place.paths->exports, "fair-catch-picks.csv", "later");
}

/* All of one time: returns whether it is of the backup. */
static gboolean
is_of_backup (const FairPaths *paths)
{
  g_autofree char *word = cached (paths);
  g_autofree char *settings = get (paths->data_dir, "settings.ini");
  g_autofree char *export = get (paths->exports, "fair-catch-picks.csv");
  gboolean restored = g_str_equal (word, "was there");

  g_assert_cmpstr (word, ==, restored ? "was there" : "came later");
  g_assert_cmpstr (settings, ==, restored ? SETTINGS : "later");
  g_assert_cmpstr (export, ==, restored ? "a,b\n" : "later");
  g_assert_false (fair_store_exchange_is_pending (paths));
  return restored;
}

static FairPaths *
kept_at (Fixture *f, gint64 now)
{
  g_autofree char *stamp = fair_backup_stamp (now);
  g_autofree char *name = g_strconcat ("replaced-", stamp, NULL);
  g_autofree char *path = inside (f->place.folder, name);

  return fair_paths_new (path, FALSE);
}

/* Killed after any rename, and again while that is put right: all is of before, or all of the backup and what was before is
 * kept. */
static void
test_killed (Fixture *f, gconstpointer data)
{
  gboolean restored = FALSE;
  int result = KILLED;
  int n;

  for (n = 1; result == KILLED; n++)
    {
      g_autoptr (FairPaths) kept = kept_at (f, NOW + n);
      pid_t child;

      go_on (f);
      child = fork ();
      if (child == 0)
        {
          kill_at = n;
          _exit (fair_backup_restore (f->path, f->place.paths, NULL, NOW + n, NULL) != NULL ? 0 : 1);
        }
      result = wait_for (child);
      child = fork ();
      if (child == 0)
        {
          kill_at = 1;
          _exit (fair_store_recover (f->place.paths, NULL) ? 0 : 1);
        }
      g_assert_cmpint (wait_for (child), !=, 1);
      restored = is_of_backup (f->place.paths);
      if (restored)
        g_assert_false (is_of_backup (kept));
    }
  g_assert_cmpint (result, ==, 0);
  g_assert_true (restored);
  g_assert_cmpint (n, >, 8);
}

/* Any rename that fails: all is as it was. */
static void
test_fails (Fixture *f, gconstpointer data)
{
  g_autofree char *kept = NULL;
  int n;

  go_on (f);
  for (n = 1; kept == NULL; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FairPaths) folder = kept_at (f, NOW + n);

      fail_at = n;
      kept = fair_backup_restore (f->path, f->place.paths, NULL, NOW + n, &error);
      fail_at = 0;
      g_assert_true ((kept == NULL) == (error != NULL));
      g_assert_true (is_of_backup (f->place.paths) == (kept != NULL));
      g_assert_true (g_file_test (folder->data_dir, G_FILE_TEST_EXISTS) == (kept != NULL));
    }
  g_assert_cmpint (n, >, 8);
}

/* Where what was to come is gone, or a restore is at work, one sentence says so and nothing is opened. */
static void
test_broken_off (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) lock = fair_store_lock (f->place.paths, NULL);

  put (f->place.folder, "restore.ini", "[restore]\nincoming=gone\nkept=replaced-once\nentering=false\n");
  g_assert_null (fair_store_open_reader (f->place.paths, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "being restored"));
  g_clear_pointer (&lock, fair_store_close);
  /* Nothing had left yet, so there is a way back. */
  g_assert_true (fair_store_recover (f->place.paths, NULL));
  g_assert_false (fair_store_exchange_is_pending (f->place.paths));
  put (f->place.folder, "restore.ini", "nonsense");
  g_clear_error (&error);
  g_assert_null (fair_store_open_reader (f->place.paths, &error));
  g_assert_nonnull (strstr (error->message, "broken off"));
}

/* Two at one second, as with a clock that stands still: each keeps what it replaces. */
static void
test_same_second (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *session = NULL;
  g_autoptr (FairPaths) kept = NULL;
  g_autoptr (FairPaths) kept_then = NULL;

  go_on (f);
  first = fair_backup_restore (f->path, f->place.paths, "of the session", NOW, &error);
  g_assert_no_error (error);
  second = fair_backup_restore (f->path, f->place.paths, NULL, NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, !=, second);
  g_assert_true (is_of_backup (f->place.paths));
  kept = fair_paths_new (first, FALSE);
  kept_then = fair_paths_new (second, FALSE);
  g_assert_false (is_of_backup (kept));
  g_assert_true (is_of_backup (kept_then));
  session = get (first, "session-settings.ini");
  g_assert_cmpstr (session, ==, "of the session");
}

/* A name is used once; the later one is the newer one. */
static void
test_names (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open_reader (f->place.paths, NULL);
  g_autofree char *again = fair_backup_create (store, f->place.paths, f->backups, &OPTIONS, NOW, &error);
  g_autofree char *folder = inside (f->backups, "fair-catch-backup-20251101T120000Z.tar.zst");
  g_autoptr (GArray) list = NULL;
  FairBackupCheck check;
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (again, "Z-2.tar.zst"));
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
  g_autofree char *list = g_strdup_printf ("{\"schema\": 1, \"made_at\": 5, \"store_schema\": 7, \"members\": [{\"name\": \"%s\", "
                                           "\"bytes\": 10, \"sha256\": \"x\"}]}",
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
    "{\"schema\": 1, \"made_at\": 9223372036854775807, \"store_schema\": 7, \"members\": [" ROW ("\"a\"", "1", "\"x\"") "]}",
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
  ADD ("keeps-what-it-replaces", test_keeps_what_it_replaces);
  ADD ("corruption", test_corruption);
  ADD ("killed", test_killed);
  ADD ("fails", test_fails);
  ADD ("broken-off", test_broken_off);
  ADD ("same-second", test_same_second);
  ADD ("names", test_names);
  ADD ("moved", test_moved);
  ADD ("exports", test_exports);
  ADD ("forged-members", test_forged_members);
  g_test_add_func ("/ops/backup/manifest", test_manifest);
  ADD ("forged-hash", test_forged_hash);
  ADD ("no-secret", test_no_secret);
  ADD ("nowhere", test_nowhere);
  return place_run_tests ();
}
