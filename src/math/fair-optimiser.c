/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-optimiser.h"

#include "fair-worker.h"

#include <string.h>

/* How far a sweep may follow its parabolas: none, half way, all the way. */
#define N_LENGTHS 2

typedef struct
{
  FairCostFunc cost;
  gpointer     data;
  guint        n;
  double       points[2 * FAIR_MAX_UNKNOWNS][FAIR_MAX_UNKNOWNS];
  double       costs[2 * FAIR_MAX_UNKNOWNS];
} Batch;

static void
evaluate (guint index, gpointer data)
{
  Batch *batch = data;

  batch->costs[index] = batch->cost (batch->points[index], batch->data);
}

static void
place_around (Batch *batch, const FairUnknown *unknowns, const double *x, double scale)
{
  for (guint i = 0; i < batch->n; i++)
    for (int side = 0; side < 2; side++)
      {
        double *point = batch->points[2 * i + side];
        double moved = x[i] + (side == 0 ? -1 : 1) * unknowns[i].step * scale;

        memcpy (point, x, batch->n * sizeof (double));
        point[i] = CLAMP (moved, unknowns[i].low, unknowns[i].high);
      }
}

/* The vertex of the parabola through three points of one coordinate, or the better end where there is none. */
static double
vertex (double left, double cost_left, double x, double cost, double right, double cost_right)
{
  double slope_left = (cost - cost_left) / (x - left);
  double slope_right = (cost_right - cost) / (right - x);

  if (left == x || right == x)
    {
      if (cost_left < cost)
        return left;
      return cost_right < cost ? right : x;
    }
  if (slope_right <= slope_left)
    return cost_left < cost_right ? left : right;
  return CLAMP ((left + x) / 2 - slope_left * (right - left) / 2 / (slope_right - slope_left), left, right);
}

static void
take_best (const Batch *batch, guint n_points, double *x, double *cost)
{
  for (guint i = 0; i < n_points; i++)
    if (batch->costs[i] < *cost)
      {
        *cost = batch->costs[i];
        memcpy (x, batch->points[i], batch->n * sizeof (double));
      }
}

/**
 * fair_minimize:
 * @unknowns: bounds and first steps
 * @n: how many, %FAIR_MAX_UNKNOWNS at most
 * @sweeps: how many rounds; each asks for 2 @n + 2 costs
 * @x: (inout): from where; the best point found
 *
 * A bounded search without derivatives for a smooth cost near its minimum: every sweep looks one step to both sides of
 * each coordinate, fits a parabola to each, and tries to follow them all together. Costs are computed on all cores; the
 * result does not depend on how many there are.
 *
 * Returns: the cost at @x
 */
double
fair_minimize (const FairUnknown *unknowns, guint n, guint sweeps, FairCostFunc cost, gpointer data, double *x)
{
  g_autofree Batch *batch = g_new0 (Batch, 1);
  double best = cost (x, data);
  double scale = 1;

  *batch = (Batch) { .cost = cost, .data = data, .n = n };
  for (guint sweep = 0; sweep < sweeps; sweep++, scale /= 2)
    {
      double target[FAIR_MAX_UNKNOWNS];

      place_around (batch, unknowns, x, scale);
      fair_run_parallel (2 * n, 0, evaluate, batch);
      for (guint i = 0; i < n; i++)
        target[i] = vertex (batch->points[2 * i][i], batch->costs[2 * i], x[i], best, batch->points[2 * i + 1][i],
                            batch->costs[2 * i + 1]);
      take_best (batch, 2 * n, x, &best);
      for (guint length = 0; length < N_LENGTHS; length++)
        for (guint i = 0; i < n; i++)
          batch->points[length][i] = x[i] + (target[i] - x[i]) * (length + 1) / N_LENGTHS;
      fair_run_parallel (N_LENGTHS, 0, evaluate, batch);
      take_best (batch, N_LENGTHS, x, &best);
    }
  return best;
}
