/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-prediction.h"

#include <math.h>

/* A small invented week for the tests of pricing: game N has home team 2N and away team 2N + 1. */

#define PICKS_FREEZE  1696939200 /* Tuesday 2023-10-10 12:00 UTC */
#define PICKS_KICKOFF (PICKS_FREEZE + 4 * 86400)

typedef struct
{
  const char *provider;
  double      spread;
  double      total;
  int         home_moneyline;
  int         away_moneyline;
} Offer;

static inline void
picks_add_game (FairBookBuilder *builder, gint64 id, FairDivision away_division, int home_points, int away_points)
{
  g_autofree char *home = g_strdup_printf ("Home %d", (int) id);
  g_autofree char *away = g_strdup_printf ("Away %d", (int) id);
  FairGame game = {
    .id = id,
    .week = { 2023, FAIR_SEASON_REGULAR, 7 },
    .kickoff = PICKS_KICKOFF,
    .completed = home_points >= 0,
    .home_id = 2 * id,
    .away_id = 2 * id + 1,
    .home_team = home,
    .away_team = away,
    .home_division = FAIR_DIVISION_FBS,
    .away_division = away_division,
    .home_points = home_points,
    .away_points = away_points,
  };

  fair_book_builder_add_game (builder, &game);
}

/* Seen at the freeze. */
static inline void
picks_add_offer (FairBookBuilder *builder, gint64 id, Offer offer)
{
  FairLine line = {
    .game_id = id,
    .provider = (char *) offer.provider,
    .seen_at = PICKS_FREEZE,
    .spread = offer.spread,
    .spread_open = NAN,
    .total = offer.total,
    .total_open = NAN,
    .home_moneyline = offer.home_moneyline,
    .away_moneyline = offer.away_moneyline,
  };

  fair_book_builder_add_line (builder, &line);
}

/* Without a blend, so that chances come from the prediction itself. */
static inline FairPrediction
picks_predict (gint64 id, double margin, double total)
{
  return (FairPrediction) {
    .game_id = id,
    .frozen_at = PICKS_FREEZE,
    .margin = margin,
    .total = total,
    .margin_sd = 16,
    .total_sd = 17,
    .home_win_probability = 0.5 * erfc (-margin / 16 / G_SQRT2),
    .blend_margin = NAN,
    .blend_total = NAN,
    .blend_margin_sd = NAN,
    .blend_total_sd = NAN,
    .home_games = 6,
    .away_games = 6,
  };
}
