/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-odds.h"
#include "fair-pick.h"
#include "fair-score-distribution.h"
#include "fair-view.h"

G_BEGIN_DECLS

/**
 * FairGameLine:
 *
 * One book's numbers for a game: how it opened, and the last that was known. Home-relative; NaN unknown.
 */
typedef struct
{
  const char *provider; /* interned */
  double      spread_open;
  double      spread;
  double      total_open;
  double      total;
  int         home_moneyline; /* FAIR_MONEYLINE_UNKNOWN */
  int         away_moneyline;
  gint64      seen_at; /* since when the last numbers were known, UTC seconds */
} FairGameLine;

/**
 * FairRecentGame:
 *
 * A game that a team has played, seen from its side.
 */
typedef struct
{
  guint    game;     /* index in the book */
  guint    opponent; /* index of the team */
  gboolean at_home;  /* nominally, on a neutral site */
  int      points;
  int      opponent_points;
  double   against_close; /* points by which the team did better than its closing spread; NaN unknown */
} FairRecentGame;

GArray *fair_game_lines          (FairView view, guint game);
double  fair_game_market_chance  (const GArray *lines);
GArray *fair_game_recent         (FairView view, guint game, guint team, guint most);

char   *fair_game_to_matchup     (const FairBook *book, guint game);
char   *fair_game_kickoff_to_text (const FairBookGame *game);
char   *fair_game_result_to_text (const FairBook *book, guint game, int home_points, int away_points);
char   *fair_game_chance_to_text (const FairBook *book, guint game, FairMarket market, double home_number,
                                  const FairScoreDistribution *scores);
char   *fair_game_pick_to_text   (const FairSettledPick *row, gint64 now, FairOddsFormat format);
char   *fair_recent_game_to_text (const FairRecentGame *self);
char   *fair_expected_to_text    (double number, double sd, gboolean sign);
char   *fair_local_time_to_text  (gint64 time, const char *format);
char   *fair_age_to_text         (gint64 age);

G_END_DECLS
