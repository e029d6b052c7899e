/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-backup.h"
#include "fair-error.h"
#include "fair-file.h"
#include "fair-rng.h"
#include "fair-store-model.h"
#include "store-place.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW     1759838400
#define FLIPS   200
#define MANY    10000 /* with FAIR_LONG */
#define SECRET  "sk-very-secret-key"
#define OPTIONS (FairBackupOptions) { .settings = "[io/github/faircatch/FairCatch]\nmaximum-bets=7\n" }

typedef struct
{
  Place  place;
  char  *backups;
  char  *path; /* of the one that was made */
} Fixture;

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

  g_assert_true (fair_backup_verify (f->path, &check, &error));
  g_assert_cmpint (check.made_at, ==, NOW);
  g_assert_cmpuint (check.n_files, ==, 3);
  list = fair_backup_list (f->backups, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (g_array_index (list, FairBackup, 0).made_at, ==, NOW);

  kept = fair_backup_restore (f->path, paths, NOW + 1, &error);
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
  g_assert_null (fair_backup_restore (f->path, f->place.paths, NOW + 1, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED); /* somebody is writing */
  g_clear_error (&error);
  g_clear_pointer (&store, fair_store_close);

  kept = fair_backup_restore (f->path, f->place.paths, NOW + 1, &error);
  g_assert_no_error (error);
  now = cached (f->place.paths);
  g_assert_cmpstr (now, ==, "was there");
  old = fair_paths_new (kept, FALSE);
  before = cached (old);
  g_assert_cmpstr (before, ==, "came later");
}

static void
flip (const char *path, FairRng *rng)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  bytes[fair_rng_below (rng, length)] ^= 1 << fair_rng_below (rng, 8);
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

      flip (i % 10 == 0 ? sidecar : f->path, &rng);
      g_assert_false (fair_backup_verify (f->path, &check, &error));
      g_assert_nonnull (error);
      g_assert_null (fair_backup_restore (f->path, f->place.paths, NOW + 1, NULL));
      g_assert_true (g_file_set_contents (f->path, archive, length, NULL));
      g_assert_true (g_file_set_contents (sidecar, hash, -1, NULL));
    }
  g_assert_true (fair_backup_verify (f->path, &check, NULL));
  word = cached (f->place.paths);
  g_assert_cmpstr (word, ==, "was there");
}

/* Something stands in the way in the middle of it: all is as it was. */
static void
test_fails_halfway (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = inside (f->place.folder, "replaced-20251007T120001Z");
  g_autofree char *exports = inside (kept, "exports");
  g_autofree char *obstacle = inside (exports, "in-the-way");
  g_autofree char *export = inside (f->place.paths->exports, "fair-catch-picks.csv");
  g_autofree char *word = NULL;

  g_assert_true (fair_file_make_folder (exports, &error));
  g_assert_true (g_file_set_contents (obstacle, "x", 1, NULL));
  g_assert_null (fair_backup_restore (f->path, f->place.paths, NOW + 1, &error));
  g_assert_nonnull (error);
  word = cached (f->place.paths);
  g_assert_cmpstr (word, ==, "was there");
  g_assert_true (g_file_test (export, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (obstacle, G_FILE_TEST_EXISTS));
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
  g_assert_false (fair_backup_verify (f->path, &check, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_unlink (sidecar), ==, 0);
  g_clear_error (&error);
  g_assert_false (fair_backup_verify (f->path, &check, &error));
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
  ADD ("fails-halfway", test_fails_halfway);
  ADD ("forged-hash", test_forged_hash);
  ADD ("no-secret", test_no_secret);
  ADD ("nowhere", test_nowhere);
  return place_run_tests ();
}
