/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairInterval:
 */
typedef struct
{
  double low;
  double high;
} FairInterval;

FairInterval fair_wilson_interval    (guint wins, guint n, double level);
FairInterval fair_bootstrap_ratio    (const double *above, const double *below, const int *cluster, guint n,
                                      guint64 seed);
double       fair_mean               (const double *values, guint n);

G_END_DECLS
