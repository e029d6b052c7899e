/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-settlement.h"

#include "fair-odds.h"
#include "fair-view.h"

#include <math.h>

static double
units_of (const FairSettledPick *settled)
{
  switch (settled->outcome)
    {
    case FAIR_OUTCOME_WIN:
      return settled->pick.stake_units * fair_odds_profit (settled->pick.price);
    case FAIR_OUTCOME_LOSS:
      return -settled->pick.stake_units;
    default:
      return 0;
    }
}

/* Turns the pick's own number back to the home side's, or the total. */
static double
home_number_of (const FairPick *pick)
{
  return fair_side_line (pick->market, pick->side, pick->line);
}

static double
closing_line_value (const FairBook *book, guint game, const FairPick *pick)
{
  FairMarketNumbers close = fair_book_closing (book, game);
  double number = pick->market == FAIR_MARKET_TOTAL ? close.total : close.spread;

  return pick->market == FAIR_MARKET_MONEYLINE ? NAN
                                               : fair_side_edge (pick->market, pick->side, number, home_number_of (pick));
}

/**
 * fair_settle_pick:
 * @book: with the results
 * @now: UTC seconds: what was known then
 * @settled: (inout): a published pick; its outcome, units and closing line value are written
 *
 * A win pays the stake at its price, a loss costs it, a push and a cancelled game give it back. The closing line value
 * is by how many points the number that was picked is better than the close (for a moneyline it is not measured).
 *
 * Returns: whether the pick is settled: FALSE where it has no line or the game may still be played
 */
gboolean
fair_settle_pick (const FairBook *book, gint64 now, FairSettledPick *settled)
{
  const FairPick *pick = &settled->pick;
  guint game = fair_book_find_game (book, pick->game_id);
  int home;
  int away;

  if (pick->side == FAIR_SIDE_NONE)
    return FALSE;
  settled->closing_line_value = NAN;
  if (game != FAIR_NO_INDEX && fair_view_result (fair_view_at (book, now), game, &home, &away))
    {
      settled->outcome = fair_settle (pick->market, pick->side, home_number_of (pick), home, away);
      settled->closing_line_value = closing_line_value (book, game, pick);
    }
  else if (now > pick->kickoff + FAIR_CANCELLED_AFTER
           && (game == FAIR_NO_INDEX || now > fair_book_game (book, game)->kickoff + FAIR_CANCELLED_AFTER))
    settled->outcome = FAIR_OUTCOME_VOID;
  else
    return FALSE;
  settled->units = units_of (settled);
  return TRUE;
}
