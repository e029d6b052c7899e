/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-chart.h"
#include "fair-forecast.h"

G_BEGIN_DECLS

/**
 * FairRatingRow:
 *
 * A team of the season that runs. Ratings in points against an average FBS team.
 */
typedef struct
{
  guint       team; /* index in the book */
  const char *school;     /* interned */
  const char *conference; /* interned; nullable */
  guint       rank;
  guint       last_rank; /* a week earlier; 0 unknown */
  FairRating  rating;
  double      change; /* of overall in a week; NaN in the first */
} FairRatingRow;

/**
 * FairTeamGame:
 *
 * A game as one team sees it.
 */
typedef struct
{
  guint    game; /* index in the book */
  guint    opponent; /* index in the book */
  gboolean home;
  int      points;          /* FAIR_POINTS_UNKNOWN where it is not played */
  int      opponent_points;
  double   spread;    /* the team's closing line; NaN unknown */
  double   predicted; /* the team's margin as published; NaN unknown */
} FairTeamGame;

GArray    *fair_rating_table_new   (const FairBook *book, const GArray *history);
FairChart *fair_rating_table_chart (const FairBook *book, const GArray *history, guint team);
GArray    *fair_rating_table_games (const FairBook *book, const GArray *record, guint team, int season, gint64 now);

G_END_DECLS
