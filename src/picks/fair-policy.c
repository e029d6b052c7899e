/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-policy.h"

#include <string.h>

/* The books of the API's present, the preferred one first. */
static const char *const books[] = { "Bovada", "DraftKings", "ESPN Bet", "Caesars", NULL };

/* Nobody can bet there; they are used only where no book has a number, as before 2018. */
static const char *const not_books[] = { "consensus", "teamrankings", "numberfire", NULL };

FairPolicy *
fair_policy_new_default (void)
{
  FairPolicy *self = g_new0 (FairPolicy, 1);

  *self = (FairPolicy) {
    .spread_threshold = 3.5,
    .total_threshold = 3.5,
    .moneyline_threshold = 0.03,
    .minimum_games = 4,
    .maximum_margin = 45,
    .kickoff_margin = 2 * 3600,
    .staking = FAIR_STAKING_PAPER,
    .unit_percent = 1,
    .kelly_cap_percent = 5,
    .maximum_bets = 12,
    .maximum_week_percent = 15,
    .books = g_strdupv ((char **) books),
  };
  return self;
}

void
fair_policy_free (FairPolicy *self)
{
  g_strfreev (self->books);
  g_free (self);
}

/**
 * fair_policy_be_conservative:
 *
 * For weeks in which the model is in doubt: twice the edge is asked for, and half as much is staked on half as many
 * picks. Two is a plain word of caution and is fitted to nothing.
 */
void
fair_policy_be_conservative (FairPolicy *self)
{
  self->spread_threshold *= 2;
  self->total_threshold *= 2;
  self->moneyline_threshold *= 2;
  self->unit_percent /= 2;
  self->kelly_cap_percent /= 2;
  self->maximum_week_percent /= 2;
  self->maximum_bets = (self->maximum_bets + 1) / 2;
}

/**
 * fair_policy_is_book:
 * @provider: by its joined name
 *
 * Returns: whether somebody can bet there
 */
gboolean
fair_policy_is_book (const char *provider)
{
  return !g_strv_contains (not_books, provider);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * fair_policy_known_books:
 * @book: (nullable): what is stored
 *
 * Returns: (transfer full): every book that a person may prefer, by name: those of today and those of the stored lines
 */
GStrv
fair_policy_known_books (const FairBook *book)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *last = NULL;
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; books[i] != NULL; i++)
    g_hash_table_add (seen, (char *) books[i]);
  for (guint i = 0; book != NULL && i < fair_book_n_lines (book); i++)
    {
      const char *provider = fair_book_line (book, i)->provider;

      if (provider != last && fair_policy_is_book (provider))
        g_hash_table_add (seen, (char *) provider);
      last = provider;
    }
  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}
