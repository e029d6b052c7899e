/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-normal.h"

#include <math.h>

static void
assert_close (double value, double expected, double tolerance)
{
  g_assert_cmpfloat_with_epsilon (value, expected, tolerance);
}

/* Numbers of Abramowitz and Stegun, table 26.1, and of higher-precision tables for the tails. */
static void
test_tables (void)
{
  assert_close (fair_normal_pdf (0), 0.3989422804014327, 1e-15);
  assert_close (fair_normal_pdf (1), 0.2419707245191434, 1e-15);
  g_assert_cmpfloat (fair_normal_cdf (0), ==, 0.5);
  assert_close (fair_normal_cdf (1), 0.8413447460685429, 1e-14);
  assert_close (fair_normal_cdf (-1.96), 0.0249978951482204, 1e-14);
  assert_close (fair_normal_cdf (-8) / 6.220960574271785e-16, 1, 1e-9);
  assert_close (fair_normal_quantile (0.975), 1.959963984540054, 1e-13);
  assert_close (fair_normal_quantile (0.75), 0.6744897501960817, 1e-13);
  assert_close (fair_normal_quantile (1e-10), -6.361340902404056, 1e-9);
}

static void
test_inverse (void)
{
  for (double z = -6; z <= 6; z += 0.25)
    assert_close (fair_normal_quantile (fair_normal_cdf (z)), z, 1e-7);
}

static void
test_ends (void)
{
  g_assert_true (isinf (fair_normal_quantile (0)) && fair_normal_quantile (0) < 0);
  g_assert_true (isinf (fair_normal_quantile (1)) && fair_normal_quantile (1) > 0);
  g_assert_true (isnan (fair_normal_cdf (NAN)));
  g_assert_cmpfloat (fair_normal_cdf (INFINITY), ==, 1);
  g_assert_cmpfloat (fair_normal_cdf (-INFINITY), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/math/normal/tables", test_tables);
  g_test_add_func ("/math/normal/inverse", test_inverse);
  g_test_add_func ("/math/normal/ends", test_ends);
  return g_test_run ();
}
