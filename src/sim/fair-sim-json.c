/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo league's rows, in the shape of the API's. */
#include "fair-sim-world-private.h"

#include "fair-clock.h"
#include "fair-normal.h"

#include <math.h>

/* The API's books; the last one had no openers and was gone by 2024, the third came in 2023. */
static const struct
{
  const char *name;
  gboolean    has_open;
  int         first;
  int         last;
} books[FAIR_SIM_BOOKS] = {
  { "Bovada", TRUE, 2018, 2100 },
  { "DraftKings", TRUE, 2020, 2100 },
  { "ESPN Bet", TRUE, 2023, 2100 },
  { "William Hill (New Jersey)", FALSE, 2018, 2023 },
};

static void
write_text (GString *json, const char *name, const char *text)
{
  g_string_append_printf (json, "\"%s\":\"%s\",", name, text);
}

static void
write_flag (GString *json, const char *name, gboolean value)
{
  g_string_append_printf (json, "\"%s\":%s,", name, value ? "true" : "false");
}

static void
write_number (GString *json, const char *name, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (json, "\"%s\":%s,", name,
                          isnan (number) ? "null" : g_ascii_formatd (buffer, sizeof buffer, "%.6g", number));
}

/* Takes the comma back and closes. */
static void
close_object (GString *json)
{
  json->str[json->len - 1] = '}';
}

static gboolean
is_over (const FairSimGame *game, gint64 now)
{
  return !game->cancelled && game->kickoff + FAIR_RESULT_DELAY <= now;
}

/* Before its hour is set, a game stands at midnight US Eastern. */
static void
write_kickoff (GString *json, const FairSimGame *game, gint64 now)
{
  gboolean open = game->cancelled || (game->time_open && game->kickoff - now > 12 * FAIR_DAY);
  gint64 shown = open ? (game->kickoff - 10 * FAIR_HOUR) / FAIR_DAY * FAIR_DAY + 4 * FAIR_HOUR : game->kickoff;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (shown);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.000Z");

  write_text (json, "startDate", text);
  write_flag (json, "startTimeTBD", open);
}

static const char *
division_of (const FairSimTeam *team)
{
  return team->conference < FAIR_SIM_CONFERENCES ? "fbs" : "fcs";
}

static void
write_week (GString *json, const FairSimGame *game)
{
  write_number (json, "season", game->week.season);
  write_number (json, "week", game->week.week);
  write_text (json, "seasonType", fair_season_type_to_string (game->week.type));
}

/* Points by quarter, and by overtime where there was one: touchdowns and field goals that add up to the score, each in
 * a quarter that is the same whenever it is asked. */
static void
write_line_scores (GString *json, const FairSimGame *game, guint side)
{
  int left = (side == 0 ? game->home_points : game->away_points) - game->overtime[side];
  int quarters[4] = { 0 };
  int kicks = 0;

  while (kicks * 3 <= left && (left - kicks * 3) % 7 != 0)
    kicks++;
  if (kicks * 3 > left)
    kicks = 0;
  for (guint n = 0; left > 0; n++)
    {
      int points = kicks > 0 ? 3 : MIN (left, 7);

      kicks--;
      quarters[(game->id * 31 + n * n * 7 + n * 5 + side * 3) % 4] += points;
      left -= points;
    }
  g_string_append_printf (json, "\"%sLineScores\":[%d,%d,%d,%d", side == 0 ? "home" : "away", quarters[0], quarters[1],
                          quarters[2], quarters[3]);
  if (game->overtime[0] + game->overtime[1] > 0)
    g_string_append_printf (json, ",%d", game->overtime[side]);
  g_string_append (json, "],");
}

static void
write_side (GString *json, const char *side, const FairSimSeason *season, guint team, double points)
{
  const FairSimTeam *row = &season->teams[team];
  const char *conference = fair_sim_conference_name (row->conference);

  g_string_append_printf (json,
                          "\"%sId\":%u,\"%sTeam\":\"%s\",\"%sClassification\":\"%s\",\"%sConference\":\"%s\","
                          "\"%sPostgameWinProbability\":null,\"%sPregameElo\":null,\"%sPostgameElo\":null,",
                          side, FAIR_SIM_TEAM_ID + team, side, row->school, side, division_of (row), side, conference,
                          side, side, side);
  g_string_append_printf (json, "\"%sPoints\":", side);
  if (isnan (points))
    g_string_append (json, "null,");
  else
    g_string_append_printf (json, "%.0f,", points);
}

/**
 * fair_sim_write_games:
 * @now: UTC seconds; a score is there when the game is over
 */
void
fair_sim_write_games (GString *json, const FairSimSeason *season, const FairSimGame *game, gint64 now)
{
  gboolean over = is_over (game, now);
  /* A neutral site is a third team's. */
  guint venue = game->neutral ? (game->home * 5 + game->away * 3) % FAIR_SIM_FBS_TEAMS : game->home;

  if (game->neutral && (venue == game->home || venue == game->away))
    venue = (MAX (game->home, game->away) + 7) % FAIR_SIM_FBS_TEAMS;
  g_string_append_printf (json, "{\"id\":%" G_GINT64_FORMAT ",", game->id);
  write_week (json, game);
  write_kickoff (json, game, now);
  write_flag (json, "completed", over);
  write_flag (json, "neutralSite", game->neutral);
  write_flag (json, "conferenceGame", game->conference_game);
  g_string_append_printf (json, "\"attendance\":null,\"venueId\":%u,", FAIR_SIM_VENUE_ID + venue);
  g_string_append_printf (json, "\"venue\":\"%s Stadium\",", season->teams[venue].mascot);
  write_side (json, "home", season, game->home, over ? game->home_points : NAN);
  write_side (json, "away", season, game->away, over ? game->away_points : NAN);
  if (over)
    {
      write_line_scores (json, game, 0);
      write_line_scores (json, game, 1);
    }
  else
    g_string_append (json, "\"homeLineScores\":null,\"awayLineScores\":null,");
  g_string_append (json, "\"excitementIndex\":null,\"highlights\":\"\",");
  if (*game->title == '\0')
    g_string_append (json, "\"notes\":null,");
  else
    write_text (json, "notes", game->title);
  close_object (json);
}

/* How far a line has moved from opener to close: books wait for money, most of which comes late. */
static double
moved_share (const FairSimGame *game, gint64 now)
{
  gint64 open = fair_freeze_before (game->kickoff);
  double t;

  if (now == FAIR_TIME_UNKNOWN || now >= game->kickoff)
    return 1;
  t = (double) (now - open) / MAX (1, game->kickoff - open);
  return CLAMP (t * t, 0, 1);
}

static double
half_point (double number)
{
  return round (number * 2) / 2;
}

/* A book is up to a point away from the market, always to the same side for one game. */
static double
lean_of (const FairSimGame *game, guint book, guint what)
{
  static const double leans[] = { 0, 0, 0, 0.5, -0.5, 0, 0.5, -0.5, 0, 1, -1 };

  return book == 0 ? 0 : leans[(game->id * (7 + 3 * what) + book * 13) % G_N_ELEMENTS (leans)];
}

/* American odds with the book's margin of about 4.5 % in them. */
static int
moneyline (double spread, gboolean home)
{
  double chance = fair_normal_cdf ((home ? -spread : spread) / 15.6);
  double asked = CLAMP (chance * 1.045, 0.012, 0.985);
  double odds = asked >= 0.5 ? -100 * asked / (1 - asked) : 100 * (1 - asked) / asked;
  int rounded = lround (odds / 5) * 5;

  return ABS (rounded) < 100 ? (rounded < 0 ? -100 : 100) : rounded;
}

static void
write_book (GString *json, const FairSimSeason *season, const FairSimGame *game, guint book, gint64 now)
{
  double share = moved_share (game, now);
  double spread_lean = lean_of (game, book, 0);
  double total_lean = lean_of (game, book, 1);
  double spread = half_point (game->spread_open + share * (game->spread_close - game->spread_open)) + spread_lean;
  double total = half_point (game->total_open + share * (game->total_close - game->total_open)) + total_lean;
  const FairSimTeam *favourite = &season->teams[spread <= 0 ? game->home : game->away];
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (json, '{');
  write_text (json, "provider", books[book].name);
  write_number (json, "spread", spread);
  g_string_append_printf (json, "\"formattedSpread\":\"%s -%s\",", favourite->school,
                          g_ascii_formatd (number, sizeof number, "%.1f", fabs (spread)));
  write_number (json, "spreadOpen", books[book].has_open ? game->spread_open + spread_lean : NAN);
  write_number (json, "overUnder", total);
  write_number (json, "overUnderOpen", books[book].has_open ? game->total_open + total_lean : NAN);
  write_number (json, "homeMoneyline", moneyline (spread, TRUE));
  write_number (json, "awayMoneyline", moneyline (spread, FALSE));
  close_object (json);
}

static gboolean
has_lines (const FairSimSeason *season, const FairSimGame *game, gint64 now)
{
  /* Few books bother with guests from below. */
  gboolean guest = season->teams[game->away].conference >= FAIR_SIM_CONFERENCES;

  return fair_freeze_before (game->kickoff) <= now && !(guest && game->id % 3 != 0);
}

/**
 * fair_sim_write_lines:
 * @now: UTC seconds; there are lines from the week's freeze on, and they move until kickoff
 */
void
fair_sim_write_lines (GString *json, const FairSimSeason *season, const FairSimGame *game, gint64 now)
{
  const FairSimTeam *home = &season->teams[game->home];
  const FairSimTeam *away = &season->teams[game->away];
  gboolean over = is_over (game, now);
  gboolean first = TRUE;

  g_string_append_printf (json, "{\"id\":%" G_GINT64_FORMAT ",", game->id);
  write_week (json, game);
  write_kickoff (json, game, now);
  g_string_append_printf (json, "\"homeTeamId\":%u,\"awayTeamId\":%u,", FAIR_SIM_TEAM_ID + game->home,
                          FAIR_SIM_TEAM_ID + game->away);
  write_text (json, "homeTeam", home->school);
  write_text (json, "homeConference", fair_sim_conference_name (home->conference));
  write_text (json, "homeClassification", division_of (home));
  write_text (json, "awayTeam", away->school);
  write_text (json, "awayConference", fair_sim_conference_name (away->conference));
  write_text (json, "awayClassification", division_of (away));
  write_number (json, "homeScore", over ? game->home_points : NAN);
  write_number (json, "awayScore", over ? game->away_points : NAN);
  g_string_append (json, "\"lines\":[");
  for (guint book = 0; book < FAIR_SIM_BOOKS && has_lines (season, game, now); book++)
    {
      if (season->season < books[book].first || season->season > books[book].last)
        continue;
      g_string_append (json, first ? "" : ",");
      write_book (json, season, game, book, now);
      first = FALSE;
    }
  g_string_append (json, "]}");
}

static void
write_split (GString *json, const char *name, double ppa, double success, gboolean totals, int plays)
{
  g_string_append_printf (json, "\"%s\":{", name);
  write_number (json, "ppa", ppa);
  if (totals)
    write_number (json, "totalPPA", ppa * plays);
  write_number (json, "successRate", success);
  write_number (json, "explosiveness", 1.2 + 0.4 * ppa);
  close_object (json);
  g_string_append_c (json, ',');
}

static void
write_unit (GString *json, const char *name, const FairSimGame *game, guint side)
{
  double ppa = game->efficiency[side];
  int plays = game->plays[side];
  double success = CLAMP (0.40 + 0.35 * (ppa - 0.15), 0.12, 0.75);
  /* A game's own mix of run and pass, the same whenever it is asked. */
  double mix = ((game->id * 31 + side * 17) % 100 - 50) / 500.0;

  g_string_append_printf (json, "\"%s\":{\"plays\":%d,\"drives\":%d,", name, plays, MAX (7, plays / 6));
  write_number (json, "ppa", ppa);
  write_number (json, "totalPPA", ppa * plays);
  write_number (json, "successRate", success);
  write_number (json, "explosiveness", 1.2 + 0.4 * ppa);
  write_number (json, "powerSuccess", CLAMP (0.7 + mix, 0, 1));
  write_number (json, "stuffRate", CLAMP (0.19 - 0.2 * ppa, 0.02, 0.5));
  write_number (json, "lineYards", CLAMP (2.6 + 2 * ppa, 0.5, 6));
  write_split (json, "standardDowns", ppa - 0.03, CLAMP (success + 0.06, 0, 1), FALSE, plays);
  write_split (json, "passingDowns", ppa + 0.05, CLAMP (success - 0.11, 0, 1), FALSE, plays);
  write_split (json, "rushingPlays", ppa - mix, CLAMP (success - mix / 2, 0, 1), TRUE, plays / 2);
  write_split (json, "passingPlays", ppa + mix, CLAMP (success + mix / 2, 0, 1), TRUE, plays / 2);
  close_object (json);
  g_string_append_c (json, ',');
}

/**
 * fair_sim_write_stats:
 *
 * Both teams' rows.
 */
void
fair_sim_write_stats (GString *json, const FairSimSeason *season, const FairSimGame *game)
{
  guint teams[] = { game->home, game->away };

  for (guint side = 0; side < 2; side++)
    {
      g_string_append_printf (json, "%s{\"gameId\":%" G_GINT64_FORMAT ",", side == 0 ? "" : ",", game->id);
      write_week (json, game);
      write_text (json, "team", season->teams[teams[side]].school);
      write_text (json, "opponent", season->teams[teams[1 - side]].school);
      write_unit (json, "offense", game, side);
      write_unit (json, "defense", game, 1 - side);
      close_object (json);
    }
}

/**
 * fair_sim_write_team:
 * @index: of the team
 */
void
fair_sim_write_team (GString *json, const FairSimTeam *team, guint index)
{
  g_string_append_printf (json, "{\"id\":%u,", FAIR_SIM_TEAM_ID + index);
  write_text (json, "school", team->school);
  write_text (json, "mascot", team->mascot);
  write_text (json, "abbreviation", team->abbreviation);
  g_string_append_printf (json, "\"alternateNames\":[\"%s\",\"%s %s\"],", team->abbreviation, team->school,
                          team->mascot);
  write_text (json, "conference", fair_sim_conference_name (team->conference));
  write_text (json, "classification", division_of (team));
  g_string_append_printf (json,
                          "\"division\":null,\"color\":\"#%06x\",\"alternateColor\":\"#ffffff\",\"logos\":null,"
                          "\"twitter\":null,\"location\":null}",
                          team->color);
}
