/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-filter.h"
#include "fair-rng.h"

#include <math.h>
#include <string.h>

#define N 7

static double
mean_of (const FairFilter *filter, guint state)
{
  FairTerm term = { state, 1 };

  return fair_filter_mean (filter, &term, 1);
}

static double
variance_of (const FairFilter *filter, guint state)
{
  FairTerm term = { state, 1 };

  return fair_filter_variance (filter, &term, 1);
}

/* Two teams with variances 100 and 50, one game with noise 150: the variance of the outcome is 300, the gains are 1/3
 * and -1/6, so a win by 12 moves them by 4 and -2. */
static void
test_one_game (void)
{
  g_autoptr (FairFilter) filter = fair_filter_new (2);
  const FairTerm game[] = { { 0, 1 }, { 1, -1 } };
  double cost;

  fair_filter_set (filter, 0, 0, 100);
  fair_filter_set (filter, 1, 0, 50);
  cost = fair_filter_observe (filter, game, 2, 12, 150);
  g_assert_cmpfloat_with_epsilon (cost, 0.5 * (144.0 / 300 + log (2 * G_PI * 300)), 1e-12);
  g_assert_cmpfloat_with_epsilon (mean_of (filter, 0), 4, 1e-12);
  g_assert_cmpfloat_with_epsilon (mean_of (filter, 1), -2, 1e-12);
  g_assert_cmpfloat_with_epsilon (variance_of (filter, 0), 100 - 100.0 / 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (variance_of (filter, 1), 50 - 25.0 / 3, 1e-12);
  /* var (a - b) = 1 / (1/150 + 1/150) */
  g_assert_cmpfloat_with_epsilon (fair_filter_variance (filter, game, 2), 75, 1e-12);
}

/* A surprise of ten deviations moves a belief no further than one of two and a half. */
static void
test_clip (void)
{
  g_autoptr (FairFilter) filter = fair_filter_new (1);
  const FairTerm alone = { 0, 1 };

  fair_filter_set (filter, 0, 0, 100);
  fair_filter_observe (filter, &alone, 1, 200, 300);
  g_assert_cmpfloat_with_epsilon (mean_of (filter, 0), 100.0 / 20 * 2.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (variance_of (filter, 0), 75, 1e-12);
}

static void
test_combine (void)
{
  g_autoptr (FairFilter) filter = fair_filter_new (2);
  const FairTerm sum[] = { { 0, 0.5 }, { 1, 2 } };
  const FairTerm difference[] = { { 0, 1 }, { 1, -1 } };

  fair_filter_set (filter, 0, 8, 16);
  fair_filter_set (filter, 1, 1, 1);
  fair_filter_combine (filter, 0, sum, 2);
  g_assert_cmpfloat (mean_of (filter, 0), ==, 6);
  g_assert_cmpfloat (variance_of (filter, 0), ==, 8);
  /* 8 + 1 - 2 × 2 */
  g_assert_cmpfloat (fair_filter_variance (filter, difference, 2), ==, 5);
  fair_filter_combine (filter, 0, NULL, 0);
  g_assert_cmpfloat (variance_of (filter, 0), ==, 0);
  g_assert_cmpfloat (mean_of (filter, 0), ==, 0);
}

/* The textbook's filter on full matrices. */
typedef struct
{
  double mean[N];
  double cov[N][N];
} Dense;

static void
dense_combine (Dense *dense, guint state, const double *weights)
{
  double column[N] = { 0 };
  double mean = 0;
  double variance = 0;

  for (guint i = 0; i < N; i++)
    {
      mean += weights[i] * dense->mean[i];
      for (guint j = 0; j < N; j++)
        {
          column[i] += dense->cov[i][j] * weights[j];
          variance += weights[i] * weights[j] * dense->cov[i][j];
        }
    }
  for (guint i = 0; i < N; i++)
    dense->cov[i][state] = dense->cov[state][i] = column[i];
  dense->cov[state][state] = variance;
  dense->mean[state] = mean;
}

static void
dense_observe (Dense *dense, const double *weights, double outcome, double noise)
{
  double column[N] = { 0 };
  double variance = noise;
  double expected = 0;

  for (guint i = 0; i < N; i++)
    for (guint j = 0; j < N; j++)
      column[i] += dense->cov[i][j] * weights[j];
  for (guint i = 0; i < N; i++)
    {
      variance += weights[i] * column[i];
      expected += weights[i] * dense->mean[i];
    }
  for (guint i = 0; i < N; i++)
    {
      dense->mean[i] += column[i] / variance * (outcome - expected);
      for (guint j = 0; j < N; j++)
        dense->cov[i][j] -= column[i] * column[j] / variance;
    }
}

static void
assert_same (const FairFilter *filter, const Dense *dense)
{
  for (guint i = 0; i < N; i++)
    {
      g_assert_cmpfloat_with_epsilon (mean_of (filter, i), dense->mean[i], 1e-9);
      for (guint j = 0; j < N; j++)
        {
          const FairTerm sum[] = { { i, 1 }, { j, 1 } };

          g_assert_cmpfloat_with_epsilon (fair_filter_variance (filter, sum, 2),
                                          dense->cov[i][i] + dense->cov[j][j] + 2 * dense->cov[i][j], 1e-8);
        }
    }
}

static guint
random_terms (FairRng *rng, FairTerm *terms, double *weights)
{
  guint n = 1 + fair_rng_below (rng, 3);

  memset (weights, 0, N * sizeof (double));
  for (guint k = 0; k < n; k++)
    {
      terms[k] = (FairTerm) { fair_rng_below (rng, N), fair_rng_normal (rng) };
      weights[terms[k].state] += terms[k].weight;
    }
  return n;
}

static void
test_against_dense (void)
{
  g_autoptr (FairFilter) filter = fair_filter_new (N);
  g_autoptr (FairFilter) copy = NULL;
  Dense dense = { 0 };
  FairRng rng;

  fair_rng_init (&rng, 5);
  for (guint i = 0; i < N; i++)
    {
      dense.mean[i] = i;
      dense.cov[i][i] = 10 + i;
      fair_filter_set (filter, i, i, 10 + i);
    }
  for (guint step = 0; step < 200; step++)
    {
      FairTerm terms[3];
      double weights[N];
      guint n = random_terms (&rng, terms, weights);
      guint state = fair_rng_below (&rng, N);
      double outcome = fair_rng_normal (&rng);

      if (step % 20 == 19)
        {
          fair_filter_combine (filter, state, terms, n);
          dense_combine (&dense, state, weights);
        }
      fair_filter_widen (filter, state, 1);
      dense.cov[state][state] += 1;
      fair_filter_observe (filter, terms, n, outcome, 400);
      dense_observe (&dense, weights, outcome, 400);
    }
  assert_same (filter, &dense);
  copy = fair_filter_copy (filter);
  assert_same (copy, &dense);
}

static void
test_degenerate (void)
{
  g_autoptr (FairFilter) nothing = fair_filter_new (0);
  g_autoptr (FairFilter) sure = fair_filter_new (1);
  const FairTerm alone = { 0, 1 };

  fair_filter_free (fair_filter_copy (nothing));
  /* What is known for sure does not move. */
  g_assert_true (isfinite (fair_filter_observe (sure, &alone, 1, 1e6, 1)));
  g_assert_cmpfloat (mean_of (sure, 0), ==, 0);
  g_assert_cmpfloat (variance_of (sure, 0), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/filter/one-game", test_one_game);
  g_test_add_func ("/model/filter/clip", test_clip);
  g_test_add_func ("/model/filter/combine", test_combine);
  g_test_add_func ("/model/filter/against-dense", test_against_dense);
  g_test_add_func ("/model/filter/degenerate", test_degenerate);
  return g_test_run ();
}
