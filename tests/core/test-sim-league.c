/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo league as a client sees it: does it look like the sport, and does it keep the future to itself? */
#include "fair-clock.h"
#include "fair-sim-league.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define FIRST 2018
#define LAST  2025
#define END   G_GINT64_CONSTANT (1800000000) /* after everything */

/* What one season, or all of them, add up to; FBS against FBS only. */
typedef struct
{
  guint  n, n_home, n_favourites;
  double total, home_margin;
  double error, error_squared, error_absolute, open_absolute, total_error, total_absolute;
  guint  favourite_wins;
  guint  margins[100];
} Sums;

static JsonArray *
ask (FairSimSource *source, const char *path, int year, int week, gint64 now)
{
  const FairSimQuery query = { .path = path, .year = year, .week = week, .now = now };
  g_autoptr (GBytes) body = source->answer (source, &query);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);
  g_assert_no_error (error);
  return json_array_ref (json_node_get_array (json_parser_get_root (parser)));
}

static JsonObject *
find_row (JsonArray *rows, const char *field, gint64 id)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (json_object_get_int_member (json_array_get_object_element (rows, i), field) == id)
      return json_array_get_object_element (rows, i);
  return NULL;
}

static double
number (JsonObject *row, const char *field)
{
  return json_object_get_null_member (row, field) ? NAN : json_object_get_double_member (row, field);
}

static gboolean
is_fbs_game (JsonObject *game)
{
  return g_str_equal (json_object_get_string_member (game, "homeClassification"), "fbs")
         && g_str_equal (json_object_get_string_member (game, "awayClassification"), "fbs");
}

static void
add_game (Sums *sums, JsonObject *game, JsonObject *line)
{
  double margin = number (game, "homePoints") - number (game, "awayPoints");
  double total = number (game, "homePoints") + number (game, "awayPoints");
  double spread = number (line, "spread");
  double error = margin + spread;

  g_assert_cmpfloat (margin, !=, 0);
  sums->n++;
  sums->total += total;
  if (!json_object_get_boolean_member (game, "neutralSite"))
    {
      sums->n_home++;
      sums->home_margin += margin;
    }
  sums->error += error;
  sums->error_squared += error * error;
  sums->error_absolute += fabs (error);
  sums->open_absolute += fabs (margin + number (line, "spreadOpen"));
  sums->total_error += total - number (line, "overUnder");
  sums->total_absolute += fabs (total - number (line, "overUnder"));
  sums->margins[MIN ((guint) fabs (margin), G_N_ELEMENTS (sums->margins) - 1)]++;
  if (spread == 0)
    return;
  sums->n_favourites++;
  sums->favourite_wins += (margin > 0) == (spread < 0);
}

static void
add_season (FairSimSource *source, int year, Sums *sums)
{
  g_autoptr (JsonArray) games = ask (source, "/games", year, 0, END);
  g_autoptr (JsonArray) lines = ask (source, "/lines", year, 0, END);

  for (guint i = 0; i < json_array_get_length (games); i++)
    {
      JsonObject *game = json_array_get_object_element (games, i);
      JsonArray *books;

      if (!json_object_get_boolean_member (game, "completed") || !is_fbs_game (game))
        continue;
      books = json_object_get_array_member (json_array_get_object_element (lines, i), "lines");
      g_assert_cmpuint (json_array_get_length (books), >=, 2);
      add_game (sums, game, json_array_get_object_element (books, 0));
    }
}

static void
test_plausible (void)
{
  FairSimSource *source = fair_sim_league_new (FAIR_SIM_LEAGUE_SEED);
  Sums sums = { 0 };
  double bias;
  double sd;

  for (int year = FIRST; year <= LAST; year++)
    add_season (source, year, &sums);
  bias = sums.error / sums.n;
  sd = sqrt (sums.error_squared / sums.n - bias * bias);
  g_test_message ("%u games, total %.2f, home %.2f, close: bias %.2f, SD %.2f, MAE %.2f; opener %.2f; totals: bias "
                  "%.2f, MAE %.2f; favourites %.3f",
                  sums.n, sums.total / sums.n, sums.home_margin / sums.n_home, bias, sd, sums.error_absolute / sums.n,
                  sums.open_absolute / sums.n, sums.total_error / sums.n, sums.total_absolute / sums.n,
                  (double) sums.favourite_wins / sums.n_favourites);
  g_assert_cmpuint (sums.n, >, 5500);
  g_assert_cmpfloat (sums.total / sums.n, >, 48);
  g_assert_cmpfloat (sums.total / sums.n, <, 60);
  g_assert_cmpfloat (sums.home_margin / sums.n_home, >, 1.3);
  g_assert_cmpfloat (sums.home_margin / sums.n_home, <, 4);
  g_assert_cmpfloat (fabs (bias), <, 0.6); /* three standard errors */
  g_assert_cmpfloat (fabs (sums.total_error / sums.n), <, 0.6);
  g_assert_cmpfloat (sd, >, 14.5);
  g_assert_cmpfloat (sd, <, 16.5);
  g_assert_cmpfloat (sums.error_absolute / sums.n, >, 11.3);
  g_assert_cmpfloat (sums.error_absolute / sums.n, <, 13);
  g_assert_cmpfloat (sums.open_absolute, >, sums.error_absolute);
  g_assert_cmpfloat ((double) sums.favourite_wins / sums.n_favourites, >, 0.70);
  g_assert_cmpfloat ((double) sums.favourite_wins / sums.n_favourites, <, 0.80);
  /* A field goal and a touchdown. */
  g_assert_cmpuint (sums.margins[3] * 2, >, 3 * sums.margins[2]);
  g_assert_cmpuint (sums.margins[3] * 2, >, 3 * sums.margins[5]);
  g_assert_cmpuint (sums.margins[7] * 2, >, 3 * sums.margins[6]);
  g_assert_cmpuint (sums.margins[7] * 2, >, 3 * sums.margins[8]);
  source->free (source);
}

/* How often a team is there, and where. */
typedef struct
{
  guint games, home;
  guint in_week[20];
} Schedule;

static void
note (GHashTable *schedules, JsonObject *game, const char *side)
{
  g_autofree char *field = g_strconcat (side, "Id", NULL);
  g_autofree char *division = g_strconcat (side, "Classification", NULL);
  gpointer id = GINT_TO_POINTER ((int) json_object_get_int_member (game, field));
  gint64 week = json_object_get_int_member (game, "week");
  Schedule *schedule;

  if (!g_str_equal (json_object_get_string_member (game, division), "fbs"))
    return;
  schedule = g_hash_table_lookup (schedules, id);
  if (schedule == NULL)
    g_hash_table_insert (schedules, id, schedule = g_new0 (Schedule, 1));
  g_assert_cmpint (week, <, G_N_ELEMENTS (schedule->in_week));
  g_assert_cmpuint (++schedule->in_week[week], ==, 1);
  if (!json_object_get_null_member (game, "notes"))
    return; /* a title game */
  schedule->games++;
  schedule->home += g_str_equal (side, "home");
}

static void
check_season (FairSimSource *source, int year)
{
  g_autoptr (JsonArray) games = ask (source, "/games", year, 0, END);
  g_autoptr (GHashTable) schedules = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  GHashTableIter iter;
  gpointer value;
  guint bowls = 0;
  guint neutral = 0;

  for (guint i = 0; i < json_array_get_length (games); i++)
    {
      JsonObject *game = json_array_get_object_element (games, i);

      neutral += json_object_get_boolean_member (game, "neutralSite");
      if (g_str_equal (json_object_get_string_member (game, "seasonType"), "postseason"))
        {
          bowls++;
          g_assert_cmpint (json_object_get_int_member (game, "week"), ==, 1);
          continue;
        }
      note (schedules, game, "home");
      note (schedules, game, "away");
    }
  g_assert_cmpuint (g_hash_table_size (schedules), >=, 120);
  g_hash_table_iter_init (&iter, schedules);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Schedule *schedule = value;

      g_assert_cmpuint (schedule->games, >=, 11);
      g_assert_cmpuint (schedule->games, <=, 13);
      g_assert_cmpuint (schedule->home, >=, 4);
      g_assert_cmpuint (schedule->home, <=, 8);
    }
  g_assert_cmpuint (bowls, >=, 20);
  g_assert_cmpuint (bowls, <=, 55);
  g_assert_cmpuint (neutral, >=, 30);
  g_assert_cmpuint (neutral, <=, 80);
}

static void
test_schedule (void)
{
  FairSimSource *source = fair_sim_league_new (FAIR_SIM_LEAGUE_SEED);

  for (int year = FIRST; year <= LAST; year++)
    check_season (source, year);
  source->free (source);
}

static void
test_deterministic (void)
{
  static const char *const paths[] = { "/games", "/lines", "/stats/game/advanced", "/talent", "/venues", "/calendar" };
  FairSimSource *one = fair_sim_league_new (7);
  FairSimSource *same = fair_sim_league_new (7);
  FairSimSource *other = fair_sim_league_new (8);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      const FairSimQuery query = { .path = paths[i], .year = 2022, .now = END };
      g_autoptr (GBytes) a = one->answer (one, &query);
      g_autoptr (GBytes) b = same->answer (same, &query);
      g_autoptr (GBytes) c = other->answer (other, &query);

      g_assert_true (g_bytes_equal (a, b));
      if (i < 4)
        g_assert_false (g_bytes_equal (a, c));
    }
  one->free (one);
  same->free (same);
  other->free (other);
}

static void
check_line_scores (JsonObject *game, const char *scores, const char *points)
{
  JsonArray *periods = json_object_get_array_member (game, scores);
  gint64 sum = 0;

  g_assert_cmpuint (json_array_get_length (periods), >=, 4);
  for (guint i = 0; i < json_array_get_length (periods); i++)
    sum += json_array_get_int_element (periods, i);
  g_assert_cmpint (sum, ==, json_object_get_int_member (game, points));
}

static void
test_line_scores (void)
{
  FairSimSource *source = fair_sim_league_new (FAIR_SIM_LEAGUE_SEED);
  g_autoptr (JsonArray) games = ask (source, "/games", 2021, 0, END);
  guint overtimes = 0;

  for (guint i = 0; i < json_array_get_length (games); i++)
    {
      JsonObject *game = json_array_get_object_element (games, i);

      if (!json_object_get_boolean_member (game, "completed"))
        continue;
      check_line_scores (game, "homeLineScores", "homePoints");
      check_line_scores (game, "awayLineScores", "awayPoints");
      overtimes += json_array_get_length (json_object_get_array_member (game, "homeLineScores")) > 4;
    }
  g_assert_cmpuint (overtimes, >, 5);
  g_assert_cmpuint (overtimes, <, 90);
  source->free (source);
}

/* The demo's own moment: last week is over, this week's games are not. */
static void
test_future_hidden (void)
{
  FairSimSource *source = fair_sim_league_new (FAIR_SIM_LEAGUE_SEED);
  gint64 now = fair_sim_league_demo_clock ();
  g_autoptr (JsonArray) past = ask (source, "/games", LAST, 8, now);
  g_autoptr (JsonArray) present = ask (source, "/games", LAST, 9, now);
  g_autoptr (JsonArray) all = ask (source, "/games", LAST, 0, now);
  g_autoptr (JsonArray) stats = ask (source, "/stats/game/advanced", LAST, 9, now);
  g_autoptr (JsonArray) past_stats = ask (source, "/stats/game/advanced", LAST, 8, now);
  g_autoptr (JsonArray) ratings = ask (source, "/ratings/sp", LAST, 0, now);
  g_autoptr (JsonArray) last_ratings = ask (source, "/ratings/sp", LAST - 1, 0, now);
  g_autoptr (JsonArray) next = ask (source, "/games", LAST + 1, 0, now);
  guint open = 0;

  g_assert_cmpuint (json_array_get_length (past), >, 20);
  for (guint i = 0; i < json_array_get_length (past); i++)
    open += !json_object_get_boolean_member (json_array_get_object_element (past, i), "completed");
  g_assert_cmpuint (open, <=, 1); /* a cancelled one */
  open = 0;
  for (guint i = 0; i < json_array_get_length (present); i++)
    {
      JsonObject *game = json_array_get_object_element (present, i);

      open += json_object_get_null_member (game, "homePoints") && json_object_get_null_member (game, "awayLineScores")
              && !json_object_get_boolean_member (game, "completed");
    }
  g_assert_cmpuint (open, >=, json_array_get_length (present) - 2);
  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *game = json_array_get_object_element (all, i);

      g_assert_cmpstr (json_object_get_string_member (game, "seasonType"), ==, "regular");
    }
  g_assert_cmpuint (json_array_get_length (stats), <=, 4);
  g_assert_cmpuint (json_array_get_length (past_stats), >, 40);
  g_assert_cmpuint (json_array_get_length (ratings), ==, 0);
  g_assert_cmpuint (json_array_get_length (last_ratings), >=, 120);
  g_assert_cmpuint (json_array_get_length (next), ==, 0);
  source->free (source);
}

static double
first_spread (FairSimSource *source, gint64 id, gint64 now)
{
  g_autoptr (JsonArray) rows = ask (source, "/lines", LAST, 9, now);
  JsonArray *books = json_object_get_array_member (find_row (rows, "id", id), "lines");

  return json_array_get_length (books) == 0 ? NAN : number (json_array_get_object_element (books, 0), "spread");
}

/* There is no line before the freeze; then there is the opener, and on the way to kickoff some of them move. */
static void
test_lines_move (void)
{
  FairSimSource *source = fair_sim_league_new (FAIR_SIM_LEAGUE_SEED);
  g_autoptr (JsonArray) rows = ask (source, "/lines", LAST, 9, END);
  guint moved = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      gint64 id = json_object_get_int_member (row, "id");
      gint64 kickoff;

      if (!is_fbs_game (row))
        continue;
      g_assert_true (fair_time_parse (json_object_get_string_member (row, "startDate"), &kickoff, NULL));
      g_assert_true (isnan (first_spread (source, id, fair_freeze_before (kickoff) - 1)));
      g_assert_false (isnan (first_spread (source, id, fair_freeze_before (kickoff))));
      moved += first_spread (source, id, fair_freeze_before (kickoff)) != first_spread (source, id, kickoff);
      g_assert_cmpfloat (first_spread (source, id, kickoff), ==, first_spread (source, id, END));
    }
  g_assert_cmpuint (moved, >, json_array_get_length (rows) / 3);
  source->free (source);
}

/* Names with accents, apostrophes and ampersands are the same ones in every answer. */
static void
test_names_agree (void)
{
  FairSimSource *source = fair_sim_league_new (FAIR_SIM_LEAGUE_SEED);
  g_autoptr (JsonArray) teams = ask (source, "/teams/fbs", LAST, 0, END);
  g_autoptr (JsonArray) talent = ask (source, "/talent", LAST, 0, END);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean accent = FALSE;

  for (guint i = 0; i < json_array_get_length (teams); i++)
    {
      const char *school = json_object_get_string_member (json_array_get_object_element (teams, i), "school");

      g_assert_true (g_utf8_validate (school, -1, NULL));
      accent = accent || !g_str_is_ascii (school);
      g_assert_true (g_hash_table_add (names, (gpointer) school));
    }
  g_assert_true (accent);
  g_assert_cmpuint (json_array_get_length (talent), ==, json_array_get_length (teams));
  for (guint i = 0; i < json_array_get_length (talent); i++)
    {
      JsonObject *row = json_array_get_object_element (talent, i);

      g_assert_true (g_hash_table_contains (names, json_object_get_string_member (row, "team")));
      g_assert_cmpfloat (number (row, "talent"), >, 100);
    }
  source->free (source);
}

/* Every game is in the week of the calendar that has its kickoff, and weeks follow one another without a gap. */
static void
test_calendar (void)
{
  FairSimSource *source = fair_sim_league_new (FAIR_SIM_LEAGUE_SEED);
  g_autoptr (JsonArray) weeks = ask (source, "/calendar", LAST, 0, END);
  g_autoptr (JsonArray) games = ask (source, "/games", LAST, 0, END);
  gint64 starts[20], ends[20];

  g_assert_cmpuint (json_array_get_length (weeks), ==, 16);
  for (guint i = 0; i < json_array_get_length (weeks); i++)
    {
      JsonObject *week = json_array_get_object_element (weeks, i);

      g_assert_true (fair_time_parse (json_object_get_string_member (week, "startDate"), &starts[i], NULL));
      g_assert_true (fair_time_parse (json_object_get_string_member (week, "endDate"), &ends[i], NULL));
      if (i > 0)
        g_assert_cmpint (starts[i] - ends[i - 1], ==, 60);
    }
  for (guint i = 0; i < json_array_get_length (games); i++)
    {
      JsonObject *game = json_array_get_object_element (games, i);
      gboolean bowl = g_str_equal (json_object_get_string_member (game, "seasonType"), "postseason");
      guint week = bowl ? 15 : json_object_get_int_member (game, "week") - 1;
      gint64 kickoff;

      g_assert_true (fair_time_parse (json_object_get_string_member (game, "startDate"), &kickoff, NULL));
      g_assert_cmpint (kickoff, >=, starts[week]);
      g_assert_cmpint (kickoff, <=, ends[week]);
    }
  source->free (source);
}

/* Nothing that the decoders would have to refuse. */
static void
test_ranges (void)
{
  FairSimSource *source = fair_sim_league_new (FAIR_SIM_LEAGUE_SEED);

  for (int year = FIRST; year <= LAST; year++)
    {
      g_autoptr (JsonArray) returning = ask (source, "/player/returning", year, 0, END);
      g_autoptr (JsonArray) talent = ask (source, "/talent", year, 0, END);

      for (guint i = 0; i < json_array_get_length (returning); i++)
        {
          double usage = number (json_array_get_object_element (returning, i), "usage");
          double points = number (json_array_get_object_element (talent, i), "talent");

          g_assert_cmpfloat (usage, >, 0);
          g_assert_cmpfloat (usage, <, 1);
          g_assert_cmpfloat (points, >, 0);
          g_assert_cmpfloat (points, <, 1100);
        }
    }
  source->free (source);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/league/plausible", test_plausible);
  g_test_add_func ("/sim/league/schedule", test_schedule);
  g_test_add_func ("/sim/league/deterministic", test_deterministic);
  g_test_add_func ("/sim/league/line-scores", test_line_scores);
  g_test_add_func ("/sim/league/future-hidden", test_future_hidden);
  g_test_add_func ("/sim/league/lines-move", test_lines_move);
  g_test_add_func ("/sim/league/names-agree", test_names_agree);
  g_test_add_func ("/sim/league/calendar", test_calendar);
  g_test_add_func ("/sim/league/ranges", test_ranges);
  return g_test_run ();
}
