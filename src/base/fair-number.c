/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-number.h"

#include <math.h>

#define MINUS "\xe2\x88\x92" /* U+2212: as wide as a plus, so that columns stand */

static char *
format (double number, int decimals, const char *plus)
{
  g_autofree char *digits = NULL;
  double least = 0.5;

  if (!isfinite (number))
    return g_strdup ("–");
  for (int i = 0; i < decimals; i++)
    least /= 10;
  digits = g_strdup_printf ("%.*f", decimals, fabs (number));
  /* What rounds to nought has no sign. */
  if (fabs (number) < least)
    return g_steal_pointer (&digits);
  return g_strconcat (number < 0 ? MINUS : plus, digits, NULL);
}

/**
 * fair_number_to_text:
 * @number: NaN where it is unknown
 *
 * Returns: (transfer full): the number as a window shows it, in the person's language, with a true minus; “–” where it is
 *   unknown. Files take fair_csv_writer_number().
 */
char *
fair_number_to_text (double number, int decimals)
{
  return format (number, decimals, "");
}

/**
 * fair_number_signed:
 * @number: NaN where it is unknown
 *
 * Returns: (transfer full): like fair_number_to_text(), with a plus before what is above nought
 */
char *
fair_number_signed (double number, int decimals)
{
  return format (number, decimals, "+");
}

/**
 * fair_number_typeset:
 * @text: that a file could hold as well, such as “Navy -7.5”
 *
 * Returns: (transfer full): @text with a true minus before its negative numbers, as a window shows it
 */
char *
fair_number_typeset (const char *text)
{
  GString *shown = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (*c == '-' && g_ascii_isdigit (c[1]) && (c == text || !g_ascii_isalnum (c[-1])))
      g_string_append (shown, MINUS);
    else
      g_string_append_c (shown, *c);
  return g_string_free (shown, FALSE);
}
