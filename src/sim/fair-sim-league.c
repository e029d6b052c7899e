/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-sim-league.h"

#include "fair-clock.h"
#include "fair-sim-world-private.h"

#include <string.h>

#define DEMO_WEEK  9
#define LAST_WEEK  15

/* An invented league as a source of answers. */
typedef struct
{
  FairSimSource source;
  FairSimWorld *world;
} League;

static void
league_free (FairSimSource *source)
{
  League *self = (League *) source;

  fair_sim_world_free (self->world);
  g_free (self);
}

/**
 * fair_sim_league_demo_clock:
 *
 * Returns: the Wednesday of week 9 of the newest season, 12:00 UTC
 */
gint64
fair_sim_league_demo_clock (void)
{
  return fair_sim_saturday (FAIR_SIM_LAST_SEASON, DEMO_WEEK) - 3 * FAIR_DAY + 12 * FAIR_HOUR;
}

static const FairSimSeason *
find_season (const League *self, int season)
{
  if (season < FAIR_SIM_FIRST_SEASON || season > FAIR_SIM_LAST_SEASON)
    return NULL;
  return &self->world->seasons[season - FAIR_SIM_FIRST_SEASON];
}

static gboolean
is_wanted (const FairSimGame *game, const FairSimQuery *query)
{
  return (query->week == 0 || game->week.week == query->week)
         && (!query->has_type || game->week.type == query->type);
}

/* Who meets in a bowl is known when the regular season is over, and a title game's teams a week before. */
static gboolean
is_announced (const FairSimSeason *season, const FairSimGame *game, gint64 now)
{
  gint64 regular_over = fair_sim_saturday (season->season, LAST_WEEK);

  if (game->week.type == FAIR_SEASON_POSTSEASON)
    {
      gboolean later_round = strstr (game->title, "Semifinal") != NULL || strstr (game->title, "Quarterfinal") != NULL
                             || strstr (game->title, "National") != NULL;

      return now >= (later_round ? game->kickoff - 6 * FAIR_DAY : regular_over + 2 * FAIR_DAY);
    }
  if (game->week.week == LAST_WEEK)
    return now >= regular_over - 5 * FAIR_DAY;
  return now >= fair_season_start (season->season) - 167 * FAIR_DAY;
}

static void
separate (GString *json)
{
  if (json->str[json->len - 1] != '[')
    g_string_append_c (json, ',');
}

static void
write_by_game (GString *json, const FairSimSeason *season, const FairSimQuery *query)
{
  gint64 now = query->now;

  for (guint i = 0; i < season->games->len; i++)
    {
      const FairSimGame *game = &g_array_index (season->games, FairSimGame, i);

      if (!is_wanted (game, query) || !is_announced (season, game, now))
        continue;
      if (g_str_equal (query->path, "/stats/game/advanced"))
        {
          if (game->cancelled || game->kickoff + FAIR_STATS_DELAY > now)
            continue;
          separate (json);
          fair_sim_write_stats (json, season, game);
          continue;
        }
      separate (json);
      if (g_str_equal (query->path, "/games"))
        fair_sim_write_games (json, season, game, now);
      else
        fair_sim_write_lines (json, season, game, now);
    }
}

static void
write_teams (GString *json, const FairSimSeason *season)
{
  for (guint i = 0; i < FAIR_SIM_FBS_TEAMS; i++)
    {
      separate (json);
      fair_sim_write_team (json, &season->teams[i], i);
    }
}

static void
write_venues (GString *json, const League *self)
{
  for (guint i = 0; i < FAIR_SIM_TEAMS; i++)
    {
      separate (json);
      g_string_append_printf (json,
                              "{\"id\":%u,\"name\":\"%s Stadium\",\"city\":\"%s\",\"state\":\"XX\",\"zip\":null,"
                              "\"countryCode\":\"US\",\"timezone\":\"America/Chicago\",\"latitude\":%d.25,"
                              "\"longitude\":-%d.5,\"elevation\":\"%u.5\",\"capacity\":%u,\"constructionYear\":1950,"
                              "\"grass\":true,\"dome\":%s}",
                              FAIR_SIM_VENUE_ID + i, self->world->teams[i].mascot, self->world->teams[i].school,
                              28 + (int) i % 20, 75 + (int) i % 45, 10 + i * 7 % 1500, 20000 + i * 331 % 70000,
                              i % 29 == 0 ? "true" : "false");
    }
}

static void
write_number (GString *json, const char *name, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (json, ",\"%s\":%s", name, g_ascii_formatd (buffer, sizeof buffer, "%.4f", number));
}

static void
write_calendar_week (GString *json, int season, FairSeasonType type, int week, gint64 start, gint64 end)
{
  g_autofree char *from = fair_time_format (start);
  g_autofree char *to = fair_time_format (end - 60);

  separate (json);
  g_string_append_printf (json,
                          "{\"season\":%d,\"week\":%d,\"seasonType\":\"%s\",\"startDate\":\"%s\",\"endDate\":\"%s\","
                          "\"firstGameStart\":\"%s\",\"lastGameStart\":\"%s\"}",
                          season, week, fair_season_type_to_string (type), from, to, from, to);
}

/* Weeks tile, from Tuesday morning to Tuesday morning, so that a Tuesday's game is in the week of its Saturday. */
static void
write_calendar (GString *json, int season)
{
  gint64 start = fair_sim_saturday (season, 1) - 4 * FAIR_DAY + 7 * FAIR_HOUR;

  for (int week = 1; week <= LAST_WEEK; week++, start += FAIR_WEEK_SECONDS)
    write_calendar_week (json, season, FAIR_SEASON_REGULAR, week, start, start + FAIR_WEEK_SECONDS);
  write_calendar_week (json, season, FAIR_SEASON_POSTSEASON, 1, start, start + 6 * FAIR_WEEK_SECONDS);
}

static guint
recruiting_rank (const FairSimSeason *season, const FairSimTeam *team)
{
  guint rank = 1;

  for (guint i = 0; i < FAIR_SIM_FBS_TEAMS; i++)
    rank += season->teams[i].recruiting > team->recruiting;
  return rank;
}

static void
write_roster (GString *json, const FairSimSeason *season, const FairSimTeam *team, const char *path)
{
  separate (json);
  if (g_str_equal (path, "/talent"))
    {
      g_string_append_printf (json, "{\"year\":%d,\"team\":\"%s\"", season->season, team->school);
      write_number (json, "talent", team->talent);
    }
  else if (g_str_equal (path, "/recruiting/teams"))
    {
      g_string_append_printf (json, "{\"year\":%d,\"rank\":%u,\"team\":\"%s\"", season->season,
                              recruiting_rank (season, team), team->school);
      write_number (json, "points", team->recruiting);
    }
  else
    {
      g_string_append_printf (json,
                              "{\"season\":%d,\"team\":\"%s\",\"conference\":\"%s\",\"passingUsage\":null,"
                              "\"receivingUsage\":null,\"rushingUsage\":null",
                              season->season, team->school, fair_sim_conference_name (team->conference));
      write_number (json, "totalPPA", 300 * team->returning);
      write_number (json, "percentPPA", team->returning);
      write_number (json, "usage", team->returning);
    }
  g_string_append_c (json, '}');
}

static void
write_rosters (GString *json, const FairSimSeason *season, const FairSimQuery *query)
{
  if (fair_season_start (season->season) > query->now)
    return;
  for (guint i = 0; i < FAIR_SIM_FBS_TEAMS; i++)
    write_roster (json, season, &season->teams[i], query->path);
}

static void
write_sp (GString *json, const FairSimSeason *season, gint64 now)
{
  if (fair_metric_known_at (FAIR_METRIC_SP_OVERALL, season->season) > now)
    return;
  for (guint i = 0; i < FAIR_SIM_FBS_TEAMS; i++)
    {
      const FairSimTeam *team = &season->teams[i];

      separate (json);
      g_string_append_printf (json,
                              "{\"year\":%d,\"team\":\"%s\",\"conference\":\"%s\",\"ranking\":null,"
                              "\"specialTeams\":{\"rating\":0}",
                              season->season, team->school, fair_sim_conference_name (team->conference));
      write_number (json, "rating", team->offense + team->defense);
      g_string_append (json, ",\"offense\":{\"ranking\":null");
      write_number (json, "rating", 27 + team->offense);
      g_string_append (json, "},\"defense\":{\"ranking\":null");
      write_number (json, "rating", 27 - team->defense);
      g_string_append (json, "}}");
    }
}

static void
write_season (GString *json, const FairSimSeason *season, const FairSimQuery *query)
{
  static const char *const by_game[] = { "/games", "/lines", "/stats/game/advanced", NULL };
  static const char *const rosters[] = { "/talent", "/recruiting/teams", "/player/returning", NULL };

  if (g_strv_contains (by_game, query->path))
    write_by_game (json, season, query);
  else if (g_strv_contains (rosters, query->path))
    write_rosters (json, season, query);
  else if (g_str_equal (query->path, "/teams/fbs"))
    write_teams (json, season);
  else if (g_str_equal (query->path, "/calendar"))
    write_calendar (json, season->season);
  else if (g_str_equal (query->path, "/ratings/sp"))
    write_sp (json, season, query->now);
}

static GBytes *
league_answer (FairSimSource *source, const FairSimQuery *query)
{
  League *self = (League *) source;
  FairSimQuery known = *query;
  g_autoptr (GString) json = g_string_new ("[");

  if (known.now == FAIR_TIME_UNKNOWN)
    known.now = G_MAXINT64;
  if (g_str_equal (query->path, "/venues"))
    write_venues (json, self);
  else if (query->year == 0 && g_str_equal (query->path, "/teams/fbs"))
    write_teams (json, find_season (self, FAIR_SIM_LAST_SEASON));
  else if (query->year == 0)
    for (int season = FAIR_SIM_FIRST_SEASON; season <= FAIR_SIM_LAST_SEASON; season++)
      write_season (json, find_season (self, season), &known);
  else if (find_season (self, query->year) != NULL)
    write_season (json, find_season (self, query->year), &known);
  g_string_append_c (json, ']');
  return g_string_free_to_bytes (g_steal_pointer (&json));
}

/**
 * fair_sim_league_new:
 * @seed: the same seed gives the same league, %FAIR_SIM_LEAGUE_SEED the one that the demo shows
 *
 * An invented league: its teams have a true strength that a model can find, and its market is close to that truth, so
 * that betting it loses what the book takes.
 *
 * Returns: (transfer full): the source
 */
FairSimSource *
fair_sim_league_new (guint64 seed)
{
  League *self = g_new0 (League, 1);

  self->source.answer = league_answer;
  self->source.free = league_free;
  self->world = fair_sim_world_new (seed);
  return &self->source;
}
