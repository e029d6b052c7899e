/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-paths.h"
#include "fair-store-league.h"
#include "fair-store-runs.h"

G_BEGIN_DECLS

/**
 * FairStockRun:
 *
 * A run with its stages.
 */
typedef struct
{
  FairRun run;
  GArray *stages; /* of FairRunStage */
} FairStockRun;

/**
 * FairStock:
 *
 * What a data folder holds, and how its runs went: what a person asks who wonders whether all is well.
 */
typedef struct
{
  guint   n_answers;    /* of the API, kept as they came */
  gint64  answer_bytes; /* compressed */
  gint64  data_time;    /* when the API was last asked; FAIR_TIME_UNKNOWN never */
  gint64  store_bytes;
  gint64  export_bytes;
  GArray *refusals;   /* of FairRefusalCount */
  GArray *runs;       /* of FairStockRun, the newest first */
  int     calls_left; /* of the month, as the newest job knew; -1 unknown */
  gint64  calls_at;   /* when it knew */
  gboolean key_refused; /* when the API was last asked */
} FairStock;

FairStock *fair_stock_take (FairStore *store, const FairPaths *paths, guint n_runs, GError **error);
void       fair_stock_free (FairStock *self);
gboolean   fair_stock_data_time (FairStore *store, int season, gint64 *out, GError **error);
gboolean   fair_stock_schedule_time (FairStore *store, int season, gint64 *out, GError **error);
gboolean   fair_stock_lines_time (FairStore *store, const FairWeek *week, gint64 *out, GError **error);
gint64     fair_next_month (gint64 time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairStock, fair_stock_free)

G_END_DECLS
