/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-game.h"
#include "fair-line.h"
#include "fair-refusal.h"
#include "fair-store.h"
#include "fair-team-stats.h"

G_BEGIN_DECLS

/* Each writes one answer's records in one transaction; the same records a second time change nothing. */

/**
 * FairIngest:
 *
 * What a write changed.
 */
typedef struct
{
  guint n_records;
  guint n_changed; /* added or different */
} FairIngest;

gboolean fair_store_put_games    (FairStore *self, int season, GArray *games, gint64 fetched_at, FairIngest *out,
                                   GError **error);
gboolean fair_store_put_lines    (FairStore *self, GArray *lines, FairIngest *out, GError **error);
gboolean fair_store_put_typed_lines (FairStore *self, GArray *lines, GError **error);
GArray  *fair_store_list_typed_lines (FairStore *self, GError **error);
gboolean fair_store_find_typed_at  (FairStore *self, gboolean in_force, gint64 *out, GError **error);
gboolean fair_store_put_stats    (FairStore *self, GArray *stats, FairIngest *out, GError **error);
gboolean fair_store_put_teams    (FairStore *self, GArray *teams, FairIngest *out, GError **error);
gboolean fair_store_put_venues   (FairStore *self, GArray *venues, FairIngest *out, GError **error);
gboolean fair_store_put_calendar (FairStore *self, GArray *weeks, FairIngest *out, GError **error);
gboolean fair_store_put_values   (FairStore *self, GArray *values, FairIngest *out, GError **error);
gboolean fair_store_put_refusals (FairStore *self, const char *path, const FairRefusals *refusals, gint64 seen_at,
                                   GError **error);

/**
 * FairRefusalCount:
 */
typedef struct
{
  const char *reason; /* interned */
  guint       n;
} FairRefusalCount;

GArray *fair_store_count_refusals (FairStore *self, GError **error);

G_END_DECLS
