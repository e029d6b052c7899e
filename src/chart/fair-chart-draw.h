/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-chart.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef enum
{
  FAIR_THEME_LIGHT,
  FAIR_THEME_DARK,
  FAIR_THEME_LIGHT_CONTRAST,
  FAIR_THEME_DARK_CONTRAST,
} FairChartTheme;

/**
 * FairChartCanvas:
 *
 * What a chart is drawn on.
 */
typedef struct
{
  double         width; /* pixels, or points on paper */
  double         height;
  FairChartTheme theme;
  gboolean       bare;       /* without title, note and background, which then stand around it as words */
  double         text_scale; /* how large words are against 10 points; 0 is 1 */
} FairChartCanvas;

/**
 * FairChartHit:
 *
 * A point, and where it is.
 */
typedef struct
{
  guint  series;
  guint  point;
  double x; /* where it is, in the chart's own pixels */
  double y;
} FairChartHit;

void     fair_chart_draw   (const FairChart *self, cairo_t *cr, const FairChartCanvas *canvas);
gboolean fair_chart_hit    (const FairChart *self, const FairChartCanvas *canvas, double x, double y, FairChartHit *out);
gboolean fair_chart_locate (const FairChart *self, const FairChartCanvas *canvas, guint series, guint point,
                            FairChartHit *out);
gboolean fair_chart_save   (const FairChart *self, const char *path, double width, double height, FairChartTheme theme,
                            GError **error);

G_END_DECLS
