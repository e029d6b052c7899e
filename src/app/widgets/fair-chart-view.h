/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-chart.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairChartView:
 *
 * A chart with its title, its note, and a menu: show as table, copy, save as picture or CSV. The point that is marked tells
 * its value in the chart.
 */
#define FAIR_TYPE_CHART_VIEW (fair_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (FairChartView, fair_chart_view, FAIR, CHART_VIEW, AdwBin)

GtkWidget *fair_chart_view_new       (void);
void       fair_chart_view_set_chart (FairChartView *self, FairChart *chart);
gboolean   fair_chart_view_copy      (FairChartView *self);

G_END_DECLS
