/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-stats.h"

#include "fair-normal.h"
#include "fair-rng.h"

#include <math.h>
#include <stdlib.h>

#define RESAMPLES 2000

/**
 * fair_mean:
 *
 * Returns: the mean, NaN of nothing
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
 * @level: such as 0.95
 *
 * Wilson's score interval for a proportion, JASA 22 (1927) 209-212.
 *
 * Returns: the interval; from 0 to 1 where @n is 0
 */
FairInterval
fair_wilson_interval (guint wins, guint n, double level)
{
  double z = fair_normal_quantile (0.5 + level / 2);
  double p = n == 0 ? 0 : (double) wins / n;
  double middle;
  double half;

  if (n == 0)
    return (FairInterval) { 0, 1 };
  middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  half = z / (1 + z * z / n) * sqrt (p * (1 - p) / n + z * z / (4.0 * n * n));
  return (FairInterval) { fmax (0, middle - half), fmin (1, middle + half) };
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Sums of each cluster; @cluster holds any numbers, equal ones side by side or not. */
static guint
sum_clusters (const double *above, const double *below, const int *cluster, guint n, double *sums)
{
  g_autoptr (GHashTable) index = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < n; i++)
    {
      gpointer key = GINT_TO_POINTER (cluster[i]);
      guint at = GPOINTER_TO_UINT (g_hash_table_lookup (index, key));

      if (at == 0)
        {
          at = g_hash_table_size (index) + 1;
          g_hash_table_insert (index, key, GUINT_TO_POINTER (at));
        }
      sums[2 * (at - 1)] += above[i];
      sums[2 * (at - 1) + 1] += below[i];
    }
  return g_hash_table_size (index);
}

/**
 * fair_bootstrap_ratio:
 * @above: summands above the line, such as units won
 * @below: summands below it, such as units staked; 1 each for a mean
 * @cluster: rows of one cluster, such as a week, are drawn together
 * @n: how many rows
 * @seed: of the generator
 *
 * Percentile bootstrap of sum(@above) / sum(@below) over clusters: Davison and Hinkley, Bootstrap Methods and their
 * Application (1997), section 3.8.
 *
 * Returns: the 95 % interval; NaN with fewer than two clusters
 */
FairInterval
fair_bootstrap_ratio (const double *above, const double *below, const int *cluster, guint n, guint64 seed)
{
  g_autofree double *sums = g_new0 (double, 2 * MAX (n, 1));
  g_autofree double *ratios = g_new (double, RESAMPLES);
  guint n_clusters = sum_clusters (above, below, cluster, n, sums);
  FairRng rng;

  if (n_clusters < 2)
    return (FairInterval) { NAN, NAN };
  fair_rng_init (&rng, seed);
  for (guint r = 0; r < RESAMPLES; r++)
    {
      double a = 0;
      double b = 0;

      for (guint i = 0; i < n_clusters; i++)
        {
          guint drawn = fair_rng_below (&rng, n_clusters);

          a += sums[2 * drawn];
          b += sums[2 * drawn + 1];
        }
      ratios[r] = b == 0 ? 0 : a / b;
    }
  qsort (ratios, RESAMPLES, sizeof (double), compare);
  return (FairInterval) { ratios[(guint) (0.025 * RESAMPLES)], ratios[(guint) (0.975 * RESAMPLES) - 1] };
}
