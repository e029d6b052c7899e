/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-rating-table.h"

#include "fair-clock.h"
#include "fair-pick.h"

#include <math.h>

/* Tuesday, 10 October 2023, 12:00 UTC */
#define TUESDAY 1696939200

static FairBook *
make_book (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();

  for (int week = 0; week < 3; week++)
    {
      FairGame game = {
        .id = 10 + week,
        .week = { 2023, FAIR_SEASON_REGULAR, 5 + week },
        .kickoff = TUESDAY + (week - 2) * FAIR_WEEK_SECONDS + 4 * FAIR_DAY,
        .completed = week < 2,
        .neutral_site = week == 1,
        .home_id = week == 1 ? 2 : 1,
        .away_id = week == 1 ? 1 : 2,
        .home_team = (char *) (week == 1 ? "Beta" : "Alpha"),
        .away_team = (char *) (week == 1 ? "Alpha" : "Beta"),
        .home_conference = (char *) "East",
        .away_conference = (char *) "East",
        .home_division = FAIR_DIVISION_FBS,
        .away_division = FAIR_DIVISION_FBS,
        .home_points = week < 2 ? 30 : FAIR_POINTS_UNKNOWN,
        .away_points = week < 2 ? 20 + 20 * week : FAIR_POINTS_UNKNOWN,
      };
      FairLine line = { game.id, (char *) "Bovada", game.kickoff, -3, NAN, 50, NAN, 0, 0 };

      fair_book_builder_add_game (builder, &game);
      if (week < 2)
        fair_book_builder_add_line (builder, &line);
    }
  return fair_book_builder_finish (builder);
}

static void
add (GArray *history, gint64 freeze, int season, int week, gint64 team, guint rank, double overall)
{
  FairDatedRating dated
    = { freeze, { season, FAIR_SEASON_REGULAR, week }, rank, { team, overall / 2, overall / 2, overall, 2 } };

  g_array_append_val (history, dated);
}

/* Two weeks and a run in the middle of the third. */
static GArray *
make_history (int last_season)
{
  GArray *history = g_array_new (FALSE, FALSE, sizeof (FairDatedRating));

  add (history, TUESDAY - FAIR_WEEK_SECONDS, 2023, 6, 2, 1, 5);
  add (history, TUESDAY - FAIR_WEEK_SECONDS, 2023, 6, 1, 2, 4);
  add (history, TUESDAY, 2023, 7, 1, 1, 7);
  add (history, TUESDAY, 2023, 7, 2, 2, 3);
  add (history, TUESDAY + FAIR_DAY, last_season, 7, 1, 1, 8);
  add (history, TUESDAY + FAIR_DAY, last_season, 7, 2, 2, 3.5);
  return history;
}

static void
test_table (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (GArray) history = make_history (2023);
  g_autoptr (GArray) table = fair_rating_table_new (book, history);
  const FairRatingRow *rows = (const FairRatingRow *) (gpointer) table->data;

  g_assert_cmpuint (table->len, ==, 2);
  g_assert_cmpstr (rows[0].school, ==, "Alpha");
  g_assert_cmpstr (rows[0].conference, ==, "East");
  g_assert_cmpuint (rows[0].rank, ==, 1);
  g_assert_cmpuint (rows[0].last_rank, ==, 2);
  /* Against the week before, not against its own Tuesday. */
  g_assert_cmpfloat_with_epsilon (rows[0].change, 4, 1e-12);
  g_assert_cmpfloat_with_epsilon (rows[1].change, -1.5, 1e-12);
}

/* The first ratings of a season have nothing to be compared with; nothing at all is an empty table. */
static void
test_first_week (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (GArray) history = make_history (2024);
  g_autoptr (GArray) table = fair_rating_table_new (book, history);
  g_autoptr (GArray) nothing = NULL;

  g_assert_true (isnan (g_array_index (table, FairRatingRow, 0).change));
  g_assert_cmpuint (g_array_index (table, FairRatingRow, 0).last_rank, ==, 0);
  g_array_set_size (history, 0);
  nothing = fair_rating_table_new (book, history);
  g_assert_cmpuint (nothing->len, ==, 0);
}

static void
test_chart (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (GArray) history = make_history (2023);
  g_autoptr (FairChart) chart = fair_rating_table_chart (book, history, fair_book_find_team (book, 2));
  const FairSeries *band = g_ptr_array_index (chart->series, 0);
  const FairSeries *line = g_ptr_array_index (chart->series, 1);

  g_assert_cmpuint (line->points->len, ==, 3);
  g_assert_cmpfloat (g_array_index (line->points, FairChartPoint, 0).y, ==, 5);
  g_assert_cmpfloat_with_epsilon (g_array_index (band->points, FairChartPoint, 0).low, 5 - 1.96 * 2, 0.01);
  g_assert_cmpstr (chart->x.categories[1], ==, "2023 w7");
  g_assert_cmpuint (g_strv_length (chart->x.categories), ==, 3);
}

static void
test_games (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (GArray) record = g_array_new (FALSE, FALSE, sizeof (FairSettledPick));
  g_autoptr (GArray) games = NULL;
  FairSettledPick replayed = { .pick = { .game_id = 11, .market = FAIR_MARKET_SPREAD, .side = FAIR_SIDE_AWAY, .model_value = 1 },
                               .replay = TRUE };
  FairSettledPick live = { .pick = { .game_id = 11, .market = FAIR_MARKET_SPREAD, .side = FAIR_SIDE_HOME, .model_value = -6 } };
  const FairTeamGame *rows;

  g_array_append_val (record, replayed);
  g_array_append_val (record, live);
  games = fair_rating_table_games (book, record, fair_book_find_team (book, 1), 2023, TUESDAY);
  rows = (const FairTeamGame *) (gpointer) games->data;
  g_assert_cmpuint (games->len, ==, 3);
  g_assert_cmpint (rows[0].points, ==, 30);
  g_assert_cmpint (rows[0].opponent_points, ==, 20);
  g_assert_cmpfloat (rows[0].spread, ==, -3);
  g_assert_true (isnan (rows[0].predicted));
  g_assert_false (rows[1].home);
  g_assert_cmpint (rows[1].points, ==, 40);
  g_assert_cmpfloat (rows[1].spread, ==, 3);
  g_assert_cmpfloat (rows[1].predicted, ==, -6);
  g_assert_cmpint (rows[2].points, ==, FAIR_POINTS_UNKNOWN);
  g_assert_true (isnan (rows[2].spread));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/ratings/table", test_table);
  g_test_add_func ("/pipeline/ratings/first-week", test_first_week);
  g_test_add_func ("/pipeline/ratings/chart", test_chart);
  g_test_add_func ("/pipeline/ratings/games", test_games);
  return g_test_run ();
}
