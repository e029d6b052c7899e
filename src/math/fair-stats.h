/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double fair_mean            (const double *values, guint n);
void   fair_wilson_interval (guint wins, guint n, double level, double *low, double *high);

G_END_DECLS
