/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-sign.h"

#include <math.h>

/* Worked by hand from what a ticket says, not from formulas: who wins which bet. */
static void
test_settled_by_hand (void)
{
  const struct
  {
    FairMarket  market;
    FairSide    side;
    double      number;
    int         home, away;
    FairOutcome outcome;
  } cases[] = {
    { FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, -7, 24, 14, FAIR_OUTCOME_WIN }, /* laid 7, won by 10 */
    { FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, -7, 21, 14, FAIR_OUTCOME_PUSH },
    { FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, -7.5, 21, 14, FAIR_OUTCOME_LOSS },
    { FAIR_MARKET_SPREAD, FAIR_SIDE_AWAY, -7.5, 21, 14, FAIR_OUTCOME_WIN }, /* got 7.5, lost by 7 */
    { FAIR_MARKET_SPREAD, FAIR_SIDE_AWAY, -7, 24, 14, FAIR_OUTCOME_LOSS },
    { FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, 3, 20, 22, FAIR_OUTCOME_WIN }, /* underdog at home, lost by 2 */
    { FAIR_MARKET_SPREAD, FAIR_SIDE_AWAY, 3, 20, 24, FAIR_OUTCOME_WIN }, /* favourite away, won by 4 */
    { FAIR_MARKET_SPREAD, FAIR_SIDE_AWAY, 3, 20, 23, FAIR_OUTCOME_PUSH },
    { FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, 0, 20, 20, FAIR_OUTCOME_PUSH },
    { FAIR_MARKET_TOTAL, FAIR_SIDE_OVER, 50, 30, 21, FAIR_OUTCOME_WIN },
    { FAIR_MARKET_TOTAL, FAIR_SIDE_UNDER, 50, 30, 21, FAIR_OUTCOME_LOSS },
    { FAIR_MARKET_TOTAL, FAIR_SIDE_UNDER, 51, 30, 21, FAIR_OUTCOME_PUSH },
    { FAIR_MARKET_TOTAL, FAIR_SIDE_UNDER, 51.5, 30, 21, FAIR_OUTCOME_WIN },
    { FAIR_MARKET_MONEYLINE, FAIR_SIDE_HOME, NAN, 21, 20, FAIR_OUTCOME_WIN },
    { FAIR_MARKET_MONEYLINE, FAIR_SIDE_AWAY, NAN, 21, 20, FAIR_OUTCOME_LOSS },
    { FAIR_MARKET_MONEYLINE, FAIR_SIDE_AWAY, NAN, 20, 20, FAIR_OUTCOME_PUSH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (fair_settle (cases[i].market, cases[i].side, cases[i].number, cases[i].home, cases[i].away), ==,
                     cases[i].outcome);
}

static void
assert_opposite (FairOutcome one, FairOutcome other)
{
  if (one == FAIR_OUTCOME_PUSH || other == FAIR_OUTCOME_PUSH)
    g_assert_cmpint (one, ==, other);
  else
    g_assert_cmpint (one, !=, other);
}

/* The two sides of a bet cannot both win, and push together. */
static void
test_sides_oppose (void)
{
  for (int half = -60; half <= 60; half++)
    for (int home = 0; home <= 63; home += 3)
      for (int away = 0; away <= 63; away += 7)
        {
          FairOutcome one = fair_settle (FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, half / 2.0, home, away);
          FairOutcome other = fair_settle (FAIR_MARKET_SPREAD, FAIR_SIDE_AWAY, half / 2.0, home, away);

          assert_opposite (one, other);
          g_assert_true ((one == FAIR_OUTCOME_WIN) == (home - away + half / 2.0 > 0));
          one = fair_settle (FAIR_MARKET_TOTAL, FAIR_SIDE_OVER, 40 + half / 2.0, home, away);
          other = fair_settle (FAIR_MARKET_TOTAL, FAIR_SIDE_UNDER, 40 + half / 2.0, home, away);
          assert_opposite (one, other);
        }
}

/* Swapping the teams of a game turns every number round and changes nothing for the person. */
static void
test_swapped_teams (void)
{
  for (int half = -40; half <= 40; half++)
    for (int margin = -50; margin <= 50; margin++)
      {
        double spread = half / 2.0;
        double model = margin / 3.0;

        g_assert_cmpint (fair_settle (FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, spread, 60 + margin, 60), ==,
                         fair_settle (FAIR_MARKET_SPREAD, FAIR_SIDE_AWAY, -spread, 60, 60 + margin));
        g_assert_cmpfloat (fair_side_edge (FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, model, spread), ==,
                           fair_side_edge (FAIR_MARKET_SPREAD, FAIR_SIDE_AWAY, -model, -spread));
        g_assert_cmpfloat (fair_side_line (FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, spread), ==,
                           fair_side_line (FAIR_MARKET_SPREAD, FAIR_SIDE_AWAY, -spread));
      }
}

/* If the game ends exactly as the model says, the side with the edge wins its bet. This is the mistake that the system
 * before made five times. */
static void
test_edge_points_to_the_winner (void)
{
  for (int half = -80; half <= 80; half++)
    for (int margin = -45; margin <= 45; margin++)
      {
        double spread = half / 2.0;
        double model = fair_spread_from_margin (margin);
        double home_edge = fair_side_edge (FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, model, spread);
        FairOutcome outcome = fair_settle (FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, spread, 50 + margin, 50);

        g_assert_cmpfloat (home_edge, ==, margin - fair_margin_from_spread (spread));
        g_assert_true ((home_edge > 0) == (outcome == FAIR_OUTCOME_WIN));
        g_assert_true ((home_edge < 0) == (outcome == FAIR_OUTCOME_LOSS));
        g_assert_cmpfloat (home_edge, ==, -fair_side_edge (FAIR_MARKET_SPREAD, FAIR_SIDE_AWAY, model, spread));
      }
  g_assert_cmpfloat (fair_side_edge (FAIR_MARKET_TOTAL, FAIR_SIDE_OVER, 55, 50), ==, 5);
  g_assert_cmpfloat (fair_side_edge (FAIR_MARKET_TOTAL, FAIR_SIDE_UNDER, 55, 50), ==, -5);
  g_assert_cmpfloat (fair_side_line (FAIR_MARKET_TOTAL, FAIR_SIDE_UNDER, 50.5), ==, 50.5);
}

static void
test_names (void)
{
  FairMarket market;
  FairSide side;
  FairOutcome outcome;

  for (guint i = 0; i <= FAIR_MARKET_MONEYLINE; i++)
    g_assert_true (fair_market_parse (fair_market_to_string (i), &market) && market == i);
  for (guint i = 0; i <= FAIR_SIDE_UNDER; i++)
    g_assert_true (fair_side_parse (fair_side_to_string (i), &side) && side == i);
  for (guint i = 0; i <= FAIR_OUTCOME_VOID; i++)
    g_assert_true (fair_outcome_parse (fair_outcome_to_string (i), &outcome) && outcome == i);
  g_assert_false (fair_market_parse ("Spread", &market));
  g_assert_false (fair_side_parse (NULL, &side));
  g_assert_false (fair_outcome_parse ("", &outcome));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/league/sign/by-hand", test_settled_by_hand);
  g_test_add_func ("/league/sign/sides", test_sides_oppose);
  g_test_add_func ("/league/sign/swapped", test_swapped_teams);
  g_test_add_func ("/league/sign/edge", test_edge_points_to_the_winner);
  g_test_add_func ("/league/sign/names", test_names);
  return g_test_run ();
}
