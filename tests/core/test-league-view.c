/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-view.h"

#include <math.h>

#define HOUR    G_GINT64_CONSTANT (3600)
#define KICKOFF G_GINT64_CONSTANT (1697311800) /* Saturday 2023-10-14 19:30 UTC */
#define FREEZE  G_GINT64_CONSTANT (1696939200) /* Tuesday 2023-10-10 12:00 UTC */

static FairGame
game (gint64 id, gint64 kickoff)
{
  return (FairGame) {
    .id = id,
    .week = { 2023, FAIR_SEASON_REGULAR, 7 },
    .kickoff = kickoff,
    .completed = TRUE,
    .home_id = 10,
    .away_id = 20,
    .home_team = (char *) "Ash Fork",
    .away_team = (char *) "Bell Harbor",
    .home_division = FAIR_DIVISION_FBS,
    .away_division = FAIR_DIVISION_FCS,
    .home_points = 31,
    .away_points = 17,
  };
}

static FairLine
line (gint64 game_id, const char *provider, gint64 seen_at, double spread, double spread_open)
{
  return (FairLine) {
    .game_id = game_id, .provider = (char *) provider, .seen_at = seen_at, .spread = spread,
    .spread_open = spread_open, .total = 55, .total_open = 54, .home_moneyline = -200, .away_moneyline = 170,
  };
}

/* One game, its line served once after the season, and what is known of its teams. */
static FairBook *
make_book (const FairLine *lines, guint n_lines)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  FairGame one = game (1, KICKOFF);
  FairTeamStats stats = { 1, 20, { .plays = 70, .ppa = 0.25 } };
  FairTeamValue values[] = { { 2023, 10, FAIR_METRIC_TALENT, 800 }, { 2023, 10, FAIR_METRIC_SP_OVERALL, 12.5 },
                             { 2023, 99, FAIR_METRIC_TALENT, 1 } };

  fair_book_builder_add_game (builder, &one);
  fair_book_builder_add_stats (builder, &stats);
  for (guint i = 0; i < n_lines; i++)
    fair_book_builder_add_line (builder, &lines[i]);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    fair_book_builder_add_value (builder, &values[i]);
  return fair_book_builder_finish (builder);
}

static void
test_result_and_stats (void)
{
  g_autoptr (FairBook) book = make_book (NULL, 0);
  int home = -7;
  int away = -7;

  g_assert_false (fair_view_result (fair_view_at (book, KICKOFF + 5 * HOUR - 1), 0, &home, &away));
  g_assert_cmpint (home, ==, -7);
  g_assert_true (fair_view_result (fair_view_at (book, KICKOFF + 5 * HOUR), 0, &home, &away));
  g_assert_cmpint (home, ==, 31);
  g_assert_cmpint (away, ==, 17);
  g_assert_null (fair_view_stats (fair_view_at (book, KICKOFF + 24 * HOUR - 1), 0, FALSE));
  g_assert_cmpfloat (fair_view_stats (fair_view_at (book, KICKOFF + 24 * HOUR), 0, FALSE)->ppa, ==, 0.25);
  g_assert_null (fair_view_stats (fair_view_at (book, G_MAXINT64), 0, TRUE)); /* there are none of the home side */
}

static void
test_team_values (void)
{
  const gint64 august = 1692057600;   /* 2023-08-15 */
  const gint64 february = 1706745600; /* 2024-02-01 */
  g_autoptr (FairBook) book = make_book (NULL, 0);
  guint team = fair_book_find_team (book, 10);
  FairView view;

  g_assert_true (isnan (fair_view_team_value (fair_view_at (book, august - 1), team, 2023, FAIR_METRIC_TALENT)));
  g_assert_cmpfloat (fair_view_team_value (fair_view_at (book, august), team, 2023, FAIR_METRIC_TALENT), ==, 800);
  view = fair_view_at (book, february - 1);
  g_assert_true (isnan (fair_view_team_value (view, team, 2023, FAIR_METRIC_SP_OVERALL)));
  view = fair_view_at (book, february);
  g_assert_cmpfloat (fair_view_team_value (view, team, 2023, FAIR_METRIC_SP_OVERALL), ==, 12.5);
  g_assert_true (isnan (fair_view_team_value (fair_view_at (book, G_MAXINT64), team, 1999, FAIR_METRIC_TALENT)));
}

/* Fetched once, long after: the opener from the freeze, the close from kickoff, nothing before, no early moneyline. */
static void
test_line_served_afterwards (void)
{
  FairLine lines[] = { line (1, "Bovada", KICKOFF + 1000 * HOUR, -7, -4.5) };
  g_autoptr (FairBook) book = make_book (lines, 1);
  FairQuote quotes[FAIR_MAX_QUOTES];

  g_assert_cmpuint (fair_view_quotes (fair_view_at (book, FREEZE - 1), 0, quotes), ==, 0);
  g_assert_cmpuint (fair_view_quotes (fair_view_at (book, FREEZE), 0, quotes), ==, 1);
  g_assert_cmpfloat (quotes[0].spread, ==, -4.5);
  g_assert_cmpint (quotes[0].home_moneyline, ==, FAIR_MONEYLINE_UNKNOWN);
  g_assert_cmpuint (fair_view_quotes (fair_view_at (book, KICKOFF - 1), 0, quotes), ==, 1);
  g_assert_cmpfloat (quotes[0].spread, ==, -4.5);
  g_assert_cmpuint (fair_view_quotes (fair_view_at (book, KICKOFF), 0, quotes), ==, 1);
  g_assert_cmpfloat (quotes[0].spread, ==, -7);
  g_assert_cmpint (quotes[0].home_moneyline, ==, -200);
}

/* Our own snapshots count from the moment they were seen, each until the next. */
static void
test_own_snapshots (void)
{
  FairLine lines[] = {
    line (1, "Bovada", FREEZE + 30 * HOUR, -6, -4.5),
    line (1, "Bovada", FREEZE - 20 * HOUR, -5, -4.5),
    line (1, "Bovada", KICKOFF + 3 * HOUR, -8, -4.5),
  };
  g_autoptr (FairBook) book = make_book (lines, 3);
  const struct
  {
    gint64 as_of;
    double spread;
  } cases[] = {
    { FREEZE - 20 * HOUR, -5 }, { FREEZE, -5 }, { FREEZE + 30 * HOUR - 1, -5 },
    { FREEZE + 30 * HOUR, -6 }, { KICKOFF - 1, -6 }, { KICKOFF, -8 },
  };
  FairQuote quotes[FAIR_MAX_QUOTES];

  g_assert_cmpuint (fair_view_quotes (fair_view_at (book, FREEZE - 20 * HOUR - 1), 0, quotes), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpuint (fair_view_quotes (fair_view_at (book, cases[i].as_of), 0, quotes), ==, 1);
      g_assert_cmpfloat (quotes[0].spread, ==, cases[i].spread);
    }
}

static void
test_market (void)
{
  FairLine lines[] = {
    line (1, "Bovada", KICKOFF + HOUR, -7, -4),   line (1, "DraftKings", KICKOFF + HOUR, -6, -5),
    line (1, "Caesars", KICKOFF + HOUR, 6.5, 4.5), line (1, "ESPN Bet", KICKOFF + HOUR, -6.5, -4.5),
    line (77, "Bovada", KICKOFF + HOUR, -1, -1), /* of a game that is not in the book */
  };
  g_autoptr (FairBook) book = make_book (lines, G_N_ELEMENTS (lines));

  g_assert_cmpuint (fair_book_n_lines (book), ==, 4);
  g_assert_cmpfloat (fair_view_market (fair_view_at (book, FREEZE), 0).spread, ==, -4.5); /* the reversed book is out */
  g_assert_cmpfloat (fair_view_market (fair_view_at (book, KICKOFF), 0).spread, ==, -6.5);
  g_assert_cmpfloat (fair_book_opening (book, 0).spread, ==, -4.5);
  g_assert_cmpfloat (fair_book_closing (book, 0).spread, ==, -6.5);
  g_assert_cmpfloat (fair_book_closing (book, 0).total, ==, 55);
  g_assert_true (isnan (fair_view_market (fair_view_at (book, FREEZE - 1), 0).spread));
}

static void
test_book (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  g_autoptr (FairBook) book = NULL;
  g_autoptr (FairBook) empty = NULL;
  FairGame games[] = { game (5, KICKOFF), game (3, KICKOFF), game (9, KICKOFF - HOUR), game (5, KICKOFF),
                       game (8, KICKOFF) };

  games[4].home_division = FAIR_DIVISION_FCS; /* no FBS side: not ours */
  games[2].week.season = 2022;
  for (guint i = 0; i < G_N_ELEMENTS (games); i++)
    fair_book_builder_add_game (builder, &games[i]);
  book = fair_book_builder_finish (builder);
  g_assert_cmpuint (fair_book_n_games (book), ==, 3);
  g_assert_cmpint (fair_book_game (book, 0)->id, ==, 9);
  g_assert_cmpint (fair_book_game (book, 1)->id, ==, 3);
  g_assert_cmpint (fair_book_game (book, 2)->id, ==, 5);
  g_assert_cmpint (fair_book_game (book, 2)->freeze, ==, FREEZE);
  g_assert_cmpuint (fair_book_find_game (book, 5), ==, 2);
  g_assert_cmpuint (fair_book_find_game (book, 8), ==, FAIR_NO_INDEX);
  g_assert_cmpuint (fair_book_first_game_of (book, 2023), ==, 1);
  g_assert_cmpuint (fair_book_first_game_of (book, 2024), ==, 3);
  g_assert_cmpuint (fair_book_n_teams (book), ==, 2);
  g_assert_false (fair_book_is_fbs_game (book, 0));

  empty = fair_book_builder_finish (builder);
  g_assert_cmpuint (fair_book_n_games (empty), ==, 0);
  g_assert_cmpint (fair_book_first_season (empty), >, fair_book_last_season (empty));
  g_assert_cmpuint (fair_book_find_team (empty, 10), ==, FAIR_NO_INDEX);
}

/* While a typed line counts, it alone does; then the API's own do, and nothing is measured by it at any time. */
static void
test_typed (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  FairGame one = game (1, KICKOFF);
  FairLine told = line (1, "Bovada", FREEZE, -7, -6);
  FairLine first = line (1, "DraftKings", FREEZE + 10 * HOUR, 3, NAN);
  FairLine second = line (1, "DraftKings", FREEZE + 11 * HOUR, 4, NAN);
  g_autoptr (FairBook) book = NULL;
  FairQuote quotes[FAIR_MAX_QUOTES];

  fair_book_builder_add_game (builder, &one);
  fair_book_builder_add_line (builder, &told);
  fair_book_builder_add_typed (builder, &first, FREEZE + 20 * HOUR);
  fair_book_builder_add_typed (builder, &second, FREEZE + 20 * HOUR);
  book = fair_book_builder_finish (builder);

  g_assert_cmpuint (fair_view_quotes (fair_view_at (book, FREEZE + 9 * HOUR), 0, quotes), ==, 1);
  g_assert_true (quotes[0].spread == -7 && !quotes[0].typed);
  g_assert_cmpuint (fair_view_quotes (fair_view_at (book, FREEZE + 12 * HOUR), 0, quotes), ==, 1);
  g_assert_true (quotes[0].spread == 4 && quotes[0].typed);
  g_assert_cmpfloat (fair_view_market (fair_view_at (book, FREEZE + 10 * HOUR), 0).spread, ==, 3);
  g_assert_cmpuint (fair_view_quotes (fair_view_at (book, FREEZE + 20 * HOUR), 0, quotes), ==, 1);
  g_assert_true (quotes[0].spread == -7 && !quotes[0].typed);
  g_assert_cmpfloat (fair_book_closing (book, 0).spread, ==, -7);
  g_assert_cmpfloat (fair_book_opening (book, 0).spread, ==, -6);
}

/* Typed lines grow old, too, and a kickoff ends them. */
static void
test_typed_ends (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  FairGame one = game (1, KICKOFF);
  FairLine old = line (1, "Bovada", KICKOFF - FAIR_TYPED_LIFE - HOUR, 3, NAN);
  g_autoptr (FairBook) book = NULL;
  FairQuote quotes[FAIR_MAX_QUOTES];

  fair_book_builder_add_game (builder, &one);
  fair_book_builder_add_typed (builder, &old, FAIR_TIME_UNKNOWN);
  book = fair_book_builder_finish (builder);
  g_assert_cmpuint (fair_view_quotes (fair_view_at (book, KICKOFF - HOUR), 0, quotes), ==, 1);
  g_assert_cmpuint (fair_view_quotes (fair_view_at (book, KICKOFF - HOUR + 1), 0, quotes), ==, 0);
  g_assert_true (isnan (fair_book_closing (book, 0).spread));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/league/view/result", test_result_and_stats);
  g_test_add_func ("/league/view/values", test_team_values);
  g_test_add_func ("/league/view/served-afterwards", test_line_served_afterwards);
  g_test_add_func ("/league/view/snapshots", test_own_snapshots);
  g_test_add_func ("/league/view/market", test_market);
  g_test_add_func ("/league/view/typed", test_typed);
  g_test_add_func ("/league/view/typed-ends", test_typed_ends);
  g_test_add_func ("/league/view/book", test_book);
  return g_test_run ();
}
