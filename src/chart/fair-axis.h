/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairAxis:
 *
 * One direction of a chart: what is on it, and the range that is shown. An axis with categories has whole numbers from 0.
 */
typedef struct
{
  char  *title; /* with its unit */
  double low;   /* low > high: nothing is known of the range yet */
  double high;
  double step;  /* between ticks */
  int    decimals;
  gboolean as_signed; /* "+1.5" */
  gboolean whole;     /* points have whole numbers alone */
  GStrv  categories; /* nullable */
} FairAxis;

void   fair_axis_init    (FairAxis *self, const char *title);
void   fair_axis_clear   (FairAxis *self);
void   fair_axis_include (FairAxis *self, double value);
void   fair_axis_finish  (FairAxis *self);
double fair_axis_place   (const FairAxis *self, double value);
guint  fair_axis_n_ticks (const FairAxis *self);
double fair_axis_tick    (const FairAxis *self, guint index);
char  *fair_axis_format  (const FairAxis *self, double value);
char  *fair_axis_tell    (const FairAxis *self, double value);

G_END_DECLS
