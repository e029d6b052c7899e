/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-clock.h"
#include "fair-league-plan.h"

#define N_BIG 12 /* members of one conference; team numbers 1 to 12 */
#define FIRST 1756562400 /* Saturday 30 August 2025 14:00 UTC */

static void
add_game (FairBookBuilder *builder, gint64 id, gint64 kickoff, guint home, guint away)
{
  const guint teams[2] = { home, away };
  g_autofree char *home_name = g_strdup_printf ("Team %02u", home);
  g_autofree char *away_name = g_strdup_printf ("Team %02u", away);
  const char *conferences[2];
  FairGame game;

  for (guint i = 0; i < 2; i++)
    conferences[i] = teams[i] <= N_BIG ? "SEC" : teams[i] <= N_BIG + 2 ? "Pac-12" : "Sun Belt";
  game = (FairGame) {
    .id = id,
    .week = { 2025, FAIR_SEASON_REGULAR, 1 + id / 100 },
    .kickoff = kickoff,
    .home_id = home,
    .away_id = away,
    .home_team = home_name,
    .away_team = away_name,
    .home_conference = (char *) conferences[0],
    .away_conference = (char *) conferences[1],
    .home_division = FAIR_DIVISION_FBS,
    .away_division = FAIR_DIVISION_FBS,
    .home_points = FAIR_POINTS_UNKNOWN,
    .away_points = FAIR_POINTS_UNKNOWN,
  };
  fair_book_builder_add_game (builder, &game);
}

/* Twelve of a strong conference, two that are left of another, and fourteen others. */
static FairBook *
make_book (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();

  for (guint i = 1; i < 28; i += 2)
    add_game (builder, i, FIRST, i, i + 1);
  add_game (builder, 101, FIRST + 7 * FAIR_DAY, 1, 3);
  add_game (builder, 102, FIRST + 12 * FAIR_DAY, 2, 1);
  add_game (builder, 103, FIRST + 40 * FAIR_DAY, 1, 4);
  return fair_book_builder_finish (builder);
}

static double
power_of (const FairLeaguePlan *plan, gint64 team)
{
  const FairBook *book = fair_league_plan_book (plan);
  guint place = fair_league_plan_place (plan, fair_book_find_team (book, team), FAIR_DIVISION_FBS);
  g_autofree double *features = g_new (double, fair_league_plan_n_places (plan) * FAIR_N_FEATURES);

  fair_league_plan_features (plan, 2025, FIRST, features);
  return features[place * FAIR_N_FEATURES + FAIR_FEATURE_POWER];
}

/* What is left of a strong conference is no power. */
static void
test_power (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (FairLeaguePlan) plan = fair_league_plan_new (book);

  g_assert_cmpfloat_with_epsilon (power_of (plan, 1), 1 - N_BIG / 28.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (power_of (plan, 20), -N_BIG / 28.0, 1e-9);
  g_assert_cmpfloat (power_of (plan, N_BIG + 1), ==, power_of (plan, 20));
}

/* Days since the game before; never more than two weeks, which is also what a season begins with. */
static void
test_rest (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (FairLeaguePlan) plan = fair_league_plan_new (book);
  guint second = fair_book_find_game (book, 101);
  guint third = fair_book_find_game (book, 102);
  guint last = fair_book_find_game (book, 103);

  g_assert_cmpfloat (fair_league_plan_rest (plan, 0, TRUE), ==, 14);
  g_assert_cmpfloat (fair_league_plan_rest (plan, second, TRUE), ==, 7);
  g_assert_cmpfloat (fair_league_plan_rest (plan, third, FALSE), ==, 5);
  g_assert_cmpfloat (fair_league_plan_rest (plan, third, TRUE), ==, 12);
  g_assert_cmpfloat (fair_league_plan_rest (plan, last, TRUE), ==, 14);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/plan/power", test_power);
  g_test_add_func ("/model/plan/rest", test_rest);
  return g_test_run ();
}
