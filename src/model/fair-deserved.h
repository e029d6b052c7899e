/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-ratings.h"

G_BEGIN_DECLS

/**
 * FairDeserved:
 *
 * What margin and total a game deserved by its statistics: plays tell of the teams' strength what a few lucky bounces on
 * the scoreboard hide. It learns from earlier seasons what statistics are worth.
 */
typedef struct _FairDeserved FairDeserved;

#define FAIR_N_SIGNS 5

/**
 * FairDeservedFit:
 *
 * A deserved outcome is a sum of the real one and of both sides' statistics.
 */
typedef struct
{
  gboolean known; /* enough games of earlier seasons had statistics */
  double   outcome;
  double   signs[FAIR_N_SIGNS];
  double   constant;
  double   noise_share; /* the variance of its noise, as a share of that of a real outcome */
} FairDeservedFit;

FairDeserved   *fair_deserved_new     (void);
void            fair_deserved_free    (FairDeserved *self);
void            fair_deserved_note    (FairDeserved *self, FairTarget target, guint game, double expected);
FairDeservedFit fair_deserved_fit     (const FairDeserved *self, FairTarget target, FairView view, int season);
FairSeen        fair_deserved_see     (const FairDeservedFit *fit, FairTarget target, FairView view, guint game);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairDeserved, fair_deserved_free)

G_END_DECLS
