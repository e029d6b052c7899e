/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A small invented league in a store, in the middle of its second season: week 7 is to be played. */

#include "fair-clock.h"
#include "fair-rng.h"
#include "fair-store-league.h"
#include "store-place.h"

#include <math.h>

#define LEAGUE_TEAMS  16
#define LEAGUE_GAMES  (LEAGUE_TEAMS / 2) /* a week */
#define LEAGUE_FIRST  2024
#define LEAGUE_SEASON 2025
#define LEAGUE_WEEK   7
#define LEAGUE_WEEKS  9
#define LEAGUE_NOW    1759838400 /* Tue 7 Oct 2025 12:00 UTC, its freeze */

static inline gint64
league_kickoff (int season, guint week)
{
  /* In the season Saturday 11 October 2025 18:00 UTC is of week 7; a year before it was the 12th. */
  gint64 seventh = LEAGUE_NOW + 4 * FAIR_DAY + 6 * FAIR_HOUR - (LEAGUE_SEASON - season) * 52 * FAIR_WEEK_SECONDS;

  return seventh + ((gint64) week - LEAGUE_WEEK) * FAIR_WEEK_SECONDS;
}

static inline gint64
league_game_id (int season, guint week, guint number)
{
  return season * 1000 + week * 10 + number;
}

/* Every team once a week, by the circle method: nobody meets the same team twice in a season. */
static inline guint
league_team (guint week, guint number, gboolean home)
{
  guint turn = LEAGUE_TEAMS - 1;

  if (home)
    return number == 0 ? turn : (week + number) % turn;
  return (week + turn - number) % turn;
}

static inline void
league_add_game (GArray *games, GArray *lines, FairRng *rng, int season, guint week, guint number)
{
  guint teams[2] = { league_team (week, number, TRUE), league_team (week, number, FALSE) };
  gint64 kickoff = league_kickoff (season, week);
  gboolean played = kickoff < LEAGUE_NOW;
  double truth = 2.5 + 2.0 * ((double) teams[0] - teams[1]);
  double margin = truth + 14 * fair_rng_normal (rng);
  double total = 55 + 15 * fair_rng_normal (rng);
  double spread = -rint (2 * (truth + 5 * fair_rng_normal (rng))) / 2;
  FairGame game = {
    .id = league_game_id (season, week, number),
    .week = { season, FAIR_SEASON_REGULAR, week },
    .kickoff = kickoff,
    .completed = played,
    .home_id = 1 + teams[0],
    .away_id = 1 + teams[1],
    .home_team = g_strdup_printf ("Team %02u", teams[0]),
    .away_team = g_strdup_printf ("Team %02u", teams[1]),
    .home_division = FAIR_DIVISION_FBS,
    .away_division = FAIR_DIVISION_FBS,
    .home_points = played ? MAX (0, (int) lround ((total + margin) / 2)) : FAIR_POINTS_UNKNOWN,
    .away_points = played ? MAX (0, (int) lround ((total - margin) / 2)) : FAIR_POINTS_UNKNOWN,
  };
  FairLine line = {
    .game_id = game.id,
    .provider = g_strdup ("Bovada"),
    .seen_at = played ? kickoff + FAIR_DAY : LEAGUE_NOW - FAIR_HOUR,
    .spread = spread,
    .spread_open = spread + 0.5,
    .total = 55.5,
    .total_open = 55.5,
    .home_moneyline = spread < 0 ? -180 : 155,
    .away_moneyline = spread < 0 ? 155 : -180,
  };

  g_array_append_val (games, game);
  g_array_append_val (lines, line);
}

/* Of both sides of a game that is over. */
static inline void
league_add_stats (GArray *stats, const FairGame *game)
{
  for (guint side = 0; side < 2 && game->completed; side++)
    {
      int points = side == 0 ? game->home_points : game->away_points;
      FairTeamStats row = {
        .game_id = game->id,
        .team_id = side == 0 ? game->home_id : game->away_id,
        .offense = {
          .plays = 70, .drives = 12, .ppa = (points - 24) / 100.0, .success_rate = 0.3 + points / 250.0,
          .explosiveness = 1.2, .line_yards = 2.8, .rushing_ppa = NAN, .rushing_success = NAN, .passing_ppa = NAN,
          .passing_success = NAN, .standard_ppa = NAN, .standard_success = NAN, .passing_downs_ppa = NAN,
          .passing_downs_success = NAN,
        },
      };

      g_array_append_val (stats, row);
    }
}

static inline void
league_store (FairStore *store)
{
  g_autoptr (GArray) games = g_array_new (FALSE, TRUE, sizeof (FairGame));
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (FairLine));
  g_autoptr (GArray) stats = g_array_new (FALSE, TRUE, sizeof (FairTeamStats));
  g_autoptr (GError) error = NULL;
  FairRng rng;

  g_array_set_clear_func (games, (GDestroyNotify) fair_game_clear);
  g_array_set_clear_func (lines, (GDestroyNotify) fair_line_clear);
  fair_rng_init (&rng, 20251007);
  for (int season = LEAGUE_FIRST; season <= LEAGUE_SEASON; season++)
    {
      for (guint week = 1; week <= LEAGUE_WEEKS; week++)
        for (guint number = 0; number < LEAGUE_GAMES; number++)
          league_add_game (games, lines, &rng, season, week, number);
      fair_store_put_games (store, season, games, LEAGUE_NOW, NULL, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < games->len; i++)
        league_add_stats (stats, &g_array_index (games, FairGame, i));
      g_array_set_size (games, 0);
    }
  fair_store_put_lines (store, lines, NULL, &error);
  g_assert_no_error (error);
  fair_store_put_stats (store, stats, NULL, &error);
  g_assert_no_error (error);
}
