/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-belief.h"
#include "fair-blend.h"
#include "fair-calibration.h"
#include "fair-correction.h"
#include "fair-deserved.h"
#include "fair-forecast.h"

G_BEGIN_DECLS

/**
 * FairWalk:
 *
 * One pass over a book, forward in time. Nothing in it looks at the book but through a view at the present moment.
 */
typedef struct
{
  const FairBook      *book;
  FairForecastOptions  options;
  FairProgress        *progress;
  FairLeaguePlan      *plan;

  FairBeliefParams     params; /* for @params_season */
  int                  params_season;
  GChecksum           *evidence; /* over everything before @params_season */

  FairBelief          *settled;   /* from all games whose statistics were due */
  guint                next_game; /* the first that is not among them */
  FairSeen            *seen[FAIR_N_DESIGNS][FAIR_N_TARGETS]; /* of each game, as what they were taken */
  FairBelief          *present;   /* nullable: for @present_season at @present_time, where more was known */
  int                  present_season;
  gint64               present_time;

  FairDeserved        *deserved;
  FairDeservedFit      deserved_fits[FAIR_N_TARGETS]; /* for @deserved_season */
  int                  deserved_season;

  double              *features; /* of the teams, for @features_season at @features_time */
  int                  features_season;
  gint64               features_time;
  gboolean             statistics_late; /* then, too */

  FairCorrection      *correction;
  FairCalibration     *calibration;
  FairBlend           *blend;
  FairCorrectionFit    correction_fits[FAIR_N_TARGETS]; /* for @fits_season at @fits_time */
  FairCalibrationFit   calibration_fit;
  FairBlendFit         blend_fits[FAIR_N_TARGETS];
  int                  fits_season;
  gint64               fits_time;
} FairWalk;

void     fair_walk_start   (FairWalk *self, const FairBook *book, const FairForecastOptions *options,
                            FairProgress *progress);
void     fair_walk_end     (FairWalk *self);
void     fair_walk_note    (FairWalk *self, guint game, gint64 freeze);
void     fair_walk_predict (FairWalk *self, guint game, gint64 freeze, FairPrediction *prediction);
void     fair_walk_rate    (FairWalk *self, int season, gint64 freeze, GArray *rows);
void     fair_walk_name    (FairWalk *self, int season, gint64 freeze, char out[FAIR_MODEL_ID_LENGTH + 1]);
char    *fair_walk_describe (const FairWalk *self);

G_END_DECLS
