/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-adjustment.h"
#include "fair-book.h"
#include "fair-prediction.h"

G_BEGIN_DECLS

guint  fair_adjust_predictions (const FairBook *book, const FairAdjustment *adjustments, guint n_adjustments,
                                FairPrediction *predictions, guint n);
double fair_blend_weight       (double predicted, double blended, double market);

G_END_DECLS
