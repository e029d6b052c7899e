/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-forecast.h"
#include "fair-model-fit.h"

G_BEGIN_DECLS

/**
 * FairFittingJob:
 *
 * What a model is asked for; none of it is owned.
 */
typedef struct
{
  const FairBook       *book;
  FairWeek              week;     /* that is to be played next */
  GArray               *requests; /* of FairForecastRequest: what is to be predicted */
  gint64                now;      /* UTC seconds */
  const FairModelCache *cache;
  FairProgress         *progress;
  GCancellable         *cancellable;
} FairFittingJob;

/**
 * FairFitting:
 *
 * One design, fitted: what it predicts, and what is kept of it.
 */
typedef struct
{
  FairForecast *forecast;
  GArray       *predictions; /* of FairPrediction, in the order of the requests */
  FairModelFit  fit;
} FairFitting;

FairFitting *fair_fitting_run  (const FairFittingJob *job, FairDesign design, const FairModelFit *kept, GError **error);
void         fair_fitting_free (FairFitting *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairFitting, fair_fitting_free)

G_END_DECLS
