/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Kalman filter of R. E. Kalman, "A new approach to linear filtering and prediction problems", J. Basic Eng. 82
 * (1960) 35-45, for paired comparisons as in M. E. Glickman and H. S. Stern, "A state-space model for National Football
 * League scores", JASA 93 (1998) 25-35. Outcomes far outside their expectation count less (P. J. Huber, Robust
 * Statistics, 1981, chapter 7): one freak result must not carry a rating off. */
#include "fair-filter.h"

#include <math.h>
#include <string.h>

/* Innovations are cut at this many standard deviations. */
#define CLIP 2.5

/* Rows are padded to whole vectors, so that the inner loop has no tail. */
#define LANES 4

typedef double Vector __attribute__ ((vector_size (LANES * sizeof (double)), aligned (LANES * sizeof (double)),
                                      may_alias));

struct _FairFilter
{
  guint   n;
  guint   stride;     /* n rounded up to whole vectors */
  double *block;      /* one aligned allocation, which all that follows points into */
  double *mean;
  double *column;     /* scratch: the covariance of every state with a sum of states */
  double *covariance; /* row i holds columns 0..i; what lies right of the diagonal is never read */
};

/**
 * fair_filter_new:
 *
 * Returns: (transfer full): @n_states numbers, all known to be nought
 */
FairFilter *
fair_filter_new (guint n_states)
{
  FairFilter *self = g_new0 (FairFilter, 1);
  gsize stride = (MAX (n_states, 1) + LANES - 1) / LANES * LANES;

  self->n = n_states;
  self->stride = stride;
  self->block = g_aligned_alloc0 (stride * (stride + 2), sizeof (double), sizeof (Vector));
  self->mean = self->block;
  self->column = self->block + stride;
  self->covariance = self->block + 2 * stride;
  return self;
}

FairFilter *
fair_filter_copy (const FairFilter *self)
{
  FairFilter *copy = fair_filter_new (self->n);

  memcpy (copy->block, self->block, (gsize) self->stride * (self->stride + 2) * sizeof (double));
  return copy;
}

void
fair_filter_free (FairFilter *self)
{
  g_aligned_free (self->block);
  g_free (self);
}

static double *
cell (const FairFilter *self, guint a, guint b)
{
  return a >= b ? &self->covariance[(gsize) a * self->stride + b] : &self->covariance[(gsize) b * self->stride + a];
}

/**
 * fair_filter_set:
 *
 * Forgets what was believed of @state: from now on it has @mean and @variance, and nothing to do with any other.
 */
void
fair_filter_set (FairFilter *self, guint state, double mean, double variance)
{
  for (guint i = 0; i < self->n; i++)
    *cell (self, state, i) = 0;
  *cell (self, state, state) = variance;
  self->mean[state] = mean;
}

/**
 * fair_filter_widen:
 * @variance: of a step that @state may have taken by itself
 */
void
fair_filter_widen (FairFilter *self, guint state, double variance)
{
  *cell (self, state, state) += variance;
}

static void
covariances (const FairFilter *self, const FairTerm *terms, guint n_terms, double *out)
{
  memset (out, 0, self->stride * sizeof (double));
  for (guint k = 0; k < n_terms; k++)
    {
      guint state = terms[k].state;
      double weight = terms[k].weight;
      const double *row = self->covariance + (gsize) state * self->stride;
      const double *column = self->covariance + state;

      for (guint i = 0; i <= state; i++)
        out[i] += weight * row[i];
      for (guint i = state + 1; i < self->n; i++)
        out[i] += weight * column[(gsize) i * self->stride];
    }
}

/**
 * fair_filter_combine:
 * @terms: @state may be among them
 *
 * Replaces @state by a sum of states.
 */
void
fair_filter_combine (FairFilter *self, guint state, const FairTerm *terms, guint n_terms)
{
  double mean = fair_filter_mean (self, terms, n_terms);
  double variance = fair_filter_variance (self, terms, n_terms);

  covariances (self, terms, n_terms, self->column);
  for (guint i = 0; i < self->n; i++)
    *cell (self, state, i) = self->column[i];
  *cell (self, state, state) = variance;
  self->mean[state] = mean;
}

/**
 * fair_filter_mean:
 *
 * Returns: what is expected of a sum of states
 */
double
fair_filter_mean (const FairFilter *self, const FairTerm *terms, guint n_terms)
{
  double sum = 0;

  for (guint k = 0; k < n_terms; k++)
    sum += terms[k].weight * self->mean[terms[k].state];
  return sum;
}

/**
 * fair_filter_variance:
 *
 * Returns: the variance of a sum of states
 */
double
fair_filter_variance (const FairFilter *self, const FairTerm *terms, guint n_terms)
{
  double sum = 0;

  for (guint k = 0; k < n_terms; k++)
    for (guint l = 0; l < n_terms; l++)
      sum += terms[k].weight * terms[l].weight * *cell (self, terms[k].state, terms[l].state);
  return MAX (sum, 0);
}

/* covariance -= column column' / variance, up to the diagonal. */
static void
shrink (FairFilter *self, double variance)
{
  const Vector *column = (const Vector *) self->column;

  for (guint i = 0; i < self->n; i++)
    {
      Vector *row = (Vector *) (self->covariance + (gsize) i * self->stride);
      double gain = self->column[i] / variance;
      Vector gains = { gain, gain, gain, gain };

      for (guint j = 0; j <= i / LANES; j++)
        row[j] -= gains * column[j];
    }
}

/**
 * fair_filter_observe:
 * @terms: the sum that was seen
 * @outcome: as what it was seen; finite
 * @noise_variance: of the sight, greater than 0
 *
 * Takes one outcome into the belief.
 *
 * Returns: the negative log likelihood that the outcome had
 */
double
fair_filter_observe (FairFilter *self, const FairTerm *terms, guint n_terms, double outcome, double noise_variance)
{
  double variance = fair_filter_variance (self, terms, n_terms) + noise_variance;
  double deviations = (outcome - fair_filter_mean (self, terms, n_terms)) / sqrt (variance);
  double step = CLAMP (deviations, -CLIP, CLIP) / sqrt (variance);

  covariances (self, terms, n_terms, self->column);
  for (guint i = 0; i < self->n; i++)
    self->mean[i] += self->column[i] * step;
  shrink (self, variance);
  return 0.5 * (deviations * deviations + log (2 * G_PI * variance));
}
