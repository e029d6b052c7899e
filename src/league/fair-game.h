/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-team.h"
#include "fair-week.h"

G_BEGIN_DECLS

#define FAIR_POINTS_UNKNOWN (-1)

/* A result counts as known this long after kickoff, its statistics that long. */
#define FAIR_RESULT_DELAY (5 * G_GINT64_CONSTANT (3600))
#define FAIR_STATS_DELAY  (24 * G_GINT64_CONSTANT (3600))

/**
 * FairGame:
 *
 * One game as the API tells it. A neutral site still has a nominal home team, and every sign refers to it.
 */
typedef struct
{
  gint64       id;
  FairWeek     week;
  gint64       kickoff; /* UTC seconds */
  gboolean     kickoff_tbd; /* only the date of @kickoff means anything */
  gboolean     completed;
  gboolean     neutral_site;
  gboolean     conference_game;
  gint64       venue_id; /* 0 unknown */
  gint64       home_id;
  gint64       away_id;
  char        *home_team;
  char        *away_team;
  char        *home_conference; /* nullable */
  char        *away_conference; /* nullable */
  FairDivision home_division;
  FairDivision away_division;
  int          home_points; /* FAIR_POINTS_UNKNOWN */
  int          away_points;
  char        *notes; /* nullable; the bowl's name */
} FairGame;

void fair_game_clear (FairGame *self);

/**
 * FairCalendarWeek:
 */
typedef struct
{
  FairWeek week;
  gint64   start; /* UTC seconds */
  gint64   end;
} FairCalendarWeek;

G_END_DECLS
