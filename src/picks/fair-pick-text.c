/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-pick-text.h"

#include "fair-pricer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Points with as many decimals as they need: a book deals in halves, some in quarters. */
static char *
format_points (double points, gboolean sign)
{
  double shown = points == 0 ? 0 : points; /* no "-0.0" */

  if (points * 2 == floor (points * 2))
    return g_strdup_printf (sign ? "%+.1f" : "%.1f", shown);
  return g_strdup_printf (sign ? "%+.2f" : "%.2f", shown);
}

/**
 * fair_pick_to_text:
 * @format: for the price of a moneyline
 *
 * Returns: (transfer full): what is bet, as a ticket would say it: "Navy +7.5", "over 51.0", "Navy +240"
 */
char *
fair_pick_to_text (const FairPick *pick, FairOddsFormat format)
{
  const char *team = pick->side == FAIR_SIDE_HOME ? pick->home_team : pick->away_team;
  g_autofree char *number = NULL;

  if (pick->side == FAIR_SIDE_NONE)
    return g_strdup (_("no line"));
  number = pick->market == FAIR_MARKET_MONEYLINE ? fair_odds_format (lround (pick->line), format)
                                                 : format_points (pick->line, pick->market == FAIR_MARKET_SPREAD);
  if (pick->side == FAIR_SIDE_OVER)
    return g_strdup_printf (_("over %s"), number);
  if (pick->side == FAIR_SIDE_UNDER)
    return g_strdup_printf (_("under %s"), number);
  return g_strdup_printf ("%s %s", team, number);
}

/**
 * fair_pick_to_matchup:
 *
 * Returns: (transfer full): "Away @ Home", or "Away – Home" on a neutral site
 */
char *
fair_pick_to_matchup (const FairPick *pick)
{
  return g_strdup_printf (pick->neutral_site ? "%s – %s" : "%s @ %s", pick->away_team, pick->home_team);
}

const char *
fair_market_to_text (FairMarket market)
{
  switch (market)
    {
    case FAIR_MARKET_SPREAD:
      return _("Spread");
    case FAIR_MARKET_TOTAL:
      return _("Total");
    default:
      return _("Moneyline");
    }
}

const char *
fair_confidence_to_text (FairConfidence confidence)
{
  switch (confidence)
    {
    case FAIR_CONFIDENCE_HIGH:
      return C_ ("confidence", "High");
    case FAIR_CONFIDENCE_MEDIUM:
      return C_ ("confidence", "Medium");
    default:
      return C_ ("confidence", "Low");
    }
}

/**
 * fair_outcome_to_text:
 * @units: won or lost
 *
 * Returns: (transfer full): how a bet ended, in words and units: "Won +0.91"
 */
char *
fair_outcome_to_text (FairOutcome outcome, double units)
{
  switch (outcome)
    {
    case FAIR_OUTCOME_WIN:
      return g_strdup_printf (_("Won %+.2f"), units);
    case FAIR_OUTCOME_LOSS:
      return g_strdup_printf (_("Lost %+.2f"), units);
    case FAIR_OUTCOME_PUSH:
      return g_strdup (_("Push, stake back"));
    case FAIR_OUTCOME_VOID:
      return g_strdup (_("Void, stake back"));
    default:
      return g_strdup (_("Open"));
    }
}
