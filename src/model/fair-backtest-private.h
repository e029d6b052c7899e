/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-backtest.h"

G_BEGIN_DECLS

/* The win probability that a closing spread implies takes outcomes to scatter about it by as many points. */
#define FAIR_CLOSE_SD 15.6

/* Probabilities are kept this far from 0 and 1, so that one certain miss does not make a log loss infinite. */
#define FAIR_LEAST_PROBABILITY 1e-6

struct _FairBacktest
{
  FairBook     *book;
  int           from;
  int           to;
  GArray       *requests; /* of FairForecastRequest, in the order of the predictions */
  FairForecast *forecast;
  GArray       *draws; /* of FairBacktestDraw, in the order of the predictions */
  GArray       *rows; /* of FairBacktestRow: each season, then all */
};

/* A game that is over, as a comparison needs it. */
typedef struct
{
  const FairBookGame   *game;
  const FairPrediction *prediction;
  FairMarketNumbers     open;
  FairMarketNumbers     close;
  double                margin;
  double                total;
} FairBacktestGame;

/* What the table of a game's scores says. */
typedef struct
{
  double discrete; /* negative log likelihood of the margin, less that of a normal curve */
  double push;     /* chance of exactly the closing spread */
} FairBacktestDraw;

FairBacktestGame     fair_backtest_game    (const FairBacktest *self, guint index);
int                  fair_backtest_week    (const FairBookGame *game);
void                 fair_backtest_draw    (FairBacktest *self);
FairBacktestMeasures fair_backtest_measure (const FairBacktest *self, int season);
void                 fair_backtest_score   (FairBacktest *self);
double               fair_log_loss         (double probability, gboolean happened);

G_END_DECLS
