/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-optimiser.h"

#include <math.h>

typedef struct
{
  int evaluations; /* atomic */
} Counter;

/* A tilted bowl with its bottom at (1, -2), where it is 3. */
static double
bowl (const double *x, gpointer data)
{
  Counter *counter = data;
  double a = x[0] - 1;
  double b = x[1] + 2;

  g_atomic_int_inc (&counter->evaluations);
  return 3 + 2 * a * a + b * b + 0.5 * a * b;
}

static const FairUnknown wide[] = { { -10, 10, 1 }, { -10, 10, 1 } };

static void
test_bottom (void)
{
  Counter counter = { 0 };
  double x[] = { 0, 0 };
  double cost = fair_minimize (wide, 2, 8, bowl, &counter, x);

  g_assert_cmpfloat_with_epsilon (x[0], 1, 0.01);
  g_assert_cmpfloat_with_epsilon (x[1], -2, 0.01);
  g_assert_cmpfloat_with_epsilon (cost, 3, 0.001);
}

static void
test_bounded_effort (void)
{
  Counter counter = { 0 };
  double x[] = { 5, 5 };

  fair_minimize (wide, 2, 3, bowl, &counter, x);
  g_assert_cmpint (counter.evaluations, ==, 1 + 3 * (2 * 2 + 2));
}

static void
test_bounds (void)
{
  const FairUnknown narrow[] = { { -1, 0.5, 1 }, { -1, 1, 1 } };
  Counter counter = { 0 };
  double x[] = { 0, 0 };

  fair_minimize (narrow, 2, 6, bowl, &counter, x);
  g_assert_cmpfloat_with_epsilon (x[0], 0.5, 0.01);
  g_assert_cmpfloat (x[1], ==, -1);
}

static double
flat (const double *x, gpointer data)
{
  return 4;
}

static double
nowhere (const double *x, gpointer data)
{
  return NAN;
}

/* Nothing to gain: the start is kept. */
static void
test_degenerate (void)
{
  double x[] = { 0.25, 0.75 };

  g_assert_cmpfloat (fair_minimize (wide, 2, 3, flat, NULL, x), ==, 4);
  g_assert_cmpfloat (x[0], ==, 0.25);
  fair_minimize (wide, 2, 3, nowhere, NULL, x);
  g_assert_cmpfloat (x[0], ==, 0.25);
  g_assert_cmpfloat (x[1], ==, 0.75);
  g_assert_cmpfloat (fair_minimize (wide, 0, 3, flat, NULL, x), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/math/optimiser/bottom", test_bottom);
  g_test_add_func ("/math/optimiser/bounded-effort", test_bounded_effort);
  g_test_add_func ("/math/optimiser/bounds", test_bounds);
  g_test_add_func ("/math/optimiser/degenerate", test_degenerate);
  return g_test_run ();
}
