/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "fair-forecast.h"
#include "fair-normal.h"
#include "model-shelf.h"
#include "synthetic-league.h"

#include <sched.h>
#include <string.h>

static GArray *
requests_between (const FairBook *book, gint64 from, gint64 to)
{
  GArray *requests = g_array_new (FALSE, FALSE, sizeof (FairForecastRequest));

  for (guint i = 0; i < fair_book_n_games (book); i++)
    {
      FairForecastRequest request = { i, fair_book_game (book, i)->freeze };

      if (request.freeze >= from && request.freeze <= to)
        g_array_append_val (requests, request);
    }
  return requests;
}

static FairForecast *
forecast (const FairBook *book, GArray *requests, const FairModelCache *cache)
{
  g_autoptr (GError) error = NULL;
  FairForecastOptions options = { .cache = cache };
  FairForecast *result = fair_forecast_run (book, (const FairForecastRequest *) (gpointer) requests->data,
                                            requests->len, &options, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

static gboolean
same_bits (double a, double b)
{
  return memcmp (&a, &b, sizeof a) == 0 || (isnan (a) && isnan (b));
}

static void
assert_identical_prediction (const FairPrediction *a, const FairPrediction *b)
{
  g_assert_cmpint (a->game_id, ==, b->game_id);
  g_assert_cmpint (a->frozen_at, ==, b->frozen_at);
  g_assert_true (same_bits (a->margin, b->margin));
  g_assert_true (same_bits (a->total, b->total));
  g_assert_true (same_bits (a->margin_sd, b->margin_sd));
  g_assert_true (same_bits (a->total_sd, b->total_sd));
  g_assert_true (same_bits (a->home_win_probability, b->home_win_probability));
  g_assert_true (same_bits (a->blend_margin, b->blend_margin));
  g_assert_true (same_bits (a->blend_total, b->blend_total));
  g_assert_true (same_bits (a->blend_margin_sd, b->blend_margin_sd));
  g_assert_true (same_bits (a->blend_total_sd, b->blend_total_sd));
  g_assert_cmpint (a->home_games, ==, b->home_games);
  g_assert_cmpint (a->away_games, ==, b->away_games);
}

static void
assert_identical (const FairForecast *a, const FairForecast *b)
{
  guint n_a;
  guint n_b;
  const FairPrediction *x = fair_forecast_predictions (a, &n_a);
  const FairPrediction *y = fair_forecast_predictions (b, &n_b);

  g_assert_cmpuint (n_a, ==, n_b);
  for (guint i = 0; i < n_a; i++)
    assert_identical_prediction (&x[i], &y[i]);
  g_assert_cmpstr (fair_forecast_model_id (a), ==, fair_forecast_model_id (b));
}

static gint64
week_freeze (int season, guint week)
{
  return fair_freeze_before (fair_season_start (season) + 17 * FAIR_DAY + 18 * FAIR_HOUR + week * FAIR_WEEK_SECONDS);
}

/* The strengths at the end of the last season, as far as 60 games a week can tell. */
static void
test_recovers_strengths (void)
{
  guint inside = 0;
  guint n_all = 0;
  double products = 0;
  double squares[2] = { 0 };

  for (guint64 seed = 1; seed <= 3; seed++)
    {
      g_autoptr (SyntheticLeague) league = synthetic_league_new (seed, 2);
      g_autoptr (FairBook) book = synthetic_league_book (league);
      FairForecastRequest last = { fair_book_n_games (book) - 1, week_freeze (SYNTHETIC_LAST, SYNTHETIC_WEEKS) };
      g_autoptr (GArray) requests = g_array_new (FALSE, FALSE, sizeof last);
      g_autoptr (FairForecast) result = NULL;
      double mean = 0;
      guint n;
      const FairRating *ratings;

      g_array_append_val (requests, last);
      result = forecast (book, requests, NULL);
      ratings = fair_forecast_ratings (result, &n);
      g_assert_cmpuint (n, ==, SYNTHETIC_TEAMS);
      for (guint i = 0; i < n; i++)
        mean += league->strength[i] / n;
      for (guint i = 0; i < n; i++)
        {
          double truth = league->strength[ratings[i].team_id - 100] - mean;

          g_assert_cmpfloat_with_epsilon (ratings[i].offense + ratings[i].defense, ratings[i].overall, 1e-9);
          if (i > 0)
            g_assert_cmpfloat (ratings[i].overall, <=, ratings[i - 1].overall);
          inside += fabs (ratings[i].overall - truth) < 1.96 * ratings[i].overall_sd;
          products += ratings[i].overall * truth;
          squares[0] += ratings[i].overall * ratings[i].overall;
          squares[1] += truth * truth;
          n_all++;
        }
    }
  g_test_message ("inside 95 %%: %u of %u, correlation %.3f", inside, n_all, products / sqrt (squares[0] * squares[1]));
  g_assert_cmpfloat (products / sqrt (squares[0] * squares[1]), >, 0.88);
  g_assert_cmpfloat (inside / (double) n_all, >, 0.88);
}

static void
test_coverage (void)
{
  g_autoptr (SyntheticLeague) league = synthetic_league_new (4, 2);
  g_autoptr (FairBook) book = synthetic_league_book (league);
  g_autoptr (GArray) requests = requests_between (book, fair_season_start (2017), G_MAXINT64);
  g_autoptr (FairForecast) result = forecast (book, requests, NULL);
  const double levels[] = { 0.5, 0.8, 0.95 };
  guint n;
  const FairPrediction *predictions = fair_forecast_predictions (result, &n);

  g_assert_cmpuint (n, ==, 3 * SYNTHETIC_WEEKS * SYNTHETIC_TEAMS / 2);
  for (guint level = 0; level < G_N_ELEMENTS (levels); level++)
    {
      double z = fair_normal_quantile (0.5 + levels[level] / 2);
      double margins = 0;
      double totals = 0;

      for (guint i = 0; i < n; i++)
        {
          const FairBookGame *game = fair_book_game (book, g_array_index (requests, FairForecastRequest, i).game);
          double margin = game->home_points - game->away_points;
          double total = game->home_points + game->away_points;

          margins += fabs (margin - predictions[i].margin) < z * predictions[i].margin_sd;
          totals += fabs (total - predictions[i].total) < z * predictions[i].total_sd;
        }
      /* Four standard errors of a share of 1,080. */
      g_assert_cmpfloat_with_epsilon (margins / n, levels[level], 4 * sqrt (levels[level] * (1 - levels[level]) / n));
      g_assert_cmpfloat_with_epsilon (totals / n, levels[level], 4 * sqrt (levels[level] * (1 - levels[level]) / n));
    }
}

/* Everything after a freeze is replaced: scores, lines, rosters, ratings. Nothing up to it may change a bit. */
static void
test_poisoned_future (gconstpointer data)
{
  int season = GPOINTER_TO_INT (data);
  gint64 freeze = week_freeze (season, 6);
  g_autoptr (SyntheticLeague) league = synthetic_league_new (5, 2);
  g_autoptr (FairBook) book = synthetic_league_book (league);
  g_autoptr (FairBook) poisoned = NULL;
  g_autoptr (GArray) requests = requests_between (book, 0, freeze);
  g_autoptr (FairForecast) clean = forecast (book, requests, NULL);
  g_autoptr (FairForecast) other = NULL;
  g_autoptr (GArray) later = requests_between (book, freeze + 1, G_MAXINT64);
  g_autoptr (FairForecast) clean_later = forecast (book, later, NULL);
  g_autoptr (FairForecast) other_later = NULL;
  guint n;
  guint changed = 0;

  synthetic_league_poison (league, freeze);
  poisoned = synthetic_league_book (league);
  other = forecast (poisoned, requests, NULL);
  assert_identical (clean, other);

  /* The poison works: what comes after it changes. */
  other_later = forecast (poisoned, later, NULL);
  for (guint i = 0; i < later->len; i++)
    changed += !same_bits (fair_forecast_predictions (clean_later, &n)[i].margin,
                           fair_forecast_predictions (other_later, &n)[i].margin);
  g_assert_cmpuint (changed, ==, later->len);
}

/* A question from before the season, about a game long after: neither roster nor estimate may come from later. */
static void
test_poisoned_far_ahead (void)
{
  gint64 freeze = week_freeze (2017, 6);
  g_autoptr (SyntheticLeague) league = synthetic_league_new (6, 2);
  g_autoptr (FairBook) book = synthetic_league_book (league);
  g_autoptr (FairBook) poisoned = NULL;
  g_autoptr (GArray) requests = requests_between (book, week_freeze (2018, 0), week_freeze (2019, 2));
  g_autoptr (FairForecast) clean = NULL;
  g_autoptr (FairForecast) other = NULL;

  for (guint i = 0; i < requests->len; i++)
    g_array_index (requests, FairForecastRequest, i).freeze = freeze;
  clean = forecast (book, requests, NULL);
  synthetic_league_poison (league, freeze);
  poisoned = synthetic_league_book (league);
  other = forecast (poisoned, requests, NULL);
  assert_identical (clean, other);
}

static void
test_same_on_one_core (void)
{
  g_autoptr (SyntheticLeague) league = synthetic_league_new (7, 2);
  g_autoptr (FairBook) book = synthetic_league_book (league);
  g_autoptr (GArray) requests = requests_between (book, 0, G_MAXINT64);
  g_autoptr (FairForecast) many = forecast (book, requests, NULL);
  g_autoptr (FairForecast) again = forecast (book, requests, NULL);
  g_autoptr (FairForecast) single = NULL;
  cpu_set_t all;
  cpu_set_t one;

  assert_identical (many, again);
  if (sched_getaffinity (0, sizeof all, &all) != 0)
    {
      g_test_skip ("the cores of this process cannot be asked for");
      return;
    }
  CPU_ZERO (&one);
  CPU_SET (sched_getcpu (), &one);
  g_assert_cmpint (sched_setaffinity (0, sizeof one, &one), ==, 0);
  single = forecast (book, requests, NULL);
  g_assert_cmpint (sched_setaffinity (0, sizeof all, &all), ==, 0);
  assert_identical (many, single);
}

/* A prediction depends on its own game and freeze alone, not on what else was asked or in which order. */
static void
test_requests_do_not_matter (void)
{
  g_autoptr (SyntheticLeague) league = synthetic_league_new (8, 2);
  g_autoptr (FairBook) book = synthetic_league_book (league);
  g_autoptr (GArray) requests = requests_between (book, 0, G_MAXINT64);
  g_autoptr (GArray) backwards = g_array_new (FALSE, FALSE, sizeof (FairForecastRequest));
  g_autoptr (FairForecast) all = forecast (book, requests, NULL);
  g_autoptr (FairForecast) turned = NULL;
  guint n;
  const FairPrediction *predictions = fair_forecast_predictions (all, &n);
  const FairPrediction *other;

  for (guint i = 0; i < n; i++)
    g_array_append_val (backwards, g_array_index (requests, FairForecastRequest, n - 1 - i));
  turned = forecast (book, backwards, NULL);
  other = fair_forecast_predictions (turned, &n);
  for (guint i = 0; i < n; i++)
    assert_identical_prediction (&predictions[i], &other[n - 1 - i]);
  for (guint i = 5; i < n; i += n / 7)
    {
      g_autoptr (GArray) alone = g_array_new (FALSE, FALSE, sizeof (FairForecastRequest));
      g_autoptr (FairForecast) one = NULL;

      g_array_append_val (alone, g_array_index (requests, FairForecastRequest, i));
      one = forecast (book, alone, NULL);
      assert_identical_prediction (&predictions[i], fair_forecast_predictions (one, &n));
      fair_forecast_predictions (all, &n);
    }
}

static void
test_cache (void)
{
  g_autoptr (SyntheticLeague) league = synthetic_league_new (9, 2);
  g_autoptr (FairBook) book = synthetic_league_book (league);
  g_autoptr (FairBook) poisoned = NULL;
  g_autoptr (GArray) requests = requests_between (book, 0, G_MAXINT64);
  g_autoptr (FairForecast) without = forecast (book, requests, NULL);
  g_autoptr (FairForecast) cold = NULL;
  g_autoptr (FairForecast) warm = NULL;
  g_autoptr (FairForecast) changed = NULL;
  Shelf shelf;
  guint saves;

  shelf_init (&shelf);
  cold = forecast (book, requests, &shelf.cache);
  saves = shelf.saves;
  g_assert_cmpuint (saves, >, 0);
  warm = forecast (book, requests, &shelf.cache);
  g_assert_cmpuint (shelf.saves, ==, saves);
  assert_identical (without, cold);
  assert_identical (without, warm);

  /* With the last season poisoned, all that was estimated still holds: no estimate looks at the season it serves. */
  synthetic_league_poison (league, fair_season_start (SYNTHETIC_LAST) + FAIR_DAY);
  poisoned = synthetic_league_book (league);
  changed = forecast (poisoned, requests, &shelf.cache);
  g_assert_cmpuint (shelf.saves, ==, saves);
  g_assert_cmpstr (fair_forecast_model_id (changed), !=, fair_forecast_model_id (warm));
  shelf_clear (&shelf);
}

static void
test_broken_cache_is_mended (void)
{
  g_autoptr (SyntheticLeague) league = synthetic_league_new (9, 2);
  g_autoptr (FairBook) book = synthetic_league_book (league);
  g_autoptr (GArray) requests = requests_between (book, 0, G_MAXINT64);
  g_autoptr (FairForecast) clean = NULL;
  g_autoptr (FairForecast) mended = NULL;
  GHashTableIter iter;
  gpointer key;
  Shelf shelf;

  shelf_init (&shelf);
  clean = forecast (book, requests, &shelf.cache);
  g_hash_table_iter_init (&iter, shelf.texts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_iter_replace (&iter, g_strdup ("1 2 nan"));
  mended = forecast (book, requests, &shelf.cache);
  assert_identical (clean, mended);
  shelf_clear (&shelf);
}

/* The line known at the freeze moves the blend, and nothing else. */
static void
test_blend (void)
{
  g_autoptr (SyntheticLeague) league = synthetic_league_new (10, 2);
  g_autoptr (FairBook) book = synthetic_league_book (league);
  g_autoptr (GArray) requests = requests_between (book, 0, G_MAXINT64);
  g_autoptr (FairForecast) result = forecast (book, requests, NULL);
  g_autoptr (FairForecast) moved = NULL;
  g_autoptr (FairBook) other = NULL;
  guint n;
  const FairPrediction *a = fair_forecast_predictions (result, &n);
  const FairPrediction *b;

  for (guint i = 0; i < n; i++)
    {
      guint game = g_array_index (requests, FairForecastRequest, i).game;
      double open = -fair_book_opening (book, game).spread;

      g_assert_true (isnan (open) == isnan (a[i].blend_margin));
      if (isnan (open))
        continue;
      /* The market is good here, so that the model gets little weight, and never less than none. */
      g_assert_cmpfloat ((a[i].blend_margin - open) * (a[i].margin - open), >=, 0);
      g_assert_cmpfloat (fabs (a[i].blend_margin - open), <=, 0.6 * fabs (a[i].margin - open));
      g_assert_cmpfloat_with_epsilon (a[i].blend_margin_sd, 15, 1.5);
    }
  for (guint i = 0; i < league->lines->len; i++)
    g_array_index (league->lines, FairLine, i).spread_open += 1;
  other = synthetic_league_book (league);
  moved = forecast (other, requests, NULL);
  b = fair_forecast_predictions (moved, &n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (same_bits (a[i].margin, b[i].margin));
      g_assert_true (same_bits (a[i].home_win_probability, b[i].home_win_probability));
      g_assert_true (isnan (a[i].blend_margin) || a[i].blend_margin > b[i].blend_margin);
    }
}

static void
test_counts_games (void)
{
  g_autoptr (SyntheticLeague) league = synthetic_league_new (11, 2);
  g_autoptr (FairBook) book = synthetic_league_book (league);
  g_autoptr (GArray) requests = requests_between (book, 0, G_MAXINT64);
  g_autoptr (FairForecast) result = forecast (book, requests, NULL);
  guint n;
  const FairPrediction *predictions = fair_forecast_predictions (result, &n);

  for (guint i = 0; i < n; i++)
    {
      const FairBookGame *game = fair_book_game (book, g_array_index (requests, FairForecastRequest, i).game);

      g_assert_cmpint (predictions[i].home_games, ==, game->week.week - 1);
      g_assert_cmpint (predictions[i].away_games, ==, game->week.week - 1);
    }
}

/* Every week's ratings are those of a forecast that stops there, to the bit, and nothing after the end is looked at. */
static void
test_history (void)
{
  g_autoptr (SyntheticLeague) league = synthetic_league_new (11, 2);
  g_autoptr (FairBook) book = synthetic_league_book (league);
  guint middle = fair_book_first_game_of (book, SYNTHETIC_LAST) + SYNTHETIC_TEAMS * 3;
  gint64 freeze = fair_book_game (book, middle)->freeze;
  g_autoptr (GArray) requests = requests_between (book, 0, freeze);
  g_autoptr (FairForecast) result = forecast (book, requests, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) history = fair_forecast_history (book, SYNTHETIC_LAST - 1, freeze, NULL, NULL, &error);
  guint n;
  const FairRating *ratings = fair_forecast_ratings (result, &n);

  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, SYNTHETIC_TEAMS);
  g_assert_cmpuint (history->len % n, ==, 0);
  g_assert_cmpint (g_array_index (history, FairDatedRating, 0).week.season, ==, SYNTHETIC_LAST - 1);
  for (guint i = 0; i < n; i++)
    {
      const FairDatedRating *dated = &g_array_index (history, FairDatedRating, history->len - n + i);

      g_assert_cmpint (dated->freeze, ==, freeze);
      g_assert_cmpuint (dated->rank, ==, i + 1);
      g_assert_cmpint (dated->rating.team_id, ==, ratings[i].team_id);
      g_assert_true (same_bits (dated->rating.overall, ratings[i].overall));
      g_assert_true (same_bits (dated->rating.offense, ratings[i].offense));
      g_assert_true (same_bits (dated->rating.overall_sd, ratings[i].overall_sd));
    }
  g_cancellable_cancel (cancellable);
  g_assert_null (fair_forecast_history (book, SYNTHETIC_LAST, freeze, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancel (void)
{
  g_autoptr (SyntheticLeague) league = synthetic_league_new (12, 2);
  g_autoptr (FairBook) book = synthetic_league_book (league);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  FairForecastRequest request = { 0, fair_book_game (book, 0)->freeze };

  g_cancellable_cancel (cancellable);
  g_assert_null (fair_forecast_run (book, &request, 1, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
assert_sane (const FairPrediction *prediction)
{
  g_assert_true (isfinite (prediction->margin) && isfinite (prediction->total));
  g_assert_true (prediction->margin_sd > 5 && prediction->margin_sd < 100);
  g_assert_true (prediction->total_sd > 5 && prediction->total_sd < 100);
  g_assert_true (prediction->home_win_probability > 0 && prediction->home_win_probability < 1);
  g_assert_true (isnan (prediction->blend_margin) && isnan (prediction->blend_total));
}

static void
add_game (FairBookBuilder *builder, int season, gint64 away, const int points[2])
{
  FairGame game = {
    .id = season,
    .week = { season, FAIR_SEASON_REGULAR, 1 },
    .kickoff = fair_season_start (season) + 20 * FAIR_DAY,
    .completed = points[0] >= 0,
    .home_id = 1,
    .away_id = away,
    .home_team = (char *) "One",
    .away_team = (char *) "Other",
    .home_division = FAIR_DIVISION_FBS,
    .away_division = FAIR_DIVISION_FBS,
    .home_points = points[0],
    .away_points = points[1],
  };

  fair_book_builder_add_game (builder, &game);
}

/* Nothing; one game without a past; absurd scores, an unplayed season between, and a team never seen before. */
static void
test_degenerate (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  g_autoptr (FairBook) empty = fair_book_builder_finish (builder);
  g_autoptr (GArray) requests = g_array_new (FALSE, FALSE, sizeof (FairForecastRequest));
  g_autoptr (FairForecast) nothing = forecast (empty, requests, NULL);
  g_autoptr (FairForecast) single = NULL;
  g_autoptr (FairForecast) absurd = NULL;
  g_autoptr (FairBook) one = NULL;
  g_autoptr (FairBook) many = NULL;
  FairForecastRequest request = { 0, 0 };
  guint n;

  fair_forecast_predictions (nothing, &n);
  g_assert_cmpuint (n, ==, 0);
  fair_forecast_ratings (nothing, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (strlen (fair_forecast_model_id (nothing)), ==, FAIR_MODEL_ID_LENGTH);

  add_game (builder, 2015, 2, (const int[]) { FAIR_POINTS_UNKNOWN, FAIR_POINTS_UNKNOWN });
  one = fair_book_builder_finish (builder);
  g_array_append_val (requests, request);
  single = forecast (one, requests, NULL);
  assert_sane (fair_forecast_predictions (single, &n));

  for (int season = 2015; season < 2021; season++)
    if (season != 2018)
      add_game (builder, season, 2, season % 2 == 0 ? (const int[]) { 999, 0 } : (const int[]) { 0, 0 });
  add_game (builder, 2021, 3, (const int[]) { FAIR_POINTS_UNKNOWN, FAIR_POINTS_UNKNOWN });
  many = fair_book_builder_finish (builder);
  g_array_index (requests, FairForecastRequest, 0).game = fair_book_n_games (many) - 1;
  g_array_index (requests, FairForecastRequest, 0).freeze = G_MAXINT64 / 2;
  absurd = forecast (many, requests, NULL);
  assert_sane (fair_forecast_predictions (absurd, &n));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/forecast/recovers-strengths", test_recovers_strengths);
  g_test_add_func ("/model/forecast/coverage", test_coverage);
  g_test_add_data_func ("/model/forecast/poisoned-future/2016", GINT_TO_POINTER (2016), test_poisoned_future);
  g_test_add_data_func ("/model/forecast/poisoned-future/2018", GINT_TO_POINTER (2018), test_poisoned_future);
  g_test_add_func ("/model/forecast/poisoned-far-ahead", test_poisoned_far_ahead);
  g_test_add_func ("/model/forecast/same-on-one-core", test_same_on_one_core);
  g_test_add_func ("/model/forecast/requests-do-not-matter", test_requests_do_not_matter);
  g_test_add_func ("/model/forecast/cache", test_cache);
  g_test_add_func ("/model/forecast/broken-cache-is-mended", test_broken_cache_is_mended);
  g_test_add_func ("/model/forecast/blend", test_blend);
  g_test_add_func ("/model/forecast/counts-games", test_counts_games);
  g_test_add_func ("/model/forecast/history", test_history);
  g_test_add_func ("/model/forecast/cancel", test_cancel);
  g_test_add_func ("/model/forecast/degenerate", test_degenerate);
  return g_test_run ();
}
