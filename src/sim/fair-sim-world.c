/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-sim-world-private.h"

/* Points: the strong conferences are stronger, and programs differ within them. */
#define PROGRAM_SD      8.0
#define CONFERENCE_STEP 1.6
#define FCS_PROGRAM     (-24.0)
#define CARRY_OVER      0.62
#define SEASON_SD       3.0

static double
program_of (FairRng *rng, guint conference)
{
  if (conference >= FAIR_SIM_CONFERENCES)
    return FCS_PROGRAM + 7 * fair_rng_normal (rng);
  return PROGRAM_SD * fair_rng_normal (rng) + CONFERENCE_STEP * ((FAIR_SIM_CONFERENCES - 1) / 2.0 - conference);
}

/* A new season: some of last season's strength stays, rosters and luck make the rest; returning players help. */
static void
renew (FairRng *rng, FairSimTeam *team)
{
  double overall = team->offense + team->defense;
  double style = team->offense - team->defense;

  team->returning = fair_sim_bound (0.6 + 0.16 * fair_rng_normal (rng), 0.1, 0.98);
  team->program += 1.5 * fair_rng_normal (rng);
  overall = CARRY_OVER * overall + (1 - CARRY_OVER) * team->program + 7 * (team->returning - 0.6)
            + SEASON_SD * fair_rng_normal (rng);
  style = 0.6 * style + 3.5 * fair_rng_normal (rng);
  team->offense = (overall + style) / 2;
  team->defense = (overall - style) / 2;
  team->talent = fair_sim_bound (620 + 17 * team->program + 35 * fair_rng_normal (rng), 150, 1050);
  team->recruiting = fair_sim_bound (180 + 6 * team->program + 14 * fair_rng_normal (rng), 20, 330);
}

/**
 * fair_sim_saturday:
 * @week: of the regular season, from 1
 *
 * Returns: midnight UTC of that week's Saturday; week 1 has the first one on or after 27 August
 */
gint64
fair_sim_saturday (int season, int week)
{
  g_autoptr (GDateTime) first = g_date_time_new_utc (season, 8, 27, 0, 0, 0);
  int days = (6 - g_date_time_get_day_of_week (first) + 7) % 7;

  return g_date_time_to_unix (first) + (days + 7 * (week - 1)) * G_GINT64_CONSTANT (86400);
}

static int
compare_kickoffs (gconstpointer a, gconstpointer b)
{
  const FairSimGame *x = a;
  const FairSimGame *y = b;

  if (x->kickoff != y->kickoff)
    return x->kickoff < y->kickoff ? -1 : 1;
  return (x->home > y->home) - (x->home < y->home);
}

static void
play_season (FairSimWorld *self, FairSimSeason *season)
{
  for (guint i = 0; i < FAIR_SIM_TEAMS; i++)
    {
      renew (&self->rng, &self->teams[i]);
      season->teams[i] = self->teams[i];
    }
  season->games = g_array_new (FALSE, FALSE, sizeof (FairSimGame));
  fair_sim_schedule_regular (self, season);
  fair_sim_play_bowls (self, season);
  g_array_sort (season->games, compare_kickoffs);
  for (guint i = 0; i < season->games->len; i++)
    g_array_index (season->games, FairSimGame, i).id
      = FAIR_SIM_GAME_ID + (season->season - 2000) * G_GINT64_CONSTANT (10000) + i;
}

/**
 * fair_sim_world_new:
 * @seed: the same seed gives the same world
 *
 * Returns: (transfer full): all seasons, played to their end
 */
FairSimWorld *
fair_sim_world_new (guint64 seed)
{
  FairSimWorld *self = g_new0 (FairSimWorld, 1);

  fair_rng_init (&self->rng, seed);
  fair_sim_tabulate_scores (self);
  fair_sim_name_teams (self);
  for (guint i = 0; i < FAIR_SIM_TEAMS; i++)
    {
      self->teams[i].program = program_of (&self->rng, self->teams[i].conference);
      self->teams[i].offense = self->teams[i].defense = self->teams[i].program / 2;
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->seasons); i++)
    {
      self->seasons[i].season = FAIR_SIM_FIRST_SEASON + i;
      play_season (self, &self->seasons[i]);
    }
  return self;
}

void
fair_sim_world_free (FairSimWorld *self)
{
  for (guint i = 0; i < FAIR_SIM_TEAMS; i++)
    {
      g_free (self->teams[i].school);
      g_free (self->teams[i].abbreviation);
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->seasons); i++)
    g_array_unref (self->seasons[i].games);
  g_free (self);
}
