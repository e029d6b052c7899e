/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* An invented league whose true strengths are known, for the tests of the model. */

#include "fair-book.h"
#include "fair-clock.h"
#include "fair-rng.h"

#include <math.h>

#define SYNTHETIC_TEAMS  60
#define SYNTHETIC_GROUPS 6
#define SYNTHETIC_FIRST  2015
#define SYNTHETIC_LAST   2019
#define SYNTHETIC_WEEKS  12

#define SYNTHETIC_HOME_FIELD 3.0
#define SYNTHETIC_MARGIN_SD  14.5
#define SYNTHETIC_TOTAL_SD   15.5

/* Of what play by play shows about the strengths; the rest of a score's scatter is luck that plays do not show. */
#define SYNTHETIC_PLAY_SD 10.0

typedef struct
{
  GArray *games;  /* of FairGame; names are static */
  GArray *lines;  /* of FairLine */
  GArray *values; /* of FairTeamValue */
  GArray *stats;  /* of FairTeamStats, two a game in their order */
  double  strength[SYNTHETIC_TEAMS]; /* true, of the last season, for margins */
  double  scoring[SYNTHETIC_TEAMS];  /* likewise, for totals */
} SyntheticLeague;

static inline void
synthetic_league_free (SyntheticLeague *self)
{
  g_array_unref (self->games);
  g_array_unref (self->lines);
  g_array_unref (self->values);
  g_array_unref (self->stats);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyntheticLeague, synthetic_league_free)

static inline const char *
synthetic_name (const char *kind, guint number)
{
  g_autofree char *name = g_strdup_printf ("%s %02u", kind, number);

  return g_intern_string (name);
}

static inline double
synthetic_luck (double sd)
{
  return sqrt (sd * sd - SYNTHETIC_PLAY_SD * SYNTHETIC_PLAY_SD);
}

/* Both offences of a game by the margin and the total that their plays were worth. */
static inline void
synthetic_plays (SyntheticLeague *self, FairRng *rng, const FairGame *game, double margin, double total)
{
  for (guint side = 0; side < 2; side++)
    {
      double ppa = 0.15 + (side == 0 ? 1 : -1) * margin / 120 + (total - 55) / 300;
      FairTeamStats row = {
        .game_id = game->id,
        .team_id = side == 0 ? game->home_id : game->away_id,
        .offense = {
          .plays = 68 + (int) lround ((total - 55) / 4 + 3 * fair_rng_normal (rng)),
          .drives = 12,
          .ppa = ppa + 0.02 * fair_rng_normal (rng),
          .success_rate = 0.42 + 0.4 * (ppa - 0.15) + 0.02 * fair_rng_normal (rng),
          .explosiveness = 1.2 + 0.1 * fair_rng_normal (rng),
          .line_yards = 2.8 + ppa + 0.2 * fair_rng_normal (rng),
        },
      };

      g_array_append_val (self->stats, row);
    }
}

static inline void
synthetic_play (SyntheticLeague *self, FairRng *rng, int season, guint week, const guint teams[2], double line_sd)
{
  const char *names[2] = { synthetic_name ("Team", teams[0]), synthetic_name ("Team", teams[1]) };
  double truth = SYNTHETIC_HOME_FIELD + self->strength[teams[0]] - self->strength[teams[1]];
  double truth_total = 55 + self->scoring[teams[0]] + self->scoring[teams[1]];
  double played = truth + SYNTHETIC_PLAY_SD * fair_rng_normal (rng);
  double played_total = truth_total + SYNTHETIC_PLAY_SD * fair_rng_normal (rng);
  double margin = played + synthetic_luck (SYNTHETIC_MARGIN_SD) * fair_rng_normal (rng);
  double total = played_total + synthetic_luck (SYNTHETIC_TOTAL_SD) * fair_rng_normal (rng);
  FairGame game = {
    .id = 1000 + self->games->len,
    .week = { season, FAIR_SEASON_REGULAR, week + 1 },
    .kickoff = fair_season_start (season) + 17 * FAIR_DAY + 18 * FAIR_HOUR + week * FAIR_WEEK_SECONDS,
    .completed = TRUE,
    .home_id = 100 + teams[0],
    .away_id = 100 + teams[1],
    .home_team = (char *) names[0],
    .away_team = (char *) names[1],
    .home_conference = (char *) synthetic_name ("Group", teams[0] % SYNTHETIC_GROUPS),
    .away_conference = (char *) synthetic_name ("Group", teams[1] % SYNTHETIC_GROUPS),
    .home_division = FAIR_DIVISION_FBS,
    .away_division = FAIR_DIVISION_FBS,
    .home_points = MAX (0, (int) lround ((total + margin) / 2)),
    .away_points = MAX (0, (int) lround ((total - margin) / 2)),
  };
  FairLine line = {
    .game_id = game.id,
    .provider = (char *) "Book",
    .seen_at = game.kickoff + FAIR_DAY,
    .spread = -truth + line_sd * fair_rng_normal (rng),
    .spread_open = NAN,
    .total = truth_total + line_sd * fair_rng_normal (rng),
    .total_open = NAN,
  };

  if (season >= SYNTHETIC_FIRST + 2)
    {
      line.spread_open = line.spread + fair_rng_normal (rng);
      line.total_open = line.total + fair_rng_normal (rng);
    }
  g_array_append_val (self->games, game);
  g_array_append_val (self->lines, line);
  synthetic_plays (self, rng, &game, played, played_total);
}

static inline void
synthetic_season (SyntheticLeague *self, FairRng *rng, int season, double line_sd)
{
  for (guint week = 0; week < SYNTHETIC_WEEKS; week++)
    {
      guint order[SYNTHETIC_TEAMS];

      for (guint i = 0; i < SYNTHETIC_TEAMS; i++)
        order[i] = i;
      for (guint i = SYNTHETIC_TEAMS - 1; i > 0; i--)
        {
          guint j = fair_rng_below (rng, i + 1);
          guint swap = order[i];

          order[i] = order[j];
          order[j] = swap;
        }
      for (guint i = 0; i + 1 < SYNTHETIC_TEAMS; i += 2)
        synthetic_play (self, rng, season, week, order + i, line_sd);
    }
}

static inline void
synthetic_values (SyntheticLeague *self, FairRng *rng, int season)
{
  for (guint team = 0; team < SYNTHETIC_TEAMS; team++)
    {
      const FairTeamValue values[] = {
        { season, 100 + team, FAIR_METRIC_TALENT, 700 + 10 * self->strength[team] + 80 * fair_rng_normal (rng) },
        { season, 100 + team, FAIR_METRIC_RECRUITING, 200 + 4 * self->strength[team] + 30 * fair_rng_normal (rng) },
        { season, 100 + team, FAIR_METRIC_RETURNING_PPA, fair_rng_uniform (rng) },
        { season, 100 + team, FAIR_METRIC_SP_OVERALL, self->strength[team] + 3 * fair_rng_normal (rng) },
        { season, 100 + team, FAIR_METRIC_SP_OFFENSE, 28 + self->scoring[team] / 2 },
        { season, 100 + team, FAIR_METRIC_SP_DEFENSE, 28 + self->scoring[team] / 2 },
      };

      g_array_append_vals (self->values, values, G_N_ELEMENTS (values));
    }
}

/**
 * synthetic_league_new:
 * @line_sd: of the closing lines about the truth, points
 *
 * Strengths of 10 points' deviation, of which 0.7 carries over to the next season.
 */
static inline SyntheticLeague *
synthetic_league_new (guint64 seed, double line_sd)
{
  SyntheticLeague *self = g_new0 (SyntheticLeague, 1);
  FairRng rng;

  fair_rng_init (&rng, seed);
  self->games = g_array_new (FALSE, FALSE, sizeof (FairGame));
  self->lines = g_array_new (FALSE, FALSE, sizeof (FairLine));
  self->values = g_array_new (FALSE, FALSE, sizeof (FairTeamValue));
  self->stats = g_array_new (FALSE, FALSE, sizeof (FairTeamStats));
  for (int season = SYNTHETIC_FIRST; season <= SYNTHETIC_LAST; season++)
    {
      double carried = season == SYNTHETIC_FIRST ? 0 : 0.7;

      for (guint team = 0; team < SYNTHETIC_TEAMS; team++)
        {
          self->strength[team] = carried * self->strength[team] + 10 * sqrt (1 - carried * carried) * fair_rng_normal (&rng);
          self->scoring[team] = carried * self->scoring[team] + 5 * sqrt (1 - carried * carried) * fair_rng_normal (&rng);
        }
      synthetic_values (self, &rng, season);
      synthetic_season (self, &rng, season, line_sd);
    }
  return self;
}

static inline FairBook *
synthetic_league_book (const SyntheticLeague *self)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();

  for (guint i = 0; i < self->games->len; i++)
    fair_book_builder_add_game (builder, &g_array_index (self->games, FairGame, i));
  for (guint i = 0; i < self->lines->len; i++)
    fair_book_builder_add_line (builder, &g_array_index (self->lines, FairLine, i));
  for (guint i = 0; i < self->stats->len; i++)
    fair_book_builder_add_stats (builder, &g_array_index (self->stats, FairTeamStats, i));
  for (guint i = 0; i < self->values->len; i++)
    fair_book_builder_add_value (builder, &g_array_index (self->values, FairTeamValue, i));
  return fair_book_builder_finish (builder);
}

/**
 * synthetic_league_poison:
 *
 * Replaces everything that was not known at @freeze: scores, statistics, lines, and what is known of teams once a
 * season.
 */
static inline void
synthetic_league_poison (SyntheticLeague *self, gint64 freeze)
{
  FairRng rng;

  fair_rng_init (&rng, 99);
  for (guint i = 0; i < self->games->len; i++)
    {
      FairGame *game = &g_array_index (self->games, FairGame, i);
      FairLine *line = &g_array_index (self->lines, FairLine, i);

      if (game->kickoff + FAIR_RESULT_DELAY > freeze)
        {
          game->completed = fair_rng_below (&rng, 4) > 0;
          game->home_points = fair_rng_below (&rng, 120);
          game->away_points = fair_rng_below (&rng, 120);
        }
      for (guint side = 0; side < 2 && game->kickoff + FAIR_STATS_DELAY > freeze; side++)
        g_array_index (self->stats, FairTeamStats, 2 * i + side).offense.ppa = fair_rng_uniform (&rng);
      if (game->kickoff > freeze)
        {
          line->spread = 60 * fair_rng_uniform (&rng) - 30;
          line->total = 20 + 60 * fair_rng_uniform (&rng);
        }
      if (fair_freeze_before (game->kickoff) > freeze)
        {
          line->spread_open = 60 * fair_rng_uniform (&rng) - 30;
          line->total_open = 20 + 60 * fair_rng_uniform (&rng);
        }
    }
  for (guint i = 0; i < self->values->len; i++)
    {
      FairTeamValue *value = &g_array_index (self->values, FairTeamValue, i);

      if (fair_metric_known_at (value->metric, value->season) > freeze)
        value->value = fair_rng_uniform (&rng) * (value->metric == FAIR_METRIC_RETURNING_PPA ? 1 : 900);
    }
}
