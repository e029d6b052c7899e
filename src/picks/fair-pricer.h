/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-clock.h"
#include "fair-pick.h"
#include "fair-policy.h"
#include "fair-prediction.h"
#include "fair-score-distribution.h"
#include "fair-view.h"

G_BEGIN_DECLS

#define FAIR_MARKETS_PER_GAME 3

/* Seconds; lines that were seen longer ago are too old to bet on. */
#define FAIR_MAX_DATA_AGE (7 * FAIR_DAY)

/* Why there is no pick, in the order in which it is asked. docs/csv-schema.md explains each. */
#define FAIR_REASON_NO_LINE            "no_line"
#define FAIR_REASON_STARTED            "started"
#define FAIR_REASON_KICKOFF_NEAR       "kickoff_near"
#define FAIR_REASON_STALE_DATA         "stale_data"
#define FAIR_REASON_NOT_FBS            "not_fbs"
#define FAIR_REASON_FEW_GAMES          "few_games"
#define FAIR_REASON_EXTREME_PREDICTION "extreme_prediction"
#define FAIR_REASON_LONG_ODDS          "long_odds"
#define FAIR_REASON_SMALL_EDGE         "small_edge"
#define FAIR_REASON_NO_VALUE           "no_value"
#define FAIR_REASON_ONE_PER_GAME       "one_per_game"
#define FAIR_REASON_WEEKLY_LIMIT       "weekly_limit"
/* Remarks, which a pick may have as well. */
#define FAIR_REASON_BACKUP_MODEL       "backup_model"
#define FAIR_REASON_CACHED_DATA        "cached_data"
#define FAIR_REASON_TYPED_LINE         "typed_line"
#define FAIR_REASON_ADJUSTED           "adjusted"

/**
 * FairPriceTerms:
 *
 * What games are priced by.
 */
typedef struct
{
  const FairBook       *book;   /* lines are looked up as they were known at each prediction's freeze */
  const FairPolicy     *policy; /* what counts as a pick */
  const FairScoreShape *shape;  /* which scores are common */
  gboolean              lines_stale; /* what the API told is too old to bet on; a typed line has an age of its own */
  const char           *model_id;    /* of the model that made the predictions */
  gboolean              data_old;    /* schedule and results, and with them the ratings, are older than a week */
  gboolean              cached;      /* not all that was due could be fetched */
  const GArray         *earlier;     /* nullable, of FairPick: the week's picks as published before */
} FairPriceTerms;

GArray                *fair_price_games  (const FairPriceTerms *terms, const FairPrediction *predictions, guint n);
FairScoreDistribution *fair_price_scores (const FairPrediction *prediction, const FairScoreShape *shape);
double                 fair_win_chance   (FairMarket market, FairSide side, double home_number,
                                          const FairScoreDistribution *scores, double *push);

G_END_DECLS
