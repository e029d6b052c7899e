/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-score-shape.h"

G_BEGIN_DECLS

/**
 * FairScoreDistribution:
 *
 * The chance of every final score of one game, home and away. All prices of the game are sums over this one table, so
 * they agree with each other.
 */
typedef struct _FairScoreDistribution FairScoreDistribution;

/**
 * FairScoreNumber:
 *
 * What a price may be about.
 */
typedef enum
{
  FAIR_SCORE_MARGIN, /* home minus away */
  FAIR_SCORE_TOTAL,
  FAIR_SCORE_HOME,
  FAIR_SCORE_AWAY,
  FAIR_N_SCORE_NUMBERS
} FairScoreNumber;

/**
 * FairScoreMoments:
 *
 * What the table is made to agree with; points.
 */
typedef struct
{
  double margin;
  double margin_sd;
  double total;
  double total_sd;
} FairScoreMoments;

FairScoreDistribution *fair_score_distribution_new     (const FairScoreShape *shape, const FairScoreMoments *moments);
void                   fair_score_distribution_free    (FairScoreDistribution *self);
double                 fair_score_distribution_at      (const FairScoreDistribution *self, guint home, guint away);
double                 fair_score_distribution_above   (const FairScoreDistribution *self, FairScoreNumber number,
                                                        double boundary, double *equal);
FairScoreMoments       fair_score_distribution_moments (const FairScoreDistribution *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairScoreDistribution, fair_score_distribution_free)

G_END_DECLS
