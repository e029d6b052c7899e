/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-view.h"

G_BEGIN_DECLS

/**
 * FairCalibration:
 *
 * What share of games the home side really won that were expected to go by so many standard deviations its way.
 */
typedef struct _FairCalibration FairCalibration;

typedef struct
{
  double shift;   /* standard deviations; 0 where nothing was learned */
  double stretch; /* 1 where nothing was learned */
} FairCalibrationFit;

FairCalibration   *fair_calibration_new   (void);
void               fair_calibration_free  (FairCalibration *self);
void               fair_calibration_note  (FairCalibration *self, guint game, double deviations);
FairCalibrationFit fair_calibration_fit   (const FairCalibration *self, FairView view, int season);
double             fair_calibration_apply (const FairCalibrationFit *fit, double deviations);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairCalibration, fair_calibration_free)

G_END_DECLS
