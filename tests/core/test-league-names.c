/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-line.h"
#include "fair-names.h"

#include <math.h>

static void
test_accents (void)
{
  g_autoptr (FairNames) names = fair_names_new ();

  fair_names_add (names, "San José State", 23);
  fair_names_add (names, "Hawai'i", 62);
  fair_names_add (names, "Texas A&M", 245);
  fair_names_add (names, "Miami (OH)", 193);
  fair_names_add (names, "Miami", 2390);
  g_assert_cmpint (fair_names_lookup (names, "San Jose State"), ==, 23);
  g_assert_cmpint (fair_names_lookup (names, "Hawaii"), ==, 62);
  g_assert_cmpint (fair_names_lookup (names, "Hawaiʻi"), !=, 2390);
  g_assert_cmpint (fair_names_lookup (names, "texas a&m"), ==, 245);
  g_assert_cmpint (fair_names_lookup (names, "Miami"), ==, 2390);
  g_assert_cmpint (fair_names_lookup (names, "Miami OH"), ==, 193);
  g_assert_cmpint (fair_names_lookup (names, "Nowhere"), ==, 0);
  g_assert_cmpint (fair_names_lookup (names, ""), ==, 0);
}

/* A name that two teams share is nobody's; a school's own name goes before another's alternate. */
static void
test_ambiguous (void)
{
  g_autoptr (FairNames) names = fair_names_new ();

  fair_names_add (names, "Southern", 1);
  fair_names_add_alternate (names, "SU", 1);
  fair_names_add_alternate (names, "SU", 2);
  fair_names_add_alternate (names, "Southern", 3);
  fair_names_add_alternate (names, "Jags", 1);
  fair_names_add_alternate (names, "Jags", 1);
  fair_names_add (names, "", 9);
  g_assert_cmpint (fair_names_lookup (names, "SU"), ==, 0);
  g_assert_cmpint (fair_names_lookup (names, "Southern"), ==, 1);
  g_assert_cmpint (fair_names_lookup (names, "Jags"), ==, 1);
  g_assert_cmpint (fair_names_lookup (names, ""), ==, 0);
}

static void
test_providers (void)
{
  g_assert_cmpstr (fair_provider_normalize ("Draft Kings"), ==, "DraftKings");
  g_assert_true (fair_provider_normalize ("ESPN BET") == fair_provider_normalize ("ESPN Bet"));
  g_assert_cmpstr (fair_provider_normalize ("William Hill (New Jersey)"), ==, "Caesars");
  g_assert_cmpstr (fair_provider_normalize ("A new book"), ==, "A new book");
}

static void
test_consensus (void)
{
  const double three[] = { -3, -3.5, -7 };
  const double outlier[] = { -3, 3, -3.5, -2.5 };
  const double reversed[] = { -10, 10 };
  const double unknown[] = { NAN, NAN };
  const double one[] = { NAN, 51.5 };

  g_assert_cmpfloat (fair_consensus (three, 3), ==, -3.5);
  g_assert_cmpfloat (fair_consensus (outlier, 4), ==, -3);
  g_assert_true (isnan (fair_consensus (reversed, 2)));
  g_assert_true (isnan (fair_consensus (unknown, 2)));
  g_assert_true (isnan (fair_consensus (NULL, 0)));
  g_assert_cmpfloat (fair_consensus (one, 2), ==, 51.5);
}

static void
test_same_numbers (void)
{
  FairLine a = { .spread = -3, .spread_open = NAN, .total = 51, .total_open = NAN, .seen_at = 1 };
  FairLine b = a;

  b.seen_at = 2;
  g_assert_true (fair_line_same_numbers (&a, &b));
  b.total_open = 50;
  g_assert_false (fair_line_same_numbers (&a, &b));
  b = a;
  b.home_moneyline = -150;
  g_assert_false (fair_line_same_numbers (&a, &b));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/league/names/accents", test_accents);
  g_test_add_func ("/league/names/ambiguous", test_ambiguous);
  g_test_add_func ("/league/names/providers", test_providers);
  g_test_add_func ("/league/names/consensus", test_consensus);
  g_test_add_func ("/league/names/same-numbers", test_same_numbers);
  return g_test_run ();
}
