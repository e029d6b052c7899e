/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry of models: who is champion, what a rollback means, and that a fit comes out again to the same bytes. */
#include "fair-error.h"
#include "fair-fitting.h"
#include "fair-model-registry.h"
#include "fair-store-book.h"
#include "pipeline-league.h"

#include <string.h>

static void
set_up (Place *place, gconstpointer data)
{
  FairStore *store;

  place_set_up (place, NULL);
  store = place_open (place);
  league_store (store);
  fair_store_close (store);
}

static GArray *
ask_for_week (const FairBook *book, guint week, gint64 freeze)
{
  GArray *requests = g_array_new (FALSE, FALSE, sizeof (FairForecastRequest));

  for (guint i = 0; i < fair_book_n_games (book); i++)
    {
      FairForecastRequest request = { i, freeze };

      if (fair_book_game (book, i)->week.season == LEAGUE_SEASON && fair_book_game (book, i)->week.week == (int) week)
        g_array_append_val (requests, request);
    }
  return requests;
}

/* The fit of a run at the Tuesday before @week. */
static FairFitting *
fit_week (const FairBook *book, FairDesign design, guint week, const FairModelFit *kept)
{
  gint64 freeze = LEAGUE_NOW + ((gint64) week - LEAGUE_WEEK) * FAIR_WEEK_SECONDS;
  g_autoptr (GArray) requests = ask_for_week (book, week, freeze);
  g_autoptr (GError) error = NULL;
  FairFittingJob job = {
    .book = book,
    .week = { LEAGUE_SEASON, FAIR_SEASON_REGULAR, week },
    .requests = requests,
    .now = freeze,
  };
  FairFitting *made = fair_fitting_run (&job, design, kept, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (made->predictions->len, ==, requests->len);
  return made;
}

static FairBook *
load_book (FairStore *store)
{
  g_autoptr (GError) error = NULL;
  FairBook *book = fair_store_load_book (store, &error);

  g_assert_no_error (error);
  return book;
}

/* What a fit tells of itself; and once more, from another copy of the same data. */
static void
test_fit (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (FairBook) book = load_book (store);
  g_autoptr (FairBook) copy = load_book (store);
  g_autoptr (FairFitting) one = fit_week (book, FAIR_DESIGN_FULL, LEAGUE_WEEK, NULL);
  g_autoptr (FairFitting) again = fit_week (copy, FAIR_DESIGN_FULL, LEAGUE_WEEK, NULL);
  g_autoptr (FairFitting) other = fit_week (book, FAIR_DESIGN_SCORES, LEAGUE_WEEK, NULL);
  g_autoptr (FairFitting) before = fit_week (book, FAIR_DESIGN_FULL, LEAGUE_WEEK - 1, NULL);
  FairFitHeadline headline = fair_fit_headline (&one->fit);

  g_assert_cmpstr (one->fit.design, ==, "full");
  g_assert_cmpint (one->fit.freeze, ==, LEAGUE_NOW);
  g_assert_cmpint (one->fit.first_result, ==, league_kickoff (LEAGUE_FIRST, 1));
  g_assert_cmpint (one->fit.last_result, ==, league_kickoff (LEAGUE_SEASON, LEAGUE_WEEK - 1));
  g_assert_cmpuint (one->fit.n_games, ==, (LEAGUE_WEEKS + LEAGUE_WEEK - 1) * LEAGUE_GAMES);
  g_assert_cmpuint (headline.n, ==, (LEAGUE_WEEK - 1) * LEAGUE_GAMES);
  g_assert_cmpfloat (headline.margin_mae, >, 5);
  g_assert_cmpfloat (headline.margin_close_mae, >, 5);
  g_assert_nonnull (strstr (one->fit.settings, "margin "));
  g_assert_cmpuint (g_bytes_get_size (one->fit.state), >, 16 * LEAGUE_TEAMS);

  g_assert_cmpstr (one->fit.model_id, ==, again->fit.model_id);
  g_assert_cmpstr (one->fit.data_hash, ==, again->fit.data_hash);
  g_assert_cmpstr (one->fit.settings, ==, again->fit.settings);
  g_assert_cmpstr (one->fit.scores, ==, again->fit.scores);
  g_assert_true (g_bytes_equal (one->fit.state, again->fit.state));

  g_assert_cmpstr (one->fit.model_id, !=, other->fit.model_id);
  g_assert_cmpstr (one->fit.data_hash, ==, other->fit.data_hash);
  g_assert_cmpstr (one->fit.model_id, !=, before->fit.model_id);
  g_assert_cmpstr (one->fit.data_hash, !=, before->fit.data_hash);
}

/* A kept model says of later games what it would have said then, and knows no more than it did. */
static void
test_repeat (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (FairBook) book = load_book (store);
  g_autoptr (FairFitting) kept = fit_week (book, FAIR_DESIGN_FULL, LEAGUE_WEEK - 2, NULL);
  g_autoptr (FairFitting) fresh = fit_week (book, FAIR_DESIGN_FULL, LEAGUE_WEEK, NULL);
  g_autoptr (FairFitting) repeated = fit_week (book, FAIR_DESIGN_FULL, LEAGUE_WEEK, &kept->fit);
  g_autoptr (FairFitting) later = fit_week (book, FAIR_DESIGN_FULL, LEAGUE_WEEK + 1, &kept->fit);
  guint n_other = 0;

  g_assert_cmpstr (repeated->fit.origin, ==, kept->fit.model_id);
  g_assert_cmpstr (repeated->fit.model_id, !=, kept->fit.model_id);
  g_assert_cmpstr (repeated->fit.model_id, ==, later->fit.model_id);
  g_assert_cmpint (repeated->fit.freeze, ==, kept->fit.freeze);
  g_assert_cmpstr (repeated->fit.data_hash, ==, kept->fit.data_hash);
  g_assert_cmpstr (repeated->fit.settings, ==, kept->fit.settings);
  g_assert_cmpstr (repeated->fit.scores, ==, kept->fit.scores);
  g_assert_true (g_bytes_equal (repeated->fit.state, kept->fit.state));
  for (guint i = 0; i < fresh->predictions->len; i++)
    {
      const FairPrediction *p = &g_array_index (repeated->predictions, FairPrediction, i);

      g_assert_cmpint (p->frozen_at, ==, LEAGUE_NOW);
      n_other += p->margin != g_array_index (fresh->predictions, FairPrediction, i).margin;
    }
  g_assert_cmpuint (n_other, ==, LEAGUE_GAMES);
}

static FairModelRegistry *
load (FairStore *store)
{
  g_autoptr (GError) error = NULL;
  FairModelRegistry *registry = fair_model_registry_load (store, &error);

  g_assert_no_error (error);
  return registry;
}

static void
keep (FairStore *store, const char *id, FairDesign design, guint week, const char *origin)
{
  g_autoptr (GError) error = NULL;
  FairModelFit fit = {
    .design = fair_design_to_string (design),
    .week = { LEAGUE_SEASON, FAIR_SEASON_REGULAR, week },
    .made_at = LEAGUE_NOW + (int) (week - LEAGUE_WEEK) * FAIR_WEEK_SECONDS,
    .freeze = LEAGUE_NOW + FAIR_HOUR + (int) (week - LEAGUE_WEEK) * FAIR_WEEK_SECONDS,
    .version = (char *) "", .data_hash = (char *) "", .settings = (char *) "", .scores = (char *) "{}",
  };

  g_strlcpy (fit.model_id, id, sizeof fit.model_id);
  g_strlcpy (fit.origin, origin, sizeof fit.origin);
  fair_store_put_fit (store, &fit, NULL, &error);
  g_assert_no_error (error);
}

static void
roll_back (FairStore *store, const char *id, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = fair_model_rollback (store, id, LEAGUE_NOW + FAIR_DAY, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (said, says));
}

static void
test_rollback (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (FairModelRegistry) empty = load (store);
  g_autoptr (FairModelRegistry) rolled = NULL;
  g_autoptr (FairModelRegistry) back = NULL;
  g_autofree char *said = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (empty->champion, ==, FAIR_DESIGN_FULL);
  g_assert_null (empty->kept);
  g_assert_null (fair_model_registry_newest (empty));
  g_assert_null (fair_model_rollback (store, NULL, LEAGUE_NOW, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_FAILED);
  g_clear_error (&error);

  keep (store, "full-5", FAIR_DESIGN_FULL, LEAGUE_WEEK - 2, "");
  keep (store, "full-6", FAIR_DESIGN_FULL, LEAGUE_WEEK - 1, "");
  keep (store, "scores-6", FAIR_DESIGN_SCORES, LEAGUE_WEEK - 1, "");
  keep (store, "full-7", FAIR_DESIGN_FULL, LEAGUE_WEEK, "");
  keep (store, "full-7b", FAIR_DESIGN_FULL, LEAGUE_WEEK, "full-5");
  g_assert_null (fair_model_rollback (store, "nobody", LEAGUE_NOW, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_USAGE);
  g_clear_error (&error);
  roll_back (store, "full-7", "used already");
  roll_back (store, NULL, "full-6");
  roll_back (store, NULL, "used already");
  rolled = load (store);
  g_assert_cmpuint (rolled->choices->len, ==, 1);
  g_assert_cmpstr (rolled->kept->model_id, ==, "full-6");
  g_assert_cmpint (rolled->champion, ==, FAIR_DESIGN_FULL);
  g_assert_cmpstr (fair_model_registry_newest (rolled)->model_id, ==, "full-7");
  g_assert_false (fair_model_registry_publishes (rolled, fair_model_registry_find (rolled, "full-7")));
  g_assert_true (fair_model_registry_check (rolled, &error));

  roll_back (store, "full-7b", "full-5"); /* what repeats a model stands for it */
  roll_back (store, "scores-6", "scores-6");
  said = fair_model_resume (store, LEAGUE_NOW, &error);
  again = fair_model_resume (store, LEAGUE_NOW, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (said, "From the next run"));
  g_assert_nonnull (strstr (again, "No rollback is in force"));
  back = load (store);
  g_assert_cmpuint (back->choices->len, ==, 4);
  g_assert_null (back->rollback);
  g_assert_true (fair_model_registry_publishes (back, fair_model_registry_find (back, "full-7")));
  g_assert_false (fair_model_registry_publishes (back, fair_model_registry_find (back, "full-7b")));
  g_assert_false (fair_model_registry_publishes (back, fair_model_registry_find (back, "scores-6")));
}

/* Before this week's run the newest model is last week's, and can be held on to. */
static void
test_before_the_run (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);

  keep (store, "full-6", FAIR_DESIGN_FULL, LEAGUE_WEEK - 1, "");
  roll_back (store, NULL, "From the next run on the model full-6");
}

/* The newest promotion decides, and ends a rollback. */
static void
test_promote (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (FairModelRegistry) registry = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  keep (store, "full-6", FAIR_DESIGN_FULL, LEAGUE_WEEK - 1, "");
  keep (store, "scores-6", FAIR_DESIGN_SCORES, LEAGUE_WEEK - 1, "");
  roll_back (store, NULL, "full-6");
  said = fair_model_promote (store, FAIR_DESIGN_SCORES, "It is better.", LEAGUE_NOW, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (said, "scores"));
  registry = load (store);
  g_assert_cmpint (registry->champion, ==, FAIR_DESIGN_SCORES);
  g_assert_null (registry->kept);
  g_assert_cmpstr (g_array_index (registry->choices, FairModelChoice, 1).reason, ==, "It is better.");
  g_assert_cmpstr (fair_model_registry_newest (registry)->model_id, ==, "scores-6");
}

/* Somebody took the kept model away behind the store's back. */
static void
test_vanished (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (FairModelRegistry) registry = NULL;
  g_autoptr (GError) error = NULL;

  keep (store, "full-6", FAIR_DESIGN_FULL, LEAGUE_WEEK - 1, "");
  roll_back (store, NULL, "full-6");
  g_assert_cmpint (place_sql (place, "DROP TRIGGER model_fit_stays; DELETE FROM model_fit"), ==, SQLITE_OK);
  registry = load (store);
  g_assert_nonnull (registry->rollback);
  g_assert_false (fair_model_registry_check (registry, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "resume"));
}

static void
test_headline (void)
{
  static const char *const bad[] = { "", "[]", "{", "{}", "{\"margin\": {}}", "{\"margin\": {\"n\": null}}" };
  FairModelFit fit = {
    .scores = (char *) "{\"margin\":{\"n\":3,\"mae\":12.5,\"close_mae\":null},\"total\":{\"mae\":13}}",
  };
  FairFitHeadline headline = fair_fit_headline (&fit);

  g_assert_cmpuint (headline.n, ==, 3);
  g_assert_cmpfloat (headline.margin_mae, ==, 12.5);
  g_assert_true (isnan (headline.margin_close_mae));
  g_assert_cmpfloat (headline.total_mae, ==, 13);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      fit.scores = (char *) bad[i];
      headline = fair_fit_headline (&fit);
      g_assert_cmpuint (headline.n, ==, 0);
      g_assert_true (isnan (headline.margin_mae));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/pipeline/registry/fit", Place, NULL, set_up, test_fit, place_tear_down);
  g_test_add ("/pipeline/registry/repeat", Place, NULL, set_up, test_repeat, place_tear_down);
  g_test_add ("/pipeline/registry/rollback", Place, NULL, set_up, test_rollback, place_tear_down);
  g_test_add ("/pipeline/registry/before-the-run", Place, NULL, set_up, test_before_the_run, place_tear_down);
  g_test_add ("/pipeline/registry/promote", Place, NULL, set_up, test_promote, place_tear_down);
  g_test_add ("/pipeline/registry/vanished", Place, NULL, set_up, test_vanished, place_tear_down);
  g_test_add_func ("/pipeline/registry/headline", test_headline);
  return place_run_tests ();
}
