/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-cfbd-client.h"
#include "fair-progress.h"
#include "fair-store.h"
#include "fair-sync-plan.h"
#include "fair-worker.h"

G_BEGIN_DECLS

/**
 * FairSyncReport:
 *
 * How a sync went.
 */
typedef struct
{
  guint      n_planned;
  guint      n_done;
  guint      n_changed; /* records */
  guint      n_refused;
  guint      calls_spent;
  int        calls_left;
  GPtrArray *problems; /* of char*: one sentence a request that failed */
  GError    *first_error; /* nullable */
  gboolean   clock_was_ahead; /* some of it was asked for again, since it was dated later than now */
} FairSyncReport;

/**
 * FairSyncTarget:
 *
 * Where answers go: the store, which only @worker's thread may use.
 */
typedef struct
{
  FairStore  *store;
  FairWorker *worker;
} FairSyncTarget;

void            fair_sync_report_free (FairSyncReport *self);
void            fair_sync_report_add  (FairSyncReport *self, const FairSyncReport *later);
const char     *fair_sync_clock_note  (void);

void            fair_sync_async       (FairCfbdClient *client, const FairSyncTarget *target, GArray *plan,
                                       FairProgress *progress, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer data);
FairSyncReport *fair_sync_finish      (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairSyncReport, fair_sync_report_free)

G_END_DECLS
