/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-backtest-private.h"

#include "fair-bootstrap.h"
#include "fair-clock.h"
#include "fair-normal.h"
#include "fair-rng.h"
#include "fair-score-distribution.h"
#include "fair-scoring.h"
#include "fair-sign.h"
#include "fair-stats.h"

#include <math.h>

#define N_BINS 10
#define WORLDS 1000

static const int push_lines[FAIR_N_PUSH_LINES] = { 3, 7, 10 };

/* A game's chance to win, and who did. */
typedef struct
{
  double chance;
  double won; /* 0 or 1 */
} Win;

/* What is collected of one season, or of all. */
typedef struct
{
  GArray *log_loss; /* all of double, one a game, beside @weeks */
  GArray *discrete;
  GArray *weeks;
  GArray *blend_margin; /* of games with an opener, beside @open_weeks */
  GArray *blend_total;
  GArray *clv_margin;
  GArray *clv_total;
  GArray *open_weeks;
  GArray *wins; /* of Win */
  guint   pushes[FAIR_N_PUSH_LINES];
} Collection;

static void
collection_init (Collection *self)
{
  *self = (Collection) {
    .log_loss = g_array_new (FALSE, FALSE, sizeof (double)),
    .discrete = g_array_new (FALSE, FALSE, sizeof (double)),
    .weeks = g_array_new (FALSE, FALSE, sizeof (int)),
    .blend_margin = g_array_new (FALSE, FALSE, sizeof (double)),
    .blend_total = g_array_new (FALSE, FALSE, sizeof (double)),
    .clv_margin = g_array_new (FALSE, FALSE, sizeof (double)),
    .clv_total = g_array_new (FALSE, FALSE, sizeof (double)),
    .open_weeks = g_array_new (FALSE, FALSE, sizeof (int)),
    .wins = g_array_new (FALSE, FALSE, sizeof (Win)),
  };
}

static void
collection_clear (Collection *self)
{
  g_array_unref (self->log_loss);
  g_array_unref (self->discrete);
  g_array_unref (self->weeks);
  g_array_unref (self->blend_margin);
  g_array_unref (self->blend_total);
  g_array_unref (self->clv_margin);
  g_array_unref (self->clv_total);
  g_array_unref (self->open_weeks);
  g_array_unref (self->wins);
}

/**
 * fair_log_loss:
 *
 * Returns: what a chance costs once it is known whether the thing happened
 */
double
fair_log_loss (double probability, gboolean happened)
{
  double p = CLAMP (probability, FAIR_LEAST_PROBABILITY, 1 - FAIR_LEAST_PROBABILITY);

  return happened ? -log (p) : -log (1 - p);
}

/* Games of one week are drawn together: they share the news and the weather of the league. */
int
fair_backtest_week (const FairBookGame *game)
{
  return (int) (game->freeze / FAIR_WEEK_SECONDS);
}

/**
 * fair_backtest_draw:
 *
 * Notes of each game what the table of its scores says, by what is common in the seasons before.
 */
void
fair_backtest_draw (FairBacktest *self)
{
  g_autoptr (FairScoreShape) shape = NULL;
  int season = G_MININT;

  for (guint i = 0; i < self->requests->len; i++)
    {
      FairBacktestGame game = fair_backtest_game (self, i);
      const FairPrediction *p = game.prediction;
      FairScoreMoments moments = { p->margin, p->margin_sd, p->total, p->total_sd };
      g_autoptr (FairScoreDistribution) scores = NULL;
      double z = (game.margin - p->margin) / p->margin_sd;
      FairBacktestDraw draw;
      double equal;

      if (game.game->week.season != season)
        {
          season = game.game->week.season;
          g_clear_pointer (&shape, fair_score_shape_free);
          shape = fair_scoring_learn (fair_view_at (self->book, fair_season_start (season)), season);
        }
      scores = fair_score_distribution_new (shape, &moments);
      fair_score_distribution_above (scores, FAIR_SCORE_MARGIN, game.margin, &equal);
      draw.discrete = -log (MAX (equal, FAIR_LEAST_PROBABILITY)) - 0.5 * z * z - log (p->margin_sd * sqrt (2 * G_PI));
      fair_score_distribution_above (scores, FAIR_SCORE_MARGIN, fair_margin_from_spread (game.close.spread),
                                     &draw.push);
      g_array_append_val (self->draws, draw);
    }
}

static FairMeasure
measure (GArray *values, GArray *weeks)
{
  const double *numbers = (const double *) (gpointer) values->data;
  FairMeasure result = { .n = values->len, .value = values->len == 0 ? NAN : fair_mean (numbers, values->len) };

  fair_bootstrap_mean (numbers, (const int *) (gpointer) weeks->data, values->len, FAIR_BOOTSTRAP_RESAMPLES,
                       FAIR_BACKTEST_SEED, 0.95, &result.low, &result.high);
  return result;
}

static void
compare_with_opener (const FairBacktestGame *game, Collection *all)
{
  const FairPrediction *p = game->prediction;
  double open = fair_margin_from_spread (game->open.spread);
  double close = fair_margin_from_spread (game->close.spread);
  double values[] = {
    fabs (game->margin - p->blend_margin) - fabs (game->margin - open),
    fabs (game->total - p->blend_total) - fabs (game->total - game->open.total),
    p->margin > open ? close - open : open - close,
    p->total > game->open.total ? game->close.total - game->open.total : game->open.total - game->close.total,
  };
  int week = fair_backtest_week (game->game);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (isnan (values[i]))
      return;
  g_array_append_val (all->blend_margin, values[0]);
  g_array_append_val (all->blend_total, values[1]);
  g_array_append_val (all->clv_margin, values[2]);
  g_array_append_val (all->clv_total, values[3]);
  g_array_append_val (all->open_weeks, week);
}

static void
count_push (FairBacktestMeasures *self, Collection *all, const FairBacktestGame *game, const FairBacktestDraw *draw)
{
  for (guint i = 0; i < FAIR_N_PUSH_LINES; i++)
    if (fabs (game->close.spread) == push_lines[i])
      {
        self->pushes[i].n++;
        self->pushes[i].stated += draw->push;
        all->pushes[i] += game->margin == fair_margin_from_spread (game->close.spread);
      }
}

static void
collect (FairBacktestMeasures *self, Collection *all, const FairBacktestGame *game, const FairBacktestDraw *draw)
{
  Win win = { game->prediction->home_win_probability, game->margin > 0 ? 1 : 0 };
  double close = fair_normal_cdf (fair_margin_from_spread (game->close.spread) / FAIR_CLOSE_SD);
  double loss = fair_log_loss (win.chance, game->margin > 0) - fair_log_loss (close, game->margin > 0);
  int week = fair_backtest_week (game->game);

  if (isnan (close))
    return;
  g_array_append_val (all->log_loss, loss);
  g_array_append_val (all->discrete, draw->discrete);
  g_array_append_val (all->weeks, week);
  g_array_append_val (all->wins, win);
  count_push (self, all, game, draw);
  compare_with_opener (game, all);
}

static int
compare_wins (gconstpointer a, gconstpointer b)
{
  double x = ((const Win *) a)->chance;
  double y = ((const Win *) b)->chance;

  return (x > y) - (x < y);
}

/* @wins by chance; in each bin the distance of what was said from what came, weighted by the bin's games. */
static double
expected_calibration_error (const Win *wins, guint n)
{
  double error = 0;

  for (guint bin = 0; bin < N_BINS; bin++)
    {
      double apart = 0;

      for (guint i = n * bin / N_BINS; i < n * (bin + 1) / N_BINS; i++)
        apart += wins[i].won - wins[i].chance;
      error += fabs (apart);
    }
  return n == 0 ? NAN : error / n;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The same games, played again and again by chances that are true. */
static double
calibration_limit (const Win *wins, guint n)
{
  g_autofree Win *world = g_memdup2 (wins, n * sizeof *wins);
  double errors[WORLDS];
  FairRng rng;

  fair_rng_init (&rng, FAIR_BACKTEST_SEED);
  for (guint k = 0; k < WORLDS; k++)
    {
      for (guint i = 0; i < n; i++)
        world[i].won = fair_rng_uniform (&rng) < world[i].chance ? 1 : 0;
      errors[k] = expected_calibration_error (world, n);
    }
  qsort (errors, WORLDS, sizeof (double), compare_doubles);
  return errors[WORLDS * 95 / 100];
}

static void
conclude (FairBacktestMeasures *self, Collection *all)
{
  const Win *wins;

  self->log_loss = measure (all->log_loss, all->weeks);
  self->discrete = measure (all->discrete, all->weeks);
  self->blend_margin = measure (all->blend_margin, all->open_weeks);
  self->blend_total = measure (all->blend_total, all->open_weeks);
  self->clv_margin = measure (all->clv_margin, all->open_weeks);
  self->clv_total = measure (all->clv_total, all->open_weeks);
  g_array_sort (all->wins, compare_wins);
  wins = (const Win *) (gpointer) all->wins->data;
  self->n_calibration = all->wins->len;
  self->calibration_error = expected_calibration_error (wins, all->wins->len);
  self->calibration_limit = all->wins->len == 0 ? NAN : calibration_limit (wins, all->wins->len);
  for (guint i = 0; i < FAIR_N_PUSH_LINES; i++)
    {
      FairPushRate *rate = &self->pushes[i];

      rate->line = push_lines[i];
      rate->stated = rate->n == 0 ? NAN : rate->stated / rate->n;
      rate->seen = rate->n == 0 ? NAN : all->pushes[i] / (double) rate->n;
      fair_wilson_interval (all->pushes[i], rate->n, 0.95, &rate->low, &rate->high);
    }
}

/**
 * fair_backtest_measure:
 * @season: 0: all
 *
 * Needs fair_backtest_draw().
 */
FairBacktestMeasures
fair_backtest_measure (const FairBacktest *self, int season)
{
  FairBacktestMeasures measures = { 0 };
  Collection all;

  collection_init (&all);
  for (guint i = 0; i < self->requests->len; i++)
    {
      guint index = g_array_index (self->requests, FairForecastRequest, i).game;
      FairBacktestGame game = fair_backtest_game (self, i);

      if ((season == 0 || game.game->week.season == season) && fair_book_is_fbs_game (self->book, index))
        collect (&measures, &all, &game, &g_array_index (self->draws, FairBacktestDraw, i));
    }
  conclude (&measures, &all);
  collection_clear (&all);
  return measures;
}
