/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-chart.h"

G_BEGIN_DECLS

/**
 * FairChartColumn:
 *
 * The columns of a chart as a table.
 */
typedef enum
{
  FAIR_CHART_SERIES,
  FAIR_CHART_X,
  FAIR_CHART_Y,
  FAIR_CHART_LOW,
  FAIR_CHART_HIGH,
  FAIR_CHART_N,
  FAIR_N_CHART_COLUMNS
} FairChartColumn;

guint       fair_chart_n_rows       (const FairChart *self);
gboolean    fair_chart_has_column   (const FairChart *self, FairChartColumn column);
const char *fair_chart_column_title (const FairChart *self, FairChartColumn column);
char       *fair_chart_cell         (const FairChart *self, guint row, FairChartColumn column);

G_END_DECLS
