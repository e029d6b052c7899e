/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-ratings.h"

G_BEGIN_DECLS

/**
 * FairBlend:
 *
 * How much the model is worth beside the market's number at the freeze, learned from earlier seasons.
 */
typedef struct _FairBlend FairBlend;

typedef struct
{
  double weight; /* of the model, 0..1; the market has the rest */
  double sd;     /* of an outcome about the blend, points */
} FairBlendFit;

FairBlend   *fair_blend_new  (void);
void         fair_blend_free (FairBlend *self);
void         fair_blend_note (FairBlend *self, FairTarget target, guint game, double predicted, double market);
FairBlendFit fair_blend_fit  (const FairBlend *self, FairTarget target, FairView view, int season);

G_END_DECLS
