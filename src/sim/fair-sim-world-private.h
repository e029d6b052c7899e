/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-game.h"
#include "fair-rng.h"

G_BEGIN_DECLS

#define FAIR_SIM_FIRST_SEASON   2018
#define FAIR_SIM_LAST_SEASON    2025
#define FAIR_SIM_CONFERENCES    11
#define FAIR_SIM_CONFERENCE_SIZE 12
#define FAIR_SIM_FBS_TEAMS      (FAIR_SIM_CONFERENCES * FAIR_SIM_CONFERENCE_SIZE)
#define FAIR_SIM_FCS_TEAMS      40
#define FAIR_SIM_TEAMS          (FAIR_SIM_FBS_TEAMS + FAIR_SIM_FCS_TEAMS)
#define FAIR_SIM_BOOKS          4
#define FAIR_SIM_MEAN_SCORES    481
#define FAIR_SIM_TEAM_ID        900000
#define FAIR_SIM_VENUE_ID       800000
#define FAIR_SIM_GAME_ID        900000000

/**
 * FairSimTeam:
 *
 * An invented team. The true strengths are what a model should find.
 */
typedef struct
{
  char       *school;
  char       *abbreviation;
  const char *mascot;
  guint       color;
  guint       conference; /* FAIR_SIM_CONFERENCES and above: below the FBS */
  double      program;    /* what it tends to, points against the average team */
  double      offense;    /* points above average, this season */
  double      defense;    /* points prevented above average, this season */
  double      talent;     /* as the API would tell it */
  double      recruiting;
  double      returning; /* share of last season's usage */
} FairSimTeam;

/**
 * FairSimGame:
 */
typedef struct
{
  gint64   id;
  FairWeek week;
  gint64   kickoff;
  guint    home;
  guint    away;
  gboolean neutral;
  gboolean conference_game;
  gboolean cancelled;
  gboolean time_open; /* the hour is set only a week before */
  int      home_points;
  int      away_points;
  int      overtime[2]; /* of those points, home and away */
  int      plays[2];
  double   efficiency[2];   /* PPA per play, home and away */
  double   spread_open, spread_close; /* of the whole market, home-relative */
  double   total_open, total_close;
  char     title[48]; /* of a bowl; empty */
} FairSimGame;

/**
 * FairSimSeason:
 *
 * A season with the teams as they were in it.
 */
typedef struct
{
  int         season;
  FairSimTeam teams[FAIR_SIM_TEAMS]; /* names shared with the world */
  GArray     *games;                 /* of FairSimGame */
} FairSimSeason;

/**
 * FairSimWorld:
 */
typedef struct
{
  FairRng       rng;
  double        mean_scores[FAIR_SIM_MEAN_SCORES]; /* what rounding makes of a quarter point, a half, … */
  FairSimTeam   teams[FAIR_SIM_TEAMS];
  FairSimSeason seasons[FAIR_SIM_LAST_SEASON - FAIR_SIM_FIRST_SEASON + 1];
} FairSimWorld;

/* CLAMP() would draw anew each time that it reads its argument. */
static inline double
fair_sim_bound (double number, double least, double most)
{
  return CLAMP (number, least, most);
}

FairSimWorld *fair_sim_world_new        (guint64 seed);
void          fair_sim_world_free       (FairSimWorld *self);
gint64        fair_sim_saturday         (int season, int week);

void          fair_sim_name_teams       (FairSimWorld *self);
const char   *fair_sim_conference_name  (guint conference);
const char   *fair_sim_conference_short (guint conference);

void          fair_sim_schedule_regular (FairSimWorld *self, FairSimSeason *season);
void          fair_sim_play_bowls       (FairSimWorld *self, FairSimSeason *season);
FairSimGame   fair_sim_make_game        (FairSimSeason *season, guint home, guint away, gint64 kickoff);
void          fair_sim_tabulate_scores  (FairSimWorld *self);
void          fair_sim_play_game        (FairSimWorld *self, const FairSimSeason *season, FairSimGame *game);

/* The answers, as the API would write them. */
void          fair_sim_write_games      (GString *json, const FairSimSeason *season, const FairSimGame *game,
                                         gint64 now);
void          fair_sim_write_lines      (GString *json, const FairSimSeason *season, const FairSimGame *game,
                                         gint64 now);
void          fair_sim_write_stats      (GString *json, const FairSimSeason *season, const FairSimGame *game);
void          fair_sim_write_team       (GString *json, const FairSimTeam *team, guint index);

G_END_DECLS
