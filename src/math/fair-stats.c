/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-stats.h"

#include "fair-normal.h"

#include <math.h>

/**
 * fair_mean:
 *
 * Returns: the mean; NaN of nothing
 */
double
fair_mean (const double *values, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += values[i];
  return n == 0 ? NAN : sum / n;
}

/**
 * fair_wilson_interval:
 * @wins: at most @n
 * @level: such as 0.95
 * @low: (out): 0 where @n is 0
 * @high: (out): 1 where @n is 0
 *
 * The score interval for a proportion: Wilson, JASA 22 (1927) 209-212.
 */
void
fair_wilson_interval (guint wins, guint n, double level, double *low, double *high)
{
  double z = fair_normal_quantile (0.5 + level / 2);
  double p = n == 0 ? 0 : (double) wins / n;
  double middle;
  double half;

  *low = 0;
  *high = 1;
  if (n == 0)
    return;
  middle = (p + z * z / (2.0 * n)) / (1 + z * z / n);
  half = z / (1 + z * z / n) * sqrt (p * (1 - p) / n + z * z / (4.0 * n * n));
  /* At the ends the bound is the end itself; rounding must not leave it a little inside. */
  if (wins > 0)
    *low = fmax (0, middle - half);
  if (wins < n)
    *high = fmin (1, middle + half);
}
