/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-pick.h"
#include "fair-policy.h"
#include "fair-prediction.h"
#include "fair-score-distribution.h"
#include "fair-view.h"

G_BEGIN_DECLS

#define FAIR_MARKETS_PER_GAME 3

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
  gboolean              data_stale; /* the data is too old to bet on */
  const char           *model_id;   /* of the model that made the predictions */
  GHashTable           *typed;      /* nullable: keys of fair_price_typed_key(), newer than all other data */
} FairPriceTerms;

GArray                *fair_price_games  (const FairPriceTerms *terms, const FairPrediction *predictions, guint n);
char                  *fair_price_typed_key (gint64 game_id, const char *provider);
FairScoreDistribution *fair_price_scores (const FairPrediction *prediction, const FairScoreShape *shape);
double                 fair_win_chance   (FairMarket market, FairSide side, double home_number,
                                          const FairScoreDistribution *scores, double *push);

G_END_DECLS
