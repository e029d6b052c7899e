/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-view.h"

G_BEGIN_DECLS

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
void            fair_league_plan_rosters     (const FairLeaguePlan *self, int season, gint64 as_of, double *talent,
                                              double *recruiting);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairLeaguePlan, fair_league_plan_free)

G_END_DECLS
