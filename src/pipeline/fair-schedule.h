/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-calendar.h"
#include "fair-profile.h"
#include "fair-store.h"

G_BEGIN_DECLS

/**
 * FairTaskState:
 *
 * How one task stands. Times are UTC seconds, FAIR_TIME_UNKNOWN where there is none.
 */
typedef struct
{
  gint64   done_at; /* last with success, also by hand */
  gint64   next;
  gboolean due;    /* now */
  char    *waits;  /* nullable: why it is due and not done, one sentence */
} FairTaskState;

/**
 * FairCallPlan:
 *
 * What the rest of the month will cost in API calls.
 */
typedef struct
{
  guint    n_runs;    /* with one that is due now */
  guint    n_watches;
  guint    run_calls; /* that the runs need at most */
  guint    calls;     /* in all */
  int      left;    /* of the month; -1 unknown */
  int      reserve; /* that no job touches */
  gboolean fits;    /* into what is left without the reserve */
} FairCallPlan;

/**
 * FairSchedule:
 *
 * What is due, and what is to come.
 */
typedef struct
{
  gint64        now;
  gboolean      empty; /* nothing is stored yet */
  gboolean      in_season;
  gboolean      sparing; /* on battery or a metered network */
  FairTaskState tasks[FAIR_N_TASKS];
  FairCallPlan  plan;
} FairSchedule;

FairCalendar  fair_schedule_calendar (const FairProfile *profile, const FairBook *book, GTimeZone *zone);
FairSchedule *fair_schedule_make     (FairStore *store, const FairProfile *profile, gint64 now, GError **error);
void          fair_schedule_free     (FairSchedule *self);
char         *fair_call_plan_to_text (const FairCallPlan *self);
gboolean      fair_schedule_note     (FairStore *store, FairTask task, gboolean done, gint64 now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairSchedule, fair_schedule_free)

G_END_DECLS
