/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-clock.h"
#include "fair-store-book.h"
#include "fair-store-league.h"
#include "fair-store-lines.h"
#include "fair-store-model.h"
#include "fair-store-raw.h"
#include "fair-store-runs.h"
#include "fair-view.h"
#include "store-place.h"

#include <math.h>
#include <string.h>

#define KICKOFF G_GINT64_CONSTANT (1697311800)

static GArray *
games (guint n, int home_points)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (FairGame));

  for (guint i = 0; i < n; i++)
    {
      FairGame game = {
        .id = 900 + i,
        .week = { 2023, FAIR_SEASON_REGULAR, 7 },
        .kickoff = KICKOFF + i,
        .completed = home_points >= 0,
        .home_id = 10,
        .away_id = 20,
        .home_team = (char *) "San José State",
        .away_team = (char *) "Texas A&M",
        .home_division = FAIR_DIVISION_FBS,
        .away_division = FAIR_DIVISION_FCS,
        .home_points = home_points,
        .away_points = home_points >= 0 ? 3 : FAIR_POINTS_UNKNOWN,
      };

      g_array_append_val (array, game);
    }
  return array;
}

static FairIngest
put_games (FairStore *store, GArray *array, gint64 fetched_at)
{
  g_autoptr (GError) error = NULL;
  FairIngest ingest = { 0 };

  fair_store_put_games (store, 2023, array, fetched_at, &ingest, &error);
  g_assert_no_error (error);
  return ingest;
}

/* The same answer a second time changes nothing; a corrected score changes that game. */
static void
test_games_twice (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) before = games (3, FAIR_POINTS_UNKNOWN);
  g_autoptr (GArray) after = games (3, 28);

  g_assert_cmpuint (put_games (store, before, 1).n_changed, ==, 3);
  g_assert_cmpuint (put_games (store, before, 2).n_changed, ==, 0);
  g_assert_cmpuint (put_games (store, after, 3).n_changed, ==, 3);
  g_array_index (after, FairGame, 1).home_points = 31;
  g_assert_cmpuint (put_games (store, after, 4).n_changed, ==, 1);
  g_assert_cmpint (place_number (place, "SELECT count (*) FROM game"), ==, 3);
  g_assert_cmpint (place_number (place, "SELECT home_points FROM game WHERE game_id = 901"), ==, 31);
}

/* A game that was moved gets another id: the old one is not played, and comes back if it is listed again. */
static void
test_game_gone (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) three = games (3, FAIR_POINTS_UNKNOWN);
  g_autoptr (GArray) two = games (2, FAIR_POINTS_UNKNOWN);
  const guint expected[] = { 3, 2, 3 };

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (FairBook) book = NULL;

      put_games (store, i == 1 ? two : three, i + 1);
      book = fair_store_load_book (store, NULL);
      g_assert_cmpuint (fair_book_n_games (book), ==, expected[i]);
    }
}

static gboolean
try_games (FairStore *store, guint n, gint64 fetched_at)
{
  g_autoptr (GArray) array = games (n, FAIR_POINTS_UNKNOWN);
  g_autoptr (GError) error = NULL;
  gboolean done = fair_store_put_games (store, 2023, array, fetched_at, NULL, &error);

  g_assert_true (done || g_error_matches (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA));
  return done;
}

/* A list that is cut short takes no game off the schedule; what is told a day later still is believed, but never nothing. */
static void
test_games_left_out (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  const struct
  {
    guint    n;
    gint64   at;
    gboolean believed;
  } answers[] = {
    { 100, 1, TRUE },
    { 0, 2, FALSE },
    { 80, 3, FALSE },
    { 80, FAIR_DAY, FALSE },
    { 80, FAIR_DAY + 3, TRUE },
    { 77, FAIR_DAY + 4, TRUE },
    { 0, 2 * FAIR_DAY, FALSE },
    { 0, 9 * FAIR_DAY, FALSE },
    { 100, 9 * FAIR_DAY + 1, TRUE },
  };
  guint expected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_assert_cmpint (try_games (store, answers[i].n, answers[i].at), ==, answers[i].believed);
      expected = answers[i].believed ? answers[i].n : expected;
      g_assert_cmpint (place_number (place, "SELECT count (*) FROM game WHERE gone_at IS NULL"), ==, expected);
    }
}

/* A book that is named no more has taken its line back, until it is named again; and what a clock that ran ahead dated does
 * not stand in the way of what comes. */
static void
test_lines_taken_back (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) one = games (1, FAIR_POINTS_UNKNOWN);
  g_autoptr (GArray) both = g_array_new (FALSE, FALSE, sizeof (FairLine));
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (FairLine));
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (FairLine));
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (FairBook) book = NULL;
  FairLine lines[] = { { 900, (char *) "Bovada", 0, -7, -6.5, 55.5, 54, -250, 200 },
                       { 900, (char *) "DraftKings", 0, -7, -6, 55.5, 54, -250, 200 } };
  const struct
  {
    gint64  at;
    GArray *lines;
    guint   n_quotes;
  } answers[] = {
    { KICKOFF - 900, both, 2 },
    { KICKOFF - 100, both, 2 }, /* by a clock that ran ahead; nothing moved */
    { KICKOFF - 800, first, 1 },
    { KICKOFF - 700, first, 1 },
    { KICKOFF - 600, both, 2 },
    { KICKOFF - 500, none, 0 },
    { KICKOFF + 500, none, 0 },
  };
  FairQuote quotes[FAIR_MAX_QUOTES];
  gint64 id = 900;

  put_games (store, one, 1);
  g_array_append_val (told, id);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      for (guint k = 0; k < 2; k++)
        lines[k].seen_at = answers[i].at;
      /* The clock that ran ahead saw another number. */
      lines[1].spread = answers[i].at == KICKOFF - 100 ? -9 : -7;
      g_array_set_size (both, 0);
      g_array_append_vals (both, lines, 2);
      g_array_set_size (first, 0);
      g_array_append_vals (first, lines, 1);
      g_assert_true (fair_store_take_back_lines (store, told, answers[i].lines, answers[i].at, NULL));
      g_assert_true (fair_store_put_lines (store, answers[i].lines, NULL, NULL));
      g_clear_pointer (&book, fair_book_unref);
      book = fair_store_load_book (store, NULL);
      if (answers[i].at < KICKOFF)
        g_assert_cmpuint (fair_view_quotes (fair_view_at (book, answers[i].at), 0, quotes), ==, answers[i].n_quotes);
    }
  /* What was known before is as it was, also the opener; and what closed is measured by the last that was offered. */
  g_assert_cmpuint (fair_view_quotes (fair_view_at (book, KICKOFF - 850), 0, quotes), ==, 2);
  g_assert_cmpuint (fair_view_quotes (fair_view_at (book, KICKOFF - 650), 0, quotes), ==, 1);
  g_assert_cmpfloat (fair_book_opening (book, 0).spread, ==, -6.25);
  g_assert_cmpfloat (fair_book_closing (book, 0).spread, ==, -7);
  g_assert_cmpint (place_number (place, "SELECT count (*) FROM line_snapshot WHERE spread IS NULL"), ==, 3);
}

/* The results that came later are hidden from a look back. */
static void
test_book_at (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) over = games (1, 28);

  put_games (store, over, 1);
  for (guint known = 0; known < 2; known++)
    {
      g_autoptr (FairBook) book = fair_store_load_book_at (store, KICKOFF + FAIR_RESULT_DELAY - 1 + known, NULL);

      g_assert_cmpint (fair_book_game (book, 0)->completed, ==, known);
      g_assert_cmpint (fair_book_game (book, 0)->home_points, ==, known ? 28 : FAIR_POINTS_UNKNOWN);
    }
}

static void
test_lines (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) one = games (1, FAIR_POINTS_UNKNOWN);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FairLine));
  g_autoptr (FairBook) book = NULL;
  g_autoptr (GError) error = NULL;
  FairIngest ingest;
  FairLine line = {
    .game_id = 900,
    .provider = (char *) "Bovada",
    .seen_at = KICKOFF - 1000,
    .spread = -7,
    .spread_open = NAN,
    .total = 55.5,
    .total_open = NAN,
    .home_moneyline = -250,
    .away_moneyline = FAIR_MONEYLINE_UNKNOWN,
  };

  put_games (store, one, 1);
  g_array_append_val (lines, line);
  g_assert_true (fair_store_put_lines (store, lines, &ingest, &error));
  g_assert_cmpuint (ingest.n_changed, ==, 1);
  g_array_index (lines, FairLine, 0).seen_at = KICKOFF - 500; /* seen again, and nothing moved */
  g_assert_true (fair_store_put_lines (store, lines, &ingest, &error));
  g_assert_cmpuint (ingest.n_changed, ==, 0);
  g_array_index (lines, FairLine, 0).spread = -7.5;
  g_assert_true (fair_store_put_lines (store, lines, &ingest, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (ingest.n_changed, ==, 1);

  g_array_index (lines, FairLine, 0).seen_at = KICKOFF + 100; /* the first after kickoff is the close, moved or not */
  g_assert_true (fair_store_put_lines (store, lines, &ingest, &error));
  g_assert_cmpuint (ingest.n_changed, ==, 1);
  g_array_index (lines, FairLine, 0).seen_at = KICKOFF + 200;
  g_assert_true (fair_store_put_lines (store, lines, &ingest, &error));
  g_assert_cmpuint (ingest.n_changed, ==, 0);

  book = fair_store_load_book (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fair_book_n_lines (book), ==, 3);
  g_assert_true (isnan (fair_book_line (book, 0)->spread_open));
  g_assert_cmpint (fair_book_line (book, 0)->away_moneyline, ==, FAIR_MONEYLINE_UNKNOWN);
  g_assert_cmpfloat (fair_book_closing (book, 0).spread, ==, -7.5);
}

/* When the clock says that a game is still to come and the API says that it is over, its line is the close all the same:
 * nothing may be believed to have been known before. */
static void
test_line_from_the_future (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) over = games (1, 28);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FairLine));
  FairLine line = { 900, (char *) "Bovada", KICKOFF - 1000, -7, -5, 55.5, 54, -250, 200 };

  put_games (store, over, 1);
  g_array_append_val (lines, line);
  for (guint i = 0; i < 2; i++)
    g_assert_true (fair_store_put_lines (store, lines, NULL, NULL));
  g_assert_cmpint (place_number (place, "SELECT count (*) FROM line_snapshot"), ==, 1);
  g_assert_cmpint (place_number (place, "SELECT seen_at FROM line_snapshot"), ==, KICKOFF);
}

/* An answer is taken whole or not at all. */
static void
test_impossible_row (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) three = games (3, 28);
  g_autoptr (GError) error = NULL;
  FairIngest ingest;

  g_array_index (three, FairGame, 2).home_id = 20; /* against itself */
  g_assert_false (fair_store_put_games (store, 2023, three, 1, &ingest, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (place_number (place, "SELECT count (*) FROM game"), ==, 0);
}

static void
test_names (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) one = games (1, 28);
  g_autoptr (FairNames) names = NULL;

  put_games (store, one, 1);
  names = fair_store_load_names (store, NULL);
  g_assert_cmpint (fair_names_lookup (names, "San Jose State"), ==, 10);
  g_assert_cmpint (fair_names_lookup (names, "texas a&m"), ==, 20);
}

static void
test_raw (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GBytes) body = g_bytes_new_static ("[1, 2, 3]", 9);
  g_autoptr (GBytes) other = g_bytes_new_static ("[]", 2);
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  FairRawAnswer answer = { "/games?year=2023", "http://127.0.0.1/games?year=2023", 100, 200, 3, body };
  FairRawState state;

  g_assert_true (fair_store_raw_state (store, answer.path, &state, &error));
  g_assert_false (state.known);
  g_assert_null (fair_store_get_raw (store, answer.path, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_NO_STORE);
  g_clear_error (&error);

  g_assert_true (fair_store_put_raw (store, &answer, &error));
  answer.fetched_at = 200;
  g_assert_true (fair_store_put_raw (store, &answer, &error)); /* the same bytes */
  g_assert_true (fair_store_raw_state (store, answer.path, &state, &error));
  g_assert_cmpint (state.fetched_at, ==, 100);
  g_assert_cmpint (state.checked_at, ==, 200);
  g_assert_cmpint (place_number (place, "SELECT count (*) FROM raw_answer"), ==, 1);
  back = fair_store_get_raw (store, answer.path, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (back, body));

  answer.fetched_at = 300;
  answer.n_records = 0;
  answer.body = other;
  g_assert_true (fair_store_put_raw (store, &answer, &error));
  g_assert_true (fair_store_raw_state (store, answer.path, &state, &error));
  g_assert_cmpint (state.fetched_at, ==, 300);
  g_assert_cmpuint (state.n_records, ==, 0);
  g_assert_cmpint (place_number (place, "SELECT count (*) FROM raw_answer"), ==, 2); /* nothing is thrown away */
}

static void
test_damaged_raw (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GBytes) body = g_bytes_new_static ("[1, 2, 3]", 9);
  g_autoptr (GError) error = NULL;
  FairRawAnswer answer = { "/x", "http://127.0.0.1/x", 100, 200, 3, body };

  g_assert_true (fair_store_put_raw (store, &answer, &error));
  g_assert_cmpint (place_sql (place, "UPDATE raw_answer SET sha256 = 'other'"), ==, SQLITE_OK);
  g_assert_null (fair_store_get_raw (store, "/x", &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
}

static void
test_runs (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  const FairWeek week = { 2023, FAIR_SEASON_REGULAR, 7 };
  FairRunStage stage = { .stage = "sync", .status = "running", .started_at = 10, .ended_at = G_MININT64 };
  g_autoptr (GArray) stages = NULL;
  FairRun run = { 0 };
  gboolean found = TRUE;
  gint64 id;

  g_assert_true (fair_store_get_last_run (store, &run, &found, NULL));
  g_assert_false (found);
  id = fair_store_begin_run (store, &week, 5, 10, NULL);
  g_assert_cmpint (id, >, 0);
  g_assert_true (fair_store_put_run_stage (store, id, &stage, NULL));
  stage.status = "done";
  stage.ended_at = 20;
  stage.count = 30;
  g_assert_true (fair_store_put_run_stage (store, id, &stage, NULL));
  g_assert_true (fair_store_end_run (store, id, "degraded", 12, "The API did not answer.", 30, NULL));
  g_assert_true (fair_store_get_last_run (store, &run, &found, NULL));
  g_assert_true (found);
  g_assert_cmpstr (run.status, ==, "degraded");
  g_assert_cmpuint (run.calls, ==, 12);
  g_assert_cmpint (fair_week_compare (&run.week, &week), ==, 0);
  stages = fair_store_get_run_stages (store, id, NULL);
  g_assert_cmpuint (stages->len, ==, 1);
  g_assert_cmpstr (g_array_index (stages, FairRunStage, 0).status, ==, "done");
  g_assert_cmpuint (g_array_index (stages, FairRunStage, 0).count, ==, 30);
  fair_run_clear (&run);
}

static void
test_cache (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GError) error = NULL;
  g_autofree char *nothing = fair_store_get_cached (store, "key", &error);
  g_autofree char *text = NULL;

  g_assert_null (nothing);
  g_assert_no_error (error);
  g_assert_true (fair_store_put_cached (store, "key", "one", 1, NULL));
  g_assert_true (fair_store_put_cached (store, "key", "two", 2, NULL));
  text = fair_store_get_cached (store, "key", NULL);
  g_assert_cmpstr (text, ==, "two");
}

/* Typed again at the same second is a correction; and what the API tells of a game ends what was typed before. */
static void
test_typed_lines (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) typed = g_array_new (FALSE, FALSE, sizeof (FairLine));
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (FairLine));
  FairLine line = { .game_id = 1, .provider = (char *) "Bovada", .seen_at = KICKOFF - 1000, .spread = 7,
                    .spread_open = NAN, .total = NAN, .total_open = NAN };
  gint64 at;

  g_assert_true (fair_store_find_typed_at (store, FALSE, &at, NULL));
  g_assert_cmpint (at, ==, FAIR_TIME_UNKNOWN);
  for (guint i = 0; i < 2; i++)
    {
      line.spread = -line.spread;
      g_array_set_size (typed, 0);
      g_array_append_val (typed, line);
      g_assert_true (fair_store_put_typed_lines (store, typed, NULL));
    }
  line.game_id = 2;
  g_array_append_val (typed, line);
  g_assert_true (fair_store_put_typed_lines (store, typed, NULL));
  g_assert_cmpint (place_number (place, "SELECT sum (spread) FROM typed_line"), ==, 14);
  g_assert_cmpint (place_number (place, "SELECT count (*) FROM line_snapshot"), ==, 0);

  line.game_id = 1;
  line.seen_at = KICKOFF - 1001; /* asked before it was typed */
  g_array_append_val (told, line);
  g_assert_true (fair_store_put_lines (store, told, NULL, NULL));
  g_assert_cmpint (place_number (place, "SELECT count (*) FROM typed_line WHERE superseded_at IS NULL"), ==, 2);
  g_array_index (told, FairLine, 0).seen_at = KICKOFF - 500;
  g_assert_true (fair_store_put_lines (store, told, NULL, NULL));
  g_assert_cmpint (place_number (place, "SELECT game_id FROM typed_line WHERE superseded_at IS NULL"), ==, 2);
  g_assert_true (fair_store_find_typed_at (store, TRUE, &at, NULL));
  g_assert_cmpint (at, ==, KICKOFF - 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/league/games-twice", Place, NULL, place_set_up, test_games_twice, place_tear_down);
  g_test_add ("/store/league/game-gone", Place, NULL, place_set_up, test_game_gone, place_tear_down);
  g_test_add ("/store/league/games-left-out", Place, NULL, place_set_up, test_games_left_out, place_tear_down);
  g_test_add ("/store/league/lines-taken-back", Place, NULL, place_set_up, test_lines_taken_back, place_tear_down);
  g_test_add ("/store/league/book-at", Place, NULL, place_set_up, test_book_at, place_tear_down);
  g_test_add ("/store/league/lines", Place, NULL, place_set_up, test_lines, place_tear_down);
  g_test_add ("/store/league/typed-lines", Place, NULL, place_set_up, test_typed_lines, place_tear_down);
  g_test_add ("/store/league/line-from-the-future", Place, NULL, place_set_up, test_line_from_the_future, place_tear_down);
  g_test_add ("/store/league/impossible-row", Place, NULL, place_set_up, test_impossible_row, place_tear_down);
  g_test_add ("/store/league/names", Place, NULL, place_set_up, test_names, place_tear_down);
  g_test_add ("/store/league/raw", Place, NULL, place_set_up, test_raw, place_tear_down);
  g_test_add ("/store/league/damaged-raw", Place, NULL, place_set_up, test_damaged_raw, place_tear_down);
  g_test_add ("/store/league/runs", Place, NULL, place_set_up, test_runs, place_tear_down);
  g_test_add ("/store/league/cache", Place, NULL, place_set_up, test_cache, place_tear_down);
  return place_run_tests ();
}
