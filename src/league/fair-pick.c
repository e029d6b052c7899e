/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-pick.h"

static const char *const confidence_names[] = {
  [FAIR_CONFIDENCE_LOW] = "low",
  [FAIR_CONFIDENCE_MEDIUM] = "medium",
  [FAIR_CONFIDENCE_HIGH] = "high",
};

const char *
fair_confidence_to_string (FairConfidence confidence)
{
  return confidence_names[confidence];
}

gboolean
fair_confidence_parse (const char *text, FairConfidence *out)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (confidence_names); i++)
    if (g_str_equal (text, confidence_names[i]))
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * fair_pick_count:
 * @picks: (element-type FairPick): a table with what is passed in it, too
 *
 * Returns: how many are picks
 */
guint
fair_pick_count (const GArray *picks)
{
  guint n = 0;

  for (guint i = 0; i < picks->len; i++)
    n += g_array_index (picks, FairPick, i).is_pick;
  return n;
}
