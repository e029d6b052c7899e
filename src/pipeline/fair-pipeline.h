/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-reprice.h"
#include "fair-weekly.h"

G_BEGIN_DECLS

/**
 * FairPipeline:
 *
 * The jobs of the program, for the window and the command line alike: it asks the API on the main loop of the thread
 * that made it, and does everything else on a thread of its own. One job at a time.
 *
 * The signal `planned (n_calls, calls_left)` tells, before the first call is spent, how many metered calls a job will
 * make and how many are left (-1: not known). `provisional (picks)`, a GArray of FairPick, brings a first table while a
 * first load still fetches the older seasons.
 */
#define FAIR_TYPE_PIPELINE (fair_pipeline_get_type ())
G_DECLARE_FINAL_TYPE (FairPipeline, fair_pipeline, FAIR, PIPELINE, GObject)

/**
 * FairJobReport:
 *
 * How a job went. @weekly is set by a weekly job, @lines by a refresh of the lines.
 */
typedef struct
{
  FairSyncReport   *sync;
  FairWeeklyResult *weekly; /* nullable */
  GArray           *lines;  /* nullable; of FairRepricedPick */
  gboolean          degraded;
} FairJobReport;

void           fair_job_report_free      (FairJobReport *self);

FairPipeline  *fair_pipeline_new         (const FairProfile *profile);
void           fair_pipeline_run_async   (FairPipeline *self, const FairWeeklyOptions *options, FairProgress *progress,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void           fair_pipeline_sync_async  (FairPipeline *self, int from, int to, FairProgress *progress,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void           fair_pipeline_lines_async (FairPipeline *self, const FairWeeklyOptions *options, FairProgress *progress,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
FairJobReport *fair_pipeline_finish      (FairPipeline *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairJobReport, fair_job_report_free)

G_END_DECLS
