/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-chart.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairChartTableView:
 *
 * A chart as a table: the numbers that its CSV has, as a person reads them.
 */
#define FAIR_TYPE_CHART_TABLE_VIEW (fair_chart_table_view_get_type ())
G_DECLARE_FINAL_TYPE (FairChartTableView, fair_chart_table_view, FAIR, CHART_TABLE_VIEW, AdwBin)

void fair_chart_table_view_set_chart (FairChartTableView *self, FairChart *chart);

G_END_DECLS
