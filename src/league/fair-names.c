/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-names.h"

/* An id that marks a name which two teams share. */
#define AMBIGUOUS (-1)

struct _FairNames
{
  gatomicrefcount refs;
  GHashTable     *schools;    /* folded name -> gint64* */
  GHashTable     *alternates; /* likewise; only asked where no school has the name */
};

FairNames *
fair_names_new (void)
{
  FairNames *self = g_new0 (FairNames, 1);

  g_atomic_ref_count_init (&self->refs);
  self->schools = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->alternates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

FairNames *
fair_names_ref (FairNames *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
fair_names_unref (FairNames *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->schools);
  g_hash_table_unref (self->alternates);
  g_free (self);
}

/**
 * fair_names_fold:
 * @name: UTF-8
 *
 * Returns: (transfer full): @name without accents, case, spaces and punctuation, so that "San José State" and "San
 *   Jose State", "Hawai'i" and "Hawaii" are the same
 */
char *
fair_names_fold (const char *name)
{
  g_autofree char *decomposed = g_utf8_normalize (name, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (const char *c = decomposed; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (g_unichar_isalnum (letter))
        g_string_append_unichar (kept, g_unichar_tolower (letter));
    }
  return g_string_free (g_steal_pointer (&kept), FALSE);
}

static void
add (GHashTable *table, const char *name, gint64 id)
{
  g_autofree char *folded = fair_names_fold (name);
  gint64 *known = g_hash_table_lookup (table, folded);

  if (*folded == '\0')
    return;
  if (known != NULL && *known != id)
    *known = AMBIGUOUS;
  else if (known == NULL)
    g_hash_table_insert (table, g_steal_pointer (&folded), g_memdup2 (&id, sizeof id));
}

/**
 * fair_names_add:
 * @school: the team's own name
 * @id: > 0
 */
void
fair_names_add (FairNames *self, const char *school, gint64 id)
{
  add (self->schools, school, id);
}

/**
 * fair_names_add_alternate:
 * @name: another name for the team; it counts only where no school has it for its own
 * @id: > 0
 */
void
fair_names_add_alternate (FairNames *self, const char *name, gint64 id)
{
  add (self->alternates, name, id);
}

/**
 * fair_names_lookup:
 *
 * Returns: the team's id, or 0 where @name is unknown or not the name of one team alone
 */
gint64
fair_names_lookup (const FairNames *self, const char *name)
{
  g_autofree char *folded = fair_names_fold (name);
  const gint64 *id = g_hash_table_lookup (self->schools, folded);

  if (id == NULL)
    id = g_hash_table_lookup (self->alternates, folded);
  return id == NULL || *id == AMBIGUOUS ? 0 : *id;
}
