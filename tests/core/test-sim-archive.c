/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of answers: what is served as it is, what is picked out, and what is hidden because it was not known yet. */
#include "fair-clock.h"
#include "fair-error.h"
#include "fair-sim-archive.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define KICKOFF G_GINT64_CONSTANT (1697313600) /* 2023-10-14T20:00:00Z, a Saturday */

static const char games[]
  = "[{\"id\":1,\"season\":2023,\"week\":7,\"seasonType\":\"regular\",\"startDate\":\"2023-10-14T20:00:00.000Z\","
    "\"completed\":true,\"homeTeam\":\"Côte Rouge\",\"homeClassification\":\"fbs\",\"homePoints\":31,"
    "\"homeLineScores\":[7,10,7,7],\"homePostgameWinProbability\":0.9,\"homePostgameElo\":1500,\"awayTeam\":\"B\","
    "\"awayClassification\":\"fcs\",\"awayPoints\":3,\"awayLineScores\":[0,3,0,0],\"excitementIndex\":2.5},"
    "{\"id\":2,\"season\":2023,\"week\":1,\"seasonType\":\"postseason\",\"startDate\":\"2023-12-30T20:00:00.000Z\","
    "\"completed\":true,\"homeClassification\":\"fbs\",\"awayClassification\":\"fbs\",\"homePoints\":1,"
    "\"awayPoints\":0}]\n";
static const char lines[]
  = "[{\"id\":1,\"season\":2023,\"week\":7,\"seasonType\":\"regular\",\"startDate\":\"2023-10-14T20:00:00.000Z\","
    "\"homeScore\":31,\"awayScore\":3,\"lines\":["
    "{\"provider\":\"Bovada\",\"spread\":-7,\"spreadOpen\":-3.5,\"overUnder\":50,\"overUnderOpen\":48.5,"
    "\"homeMoneyline\":-300,\"awayMoneyline\":240},"
    "{\"provider\":\"Late Book\",\"spread\":-8,\"spreadOpen\":null,\"overUnder\":51,\"overUnderOpen\":null,"
    "\"homeMoneyline\":-310,\"awayMoneyline\":250}]}]";
static const char stats[] = "[{\"gameId\":1,\"season\":2023,\"week\":7,\"seasonType\":\"regular\",\"team\":\"B\"}]";

typedef struct
{
  char          *folder;
  FairSimSource *source;
} Fixture;

static void
put (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("fair-archive-XXXXXX", NULL);
  put (fixture, "games_2023.json", games);
  put (fixture, "lines_2023.json", lines);
  put (fixture, "stats_game_advanced_2023.json", stats);
  put (fixture, "ratings_sp_2023.json", "[{\"year\":2023}]");
  put (fixture, "talent_2023.json", "[{\"year\":2023}]");
  put (fixture, "recruiting_teams_2022.json", "[{\"year\":2022}]\n");
  put (fixture, "recruiting_teams_2023.json", "[{\"year\":2023}]");
  put (fixture, "games_2022.json", "");
  put (fixture, "lines_2022.json", "{\"message\":\"not rows\"}");
  put (fixture, "games_2021.json", "[1, null]");
  fixture->source = fair_sim_archive_new (fixture->folder, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  fixture->source->free (fixture->source);
  g_free (fixture->folder);
}

static JsonArray *
rows_of (FairSimSource *source, const FairSimQuery *query)
{
  g_autoptr (GBytes) body = source->answer (source, query);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);
  g_assert_no_error (error);
  return json_array_ref (json_node_get_array (json_parser_get_root (parser)));
}

static JsonArray *
ask (Fixture *fixture, const char *path, int year, gint64 now)
{
  const FairSimQuery query = { .path = path, .year = year, .now = now };

  return rows_of (fixture->source, &query);
}

static guint
count (Fixture *fixture, const char *path, int year, gint64 now)
{
  g_autoptr (JsonArray) rows = ask (fixture, path, year, now);

  return json_array_get_length (rows);
}

static void
test_as_it_is (Fixture *fixture, gconstpointer data)
{
  const FairSimQuery query = { .path = "/games", .year = 2023, .now = FAIR_TIME_UNKNOWN };
  g_autoptr (GBytes) body = fixture->source->answer (fixture->source, &query);

  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), games, strlen (games));
  g_assert_cmpuint (count (fixture, "/games", 1999, FAIR_TIME_UNKNOWN), ==, 0);
  g_assert_cmpuint (count (fixture, "/games/weather", 2023, FAIR_TIME_UNKNOWN), ==, 0);
  g_assert_cmpuint (count (fixture, "/recruiting/teams", 0, FAIR_TIME_UNKNOWN), ==, 2);
}

static void
test_picked_out (Fixture *fixture, gconstpointer data)
{
  FairSimQuery query = { .path = "/games", .year = 2023, .week = 1, .now = FAIR_TIME_UNKNOWN };
  g_autoptr (JsonArray) by_week = rows_of (fixture->source, &query);
  g_autoptr (JsonArray) by_type = NULL;
  g_autoptr (JsonArray) by_division = NULL;

  query.week = 0;
  query.has_type = TRUE;
  query.type = FAIR_SEASON_REGULAR;
  by_type = rows_of (fixture->source, &query);
  query.has_type = FALSE;
  query.classification = "fcs";
  by_division = rows_of (fixture->source, &query);
  g_assert_cmpuint (json_array_get_length (by_week), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (by_week, 0), "id"), ==, 2);
  g_assert_cmpuint (json_array_get_length (by_type), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (by_type, 0), "id"), ==, 1);
  g_assert_cmpuint (json_array_get_length (by_division), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (by_division, 0), "id"), ==, 1);
}

static void
test_results_hidden (Fixture *fixture, gconstpointer data)
{
  static const char *const results[] = { "homePoints", "awayPoints", "homeLineScores", "awayLineScores",
                                         "homePostgameWinProbability", "homePostgameElo", "excitementIndex" };
  g_autoptr (JsonArray) before = ask (fixture, "/games", 2023, KICKOFF + 5 * FAIR_HOUR - 1);
  g_autoptr (JsonArray) after = ask (fixture, "/games", 2023, KICKOFF + 5 * FAIR_HOUR);
  JsonObject *game = json_array_get_object_element (before, 0);

  g_assert_cmpuint (json_array_get_length (before), ==, 2);
  g_assert_false (json_object_get_boolean_member (game, "completed"));
  g_assert_cmpstr (json_object_get_string_member (game, "homeTeam"), ==, "Côte Rouge");
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    g_assert_true (json_object_get_null_member (game, results[i]));
  game = json_array_get_object_element (after, 0);
  g_assert_true (json_object_get_boolean_member (game, "completed"));
  g_assert_cmpint (json_object_get_int_member (game, "homePoints"), ==, 31);
  g_assert_true (json_object_get_null_member (json_array_get_object_element (after, 1), "homePoints"));
  g_assert_cmpuint (count (fixture, "/stats/game/advanced", 2023, KICKOFF + FAIR_DAY - 1), ==, 0);
  g_assert_cmpuint (count (fixture, "/stats/game/advanced", 2023, KICKOFF + FAIR_DAY), ==, 1);
}

static void
test_lines_hidden (Fixture *fixture, gconstpointer data)
{
  gint64 freeze = fair_freeze_before (KICKOFF);
  g_autoptr (JsonArray) early = ask (fixture, "/lines", 2023, freeze - 1);
  g_autoptr (JsonArray) open = ask (fixture, "/lines", 2023, KICKOFF - 1);
  g_autoptr (JsonArray) closed = ask (fixture, "/lines", 2023, KICKOFF);
  JsonArray *books = json_object_get_array_member (json_array_get_object_element (early, 0), "lines");
  JsonObject *book;

  g_assert_cmpuint (json_array_get_length (books), ==, 0);
  books = json_object_get_array_member (json_array_get_object_element (open, 0), "lines");
  g_assert_cmpuint (json_array_get_length (books), ==, 1);
  book = json_array_get_object_element (books, 0);
  g_assert_cmpfloat (json_object_get_double_member (book, "spread"), ==, -3.5);
  g_assert_cmpfloat (json_object_get_double_member (book, "overUnder"), ==, 48.5);
  g_assert_true (json_object_get_null_member (book, "homeMoneyline"));
  g_assert_true (json_object_get_null_member (json_array_get_object_element (open, 0), "homeScore"));
  books = json_object_get_array_member (json_array_get_object_element (closed, 0), "lines");
  g_assert_cmpuint (json_array_get_length (books), ==, 2);
  book = json_array_get_object_element (books, 0);
  g_assert_cmpfloat (json_object_get_double_member (book, "spread"), ==, -7);
  g_assert_cmpint (json_object_get_int_member (book, "homeMoneyline"), ==, -300);
  g_assert_true (json_object_get_null_member (json_array_get_object_element (closed, 0), "homeScore"));
}

static gint64
at (const char *text)
{
  gint64 time;

  g_assert_true (fair_time_parse (text, &time, NULL));
  return time;
}

static void
test_seasons_hidden (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count (fixture, "/ratings/sp", 2023, at ("2024-01-31T12:00:00Z")), ==, 0);
  g_assert_cmpuint (count (fixture, "/ratings/sp", 2023, at ("2024-02-01T12:00:00Z")), ==, 1);
  g_assert_cmpuint (count (fixture, "/talent", 2023, at ("2023-08-14T12:00:00Z")), ==, 0);
  g_assert_cmpuint (count (fixture, "/talent", 2023, at ("2023-08-16T12:00:00Z")), ==, 1);
  g_assert_cmpuint (count (fixture, "/recruiting/teams", 0, at ("2023-08-01T12:00:00Z")), ==, 1);
  g_assert_cmpuint (count (fixture, "/games", 2023, at ("2023-02-15T12:00:00Z")), ==, 0);
  g_assert_cmpuint (count (fixture, "/games", 2023, at ("2023-03-15T12:00:00Z")), ==, 2);
}

/* A folder that a person filled by hand may hold anything. */
static void
test_odd_files (Fixture *fixture, gconstpointer data)
{
  gint64 now = at ("2021-10-15T12:00:00Z");
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count (fixture, "/games", 2022, at ("2022-10-15T12:00:00Z")), ==, 0);
  g_assert_cmpuint (count (fixture, "/lines", 2022, at ("2022-10-15T12:00:00Z")), ==, 0);
  g_assert_cmpuint (count (fixture, "/stats/game/advanced", 2022, at ("2022-10-15T12:00:00Z")), ==, 0);
  g_assert_cmpuint (count (fixture, "/games", 2021, now), ==, 0);
  g_assert_null (fair_sim_archive_new ("/nowhere/at/all", &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_USAGE);
}

/* The folder that the tests from outside use, where there is one: week 7 of 2023 as it was on its Wednesday. */
static void
test_real_answers (void)
{
  const char *shared = g_getenv ("FAIR_SHARED");
  g_autofree char *folder = g_build_filename (shared != NULL ? shared : "/nowhere", "cfbd", NULL);
  FairSimQuery query = { .path = "/games", .year = 2023, .now = at ("2023-10-11T12:00:00Z") };
  g_autoptr (JsonArray) rows = NULL;
  FairSimSource *source;
  guint leaked = 0;
  guint known = 0;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("FAIR_SHARED names no folder with real answers");
      return;
    }
  source = fair_sim_archive_new (folder, NULL);
  rows = rows_of (source, &query);
  g_assert_cmpuint (json_array_get_length (rows), >, 800);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *game = json_array_get_object_element (rows, i);
      gboolean over = at (json_object_get_string_member (game, "startDate")) + 5 * FAIR_HOUR <= query.now;

      known += !json_object_get_null_member (game, "homePoints");
      leaked += !over && !json_object_get_null_member (game, "homePoints");
    }
  g_assert_cmpuint (leaked, ==, 0);
  g_assert_cmpuint (known, >, 350);
  g_assert_cmpuint (known, <, 600);
  source->free (source);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/sim/archive/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("as-it-is", test_as_it_is);
  ADD ("picked-out", test_picked_out);
  ADD ("results-hidden", test_results_hidden);
  ADD ("lines-hidden", test_lines_hidden);
  ADD ("seasons-hidden", test_seasons_hidden);
  ADD ("odd-files", test_odd_files);
#undef ADD
  g_test_add_func ("/sim/archive/real-answers", test_real_answers);
  return g_test_run ();
}
