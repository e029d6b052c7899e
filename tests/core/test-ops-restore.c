/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backup-place.h"
#include "fair-backup-restore.h"
#include "fair-error.h"
#include "fair-store-exchange.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLED 9

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

#define ADD(name, func) g_test_add ("/ops/restore/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("keeps-what-it-replaces", test_keeps_what_it_replaces);
  ADD ("killed", test_killed);
  ADD ("fails", test_fails);
  ADD ("broken-off", test_broken_off);
  ADD ("same-second", test_same_second);
  return place_run_tests ();
}
