/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-move.h"

#include "fair-profile.h"
#include "store-place.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
target_of (Place *place)
{
  return g_strconcat (place->folder, "-moved", NULL);
}

static void
remove_folder (const char *folder)
{
  const char *arguments[] = { "rm", "-rf", folder, NULL };

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
fill (Place *place)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autofree char *file = g_build_filename (place->paths->exports, "picks.csv", NULL);

  g_assert_nonnull (store);
  g_mkdir_with_parents (place->paths->exports, 0700);
  g_assert_true (g_file_set_contents (file, "a,b", 3, NULL));
}

static void
test_move (Place *place, gconstpointer data)
{
  g_autofree char *target = target_of (place);
  g_autoptr (FairPaths) moved = fair_paths_new (target, FALSE);
  g_autofree char *file = g_build_filename (target, "exports", "picks.csv", NULL);
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;

  fill (place);
  g_assert_true (fair_move_data (place->paths, target, NULL, &error));
  g_assert_no_error (error);
  store = fair_store_open_reader (moved, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (place->paths->store, G_FILE_TEST_EXISTS)); /* the old one stays */
  /* A second time there is something in the way. */
  g_assert_false (fair_move_data (place->paths, target, NULL, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_USAGE);
  fair_paths_forget_store (moved, NULL);
  remove_folder (target);
}

static void
test_refused (Place *place, gconstpointer data)
{
  g_autofree char *target = target_of (place);
  g_autofree char *inside = g_build_filename (place->folder, "below", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (FairStore) writer = NULL;
  g_autoptr (GError) error = NULL;

  fill (place);
  g_assert_false (fair_move_data (place->paths, place->folder, NULL, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (fair_move_data (place->paths, inside, NULL, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_USAGE);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_false (fair_move_data (place->paths, target, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (fair_move_data (place->paths, "/proc/nowhere", NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  writer = place_open (place);
  g_assert_false (fair_move_data (place->paths, target, NULL, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED);
  remove_folder (target);
}

/* A moved folder is found by every program, and a folder named by hand goes before it. */
static void
test_found (Place *place, gconstpointer data)
{
  g_autoptr (FairProfile) usual = fair_profile_new ();
  g_autoptr (FairProfile) again = fair_profile_new ();
  g_autoptr (FairProfile) named = fair_profile_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_profile_open (usual, NULL, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (fair_settings_set (usual->settings, "data-folder", g_variant_new_string ("/somewhere/else"), &error));
  g_assert_no_error (error);
  g_assert_true (fair_profile_open (again, NULL, FALSE, &error));
  g_assert_cmpstr (again->paths->data_dir, ==, "/somewhere/else");
  g_assert_true (fair_profile_open (named, place->folder, FALSE, &error));
  g_assert_cmpstr (named->paths->data_dir, ==, place->folder);
  g_assert_true (fair_settings_set (usual->settings, "data-folder", g_variant_new_string (""), &error));
}

int
main (int argc, char **argv)
{
  g_autofree char *config = g_dir_make_tmp ("fair-config-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/pipeline/move/move", Place, NULL, place_set_up, test_move, place_tear_down);
  g_test_add ("/pipeline/move/refused", Place, NULL, place_set_up, test_refused, place_tear_down);
  g_test_add ("/pipeline/move/found", Place, NULL, place_set_up, test_found, place_tear_down);
  result = place_run_tests ();
  remove_folder (config);
  return result;
}
