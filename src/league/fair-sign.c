/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-sign.h"

#include <math.h>
#include <stdlib.h>

static const char *const market_names[] = {
  [FAIR_MARKET_SPREAD] = "spread",
  [FAIR_MARKET_TOTAL] = "total",
  [FAIR_MARKET_MONEYLINE] = "moneyline",
};

static const char *const side_names[] = {
  [FAIR_SIDE_NONE] = "", [FAIR_SIDE_HOME] = "home",   [FAIR_SIDE_AWAY] = "away",
  [FAIR_SIDE_OVER] = "over", [FAIR_SIDE_UNDER] = "under",
};

static const char *const outcome_names[] = {
  [FAIR_OUTCOME_OPEN] = "open", [FAIR_OUTCOME_WIN] = "win",   [FAIR_OUTCOME_LOSS] = "loss",
  [FAIR_OUTCOME_PUSH] = "push", [FAIR_OUTCOME_VOID] = "void",
};

static gboolean
parse_name (const char *text, const char *const *names, guint n_names, int *out)
{
  for (guint i = 0; text != NULL && i < n_names; i++)
    if (g_str_equal (text, names[i]))
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

const char *
fair_market_to_string (FairMarket market)
{
  return market_names[market];
}

gboolean
fair_market_parse (const char *text, FairMarket *out)
{
  int value;
  gboolean known = parse_name (text, market_names, G_N_ELEMENTS (market_names), &value);

  if (known)
    *out = value;
  return known;
}

const char *
fair_side_to_string (FairSide side)
{
  return side_names[side];
}

gboolean
fair_side_parse (const char *text, FairSide *out)
{
  int value;
  gboolean known = parse_name (text, side_names, G_N_ELEMENTS (side_names), &value);

  if (known)
    *out = value;
  return known;
}

const char *
fair_outcome_to_string (FairOutcome outcome)
{
  return outcome_names[outcome];
}

gboolean
fair_outcome_parse (const char *text, FairOutcome *out)
{
  int value;
  gboolean known = parse_name (text, outcome_names, G_N_ELEMENTS (outcome_names), &value);

  if (known)
    *out = value;
  return known;
}

/**
 * fair_margin_from_spread:
 * @spread: the home side's line
 *
 * Returns: the margin, home minus away, that the market expects
 */
double
fair_margin_from_spread (double spread)
{
  return -spread;
}

/**
 * fair_spread_from_margin:
 * @margin: home minus away
 *
 * Returns: the home side's line that is fair for @margin
 */
double
fair_spread_from_margin (double margin)
{
  return -margin;
}

/**
 * fair_side_line:
 * @market: spread or total
 * @side: a side of @market
 * @home_number: the spread of the home side, or the total
 *
 * Returns: the number as @side's ticket shows it: the away side's spread has the other sign, a total is the same for
 *   both
 */
double
fair_side_line (FairMarket market, FairSide side, double home_number)
{
  return market == FAIR_MARKET_SPREAD && side == FAIR_SIDE_AWAY ? -home_number : home_number;
}

/**
 * fair_side_edge:
 * @market: spread or total
 * @side: a side of @market
 * @home_model: the model's fair spread of the home side, or its total
 * @home_number: the market's
 *
 * Returns: points by which the market's number is better for @side than the model's: more points received, or a total
 *   that leaves more room
 */
double
fair_side_edge (FairMarket market, FairSide side, double home_model, double home_number)
{
  double received = fair_side_line (market, side, home_number) - fair_side_line (market, side, home_model);

  return side == FAIR_SIDE_OVER ? -received : received;
}

static FairOutcome
outcome_of (double points_beyond)
{
  if (points_beyond == 0)
    return FAIR_OUTCOME_PUSH;
  return points_beyond > 0 ? FAIR_OUTCOME_WIN : FAIR_OUTCOME_LOSS;
}

/**
 * fair_settle:
 * @market: what was picked
 * @side: which side
 * @home_number: the home side's spread, or the total; not used for a moneyline
 * @home_points: final, overtime included
 * @away_points: final
 *
 * Returns: win, loss or push; a moneyline on a tie is a push
 */
FairOutcome
fair_settle (FairMarket market, FairSide side, double home_number, int home_points, int away_points)
{
  int margin = home_points - away_points;

  switch (market)
    {
    case FAIR_MARKET_SPREAD:
      return outcome_of (side == FAIR_SIDE_HOME ? margin + home_number : -(margin + home_number));
    case FAIR_MARKET_TOTAL:
      return outcome_of (side == FAIR_SIDE_OVER ? home_points + away_points - home_number
                                                : home_number - home_points - away_points);
    case FAIR_MARKET_MONEYLINE:
      return outcome_of (side == FAIR_SIDE_HOME ? margin : -margin);
    default:
      g_return_val_if_reached (FAIR_OUTCOME_VOID);
    }
}
