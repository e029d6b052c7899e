/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-backtest.h"

G_BEGIN_DECLS

/**
 * FairLoss:
 *
 * What a prediction is judged by.
 */
typedef enum
{
  FAIR_LOSS_MARGIN, /* absolute error, points */
  FAIR_LOSS_TOTAL,  /* likewise */
  FAIR_LOSS_WINNER, /* log loss of the home team's chance */
  FAIR_N_LOSSES
} FairLoss;

/**
 * FairGameLoss:
 *
 * How far off one prediction was.
 */
typedef struct
{
  gint64 game_id;
  int    season;
  int    week; /* games with the same number are resampled together */
  double of[FAIR_N_LOSSES];
} FairGameLoss;

/**
 * FairPairedLoss:
 *
 * The mean losses of champion and challenger on the same games.
 */
typedef struct
{
  double champion;
  double challenger;
  double difference; /* the second minus the first: below 0 the challenger is better */
  double low;        /* its 95 % interval, resampled by week; NaN for one period */
  double high;
} FairPairedLoss;

#define FAIR_PROMOTION_PERIODS 4

/**
 * FairPromotionPeriod:
 */
typedef struct
{
  int            from; /* seasons */
  int            to;
  FairPairedLoss losses[FAIR_N_LOSSES];
  gboolean       better; /* the losses' relative differences add up to less than 0 */
} FairPromotionPeriod;

/**
 * FairPromotion:
 *
 * Whether a challenger has earned to be the champion. The rule: on the same games, at least one loss is smaller with
 * all of its interval, three of four periods are better, and no loss of any period is 10 % worse. What it cannot say is
 * whether a person wants it.
 */
typedef struct
{
  guint               n_games; /* that both predicted */
  guint               n_seasons;
  FairPairedLoss      losses[FAIR_N_LOSSES];
  guint               n_periods; /* 0 with fewer than four seasons */
  FairPromotionPeriod periods[FAIR_PROMOTION_PERIODS];
  guint               n_better;
  gboolean            clear; /* a loss is smaller with all of its interval */
  gboolean            harmless; /* nothing is 10 % worse */
  gboolean            met;
} FairPromotion;

GArray       *fair_backtest_losses   (const FairBacktest *self);
FairPromotion fair_promotion_judge   (const FairGameLoss *champion, guint n_champion, const FairGameLoss *challenger,
                                      guint n_challenger);
char        **fair_promotion_reasons (const FairPromotion *self);
const char   *fair_promotion_obstacle (const FairPromotion *self);

G_END_DECLS
