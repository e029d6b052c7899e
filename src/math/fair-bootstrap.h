/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FAIR_BOOTSTRAP_RESAMPLES 2000

void fair_bootstrap_mean  (const double *values, const int *cluster, guint n, guint resamples, guint64 seed,
                           double level, double *low, double *high);
void fair_bootstrap_ratio (const double *above, const double *below, const int *cluster, guint n, guint64 seed,
                           double *low, double *high);

G_END_DECLS
