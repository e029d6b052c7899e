/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-store.h"
#include "fair-week.h"

G_BEGIN_DECLS

/**
 * FairRun:
 *
 * One weekly job, from the run table.
 */
typedef struct
{
  gint64   id;
  gint64   started_at;
  gint64   ended_at; /* FAIR_TIME_UNKNOWN while it runs, or after a crash */
  gint64   as_of;
  FairWeek week;
  char    *status; /* running, done, degraded, failed, cancelled */
  guint    calls;
  char    *error; /* nullable */
} FairRun;

void     fair_run_clear           (FairRun *self);

/**
 * FairRunStage:
 */
typedef struct
{
  const char *stage;  /* interned */
  const char *status; /* interned: running, done, failed, kept */
  gint64      started_at;
  gint64      ended_at;
  guint       count;
  char       *note;  /* nullable */
  char       *error; /* nullable */
} FairRunStage;

void     fair_run_stage_clear     (FairRunStage *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairRun, fair_run_clear)

gint64   fair_store_begin_run     (FairStore *self, const FairWeek *week, gint64 as_of, gint64 now, GError **error);
gboolean fair_store_set_run_week  (FairStore *self, gint64 run, const FairWeek *week, gint64 as_of, GError **error);
gboolean fair_store_end_run       (FairStore *self, gint64 run, const char *status, guint calls, const char *failure,
                                   gint64 now, GError **error);
gboolean fair_store_put_run_stage (FairStore *self, gint64 run, const FairRunStage *stage, GError **error);
gboolean fair_store_get_last_run  (FairStore *self, FairRun *out, gboolean *found, GError **error);
GArray  *fair_store_list_runs     (FairStore *self, guint limit, GError **error);
GArray  *fair_store_list_runs_since (FairStore *self, gint64 as_of, GError **error);
gboolean fair_store_get_first_run (FairStore *self, gint64 *as_of, GError **error);
GArray  *fair_store_get_run_stages (FairStore *self, gint64 run, GError **error);

G_END_DECLS
