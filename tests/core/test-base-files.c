/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-error.h"
#include "fair-file.h"
#include "fair-lock.h"
#include "fair-paths.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Set for the child process whose folders are relative. */
#define RELATIVE_HOME "FAIR_TEST_RELATIVE_HOME"

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_replaces (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fair-files-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "table.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;
  gsize length;

  g_assert_true (fair_file_write_atomically (path, "old and long", 12, 0600, &error));
  g_assert_true (fair_file_write_atomically (path, "n\0w", 3, 0600, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_cmpmem (text, length, "n\0w", 3);
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_files (folder), ==, 1); /* nothing temporary is left */
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_keeps_old_on_failure (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fair-files-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "taken", NULL);
  g_autofree char *missing = g_build_filename (folder, "no", "such", "file", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0); /* a folder cannot be replaced by a file */
  g_assert_false (fair_file_write_atomically (path, "x", 1, 0644, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "taken"));
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_assert_false (fair_file_write_atomically (missing, "x", 1, 0644, &other));
  g_assert_nonnull (other);
  g_assert_cmpuint (count_files (folder), ==, 1); /* the folders were not made on the way */
  g_rmdir (path);
  g_rmdir (folder);
}

/* A link keeps its place, and a pipe or a device is written to, never replaced. */
static void
test_links_and_devices (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fair-files-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "table.csv", NULL);
  g_autofree char *link = g_build_filename (folder, "link.csv", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  char buffer[8] = "";
  struct stat status;
  int reader;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (symlink (path, link), ==, 0);
  g_assert_true (fair_file_write_atomically (link, "new", 3, 0644, &error));
  g_assert_cmpint (lstat (link, &status), ==, 0);
  g_assert_true (S_ISLNK (status.st_mode));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "new");

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  reader = open (pipe, O_RDONLY | O_NONBLOCK);
  g_assert_cmpint (reader, >=, 0);
  g_assert_true (fair_file_write_atomically (pipe, "through", 7, 0644, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read (reader, buffer, sizeof buffer), ==, 7);
  g_assert_cmpstr (buffer, ==, "through");
  g_assert_cmpint (lstat (pipe, &status), ==, 0);
  g_assert_true (S_ISFIFO (status.st_mode));
  close (reader);

  g_assert_false (fair_file_write_atomically ("/dev/full", "x", 1, 0644, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
  g_assert_cmpint (stat ("/dev/full", &status), ==, 0);
  g_assert_true (S_ISCHR (status.st_mode));
  g_unlink (pipe);
  g_unlink (link);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_paths (void)
{
  g_autoptr (FairPaths) named = fair_paths_new ("relative/folder", FALSE);
  g_autoptr (FairPaths) own = fair_paths_new (NULL, FALSE);
  g_autoptr (FairPaths) demo = fair_paths_new (NULL, TRUE);

  g_assert_true (g_path_is_absolute (named->data_dir));
  g_assert_true (g_str_has_prefix (named->settings, named->data_dir));
  g_assert_null (own->settings);
  g_assert_cmpstr (own->store, !=, demo->store);
  g_assert_false (g_file_test (own->data_dir, G_FILE_TEST_EXISTS));
}

/* A relative folder in the environment would be another one for every place of starting. */
static void
test_relative_home (void)
{
  g_autoptr (FairPaths) paths = NULL;

  if (!g_test_subprocess ())
    {
      g_autofree char *home = g_strdup (g_getenv ("HOME"));

      g_setenv ("HOME", "some/where", TRUE);
      g_setenv (RELATIVE_HOME, "1", TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      g_unsetenv (RELATIVE_HOME);
      if (home != NULL)
        g_setenv ("HOME", home, TRUE);
      return;
    }
  paths = fair_paths_new (NULL, FALSE);
  g_assert_true (g_path_is_absolute (paths->data_dir));
  g_assert_null (strstr (paths->data_dir, "some/where"));
}

/* A folder that held a store and is gone is not a new one. */
static void
test_vanished (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fair-files-XXXXXX", NULL);
  g_autofree char *data = g_build_filename (folder, "stick", NULL);
  g_autofree char *elsewhere = g_build_filename (folder, "unplugged", NULL);
  g_autofree char *moved = g_build_filename (elsewhere, "faircatch.db", NULL);
  g_autoptr (FairPaths) paths = fair_paths_new (data, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_paths_check (paths, &error));
  g_assert_cmpint (g_mkdir (data, 0700), ==, 0);
  g_assert_true (g_file_set_contents (paths->store, "x", 1, NULL));
  g_assert_true (fair_paths_remember_store (paths, &error));
  g_assert_true (fair_paths_check (paths, &error));
  g_assert_no_error (error);

  /* SQLite would begin a new store in a file that has lost its contents. */
  g_assert_true (g_file_set_contents (paths->store, "", 0, NULL));
  g_assert_false (fair_paths_check (paths, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_VANISHED);
  g_clear_error (&error);

  g_assert_cmpint (g_rename (data, elsewhere), ==, 0);
  g_assert_false (fair_paths_check (paths, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_VANISHED);
  g_assert_nonnull (strstr (error->message, data));
  g_clear_error (&error);

  g_assert_true (fair_paths_forget_store (paths, &error));
  g_assert_true (fair_paths_check (paths, &error));
  g_assert_no_error (error);
  g_unlink (moved);
  g_rmdir (elsewhere);
  g_rmdir (folder);
}

static void
test_exit_codes (void)
{
  const struct
  {
    FairError code;
    int       exit_code;
  } cases[] = {
    { FAIR_ERROR_FAILED, 1 },   { FAIR_ERROR_USAGE, 2 },       { FAIR_ERROR_REFUSED, 4 },
    { FAIR_ERROR_BAD_DATA, 1 }, { FAIR_ERROR_UNAUTHORIZED, 1 }, { FAIR_ERROR_VANISHED, 1 },
  };
  g_autoptr (GError) option = g_error_new_literal (G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION, "x");

  g_assert_cmpint (fair_error_exit_code (NULL), ==, 0);
  g_assert_cmpint (fair_error_exit_code (option), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (FAIR_ERROR, cases[i].code, "x");

      g_assert_cmpint (fair_error_exit_code (error), ==, cases[i].exit_code);
    }
}

static void
test_lock (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fair-files-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "deep", "a.lock", NULL);
  g_autofree char *nowhere = g_build_filename (path, "b.lock", NULL);
  g_autoptr (GError) error = NULL;
  int first;
  int second;

  g_assert_true (fair_lock_take (path, &first, &error));
  g_assert_no_error (error);
  g_assert_cmpint (first, >=, 0);
  g_assert_true (fair_lock_take (path, &second, &error));
  g_assert_no_error (error);
  g_assert_cmpint (second, ==, -1);
  close (first);
  g_assert_true (fair_lock_take (path, &second, &error));
  g_assert_cmpint (second, >=, 0);
  close (second);
  g_assert_false (fair_lock_take (nowhere, &first, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (first, ==, -1);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("fair-state-XXXXXX", NULL);
  const char *arguments[] = { "rm", "-rf", home, NULL };
  int result;

  /* What this person has stays out of the tests. GLib's own isolation leaks. */
  g_setenv ("XDG_STATE_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", g_getenv (RELATIVE_HOME) != NULL ? "some/where" : home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/files/replaces", test_replaces);
  g_test_add_func ("/base/files/keeps-old", test_keeps_old_on_failure);
  g_test_add_func ("/base/files/devices", test_links_and_devices);
  g_test_add_func ("/base/files/lock", test_lock);
  g_test_add_func ("/base/files/paths", test_paths);
  g_test_add_func ("/base/files/relative-home", test_relative_home);
  g_test_add_func ("/base/files/vanished", test_vanished);
  g_test_add_func ("/base/files/exit-codes", test_exit_codes);
  result = g_test_run ();
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  return result;
}
