/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-pricer.h"
#include "fair-store.h"

G_BEGIN_DECLS

/**
 * FairJudgement:
 *
 * The part of the live record in which a person's adjustments were in force, and what it would be without them: the
 * same games, picked from the same predictions.
 */
typedef struct
{
  GArray *with;    /* of FairSettledPick */
  GArray *without; /* of FairSettledPick */
} FairJudgement;

GArray        *fair_judgement_price (FairStore *store, const FairPriceTerms *terms, const FairPrediction *predictions,
                                     guint n, GArray **without, GError **error);
FairJudgement *fair_judgement_judge (FairStore *store, const FairBook *book, gint64 now, const GArray *record,
                                     GError **error);
char          *fair_judgement_to_text (const FairJudgement *self);
void           fair_judgement_free  (FairJudgement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairJudgement, fair_judgement_free)

G_END_DECLS
