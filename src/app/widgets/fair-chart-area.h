/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-chart-draw.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairChartArea:
 *
 * A drawn chart whose points can be reached with a pointer and with the arrow keys: left and right along a series, up and
 * down to another one. The signal `pointed (text)` tells the point that is marked, or NULL where none is. To a screen
 * reader it is an image whose description is the chart's, or the marked point's while it is gone through by keys.
 */
#define FAIR_TYPE_CHART_AREA (fair_chart_area_get_type ())
G_DECLARE_FINAL_TYPE (FairChartArea, fair_chart_area, FAIR, CHART_AREA, GtkWidget)

void           fair_chart_area_set_chart (FairChartArea *self, const FairChart *chart);
FairChartTheme fair_chart_area_theme     (void);

G_END_DECLS
