/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-line.h"

#include <math.h>
#include <string.h>

void
fair_line_clear (FairLine *self)
{
  g_clear_pointer (&self->provider, g_free);
}

static gboolean
same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/**
 * fair_line_same_numbers:
 *
 * Returns: whether nothing moved between the two; times are not compared
 */
gboolean
fair_line_same_numbers (const FairLine *a, const FairLine *b)
{
  return same (a->spread, b->spread) && same (a->spread_open, b->spread_open) && same (a->total, b->total)
         && same (a->total_open, b->total_open) && a->home_moneyline == b->home_moneyline
         && a->away_moneyline == b->away_moneyline;
}

/* Names under which one book has appeared, compared without case and spaces. */
static const struct
{
  const char *folded;
  const char *name;
} aliases[] = {
  { "draftkings", "DraftKings" },
  { "bovada", "Bovada" },
  { "espnbet", "ESPN Bet" },
  { "caesars", "Caesars" },
  { "caesars(pennsylvania)", "Caesars" },
  { "caesarssportsbook(colorado)", "Caesars" },
  { "williamhill(newjersey)", "Caesars" },
  { "consensus", "consensus" },
  { "teamrankings", "teamrankings" },
  { "numberfire", "numberfire" },
  { "sugarhouse", "SugarHouse" },
};

/**
 * fair_provider_normalize:
 * @name: as the API spells it
 *
 * Returns: (transfer none): the interned name of the book, the same for all of its spellings and owners' names
 */
const char *
fair_provider_normalize (const char *name)
{
  g_autoptr (GString) folded = g_string_new (NULL);

  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isspace (*c))
      g_string_append_c (folded, g_ascii_tolower (*c));
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_str_equal (folded->str, aliases[i].folded))
      return g_intern_static_string (aliases[i].name);
  return g_intern_string (name);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median_of_sorted (const double *sorted, guint n)
{
  return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

/**
 * fair_consensus:
 * @numbers: one market of one game, one number a book; NaN is left out
 * @n: how many, 64 at most
 *
 * Returns: the median after dropping the books more than %FAIR_OUTLIER_POINTS away from it, or NaN where there is
 *   none, or where only two books are left that disagree so much that neither can be believed
 */
double
fair_consensus (const double *numbers, guint n)
{
  double known[64];
  guint n_known = 0;
  guint n_near = 0;
  double middle;

  for (guint i = 0; i < n && n_known < G_N_ELEMENTS (known); i++)
    if (!isnan (numbers[i]))
      known[n_known++] = numbers[i];
  if (n_known == 0)
    return NAN;

  qsort (known, n_known, sizeof (double), (int (*) (const void *, const void *)) compare_doubles);
  middle = median_of_sorted (known, n_known);
  for (guint i = 0; i < n_known; i++)
    if (fabs (known[i] - middle) <= FAIR_OUTLIER_POINTS)
      known[n_near++] = known[i];
  return n_near == 0 ? NAN : median_of_sorted (known, n_near);
}
