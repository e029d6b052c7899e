/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-ratings.h"

#include "fair-optimiser.h"

#include <math.h>

/* Seasons whose games are scored, after one more that only warms the filter up. */
#define WINDOW 6
#define SWEEPS 2

/* Where the search starts in the first season, how far it may go, and how surely the start is believed: a few seasons'
 * games must not carry a parameter off, since what fits them best is not what predicts the next one best. */
static const struct
{
  double start;
  double low;
  double high;
  double step;
  double belief; /* standard deviation */
} ranges[FAIR_N_TARGETS][FAIR_N_PARAMS] = {
  [FAIR_TARGET_MARGIN] = {
    [FAIR_PARAM_GAME_SD]    = { 15.0, 10, 22, 0.4, 0.75 },
    [FAIR_PARAM_WEEKLY_SD]  = { 1.2, 0, 3, 0.3, 0.25 },
    [FAIR_PARAM_SEASON_SD]  = { 5.5, 1, 12, 0.8, 0.75 },
    [FAIR_PARAM_CARRY_OVER] = { 0.5, 0, 1, 0.08, 0.08 },
    [FAIR_PARAM_CONFERENCE] = { 0.1, 0, 0.6, 0.06, 0.05 },
    [FAIR_PARAM_LOWER_SD]   = { 8, 0, 15, 1.5, 1.5 },
    [FAIR_PARAM_BOWL]       = { 0.9, 0.4, 1.1, 0.08, 0.06 },
    [FAIR_PARAM_BOWL_SD]    = { 5, 0, 15, 1.5, 1.5 },
    [FAIR_PARAM_COMMON_SD]  = { 0.03, 0, 0.5, 0.03, 0.025 },
  },
  [FAIR_TARGET_TOTAL] = {
    [FAIR_PARAM_GAME_SD]    = { 16, 10, 22, 0.4, 0.4 },
    [FAIR_PARAM_WEEKLY_SD]  = { 0.7, 0, 3, 0.3, 0.1 },
    [FAIR_PARAM_SEASON_SD]  = { 4, 1, 12, 0.8, 0.4 },
    [FAIR_PARAM_CARRY_OVER] = { 0.55, 0, 1, 0.08, 0.04 },
    [FAIR_PARAM_CONFERENCE] = { 0.1, 0, 0.6, 0.06, 0.03 },
    [FAIR_PARAM_LOWER_SD]   = { 4, 0, 15, 1.5, 0.5 },
    [FAIR_PARAM_BOWL]       = { 0.9, 0.4, 1.1, 0.08, 0.03 },
    [FAIR_PARAM_BOWL_SD]    = { 3, 0, 15, 1.5, 0.75 },
    [FAIR_PARAM_COMMON_SD]  = { 0.25, 0, 1.5, 0.1, 0.05 },
  },
};

/* A search over the parameters that may move. */
typedef struct
{
  const FairLeaguePlan *plan;
  FairTarget            target;
  const FairSeen       *seen;
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

/**
 * fair_filter_params_to_text:
 *
 * Returns: (transfer full): the numbers, in the C locale and exact
 */
char *
fair_filter_params_to_text (const FairFilterParams *params)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (FairParam i = 0; i < FAIR_N_PARAMS; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : " ",
                            g_ascii_dtostr (buffer, sizeof buffer, params->value[i]));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * fair_filter_params_from_text:
 * @text: (nullable): of fair_filter_params_to_text()
 * @out: (out): untouched where it is not
 */
gboolean
fair_filter_params_from_text (const char *text, FairFilterParams *out)
{
  g_auto (GStrv) numbers = g_strsplit (text == NULL ? "" : text, " ", -1);
  FairFilterParams params;

  if (g_strv_length (numbers) != FAIR_N_PARAMS)
    return FALSE;
  for (FairParam i = 0; i < FAIR_N_PARAMS; i++)
    {
      char *end;

      params.value[i] = g_ascii_strtod (numbers[i], &end);
      if (end == numbers[i] || *end != '\0' || !isfinite (params.value[i]))
        return FALSE;
    }
  *out = params;
  return TRUE;
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

static double
cost_of (const FairRatings *ratings, guint game, double outcome)
{
  double sd;
  double deviations = outcome - fair_ratings_predict (ratings, game, &sd);

  deviations /= sd;
  return 0.5 * (deviations * deviations + log (2 * G_PI * sd * sd));
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

      if (game->week.season >= search->season)
        break;
      if (isnan (search->seen[i].outcome) || !fair_view_result (view, i, &home, &away))
        continue;
      if (game->week.season != season)
        fair_ratings_begin (ratings, game->week.season, game->kickoff, &params);
      season = game->week.season;
      if (season > search->first)
        sum += cost_of (ratings, i, fair_target_outcome (search->target, home, away));
      fair_ratings_observe (ratings, i, search->seen[i]);
    }
  return sum;
}

/**
 * fair_filter_params_estimate:
 * @seen: of each game of the book, as what a filter takes it
 * @season: only results of earlier seasons are looked at
 * @start: the estimate for the season before
 *
 * Estimates the hyper-parameters by maximum likelihood of the one-step predictions of real outcomes over a trailing
 * window of seasons, with a belief about them: A. C. Harvey, Forecasting, Structural Time Series Models and the Kalman
 * Filter (1989), section 3.4. It takes 41 walks.
 *
 * Returns: the parameters for @season; @start where there are fewer than two earlier seasons
 */
FairFilterParams
fair_filter_params_estimate (const FairLeaguePlan *plan, FairTarget target, const FairSeen *seen, int season,
                             const FairFilterParams *start)
{
  const FairBook *book = fair_league_plan_book (plan);
  Search search = { .plan = plan, .target = target, .seen = seen, .season = season, .start = *start };
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
