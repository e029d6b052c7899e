/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model on real answers, where a folder of them is at hand: is it as good as it should be, and blind to what it
 * must not see? The decoders belong to another layer, so this reads the few fields it needs by itself. */
#include "fair-backtest.h"
#include "fair-clock.h"
#include "fair-names.h"
#include "model-shelf.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define FIRST 2015
#define LAST  2023

/* Limits for 2017-2023, FBS v FBS with a closing line: the mean absolute error and the log loss against the close's. */
#define MOST_MARGIN   0.42
#define MOST_TOTAL    0.35
#define MOST_LOG_LOSS 0.012

typedef void (*RowFunc) (JsonObject *row, int season, gpointer data);

typedef struct
{
  FairBookBuilder *builder;
  FairNames       *names;
  GHashTable      *kickoffs; /* by game */
  gint64           poison_after; /* UTC seconds; what became known later is replaced */
} Reader;

static gboolean
for_each_row (const char *stem, int season, RowFunc func, gpointer data)
{
  g_autofree char *name = g_strdup_printf ("%s_%d.json", stem, season);
  g_autofree char *path = g_build_filename (g_getenv ("FAIR_SHARED"), "cfbd", name, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *rows;

  if (!json_parser_load_from_file (parser, path, NULL))
    return FALSE;
  rows = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (rows); i++)
    func (json_array_get_object_element (rows, i), season, data);
  return TRUE;
}

static double
number_of (JsonObject *row, const char *member)
{
  JsonNode *node = row == NULL ? NULL : json_object_get_member (row, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NAN;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_ascii_strtod (json_node_get_string (node), NULL);
  return json_node_get_double (node);
}

static char *
text_of (JsonObject *row, const char *member)
{
  return (char *) json_object_get_string_member_with_default (row, member, NULL);
}

static gint64
time_of (JsonObject *row)
{
  gint64 time = 0;

  g_assert_true (fair_time_parse (text_of (row, "startDate"), &time, NULL));
  return time;
}

static void
read_game (JsonObject *row, int season, gpointer data)
{
  Reader *reader = data;
  FairGame game = {
    .id = json_object_get_int_member (row, "id"),
    .week = { season, FAIR_SEASON_OTHER, json_object_get_int_member (row, "week") },
    .kickoff = time_of (row),
    .completed = json_object_get_boolean_member (row, "completed"),
    .neutral_site = json_object_get_boolean_member (row, "neutralSite"),
    .home_id = json_object_get_int_member (row, "homeId"),
    .away_id = json_object_get_int_member (row, "awayId"),
    .home_team = text_of (row, "homeTeam"),
    .away_team = text_of (row, "awayTeam"),
    .home_conference = text_of (row, "homeConference"),
    .away_conference = text_of (row, "awayConference"),
    .home_division = fair_division_parse (text_of (row, "homeClassification")),
    .away_division = fair_division_parse (text_of (row, "awayClassification")),
    .home_points = FAIR_POINTS_UNKNOWN,
    .away_points = FAIR_POINTS_UNKNOWN,
  };

  fair_season_type_parse (text_of (row, "seasonType"), &game.week.type);
  if (!isnan (number_of (row, "homePoints")))
    game.home_points = number_of (row, "homePoints");
  if (!isnan (number_of (row, "awayPoints")))
    game.away_points = number_of (row, "awayPoints");
  if (game.kickoff + FAIR_RESULT_DELAY > reader->poison_after)
    {
      game.home_points = game.id % 97;
      game.away_points = game.id % 89;
    }
  g_hash_table_insert (reader->kickoffs, g_memdup2 (&game.id, sizeof game.id),
                       g_memdup2 (&game.kickoff, sizeof game.kickoff));
  fair_names_add (reader->names, game.home_team, game.home_id);
  fair_names_add (reader->names, game.away_team, game.away_id);
  fair_book_builder_add_game (reader->builder, &game);
}

static void
read_lines (JsonObject *row, int season, gpointer data)
{
  Reader *reader = data;
  JsonArray *books = json_object_get_array_member (row, "lines");
  gint64 kickoff = time_of (row);
  double poison = kickoff > reader->poison_after ? 17.5 : 0;
  double early_poison = fair_freeze_before (kickoff) > reader->poison_after ? 17.5 : 0;

  for (guint i = 0; i < json_array_get_length (books); i++)
    {
      JsonObject *book = json_array_get_object_element (books, i);
      FairLine line = {
        .game_id = json_object_get_int_member (row, "id"),
        .provider = (char *) fair_provider_normalize (text_of (book, "provider")),
        .seen_at = kickoff + 30 * FAIR_DAY,
        .spread = number_of (book, "spread") - poison,
        .spread_open = number_of (book, "spreadOpen") + early_poison,
        .total = number_of (book, "overUnder") + poison,
        .total_open = number_of (book, "overUnderOpen") + early_poison,
      };

      if (line.total < 1) /* one of the few impossible values */
        line.total = NAN;
      fair_book_builder_add_line (reader->builder, &line);
    }
}

static void
add_value (Reader *reader, JsonObject *row, int season, FairMetric metric, double value)
{
  FairTeamValue known = { season, fair_names_lookup (reader->names, text_of (row, "team")), metric, value };

  if (fair_metric_known_at (metric, season) > reader->poison_after)
    known.value = known.team_id % 41;
  if (!isnan (value) && known.team_id != 0)
    fair_book_builder_add_value (reader->builder, &known);
}

static void
read_talent (JsonObject *row, int season, gpointer data)
{
  add_value (data, row, season, FAIR_METRIC_TALENT, number_of (row, "talent"));
}

static void
read_recruiting (JsonObject *row, int season, gpointer data)
{
  add_value (data, row, season, FAIR_METRIC_RECRUITING, number_of (row, "points"));
}

static void
read_returning (JsonObject *row, int season, gpointer data)
{
  add_value (data, row, season, FAIR_METRIC_RETURNING_PPA, CLAMP (number_of (row, "percentPPA"), 0, 1));
}

static void
read_sp (JsonObject *row, int season, gpointer data)
{
  add_value (data, row, season, FAIR_METRIC_SP_OVERALL, number_of (row, "rating"));
  add_value (data, row, season, FAIR_METRIC_SP_OFFENSE,
             number_of (json_object_get_object_member (row, "offense"), "rating"));
  add_value (data, row, season, FAIR_METRIC_SP_DEFENSE,
             number_of (json_object_get_object_member (row, "defense"), "rating"));
}

/* Ours are the fields that the model reads. */
static void
read_stats (JsonObject *row, int season, gpointer data)
{
  Reader *reader = data;
  JsonObject *offense = json_object_get_object_member (row, "offense");
  gint64 game_id = json_object_get_int_member (row, "gameId");
  gint64 *kickoff = g_hash_table_lookup (reader->kickoffs, &game_id);
  FairTeamStats stats = {
    .game_id = game_id,
    .team_id = fair_names_lookup (reader->names, text_of (row, "team")),
    .offense = {
      .plays = number_of (offense, "plays"),
      .drives = number_of (offense, "drives"),
      .ppa = number_of (offense, "ppa"),
      .success_rate = number_of (offense, "successRate"),
      .explosiveness = number_of (offense, "explosiveness"),
      .line_yards = number_of (offense, "lineYards"),
    },
  };

  if (kickoff != NULL && *kickoff + FAIR_STATS_DELAY > reader->poison_after)
    stats.offense.ppa = game_id % 7;
  if (kickoff != NULL && stats.team_id != 0)
    fair_book_builder_add_stats (reader->builder, &stats);
}

static FairBook *
read_archive (gint64 poison_after)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  g_autoptr (FairNames) names = fair_names_new ();
  g_autoptr (GHashTable) kickoffs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Reader reader = { builder, names, kickoffs, poison_after };

  if (g_getenv ("FAIR_SHARED") == NULL)
    return NULL;
  for (int season = FIRST; season <= LAST; season++)
    if (!for_each_row ("games", season, read_game, &reader) || !for_each_row ("lines", season, read_lines, &reader))
      return NULL;
  for (int season = FIRST; season <= LAST; season++)
    {
      for_each_row ("stats_game_advanced", season, read_stats, &reader);
      for_each_row ("talent", season, read_talent, &reader);
      for_each_row ("recruiting_teams", season, read_recruiting, &reader);
      for_each_row ("player_returning", season, read_returning, &reader);
      for_each_row ("ratings_sp", season, read_sp, &reader);
    }
  return fair_book_builder_finish (builder);
}

static void
test_accuracy (void)
{
  g_autoptr (FairBook) book = read_archive (G_MAXINT64);
  g_autoptr (FairBacktest) result = NULL;
  g_autofree char *text = NULL;
  const FairBacktestRow *rows;
  const FairBacktestRow *all;
  guint n;

  if (book == NULL)
    {
      g_test_skip ("no folder of real answers: set FAIR_SHARED to one that has cfbd/games_2015.json and the like");
      return;
    }
  result = fair_backtest_run (book, 2017, LAST, NULL, NULL, NULL, NULL);
  text = fair_backtest_to_text (result);
  g_test_message ("%s", text);
  rows = fair_backtest_rows (result, &n);
  all = &rows[n - 1];
  g_assert_cmpuint (all->margin.n, ==, 5194);
  g_assert_cmpfloat_with_epsilon (all->margin.close_mae, 12.33, 0.01);
  g_assert_cmpfloat_with_epsilon (all->total.close_mae, 12.89, 0.01);
  g_assert_cmpfloat (all->margin.difference, <=, MOST_MARGIN);
  g_assert_cmpfloat (all->total.difference, <=, MOST_TOTAL);
  g_assert_cmpfloat (all->measures.log_loss.value, <=, MOST_LOG_LOSS);
  g_assert_cmpfloat (all->measures.calibration_error, <=, all->measures.calibration_limit);
  g_assert_cmpfloat (all->measures.discrete.value, <=, -0.145);
  g_assert_cmpfloat (all->measures.blend_margin.value, <=, 0);
  g_assert_cmpfloat (all->measures.blend_total.value, <=, 0);
  g_assert_cmpfloat (all->measures.clv_margin.low, >, 0);
  for (guint i = 0; i < FAIR_N_PUSH_LINES; i++)
    {
      g_assert_cmpfloat (all->measures.pushes[i].stated, >=, all->measures.pushes[i].low);
      g_assert_cmpfloat (all->measures.pushes[i].stated, <=, all->measures.pushes[i].high);
    }
  g_assert_false (fair_backtest_alarm (result));
  for (guint i = 0; i < 3; i++)
    {
      const double nominal[] = { 0.5, 0.8, 0.95 };

      g_assert_cmpfloat_with_epsilon (all->margin.coverage[i], nominal[i], 0.015);
      g_assert_cmpfloat_with_epsilon (all->total.coverage[i], nominal[i], 0.015);
    }
}

/* A poisoning in the middle of each season: nothing before it may change by one bit. */
static void
test_poisoned_future (void)
{
  g_autoptr (FairBook) clean_book = read_archive (G_MAXINT64);
  FairForecastOptions options;
  Shelf shelf;

  if (clean_book == NULL)
    {
      g_test_skip ("no folder of real answers: set FAIR_SHARED to one that has cfbd/games_2015.json and the like");
      return;
    }
  shelf_init (&shelf);
  options = (FairForecastOptions) { .cache = &shelf.cache };
  for (int season = FIRST; season <= LAST; season++)
    {
      gint64 freeze = fair_freeze_before (fair_season_start (season) + 60 * FAIR_DAY);
      g_autoptr (FairBook) poisoned_book = read_archive (freeze);
      g_autoptr (GArray) requests = g_array_new (FALSE, FALSE, sizeof (FairForecastRequest));
      FairForecast *runs[2];
      guint n;

      for (guint i = 0; i < fair_book_n_games (clean_book); i++)
        {
          FairForecastRequest request = { i, fair_book_game (clean_book, i)->freeze };

          if (request.freeze <= freeze)
            g_array_append_val (requests, request);
        }
      for (guint i = 0; i < 2; i++)
        runs[i] = fair_forecast_run (i == 0 ? clean_book : poisoned_book,
                                     (const FairForecastRequest *) (gpointer) requests->data, requests->len, &options,
                                     NULL, NULL, NULL);
      for (guint i = 0; i < requests->len; i++)
        {
          const FairPrediction *a = fair_forecast_predictions (runs[0], &n) + i;
          const FairPrediction *b = fair_forecast_predictions (runs[1], &n) + i;

          g_assert_cmpfloat (a->margin, ==, b->margin);
          g_assert_cmpfloat (a->total, ==, b->total);
          g_assert_cmpfloat (a->margin_sd, ==, b->margin_sd);
          g_assert_cmpfloat (a->total_sd, ==, b->total_sd);
          g_assert_true (a->blend_margin == b->blend_margin || (isnan (a->blend_margin) && isnan (b->blend_margin)));
        }
      g_assert_cmpstr (fair_forecast_model_id (runs[0]), ==, fair_forecast_model_id (runs[1]));
      fair_forecast_free (runs[0]);
      fair_forecast_free (runs[1]);
    }
  shelf_clear (&shelf);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/archive/accuracy", test_accuracy);
  g_test_add_func ("/model/archive/poisoned-future", test_poisoned_future);
  return g_test_run ();
}
