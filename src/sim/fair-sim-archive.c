/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-sim-archive.h"

#include "fair-clock.h"
#include "fair-error.h"
#include "fair-game.h"
#include "fair-team.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_HIDDEN_SIZE (48 * 1024 * 1024)

/* A folder of real answers, one file an endpoint and season. */
typedef struct
{
  FairSimSource source;
  char         *folder;
  GHashTable   *hidden; /* question -> GBytes: answers that had to be changed */
  gsize         hidden_size; /* bytes in them */
} Archive;

static void
archive_free (FairSimSource *source)
{
  Archive *self = (Archive *) source;

  g_hash_table_unref (self->hidden);
  g_free (self->folder);
  g_free (self);
}

static gint64
kickoff_of (JsonObject *row)
{
  const char *text = json_object_get_string_member_with_default (row, "startDate", "");
  gint64 kickoff;

  return fair_time_parse (text, &kickoff, NULL) ? kickoff : 0;
}

static void
set_null (JsonObject *row, const char *const *fields)
{
  for (; *fields != NULL; fields++)
    if (json_object_has_member (row, *fields))
      json_object_set_null_member (row, *fields);
}

/* A schedule appears in March; before the final whistle a game is not completed. */
static gboolean
hide_game (JsonObject *row, gint64 now)
{
  static const char *const results[] = { "homePoints", "awayPoints", "homeLineScores", "awayLineScores",
                                         "homePostgameWinProbability", "awayPostgameWinProbability", "homePostgameElo",
                                         "awayPostgameElo", "excitementIndex", "attendance", NULL };

  if (kickoff_of (row) + FAIR_RESULT_DELAY <= now)
    return TRUE;
  set_null (row, results);
  json_object_set_boolean_member (row, "completed", FALSE);
  return TRUE;
}

static gboolean
is_null (JsonObject *row, const char *field)
{
  return !json_object_has_member (row, field) || json_object_get_null_member (row, field);
}

static void
copy_member (JsonObject *row, const char *from, const char *to)
{
  if (is_null (row, from))
    json_object_set_null_member (row, to);
  else
    json_object_set_member (row, to, json_node_copy (json_object_get_member (row, from)));
}

/* The archive has each book's opener and close: before kickoff the opener is what is known, and of a moneyline, which
 * has no opener, nothing. A book without openers had not been seen. */
static JsonArray *
hide_lines (JsonArray *lines)
{
  static const char *const closing[] = { "homeMoneyline", "awayMoneyline", NULL };
  JsonArray *known = json_array_new ();

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      if (is_null (line, "spreadOpen") && is_null (line, "overUnderOpen"))
        continue;
      copy_member (line, "spreadOpen", "spread");
      copy_member (line, "overUnderOpen", "overUnder");
      json_object_set_string_member (line, "formattedSpread", "");
      set_null (line, closing);
      json_array_add_object_element (known, json_object_ref (line));
    }
  return known;
}

static gboolean
hide_game_lines (JsonObject *row, gint64 now)
{
  static const char *const results[] = { "homeScore", "awayScore", NULL };
  gint64 kickoff = kickoff_of (row);
  JsonArray *known;

  if (kickoff + FAIR_RESULT_DELAY > now)
    set_null (row, results);
  if (kickoff <= now)
    return TRUE;
  known = fair_freeze_before (kickoff) > now ? json_array_new ()
                                             : hide_lines (json_object_get_array_member (row, "lines"));
  json_object_set_array_member (row, "lines", known);
  return TRUE;
}

/* An empty file has no root at all. */
static gboolean
has_rows (JsonParser *parser)
{
  JsonNode *root = json_parser_get_root (parser);
  JsonArray *rows = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (rows, i)))
      return FALSE;
  return rows != NULL;
}

/* The kickoff of each game of the season, for rows that do not have it. */
static GHashTable *
load_kickoffs (Archive *self, int year)
{
  g_autofree char *path = g_strdup_printf ("%s/games_%d.json", self->folder, year);
  g_autoptr (JsonParser) parser = json_parser_new ();
  GHashTable *kickoffs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  JsonArray *rows;

  if (!json_parser_load_from_mapped_file (parser, path, NULL) || !has_rows (parser))
    return kickoffs;
  rows = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      gint64 id = json_object_get_int_member (row, "id");
      gint64 kickoff = kickoff_of (row);

      g_hash_table_insert (kickoffs, g_memdup2 (&id, sizeof id), g_memdup2 (&kickoff, sizeof kickoff));
    }
  return kickoffs;
}

static gboolean
is_wanted (JsonObject *row, const FairSimQuery *query)
{
  const char *type = json_object_get_string_member_with_default (row, "seasonType", "regular");
  const char *home;
  const char *away;

  if (query->week > 0 && json_object_get_int_member_with_default (row, "week", 0) != query->week)
    return FALSE;
  if (query->has_type && !g_str_equal (type, fair_season_type_to_string (query->type)))
    return FALSE;
  if (query->classification == NULL || !json_object_has_member (row, "homeClassification"))
    return TRUE;
  home = json_object_get_string_member_with_default (row, "homeClassification", "");
  away = json_object_get_string_member_with_default (row, "awayClassification", "");
  return g_strcmp0 (home, query->classification) == 0 || g_strcmp0 (away, query->classification) == 0;
}

static gboolean
is_known_row (JsonObject *row, const FairSimQuery *query, GHashTable *kickoffs)
{
  gint64 id;
  const gint64 *kickoff;

  if (query->now == FAIR_TIME_UNKNOWN)
    return TRUE;
  if (g_str_equal (query->path, "/games"))
    return hide_game (row, query->now);
  if (g_str_equal (query->path, "/lines"))
    return hide_game_lines (row, query->now);
  if (kickoffs == NULL)
    return TRUE;
  id = json_object_get_int_member_with_default (row, "gameId", 0);
  kickoff = g_hash_table_lookup (kickoffs, &id);
  return kickoff == NULL || *kickoff + FAIR_STATS_DELAY <= query->now;
}

/* What is known of a whole season's file: everything, nothing, or it depends on the row. */
typedef enum
{
  KNOWN_ALL,
  KNOWN_NOTHING,
  KNOWN_BY_ROW,
} Known;

static Known
known_of (const FairSimQuery *query)
{
  static const char *const rosters[] = { "/talent", "/player/returning", "/recruiting/teams", NULL };
  static const char *const ratings[] = { "/ratings/sp", "/ratings/fpi", "/ratings/srs", "/ppa/teams", NULL };
  static const char *const by_game[] = { "/games", "/lines", "/stats/game/advanced", NULL };
  gint64 over = query->year == 0 ? 0 : fair_metric_known_at (FAIR_METRIC_SP_OVERALL, query->year);

  if (query->now == FAIR_TIME_UNKNOWN || query->year == 0)
    return KNOWN_ALL;
  if (g_strv_contains (rosters, query->path))
    return fair_season_start (query->year) <= query->now ? KNOWN_ALL : KNOWN_NOTHING;
  if (g_strv_contains (ratings, query->path))
    return over <= query->now ? KNOWN_ALL : KNOWN_NOTHING;
  /* The schedule of a season is out by March. */
  if (fair_season_start (query->year) - 167 * FAIR_DAY > query->now)
    return KNOWN_NOTHING;
  return g_strv_contains (by_game, query->path) && over > query->now ? KNOWN_BY_ROW : KNOWN_ALL;
}

static GBytes *
empty (void)
{
  return g_bytes_new_static ("[]", 2);
}

static GBytes *
read_file (Archive *self, const char *path, int year)
{
  g_autofree char *name = g_strdelimit (g_strdup (path + 1), "/", '_');
  g_autofree char *file = year > 0 ? g_strdup_printf ("%s/%s_%d.json", self->folder, name, year)
                                   : g_strdup_printf ("%s/%s.json", self->folder, name);
  char *text;
  gsize length;

  return g_file_get_contents (file, &text, &length, NULL) ? g_bytes_new_take (text, length) : empty ();
}

/* The rows of @body that are wanted and known. */
static GBytes *
filter (Archive *self, GBytes *body, const FairSimQuery *query)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (GHashTable) kickoffs = NULL;
  JsonArray *known = json_array_new ();
  JsonArray *rows;
  char *text;
  gsize length;

  json_node_take_array (root, known);
  if (!json_parser_load_from_data (parser, g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL)
      || !has_rows (parser))
    return empty ();
  if (query->now != FAIR_TIME_UNKNOWN && g_str_equal (query->path, "/stats/game/advanced"))
    kickoffs = load_kickoffs (self, query->year);
  rows = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      if (is_wanted (row, query) && is_known_row (row, query, kickoffs))
        json_array_add_object_element (known, json_object_ref (row));
    }
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, &length);
  return g_bytes_new_take (text, length);
}

/* All seasons of an endpoint that can be asked without a year. */
static GBytes *
join_seasons (Archive *self, const FairSimQuery *query)
{
  g_autoptr (GString) joined = g_string_new ("[");

  for (int year = 2000; year < 2100; year++)
    {
      FairSimQuery one = *query;
      g_autoptr (GBytes) body = NULL;
      const char *text;
      gsize length;

      one.year = year;
      if (known_of (&one) == KNOWN_NOTHING)
        break;
      body = read_file (self, query->path, year);
      text = g_bytes_get_data (body, &length);
      while (length > 0 && g_ascii_isspace (text[length - 1]))
        length--;
      if (length <= 2)
        continue;
      g_string_append_printf (joined, "%s", joined->len > 1 ? "," : "");
      g_string_append_len (joined, text + 1, length - 2);
    }
  g_string_append_c (joined, ']');
  return g_string_free_to_bytes (g_steal_pointer (&joined));
}

static GBytes *
archive_answer (FairSimSource *source, const FairSimQuery *query)
{
  Archive *self = (Archive *) source;
  Known known = known_of (query);
  /* The files hold the games with an FBS team. */
  gboolean every_division = query->classification == NULL || g_str_equal (query->classification, "fbs");
  gboolean as_it_is = known == KNOWN_ALL && query->week == 0 && !query->has_type && every_division;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *question = NULL;
  GBytes *hidden;

  if (known == KNOWN_NOTHING)
    return empty ();
  if (query->year == 0 && !g_str_equal (query->path, "/venues"))
    return join_seasons (self, query);
  if (as_it_is)
    return read_file (self, query->path, query->year);
  question = g_strdup_printf ("%s %d %d %d %s %" G_GINT64_FORMAT, query->path, query->year, query->week,
                              query->has_type ? (int) query->type : -1, query->classification, query->now);
  hidden = g_hash_table_lookup (self->hidden, question);
  if (hidden == NULL)
    {
      body = read_file (self, query->path, query->year);
      hidden = filter (self, body, query);
      if (self->hidden_size + g_bytes_get_size (hidden) > MAX_HIDDEN_SIZE)
        {
          g_hash_table_remove_all (self->hidden);
          self->hidden_size = 0;
        }
      self->hidden_size += g_bytes_get_size (hidden);
      g_hash_table_insert (self->hidden, g_steal_pointer (&question), hidden);
    }
  return g_bytes_ref (hidden);
}

/**
 * fair_sim_archive_new:
 * @folder: with files such as games_2023.json and stats_game_advanced_2023.json, each one answer of the API to a whole
 *   season; a file that is missing answers nothing
 *
 * Returns: (transfer full): the source, or NULL with %FAIR_ERROR_USAGE where there is no such folder
 */
FairSimSource *
fair_sim_archive_new (const char *folder, GError **error)
{
  Archive *self;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE, _("There is no folder “%s”; name the one with the answers."),
                   folder);
      return NULL;
    }
  self = g_new0 (Archive, 1);
  self->source.answer = archive_answer;
  self->source.free = archive_free;
  self->folder = g_strdup (folder);
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  return &self->source;
}
