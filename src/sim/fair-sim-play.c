/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-sim-world-private.h"

#include <math.h>

#define HOME_FIELD   2.6
#define TEAM_POINTS  27.0
#define MARGIN_SD    15.3
#define TOTAL_SD     15.8
#define CLOSE_ERROR  1.0 /* the market's close is this far from the truth, its opener farther */
#define OPEN_ERROR   2.0

/* What teams end with, and how often, of a thousand: touchdowns and field goals leave their mark. */
static const struct
{
  int points;
  int weight;
} scores[] = {
  { 0, 22 },  { 3, 20 },  { 6, 13 },  { 7, 42 },  { 10, 50 }, { 13, 36 }, { 14, 58 }, { 16, 18 }, { 17, 68 },
  { 19, 11 }, { 20, 50 }, { 21, 60 }, { 22, 8 },  { 23, 30 }, { 24, 75 }, { 26, 14 }, { 27, 56 }, { 28, 60 },
  { 29, 8 },  { 30, 28 }, { 31, 68 }, { 33, 11 }, { 34, 44 }, { 35, 50 }, { 36, 6 },  { 37, 22 }, { 38, 48 },
  { 40, 7 },  { 41, 26 }, { 42, 34 }, { 43, 5 },  { 44, 14 }, { 45, 28 }, { 47, 5 },  { 48, 15 }, { 49, 18 },
  { 51, 6 },  { 52, 14 }, { 54, 4 },  { 55, 9 },  { 56, 10 }, { 58, 4 },  { 59, 6 },  { 62, 5 },  { 63, 5 },
  { 66, 3 },  { 69, 2 },  { 70, 2 },  { 72, 1 },  { 77, 1 },
};

/* The final score near a number of points that nothing rounds. */
static int
score_near (FairRng *rng, double latent)
{
  double weights[G_N_ELEMENTS (scores)];
  double sum = 0;
  double drawn;

  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      double away = (scores[i].points - fmax (latent, 0)) / 2.2;

      weights[i] = scores[i].weight * exp (-0.5 * away * away) + 1e-12;
      sum += weights[i];
    }
  drawn = fair_rng_uniform (rng) * sum;
  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      drawn -= weights[i];
      if (drawn <= 0)
        return scores[i].points;
    }
  return scores[0].points;
}

static double
half_point (double number)
{
  return round (number * 2) / 2;
}

static void
make_market (FairRng *rng, FairSimGame *game, double margin, double total)
{
  double close = margin + CLOSE_ERROR * fair_rng_normal (rng);
  double close_total = total + 1.3 * CLOSE_ERROR * fair_rng_normal (rng);

  game->spread_close = CLAMP (half_point (-close), -60, 60);
  game->spread_open = CLAMP (half_point (-(close + OPEN_ERROR * fair_rng_normal (rng))), -60, 60);
  game->total_close = CLAMP (half_point (close_total), 28, 95);
  game->total_open = CLAMP (half_point (close_total + OPEN_ERROR * fair_rng_normal (rng)), 28, 95);
}

static void
make_statistics (FairRng *rng, FairSimGame *game)
{
  int points[] = { game->home_points, game->away_points };

  for (guint i = 0; i < 2; i++)
    {
      game->plays[i] = CLAMP (lround (67 + 7 * fair_rng_normal (rng)), 42, 96);
      game->efficiency[i] = 0.17 + (points[i] - TEAM_POINTS) / game->plays[i] * 0.9 + 0.05 * fair_rng_normal (rng);
    }
}

/**
 * fair_sim_play_game:
 * @game: its teams and place
 *
 * Plays a game to its end: the score about what the true strengths let expect, the market's numbers, and statistics that
 * fit the score.
 */
void
fair_sim_play_game (FairRng *rng, const FairSimSeason *season, FairSimGame *game)
{
  const FairSimTeam *home = &season->teams[game->home];
  const FairSimTeam *away = &season->teams[game->away];
  double home_field = game->neutral ? 0 : HOME_FIELD;
  double margin = home->offense + home->defense - away->offense - away->defense + home_field;
  double total = 2 * TEAM_POINTS + 0.55 * (home->offense - home->defense + away->offense - away->defense);
  double played_margin = margin + MARGIN_SD * fair_rng_normal (rng);
  double played_total = fmax (total, 0.9 * fabs (margin) + 8) + TOTAL_SD * fair_rng_normal (rng);

  /* Who is beaten by more than all the points had none, and the other kept scoring. */
  played_total = fmax (played_total, fabs (played_margin));
  game->home_points = score_near (rng, (played_total + played_margin) / 2);
  game->away_points = score_near (rng, (played_total - played_margin) / 2);
  while (game->home_points == game->away_points)
    {
      int extra = fair_rng_uniform (rng) < 0.4 ? 3 : 7;

      if (fair_rng_uniform (rng) < 0.5 + margin / 60)
        game->home_points += extra;
      else
        game->away_points += extra;
    }
  make_market (rng, game, margin, fmax (total, 0.9 * fabs (margin) + 8));
  make_statistics (rng, game);
}
