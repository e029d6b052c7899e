/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-names.h"
#include "fair-store.h"

G_BEGIN_DECLS

FairNames *fair_store_load_names (FairStore *self, GError **error);
FairBook  *fair_store_load_book  (FairStore *self, GError **error);
FairBook  *fair_store_load_book_at  (FairStore *self, gint64 as_of, GError **error);

/**
 * FairSeasonCount:
 *
 * How complete a season is: games with an FBS team.
 */
typedef struct
{
  int   season;
  guint n_games;
  guint n_completed;
  guint n_with_line;
  guint n_with_stats;
} FairSeasonCount;

GArray    *fair_store_count_seasons (FairStore *self, GError **error);

G_END_DECLS
