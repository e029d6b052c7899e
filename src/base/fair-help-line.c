/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-help-line.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Who helps with gambling, by country; free of charge and at any hour there. */
static const struct
{
  const char *country;
  const char *text;
} lines[] = {
  { "AU", N_ ("In Australia, help is at 1800 858 858.") },
  { "CA", N_ ("In Canada, help is at 1-866-531-2600 (ConnexOntario).") },
  { "GB", N_ ("In Great Britain, help is at 0808 8020 133.") },
  { "US", N_ ("In the United States, help is at 1-800-426-2537 (1-800-GAMBLER).") },
};

/**
 * fair_help_line_describe:
 * @locale: (nullable): such as en_GB.UTF-8
 *
 * Returns: (transfer full): where help against harm from betting is had, in one sentence
 */
char *
fair_help_line_describe (const char *locale)
{
  const char *country = locale == NULL ? NULL : strchr (locale, '_');

  for (guint i = 0; country != NULL && i < G_N_ELEMENTS (lines); i++)
    if (strncmp (country + 1, lines[i].country, 2) == 0 && !g_ascii_isalnum (country[3]))
      return g_strdup (_(lines[i].text));
  return g_strdup (_("A help line or a doctor near you will listen without judging."));
}
