/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-circumstances.h"
#include "fair-performance.h"
#include "fair-picks-check.h"
#include "fair-profile.h"
#include "fair-progress.h"
#include "fair-store-ledger.h"
#include "fair-store-runs.h"
#include "fair-sync.h"

G_BEGIN_DECLS

/**
 * FairWeeklyOptions:
 */
typedef struct
{
  gboolean has_week; /* FALSE: the present one */
  FairWeek week;
  gboolean again;    /* makes a publication once more as it was made, whatever has become known since */
} FairWeeklyOptions;

/**
 * FairWeeklyResult:
 *
 * What a weekly job made.
 */
typedef struct
{
  FairWeek       week;
  gboolean       replay;   /* the week is over, or was by what is stored: its picks were made afterwards */
  gboolean       idle;     /* no game is to be played: nothing is picked or exported */
  gboolean       degraded; /* a needed request failed, old data, or the backup model */
  gboolean       data_stale; /* schedule or lines are older than a week */
  gint64         data_time; /* when schedule and the week's lines were last told, the older; FAIR_TIME_UNKNOWN */
  guint          n_settled;
  guint          n_replayed_weeks;
  const char    *design;    /* of the model that was used */
  char           rolled_back_to[16]; /* the kept fit that people rolled back to; "" for the newest */
  char           model_id[16];
  int            version;   /* of the published picks; 0 where they were not published anew */
  char           chain_hash[FAIR_HASH_LENGTH + 1]; /* of their publication */
  GArray        *picks;     /* of FairPick */
  FairPicksCheck check;
  GPtrArray     *published; /* of FairPublished */
  GPtrArray     *notes;     /* of char*: sentences for the person */
  GPtrArray     *caveats;   /* of const char*: those of @notes that are about the picks, for whoever reads them */
  GPtrArray     *kept;      /* of const char*: stages that an earlier run had done */
} FairWeeklyResult;

/**
 * FairWeeklyJob:
 *
 * What a weekly job works with; none of it is owned.
 */
typedef struct
{
  FairStore               *store;
  const FairProfile       *profile;
  const FairWeeklyOptions *options;
  gint64                   run;   /* its row in the run table */
  const FairRun           *before; /* nullable: the run before */
  const FairSyncReport    *sync;  /* how this run's sync went */
  const FairCircumstances *known; /* nullable: those of the run that is done again */
  FairProgress            *progress;
  GCancellable            *cancellable;
} FairWeeklyJob;

FairWeeklyResult *fair_weekly_run         (const FairWeeklyJob *job, GError **error);
GArray           *fair_weekly_preview     (const FairWeeklyJob *job, GError **error);
void              fair_weekly_result_free (FairWeeklyResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairWeeklyResult, fair_weekly_result_free)

G_END_DECLS
