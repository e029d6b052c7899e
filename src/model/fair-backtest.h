/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-backtest-measures.h"
#include "fair-forecast.h"

G_BEGIN_DECLS

/* Of the generator that intervals are resampled with. */
#define FAIR_BACKTEST_SEED 20171123

/**
 * FairBacktestScore:
 *
 * How one market's forecasts did beside the closing line on the same games. Points, unless said otherwise.
 */
typedef struct
{
  guint  n;
  double mae;             /* of the prediction */
  double close_mae;       /* of the closing line */
  double difference;      /* the first minus the second */
  double difference_low;  /* its 95 % interval, resampled by week */
  double difference_high;
  double rmse;
  double close_rmse;
  double coverage[3]; /* share of results inside the 50, 80 and 95 % intervals */
} FairBacktestScore;

/**
 * FairBacktestRow:
 *
 * FBS v FBS games with a closing spread (and, for @total, a closing total) of one season, or of all of them.
 */
typedef struct
{
  int               season; /* 0: all seasons together */
  FairBacktestScore margin;
  FairBacktestScore total;
  double            log_loss;       /* of home_win_probability */
  double            close_log_loss; /* of the probability that the closing spread implies */
  guint             ats_games;      /* pushes left out */
  guint             ats_wins;       /* where the prediction's side of the closing spread won */
  FairBacktestMeasures measures;
} FairBacktestRow;

/**
 * FairBacktest:
 *
 * A walk forward over whole seasons: every game predicted at its own freeze.
 */
typedef struct _FairBacktest FairBacktest;

FairBacktest          *fair_backtest_run         (const FairBook       *book,
                                                  int                   from,
                                                  int                   to,
                                                  const FairForecastOptions *options,
                                                  FairProgress         *progress,
                                                  GCancellable         *cancellable,
                                                  GError              **error);
void                   fair_backtest_free        (FairBacktest *self);
const FairForecast    *fair_backtest_forecast    (const FairBacktest *self);
const FairBacktestRow *fair_backtest_rows        (const FairBacktest *self, guint *n);
FairBacktestRow        fair_backtest_judge       (const FairBook *book, const FairForecastRequest *requests,
                                                  guint n, const FairForecast *forecast);
gboolean               fair_backtest_alarm       (const FairBacktest *self);
GBytes                *fair_backtest_to_csv      (const FairBacktest *self);
char                  *fair_backtest_to_text     (const FairBacktest *self);
char                  *fair_backtest_to_json     (const FairBacktest *self);
char                  *fair_backtest_row_to_json (const FairBacktestRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairBacktest, fair_backtest_free)

G_END_DECLS
