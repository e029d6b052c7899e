/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-explanation.h"

#include <math.h>

static double *
number_at (FairExplanation *self, guint index)
{
  return index < FAIR_N_PARTS ? &self->margin[index] : &self->total[index - FAIR_N_PARTS];
}

/**
 * fair_explanation_to_text:
 *
 * Returns: (transfer full): the parts of the margin and of the total, in the C locale and exact
 */
char *
fair_explanation_to_text (const FairExplanation *self)
{
  FairExplanation copy = *self;
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < 2 * FAIR_N_PARTS; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : " ",
                            g_ascii_dtostr (buffer, sizeof buffer, *number_at (&copy, i)));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * fair_explanation_from_text:
 * @text: (nullable): of fair_explanation_to_text()
 * @out: (out): all NaN where it is not
 */
gboolean
fair_explanation_from_text (const char *text, FairExplanation *out)
{
  g_auto (GStrv) numbers = g_strsplit (text == NULL ? "" : text, " ", -1);
  gboolean known = g_strv_length (numbers) == 2 * FAIR_N_PARTS;

  for (guint i = 0; i < 2 * FAIR_N_PARTS; i++)
    {
      char *end = NULL;

      *number_at (out, i) = known ? g_ascii_strtod (numbers[i], &end) : NAN;
      known = known && end != numbers[i] && *end == '\0';
    }
  for (guint i = 0; i < 2 * FAIR_N_PARTS && !known; i++)
    *number_at (out, i) = NAN;
  return known;
}
