/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-fitting.h"
#include "fair-model-registry.h"
#include "fair-weekly.h"

G_BEGIN_DECLS

/**
 * FairModelRun:
 *
 * The models' part of a weekly job; none of it is owned.
 */
typedef struct
{
  const FairWeeklyJob     *job;
  const FairModelRegistry *registry;
  const FairBook          *book;
  FairWeek                 week;     /* that is to be played next */
  GArray                  *requests; /* of FairForecastRequest */
  gint64                   now;      /* the run's freeze */
} FairModelRun;

FairFitting *fair_model_run_champion    (const FairModelRun *self, GError **error);
gboolean     fair_model_run_challengers (const FairModelRun *self, GError **error);
gboolean     fair_model_run_is_faithful (const FairModelRun *self, const FairFitting *made);

G_END_DECLS
