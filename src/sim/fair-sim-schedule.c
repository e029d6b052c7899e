/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-sim-world-private.h"

#include <string.h>

#define FIRST_CONFERENCE_WEEK 5
#define LAST_WEEK             14
#define TITLE_WEEK            15
#define CONFERENCE_GAMES      8
#define BOWLS                 38
#define HOUR                  G_GINT64_CONSTANT (3600)
#define DAY                   G_GINT64_CONSTANT (86400)

/* What a team has to show. */
typedef struct
{
  guint  team;
  int    wins;
  int    conference_wins;
  double merit; /* orders teams: wins, then how hard they were */
} Standing;

/**
 * fair_sim_make_game:
 */
FairSimGame
fair_sim_make_game (FairSimSeason *season, guint home, guint away, gint64 kickoff)
{
  FairSimGame game = {
    .week.season = season->season,
    .week.type = FAIR_SEASON_REGULAR,
    .kickoff = kickoff,
    .home = home,
    .away = away,
    .conference_game = season->teams[home].conference == season->teams[away].conference,
  };

  return game;
}

/* Mostly Saturday, in four slots; lesser conferences also play on weekdays late in the season. */
static gint64
kickoff_in (FairRng *rng, int season, int week, guint conference)
{
  static const double hours[] = { 16, 19.5, 23, 26.25 };
  gint64 saturday = fair_sim_saturday (season, week);
  double luck = fair_rng_uniform (rng);

  if (conference >= 8 && week >= 10 && week <= 13 && luck < 0.5)
    return saturday - 4 * DAY + 23 * HOUR + HOUR / 2;
  if (luck < 0.03)
    return saturday - 2 * DAY + 23 * HOUR + HOUR / 2;
  if (luck < 0.08)
    return saturday - DAY + 23 * HOUR;
  return saturday + (gint64) (hours[fair_rng_below (rng, G_N_ELEMENTS (hours))] * HOUR);
}

static void
add_game (FairSimWorld *world, FairSimSeason *season, FairSimGame game)
{
  game.cancelled = game.week.type == FAIR_SEASON_REGULAR && fair_rng_uniform (&world->rng) < 0.0008;
  game.time_open = fair_rng_uniform (&world->rng) < 0.35;
  fair_sim_play_game (world, season, &game);
  g_array_append_val (season->games, game);
}

static guint
home_games (const FairSimSeason *season, guint team)
{
  guint n = 0;

  for (guint i = 0; i < season->games->len; i++)
    n += g_array_index (season->games, FairSimGame, i).home == team;
  return n;
}

static void
add_regular (FairSimWorld *world, FairSimSeason *season, guint home, guint away, int week)
{
  FairSimGame game = fair_sim_make_game (season, home, away, 0);

  game.kickoff = kickoff_in (&world->rng, season->season, week, season->teams[home].conference);
  game.week.week = week;
  game.neutral = !game.conference_game && fair_rng_uniform (&world->rng) < 0.02;
  add_game (world, season, game);
}

static void
shuffle (FairRng *rng, guint *values, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      guint j = fair_rng_below (rng, i);
      guint swap = values[i - 1];

      values[i - 1] = values[j];
      values[j] = swap;
    }
}

/* Who was at home less often hosts; where both were as often, @a does. */
static void
add_balanced (FairSimWorld *world, FairSimSeason *season, guint a, guint b, int week)
{
  gboolean a_hosts = home_games (season, a) <= home_games (season, b);

  add_regular (world, season, a_hosts ? a : b, a_hosts ? b : a, week);
}

/* Four weeks: one guest from below the FBS for everybody, the rest against other conferences. */
static void
schedule_others (FairSimWorld *world, FairSimSeason *season, int week)
{
  guint open[FAIR_SIM_FBS_TEAMS];
  guint guests[FAIR_SIM_FCS_TEAMS];
  guint n_open = 0;
  guint n_guests = 0;

  for (guint i = 0; i < FAIR_SIM_FCS_TEAMS; i++)
    guests[i] = FAIR_SIM_FBS_TEAMS + i;
  shuffle (&world->rng, guests, FAIR_SIM_FCS_TEAMS);
  for (guint i = 0; i < FAIR_SIM_FBS_TEAMS; i++)
    {
      /* 34 and 32 by turns, so that those who are left come in pairs. */
      guint turn = i == FAIR_SIM_FBS_TEAMS - 1 ? 0 : i == FAIR_SIM_FBS_TEAMS - 2 ? 2 : (i + season->season) % 4;

      if (turn == (guint) week - 1 && n_guests < FAIR_SIM_FCS_TEAMS)
        add_regular (world, season, i, guests[n_guests++], week);
      else
        open[n_open++] = i;
    }
  shuffle (&world->rng, open, n_open);
  for (guint i = 0; i + 1 < n_open; i += 2)
    {
      /* Somebody of the own conference is met later in any case. */
      guint conference = season->teams[open[i]].conference;

      for (guint j = i + 2; j < n_open && season->teams[open[i + 1]].conference == conference; j++)
        {
          guint swap = open[i + 1];

          open[i + 1] = open[j];
          open[j] = swap;
        }
      add_balanced (world, season, open[i], open[i + 1], week);
    }
}

/* The circle method: round @round of a round robin. */
static void
schedule_round (FairSimWorld *world, FairSimSeason *season, guint conference, guint round, int week)
{
  guint last = FAIR_SIM_CONFERENCE_SIZE - 1;
  guint base = conference * FAIR_SIM_CONFERENCE_SIZE;

  for (guint i = 0; i < FAIR_SIM_CONFERENCE_SIZE / 2; i++)
    {
      guint a = i == 0 ? last : (round + i) % last;
      guint b = (round + last - i) % last;
      gboolean a_first = (round + i + season->season) % 2 == 0;

      add_balanced (world, season, base + (a_first ? a : b), base + (a_first ? b : a), week);
    }
}

static void
schedule_conference (FairSimWorld *world, FairSimSeason *season, guint conference)
{
  guint round = (season->season * 5 + conference) % (FAIR_SIM_CONFERENCE_SIZE - 1);
  guint played = 0;

  for (int week = FIRST_CONFERENCE_WEEK; week <= LAST_WEEK && played < CONFERENCE_GAMES; week++)
    {
      /* Two open weeks, at other times for other conferences. */
      if (week == FIRST_CONFERENCE_WEEK + 1 + (int) conference % 3 || week == LAST_WEEK - 2 - (int) conference % 3)
        continue;
      schedule_round (world, season, conference, (round + played) % (FAIR_SIM_CONFERENCE_SIZE - 1), week);
      played++;
    }
}

static int
compare_standings (gconstpointer a, gconstpointer b)
{
  const Standing *x = a;
  const Standing *y = b;

  if (x->merit != y->merit)
    return x->merit > y->merit ? -1 : 1;
  return (x->team > y->team) - (x->team < y->team);
}

static void
count_standings (const FairSimSeason *season, Standing *standings)
{
  for (guint i = 0; i < FAIR_SIM_FBS_TEAMS; i++)
    standings[i] = (Standing) { .team = i };
  for (guint i = 0; i < season->games->len; i++)
    {
      const FairSimGame *game = &g_array_index (season->games, FairSimGame, i);
      guint winner = game->home_points > game->away_points ? game->home : game->away;
      guint loser = winner == game->home ? game->away : game->home;

      if (game->cancelled || winner >= FAIR_SIM_FBS_TEAMS)
        continue;
      standings[winner].wins++;
      standings[winner].conference_wins += game->conference_game;
      standings[winner].merit += 1 + 0.03 * (season->teams[loser].offense + season->teams[loser].defense);
    }
}

static void
schedule_title_games (FairSimWorld *world, FairSimSeason *season)
{
  Standing standings[FAIR_SIM_FBS_TEAMS];

  count_standings (season, standings);
  for (guint c = 0; c < FAIR_SIM_CONFERENCES; c++)
    {
      Standing *own = &standings[c * FAIR_SIM_CONFERENCE_SIZE];
      FairSimGame game;

      for (guint i = 0; i < FAIR_SIM_CONFERENCE_SIZE; i++)
        own[i].merit = own[i].conference_wins + 0.01 * own[i].merit;
      qsort (own, FAIR_SIM_CONFERENCE_SIZE, sizeof *own, (int (*) (const void *, const void *)) compare_standings);
      game = fair_sim_make_game (season, own[0].team, own[1].team,
                                 fair_sim_saturday (season->season, TITLE_WEEK) + (16 + c % 3 * 4) * HOUR);
      game.week.week = TITLE_WEEK;
      game.neutral = TRUE;
      g_snprintf (game.title, sizeof game.title, "%s Championship", fair_sim_conference_name (c));
      add_game (world, season, game);
    }
}

/**
 * fair_sim_schedule_regular:
 *
 * Makes and plays the regular season, the conferences' title games included.
 */
void
fair_sim_schedule_regular (FairSimWorld *self, FairSimSeason *season)
{
  for (int week = 1; week < FIRST_CONFERENCE_WEEK; week++)
    schedule_others (self, season, week);
  for (guint c = 0; c < FAIR_SIM_CONFERENCES; c++)
    schedule_conference (self, season, c);
  schedule_title_games (self, season);
}

/* Plays one game after the season and says who won. */
static guint
play_bowl (FairSimWorld *world, FairSimSeason *season, guint home, guint away, gint64 kickoff, const char *title)
{
  FairSimGame game = fair_sim_make_game (season, home, away, kickoff);

  game.week = (FairWeek) { season->season, FAIR_SEASON_POSTSEASON, 1 };
  game.neutral = strstr (title, "First Round") == NULL;
  g_strlcpy (game.title, title, sizeof game.title);
  add_game (world, season, game);
  game = g_array_index (season->games, FairSimGame, season->games->len - 1);
  return game.home_points > game.away_points ? home : away;
}

/* Four teams, twelve from 2024 on; the four best of twelve have the first round off. */
static void
play_playoff (FairSimWorld *world, FairSimSeason *season, const Standing *best, gint64 december)
{
  guint field[12];
  guint four[4];

  for (guint i = 0; i < 12; i++)
    field[i] = best[i].team;
  for (guint i = 0; i < 4; i++)
    {
      guint through = field[i];

      if (season->season >= 2024)
        {
          guint guest = play_bowl (world, season, field[4 + i], field[11 - i],
                                   december + 19 * DAY + (17 + 3 * i) * HOUR, "Playoff First Round");

          through = play_bowl (world, season, field[3 - i], guest, december + 31 * DAY + (17 + 3 * i) * HOUR,
                               "Playoff Quarterfinal");
        }
      four[i] = through;
    }
  four[0] = play_bowl (world, season, four[0], four[3], december + 38 * DAY + 21 * HOUR, "Playoff Semifinal");
  four[1] = play_bowl (world, season, four[1], four[2], december + 38 * DAY + 25 * HOUR, "Playoff Semifinal");
  play_bowl (world, season, four[0], four[1], december + 47 * DAY + HOUR, "National Championship");
}

/**
 * fair_sim_play_bowls:
 *
 * Makes and plays the bowls and the playoff of a season whose regular part is over.
 */
void
fair_sim_play_bowls (FairSimWorld *self, FairSimSeason *season)
{
  g_autoptr (GDateTime) first = g_date_time_new_utc (season->season, 12, 1, 0, 0, 0);
  gint64 december = g_date_time_to_unix (first);
  guint in_playoff = season->season >= 2024 ? 12 : 4;
  Standing standings[FAIR_SIM_FBS_TEAMS];
  guint n_bowls = 0;

  count_standings (season, standings);
  qsort (standings, FAIR_SIM_FBS_TEAMS, sizeof *standings, (int (*) (const void *, const void *)) compare_standings);
  play_playoff (self, season, standings, december);
  for (guint i = in_playoff; i + 1 < FAIR_SIM_FBS_TEAMS && n_bowls < BOWLS && standings[i + 1].wins >= 6; i += 2)
    {
      g_autofree char *title = g_strdup_printf ("%s Bowl", self->teams[(i * 7) % FAIR_SIM_FBS_TEAMS].school);

      play_bowl (self, season, standings[i].team, standings[i + 1].team,
                 december + (15 + n_bowls % 16) * DAY + (17 + n_bowls % 3 * 3) * HOUR + HOUR / 2, title);
      n_bowls++;
    }
}
