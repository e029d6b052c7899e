/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-regression.h"
#include "fair-rng.h"

#include <math.h>

/* Without a penalty to speak of it is least squares: by hand for four points on no line. */
static void
test_line (void)
{
  g_autoptr (FairRegression) regression = fair_regression_new (1);
  const double x[] = { 0, 1, 2, 3 };
  const double y[] = { 1, 3, 4, 8 };
  double slope;
  double intercept;

  for (guint i = 0; i < 4; i++)
    fair_regression_add (regression, &x[i], y[i]);
  intercept = fair_regression_solve (regression, 1e-12, &slope);
  g_assert_cmpuint (fair_regression_count (regression), ==, 4);
  g_assert_cmpfloat_with_epsilon (slope, 2.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (intercept, 0.7, 1e-9);

  /* As many samples that say 0 as there are: half the slope; the mean stays. */
  intercept = fair_regression_solve (regression, 4, &slope);
  g_assert_cmpfloat_with_epsilon (slope, 1.1, 1e-9);
  g_assert_cmpfloat_with_epsilon (intercept + slope * fair_regression_mean (regression, 0), 4, 1e-9);
}

static void
test_recovers_slopes (void)
{
  const double truth[] = { 2, -0.5, 0, 30 };
  g_autoptr (FairRegression) regression = fair_regression_new (4);
  FairRng rng;
  double slopes[4];
  double intercept;

  fair_rng_init (&rng, 3);
  for (guint i = 0; i < 5000; i++)
    {
      double x[4] = { fair_rng_normal (&rng), 20 * fair_rng_normal (&rng), fair_rng_normal (&rng), 0 };
      double y = 5 + fair_rng_normal (&rng);

      x[3] = 0.02 * x[0] + 0.05 * fair_rng_normal (&rng);
      for (guint k = 0; k < 4; k++)
        y += truth[k] * x[k];
      fair_regression_add (regression, x, y);
    }
  intercept = fair_regression_solve (regression, 0.1, slopes);
  g_assert_cmpfloat_with_epsilon (intercept, 5, 0.06);
  g_assert_cmpfloat_with_epsilon (slopes[0], truth[0], 0.06);
  g_assert_cmpfloat_with_epsilon (slopes[1], truth[1], 0.003);
  g_assert_cmpfloat_with_epsilon (slopes[2], truth[2], 0.06);
  g_assert_cmpfloat_with_epsilon (slopes[3], truth[3], 1.2);
}

/* An input that never changes, one twice, none at all: finite, and nothing is made of nothing. */
static void
test_degenerate (void)
{
  g_autoptr (FairRegression) empty = fair_regression_new (2);
  g_autoptr (FairRegression) regression = fair_regression_new (3);
  double slopes[3];

  g_assert_cmpfloat (fair_regression_solve (empty, 1, slopes), ==, 0);
  g_assert_cmpfloat (slopes[0], ==, 0);
  for (guint i = 0; i < 10; i++)
    {
      double x[] = { i, i, 7 };

      fair_regression_add (regression, x, 4.0 * i);
    }
  fair_regression_solve (regression, 1e-6, slopes);
  g_assert_cmpfloat_with_epsilon (slopes[0], 2, 1e-4);
  g_assert_cmpfloat_with_epsilon (slopes[1], 2, 1e-4);
  g_assert_cmpfloat (slopes[2], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/regression/line", test_line);
  g_test_add_func ("/regression/slopes", test_recovers_slopes);
  g_test_add_func ("/regression/degenerate", test_degenerate);
  return g_test_run ();
}
