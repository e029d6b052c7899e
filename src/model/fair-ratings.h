/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-league-plan.h"

G_BEGIN_DECLS

/**
 * FairTarget:
 *
 * What a filter follows.
 */
typedef enum
{
  FAIR_TARGET_MARGIN,
  FAIR_TARGET_TOTAL,
  FAIR_N_TARGETS
} FairTarget;

/**
 * FairParam:
 *
 * The hyper-parameters of one target: what does not change from game to game. Points, unless said otherwise.
 */
typedef enum
{
  FAIR_PARAM_GAME_SD,     /* of an outcome about what the true strengths say */
  FAIR_PARAM_WEEKLY_SD,   /* of a strength's move in a week */
  FAIR_PARAM_SEASON_SD,   /* of a strength's move between seasons */
  FAIR_PARAM_CARRY_OVER,  /* share of a strength that is left in the next season */
  FAIR_PARAM_CONFERENCE,  /* share of the conference's mean strength that is added then */
  FAIR_PARAM_LOWER_SD,    /* of the teams below the FBS about their common strength */
  FAIR_PARAM_BOWL,        /* share of the strengths that shows in the postseason */
  FAIR_PARAM_BOWL_SD,     /* what the postseason adds to the scatter: who plays at all is uncertain */
  FAIR_PARAM_COMMON_SD,   /* of a week's move of home field, or of the league's scoring */
  FAIR_N_PARAMS
} FairParam;

typedef struct
{
  double value[FAIR_N_PARAMS];
} FairFilterParams;

/**
 * FairSeen:
 *
 * As what a filter took a game.
 */
typedef struct
{
  double outcome;     /* points, as it was or as it deserved to be; NaN: not taken */
  double noise_share; /* 1, or how much smaller the variance of its noise is than that of a real outcome */
} FairSeen;

/**
 * FairRatings:
 *
 * The ratings filter for one target, walking forward through a book. Offence and defence of a team are (strength ±
 * scoring) / 2 of the margin's and the total's filter: with the same variance for both, and the same noise in both
 * scores, margins tell nothing of the sum and totals nothing of the difference, so the joint Gaussian of all offences
 * and defences falls into these two and nothing is lost.
 */
typedef struct _FairRatings FairRatings;

FairRatings     *fair_ratings_new            (const FairLeaguePlan *plan, FairTarget target,
                                              const FairFilterParams *params);
FairRatings     *fair_ratings_copy           (const FairRatings *self);
void             fair_ratings_free           (FairRatings *self);
void             fair_ratings_begin          (FairRatings *self, int season, gint64 as_of,
                                              const FairFilterParams *params);
void             fair_ratings_observe        (FairRatings *self, guint game, FairSeen seen);
double           fair_ratings_predict        (const FairRatings *self, guint game, double *sd);
void             fair_ratings_explain        (const FairRatings *self, guint game, double *home, double *away,
                                              double *common);
double           fair_ratings_strength       (const FairRatings *self, guint place, double *sd);

const char      *fair_target_to_string       (FairTarget target);
double           fair_target_outcome         (FairTarget target, double home, double away);
FairFilterParams fair_filter_params_default  (FairTarget target);
char            *fair_filter_params_to_text  (const FairFilterParams *params);
gboolean         fair_filter_params_from_text (const char *text, FairFilterParams *out);
FairFilterParams fair_filter_params_estimate (const FairLeaguePlan *plan, FairTarget target, const FairSeen *seen,
                                              int season, const FairFilterParams *start);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairRatings, fair_ratings_free)

G_END_DECLS
