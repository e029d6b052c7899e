/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-reading-cache.h"

#include "fair-store-model.h"

static char *
load_cached (const char *key, gpointer store)
{
  return fair_store_get_cached (store, key, NULL);
}

/* Who only reads keeps nothing; what is estimated anew here the next run estimates again, to the same bytes. */
static void
keep_nothing (const char *key, const char *text, gpointer store)
{
}

/**
 * fair_reading_cache:
 * @store: a reading connection; must outlive the cache
 *
 * Returns: the hyper-parameters that runs have kept, for whoever may not write
 */
FairModelCache
fair_reading_cache (FairStore *store)
{
  return (FairModelCache) { load_cached, keep_nothing, store };
}
