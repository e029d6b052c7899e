/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pick, its game and its end are called. */
#include "fair-pick-text.h"

#include "fair-pricer.h"
#include "fair-reason.h"

#include <string.h>

static void
expect_text (FairMarket market, FairSide side, double line, FairOddsFormat format, const char *wanted)
{
  FairPick pick = { .away_team = "Navy", .home_team = "Army", .market = market, .side = side, .line = line };
  g_autofree char *text = fair_pick_to_text (&pick, format);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_pick (void)
{
  expect_text (FAIR_MARKET_SPREAD, FAIR_SIDE_AWAY, 7.5, FAIR_ODDS_AMERICAN, "Navy +7.5");
  expect_text (FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, -7, FAIR_ODDS_DECIMAL, "Army -7.0");
  expect_text (FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, -7.25, FAIR_ODDS_AMERICAN, "Army -7.25");
  expect_text (FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, -0.0, FAIR_ODDS_AMERICAN, "Army +0.0");
  expect_text (FAIR_MARKET_TOTAL, FAIR_SIDE_OVER, 51, FAIR_ODDS_AMERICAN, "over 51.0");
  expect_text (FAIR_MARKET_TOTAL, FAIR_SIDE_UNDER, 50.5, FAIR_ODDS_PROBABILITY, "under 50.5");
  expect_text (FAIR_MARKET_MONEYLINE, FAIR_SIDE_AWAY, 240, FAIR_ODDS_AMERICAN, "Navy +240");
  expect_text (FAIR_MARKET_MONEYLINE, FAIR_SIDE_AWAY, 240, FAIR_ODDS_DECIMAL, "Navy 3.40");
  expect_text (FAIR_MARKET_SPREAD, FAIR_SIDE_NONE, 0, FAIR_ODDS_AMERICAN, "no line");
}

static void
test_matchup (void)
{
  FairPick pick = { .away_team = "Navy", .home_team = "Army" };
  g_autofree char *at_home = fair_pick_to_matchup (&pick);
  g_autofree char *neutral = NULL;

  pick.neutral_site = TRUE;
  neutral = fair_pick_to_matchup (&pick);
  g_assert_cmpstr (at_home, ==, "Navy @ Army");
  g_assert_cmpstr (neutral, ==, "Navy – Army");
}

/* Every code has words of its own, and one that a newer version wrote is still shown. */
static void
test_reason (void)
{
  static const char *const codes[] = {
    FAIR_REASON_NO_LINE,   FAIR_REASON_STARTED,            FAIR_REASON_KICKOFF_NEAR, FAIR_REASON_STALE_DATA,
    FAIR_REASON_NOT_FBS,   FAIR_REASON_FEW_GAMES,          FAIR_REASON_EXTREME_PREDICTION, FAIR_REASON_LONG_ODDS,
    FAIR_REASON_SMALL_EDGE, FAIR_REASON_NO_VALUE,          FAIR_REASON_ONE_PER_GAME, FAIR_REASON_WEEKLY_LIMIT,
    FAIR_REASON_BACKUP_MODEL, FAIR_REASON_ADJUSTED,
  };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      const char *text = fair_reason_to_text (codes[i]);

      g_assert_cmpstr (text, !=, codes[i]);
      g_assert_true (g_hash_table_add (seen, (gpointer) text));
    }
  g_assert_cmpstr (fair_reason_to_text ("full_moon"), ==, "full_moon");
}

/* Remarks stand after the reason, or alone; alone they are no reason to pass. */
static void
test_remarks (void)
{
  const char *alone = fair_reason_add ("", FAIR_REASON_BACKUP_MODEL);
  const char *after = fair_reason_add (FAIR_REASON_SMALL_EDGE, FAIR_REASON_BACKUP_MODEL);

  g_assert_cmpstr (alone, ==, "backup_model");
  g_assert_cmpstr (after, ==, "small_edge+backup_model");
  g_assert_false (fair_reason_is_to_pass (""));
  g_assert_false (fair_reason_is_to_pass (alone));
  g_assert_true (fair_reason_is_to_pass (after));
  g_assert_true (fair_reason_is_to_pass ("full_moon"));
  g_assert_true (fair_reason_has (after, FAIR_REASON_SMALL_EDGE));
  g_assert_true (fair_reason_has (after, FAIR_REASON_BACKUP_MODEL));
  g_assert_false (fair_reason_has (after, "edge"));
  g_assert_nonnull (strstr (fair_reason_to_text (after), "threshold; by the backup model"));
}

static void
test_outcome (void)
{
  static const struct
  {
    FairOutcome outcome;
    double      units;
    const char *text;
  } table[] = {
    { FAIR_OUTCOME_WIN, 0.909, "Won +0.91" },       { FAIR_OUTCOME_LOSS, -1, "Lost -1.00" },
    { FAIR_OUTCOME_PUSH, 0, "Push, stake back" },   { FAIR_OUTCOME_VOID, 0, "Void, stake back" },
    { FAIR_OUTCOME_OPEN, 0, "Open" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text = fair_outcome_to_text (table[i].outcome, table[i].units);

      g_assert_cmpstr (text, ==, table[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picks/text/pick", test_pick);
  g_test_add_func ("/picks/text/matchup", test_matchup);
  g_test_add_func ("/picks/text/reason", test_reason);
  g_test_add_func ("/picks/text/reasons-with-remarks", test_remarks);
  g_test_add_func ("/picks/text/outcome", test_outcome);
  return g_test_run ();
}
