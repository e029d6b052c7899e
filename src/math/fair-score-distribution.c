/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-score-distribution.h"

#include <math.h>

#define N         FAIR_N_POINTS
#define N_NUMBERS (2 * N - 1)

/* Narrower than this the grid of whole points shows through; wider, nearly all of it is. */
#define LEAST_SD 2.0
#define MOST_SD  40.0

#define MOST_MARGIN 80.0
#define MOST_TOTAL  150.0

/* Until the table's moments are those that were asked for. Near the edge at no points not all of them can be had: the
 * spread is what gives way. */
#define MOST_STEPS   24
#define SPREAD_STEPS 4
#define CLOSE        0.02 /* points */

struct _FairScoreDistribution
{
  double           chance[N][N];                            /* [home][away] */
  double           marginal[FAIR_N_SCORE_NUMBERS][N_NUMBERS]; /* a margin is moved up by N - 1 */
  FairScoreMoments moments;
};

/* Weights of all scores, and of their margins and totals. */
static void
fill (FairScoreDistribution *self, const FairScoreShape *shape, const FairScoreMoments *base)
{
  double *margin_sums = self->marginal[FAIR_SCORE_MARGIN];
  double *total_sums = self->marginal[FAIR_SCORE_TOTAL];
  double margins[N_NUMBERS];
  double totals[N_NUMBERS];

  for (guint i = 0; i < N_NUMBERS; i++)
    {
      double margin = ((int) i - (N - 1) - base->margin) / base->margin_sd;
      double total = (i - base->total) / base->total_sd;

      margins[i] = exp (-0.5 * margin * margin) * shape->margins[ABS ((int) i - (N - 1))];
      totals[i] = exp (-0.5 * total * total);
      margin_sums[i] = total_sums[i] = 0;
    }
  for (guint home = 0; home < N; home++)
    for (guint away = 0; away < N; away++)
      {
        double weight
          = margins[N - 1 + home - away] * totals[home + away] * shape->points[home] * shape->points[away];

        self->chance[home][away] = weight;
        margin_sums[N - 1 + home - away] += weight;
        total_sums[home + away] += weight;
      }
}

/* Makes chances of the weights. */
static void
finish (FairScoreDistribution *self)
{
  double sum = 0;

  for (guint i = 0; i < N_NUMBERS; i++)
    sum += self->marginal[FAIR_SCORE_TOTAL][i];
  for (guint i = 0; i < N_NUMBERS; i++)
    {
      self->marginal[FAIR_SCORE_MARGIN][i] /= sum;
      self->marginal[FAIR_SCORE_TOTAL][i] /= sum;
      self->marginal[FAIR_SCORE_HOME][i] = self->marginal[FAIR_SCORE_AWAY][i] = 0;
    }
  for (guint home = 0; home < N; home++)
    for (guint away = 0; away < N; away++)
      {
        self->chance[home][away] /= sum;
        self->marginal[FAIR_SCORE_HOME][home] += self->chance[home][away];
        self->marginal[FAIR_SCORE_AWAY][away] += self->chance[home][away];
      }
}

static void
measure (const double weights[N_NUMBERS], double offset, double *mean, double *sd)
{
  double all = 0;
  double sum = 0;
  double squares = 0;

  for (guint i = 0; i < N_NUMBERS; i++)
    {
      all += weights[i];
      sum += weights[i] * i;
    }
  for (guint i = 0; i < N_NUMBERS; i++)
    squares += weights[i] * (i - sum / all) * (i - sum / all);
  *mean = sum / all - offset;
  *sd = sqrt (squares / all);
}

/* The shape and the edge at no points move what the curves alone would give; they are moved the other way. */
static gboolean
adjust (FairScoreMoments *base, const FairScoreMoments *wanted, const FairScoreMoments *got, gboolean spread)
{
  base->margin = CLAMP (base->margin + wanted->margin - got->margin, -2 * MOST_MARGIN, 2 * MOST_MARGIN);
  base->total = CLAMP (base->total + wanted->total - got->total, -MOST_TOTAL, 2 * MOST_TOTAL);
  if (spread)
    {
      base->margin_sd = CLAMP (base->margin_sd * wanted->margin_sd / got->margin_sd, LEAST_SD, MOST_SD);
      base->total_sd = CLAMP (base->total_sd * wanted->total_sd / got->total_sd, LEAST_SD, MOST_SD);
    }
  return fabs (wanted->margin - got->margin) < CLOSE && fabs (wanted->total - got->total) < CLOSE
         && (!spread || (fabs (wanted->margin_sd - got->margin_sd) < CLOSE && fabs (wanted->total_sd - got->total_sd) < CLOSE));
}

/**
 * fair_score_distribution_new:
 * @shape: how scores are made
 * @moments: means and standard deviations of margin and total; those that no football game could have are brought to
 *   the nearest that one could
 *
 * The table is a normal curve of the margin, times one of the total, times the shape, moved until it has the moments.
 *
 * Returns: (transfer full)
 */
FairScoreDistribution *
fair_score_distribution_new (const FairScoreShape *shape, const FairScoreMoments *moments)
{
  FairScoreDistribution *self = g_new (FairScoreDistribution, 1);
  FairScoreMoments wanted = {
    .margin = CLAMP (moments->margin, -MOST_MARGIN, MOST_MARGIN),
    .margin_sd = CLAMP (moments->margin_sd, LEAST_SD, MOST_SD),
    .total_sd = CLAMP (moments->total_sd, LEAST_SD, MOST_SD),
  };
  FairScoreMoments base;
  gboolean done = FALSE;

  wanted.total = CLAMP (moments->total, fabs (wanted.margin) + LEAST_SD, MOST_TOTAL);
  base = wanted;
  for (guint step = 0; step < MOST_STEPS && !done; step++)
    {
      fill (self, shape, &base);
      measure (self->marginal[FAIR_SCORE_MARGIN], N - 1, &self->moments.margin, &self->moments.margin_sd);
      measure (self->marginal[FAIR_SCORE_TOTAL], 0, &self->moments.total, &self->moments.total_sd);
      done = adjust (&base, &wanted, &self->moments, step < SPREAD_STEPS);
    }
  finish (self);
  return self;
}

void
fair_score_distribution_free (FairScoreDistribution *self)
{
  g_free (self);
}

/**
 * fair_score_distribution_at:
 *
 * Returns: the chance of one final score
 */
double
fair_score_distribution_at (const FairScoreDistribution *self, guint home, guint away)
{
  return home < N && away < N ? self->chance[home][away] : 0;
}

/**
 * fair_score_distribution_above:
 * @boundary: points; a whole number can be hit, a half cannot
 * @equal: (out) (optional): the chance of exactly @boundary
 *
 * Returns: the chance of more than @boundary
 */
double
fair_score_distribution_above (const FairScoreDistribution *self, FairScoreNumber number, double boundary,
                               double *equal)
{
  double offset = number == FAIR_SCORE_MARGIN ? N - 1 : 0;
  double above = 0;
  double at = 0;

  for (guint i = 0; i < N_NUMBERS; i++)
    {
      if (i - offset > boundary)
        above += self->marginal[number][i];
      else if (i - offset == boundary)
        at = self->marginal[number][i];
    }
  if (equal != NULL)
    *equal = at;
  return above;
}

/**
 * fair_score_distribution_moments:
 *
 * Returns: the table's own means and standard deviations
 */
FairScoreMoments
fair_score_distribution_moments (const FairScoreDistribution *self)
{
  return self->moments;
}
