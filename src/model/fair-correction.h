/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-matchup.h"

G_BEGIN_DECLS

/**
 * FairCorrection:
 *
 * What the ratings get wrong, learned from their misses in earlier seasons.
 */
typedef struct _FairCorrection FairCorrection;

typedef struct
{
  double slopes[FAIR_N_MATCHUP_INPUTS];
  double means[FAIR_N_MATCHUP_INPUTS]; /* of the inputs: an average game is not corrected */
  double penalty;                      /* that was chosen; 0: too few games to correct anything */
  double sd_factor;                    /* how many times as wide outcomes scatter as the ratings say */
} FairCorrectionFit;

FairCorrection   *fair_correction_new   (void);
void              fair_correction_free  (FairCorrection *self);
void              fair_correction_note  (FairCorrection *self, guint game, const FairMatchup *matchup,
                                         const double expected[FAIR_N_TARGETS], const double sd[FAIR_N_TARGETS]);
FairCorrectionFit fair_correction_fit   (const FairCorrection *self, FairTarget target, FairView view, int season);
void              fair_correction_apply (const FairCorrectionFit *fit, const double inputs[FAIR_N_MATCHUP_INPUTS],
                                         double parts[FAIR_N_PARTS]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairCorrection, fair_correction_free)

G_END_DECLS
