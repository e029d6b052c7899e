/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-bootstrap.h"
#include "fair-rng.h"
#include "fair-stats.h"

#include <math.h>

static void
test_mean (void)
{
  const double values[] = { 1, 2, 6 };

  g_assert_cmpfloat (fair_mean (values, 3), ==, 3);
  g_assert_true (isnan (fair_mean (values, 0)));
}

/* 81 of 263 is the example of Newcombe, Statistics in Medicine 17 (1998) 857-872: 0.2553 to 0.3662. */
static void
test_wilson (void)
{
  double low;
  double high;

  fair_wilson_interval (81, 263, 0.95, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, 0.2553, 5e-5);
  g_assert_cmpfloat_with_epsilon (high, 0.3662, 5e-5);
  fair_wilson_interval (0, 20, 0.95, &low, &high);
  g_assert_cmpfloat (low, ==, 0);
  g_assert_cmpfloat_with_epsilon (high, 0.1611, 5e-5);
  fair_wilson_interval (20, 20, 0.95, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, 0.8389, 5e-5);
  g_assert_cmpfloat (high, ==, 1);
  fair_wilson_interval (0, 0, 0.95, &low, &high);
  g_assert_cmpfloat (low, ==, 0);
  g_assert_cmpfloat (high, ==, 1);
}

static void
fill (double *values, int *cluster, guint n, guint cluster_size)
{
  FairRng rng;
  double shared = 0;

  fair_rng_init (&rng, 7);
  for (guint i = 0; i < n; i++)
    {
      if (i % cluster_size == 0)
        shared = fair_rng_normal (&rng);
      values[i] = 3 + shared;
      cluster[i] = i / cluster_size;
    }
}

/* With 400 independent rows of deviation 1 the interval is 2 × 1.96 / 20 wide; with clusters of four equal rows, twice
 * as wide. */
static void
test_bootstrap_width (void)
{
  double values[400];
  int cluster[400];
  double low;
  double high;

  fill (values, cluster, 400, 1);
  fair_bootstrap_mean (values, cluster, 400, FAIR_BOOTSTRAP_RESAMPLES, 1, 0.95, &low, &high);
  g_assert_cmpfloat_with_epsilon (high - low, 0.196, 0.03);
  g_assert_cmpfloat (low, <, fair_mean (values, 400));
  g_assert_cmpfloat (high, >, fair_mean (values, 400));
  fill (values, cluster, 400, 4);
  fair_bootstrap_mean (values, cluster, 400, FAIR_BOOTSTRAP_RESAMPLES, 1, 0.95, &low, &high);
  g_assert_cmpfloat_with_epsilon (high - low, 0.392, 0.07);
}

static void
test_bootstrap_same_seed (void)
{
  double values[60];
  int cluster[60];
  double low[3];
  double high[3];

  fill (values, cluster, 60, 3);
  for (guint i = 0; i < 3; i++)
    fair_bootstrap_mean (values, cluster, 60, 500, i == 2 ? 12 : 11, 0.9, &low[i], &high[i]);
  g_assert_cmpfloat (low[0], ==, low[1]);
  g_assert_cmpfloat (high[0], ==, high[1]);
  g_assert_true (low[0] != low[2] || high[0] != high[2]);
}

static void
test_bootstrap_ratio (void)
{
  const double above[] = { 2, 4, 6, 8 };
  const double below[] = { 1, 2, 3, 4 };
  const int cluster[] = { 1, 2, 2, 9 };
  double low;
  double high;

  fair_bootstrap_ratio (above, below, cluster, 4, 1, &low, &high);
  g_assert_cmpfloat (low, ==, 2);
  g_assert_cmpfloat (high, ==, 2);
}

static void
test_bootstrap_degenerate (void)
{
  const double values[] = { 1, 2 };
  const int same[] = { 5, 5 };
  double low = 0;
  double high = 0;

  fair_bootstrap_mean (values, same, 2, 100, 1, 0.95, &low, &high);
  g_assert_true (isnan (low) && isnan (high));
  fair_bootstrap_mean (values, same, 0, 100, 1, 0.95, &low, &high);
  g_assert_true (isnan (low) && isnan (high));
  fair_bootstrap_mean (values, (const int[]) { 1, 2 }, 2, 0, 1, 0.95, &low, &high);
  g_assert_true (isnan (low) && isnan (high));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/math/stats/mean", test_mean);
  g_test_add_func ("/math/stats/wilson", test_wilson);
  g_test_add_func ("/math/bootstrap/width", test_bootstrap_width);
  g_test_add_func ("/math/bootstrap/same-seed", test_bootstrap_same_seed);
  g_test_add_func ("/math/bootstrap/ratio", test_bootstrap_ratio);
  g_test_add_func ("/math/bootstrap/degenerate", test_bootstrap_degenerate);
  return g_test_run ();
}
