/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-odds.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/**
 * fair_odds_profit:
 * @american: odds, at least 100 away from nought
 *
 * Returns: what one unit wins: 0.909 at -110, 1.5 at +150
 */
double
fair_odds_profit (int american)
{
  return american > 0 ? american / 100.0 : 100.0 / -american;
}

/**
 * fair_odds_implied:
 *
 * Returns: the chance at which a bet at these odds breaks even; it holds the book's margin
 */
double
fair_odds_implied (int american)
{
  return 1 / (1 + fair_odds_profit (american));
}

/**
 * fair_odds_from_chance:
 * @probability: 0 < @probability < 1
 *
 * Returns: the American odds that are fair for it, rounded
 */
int
fair_odds_from_chance (double probability)
{
  double p = CLAMP (probability, 1e-4, 1 - 1e-4);

  return p >= 0.5 ? -lround (100 * p / (1 - p)) : lround (100 * (1 - p) / p);
}

/**
 * fair_odds_without_vig:
 * @side: American odds of the side that is asked for
 * @other: of the other side
 *
 * The multiplicative method: implied chances divided by their sum. (E. Štrumbelj, "On determining probability forecasts
 * from betting odds", Int. J. Forecasting 30 (2014) 934-943, compares it with others.)
 *
 * Returns: the chance that the market gives @side
 */
double
fair_odds_without_vig (int side, int other)
{
  return fair_odds_implied (side) / (fair_odds_implied (side) + fair_odds_implied (other));
}

/**
 * fair_odds_expected_value:
 * @win: probability
 * @push: probability; the stake comes back
 *
 * Returns: what one unit wins on average
 */
double
fair_odds_expected_value (double win, double push, int american)
{
  return win * fair_odds_profit (american) - (1 - win - push);
}

static int
common_divisor (int a, int b)
{
  return b == 0 ? a : common_divisor (b, a % b);
}

/**
 * fair_odds_format:
 * @american: odds; 0 where there is no price
 *
 * Returns: (transfer full): the price as a person wants to read it, with the locale's decimal point; "–" without one
 */
char *
fair_odds_format (int american, FairOddsFormat format)
{
  int won = american > 0 ? american : 100;
  int staked = american > 0 ? 100 : -american;

  if (american == 0)
    return g_strdup ("–");
  switch (format)
    {
    case FAIR_ODDS_DECIMAL:
      return g_strdup_printf ("%.2f", 1 + fair_odds_profit (american));
    case FAIR_ODDS_FRACTIONAL:
      return g_strdup_printf ("%d/%d", won / common_divisor (won, staked), staked / common_divisor (won, staked));
    case FAIR_ODDS_PROBABILITY:
      return g_strdup_printf (_("%.1f %%"), 100 * fair_odds_implied (american));
    default:
      return g_strdup_printf ("%+d", american);
    }
}

/**
 * fair_odds_format_parse:
 * @text: (nullable): a value of the setting odds-format
 * @out: (out): American where @text is none
 *
 * Returns: whether @text is a format
 */
gboolean
fair_odds_format_parse (const char *text, FairOddsFormat *out)
{
  static const char *const names[] = { "american", "decimal", "fractional", "probability" };

  *out = FAIR_ODDS_AMERICAN;
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i]))
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}
