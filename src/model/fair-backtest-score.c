/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-backtest-private.h"

#include "fair-bootstrap.h"
#include "fair-normal.h"
#include "fair-sign.h"

#include <math.h>

static const double levels[] = { 0.5, 0.8, 0.95 };

/* What the games of one season, or of all, add up to for one market. */
typedef struct
{
  GArray *differences; /* of double: the prediction's absolute error minus the close's */
  GArray *weeks;       /* of int, likewise */
  double  error;
  double  close_error;
  double  squares;
  double  close_squares;
  guint   inside[G_N_ELEMENTS (levels)];
} Tally;

static void
tally_init (Tally *tally)
{
  *tally = (Tally) {
    .differences = g_array_new (FALSE, FALSE, sizeof (double)),
    .weeks = g_array_new (FALSE, FALSE, sizeof (int)),
  };
}

static void
tally_clear (Tally *tally)
{
  g_array_unref (tally->differences);
  g_array_unref (tally->weeks);
}

static void
tally_add (Tally *tally, double outcome, double predicted, double sd, double close, int week)
{
  double error = fabs (outcome - predicted);
  double close_error = fabs (outcome - close);
  double difference = error - close_error;

  g_array_append_val (tally->differences, difference);
  g_array_append_val (tally->weeks, week);
  tally->error += error;
  tally->close_error += close_error;
  tally->squares += error * error;
  tally->close_squares += close_error * close_error;
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    tally->inside[i] += error <= sd * fair_normal_quantile (0.5 + levels[i] / 2);
}

static FairBacktestScore
tally_score (const Tally *tally)
{
  double n = tally->differences->len;
  FairBacktestScore score = {
    .n = tally->differences->len,
    .mae = tally->error / n,
    .close_mae = tally->close_error / n,
    .difference = (tally->error - tally->close_error) / n,
    .rmse = sqrt (tally->squares / n),
    .close_rmse = sqrt (tally->close_squares / n),
  };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    score.coverage[i] = tally->inside[i] / n;
  fair_bootstrap_mean ((const double *) (gpointer) tally->differences->data,
                       (const int *) (gpointer) tally->weeks->data, score.n, FAIR_BOOTSTRAP_RESAMPLES,
                       FAIR_BACKTEST_SEED, 0.95, &score.difference_low, &score.difference_high);
  return score;
}

static void
count_side (FairBacktestRow *row, const FairBacktestGame *game)
{
  double edge = fair_side_edge (FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, game->prediction->margin, game->close.spread);
  FairOutcome outcome;

  if (edge == 0)
    return;
  outcome = fair_settle (FAIR_MARKET_SPREAD, edge > 0 ? FAIR_SIDE_HOME : FAIR_SIDE_AWAY, game->close.spread,
                         game->game->home_points, game->game->away_points);
  row->ats_games += outcome == FAIR_OUTCOME_WIN || outcome == FAIR_OUTCOME_LOSS;
  row->ats_wins += outcome == FAIR_OUTCOME_WIN;
}

/* @season 0: all. */
static FairBacktestRow
score_season (const FairBacktest *self, int season)
{
  FairBacktestRow row = { .season = season };
  Tally margins;
  Tally totals;

  tally_init (&margins);
  tally_init (&totals);
  for (guint i = 0; i < self->requests->len; i++)
    {
      guint index = g_array_index (self->requests, FairForecastRequest, i).game;
      FairBacktestGame game = fair_backtest_game (self, i);
      const FairPrediction *p = game.prediction;
      double close = fair_margin_from_spread (game.close.spread);
      int week = fair_backtest_week (game.game);

      if ((season != 0 && game.game->week.season != season) || !fair_book_is_fbs_game (self->book, index))
        continue;
      if (!isnan (game.close.total))
        tally_add (&totals, game.total, p->total, p->total_sd, game.close.total, week);
      if (isnan (close))
        continue;
      tally_add (&margins, game.margin, p->margin, p->margin_sd, close, week);
      row.log_loss += fair_log_loss (p->home_win_probability, game.margin > 0);
      row.close_log_loss += fair_log_loss (fair_normal_cdf (close / FAIR_CLOSE_SD), game.margin > 0);
      count_side (&row, &game);
    }
  row.margin = tally_score (&margins);
  row.total = tally_score (&totals);
  row.log_loss /= row.margin.n;
  row.close_log_loss /= row.margin.n;
  row.measures = fair_backtest_measure (self, season);
  tally_clear (&margins);
  tally_clear (&totals);
  return row;
}

/**
 * fair_backtest_judge:
 * @requests: that @forecast began with
 * @n: how many, all of games that are over
 * @forecast: made in whatever way
 *
 * Returns: how the first predictions of a forecast did, all seasons together
 */
FairBacktestRow
fair_backtest_judge (const FairBook *book, const FairForecastRequest *requests, guint n, const FairForecast *forecast)
{
  g_autoptr (GArray) own = g_array_sized_new (FALSE, FALSE, sizeof (FairForecastRequest), n);
  g_autoptr (GArray) draws = g_array_new (FALSE, FALSE, sizeof (FairBacktestDraw));
  FairBacktest backtest = {
    .book = (FairBook *) book,
    .requests = own,
    .forecast = (FairForecast *) forecast,
    .draws = draws,
  };

  g_array_append_vals (own, requests, n);
  fair_backtest_draw (&backtest);
  return score_season (&backtest, 0);
}

/* Scores each season that has a game, and all together. */
void
fair_backtest_score (FairBacktest *self)
{
  FairBacktestRow all;

  fair_backtest_draw (self);
  all = score_season (self, 0);
  for (int season = self->from; season <= self->to; season++)
    {
      FairBacktestRow row = score_season (self, season);

      if (row.margin.n > 0 || row.total.n > 0)
        g_array_append_val (self->rows, row);
    }
  g_array_append_val (self->rows, all);
}

/**
 * fair_backtest_alarm:
 *
 * Returns: whether the result is too good, or too bad, to be true: a mean absolute error of all margins more than 0.15
 *   points below the close's, or a share of right sides of the closing spread more than three standard errors from one
 *   half
 */
gboolean
fair_backtest_alarm (const FairBacktest *self)
{
  const FairBacktestRow *all = &g_array_index (self->rows, FairBacktestRow, self->rows->len - 1);
  double z = all->ats_games == 0 ? 0 : (2.0 * all->ats_wins - all->ats_games) / sqrt (all->ats_games);

  return all->margin.difference < -0.15 || fabs (z) > 3;
}
