/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-cfbd-request.h"
#include "fair-store.h"

G_BEGIN_DECLS

/**
 * FairSyncStep:
 *
 * One request of a plan. Requests of one phase may be answered in any order; those of a later phase need names and games
 * of the earlier ones.
 */
typedef struct
{
  FairCfbdRequest request;
  guint           phase;
  gboolean        redates; /* what is stored of it is dated later than now, by a clock that ran ahead */
} FairSyncStep;

/* From this phase on come the seasons that a first provisional table can do without. */
#define FAIR_SYNC_FILLING 2

GArray  *fair_sync_plan             (FairStore *store, int from, int to, gint64 now, GError **error);
gboolean fair_sync_plan_is_redating (GArray *plan);

G_END_DECLS
