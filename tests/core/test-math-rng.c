/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-rng.h"

#include <math.h>

/* The first outputs of xoshiro256** from the state 1, 2, 3, 4, by hand: rotl (2 × 5, 7) × 9 = 11520; the step then puts
 * 0 into the second word, so the next is 0. */
static void
test_known_state (void)
{
  FairRng rng = { { 1, 2, 3, 4 } };

  g_assert_cmpuint (fair_rng_next (&rng), ==, 11520);
  g_assert_cmpuint (fair_rng_next (&rng), ==, 0);
  g_assert_cmpuint (fair_rng_next (&rng), ==, 1509978240);
}

static void
test_same_seed (void)
{
  FairRng a;
  FairRng b;
  FairRng c;

  fair_rng_init (&a, 1);
  fair_rng_init (&b, 1);
  fair_rng_init (&c, 2);
  g_assert_cmpuint (fair_rng_next (&a), ==, fair_rng_next (&b));
  g_assert_cmpuint (fair_rng_next (&a), !=, fair_rng_next (&c));
}

static void
test_moments (void)
{
  const guint n = 100000;
  double sum = 0;
  double squares = 0;
  guint counts[7] = { 0 };
  FairRng rng;

  fair_rng_init (&rng, 3);
  for (guint i = 0; i < n; i++)
    {
      double z = fair_rng_normal (&rng);
      double u = fair_rng_uniform (&rng);

      g_assert_true (isfinite (z));
      g_assert_true (u > 0 && u < 1);
      sum += z;
      squares += z * z;
      counts[fair_rng_below (&rng, 7)]++;
    }
  g_assert_cmpfloat_with_epsilon (sum / n, 0, 0.015);
  g_assert_cmpfloat_with_epsilon (squares / n, 1, 0.02);
  for (guint i = 0; i < 7; i++)
    g_assert_cmpfloat_with_epsilon (counts[i] / (double) n, 1 / 7.0, 0.006);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/math/rng/known-state", test_known_state);
  g_test_add_func ("/math/rng/same-seed", test_same_seed);
  g_test_add_func ("/math/rng/moments", test_moments);
  return g_test_run ();
}
