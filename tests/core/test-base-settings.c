/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-settings.h"

#include "fair-error.h"

#include <string.h>

typedef struct
{
  char *folder;
  char *file;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("fair-settings-XXXXXX", NULL);
  place->file = g_build_filename (place->folder, "deep", "settings.ini", NULL);
}

static void
tear_down (Place *place, gconstpointer data)
{
  const char *arguments[] = { "rm", "-r", place->folder, NULL };

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (place->folder);
  g_free (place->file);
}

static FairSettings *
open_settings (Place *place)
{
  g_autoptr (GError) error = NULL;
  FairSettings *settings = fair_settings_new (place->file, &error);

  g_assert_no_error (error);
  return settings;
}

static void
test_defaults (Place *place, gconstpointer data)
{
  g_autoptr (FairSettings) settings = open_settings (place);
  g_autofree char *staking = fair_settings_get_string (settings, "staking");
  g_auto (GStrv) books = fair_settings_get_strv (settings, "books");
  g_autoptr (GVariant) bankroll = fair_settings_get (settings, "bankroll-cents");

  g_assert_cmpint (fair_settings_get_int (settings, "first-season"), ==, 2015);
  g_assert_cmpfloat (fair_settings_get_double (settings, "edge-threshold-spread"), ==, 3.5);
  g_assert_cmpstr (staking, ==, "paper");
  g_assert_cmpstr (books[0], ==, "Bovada");
  g_assert_cmpint (g_variant_get_int64 (bankroll), ==, 100000);
  g_assert_cmpint (fair_settings_get_int (settings, "quota-reserve"), ==, 150);
  g_assert_false (g_file_test (place->file, G_FILE_TEST_EXISTS)); /* reading writes nothing */
}

static void
test_kept (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (FairSettings) settings = open_settings (place);

    g_assert_true (fair_settings_set (settings, "maximum-bets", g_variant_new_int32 (7), &error));
    g_assert_no_error (error);
    g_assert_true (fair_settings_set (settings, "staking", g_variant_new_string ("flat"), &error));
    g_assert_no_error (error);
  }
  {
    g_autoptr (FairSettings) settings = open_settings (place);
    g_autofree char *staking = fair_settings_get_string (settings, "staking");

    g_assert_cmpint (fair_settings_get_int (settings, "maximum-bets"), ==, 7);
    g_assert_cmpstr (staking, ==, "flat");
  }
}

static void
test_ranges (Place *place, gconstpointer data)
{
  g_autoptr (FairSettings) settings = open_settings (place);
  GVariant *wrong[] = { g_variant_new_int32 (1), g_variant_new_int32 (99999), g_variant_new_string ("2015") };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fair_settings_set (settings, "first-season", wrong[i], &error));
      g_assert_error (error, FAIR_ERROR, FAIR_ERROR_USAGE);
      g_assert_nonnull (strstr (error->message, "first-season"));
    }
  g_assert_cmpint (fair_settings_get_int (settings, "first-season"), ==, 2015);
}

/* Two processes each set a key of their own: neither takes the other's away, and each sees it. */
static void
test_two_writers (Place *place, gconstpointer data)
{
  g_autoptr (FairSettings) one = open_settings (place);
  g_autoptr (FairSettings) other = open_settings (place);
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_settings_set (one, "maximum-bets", g_variant_new_int32 (3), &error));
  g_assert_no_error (error);
  g_assert_true (fair_settings_set (other, "minimum-games", g_variant_new_int32 (6), &error));
  g_assert_no_error (error);
  g_assert_cmpint (fair_settings_get_int (one, "minimum-games"), ==, 6);
  g_assert_cmpint (fair_settings_get_int (other, "maximum-bets"), ==, 3);
  {
    g_autoptr (FairSettings) later = open_settings (place);

    g_assert_cmpint (fair_settings_get_int (later, "maximum-bets"), ==, 3);
    g_assert_cmpint (fair_settings_get_int (later, "minimum-games"), ==, 6);
  }
}

static void
test_damaged_file (Place *place, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (place->file);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (place->file, "[io/github/faircatch/FairCatch]\nmaximum-bets='many'\n", -1, NULL));
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (fair_settings_new (place->file, &error));
    g_assert_error (error, FAIR_ERROR, FAIR_ERROR_FAILED);
    g_assert_nonnull (strstr (error->message, "maximum-bets"));
    g_clear_error (&error);
    g_assert_true (g_file_set_contents (place->file, "[io/github/faircatch/FairCatch]\nmaximum-bets=5000\n", -1, NULL));
    g_assert_null (fair_settings_new (place->file, &error));
    g_clear_error (&error);
    g_assert_true (g_file_set_contents (place->file, "garbage\n", -1, NULL));
    g_assert_null (fair_settings_new (place->file, &error));
    g_assert_nonnull (strstr (error->message, place->file));
  }
}

/* Looking makes nothing, least of all the folder of a drive that is unplugged. */
static void
test_reading_makes_nothing (Place *place, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (place->file);
  g_autoptr (FairSettings) settings = open_settings (place);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fair_settings_get_int (settings, "maximum-bets"), ==, 12);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_true (fair_settings_set (settings, "maximum-bets", g_variant_new_int32 (3), &error));
  g_assert_no_error (error);
  g_assert_cmpint (fair_settings_get_int (settings, "maximum-bets"), ==, 3);
  g_assert_true (g_file_test (place->file, G_FILE_TEST_EXISTS));
}

/* What the preferences show of a key is what the schema says. */
static void
test_schema (Place *place, gconstpointer data)
{
  g_autoptr (FairSettings) settings = open_settings (place);
  g_autofree char *summary = fair_settings_get_summary (settings, "maximum-bets");
  g_autofree char *description = fair_settings_get_description (settings, "maximum-bets");
  double min = -1;
  double max = -1;

  g_assert_cmpstr (summary, ==, "Most picks a week");
  g_assert_nonnull (strstr (description, "become passes"));
  g_assert_true (fair_settings_get_range (settings, "maximum-bets", &min, &max));
  g_assert_cmpfloat (min, ==, 0);
  g_assert_cmpfloat (max, ==, 200);
  g_assert_true (fair_settings_get_range (settings, "unit-percent", &min, &max));
  g_assert_cmpfloat (min, ==, 0.1);
  g_assert_cmpfloat (max, ==, 10);
  g_assert_true (fair_settings_get_range (settings, "bankroll-cents", &min, &max));
  g_assert_cmpfloat (max, ==, 100000000000);
  g_assert_false (fair_settings_get_range (settings, "staking", &min, &max));
  g_assert_false (fair_settings_get_range (settings, "books", &min, &max));
}

static void
test_numbers (Place *place, gconstpointer data)
{
  g_autoptr (FairSettings) settings = open_settings (place);
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_settings_set_number (settings, "bankroll-cents", 123456.4, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (fair_settings_get_number (settings, "bankroll-cents"), ==, 123456);
  g_assert_true (fair_settings_set_number (settings, "maximum-bets", 7.6, &error));
  g_assert_cmpfloat (fair_settings_get_number (settings, "maximum-bets"), ==, 8);
  g_assert_true (fair_settings_set_number (settings, "unit-percent", 2.5, &error));
  g_assert_cmpfloat (fair_settings_get_number (settings, "unit-percent"), ==, 2.5);
  g_assert_false (fair_settings_set_number (settings, "unit-percent", 11, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (fair_settings_set_number (settings, "maximum-bets", 1e30, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_USAGE);
  g_assert_cmpfloat (fair_settings_get_number (settings, "maximum-bets"), ==, 8);
}

static char *
print_folder (FairSettings *settings, const char *folder)
{
  static const char *const keys[] = { "backup-folder", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_settings_set (settings, "backup-folder", g_variant_new_string (folder), &error));
  g_assert_no_error (error);
  return fair_settings_print (settings, keys);
}

/* Whatever somebody calls a password. */
static void
test_passwords (Place *place, gconstpointer data)
{
  static const struct
  {
    const char *written;
    const char *printed;
  } cases[] = {
    { "dav://u:p4ss@h/x", "='dav://u@h/x'" },
    { "dav://u:p@4ss@h/x", "='dav://u@h/x'" },
    { "dav://u:it's p4ss@h/x", "='dav://u@h/x'" },
    { "dav://u:\"p4ss\"@h/x", "='dav://u@h/x'" },
    { "davs://:p4ss@h/x", "='davs://@h/x'" },
    { "smb://DOM;u:p:4ss@h:445/x", "='smb://DOM;u@h:445/x'" },
    { "dav://u@h:8080/a:b@c", "='dav://u@h:8080/a:b@c'" },
    { "dav://h:8080/a@b", "='dav://h:8080/a@b'" },
    { "/srv/a:b@c", "='/srv/a:b@c'" },
  };
  g_autoptr (FairSettings) settings = open_settings (place);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = print_folder (settings, cases[i].written);

      g_test_message ("%s: %s", cases[i].written, text);
      g_assert_nonnull (strstr (text, cases[i].printed));
    }
}

/* What a restore must not take away, and must not bring. */
static void
test_own (Place *place, gconstpointer data)
{
  g_autoptr (FairSettings) settings = open_settings (place);
  g_autoptr (GVariant) own = NULL;
  g_autofree char *url = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_settings_set (settings, "heartbeat-url", g_variant_new_string ("https://beat/t0ken"), &error));
  g_assert_true (fair_settings_set (settings, "data-folder", g_variant_new_string ("/here"), &error));
  g_assert_no_error (error);
  text = fair_settings_to_text (settings);
  g_assert_null (strstr (text, "/here"));
  own = fair_settings_save_own (settings);
  g_assert_true (g_file_set_contents (place->file,
                                      "[io/github/faircatch/FairCatch]\nmaximum-bets=7\ndata-folder='/there'\n", -1, NULL));
  g_assert_true (fair_settings_put_back_own (settings, own, &error));
  g_assert_true (fair_settings_from_text (settings, "[io/github/faircatch/FairCatch]\ndata-folder='/there'\n", &error));
  g_assert_no_error (error);
  url = fair_settings_get_string (settings, "heartbeat-url");
  folder = fair_settings_get_string (settings, "data-folder");
  g_assert_cmpstr (url, ==, "https://beat/t0ken");
  g_assert_cmpstr (folder, ==, "/here");
  g_assert_cmpint (fair_settings_get_int (settings, "maximum-bets"), ==, 7);
}

/* What goes into a backup, and comes back from it: everything but secrets. */
static void
test_text (Place *place, gconstpointer data)
{
  g_autoptr (FairSettings) settings = open_settings (place);
  const char *folders[] = { "davs://ann:s3cret@host/a", "/srv/picks", NULL };
  g_autofree char *text = NULL;
  g_auto (GStrv) back = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_settings_set (settings, "maximum-bets", g_variant_new_int32 (7), &error));
  g_assert_true (fair_settings_set (settings, "export-folders", g_variant_new_strv (folders, -1), &error));
  g_assert_true (fair_settings_set (settings, "webhook-url", g_variant_new_string ("https://hook/t0ken"), &error));
  g_assert_no_error (error);
  text = fair_settings_to_text (settings);
  g_assert_null (strstr (text, "s3cret"));
  g_assert_null (strstr (text, "t0ken"));
  g_assert_true (fair_settings_set (settings, "maximum-bets", g_variant_new_int32 (3), &error));
  g_assert_true (fair_settings_from_text (settings, text, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fair_settings_get_int (settings, "maximum-bets"), ==, 7);
  back = fair_settings_get_strv (settings, "export-folders");
  g_assert_cmpstr (back[0], ==, "davs://ann@host/a");
  g_assert_cmpstr (back[1], ==, "/srv/picks");
}

/* Also what nobody has set: another default later must not change what held. */
/* All of a text and nothing of what was set before; what belongs to this computer alone stays. */
static void
test_replace (Place *place, gconstpointer data)
{
  g_autoptr (FairSettings) settings = open_settings (place);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *address = NULL;

  fair_settings_set (settings, "maximum-bets", g_variant_new_int32 (7), NULL);
  fair_settings_set (settings, "conservative", g_variant_new_boolean (TRUE), NULL);
  fair_settings_set (settings, "data-folder", g_variant_new_string ("/mnt/here"), NULL);
  fair_settings_set (settings, "heartbeat-url", g_variant_new_string ("https://ping/me"), NULL);
  before = fair_settings_to_text (settings);
  g_assert_null (strstr (before, "/mnt/here"));
  g_assert_false (fair_settings_replace (settings, "no settings", &error));
  g_assert_nonnull (error);
  g_assert_cmpint (fair_settings_get_int (settings, "maximum-bets"), ==, 7);
  g_clear_error (&error);

  g_assert_true (fair_settings_replace (settings,
                                        "[io/github/faircatch/FairCatch]\nbankroll-cents=int64 5000\nmaximum-bets=-3\n"
                                        "data-folder='/elsewhere'\nof-a-newer-version=1\n",
                                        &error));
  g_assert_no_error (error);
  after = fair_settings_to_text (settings);
  g_assert_cmpstr (after, ==, "[io/github/faircatch/FairCatch]\nbankroll-cents=5000\n");
  folder = fair_settings_get_string (settings, "data-folder");
  address = fair_settings_get_string (settings, "heartbeat-url");
  g_assert_cmpstr (folder, ==, "/mnt/here");
  g_assert_cmpstr (address, ==, "https://ping/me");
}

static void
test_print (Place *place, gconstpointer data)
{
  static const char *const keys[] = { "maximum-bets", "staking", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (FairSettings) settings = open_settings (place);
  g_autofree char *text = fair_settings_print (settings, keys);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "staking="));
  g_assert_null (strstr (text, "books="));
  g_assert_true (fair_settings_set (settings, "maximum-bets", g_variant_new_int32 (3), &error));
  g_assert_true (fair_settings_from_text (settings, text, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fair_settings_get_int (settings, "maximum-bets"), !=, 3);
}

static void
expect_text (FairSettings *settings, const char *key, const char *given, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (fair_settings_set_text (settings, key, given, &error));
  g_assert_no_error (error);
  text = fair_settings_get_text (settings, key);
  g_assert_cmpstr (text, ==, expected);
}

static void
expect_refused (FairSettings *settings, const char *key, const char *given, const char *told)
{
  g_autofree char *before = fair_settings_get_text (settings, key);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (fair_settings_set_text (settings, key, given, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, told));
  after = fair_settings_get_text (settings, key);
  g_assert_cmpstr (after, ==, before);
}

static void
test_words (Place *place, gconstpointer data)
{
  g_autoptr (FairSettings) settings = open_settings (place);
  g_auto (GStrv) keys = fair_settings_list (settings);

  for (guint i = 1; keys[i] != NULL; i++)
    g_assert_cmpstr (keys[i - 1], <, keys[i]);
  g_assert_true (fair_settings_has (settings, "staking"));
  g_assert_false (fair_settings_has (settings, "stakes"));
  expect_text (settings, "staking", "flat", "flat");
  expect_text (settings, "schedule-lines", "own", "own");
  expect_text (settings, "conservative", "true", "true");
  expect_text (settings, "schedule-weekly-hour", "23", "23");
  expect_text (settings, "edge-threshold-spread", "4.5", "4.5");
  expect_text (settings, "mail-owners", "a@example.org, b@example.org", "['a@example.org', 'b@example.org']");
  expect_text (settings, "mail-owners", "['c@example.org']", "['c@example.org']");
  expect_text (settings, "mail-owners", "", "[]");
  expect_text (settings, "backup-folder", "davs://me:word@example.org/b", "davs://me@example.org/b");
  expect_text (settings, "webhook-url", "https://example.org/secret", "set");
  expect_text (settings, "webhook-url", "", "");
  expect_refused (settings, "staking", "all", "paper");
  expect_refused (settings, "schedule-lines", "sometimes", "light");
  expect_refused (settings, "conservative", "perhaps", "true");
  expect_refused (settings, "schedule-weekly-hour", "24", "from 0 to 23");
  expect_refused (settings, "schedule-weekly-hour", "ten", "from 0 to 23");
  g_assert_true (fair_settings_reset (settings, "staking", NULL));
  expect_refused (settings, "staking", "all", "paper");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/base/settings/defaults", Place, NULL, set_up, test_defaults, tear_down);
  g_test_add ("/base/settings/kept", Place, NULL, set_up, test_kept, tear_down);
  g_test_add ("/base/settings/ranges", Place, NULL, set_up, test_ranges, tear_down);
  g_test_add ("/base/settings/two-writers", Place, NULL, set_up, test_two_writers, tear_down);
  g_test_add ("/base/settings/damaged", Place, NULL, set_up, test_damaged_file, tear_down);
  g_test_add ("/base/settings/reading", Place, NULL, set_up, test_reading_makes_nothing, tear_down);
  g_test_add ("/base/settings/schema", Place, NULL, set_up, test_schema, tear_down);
  g_test_add ("/base/settings/text", Place, NULL, set_up, test_text, tear_down);
  g_test_add ("/base/settings/replace", Place, NULL, set_up, test_replace, tear_down);
  g_test_add ("/base/settings/passwords", Place, NULL, set_up, test_passwords, tear_down);
  g_test_add ("/base/settings/own", Place, NULL, set_up, test_own, tear_down);
  g_test_add ("/base/settings/print", Place, NULL, set_up, test_print, tear_down);
  g_test_add ("/base/settings/words", Place, NULL, set_up, test_words, tear_down);
  g_test_add ("/base/settings/numbers", Place, NULL, set_up, test_numbers, tear_down);
  return g_test_run ();
}
