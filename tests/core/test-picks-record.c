/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settlement and the record that is made of it. */
#include "picks-league.h"

#include "fair-performance.h"
#include "fair-settlement.h"

static const gint64 AFTER = PICKS_KICKOFF + 30 * 86400;

static FairSettledPick
bet (gint64 game, FairMarket market, FairSide side, double line, int price)
{
  return (FairSettledPick) {
    .pick = {
      .week = { 2023, FAIR_SEASON_REGULAR, 7 },
      .game_id = game,
      .kickoff = PICKS_KICKOFF,
      .market = market,
      .side = side,
      .line = line,
      .price = price,
      .stake_units = 2,
      .is_pick = TRUE,
      .reason = "",
    },
    .outcome = FAIR_OUTCOME_OPEN,
  };
}

static FairBook *
book_with (int home_points, int away_points)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  FairLine close = { 1, (char *) "Bovada", PICKS_KICKOFF + 3600, -6, -4, 50, 52, -200, 170 };

  picks_add_game (builder, 1, FAIR_DIVISION_FBS, home_points, away_points);
  fair_book_builder_add_line (builder, &close);
  return fair_book_builder_finish (builder);
}

/* Who wins, told as a person at the counter would: add the points to the side's score and compare. */
static FairOutcome
oracle (FairMarket market, FairSide side, double line, int home, int away)
{
  double ours;
  double theirs;

  if (market == FAIR_MARKET_TOTAL)
    {
      ours = side == FAIR_SIDE_OVER ? home + away : line;
      theirs = side == FAIR_SIDE_OVER ? line : home + away;
    }
  else
    {
      ours = (side == FAIR_SIDE_HOME ? home : away) + (market == FAIR_MARKET_SPREAD ? line : 0);
      theirs = side == FAIR_SIDE_HOME ? away : home;
    }
  return ours > theirs ? FAIR_OUTCOME_WIN : ours < theirs ? FAIR_OUTCOME_LOSS : FAIR_OUTCOME_PUSH;
}

static void
test_against_oracle (void)
{
  static const FairSide sides[][2] = { { FAIR_SIDE_HOME, FAIR_SIDE_AWAY },
                                       { FAIR_SIDE_OVER, FAIR_SIDE_UNDER },
                                       { FAIR_SIDE_HOME, FAIR_SIDE_AWAY } };
  guint pushes = 0;

  for (int round = 0; round < 300; round++)
    {
      int home = g_test_rand_int_range (0, 60);
      int away = g_test_rand_int_range (0, 60);
      g_autoptr (FairBook) book = book_with (home, away);

      for (int i = 0; i < 60; i++)
        {
          FairMarket market = g_test_rand_int_range (0, 3);
          FairSide side = sides[market][g_test_rand_int_range (0, 2)];
          double line = market == FAIR_MARKET_TOTAL ? g_test_rand_int_range (60, 140) / 2.0
                        : market == FAIR_MARKET_SPREAD ? g_test_rand_int_range (-60, 60) / 2.0
                                                       : 150;
          FairSettledPick settled = bet (1, market, side, line, market == FAIR_MARKET_MONEYLINE ? 150 : -110);
          FairOutcome expected = oracle (market, side, line, home, away);

          g_assert_true (fair_settle_pick (book, AFTER, &settled));
          g_assert_cmpint (settled.outcome, ==, expected);
          pushes += expected == FAIR_OUTCOME_PUSH;
          g_assert_cmpfloat_with_epsilon (settled.units,
                                          expected == FAIR_OUTCOME_PUSH   ? 0
                                          : expected == FAIR_OUTCOME_LOSS ? -2
                                          : market == FAIR_MARKET_MONEYLINE ? 3
                                                                          : 2 * 100.0 / 110,
                                          1e-12);
        }
    }
  g_assert_cmpuint (pushes, >, 10);
}

static void
test_closing_line_value (void)
{
  g_autoptr (FairBook) book = book_with (20, 10);
  FairSettledPick home = bet (1, FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, -4, -110);
  FairSettledPick away = bet (1, FAIR_MARKET_SPREAD, FAIR_SIDE_AWAY, 4, -110);
  FairSettledPick over = bet (1, FAIR_MARKET_TOTAL, FAIR_SIDE_OVER, 52, -110);
  FairSettledPick moneyline = bet (1, FAIR_MARKET_MONEYLINE, FAIR_SIDE_HOME, -150, -150);

  g_assert_true (fair_settle_pick (book, AFTER, &home));
  g_assert_cmpfloat (home.closing_line_value, ==, 2); /* -4 taken, -6 at the close */
  g_assert_true (fair_settle_pick (book, AFTER, &away));
  g_assert_cmpfloat (away.closing_line_value, ==, -2);
  g_assert_true (fair_settle_pick (book, AFTER, &over));
  g_assert_cmpfloat (over.closing_line_value, ==, -2);
  g_assert_true (fair_settle_pick (book, AFTER, &moneyline));
  g_assert_true (isnan (moneyline.closing_line_value));
}

static void
test_unplayed (void)
{
  g_autoptr (FairBook) book = book_with (-1, -1);
  FairSettledPick early = bet (1, FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, -4, -110);
  FairSettledPick late = early;
  FairSettledPick unknown = bet (99, FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, -4, -110);
  FairSettledPick passed = bet (1, FAIR_MARKET_SPREAD, FAIR_SIDE_NONE, NAN, 0);

  g_assert_false (fair_settle_pick (book, PICKS_KICKOFF + 6 * 86400, &early));
  g_assert_true (fair_settle_pick (book, PICKS_KICKOFF + 8 * 86400, &late));
  g_assert_cmpint (late.outcome, ==, FAIR_OUTCOME_VOID);
  g_assert_cmpfloat (late.units, ==, 0);
  g_assert_true (fair_settle_pick (book, AFTER, &unknown));
  g_assert_cmpint (unknown.outcome, ==, FAIR_OUTCOME_VOID);
  g_assert_false (fair_settle_pick (book, AFTER, &passed));
}

static FairSettledPick
ended (int week, FairOutcome outcome, double units, gboolean replay)
{
  FairSettledPick settled = bet (1, FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, -3, -110);

  settled.pick.week.week = week;
  settled.pick.stake_units = 1;
  settled.outcome = outcome;
  settled.units = units;
  settled.replay = replay;
  settled.closing_line_value = 0.5;
  return settled;
}

static void
test_performance (void)
{
  FairSettledPick record[] = {
    ended (1, FAIR_OUTCOME_WIN, 0.91, FALSE),  ended (1, FAIR_OUTCOME_LOSS, -1, FALSE),
    ended (2, FAIR_OUTCOME_WIN, 0.91, FALSE),  ended (2, FAIR_OUTCOME_PUSH, 0, FALSE),
    ended (3, FAIR_OUTCOME_VOID, 0, FALSE),    ended (3, FAIR_OUTCOME_OPEN, 0, FALSE),
    ended (3, FAIR_OUTCOME_LOSS, -1, TRUE),    ended (3, FAIR_OUTCOME_WIN, 0.91, FALSE),
  };
  FairPerformance live;
  FairPerformance replay;
  FairPerformance totals;
  g_autofree char *text = NULL;

  record[7].pick.is_pick = FALSE; /* passed: settled, but no part of the record */
  live = fair_performance_measure (record, G_N_ELEMENTS (record), FALSE, FAIR_ALL_MARKETS);
  replay = fair_performance_measure (record, G_N_ELEMENTS (record), TRUE, FAIR_ALL_MARKETS);
  totals = fair_performance_measure (record, G_N_ELEMENTS (record), FALSE, FAIR_MARKET_TOTAL);
  g_assert_cmpuint (live.n, ==, 4);
  g_assert_cmpuint (live.wins, ==, 2);
  g_assert_cmpuint (live.losses, ==, 1);
  g_assert_cmpuint (live.pushes, ==, 1);
  g_assert_cmpuint (live.voids, ==, 1);
  g_assert_cmpuint (live.open, ==, 1);
  g_assert_cmpfloat_with_epsilon (live.hit_rate, 2.0 / 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (live.roi, 0.82 / 4, 1e-12);
  g_assert_true (live.roi_low <= live.roi && live.roi <= live.roi_high);
  g_assert_true (live.hit_low < live.hit_rate && live.hit_rate < live.hit_high);
  g_assert_cmpfloat (live.clv, ==, 0.5);
  g_assert_cmpuint (replay.n, ==, 1);
  g_assert_true (isnan (replay.roi_low)); /* one week gives no interval */
  g_assert_cmpuint (totals.n, ==, 0);
  g_assert_true (isnan (totals.hit_rate));
  text = fair_performance_to_text (&live, "Live");
  g_assert_nonnull (strstr (text, "n = 3"));
  g_assert_nonnull (strstr (text, "2-1-1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picks/record/against-oracle", test_against_oracle);
  g_test_add_func ("/picks/record/closing-line-value", test_closing_line_value);
  g_test_add_func ("/picks/record/unplayed", test_unplayed);
  g_test_add_func ("/picks/record/performance", test_performance);
  return g_test_run ();
}
