/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-number.h"

#include <math.h>

static void
test_words (void)
{
  static const struct
  {
    double      number;
    int         decimals;
    const char *text;
    const char *as_signed;
  } cases[] = {
    { 3.25, 1, "3.2", "+3.2" }, { -3.5, 1, "−3.5", "−3.5" }, { 0, 1, "0.0", "0.0" },      { -0.04, 1, "0.0", "0.0" },
    { NAN, 2, "–", "–" },       { INFINITY, 2, "–", "–" },   { 1234, 0, "1234", "+1234" }, { -0.0, 2, "0.00", "0.00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = fair_number_to_text (cases[i].number, cases[i].decimals);
      g_autofree char *as_signed = fair_number_signed (cases[i].number, cases[i].decimals);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (as_signed, ==, cases[i].as_signed);
    }
}

static void
test_typeset (void)
{
  static const char *const pairs[][2] = {
    { "Navy -7.5", "Navy −7.5" }, { "-110 (-120)", "−110 (−120)" }, { "Texas-2 - 3", "Texas-2 - 3" }, { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *text = fair_number_typeset (pairs[i][0]);

      g_assert_cmpstr (text, ==, pairs[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/number/words", test_words);
  g_test_add_func ("/base/number/typeset", test_typeset);
  return g_test_run ();
}
