/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-json.h"
#include "fair-monitor.h"
#include "fair-profile.h"
#include "fair-store-watch.h"

G_BEGIN_DECLS

/**
 * FairHealthItem:
 *
 * How one rule stands, and since when.
 */
typedef struct
{
  FairVerdict verdict;
  gint64      since; /* UTC seconds */
} FairHealthItem;

/**
 * FairHealthReport:
 *
 * How everything that is watched stands.
 */
typedef struct
{
  gint64          now;   /* UTC seconds */
  FairHealthState state; /* the worst */
  FairHealthItem  items[FAIR_N_RULES]; /* the worst first */
} FairHealthReport;

FairHealthReport *fair_health_report_make      (FairStore *store, const FairProfile *profile, gint64 now,
                                                 GError **error);
void              fair_health_report_free      (FairHealthReport *self);
GArray           *fair_health_report_note      (const FairHealthReport *self, FairStore *store, GError **error);
guint             fair_health_report_count     (const FairHealthReport *self, FairHealthState state);
char             *fair_health_report_summarize (const FairHealthReport *self);
void              fair_health_report_to_json   (const FairHealthReport *self, JsonBuilder *builder);
void              fair_health_watch            (FairStore *store, const FairProfile *profile, GPtrArray *notes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairHealthReport, fair_health_report_free)

G_END_DECLS
