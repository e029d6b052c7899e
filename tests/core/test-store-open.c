/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store-book.h"
#include "store-place.h"

#include <glib/gstdio.h>
#include <string.h>

static guint
count_copies (Place *place)
{
  g_autoptr (GDir) folder = g_dir_open (place->folder, 0, NULL);
  guint n = 0;

  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    n += strstr (name, ".schema-") != NULL;
  return n;
}

static void
test_new (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fair_store_get_schema (store), ==, fair_store_newest_schema ());
  g_assert_true (fair_store_check (store, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_copies (place), ==, 0);
  g_assert_cmpint (place_number (place, "SELECT count (*) FROM pragma_table_list WHERE schema = 'main'"
                                        " AND type = 'table' AND name NOT LIKE 'sqlite%' AND strict = 0"),
                   ==, 0);
}

static void
test_one_writer (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (FairStore) reader = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (fair_store_open_writer (place->paths, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED);
  g_clear_error (&error);
  reader = fair_store_open_reader (place->paths, &error);
  g_assert_no_error (error);
  g_assert_true (fair_store_is_writer (store));
  g_assert_false (fair_store_is_writer (reader));
  g_assert_true (fair_store_has_writer (place->paths));
  g_clear_pointer (&store, fair_store_close);
  g_assert_false (fair_store_has_writer (place->paths));
  store = place_open (place); /* the lock came back */
}

static void
test_nothing_yet (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fair_store_open_reader (place->paths, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_NO_STORE);
  g_assert_false (g_file_test (place->paths->store, G_FILE_TEST_EXISTS));
}

static void
test_vanished (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autofree char *moved = g_strconcat (place->folder, "-unplugged", NULL);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&store, fair_store_close);
  g_assert_cmpint (g_rename (place->folder, moved), ==, 0);
  g_assert_null (fair_store_open_writer (place->paths, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_VANISHED);
  g_clear_error (&error);
  g_assert_null (fair_store_open_reader (place->paths, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_VANISHED);
  g_assert_false (g_file_test (place->folder, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_rename (moved, place->folder), ==, 0);
  store = place_open (place);
}

static void
test_newer (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&store, fair_store_close);
  g_assert_cmpint (place_sql (place, "PRAGMA user_version = 99"), ==, SQLITE_OK);
  g_assert_null (fair_store_open_writer (place->paths, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_NEWER_STORE);
  g_clear_error (&error);
  g_assert_null (fair_store_open_reader (place->paths, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_NEWER_STORE);
  g_assert_cmpint (place_number (place, "PRAGMA user_version"), ==, 99);
  g_assert_cmpuint (count_copies (place), ==, 0);
}

static char *
fixture (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "fixtures", "store", name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* A store that an old version left: it is copied, brought up to date, and holds what it held. */
static void
test_migrates (Place *place, gconstpointer data)
{
  g_autofree char *dump = fixture ("schema-1.sql");
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairStore) again = NULL;
  g_autoptr (FairBook) book = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (place_sql (place, dump), ==, SQLITE_OK);
  store = place_open (place);
  g_assert_cmpint (fair_store_get_schema (store), ==, fair_store_newest_schema ());
  g_assert_cmpuint (count_copies (place), ==, 1);
  book = fair_store_load_book (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fair_book_n_games (book), ==, 1);
  g_assert_cmpfloat (fair_book_closing (book, 0).spread, ==, -7);
  g_clear_pointer (&store, fair_store_close);
  again = place_open (place); /* nothing is left to do */
  g_assert_cmpuint (count_copies (place), ==, 1);
}

/* Who only wants to look need not know of schemas, unless somebody else is writing. */
static void
test_reader_migrates (Place *place, gconstpointer data)
{
  g_autofree char *dump = fixture ("schema-1.sql");
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairBook) book = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (place_sql (place, dump), ==, SQLITE_OK);
  store = fair_store_open_reader (place->paths, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fair_store_get_schema (store), ==, fair_store_newest_schema ());
  g_assert_cmpuint (count_copies (place), ==, 1);
  book = fair_store_load_book (store, &error);
  g_assert_cmpuint (fair_book_n_games (book), ==, 1);
}

static void
test_reader_waits_for_nobody (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) writer = place_open (place);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (writer);
  g_assert_cmpint (place_sql (place, "PRAGMA user_version = 1"), ==, SQLITE_OK);
  g_assert_null (fair_store_open_reader (place->paths, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "older Fair Catch"));
}

/* A step that cannot be done leaves the store as it was, and the copy. */
static void
test_failed_migration (Place *place, gconstpointer data)
{
  g_autofree char *dump = fixture ("schema-1.sql");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (place_sql (place, dump), ==, SQLITE_OK);
  g_assert_cmpint (place_sql (place, "CREATE TABLE pick_result (in_the_way INTEGER)"), ==, SQLITE_OK);
  g_assert_null (fair_store_open_writer (place->paths, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (place_number (place, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (place_number (place, "SELECT count (*) FROM game"), ==, 1);
  g_assert_cmpint (place_number (place, "SELECT count (*) FROM sqlite_master WHERE name = 'run'"), ==, 0);
  g_assert_cmpuint (count_copies (place), ==, 1);
}

static void
test_not_a_store (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (place->paths->store, "this is no database, only a long enough text", -1, NULL));
  g_assert_null (fair_store_open_writer (place->paths, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (fair_store_open_reader (place->paths, &error));
  g_assert_nonnull (error);
}

/* What another program made, or a number that no version ever wrote, is left as it is. */
static void
test_another_programs (Place *place, gconstpointer data)
{
  static const char *const made_by[] = {
    "CREATE TABLE game (x)",
    "CREATE TABLE other (x); PRAGMA user_version = -3",
    "DROP TABLE IF EXISTS game; DROP TABLE IF EXISTS other; PRAGMA user_version = 1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (made_by); i++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;
      gsize length_after;

      g_assert_cmpint (place_sql (place, made_by[i]), ==, SQLITE_OK);
      g_assert_true (g_file_get_contents (place->paths->store, &before, &length, NULL));
      g_assert_null (fair_store_open_reader (place->paths, &error));
      g_assert_error (error, FAIR_ERROR, FAIR_ERROR_FAILED);
      g_clear_error (&error);
      g_assert_null (fair_store_open_writer (place->paths, &error));
      g_assert_error (error, FAIR_ERROR, FAIR_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, place->paths->store));
      g_assert_true (g_file_get_contents (place->paths->store, &after, &length_after, NULL));
      g_assert_cmpmem (after, length_after, before, length);
    }
}

/* SQLite would begin anew in a file that has lost its contents; the record would be gone without a word. */
static void
test_emptied (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&store, fair_store_close);
  g_assert_true (g_file_set_contents (place->paths->store, "", 0, NULL));
  g_assert_null (fair_store_open_writer (place->paths, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_VANISHED);
  g_clear_error (&error);
  g_assert_null (fair_store_open_reader (place->paths, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_VANISHED);
  g_clear_error (&error);
  g_assert_true (fair_paths_forget_store (place->paths, &error));
  g_assert_null (fair_store_open_reader (place->paths, &error)); /* as a first run that was killed leaves it */
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_NO_STORE);
  store = place_open (place);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/open/new", Place, NULL, place_set_up, test_new, place_tear_down);
  g_test_add ("/store/open/one-writer", Place, NULL, place_set_up, test_one_writer, place_tear_down);
  g_test_add ("/store/open/nothing-yet", Place, NULL, place_set_up, test_nothing_yet, place_tear_down);
  g_test_add ("/store/open/vanished", Place, NULL, place_set_up, test_vanished, place_tear_down);
  g_test_add ("/store/open/newer", Place, NULL, place_set_up, test_newer, place_tear_down);
  g_test_add ("/store/open/migrates", Place, NULL, place_set_up, test_migrates, place_tear_down);
  g_test_add ("/store/open/migrates-for-a-reader", Place, NULL, place_set_up, test_reader_migrates, place_tear_down);
  g_test_add ("/store/open/migrates-not-beside-a-writer", Place, NULL, place_set_up, test_reader_waits_for_nobody,
              place_tear_down);
  g_test_add ("/store/open/failed-migration", Place, NULL, place_set_up, test_failed_migration, place_tear_down);
  g_test_add ("/store/open/not-a-store", Place, NULL, place_set_up, test_not_a_store, place_tear_down);
  g_test_add ("/store/open/another-programs", Place, NULL, place_set_up, test_another_programs, place_tear_down);
  g_test_add ("/store/open/emptied", Place, NULL, place_set_up, test_emptied, place_tear_down);
  return place_run_tests ();
}
