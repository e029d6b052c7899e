/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one place for signs. Margins are home minus away. A spread is the home side's line, negative = home favoured.
 * Everything stored is home-relative; a pick turns it to its own side here and nowhere else. */

typedef enum
{
  FAIR_MARKET_SPREAD,
  FAIR_MARKET_TOTAL,
  FAIR_MARKET_MONEYLINE,
} FairMarket;

typedef enum
{
  FAIR_SIDE_NONE,
  FAIR_SIDE_HOME,
  FAIR_SIDE_AWAY,
  FAIR_SIDE_OVER,
  FAIR_SIDE_UNDER,
} FairSide;

typedef enum
{
  FAIR_OUTCOME_OPEN, /* not played yet */
  FAIR_OUTCOME_WIN,
  FAIR_OUTCOME_LOSS,
  FAIR_OUTCOME_PUSH,
  FAIR_OUTCOME_VOID, /* cancelled: the stake comes back and nothing counts */
} FairOutcome;

const char *fair_market_to_string  (FairMarket market);
gboolean    fair_market_parse      (const char *text, FairMarket *out);
const char *fair_side_to_string    (FairSide side);
gboolean    fair_side_parse        (const char *text, FairSide *out);
const char *fair_outcome_to_string (FairOutcome outcome);
gboolean    fair_outcome_parse     (const char *text, FairOutcome *out);

double      fair_margin_from_spread (double spread);
double      fair_spread_from_margin (double margin);
double      fair_side_line          (FairMarket market, FairSide side, double home_number);
double      fair_side_edge          (FairMarket market, FairSide side, double home_model, double home_number);
FairOutcome fair_settle             (FairMarket market, FairSide side, double home_number, int home_points,
                                     int away_points);

G_END_DECLS
