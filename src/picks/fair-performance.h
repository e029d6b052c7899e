/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-json.h"
#include "fair-pick.h"

G_BEGIN_DECLS

/**
 * FairPerformance:
 *
 * A record and how sure it is. Intervals are of 95 %; NaN where there is nothing to measure.
 */
typedef struct
{
  guint  n; /* settled picks that count: wins, losses and pushes */
  guint  wins;
  guint  losses;
  guint  pushes;
  guint  voids;
  guint  open;
  double hit_rate; /* wins among wins and losses */
  double hit_low, hit_high;
  double staked; /* units */
  double units;  /* won or lost */
  double roi;    /* units won for one staked */
  double roi_low, roi_high;
  guint  n_clv;
  double clv; /* mean closing line value, points */
  double clv_low, clv_high;
} FairPerformance;

/* Which markets count: one of %FairMarket, or all. */
#define FAIR_ALL_MARKETS (-1)

FairPerformance fair_performance_measure (const FairSettledPick *picks, guint n, gboolean replay, int market);
char           *fair_performance_to_text (const FairPerformance *self, const char *title);
void            fair_performance_to_json (const FairPerformance *self, JsonBuilder *builder);

G_END_DECLS
