/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-design.h"
#include "fair-ratings.h"

G_BEGIN_DECLS

/**
 * FairBelief:
 *
 * What is believed of all teams at one moment, by each design: from scores alone, and, in the full design, from
 * deserved outcomes.
 */
typedef struct
{
  const FairLeaguePlan *plan;
  FairRatings          *ratings[FAIR_N_DESIGNS][FAIR_N_TARGETS];
  int                   season; /* that the ratings have begun; G_MININT none */
  guint                *played; /* of each team, in @season */
} FairBelief;

/**
 * FairBeliefParams:
 *
 * The hyper-parameters of all its ratings.
 */
typedef struct
{
  FairFilterParams of[FAIR_N_DESIGNS][FAIR_N_TARGETS];
} FairBeliefParams;

/**
 * FairBeliefSeen:
 *
 * As what each of its ratings takes a game.
 */
typedef struct
{
  FairSeen as[FAIR_N_DESIGNS][FAIR_N_TARGETS];
} FairBeliefSeen;

FairBelief *fair_belief_new   (const FairLeaguePlan *plan, const FairBeliefParams *params);
FairBelief *fair_belief_copy  (const FairBelief *self);
void        fair_belief_free  (FairBelief *self);
void        fair_belief_begin (FairBelief *self, int season, gint64 as_of, const FairBeliefParams *params);
void        fair_belief_take  (FairBelief *self, guint game, const FairBeliefSeen *seen);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairBelief, fair_belief_free)

G_END_DECLS
