/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-error.h"
#include "fair-folder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *root;
  char *folder;
  char *file; /* in it */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->root = g_dir_make_tmp ("fair-folder-XXXXXX", NULL);
  f->folder = g_build_filename (f->root, "a folder", NULL);
  f->file = g_build_filename (f->folder, "a file.csv", NULL);
  g_mkdir (f->folder, 0700);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  const char *arguments[] = { "rm", "-rf", f->root, NULL };

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (f->root);
  g_free (f->folder);
  g_free (f->file);
}

static gboolean
put (const char *path, const char *text, GError **error)
{
  g_autoptr (GBytes) contents = g_bytes_new (text, strlen (text));

  return fair_folder_write (path, contents, error);
}

static void
assert_holds (const char *path, const char *text)
{
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_folder_read (path, &contents, &error));
  g_assert_no_error (error);
  if (text == NULL)
    g_assert_null (contents);
  else
    g_assert_cmpmem (g_bytes_get_data (contents, NULL), g_bytes_get_size (contents), text, strlen (text));
}

static guint
count (const char *folder)
{
  g_autoptr (GPtrArray) list = fair_folder_list (folder, NULL);

  g_assert_nonnull (list);
  return list->len;
}

static void
test_write (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_holds (f->file, NULL);
  g_assert_true (put (f->file, "one", &error));
  g_assert_true (put (f->file, "two and more", &error));
  assert_holds (f->file, "two and more");
  g_assert_cmpuint (count (f->folder), ==, 1);
  g_assert_true (fair_folder_remove (f->file, &error));
  g_assert_true (fair_folder_remove (f->file, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (f->folder), ==, 0);
}

/* Whatever is tried, a folder that is away stays away: it may be where a drive is mounted. */
static void
test_away (Fixture *f, gconstpointer data)
{
  g_autofree char *local = g_build_filename (f->root, "local", NULL);
  g_autoptr (GBytes) contents = NULL;

  g_assert_true (g_file_set_contents (local, "text", -1, NULL));
  g_rmdir (f->folder);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean done = i == 0   ? put (f->file, "x", &error)
                      : i == 1 ? fair_folder_read (f->file, &contents, &error)
                      : i == 2 ? fair_folder_remove (f->file, &error)
                      : i == 3 ? fair_folder_list (f->folder, &error) != NULL
                               : fair_folder_copy_in (f->folder, local, NULL, &error);

      g_assert_false (done);
      g_assert_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
      g_assert_nonnull (strstr (error->message, f->folder));
      g_assert_false (g_file_test (f->folder, G_FILE_TEST_EXISTS));
    }
}

/* A file where the folder should be, a folder where the file should be, and a place that depends on where we happen to
   be. */
static void
test_in_the_way (Fixture *f, gconstpointer data)
{
  g_autofree char *inside = g_build_filename (f->file, "x", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (put (f->file, "one", NULL));
  g_assert_false (put (inside, "x", &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
  g_clear_error (&error);
  g_remove (f->file);
  g_mkdir (f->file, 0700);
  g_assert_false (put (f->file, "x", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (put ("x.csv", "x", &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
  g_assert_false (g_file_test ("x.csv", G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count (f->folder), ==, 1);
}

/* A pipe is not waited for, and a disk without room is told from one that is away. */
static void
test_special (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mkfifo (f->file, 0600), ==, 0);
  g_assert_false (fair_folder_read (f->file, &contents, &error));
  g_assert_nonnull (strstr (error->message, "no ordinary file"));
  g_clear_error (&error);
  g_remove (f->file);
  g_assert_cmpint (symlink ("/dev/full", f->file), ==, 0);
  g_assert_false (put (f->file, "x", &error));
  g_assert_nonnull (strstr (error->message, "no room left"));
}

static void
test_copy_in (Fixture *f, gconstpointer data)
{
  gsize size = 3 * 1024 * 1024 + 17;
  g_autofree char *bytes = g_malloc (size);
  g_autofree char *local = g_build_filename (f->root, "backup", NULL);
  g_autofree char *there = g_build_filename (f->folder, "backup", NULL);
  g_autofree char *none = g_build_filename (f->root, "none", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) copy = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < size; i++)
    bytes[i] = (char) (i * 31 + i / 257);
  g_assert_true (g_file_set_contents (local, bytes, size, NULL));
  g_assert_true (fair_folder_copy_in (f->folder, local, cancellable, &error));
  g_assert_true (fair_folder_read (there, &copy, &error));
  g_assert_cmpmem (g_bytes_get_data (copy, NULL), g_bytes_get_size (copy), bytes, size);
  g_assert_no_error (error);

  /* Broken off, and with nothing to copy: what is there stays, and no rest beside it. */
  g_assert_true (g_file_set_contents (local, "short", -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (fair_folder_copy_in (f->folder, local, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (fair_folder_copy_in (f->folder, none, NULL, &error));
  g_assert_nonnull (error);
  g_clear_pointer (&copy, g_bytes_unref);
  g_assert_true (fair_folder_read (there, &copy, NULL));
  g_assert_cmpuint (g_bytes_get_size (copy), ==, size);
  g_assert_cmpuint (count (f->folder), ==, 1);
}

static void
test_settings (void)
{
  static const struct
  {
    const char *written;
    const char *used;
  } cases[] = {
    { "/media/ann/Dropbox", "/media/ann/Dropbox" },
    { "file:///media/ann/My%20Cloud", "/media/ann/My Cloud" },
    { "davs://cloud.example.org/a/b@c:d", "davs://cloud.example.org/a/b@c:d" },
    { "dav://ann@127.0.0.1:8080/x", "dav://ann@127.0.0.1:8080/x" },
    { "dav://ann:s3cret@127.0.0.1:8080/x", "dav://ann@127.0.0.1:8080/x" },
    { "dav://ann:s3@cret:x@host", "dav://ann@host" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *used = fair_folder_from_setting (cases[i].written);
      g_autofree char *shown = fair_folder_shown (cases[i].written);

      g_assert_cmpstr (used, ==, cases[i].used);
      g_assert_null (strstr (shown, "cret"));
      g_assert_cmpint (fair_folder_is_address (used), ==, g_str_has_prefix (used, "dav"));
    }
}

static void
test_sandbox (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("FAIR_SANDBOX", "1", TRUE);
  g_assert_false (put ("davs://cloud.example.org/x.csv", "x", &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED);
  /* What the portal gave is a path like any other. */
  g_assert_true (put (f->file, "one", NULL));
  g_unsetenv ("FAIR_SANDBOX");
}

#define ADD(name, func) g_test_add ("/ops/folder/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("write", test_write);
  ADD ("away", test_away);
  ADD ("in-the-way", test_in_the_way);
  ADD ("special", test_special);
  ADD ("copy-in", test_copy_in);
  g_test_add_func ("/ops/folder/settings", test_settings);
  ADD ("sandbox", test_sandbox);
  return g_test_run ();
}
