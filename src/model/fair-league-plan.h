/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-view.h"

G_BEGIN_DECLS

/**
 * FairFeature:
 *
 * What is known of a team before a season, as a distance from the mean of the season's FBS teams; 0 where unknown.
 */
typedef enum
{
  FAIR_FEATURE_TALENT,      /* standard deviations of roster talent */
  FAIR_FEATURE_RECRUITING,  /* standard deviations of the mean of four recruiting classes */
  FAIR_FEATURE_POWER,       /* plays in one of the strong conferences */
  FAIR_FEATURE_LAST_MARGIN, /* last season's final SP+, in tens of points */
  FAIR_FEATURE_LAST_TOTAL,  /* last season's final SP+, points scored and allowed together, in tens of points */
  FAIR_FEATURE_RETURNING,   /* share of last season's production that returns, in tenths */
  FAIR_N_FEATURES
} FairFeature;

/**
 * FairLeaguePlan:
 *
 * What the filters need of a book and what does not depend on hyper-parameters: which team has which place in them,
 * each season's conferences, and its rosters. Immutable.
 */
typedef struct _FairLeaguePlan FairLeaguePlan;

FairLeaguePlan *fair_league_plan_new         (const FairBook *book);
void            fair_league_plan_free        (FairLeaguePlan *self);
const FairBook *fair_league_plan_book        (const FairLeaguePlan *self);
guint           fair_league_plan_n_places    (const FairLeaguePlan *self);
guint           fair_league_plan_place       (const FairLeaguePlan *self, guint team, FairDivision division);
guint           fair_league_plan_team        (const FairLeaguePlan *self, guint place);
gboolean        fair_league_plan_in_fbs      (const FairLeaguePlan *self, guint place, int season);
const guint    *fair_league_plan_conferences (const FairLeaguePlan *self, int season, guint *n);
guint           fair_league_plan_max_conferences (const FairLeaguePlan *self);
double          fair_league_plan_rest        (const FairLeaguePlan *self, guint game, gboolean home);
void            fair_league_plan_features    (const FairLeaguePlan *self, int season, gint64 as_of, double *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairLeaguePlan, fair_league_plan_free)

G_END_DECLS
