/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-sim-world-private.h"

#include <math.h>

#define HOME_FIELD   2.6
#define TEAM_POINTS  27.0
#define MARGIN_SD    15.3
#define TOTAL_SD     15.8
#define OVERTIME_POINTS 0.25 /* what overtime adds to the mean total */
#define SCORE_STEP   0.25 /* points, of the table of means */
#define CLOSE_ERROR  1.0 /* the market's close is this far from the truth, its opener farther */
#define OPEN_ERROR   1.1

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

/* The chance of each score, given a number of points that nothing rounds. */
static void
weigh_scores (double latent, double weights[G_N_ELEMENTS (scores)])
{
  double sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      double away = (scores[i].points - fmax (latent, 0)) / 2.2;

      weights[i] = scores[i].weight * exp (-0.5 * away * away) + 1e-12;
      sum += weights[i];
    }
  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    weights[i] /= sum;
}

static int
score_near (FairRng *rng, double latent)
{
  double weights[G_N_ELEMENTS (scores)];
  double drawn = fair_rng_uniform (rng);

  weigh_scores (latent, weights);
  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      drawn -= weights[i];
      if (drawn <= 0)
        return scores[i].points;
    }
  return scores[0].points;
}

/**
 * fair_sim_tabulate_scores:
 *
 * The mean of the scores that each number of points may end as, for every quarter point. The market asks for it too
 * often to add it up every time.
 */
void
fair_sim_tabulate_scores (FairSimWorld *self)
{
  double weights[G_N_ELEMENTS (scores)];

  for (guint n = 0; n < FAIR_SIM_MEAN_SCORES; n++)
    {
      weigh_scores (n * SCORE_STEP, weights);
      self->mean_scores[n] = 0;
      for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
        self->mean_scores[n] += weights[i] * scores[i].points;
    }
}

static double
mean_score (const FairSimWorld *world, double latent)
{
  double place = CLAMP (latent / SCORE_STEP, 0, FAIR_SIM_MEAN_SCORES - 1.001);
  guint below = place;

  return world->mean_scores[below] + (place - below) * (world->mean_scores[below + 1] - world->mean_scores[below]);
}

/* What a game is about before anybody kicks off. */
typedef struct
{
  double margin;
  double total;
} Expectation;

/* The points of both sides, not yet rounded. */
typedef struct
{
  double home;
  double away;
} Points;

/* How a game ends when luck is @margin_luck and @total_luck standard deviations. */
static Points
play_out (Expectation e, double margin_luck, double total_luck)
{
  double margin = e.margin + MARGIN_SD * margin_luck;
  double total = e.total + TOTAL_SD * total_luck;

  /* Who is beaten by more than all the points had none, and the other kept scoring. */
  total = fmax (total, fabs (margin));
  return (Points) { (total + margin) / 2, (total - margin) / 2 };
}

/* An efficient market knows what rounding to football scores does to the mean. */
static Expectation
fair_market (const FairSimWorld *world, Expectation e)
{
  static const double luck[] = { -1.53, -0.89, -0.49, -0.16, 0.16, 0.49, 0.89, 1.53 };
  Expectation sum = { 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (luck); i++)
    for (guint j = 0; j < G_N_ELEMENTS (luck); j++)
      {
        Points points = play_out (e, luck[i], luck[j]);
        double home = mean_score (world, points.home);
        double away = mean_score (world, points.away);

        sum.margin += home - away;
        sum.total += home + away;
      }
  return (Expectation) { sum.margin / 64, sum.total / 64 + OVERTIME_POINTS };
}

static double
half_point (double number)
{
  return round (number * 2) / 2;
}

static void
make_market (FairRng *rng, FairSimGame *game, Expectation fair)
{
  double close = fair.margin + CLOSE_ERROR * fair_rng_normal (rng);
  double close_total = fair.total + 1.3 * CLOSE_ERROR * fair_rng_normal (rng);

  game->spread_close = CLAMP (half_point (-close), -60, 60);
  game->spread_open = fair_sim_bound (half_point (-(close + OPEN_ERROR * fair_rng_normal (rng))), -60, 60);
  game->total_close = CLAMP (half_point (close_total), 28, 95);
  game->total_open = fair_sim_bound (half_point (close_total + OPEN_ERROR * fair_rng_normal (rng)), 28, 95);
}

static void
make_statistics (FairRng *rng, FairSimGame *game)
{
  int points[] = { game->home_points, game->away_points };

  for (guint i = 0; i < 2; i++)
    {
      game->plays[i] = fair_sim_bound (lround (67 + 7 * fair_rng_normal (rng)), 42, 96);
      game->efficiency[i] = 0.17 + (points[i] - TEAM_POINTS) / game->plays[i] * 0.9 + 0.05 * fair_rng_normal (rng);
    }
}

/**
 * fair_sim_play_game:
 * @game: its teams and place
 *
 * Plays a game to its end: the score about what the true strengths let expect, the market's numbers, and statistics
 * that fit the score.
 */
void
fair_sim_play_game (FairSimWorld *self, const FairSimSeason *season, FairSimGame *game)
{
  FairRng *rng = &self->rng;
  const FairSimTeam *home = &season->teams[game->home];
  const FairSimTeam *away = &season->teams[game->away];
  double home_field = game->neutral ? 0 : HOME_FIELD;
  double margin = home->offense + home->defense - away->offense - away->defense + home_field;
  double total = 2 * TEAM_POINTS + 0.55 * (home->offense - home->defense + away->offense - away->defense);
  Expectation expected = { margin, fmax (total, 0.9 * fabs (margin) + 8) };
  Points points = play_out (expected, fair_rng_normal (rng), fair_rng_normal (rng));

  game->home_points = score_near (rng, points.home);
  game->away_points = score_near (rng, points.away);
  if (game->home_points == game->away_points)
    {
      int extra = fair_rng_uniform (rng) < 0.4 ? 3 : 7;

      game->overtime[fair_rng_uniform (rng) < 0.5 + margin / 60 ? 0 : 1] = extra;
      game->home_points += game->overtime[0];
      game->away_points += game->overtime[1];
    }
  make_market (rng, game, fair_market (self, expected));
  make_statistics (rng, game);
}
