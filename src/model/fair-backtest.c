/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-backtest-private.h"

#include "fair-csv.h"
#include "fair-error.h"
#include "fair-score-distribution.h"
#include "fair-scoring.h"
#include "fair-sign.h"
#include "fair-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const char *const columns[] = {
  "schema",       "game_id",      "season",      "season_type",       "week",
  "kickoff_utc",  "frozen_at_utc", "home_team",  "away_team",         "neutral_site",
  "pred_margin",  "pred_total",   "margin_sd",   "total_sd",          "home_win_probability",
  "blend_margin", "blend_total",  "cover_probability", "over_probability", "open_spread",
  "close_spread", "open_total",   "close_total", "home_points",       "away_points",
  NULL,
};

static void
collect_requests (FairBacktest *self)
{
  for (guint i = fair_book_first_game_of (self->book, self->from); i < fair_book_n_games (self->book); i++)
    {
      const FairBookGame *game = fair_book_game (self->book, i);
      FairForecastRequest request = { i, game->freeze };
      int points;

      if (game->week.season > self->to)
        break;
      if (fair_view_result (fair_view_at (self->book, G_MAXINT64), i, &points, &points))
        g_array_append_val (self->requests, request);
    }
}

/**
 * fair_backtest_run:
 * @from: the first season
 * @to: the last season, at least @from
 * @options: (nullable): how
 * @progress: (nullable): where the walk stands
 *
 * Walks forward through the book and predicts every game of the seasons that is over, at the game's own freeze: the
 * Tuesday before it. All earlier seasons of the book warm the model up.
 *
 * Returns: (transfer full): the predictions and how they did; %NULL when cancelled, or %FAIR_ERROR_USAGE where the
 *   seasons are the wrong way round
 */
FairBacktest *
fair_backtest_run (const FairBook       *book,
                   int                   from,
                   int                   to,
                   const FairForecastOptions *options,
                   FairProgress         *progress,
                   GCancellable         *cancellable,
                   GError              **error)
{
  g_autoptr (FairBacktest) self = NULL;

  if (from > to)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                   _("A backtest cannot run from %d to %d; name the earlier season first."), from, to);
      return NULL;
    }
  self = g_new0 (FairBacktest, 1);
  self->book = fair_book_ref ((FairBook *) book);
  self->from = from;
  self->to = to;
  self->requests = g_array_new (FALSE, FALSE, sizeof (FairForecastRequest));
  self->draws = g_array_new (FALSE, FALSE, sizeof (FairBacktestDraw));
  self->rows = g_array_new (FALSE, TRUE, sizeof (FairBacktestRow));
  collect_requests (self);
  self->forecast = fair_forecast_run (book, (const FairForecastRequest *) (gpointer) self->requests->data,
                                      self->requests->len, options, progress, cancellable, error);
  if (self->forecast == NULL)
    return NULL;
  fair_backtest_score (self);
  return g_steal_pointer (&self);
}

void
fair_backtest_free (FairBacktest *self)
{
  g_clear_pointer (&self->forecast, fair_forecast_free);
  g_array_unref (self->requests);
  g_array_unref (self->draws);
  g_array_unref (self->rows);
  fair_book_unref (self->book);
  g_free (self);
}

/**
 * fair_backtest_forecast:
 *
 * Returns: (transfer none): the predictions of all games, FCS opponents included, in the order of kickoff
 */
const FairForecast *
fair_backtest_forecast (const FairBacktest *self)
{
  return self->forecast;
}

/**
 * fair_backtest_rows:
 * @n: (out): how many
 *
 * Returns: (transfer none): how the predictions did in each season, and, in the last row, in all of them
 */
const FairBacktestRow *
fair_backtest_rows (const FairBacktest *self, guint *n)
{
  *n = self->rows->len;
  return (const FairBacktestRow *) (gconstpointer) self->rows->data;
}

/* The game of the request with this index. */
FairBacktestGame
fair_backtest_game (const FairBacktest *self, guint index)
{
  guint game = g_array_index (self->requests, FairForecastRequest, index).game;
  const FairBookGame *row = fair_book_game (self->book, game);
  guint n;

  return (FairBacktestGame) {
    .game = row,
    .prediction = fair_forecast_predictions (self->forecast, &n) + index,
    .open = fair_book_opening (self->book, game),
    .close = fair_book_closing (self->book, game),
    .margin = row->home_points - row->away_points,
    .total = row->home_points + row->away_points,
  };
}

/* The chances of all final scores by the blend; NULL without one. */
static FairScoreDistribution *
blended_scores (const FairPrediction *p, const FairScoreShape *shape)
{
  FairScoreMoments moments = { p->blend_margin, p->blend_margin_sd, p->blend_total, p->blend_total_sd };

  if (isnan (p->blend_margin) || isnan (p->blend_total))
    return NULL;
  return fair_score_distribution_new (shape, &moments);
}

/* Of a bet that is decided. NaN, which becomes an empty cell, without a blend or a line. */
static double
probability_above (const FairScoreDistribution *scores, FairScoreNumber number, double line)
{
  double push;
  double above;

  if (scores == NULL || isnan (line))
    return NAN;
  above = fair_score_distribution_above (scores, number, line, &push);
  return above / (1 - push);
}

static void
write_row (FairCsvWriter *csv, const FairBook *book, const FairBacktestGame *row, const FairScoreShape *shape)
{
  const FairBookGame *game = row->game;
  const FairPrediction *p = row->prediction;
  g_autoptr (FairScoreDistribution) scores = blended_scores (p, shape);

  fair_csv_writer_integer (csv, 1);
  fair_csv_writer_integer (csv, game->id);
  fair_csv_writer_integer (csv, game->week.season);
  fair_csv_writer_text (csv, fair_season_type_to_string (game->week.type));
  fair_csv_writer_integer (csv, game->week.week);
  fair_csv_writer_time (csv, game->kickoff);
  fair_csv_writer_time (csv, p->frozen_at);
  fair_csv_writer_text (csv, fair_book_team (book, game->home)->school);
  fair_csv_writer_text (csv, fair_book_team (book, game->away)->school);
  fair_csv_writer_boolean (csv, game->neutral_site);
  fair_csv_writer_number (csv, p->margin, 4);
  fair_csv_writer_number (csv, p->total, 4);
  fair_csv_writer_number (csv, p->margin_sd, 4);
  fair_csv_writer_number (csv, p->total_sd, 4);
  fair_csv_writer_number (csv, p->home_win_probability, 6);
  fair_csv_writer_number (csv, p->blend_margin, 4);
  fair_csv_writer_number (csv, p->blend_total, 4);
  fair_csv_writer_number (csv, probability_above (scores, FAIR_SCORE_MARGIN,
                                                  fair_margin_from_spread (row->close.spread)), 6);
  fair_csv_writer_number (csv, probability_above (scores, FAIR_SCORE_TOTAL, row->close.total), 6);
  fair_csv_writer_number (csv, row->open.spread, 2);
  fair_csv_writer_number (csv, row->close.spread, 2);
  fair_csv_writer_number (csv, row->open.total, 2);
  fair_csv_writer_number (csv, row->close.total, 2);
  fair_csv_writer_integer (csv, game->home_points);
  fair_csv_writer_integer (csv, game->away_points);
  fair_csv_writer_end_row (csv);
}

/**
 * fair_backtest_to_csv:
 *
 * Returns: (transfer full): one row a game: the backtest predictions CSV, schema 1
 */
GBytes *
fair_backtest_to_csv (const FairBacktest *self)
{
  g_autoptr (FairCsvWriter) csv = fair_csv_writer_new ();
  g_autoptr (FairScoreShape) shape = NULL;
  int season = G_MININT;

  fair_csv_writer_header (csv, columns);
  for (guint i = 0; i < self->requests->len; i++)
    {
      FairBacktestGame row = fair_backtest_game (self, i);

      if (row.game->week.season != season)
        {
          season = row.game->week.season;
          g_clear_pointer (&shape, fair_score_shape_free);
          shape = fair_scoring_learn (fair_view_at (self->book, fair_season_start (season)), season);
        }
      write_row (csv, self->book, &row, shape);
    }
  return fair_csv_writer_finish (csv);
}
