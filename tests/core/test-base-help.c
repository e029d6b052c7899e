/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-help-line.h"

#include <string.h>

static void
test_countries (void)
{
  static const struct
  {
    const char *locale;
    const char *number; /* NULL: nobody in particular */
  } cases[] = {
    { "en_US.UTF-8", "1-800-426-2537" }, { "es_US", "1-800-426-2537" }, { "en_GB.UTF-8", "0808 8020 133" },
    { "fr_CA@euro", "1-866-531-2600" },  { "en_AU", "1800 858 858" },   { "de_DE.UTF-8", NULL },
    { "C.UTF-8", NULL },                 { "C", NULL },                 { "", NULL },
    { "en_", NULL },                     { "en_U", NULL },              { "en_USA", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = fair_help_line_describe (cases[i].locale);

      g_assert_true (g_str_has_suffix (text, "."));
      if (cases[i].number != NULL)
        g_assert_nonnull (strstr (text, cases[i].number));
      else
        g_assert_null (strpbrk (text, "0123456789"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/help/countries", test_countries);
  return g_test_run ();
}
