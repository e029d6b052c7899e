/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-bootstrap.h"

#include "fair-rng.h"

#include <math.h>
#include <stdlib.h>

/* The sums of one cluster. */
typedef struct
{
  double above;
  double below;
} Sums;

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* @below is NULL where every row counts once. Clusters keep the order in which they first appear. */
static GArray *
sum_clusters (const double *above, const double *below, const int *cluster, guint n)
{
  g_autoptr (GHashTable) index = g_hash_table_new (NULL, NULL);
  GArray *sums = g_array_new (FALSE, TRUE, sizeof (Sums));

  for (guint i = 0; i < n; i++)
    {
      gpointer key = GINT_TO_POINTER (cluster[i]);
      guint at = GPOINTER_TO_UINT (g_hash_table_lookup (index, key));

      if (at == 0)
        {
          g_array_set_size (sums, sums->len + 1);
          at = sums->len;
          g_hash_table_insert (index, key, GUINT_TO_POINTER (at));
        }
      g_array_index (sums, Sums, at - 1).above += above[i];
      g_array_index (sums, Sums, at - 1).below += below == NULL ? 1 : below[i];
    }
  return sums;
}

static double
draw_ratio (const GArray *sums, FairRng *rng)
{
  double above = 0;
  double below = 0;

  for (guint i = 0; i < sums->len; i++)
    {
      const Sums *drawn = &g_array_index (sums, Sums, fair_rng_below (rng, sums->len));

      above += drawn->above;
      below += drawn->below;
    }
  return below == 0 ? 0 : above / below;
}

/* The percentile at the ends of a central interval; between two order statistics, a straight line. */
static double
percentile (const double *sorted, guint n, double p)
{
  double at = p * (n - 1);
  guint below = MIN ((guint) at, n - 1);
  guint above = MIN (below + 1, n - 1);

  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

static void
bootstrap (const GArray *sums, guint resamples, guint64 seed, double level, double *low, double *high)
{
  g_autofree double *ratios = g_new (double, MAX (resamples, 1));
  FairRng rng;

  *low = NAN;
  *high = NAN;
  if (sums->len < 2 || resamples == 0)
    return;
  fair_rng_init (&rng, seed);
  for (guint r = 0; r < resamples; r++)
    ratios[r] = draw_ratio (sums, &rng);
  qsort (ratios, resamples, sizeof (double), compare);
  *low = percentile (ratios, resamples, (1 - level) / 2);
  *high = percentile (ratios, resamples, (1 + level) / 2);
}

/**
 * fair_bootstrap_mean:
 * @values: whose mean is in question
 * @cluster: rows with the same number, such as one week's games, are drawn together
 * @resamples: such as %FAIR_BOOTSTRAP_RESAMPLES
 * @seed: of the generator; the same seed gives the same interval
 * @level: such as 0.95
 * @low: (out): NaN with fewer than two clusters
 * @high: (out): likewise
 *
 * The percentile interval of a mean by resampling clusters: Davison and Hinkley, Bootstrap Methods and their
 * Application (1997), sections 3.8 and 5.3.
 */
void
fair_bootstrap_mean (const double *values,
                     const int    *cluster,
                     guint         n,
                     guint         resamples,
                     guint64       seed,
                     double        level,
                     double       *low,
                     double       *high)
{
  g_autoptr (GArray) sums = sum_clusters (values, NULL, cluster, n);

  bootstrap (sums, resamples, seed, level, low, high);
}

/**
 * fair_bootstrap_ratio:
 * @above: summands above the line, such as units won
 * @below: summands below it, such as units staked
 * @low: (out): NaN with fewer than two clusters
 * @high: (out): likewise
 *
 * As fair_bootstrap_mean(), for sum (@above) / sum (@below): 95 %, %FAIR_BOOTSTRAP_RESAMPLES resamples.
 */
void
fair_bootstrap_ratio (const double *above,
                      const double *below,
                      const int    *cluster,
                      guint         n,
                      guint64       seed,
                      double       *low,
                      double       *high)
{
  g_autoptr (GArray) sums = sum_clusters (above, below, cluster, n);

  bootstrap (sums, FAIR_BOOTSTRAP_RESAMPLES, seed, 0.95, low, high);
}
