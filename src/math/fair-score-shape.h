/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Scores of one side run from 0 to one less; a higher one counts as the highest. */
#define FAIR_N_POINTS 110

/**
 * FairScoreShape:
 *
 * How much more often than smooth curves would have it a side scores so many points, and a game ends by such a margin.
 * Football is scored in threes and sevens, so it is a lot: margins of 3 and 7 are key numbers.
 */
typedef struct
{
  double points[FAIR_N_POINTS];
  double margins[FAIR_N_POINTS]; /* of either side; 0 at 0: a game has a winner */
} FairScoreShape;

typedef struct _FairScoreCounts FairScoreCounts;

FairScoreCounts *fair_score_counts_new   (void);
void             fair_score_counts_free  (FairScoreCounts *self);
void             fair_score_counts_add   (FairScoreCounts *self, int home_points, int away_points);

FairScoreShape  *fair_score_shape_new    (void);
FairScoreShape  *fair_score_shape_learn  (const FairScoreCounts *counts);
void             fair_score_shape_free   (FairScoreShape *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairScoreCounts, fair_score_counts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairScoreShape, fair_score_shape_free)

G_END_DECLS
