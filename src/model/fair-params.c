/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-ratings.h"

#include "fair-optimiser.h"

#include <math.h>

/* Seasons whose games are scored, after one more that only warms the filter up. */
#define WINDOW 6
#define SWEEPS 2

/* Where the search starts in the first season, how far it may go, and how surely the start is believed: a season or
 * two of games must not carry a parameter off. */
static const struct
{
  double start;
  double low;
  double high;
  double step;
  double belief; /* standard deviation */
} ranges[FAIR_N_TARGETS][FAIR_N_PARAMS] = {
  [FAIR_TARGET_MARGIN] = {
    [FAIR_PARAM_GAME_SD]    = { 15.0, 10, 22, 0.4, 1.5 },
    [FAIR_PARAM_WEEKLY_SD]  = { 1.2, 0, 3, 0.3, 0.5 },
    [FAIR_PARAM_SEASON_SD]  = { 5.5, 1, 12, 0.8, 1.5 },
    [FAIR_PARAM_CARRY_OVER] = { 0.5, 0, 1, 0.08, 0.15 },
    [FAIR_PARAM_CONFERENCE] = { 0.1, 0, 0.6, 0.06, 0.1 },
    [FAIR_PARAM_LOWER_SD]   = { 8, 0, 15, 1.5, 3 },
    [FAIR_PARAM_BOWL]       = { 0.9, 0.4, 1.1, 0.08, 0.12 },
    [FAIR_PARAM_BOWL_SD]    = { 5, 0, 15, 1.5, 3 },
    [FAIR_PARAM_COMMON_SD]  = { 0.03, 0, 0.5, 0.03, 0.05 },
  },
  [FAIR_TARGET_TOTAL] = {
    [FAIR_PARAM_GAME_SD]    = { 16, 10, 22, 0.4, 1.5 },
    [FAIR_PARAM_WEEKLY_SD]  = { 0.7, 0, 3, 0.3, 0.4 },
    [FAIR_PARAM_SEASON_SD]  = { 4, 1, 12, 0.8, 1.5 },
    [FAIR_PARAM_CARRY_OVER] = { 0.55, 0, 1, 0.08, 0.15 },
    [FAIR_PARAM_CONFERENCE] = { 0.1, 0, 0.6, 0.06, 0.1 },
    [FAIR_PARAM_LOWER_SD]   = { 4, 0, 15, 1.5, 2 },
    [FAIR_PARAM_BOWL]       = { 0.9, 0.4, 1.1, 0.08, 0.12 },
    [FAIR_PARAM_BOWL_SD]    = { 3, 0, 15, 1.5, 3 },
    [FAIR_PARAM_COMMON_SD]  = { 0.25, 0, 1.5, 0.1, 0.2 },
  },
};

/* A search over the parameters that may move. */
typedef struct
{
  const FairLeaguePlan *plan;
  FairTarget            target;
  int                   first; /* season of the warm-up */
  int                   season; /* the first that must not be seen */
  FairFilterParams      start;
  guint                 n;
  FairParam             which[FAIR_N_PARAMS];
} Search;

/**
 * fair_filter_params_default:
 *
 * Returns: where the first season starts
 */
FairFilterParams
fair_filter_params_default (FairTarget target)
{
  FairFilterParams params;

  for (FairParam i = 0; i < FAIR_N_PARAMS; i++)
    params.value[i] = ranges[target][i].start;
  return params;
}

static FairFilterParams
params_at (const Search *search, const double *x)
{
  FairFilterParams params = search->start;

  for (guint i = 0; i < search->n; i++)
    params.value[search->which[i]] = x[i];
  return params;
}

/* In log likelihood. */
static double
disbelief (const Search *search, const FairFilterParams *params)
{
  double sum = 0;

  for (guint i = 0; i < search->n; i++)
    {
      double away = params->value[search->which[i]] - ranges[search->target][search->which[i]].start;

      sum += 0.5 * away * away / (ranges[search->target][search->which[i]].belief
                                  * ranges[search->target][search->which[i]].belief);
    }
  return sum;
}

/* How unlikely the results of the window were under a walk with these parameters. */
static double
unlikelihood (const double *x, gpointer data)
{
  const Search *search = data;
  const FairBook *book = fair_league_plan_book (search->plan);
  FairView view = fair_view_at (book, fair_season_start (search->season));
  FairFilterParams params = params_at (search, x);
  g_autoptr (FairRatings) ratings = fair_ratings_new (search->plan, search->target, &params);
  double sum = disbelief (search, &params);
  int season = search->first - 1;

  for (guint i = fair_book_first_game_of (book, search->first); i < fair_book_n_games (book); i++)
    {
      const FairBookGame *game = fair_book_game (book, i);
      int home;
      int away;
      double cost;

      if (game->week.season >= search->season)
        break;
      if (!fair_view_result (view, i, &home, &away))
        continue;
      if (game->week.season != season)
        fair_ratings_begin (ratings, game->week.season, game->kickoff, &params);
      season = game->week.season;
      cost = fair_ratings_observe (ratings, i, home, away);
      if (season > search->first)
        sum += cost;
    }
  return sum;
}

/**
 * fair_filter_params_estimate:
 * @season: only results of earlier seasons are looked at
 * @start: the estimate for the season before
 *
 * Estimates the hyper-parameters by maximum likelihood of the one-step predictions over a trailing window of seasons,
 * with a weak belief about them: A. C. Harvey, Forecasting, Structural Time Series Models and the Kalman Filter (1989),
 * section 3.4. It takes 41 walks.
 *
 * Returns: the parameters for @season; @start where there are fewer than two earlier seasons
 */
FairFilterParams
fair_filter_params_estimate (const FairLeaguePlan *plan, FairTarget target, int season, const FairFilterParams *start)
{
  const FairBook *book = fair_league_plan_book (plan);
  Search search = { .plan = plan, .target = target, .season = season, .start = *start };
  FairUnknown unknowns[FAIR_N_PARAMS];
  double x[FAIR_N_PARAMS];

  if (fair_book_n_games (book) == 0)
    return *start;
  search.first = MAX (fair_book_game (book, 0)->week.season, season - WINDOW - 1);
  if (season - search.first < 2)
    return *start;
  for (FairParam i = 0; i < FAIR_N_PARAMS; i++)
    {
      if (ranges[target][i].step == 0)
        continue;
      x[search.n] = start->value[i];
      unknowns[search.n] = (FairUnknown) { ranges[target][i].low, ranges[target][i].high, ranges[target][i].step };
      search.which[search.n++] = i;
    }
  fair_minimize (unknowns, search.n, SWEEPS, unlikelihood, &search, x);
  return params_at (&search, x);
}
