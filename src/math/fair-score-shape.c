/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-score-shape.h"

#include <math.h>

/* Of the curve that is drawn through the margins, and through the totals, to see what stands out from them. */
#define BANDWIDTH 5.0

/* What is believed of each factor before anything is counted: that it is 1, as if so many cases said so. */
#define POINTS_BELIEF  50.0
#define MARGINS_BELIEF 20.0

#define SWEEPS 12

#define N_MARGINS (2 * FAIR_N_POINTS - 1) /* from the largest loss to the largest win; of totals there are as many */

struct _FairScoreCounts
{
  guint games[FAIR_N_POINTS][FAIR_N_POINTS];
  guint n;
};

/* What the sweeps work on. */
typedef struct
{
  double smooth[FAIR_N_POINTS][FAIR_N_POINTS]; /* expected games without any shape */
  double n;
  double seen_points[FAIR_N_POINTS]; /* of both sides */
  double seen_margins[FAIR_N_POINTS];
} Sweep;

FairScoreCounts *
fair_score_counts_new (void)
{
  return g_new0 (FairScoreCounts, 1);
}

void
fair_score_counts_free (FairScoreCounts *self)
{
  g_free (self);
}

/**
 * fair_score_counts_add:
 *
 * Counts a game that is over. One that ended level, of which the sport has none any more, is left out.
 */
void
fair_score_counts_add (FairScoreCounts *self, int home_points, int away_points)
{
  guint home = CLAMP (home_points, 0, FAIR_N_POINTS - 1);
  guint away = CLAMP (away_points, 0, FAIR_N_POINTS - 1);

  if (home == away)
    return;
  self->games[home][away]++;
  self->n++;
}

/**
 * fair_score_shape_new:
 *
 * Returns: (transfer full): no shape: every number of points is as likely as its neighbours
 */
FairScoreShape *
fair_score_shape_new (void)
{
  FairScoreShape *self = g_new (FairScoreShape, 1);

  for (guint i = 0; i < FAIR_N_POINTS; i++)
    {
      self->points[i] = 1;
      self->margins[i] = i == 0 ? 0 : 1;
    }
  return self;
}

void
fair_score_shape_free (FairScoreShape *self)
{
  g_free (self);
}

/* Spreads each count over its neighbours; none is lost over the ends. */
static void
smooth_out (const double counts[N_MARGINS], double out[N_MARGINS])
{
  double kernel[N_MARGINS];

  for (guint i = 0; i < N_MARGINS; i++)
    {
      kernel[i] = exp (-0.5 * (i / BANDWIDTH) * (i / BANDWIDTH));
      out[i] = 0;
    }
  for (guint from = 0; from < N_MARGINS; from++)
    {
      double sum = 0;

      if (counts[from] == 0)
        continue;
      for (guint to = 0; to < N_MARGINS; to++)
        sum += kernel[ABS ((int) to - (int) from)];
      for (guint to = 0; to < N_MARGINS; to++)
        out[to] += counts[from] * kernel[ABS ((int) to - (int) from)] / sum;
    }
}

/* Scores as smooth margins and smooth totals, each by itself, would make them. */
static void
draw_smooth (const FairScoreCounts *counts, Sweep *sweep)
{
  double margins[N_MARGINS] = { 0 };
  double totals[N_MARGINS] = { 0 };
  double smooth_margins[N_MARGINS];
  double smooth_totals[N_MARGINS];
  double sum = 0;

  for (guint home = 0; home < FAIR_N_POINTS; home++)
    for (guint away = 0; away < FAIR_N_POINTS; away++)
      {
        margins[FAIR_N_POINTS - 1 + home - away] += counts->games[home][away];
        totals[home + away] += counts->games[home][away];
      }
  smooth_out (margins, smooth_margins);
  smooth_out (totals, smooth_totals);
  for (guint home = 0; home < FAIR_N_POINTS; home++)
    for (guint away = 0; away < FAIR_N_POINTS; away++)
      {
        sweep->smooth[home][away]
          = home == away ? 0 : smooth_margins[FAIR_N_POINTS - 1 + home - away] * smooth_totals[home + away];
        sum += sweep->smooth[home][away];
      }
  for (guint home = 0; home < FAIR_N_POINTS; home++)
    for (guint away = 0; away < FAIR_N_POINTS; away++)
      sweep->smooth[home][away] *= sweep->n / sum;
}

static void
count_marginals (const FairScoreCounts *counts, Sweep *sweep)
{
  sweep->n = counts->n;
  for (guint home = 0; home < FAIR_N_POINTS; home++)
    for (guint away = 0; away < FAIR_N_POINTS; away++)
      {
        sweep->seen_points[home] += counts->games[home][away];
        sweep->seen_points[away] += counts->games[home][away];
        sweep->seen_margins[home > away ? home - away : away - home] += counts->games[home][away];
      }
}

/* Expected cases of each number of points (or of each margin) under the shape so far. */
static void
expect (const Sweep *sweep, const FairScoreShape *shape, gboolean margins, double out[FAIR_N_POINTS])
{
  double sum = 0;

  for (guint i = 0; i < FAIR_N_POINTS; i++)
    out[i] = 0;
  for (guint home = 0; home < FAIR_N_POINTS; home++)
    for (guint away = 0; away < FAIR_N_POINTS; away++)
      {
        guint margin = home > away ? home - away : away - home;
        double games
          = sweep->smooth[home][away] * shape->points[home] * shape->points[away] * shape->margins[margin];

        sum += games;
        if (margins)
          out[margin] += games;
        else
          {
            out[home] += games;
            out[away] += games;
          }
      }
  for (guint i = 0; i < FAIR_N_POINTS; i++)
    out[i] *= sweep->n / sum;
}

/**
 * fair_score_shape_learn:
 *
 * Iterative proportional fitting (W. E. Deming and F. F. Stephan, Ann. Math. Stat. 11 (1940) 427-444) of a product of
 * factors to the points and the margins that occurred, each factor shrunk to 1.
 *
 * Returns: (transfer full): the shape; none where nothing was counted
 */
FairScoreShape *
fair_score_shape_learn (const FairScoreCounts *counts)
{
  FairScoreShape *shape = fair_score_shape_new ();
  g_autofree Sweep *sweep = g_new0 (Sweep, 1);
  double expected[FAIR_N_POINTS];

  if (counts->n == 0)
    return shape;
  count_marginals (counts, sweep);
  draw_smooth (counts, sweep);
  for (guint i = 0; i < SWEEPS; i++)
    {
      expect (sweep, shape, FALSE, expected);
      for (guint k = 0; k < FAIR_N_POINTS; k++)
        shape->points[k] *= (sweep->seen_points[k] + POINTS_BELIEF) / (expected[k] + POINTS_BELIEF);
      expect (sweep, shape, TRUE, expected);
      for (guint k = 1; k < FAIR_N_POINTS; k++)
        shape->margins[k] *= (sweep->seen_margins[k] + MARGINS_BELIEF) / (expected[k] + MARGINS_BELIEF);
    }
  return shape;
}
