/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From strengths that are known to prices: is an edge that was planted found, and none where none was? */
#include "fair-forecast.h"
#include "fair-pricer.h"
#include "fair-scoring.h"
#include "synthetic-league.h"

/* A bet at -110 that is expected to bring this much per unit is an edge. */
#define VALUE 0.02

typedef struct
{
  guint  n;      /* spreads of the last season with a line */
  guint  found;  /* with an edge by what the program says */
  double profit; /* of these, units */
} Finding;

static GArray *
price_last_season (const FairBook *book)
{
  g_autoptr (GArray) requests = g_array_new (FALSE, FALSE, sizeof (FairForecastRequest));
  g_autoptr (FairForecast) forecast = NULL;
  g_autoptr (FairPolicy) policy = fair_policy_new_default ();
  g_autoptr (FairScoreShape) shape = fair_scoring_learn (fair_view_at (book, G_MAXINT64), SYNTHETIC_LAST);
  FairPriceTerms terms = { book, policy, shape, FALSE, "0123456789ab" };
  guint n;

  for (guint i = fair_book_first_game_of (book, SYNTHETIC_LAST); i < fair_book_n_games (book); i++)
    {
      FairForecastRequest request = { i, fair_book_game (book, i)->freeze };

      g_array_append_val (requests, request);
    }
  forecast = fair_forecast_run (book, (const FairForecastRequest *) (gpointer) requests->data, requests->len, NULL, NULL,
                                NULL, NULL);
  return fair_price_games (&terms, fair_forecast_predictions (forecast, &n), requests->len);
}

static Finding
look_for_edges (const FairBook *book)
{
  g_autoptr (GArray) picks = price_last_season (book);
  Finding finding = { 0 };

  for (guint i = 0; i < picks->len; i++)
    {
      const FairPick *pick = &g_array_index (picks, FairPick, i);
      const FairBookGame *game = fair_book_game (book, fair_book_find_game (book, pick->game_id));
      double home_number = pick->side == FAIR_SIDE_HOME ? pick->line : -pick->line;
      FairOutcome outcome;

      if (pick->market != FAIR_MARKET_SPREAD || pick->side == FAIR_SIDE_NONE)
        continue;
      finding.n++;
      if (pick->expected_value < VALUE)
        continue;
      finding.found++;
      outcome = fair_settle (FAIR_MARKET_SPREAD, pick->side, home_number, game->home_points, game->away_points);
      finding.profit += outcome == FAIR_OUTCOME_WIN ? 100.0 / 110 : outcome == FAIR_OUTCOME_LOSS ? -1 : 0;
    }
  return finding;
}

/* @error: standard deviation of the openers about the closing lines, which nearly know the truth. */
static Finding
find_in_league (guint64 seed, double error)
{
  g_autoptr (SyntheticLeague) league = synthetic_league_new (seed, 0.5);
  g_autoptr (FairBook) book = NULL;
  FairRng rng;

  fair_rng_init (&rng, seed + 1000);
  for (guint i = 0; i < league->lines->len; i++)
    {
      FairLine *line = &g_array_index (league->lines, FairLine, i);

      if (!isnan (line->spread_open))
        line->spread_open = rint (2 * (line->spread + error * fair_rng_normal (&rng))) / 2;
    }
  book = synthetic_league_book (league);
  return look_for_edges (book);
}

static void
test_no_edge (void)
{
  guint n = 0;
  guint found = 0;

  for (guint64 seed = 1; seed <= 3; seed++)
    {
      Finding finding = find_in_league (seed, 0.5);

      n += finding.n;
      found += finding.found;
    }
  g_test_message ("%u edges in %u spreads", found, n);
  g_assert_cmpuint (n, >, 900);
  g_assert_cmpuint (found, <, n / 20);
}

static void
test_planted_edge (void)
{
  guint n = 0;
  guint found = 0;
  double profit = 0;

  for (guint64 seed = 1; seed <= 3; seed++)
    {
      Finding finding = find_in_league (seed, 9);

      n += finding.n;
      found += finding.found;
      profit += finding.profit;
    }
  g_test_message ("%u edges in %u spreads, %+.1f units", found, n, profit);
  g_assert_cmpuint (found, >, n / 4);
  /* Four standard errors above nothing. */
  g_assert_cmpfloat (profit, >, 4 * 0.95 * sqrt (found));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/edge/none", test_no_edge);
  g_test_add_func ("/pipeline/edge/planted", test_planted_edge);
  return g_test_run ();
}
