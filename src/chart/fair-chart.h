/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-axis.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  FAIR_SERIES_LINE,
  FAIR_SERIES_BAND,   /* from low to high */
  FAIR_SERIES_BARS,   /* from nought to y, with an interval where one is known */
  FAIR_SERIES_POINTS, /* with an interval where one is known */
} FairSeriesKind;

/**
 * FairChartPoint:
 */
typedef struct
{
  double x;
  double y;
  double low;  /* of the interval; NaN none */
  double high;
  guint  n; /* how many observations it stands for; 0: not shown */
} FairChartPoint;

/**
 * FairSeries:
 */
typedef struct
{
  char          *name;
  FairSeriesKind kind;
  GArray        *points; /* of FairChartPoint, by x */
} FairSeries;

/**
 * FairChartMark:
 *
 * A place along x that a person shall see: an upright line with words.
 */
typedef struct
{
  double x;
  char  *label;
} FairChartMark;

/**
 * FairChart:
 *
 * What a chart says, apart from how it is drawn. It is filled once, then finished, then only read: drawn at any size, asked
 * for the point under a pointer, described in words, and given out as a table. Who holds a reference may read it on any
 * thread.
 */
typedef struct
{
  gatomicrefcount references;
  char      *title;
  char      *note;      /* nullable; a sentence under the chart: what it is made of */
  char      *why_empty; /* nullable; a sentence in its place where there is nothing to draw */
  FairAxis   x;
  FairAxis   y;
  gboolean   diagonal; /* draw where y equals x */
  GPtrArray *series; /* of FairSeries */
  GArray    *marks;  /* of FairChartMark */
} FairChart;

FairChart  *fair_chart_new      (const char *title, const char *x_title, const char *y_title);
FairChart  *fair_chart_ref      (FairChart *self);
void        fair_chart_unref    (FairChart *self);
FairSeries *fair_chart_add      (FairChart *self, FairSeriesKind kind, const char *name);
void        fair_series_add     (FairSeries *self, FairChartPoint point);
void        fair_chart_mark     (FairChart *self, double x, const char *label);
void        fair_chart_finish   (FairChart *self);
gboolean    fair_chart_is_empty (const FairChart *self);
char       *fair_chart_tell     (const FairChart *self, guint series, guint point);
char       *fair_chart_tell_mark (const FairChart *self, guint mark);
char       *fair_chart_describe (const FairChart *self);
GBytes     *fair_chart_to_csv   (const FairChart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairChart, fair_chart_unref)

G_END_DECLS
