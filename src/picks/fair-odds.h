/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairOddsFormat:
 *
 * How a price is shown to a person, in the order of the setting odds-format.
 */
typedef enum
{
  FAIR_ODDS_AMERICAN,    /* -110 */
  FAIR_ODDS_DECIMAL,     /* 1.91: what comes back for one unit, the stake in it */
  FAIR_ODDS_FRACTIONAL,  /* 10/11: won against staked */
  FAIR_ODDS_PROBABILITY, /* 52.4 %: the chance at which the bet breaks even */
} FairOddsFormat;

double   fair_odds_profit         (int american);
double   fair_odds_implied        (int american);
int      fair_odds_from_chance    (double probability);
double   fair_odds_without_vig    (int side, int other);
double   fair_odds_expected_value (double win, double push, int american);
char    *fair_odds_format         (int american, FairOddsFormat format);
gboolean fair_odds_format_parse   (const char *text, FairOddsFormat *out);

G_END_DECLS
