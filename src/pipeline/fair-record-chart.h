/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-chart.h"
#include "fair-pick.h"

G_BEGIN_DECLS

/**
 * FairRecordChart:
 *
 * The pictures of a record.
 */
typedef enum
{
  FAIR_RECORD_UNITS,       /* won and lost, and what chance alone would give */
  FAIR_RECORD_EDGE,        /* return by edge */
  FAIR_RECORD_WEEKLY,      /* won and lost by week */
  FAIR_RECORD_CALIBRATION, /* what was said against what came */
  FAIR_RECORD_ERROR,       /* the model's error and the close's */
  FAIR_N_RECORD_CHARTS
} FairRecordChart;

const char *fair_record_chart_to_string (FairRecordChart chart);
gboolean    fair_record_chart_parse     (const char *name, FairRecordChart *out);
FairChart  *fair_record_chart_new       (FairRecordChart chart, const FairSettledPick *record, guint n,
                                         const FairBook *book, gboolean replay);

G_END_DECLS
