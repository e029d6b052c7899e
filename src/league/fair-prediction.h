/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-explanation.h"

G_BEGIN_DECLS

#define FAIR_MODEL_ID_LENGTH 12

/**
 * FairPrediction:
 *
 * What the model says of one game at a freeze. @margin, @total, their deviations and @home_win_probability never see
 * a market number; @blend_margin and @blend_total are the posterior given also the line known at the freeze, and NaN
 * where none was known. @why takes @margin and @total apart; NaN where it was not kept.
 */
typedef struct
{
  gint64          game_id;
  gint64          frozen_at; /* UTC seconds */
  double          margin;    /* points, home minus away */
  double          total;     /* points */
  double          margin_sd; /* points, of the outcome about @margin */
  double          total_sd;
  double          home_win_probability;
  double          blend_margin;
  double          blend_total;
  double          blend_margin_sd;
  double          blend_total_sd;
  int             home_games; /* games of this season known at the freeze */
  int             away_games;
  gboolean        fallback; /* made by the backup model */
  double          adjusted_margin; /* points of a person's that are in @margin; 0 in what is stored */
  double          adjusted_total;
  FairExplanation why;
} FairPrediction;

/**
 * FairRating:
 *
 * A team's strength at a freeze, in points against an average FBS team on a neutral field.
 */
typedef struct
{
  gint64 team_id;
  double offense; /* points scored above average */
  double defense; /* points prevented above average; higher is better */
  double overall; /* offense + defense */
  double overall_sd;
} FairRating;

G_END_DECLS
