/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-performance.h"

#include "fair-bootstrap.h"
#include "fair-stats.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SEED 2017 /* any fixed number: the same record gives the same interval */

/* What is resampled: one entry a pick. */
typedef struct
{
  GArray *above;
  GArray *below;
  GArray *cluster;
} Sample;

static void
sample_start (Sample *sample)
{
  sample->above = g_array_new (FALSE, FALSE, sizeof (double));
  sample->below = g_array_new (FALSE, FALSE, sizeof (double));
  sample->cluster = g_array_new (FALSE, FALSE, sizeof (int));
}

static void
sample_add (Sample *sample, const FairPick *pick, double above, double below)
{
  /* Games of one week share surprises, and weeks of different seasons are different weeks. */
  int week = pick->week.season * 1000 + pick->week.type * 100 + pick->week.week;

  g_array_append_val (sample->above, above);
  g_array_append_val (sample->below, below);
  g_array_append_val (sample->cluster, week);
}

static void
sample_interval (Sample *sample, double *low, double *high)
{
  fair_bootstrap_ratio ((const double *) (gpointer) sample->above->data, (const double *) (gpointer) sample->below->data,
                        (const int *) (gpointer) sample->cluster->data, sample->above->len, SEED, low, high);
}

static void
sample_end (Sample *sample)
{
  g_array_unref (sample->above);
  g_array_unref (sample->below);
  g_array_unref (sample->cluster);
}

static void
count_outcome (FairPerformance *performance, const FairSettledPick *settled)
{
  performance->wins += settled->outcome == FAIR_OUTCOME_WIN;
  performance->losses += settled->outcome == FAIR_OUTCOME_LOSS;
  performance->pushes += settled->outcome == FAIR_OUTCOME_PUSH;
  performance->voids += settled->outcome == FAIR_OUTCOME_VOID;
  performance->open += settled->outcome == FAIR_OUTCOME_OPEN;
}

static gboolean
counts (const FairSettledPick *settled)
{
  return settled->outcome == FAIR_OUTCOME_WIN || settled->outcome == FAIR_OUTCOME_LOSS
         || settled->outcome == FAIR_OUTCOME_PUSH;
}

static void
measure_rates (FairPerformance *p, Sample *money, Sample *clv)
{
  guint decided = p->wins + p->losses;
  double clv_sum = 0;

  p->n = decided + p->pushes;
  p->hit_rate = decided == 0 ? NAN : (double) p->wins / decided;
  p->hit_low = p->hit_high = NAN;
  if (decided > 0)
    fair_wilson_interval (p->wins, decided, 0.95, &p->hit_low, &p->hit_high);
  p->roi = p->staked == 0 ? NAN : p->units / p->staked;
  sample_interval (money, &p->roi_low, &p->roi_high);

  p->n_clv = clv->above->len;
  for (guint i = 0; i < p->n_clv; i++)
    clv_sum += g_array_index (clv->above, double, i);
  p->clv = p->n_clv == 0 ? NAN : clv_sum / p->n_clv;
  sample_interval (clv, &p->clv_low, &p->clv_high);
}

/**
 * fair_performance_measure:
 * @picks: the record; passes are left out
 * @n: how many
 * @replay: measure the replayed picks, or the live ones: they are never mixed
 * @market: one of #FairMarket, or %FAIR_ALL_MARKETS
 */
FairPerformance
fair_performance_measure (const FairSettledPick *picks, guint n, gboolean replay, int market)
{
  FairPerformance performance = { 0 };
  Sample money;
  Sample clv;

  sample_start (&money);
  sample_start (&clv);
  for (guint i = 0; i < n; i++)
    {
      const FairSettledPick *settled = &picks[i];

      if (!settled->pick.is_pick || settled->replay != replay
          || (market != FAIR_ALL_MARKETS && settled->pick.market != (FairMarket) market))
        continue;
      count_outcome (&performance, settled);
      if (!counts (settled))
        continue;
      performance.staked += settled->pick.stake_units;
      performance.units += settled->units;
      sample_add (&money, &settled->pick, settled->units, settled->pick.stake_units);
      if (!isnan (settled->closing_line_value))
        sample_add (&clv, &settled->pick, settled->closing_line_value, 1);
    }
  measure_rates (&performance, &money, &clv);
  sample_end (&money);
  sample_end (&clv);
  return performance;
}

static void
append_interval (GString *text, double low, double high, double scale, const char *unit)
{
  if (isnan (low) || isnan (high))
    g_string_append (text, _(" (too few weeks for an interval)"));
  else
    g_string_append_printf (text, " [%+.1f%s, %+.1f%s]", low * scale, unit, high * scale, unit);
}

/**
 * fair_performance_to_text:
 * @title: what was measured
 *
 * Returns: (transfer full): a few lines for a terminal, every figure with its n and its interval
 */
char *
fair_performance_to_text (const FairPerformance *self, const char *title)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _("%s: %u-%u-%u (wins-losses-pushes), %u open, %u void\n"), title, self->wins,
                          self->losses, self->pushes, self->open, self->voids);
  if (self->n == 0)
    {
      g_string_append (text, _("  nothing settled yet\n"));
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  if (!isnan (self->hit_rate))
    g_string_append_printf (text, _("  hit rate %.1f %% [%.1f, %.1f], n = %u\n"), 100 * self->hit_rate,
                            100 * self->hit_low, 100 * self->hit_high, self->wins + self->losses);
  g_string_append_printf (text, _("  %+.2f units on %.2f staked, ROI %+.1f %%"), self->units, self->staked,
                          100 * self->roi);
  append_interval (text, self->roi_low, self->roi_high, 100, " %");
  g_string_append_printf (text, _(", n = %u\n"), self->n);
  if (self->n_clv > 0)
    {
      g_string_append_printf (text, _("  closing line value %+.2f points"), self->clv);
      append_interval (text, self->clv_low, self->clv_high, 1, "");
      g_string_append_printf (text, _(", n = %u\n"), self->n_clv);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * fair_performance_to_json:
 * @builder: inside an object
 */
void
fair_performance_to_json (const FairPerformance *self, JsonBuilder *builder)
{
  fair_json_integer (builder, "n", self->n);
  fair_json_integer (builder, "wins", self->wins);
  fair_json_integer (builder, "losses", self->losses);
  fair_json_integer (builder, "pushes", self->pushes);
  fair_json_integer (builder, "voids", self->voids);
  fair_json_integer (builder, "open", self->open);
  fair_json_number (builder, "hit_rate", self->hit_rate);
  fair_json_number (builder, "hit_rate_low", self->hit_low);
  fair_json_number (builder, "hit_rate_high", self->hit_high);
  fair_json_number (builder, "staked_units", self->staked);
  fair_json_number (builder, "units", self->units);
  fair_json_number (builder, "roi", self->roi);
  fair_json_number (builder, "roi_low", self->roi_low);
  fair_json_number (builder, "roi_high", self->roi_high);
  fair_json_integer (builder, "n_clv", self->n_clv);
  fair_json_number (builder, "clv_points", self->clv);
  fair_json_number (builder, "clv_low", self->clv_low);
  fair_json_number (builder, "clv_high", self->clv_high);
}
