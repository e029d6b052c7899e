/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A cache of a model's estimates, for its tests. */

#include "fair-forecast.h"

/* Keeps texts, and counts. */
typedef struct
{
  GHashTable     *texts;
  guint           loads;
  guint           saves;
  FairModelCache  cache;
} Shelf;

static inline char *
shelf_load (const char *key, gpointer data)
{
  Shelf *shelf = data;

  shelf->loads++;
  return g_strdup (g_hash_table_lookup (shelf->texts, key));
}

static inline void
shelf_save (const char *key, const char *text, gpointer data)
{
  Shelf *shelf = data;

  shelf->saves++;
  g_hash_table_insert (shelf->texts, g_strdup (key), g_strdup (text));
}

static inline void
shelf_init (Shelf *shelf)
{
  *shelf = (Shelf) {
    .texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .cache = { shelf_load, shelf_save, shelf },
  };
}

static inline void
shelf_clear (Shelf *shelf)
{
  g_hash_table_unref (shelf->texts);
}
