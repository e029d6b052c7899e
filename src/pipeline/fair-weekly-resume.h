/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-weekly.h"

G_BEGIN_DECLS

/**
 * FairResumeStage:
 *
 * How far an earlier run came.
 */
typedef enum
{
  FAIR_RESUME_NOTHING,
  FAIR_RESUME_AFTER_SETTLE,
  FAIR_RESUME_AFTER_PREDICT,
  FAIR_RESUME_AFTER_CHECK,
  FAIR_RESUME_NEVER, /* of a stage that is always done */
} FairResumeStage;

/**
 * FairResumePoint:
 *
 * Where to take up the work of the run before.
 */
typedef struct
{
  FairResumeStage done;
  FairWeek        week;
  gint64          as_of; /* the run's freeze */
  char            model_id[16];
  gint64          publication;
  int             version;
  char            chain_hash[FAIR_HASH_LENGTH + 1];
} FairResumePoint;

gboolean fair_resume_find        (const FairWeeklyJob *job, gint64 now, FairResumePoint *out, GError **error);
gboolean fair_resume_find_better (const FairWeeklyJob *job, const FairWeek *week, guint n_picks, FairResumePoint *out,
                                  GError **error);
gboolean fair_resume_predictions (const FairResumePoint *self, FairStore *store, const FairBook *book,
                                  GArray *requests, GArray *predictions, GError **error);

G_END_DECLS
