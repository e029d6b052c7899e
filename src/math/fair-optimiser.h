/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FAIR_MAX_UNKNOWNS 12

/**
 * FairCostFunc:
 * @x: where
 *
 * Must not depend on anything but @x and @data, which several threads use at once.
 *
 * Returns: what is to be made small
 */
typedef double (*FairCostFunc) (const double *x, gpointer data);

/**
 * FairUnknown:
 *
 * One coordinate of a search.
 */
typedef struct
{
  double low;
  double high;
  double step; /* of the first sweep; it halves from sweep to sweep */
} FairUnknown;

double fair_minimize (const FairUnknown *unknowns, guint n, guint sweeps, FairCostFunc cost, gpointer data, double *x);

G_END_DECLS
