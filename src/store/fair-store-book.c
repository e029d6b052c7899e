/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store-book.h"

#include "fair-store-private.h"
#include "fair-view.h"

#include <math.h>

/* Takes one row of a query into whatever is being loaded. */
typedef void (*TakeRow) (sqlite3_stmt *statement, gpointer into);

static gboolean
for_each_row (FairStore *self, const char *sql, TakeRow take, gpointer into, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (fair_store_db (self), sql, error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  while (fair_sql_next (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      take (statement, into);
    }
  return FALSE;
}

static void
take_school (sqlite3_stmt *statement, gpointer names)
{
  fair_names_add (names, fair_sql_text (statement, 1), sqlite3_column_int64 (statement, 0));
}

static void
take_alternates (sqlite3_stmt *statement, gpointer names)
{
  g_auto (GStrv) alternates = g_strsplit (fair_sql_text (statement, 1), "\n", -1);

  for (guint i = 0; alternates[i] != NULL; i++)
    fair_names_add_alternate (names, alternates[i], sqlite3_column_int64 (statement, 0));
}

/**
 * fair_store_load_names:
 *
 * Returns: (transfer full): every name by which a team of the stored games and team lists goes
 */
FairNames *
fair_store_load_names (FairStore *self, GError **error)
{
  g_autoptr (FairNames) names = fair_names_new ();

  if (!for_each_row (self,
                     "SELECT team_id, school FROM team UNION SELECT home_id, home_team FROM game"
                     " UNION SELECT away_id, away_team FROM game",
                     take_school, names, error)
      || !for_each_row (self, "SELECT DISTINCT team_id, alternate_names FROM team WHERE alternate_names IS NOT NULL",
                        take_alternates, names, error))
    return NULL;
  return g_steal_pointer (&names);
}

static int
points (sqlite3_stmt *statement, int column)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL ? FAIR_POINTS_UNKNOWN
                                                                : sqlite3_column_int (statement, column);
}

static void
take_game (sqlite3_stmt *statement, gpointer builder)
{
  FairGame game = {
    .id = sqlite3_column_int64 (statement, 0),
    .week.season = sqlite3_column_int (statement, 1),
    .week.week = sqlite3_column_int (statement, 3),
    .kickoff = sqlite3_column_int64 (statement, 4),
    .kickoff_tbd = sqlite3_column_int (statement, 5),
    .completed = sqlite3_column_int (statement, 6),
    .neutral_site = sqlite3_column_int (statement, 7),
    .conference_game = sqlite3_column_int (statement, 8),
    .venue_id = sqlite3_column_int64 (statement, 9),
    .home_id = sqlite3_column_int64 (statement, 10),
    .away_id = sqlite3_column_int64 (statement, 11),
    /* The builder interns names and keeps nothing of the rest. */
    .home_team = (char *) fair_sql_text (statement, 12),
    .away_team = (char *) fair_sql_text (statement, 13),
    .home_conference = (char *) fair_sql_text (statement, 14),
    .away_conference = (char *) fair_sql_text (statement, 15),
    .home_division = fair_division_parse (fair_sql_text (statement, 16)),
    .away_division = fair_division_parse (fair_sql_text (statement, 17)),
    .home_points = points (statement, 18),
    .away_points = points (statement, 19),
  };

  if (!fair_season_type_parse (fair_sql_text (statement, 2), &game.week.type))
    game.week.type = FAIR_SEASON_OTHER;
  fair_book_builder_add_game (builder, &game);
}

static void
take_line (sqlite3_stmt *statement, gpointer builder)
{
  FairLine line = {
    .game_id = sqlite3_column_int64 (statement, 0),
    .provider = (char *) fair_sql_text (statement, 1),
    .seen_at = sqlite3_column_int64 (statement, 2),
    .spread = fair_sql_number (statement, 3),
    .spread_open = fair_sql_number (statement, 4),
    .total = fair_sql_number (statement, 5),
    .total_open = fair_sql_number (statement, 6),
    .home_moneyline = sqlite3_column_int (statement, 7),
    .away_moneyline = sqlite3_column_int (statement, 8),
  };

  fair_book_builder_add_line (builder, &line);
}

static void
take_typed (sqlite3_stmt *statement, gpointer builder)
{
  FairLine line = {
    .game_id = sqlite3_column_int64 (statement, 0),
    .provider = (char *) fair_sql_text (statement, 1),
    .seen_at = sqlite3_column_int64 (statement, 2),
    .spread = fair_sql_number (statement, 3),
    .spread_open = NAN,
    .total = fair_sql_number (statement, 4),
    .total_open = NAN,
    .home_moneyline = sqlite3_column_int (statement, 5),
    .away_moneyline = sqlite3_column_int (statement, 6),
  };

  fair_book_builder_add_typed (builder, &line, fair_sql_time (statement, 7));
}

static void
take_stats (sqlite3_stmt *statement, gpointer builder)
{
  FairTeamStats stats = {
    .game_id = sqlite3_column_int64 (statement, 0),
    .team_id = sqlite3_column_int64 (statement, 1),
    .offense = {
      .plays = sqlite3_column_int (statement, 2),
      .drives = sqlite3_column_int (statement, 3),
      .ppa = fair_sql_number (statement, 4),
      .success_rate = fair_sql_number (statement, 5),
      .explosiveness = fair_sql_number (statement, 6),
      .line_yards = fair_sql_number (statement, 7),
      .rushing_ppa = fair_sql_number (statement, 8),
      .rushing_success = fair_sql_number (statement, 9),
      .passing_ppa = fair_sql_number (statement, 10),
      .passing_success = fair_sql_number (statement, 11),
      .standard_ppa = fair_sql_number (statement, 12),
      .standard_success = fair_sql_number (statement, 13),
      .passing_downs_ppa = fair_sql_number (statement, 14),
      .passing_downs_success = fair_sql_number (statement, 15),
    },
  };

  fair_book_builder_add_stats (builder, &stats);
}

static void
take_value (sqlite3_stmt *statement, gpointer builder)
{
  const char *name = fair_sql_text (statement, 2);
  FairTeamValue value = {
    .season = sqlite3_column_int (statement, 0),
    .team_id = sqlite3_column_int64 (statement, 1),
    .value = sqlite3_column_double (statement, 3),
  };

  for (value.metric = 0; value.metric < FAIR_N_METRICS; value.metric++)
    if (g_str_equal (name, fair_metric_to_string (value.metric)))
      {
        fair_book_builder_add_value (builder, &value);
        return;
      }
}

/* Games whose results came later than @as_of are as yet unplayed. */
static gboolean
load_games (FairStore *self, gint64 as_of, FairBookBuilder *builder, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT game_id, season, season_type, week, kickoff, kickoff_tbd, completed AND known, neutral_site,"
    " conference_game, venue_id, home_id, away_id, home_team, away_team, home_conference, away_conference,"
    " home_division, away_division, iif (known, home_points, NULL), iif (known, away_points, NULL)"
    " FROM (SELECT *, kickoff <= %" G_GINT64_FORMAT " AS known FROM game) WHERE gone_at IS NULL OR completed = 1",
    as_of - FAIR_RESULT_DELAY);

  return for_each_row (self, sql, take_game, builder, error);
}

/**
 * fair_store_load_book:
 *
 * Returns: (transfer full): all that is stored, except unplayed games that the API lists no more
 */
FairBook *
fair_store_load_book (FairStore *self, GError **error)
{
  return fair_store_load_book_at (self, G_MAXINT64, error);
}

/**
 * fair_store_load_book_at:
 * @as_of: UTC seconds
 *
 * Returns: (transfer full): what fair_store_load_book() does, without the results that were not known at @as_of
 */
FairBook *
fair_store_load_book_at (FairStore *self, gint64 as_of, GError **error)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();

  if (!load_games (self, as_of, builder, error)
      || !for_each_row (self,
                        "SELECT game_id, provider, seen_at, spread, spread_open, total, total_open, home_moneyline,"
                        " away_moneyline FROM line_snapshot",
                        take_line, builder, error)
      || !for_each_row (self, "SELECT * FROM typed_line", take_typed, builder, error)
      || !for_each_row (self, "SELECT * FROM team_game_stats", take_stats, builder, error)
      || !for_each_row (self, "SELECT season, team_id, metric, value FROM team_value", take_value, builder, error))
    return NULL;
  return fair_book_builder_finish (builder);
}

static void
take_count (sqlite3_stmt *statement, gpointer counts)
{
  FairSeasonCount count = {
    .season = sqlite3_column_int (statement, 0),
    .n_games = sqlite3_column_int (statement, 1),
    .n_completed = sqlite3_column_int (statement, 2),
    .n_with_line = sqlite3_column_int (statement, 3),
    .n_with_stats = sqlite3_column_int (statement, 4),
  };

  g_array_append_val (counts, count);
}

/**
 * fair_store_count_seasons:
 *
 * Returns: (transfer full) (element-type FairSeasonCount): how complete each stored season is, in order
 */
GArray *
fair_store_count_seasons (FairStore *self, GError **error)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (FairSeasonCount));

  if (!for_each_row (self,
                     "SELECT season, count (*), sum (completed),"
                     " sum (EXISTS (SELECT 1 FROM line_snapshot AS l WHERE l.game_id = game.game_id)),"
                     " sum (EXISTS (SELECT 1 FROM team_game_stats AS s WHERE s.game_id = game.game_id))"
                     " FROM game WHERE gone_at IS NULL OR completed = 1 GROUP BY season ORDER BY season",
                     take_count, counts, error))
    return NULL;
  return g_steal_pointer (&counts);
}
