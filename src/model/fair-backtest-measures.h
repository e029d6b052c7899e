/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairMeasure:
 *
 * A mean over games, with the 95 % interval that drawing whole weeks gives it.
 */
typedef struct
{
  guint  n;
  double value;
  double low;
  double high;
} FairMeasure;

/**
 * FairPushRate:
 *
 * How often games ended exactly on a closing spread of this many points.
 */
typedef struct
{
  int    line;
  guint  n;
  double stated; /* the model's mean chance */
  double seen;
  double low; /* of what was seen: Wilson's 95 % interval */
  double high;
} FairPushRate;

#define FAIR_N_PUSH_LINES 3

/**
 * FairBacktestMeasures:
 *
 * What probabilities and prices are judged by. Differences are ours minus theirs on the same games.
 */
typedef struct
{
  FairMeasure  log_loss;          /* of the chance to win, minus that of the closing spread */
  FairMeasure  discrete;          /* negative log likelihood of the margin: the table of scores minus a normal curve */
  FairMeasure  blend_margin;      /* absolute error of the blend, minus that of the opening line */
  FairMeasure  blend_total;
  FairMeasure  clv_margin;        /* points by which the close moved towards the prediction, from the opening line */
  FairMeasure  clv_total;
  guint        n_calibration;
  double       calibration_error; /* expected, of the chance to win, in ten bins of as many games each */
  double       calibration_limit; /* 95 in 100 perfectly calibrated models have less on the same games */
  FairPushRate pushes[FAIR_N_PUSH_LINES];
} FairBacktestMeasures;

G_END_DECLS
