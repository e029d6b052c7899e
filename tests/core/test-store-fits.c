/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kept models and the log of choices: what goes in comes out, nothing can be changed, the oldest go. */
#include "fair-clock.h"
#include "fair-store-fits.h"
#include "fair-store-ledger.h"
#include "fair-store-model.h"
#include "store-place.h"


#define FREEZE G_GINT64_CONSTANT (1696939200)

static FairModelFit
make_fit (const char *id, const char *design, guint week)
{
  FairModelFit fit = {
    .design = g_intern_string (design),
    .week = { 2023, FAIR_SEASON_REGULAR, week },
    .made_at = FREEZE + 60 + week * FAIR_WEEK_SECONDS,
    .freeze = FREEZE + week * FAIR_WEEK_SECONDS,
    .first_result = FREEZE - 900 * FAIR_DAY,
    .last_result = FAIR_TIME_UNKNOWN,
    .n_games = 5321,
    .seed = 20171123,
    .version = (char *) "0.1.0 deserved-1",
    .data_hash = (char *) "0123",
    .settings = (char *) "margin 1 2 3\ntotal 4 5 6\n",
    .scores = (char *) "{\"margin\": {\"n\": 12}}",
  };

  g_strlcpy (fit.model_id, id, sizeof fit.model_id);
  return fit;
}

static gboolean
put (FairStore *store, const FairModelFit *fit)
{
  g_autoptr (GError) error = NULL;
  gboolean added = FALSE;

  fair_store_put_fit (store, fit, &added, &error);
  g_assert_no_error (error);
  return added;
}

static gboolean
has (FairStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_auto (FairModelFit) fit = { 0 };
  gboolean found = FALSE;

  fair_store_get_fit (store, id, &fit, &found, &error);
  g_assert_no_error (error);
  return found;
}

static void
test_round_trip (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autofree char *long_text = g_strnfill (50000, 'x');
  g_autoptr (GBytes) state = g_bytes_new (long_text, 50000);
  g_autoptr (GArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FairModelFit) read = { 0 };
  FairModelFit fit = make_fit ("aaaaaaaaaaaa", "full", 7);
  FairModelFit plain = make_fit ("bbbbbbbbbbbb", "scores", 8);
  gboolean found;

  fit.state = state;
  g_strlcpy (plain.origin, "aaaaaaaaaaaa", sizeof plain.origin);
  g_assert_true (put (store, &fit));
  g_assert_true (put (store, &plain));

  g_assert_true (fair_store_get_fit (store, "aaaaaaaaaaaa", &read, &found, &error));
  g_assert_no_error (error);
  g_assert_true (found);
  g_assert_cmpstr (read.model_id, ==, fit.model_id);
  g_assert_cmpstr (read.design, ==, "full");
  g_assert_cmpstr (read.origin, ==, "");
  g_assert_cmpint (fair_week_compare (&read.week, &fit.week), ==, 0);
  g_assert_cmpint (read.made_at, ==, fit.made_at);
  g_assert_cmpint (read.freeze, ==, fit.freeze);
  g_assert_cmpint (read.first_result, ==, fit.first_result);
  g_assert_cmpint (read.last_result, ==, FAIR_TIME_UNKNOWN);
  g_assert_cmpuint (read.n_games, ==, 5321);
  g_assert_cmpuint (read.seed, ==, fit.seed);
  g_assert_cmpstr (read.version, ==, fit.version);
  g_assert_cmpstr (read.data_hash, ==, fit.data_hash);
  g_assert_cmpstr (read.settings, ==, fit.settings);
  g_assert_cmpstr (read.scores, ==, fit.scores);
  g_assert_true (g_bytes_equal (read.state, state));
  g_assert_cmpint (place_number (place, "SELECT length (state) FROM model_fit WHERE design = 'full'"), <, 1000);

  list = fair_store_list_fits (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (g_array_index (list, FairModelFit, 0).model_id, ==, "bbbbbbbbbbbb"); /* newest first */
  g_assert_cmpstr (g_array_index (list, FairModelFit, 0).origin, ==, "aaaaaaaaaaaa");
  g_assert_null (g_array_index (list, FairModelFit, 1).state);
  g_assert_false (has (store, "cccccccccccc"));
}

/* The first to have a name is the one that is kept; nobody changes it afterwards. */
static void
test_immutable (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GError) error = NULL;
  g_auto (FairModelFit) read = { 0 };
  FairModelFit fit = make_fit ("aaaaaaaaaaaa", "full", 7);
  gboolean found;

  g_assert_true (put (store, &fit));
  g_assert_false (put (store, &fit));
  fit.settings = (char *) "others";
  g_assert_false (put (store, &fit));
  fair_store_get_fit (store, "aaaaaaaaaaaa", &read, &found, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read.settings, ==, "margin 1 2 3\ntotal 4 5 6\n");
  g_assert_cmpint (place_sql (place, "UPDATE model_fit SET settings = ''"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (place_number (place, "SELECT count (*) FROM model_fit"), ==, 1);
}

static void
choose (FairStore *store, FairChoiceKind kind, const char *design, const char *model_id)
{
  g_autoptr (GError) error = NULL;
  FairModelChoice choice = { .made_at = FREEZE, .kind = kind, .design = design, .reason = (char *) "Because." };

  g_strlcpy (choice.model_id, model_id, sizeof choice.model_id);
  fair_store_put_choice (store, &choice, &error);
  g_assert_no_error (error);
}

static void
test_choices (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) none = fair_store_list_choices (store, &error);
  g_autoptr (GArray) list = NULL;
  const FairModelChoice *choice;

  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  choose (store, FAIR_CHOICE_PROMOTE, "scores", "");
  choose (store, FAIR_CHOICE_ROLLBACK, "scores", "aaaaaaaaaaaa");
  choose (store, FAIR_CHOICE_RESUME, "scores", "");
  list = fair_store_list_choices (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 3);
  choice = &g_array_index (list, FairModelChoice, 1);
  g_assert_cmpint (choice->kind, ==, FAIR_CHOICE_ROLLBACK);
  g_assert_cmpstr (choice->design, ==, "scores");
  g_assert_cmpstr (choice->model_id, ==, "aaaaaaaaaaaa");
  g_assert_cmpstr (choice->reason, ==, "Because.");
  g_assert_cmpint (choice->made_at, ==, FREEZE);
  g_assert_cmpint (place_sql (place, "UPDATE model_choice SET kind = 'promote', model_id = ''"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (place_sql (place, "DELETE FROM model_choice"), ==, SQLITE_CONSTRAINT);
}

static void
publish (FairStore *store, const char *model_id)
{
  g_autoptr (GError) error = NULL;
  FairPublication publication = { .week = { 2023, FAIR_SEASON_REGULAR, 1 }, .frozen_at = FREEZE };
  FairPick pick = {
    .week = publication.week, .game_id = 1, .away_team = "A", .home_team = "B", .reason = "no_line",
    .market = FAIR_MARKET_SPREAD, .side = FAIR_SIDE_NONE,
  };

  g_strlcpy (publication.model_id, model_id, sizeof publication.model_id);
  g_strlcpy (pick.model_id, model_id, sizeof pick.model_id);
  fair_store_publish (store, &publication, &pick, 1, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* The oldest of each design go, but what was published or chosen stays. */
static void
test_prune (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  for (guint week = 1; week <= 8; week++)
    for (guint design = 0; design < 2; design++)
      {
        g_autofree char *id = g_strdup_printf ("%s-%u", design == 0 ? "full" : "scores", week);
        FairModelFit fit = make_fit (id, design == 0 ? "full" : "scores", week);

        put (store, &fit);
      }
  publish (store, "full-2");
  choose (store, FAIR_CHOICE_ROLLBACK, "scores", "scores-3");
  g_assert_true (fair_store_prune_fits (store, 5, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 4);
  g_assert_false (has (store, "full-1"));
  g_assert_true (has (store, "full-2"));
  g_assert_false (has (store, "full-3"));
  g_assert_true (has (store, "full-4"));
  g_assert_false (has (store, "scores-2"));
  g_assert_true (has (store, "scores-3"));
  g_assert_true (fair_store_prune_fits (store, 5, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (place_sql (place, "DELETE FROM model_fit WHERE model_id = 'full-2'"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (place_sql (place, "DELETE FROM model_fit WHERE model_id = 'scores-3'"), ==, SQLITE_CONSTRAINT);
}

/* A store from before models were kept: what it holds stays, and models can be kept. */
static void
test_migrates (Place *place, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "fixtures", "store", "schema-2.sql", NULL);
  g_autofree char *dump = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GArray) publications = NULL;
  g_autoptr (GArray) predictions = NULL;
  g_autoptr (GArray) fits = NULL;
  g_autoptr (GError) error = NULL;
  FairModelFit fit = make_fit ("abcdef012345", "full", 7);
  guint n;

  g_assert_true (g_file_get_contents (path, &dump, NULL, NULL));
  g_assert_cmpint (place_sql (place, dump), ==, SQLITE_OK);
  store = place_open (place);
  g_assert_cmpint (fair_store_get_schema (store), ==, fair_store_newest_schema ());
  publications = fair_store_list_publications (store, &error);
  predictions = fair_store_load_predictions (store, "abcdef012345", &error);
  fits = fair_store_list_fits (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (publications->len, ==, 1);
  g_assert_cmpuint (predictions->len, ==, 1);
  g_assert_cmpfloat (g_array_index (predictions, FairPrediction, 0).margin, ==, 6.5);
  g_assert_cmpuint (fits->len, ==, 0);
  g_assert_true (put (store, &fit));
  g_assert_true (fair_store_prune_fits (store, 0, &n, &error));
  g_assert_cmpuint (n, ==, 0); /* it is the one that was published */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/fits/round-trip", Place, NULL, place_set_up, test_round_trip, place_tear_down);
  g_test_add ("/store/fits/immutable", Place, NULL, place_set_up, test_immutable, place_tear_down);
  g_test_add ("/store/fits/choices", Place, NULL, place_set_up, test_choices, place_tear_down);
  g_test_add ("/store/fits/prune", Place, NULL, place_set_up, test_prune, place_tear_down);
  g_test_add ("/store/fits/migrates", Place, NULL, place_set_up, test_migrates, place_tear_down);
  return place_run_tests ();
}
