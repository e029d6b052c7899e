/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-performance.h"
#include "fair-record-chart.h"

G_BEGIN_DECLS

typedef enum
{
  FAIR_PERIOD_ALL,
  FAIR_PERIOD_SEASON, /* the season that runs, or ran last */
  FAIR_PERIOD_EIGHT_WEEKS,
  FAIR_PERIOD_FOUR_WEEKS,
  FAIR_N_PERIODS
} FairPeriod;

/**
 * FairRecordFilter:
 *
 * Which part of the record is looked at. Live and replayed rows are never mixed.
 */
typedef struct
{
  gboolean    replay;
  FairPeriod  period;
  int         market; /* one of #FairMarket, or %FAIR_ALL_MARKETS */
  const char *book;   /* interned; NULL all */
} FairRecordFilter;

/**
 * FairRecordReport:
 *
 * A part of the record, measured and drawn, and the same part as it was a week earlier.
 */
typedef struct
{
  FairRecordFilter filter;
  FairPerformance  now;
  FairPerformance  before;
  guint            bets_now; /* picks of the week that runs: from its Tuesday's freeze to the next */
  guint            bets_before;
  FairChart       *charts[FAIR_N_RECORD_CHARTS];
} FairRecordReport;

FairRecordReport *fair_record_report_new  (const GArray *record, const FairBook *book, const FairRecordFilter *filter,
                                           gint64 now);
void              fair_record_report_free (FairRecordReport *self);
GBytes           *fair_record_report_csv  (const GArray *record, const FairRecordFilter *filter, gint64 now);
GPtrArray        *fair_record_books       (const GArray *record);
gboolean          fair_record_is_settled  (const GArray *record, gboolean replay);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairRecordReport, fair_record_report_free)

G_END_DECLS
