/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-chart-draw.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

#define FAIR_CHART_GAP 6.0

/**
 * FairChartColor:
 */
typedef struct
{
  double red, green, blue;
} FairChartColor;

#define FAIR_N_CHART_COLORS 4

/**
 * FairChartPalette:
 */
typedef struct
{
  FairChartColor background;
  FairChartColor text;
  FairChartColor grid;
  FairChartColor series[FAIR_N_CHART_COLORS];
} FairChartPalette;

typedef enum
{
  FAIR_TEXT_FROM,     /* begins at the place */
  FAIR_TEXT_CENTERED, /* has its middle there */
  FAIR_TEXT_UNTIL,    /* ends there */
} FairTextAlignment;

/**
 * FairChartPen:
 *
 * What a chart is drawn with: the surface, the colours, and one text layout that all words share.
 */
typedef struct
{
  cairo_t                *cr;
  const FairChartPalette *palette;
  PangoLayout            *layout;
  PangoFontDescription   *font;
  PangoFontDescription   *heading;
  double                  line; /* the height of a line of text */
} FairChartPen;

void   fair_chart_pen_init      (FairChartPen *self, cairo_t *cr, const FairChartCanvas *canvas);
void   fair_chart_pen_clear     (FairChartPen *self);
void   fair_chart_pen_color     (FairChartPen *self, FairChartColor color, double alpha);
double fair_chart_pen_width     (FairChartPen *self, const char *text);
void   fair_chart_pen_write     (FairChartPen *self, const char *text, double x, double y, FairTextAlignment alignment,
                                 double room);
void   fair_chart_pen_heading   (FairChartPen *self, const char *text, double x, double y, double room);
void   fair_chart_pen_paragraph (FairChartPen *self, const char *text, double x, double y, double room);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairChartPen, fair_chart_pen_clear)

G_END_DECLS
