/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-view.h"

G_BEGIN_DECLS

/**
 * FairTraining:
 *
 * What a model of one moment learns from.
 */
typedef struct
{
  gint64 first;    /* kickoff of the first game whose result was known; FAIR_TIME_UNKNOWN without any */
  gint64 last;     /* likewise of the last */
  guint  n_games;  /* whose result was known */
  char   hash[33]; /* over their results and statistics, the rosters, and the market before each of them */
} FairTraining;

FairTraining fair_training_at (FairView view, int season);

G_END_DECLS
