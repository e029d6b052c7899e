/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-chart.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef enum
{
  FAIR_THEME_LIGHT,
  FAIR_THEME_DARK,
} FairChartTheme;

/**
 * FairChartHit:
 *
 * The point under a pointer.
 */
typedef struct
{
  guint  series;
  guint  point;
  double x; /* where it is, in the chart's own pixels */
  double y;
} FairChartHit;

void     fair_chart_draw (const FairChart *self, cairo_t *cr, double width, double height, FairChartTheme theme);
gboolean fair_chart_hit  (const FairChart *self, double width, double height, double x, double y, FairChartHit *out);
gboolean fair_chart_save (const FairChart *self, const char *path, double width, double height, FairChartTheme theme,
                          GError **error);

G_END_DECLS
