/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-prediction.h"

G_BEGIN_DECLS

/**
 * FairGameReason:
 *
 * One part of a prediction, as it is shown: in tenths of points, so rounded that the parts add up to the prediction as
 * it is shown.
 */
typedef struct
{
  char  *what;
  double margin; /* points, home minus away */
  double total;
} FairGameReason;

GArray *fair_game_reasons (const FairBook *book, guint game, const FairPrediction *prediction);

G_END_DECLS
