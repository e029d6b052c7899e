/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-store.h"
#include "fair-sync.h"
#include "fair-week.h"

G_BEGIN_DECLS

/**
 * FairCircumstances:
 *
 * What a run had to work with beside what is stored. Each publication keeps it, so that the run can be done again with the
 * same eyes after newer answers have come. Times are UTC seconds or %FAIR_TIME_UNKNOWN.
 */
typedef struct
{
  gboolean cached;        /* not all that was due could be fetched */
  gint64   schedule_time; /* when the API last told games and results */
  gint64   lines_time;    /* when it last told the week's lines */
} FairCircumstances;

gboolean fair_circumstances_measure  (FairCircumstances *self, FairStore *store, const FairWeek *week,
                                      const FairSyncReport *sync, GError **error);
char    *fair_circumstances_print    (const FairCircumstances *self, const char *policy);
gboolean fair_circumstances_parse    (FairCircumstances *self, const char *text);
gint64   fair_circumstances_get_time (const FairCircumstances *self);
gboolean fair_circumstances_is_old   (gint64 time, gint64 now);

G_END_DECLS
