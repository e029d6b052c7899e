/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prices as people read them. The expected texts are those of a bookmaker's conversion table. */
#include "fair-odds.h"

static const struct
{
  int         american;
  const char *texts[4]; /* in the order of FairOddsFormat */
} table[] = {
  { -110, { "-110", "1.91", "10/11", "52.4 %" } },  { 100, { "+100", "2.00", "1/1", "50.0 %" } },
  { -100, { "-100", "2.00", "1/1", "50.0 %" } },    { 150, { "+150", "2.50", "3/2", "40.0 %" } },
  { -200, { "-200", "1.50", "1/2", "66.7 %" } },    { 240, { "+240", "3.40", "12/5", "29.4 %" } },
  { -115, { "-115", "1.87", "20/23", "53.5 %" } },  { 10000, { "+10000", "101.00", "100/1", "1.0 %" } },
  { -10000, { "-10000", "1.01", "1/100", "99.0 %" } }, { 0, { "–", "–", "–", "–" } },
};

static void
test_format (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (guint format = 0; format < G_N_ELEMENTS (table[i].texts); format++)
      {
        g_autofree char *text = fair_odds_format (table[i].american, format);

        g_assert_cmpstr (text, ==, table[i].texts[format]);
      }
}

static void
test_parse (void)
{
  FairOddsFormat format = FAIR_ODDS_DECIMAL;

  g_assert_true (fair_odds_format_parse ("probability", &format));
  g_assert_cmpint (format, ==, FAIR_ODDS_PROBABILITY);
  g_assert_true (fair_odds_format_parse ("american", &format));
  g_assert_cmpint (format, ==, FAIR_ODDS_AMERICAN);
  g_assert_true (fair_odds_format_parse ("fractional", &format));
  g_assert_cmpint (format, ==, FAIR_ODDS_FRACTIONAL);
  g_assert_false (fair_odds_format_parse ("roman", &format));
  g_assert_cmpint (format, ==, FAIR_ODDS_AMERICAN);
  g_assert_false (fair_odds_format_parse (NULL, &format));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picks/odds/format", test_format);
  g_test_add_func ("/picks/odds/parse", test_parse);
  return g_test_run ();
}
