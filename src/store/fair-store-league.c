/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store-league.h"

#include "fair-clock.h"
#include "fair-error.h"
#include "fair-store-model.h"
#include "fair-store-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* So many unplayed games, or one in so many of them, may vanish from a season's list at once. */
#define FEW_GONE   3
#define SHARE_GONE 20

/* Binds one row of an answer to the statement that writes it. */
typedef void (*BindRow) (sqlite3_stmt *statement, gconstpointer row);

static gboolean
put_rows (FairStore *self, const char *sql, GArray *rows, BindRow bind, FairIngest *ingest, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (fair_store_db (self), sql, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      bind (statement, rows->data + i * g_array_get_element_size (rows));
      if (!fair_sql_done (statement, error))
        return FALSE;
      ingest->n_records++;
      ingest->n_changed += sqlite3_changes (fair_store_db (self));
    }
  return TRUE;
}

/* All of an answer or nothing of it. */
static gboolean
put_answer (FairStore *self, const char *sql, GArray *rows, BindRow bind, FairIngest *out, GError **error)
{
  g_autoptr (FairTransaction) transaction = fair_transaction_begin (fair_store_db (self), error);
  FairIngest ingest = { 0 };

  if (transaction == NULL || !put_rows (self, sql, rows, bind, &ingest, error)
      || !fair_transaction_commit (transaction, error))
    return FALSE;
  if (out != NULL)
    *out = ingest;
  return TRUE;
}

#define PUT_GAME                                                                                                       \
  "INSERT INTO game (game_id, season, season_type, week, kickoff, kickoff_tbd, completed, neutral_site,"               \
  " conference_game, venue_id, home_id, away_id, home_team, away_team, home_conference, away_conference,"              \
  " home_division, away_division, home_points, away_points, notes)"                                                    \
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)"           \
  " ON CONFLICT (game_id) DO UPDATE SET season = ?2, season_type = ?3, week = ?4, kickoff = ?5, kickoff_tbd = ?6,"     \
  " completed = ?7, neutral_site = ?8, conference_game = ?9, venue_id = ?10, home_id = ?11, away_id = ?12,"            \
  " home_team = ?13, away_team = ?14, home_conference = ?15, away_conference = ?16, home_division = ?17,"              \
  " away_division = ?18, home_points = ?19, away_points = ?20, notes = ?21, gone_at = NULL"                            \
  " WHERE (season, season_type, week, kickoff, kickoff_tbd, completed, neutral_site, conference_game, venue_id,"       \
  " home_id, away_id, home_team, away_team, home_conference, away_conference, home_division, away_division,"           \
  " home_points, away_points, notes, gone_at)"                                                                         \
  " IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, NULL)"

static void
bind_points (sqlite3_stmt *statement, int parameter, int points)
{
  if (points < 0)
    sqlite3_bind_null (statement, parameter);
  else
    sqlite3_bind_int (statement, parameter, points);
}

static void
bind_game (sqlite3_stmt *statement, gconstpointer row)
{
  const FairGame *game = row;

  fair_sql_bind (statement, "lisiliiiilllssssssiis", game->id, game->week.season,
                 fair_season_type_to_string (game->week.type), game->week.week, game->kickoff, game->kickoff_tbd,
                 game->completed, game->neutral_site, game->conference_game, game->venue_id, game->home_id,
                 game->away_id, game->home_team, game->away_team, game->home_conference, game->away_conference,
                 fair_division_to_string (game->home_division), fair_division_to_string (game->away_division), 0, 0,
                 game->notes);
  bind_points (statement, 19, game->home_points);
  bind_points (statement, 20, game->away_points);
}

/* Unplayed games that a season's answer leaves out. */
typedef struct
{
  guint n_unplayed; /* stored */
  guint n_left_out; /* of them */
  char *ids;        /* of those, joined; nullable */
} LeftOut;

static gboolean
note_listed (FairStore *self, GArray *games, GError **error)
{
  g_autoptr (sqlite3_stmt) keep = NULL;

  if (!fair_sql_exec (fair_store_db (self), "CREATE TEMP TABLE IF NOT EXISTS listed (game_id INTEGER PRIMARY KEY);"
                                            " DELETE FROM listed", error))
    return FALSE;
  keep = fair_sql_prepare (fair_store_db (self), "INSERT OR IGNORE INTO listed VALUES (?1)", error);
  for (guint i = 0; keep != NULL && i < games->len; i++)
    {
      fair_sql_bind (keep, "l", g_array_index (games, FairGame, i).id);
      if (!fair_sql_done (keep, error))
        return FALSE;
    }
  return keep != NULL;
}

static gboolean
find_left_out (FairStore *self, int season, LeftOut *out, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "SELECT count (*), sum (missing), group_concat (iif (missing, game_id, NULL)) FROM (SELECT game_id,"
                        " game_id NOT IN (SELECT game_id FROM listed) AS missing FROM game WHERE season = ?1"
                        " AND completed = 0 AND gone_at IS NULL ORDER BY game_id)",
                        error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "i", season);
  if (!fair_sql_next (statement, &has_row, error))
    return FALSE;
  out->n_unplayed = sqlite3_column_int (statement, 0);
  out->n_left_out = sqlite3_column_int (statement, 1);
  out->ids = g_strdup ((const char *) sqlite3_column_text (statement, 2));
  return TRUE;
}

/* Games are cancelled one by one; an answer without many of them is more likely to be cut short. The same is believed when it
 * is still told a day later, unless most are gone. */
static gboolean
is_plausible (FairStore *self, int season, const LeftOut *left_out, gint64 fetched_at, GError **error)
{
  g_autofree char *key = g_strdup_printf ("left out of %d", season);
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  if (left_out->n_left_out <= FEW_GONE || left_out->n_left_out * SHARE_GONE <= left_out->n_unplayed)
    return TRUE;
  before = fair_store_get_cached (self, key, NULL);
  parts = g_strsplit (before == NULL ? "" : before, " ", 2);
  if (g_strv_length (parts) == 2 && g_str_equal (parts[1], left_out->ids))
    {
      if (2 * left_out->n_left_out <= left_out->n_unplayed && fetched_at - g_ascii_strtoll (parts[0], NULL, 10) >= FAIR_DAY)
        return TRUE;
    }
  else
    {
      text = g_strdup_printf ("%" G_GINT64_FORMAT " %s", fetched_at, left_out->ids);
      fair_store_put_cached (self, key, text, fetched_at, NULL);
    }
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
               _("The API left out %u of the %u games of %d that are still to be played, which is not believed; the schedule "
                 "stays as it was, and the next run asks again."),
               left_out->n_left_out, left_out->n_unplayed, season);
  return FALSE;
}

static gboolean
is_whole (FairStore *self, int season, GArray *games, gint64 fetched_at, GError **error)
{
  LeftOut left_out = { 0 };
  gboolean whole = note_listed (self, games, error) && find_left_out (self, season, &left_out, error)
                   && is_plausible (self, season, &left_out, fetched_at, error);

  g_free (left_out.ids);
  return whole;
}

/* A rescheduled game may come back under another id; the old one must not wait for a result for ever. */
static gboolean
mark_gone (FairStore *self, int season, gint64 fetched_at, GError **error)
{
  g_autoptr (sqlite3_stmt) mark
    = fair_sql_prepare (fair_store_db (self),
                        "UPDATE game SET gone_at = ?1 WHERE season = ?2 AND completed = 0 AND gone_at IS NULL"
                        " AND game_id NOT IN (SELECT game_id FROM listed)",
                        error);

  if (mark == NULL)
    return FALSE;
  fair_sql_bind (mark, "li", fetched_at, season);
  return fair_sql_done (mark, error);
}

/**
 * fair_store_put_games:
 * @season: @games are all games of this season that the API lists
 * @games: of #FairGame
 * @fetched_at: UTC seconds
 * @out: (out) (optional):
 *
 * An unplayed game of the season that is not listed any more is kept, but marked as gone. Where many are missing nothing is
 * stored.
 *
 * Returns: FALSE with %FAIR_ERROR_BAD_DATA where the list cannot be whole, or with what went wrong
 */
gboolean
fair_store_put_games (FairStore *self, int season, GArray *games, gint64 fetched_at, FairIngest *out, GError **error)
{
  g_autoptr (FairTransaction) transaction = NULL;
  FairIngest ingest = { 0 };

  if (!is_whole (self, season, games, fetched_at, error))
    return FALSE;
  transaction = fair_transaction_begin (fair_store_db (self), error);
  if (transaction == NULL || !put_rows (self, PUT_GAME, games, bind_game, &ingest, error)
      || !mark_gone (self, season, fetched_at, error) || !fair_transaction_commit (transaction, error))
    return FALSE;
  if (out != NULL)
    *out = ingest;
  return TRUE;
}

/* The newest snapshot is repeated only when a number moved, or when this one is the first after kickoff: that is the
 * close, also when it equals the last one before. Of a game that is over only the close is served any more, whatever
 * the clock says. A line of a game that is not ours is not kept. */
#define PUT_LINE                                                                                                       \
  "INSERT OR IGNORE INTO line_snapshot (game_id, provider, seen_at, spread, spread_open, total, total_open,"           \
  " home_moneyline, away_moneyline)"                                                                                   \
  " SELECT ?1, ?2, seen.at, ?4, ?5, ?6, ?7, ?8, ?9 FROM ("                                                             \
  "  SELECT kickoff, CASE completed WHEN 1 THEN max (?3, kickoff) ELSE ?3 END AS at FROM game WHERE game_id = ?1"      \
  " ) AS seen WHERE NOT EXISTS ("                                                                                      \
  "  SELECT 1 FROM line_snapshot AS last WHERE last.game_id = ?1 AND last.provider = ?2 AND last.seen_at ="            \
  "   (SELECT max (seen_at) FROM line_snapshot WHERE game_id = ?1 AND provider = ?2)"                                  \
  "  AND (last.seen_at > seen.at OR ((last.spread, last.spread_open, last.total, last.total_open,"                     \
  "   last.home_moneyline, last.away_moneyline) IS (?4, ?5, ?6, ?7, ?8, ?9)"                                           \
  "   AND NOT (last.seen_at < seen.kickoff AND seen.at >= seen.kickoff))))"

static void
bind_line (sqlite3_stmt *statement, gconstpointer data)
{
  const FairLine *line = data;

  fair_sql_bind (statement, "lslddddzz", line->game_id, line->provider, line->seen_at, line->spread,
                 line->spread_open, line->total, line->total_open, line->home_moneyline, line->away_moneyline);
}

/* What the API tells of a game takes the place of what a person typed before. */
#define SUPERSEDE_TYPED                                                                                                \
  "UPDATE typed_line SET superseded_at = ?2 WHERE game_id = ?1 AND superseded_at IS NULL AND typed_at <= ?2"

static void
bind_told (sqlite3_stmt *statement, gconstpointer data)
{
  const FairLine *line = data;

  fair_sql_bind (statement, "ll", line->game_id, line->seen_at);
}

/**
 * fair_store_put_lines:
 * @lines: of #FairLine, as the API told them
 * @out: (out) (optional): @n_changed is the number of new snapshots
 */
gboolean
fair_store_put_lines (FairStore *self, GArray *lines, FairIngest *out, GError **error)
{
  g_autoptr (FairTransaction) transaction = fair_transaction_begin (fair_store_db (self), error);
  FairIngest superseded = { 0 };
  FairIngest ingest = { 0 };

  if (transaction == NULL || !put_rows (self, PUT_LINE, lines, bind_line, &ingest, error)
      || !put_rows (self, SUPERSEDE_TYPED, lines, bind_told, &superseded, error)
      || !fair_transaction_commit (transaction, error))
    return FALSE;
  if (out != NULL)
    *out = ingest;
  return TRUE;
}

#define PUT_TYPED_LINE                                                                                                 \
  "INSERT INTO typed_line VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL) ON CONFLICT (game_id, provider, typed_at)"         \
  " DO UPDATE SET spread = ?4, total = ?5, home_moneyline = ?6, away_moneyline = ?7, superseded_at = NULL"

static void
bind_typed_line (sqlite3_stmt *statement, gconstpointer data)
{
  const FairLine *line = data;

  fair_sql_bind (statement, "lslddzz", line->game_id, line->provider, line->seen_at, line->spread, line->total,
                 line->home_moneyline, line->away_moneyline);
}

/**
 * fair_store_put_typed_lines:
 * @lines: of #FairLine, which a person typed when they were seen
 *
 * All or none. A line that is typed again at the same second takes the place of the first.
 */
gboolean
fair_store_put_typed_lines (FairStore *self, GArray *lines, GError **error)
{
  return put_answer (self, PUT_TYPED_LINE, lines, bind_typed_line, NULL, error);
}

/**
 * fair_store_list_typed_lines:
 *
 * Returns: (transfer full) (element-type FairLine): all that were ever typed, in that order
 */
GArray *
fair_store_list_typed_lines (FairStore *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "SELECT game_id, provider, typed_at, spread, total, home_moneyline, away_moneyline"
                        " FROM typed_line ORDER BY typed_at, game_id, provider",
                        error);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FairLine));
  gboolean has_row = FALSE;

  g_array_set_clear_func (lines, (GDestroyNotify) fair_line_clear);
  while (statement != NULL && fair_sql_next (statement, &has_row, error))
    {
      FairLine line = { .spread_open = NAN, .total_open = NAN };

      if (!has_row)
        return g_steal_pointer (&lines);
      line.game_id = sqlite3_column_int64 (statement, 0);
      line.provider = g_strdup (fair_sql_text (statement, 1));
      line.seen_at = sqlite3_column_int64 (statement, 2);
      line.spread = fair_sql_number (statement, 3);
      line.total = fair_sql_number (statement, 4);
      line.home_moneyline = sqlite3_column_int (statement, 5);
      line.away_moneyline = sqlite3_column_int (statement, 6);
      g_array_append_val (lines, line);
    }
  return NULL;
}

/**
 * fair_store_find_typed_at:
 * @in_force: only lines in whose place the API has told none since
 * @out: (out): when a line was last typed, UTC seconds; %FAIR_TIME_UNKNOWN where none was
 */
gboolean
fair_store_find_typed_at (FairStore *self, gboolean in_force, gint64 *out, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (
    fair_store_db (self), "SELECT max (typed_at) FROM typed_line WHERE NOT ?1 OR superseded_at IS NULL", error);
  gboolean has_row;

  *out = FAIR_TIME_UNKNOWN;
  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "i", in_force);
  if (!fair_sql_next (statement, &has_row, error))
    return FALSE;
  *out = fair_sql_time (statement, 0);
  return TRUE;
}

#define PUT_STATS                                                                                                      \
  "INSERT INTO team_game_stats VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"         \
  " ON CONFLICT (game_id, team_id) DO UPDATE SET plays = ?3, drives = ?4, ppa = ?5, success_rate = ?6,"                \
  " explosiveness = ?7, line_yards = ?8, rushing_ppa = ?9, rushing_success = ?10, passing_ppa = ?11,"                  \
  " passing_success = ?12, standard_ppa = ?13, standard_success = ?14, passing_downs_ppa = ?15,"                       \
  " passing_downs_success = ?16 WHERE (plays, drives, ppa, success_rate, explosiveness, line_yards, rushing_ppa,"      \
  " rushing_success, passing_ppa, passing_success, standard_ppa, standard_success, passing_downs_ppa,"                 \
  " passing_downs_success) IS NOT (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"

static void
bind_stats (sqlite3_stmt *statement, gconstpointer data)
{
  const FairTeamStats *row = data;
  const FairUnitStats *o = &row->offense;

  fair_sql_bind (statement, "lliidddddddddddd", row->game_id, row->team_id, o->plays, o->drives, o->ppa,
                 o->success_rate, o->explosiveness, o->line_yards, o->rushing_ppa, o->rushing_success,
                 o->passing_ppa, o->passing_success, o->standard_ppa, o->standard_success, o->passing_downs_ppa,
                 o->passing_downs_success);
}

/**
 * fair_store_put_stats:
 * @stats: of #FairTeamStats
 * @out: (out) (optional):
 */
gboolean
fair_store_put_stats (FairStore *self, GArray *stats, FairIngest *out, GError **error)
{
  return put_answer (self, PUT_STATS, stats, bind_stats, out, error);
}

#define PUT_TEAM                                                                                                       \
  "INSERT INTO team VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"                                                       \
  " ON CONFLICT (season, team_id) DO UPDATE SET school = ?3, mascot = ?4, abbreviation = ?5, conference = ?6,"         \
  " division = ?7, color = ?8, alternate_names = ?9"                                                                   \
  " WHERE (school, mascot, abbreviation, conference, division, color, alternate_names)"                                \
  " IS NOT (?3, ?4, ?5, ?6, ?7, ?8, ?9)"

static void
bind_team (sqlite3_stmt *statement, gconstpointer data)
{
  const FairTeam *team = data;

  fair_sql_bind (statement, "ilsssssss", team->season, team->id, team->school, team->mascot, team->abbreviation,
                 team->conference, fair_division_to_string (team->division), team->color, NULL);
  if (team->alternate_names != NULL)
    sqlite3_bind_text (statement, 9, g_strjoinv ("\n", team->alternate_names), -1, g_free);
}

/**
 * fair_store_put_teams:
 * @teams: of #FairTeam
 * @out: (out) (optional):
 */
gboolean
fair_store_put_teams (FairStore *self, GArray *teams, FairIngest *out, GError **error)
{
  return put_answer (self, PUT_TEAM, teams, bind_team, out, error);
}

#define PUT_VENUE                                                                                                      \
  "INSERT INTO venue VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"                                                      \
  " ON CONFLICT (venue_id) DO UPDATE SET name = ?2, city = ?3, state = ?4, time_zone = ?5, latitude = ?6,"             \
  " longitude = ?7, elevation = ?8, dome = ?9"                                                                         \
  " WHERE (name, city, state, time_zone, latitude, longitude, elevation, dome) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"

static void
bind_venue (sqlite3_stmt *statement, gconstpointer data)
{
  const FairVenue *venue = data;

  fair_sql_bind (statement, "lssssdddi", venue->id, venue->name, venue->city, venue->state, venue->time_zone,
                 venue->latitude, venue->longitude, venue->elevation, venue->dome);
}

/**
 * fair_store_put_venues:
 * @venues: of #FairVenue
 * @out: (out) (optional):
 */
gboolean
fair_store_put_venues (FairStore *self, GArray *venues, FairIngest *out, GError **error)
{
  return put_answer (self, PUT_VENUE, venues, bind_venue, out, error);
}

#define PUT_CALENDAR                                                                                                   \
  "INSERT INTO calendar VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (season, season_type, week)"                           \
  " DO UPDATE SET start_at = ?4, end_at = ?5 WHERE (start_at, end_at) IS NOT (?4, ?5)"

static void
bind_week (sqlite3_stmt *statement, gconstpointer data)
{
  const FairCalendarWeek *week = data;

  fair_sql_bind (statement, "isill", week->week.season, fair_season_type_to_string (week->week.type),
                 week->week.week, week->start, week->end);
}

/**
 * fair_store_put_calendar:
 * @weeks: of #FairCalendarWeek
 * @out: (out) (optional):
 */
gboolean
fair_store_put_calendar (FairStore *self, GArray *weeks, FairIngest *out, GError **error)
{
  return put_answer (self, PUT_CALENDAR, weeks, bind_week, out, error);
}

#define PUT_VALUE                                                                                                      \
  "INSERT INTO team_value VALUES (?1, ?2, ?3, ?4) ON CONFLICT (season, team_id, metric)"                               \
  " DO UPDATE SET value = ?4 WHERE value IS NOT ?4"

static void
bind_value (sqlite3_stmt *statement, gconstpointer data)
{
  const FairTeamValue *value = data;

  fair_sql_bind (statement, "ilsd", value->season, value->team_id, fair_metric_to_string (value->metric),
                 value->value);
}

/**
 * fair_store_put_values:
 * @values: of #FairTeamValue
 * @out: (out) (optional):
 */
gboolean
fair_store_put_values (FairStore *self, GArray *values, FairIngest *out, GError **error)
{
  return put_answer (self, PUT_VALUE, values, bind_value, out, error);
}

/**
 * fair_store_put_refusals:
 * @path: the answer's
 *
 * Replaces what was refused of the answer to @path the time before.
 */
gboolean
fair_store_put_refusals (FairStore *self, const char *path, const FairRefusals *refusals, gint64 seen_at,
                         GError **error)
{
  g_autoptr (FairTransaction) transaction = fair_transaction_begin (fair_store_db (self), error);
  g_autoptr (sqlite3_stmt) forget = NULL;
  g_autoptr (sqlite3_stmt) add = NULL;

  if (transaction == NULL)
    return FALSE;
  forget = fair_sql_prepare (fair_store_db (self), "DELETE FROM refusal WHERE path = ?1", error);
  add = fair_sql_prepare (fair_store_db (self), "INSERT INTO refusal VALUES (?1, ?2, ?3, ?4)", error);
  if (forget == NULL || add == NULL)
    return FALSE;
  fair_sql_bind (forget, "s", path);
  if (!fair_sql_done (forget, error))
    return FALSE;
  for (guint i = 0; i < fair_refusals_count (refusals); i++)
    {
      const FairRefusal *refusal = fair_refusals_get (refusals, i);

      fair_sql_bind (add, "sssl", path, refusal->reason, refusal->detail, seen_at);
      if (!fair_sql_done (add, error))
        return FALSE;
    }
  return fair_transaction_commit (transaction, error);
}

/**
 * fair_store_count_refusals:
 *
 * Returns: (transfer full) (element-type FairRefusalCount): what was refused, most frequent first
 */
GArray *
fair_store_count_refusals (FairStore *self, GError **error)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (FairRefusalCount));
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "SELECT reason, count (*) FROM refusal GROUP BY reason ORDER BY 2 DESC, 1", error);
  gboolean has_row = TRUE;

  while (statement != NULL && fair_sql_next (statement, &has_row, error))
    {
      FairRefusalCount count;

      if (!has_row)
        return g_steal_pointer (&counts);
      count = (FairRefusalCount) { g_intern_string (fair_sql_text (statement, 0)), sqlite3_column_int (statement, 1) };
      g_array_append_val (counts, count);
    }
  return NULL;
}
