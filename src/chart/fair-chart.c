/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
series_free (gpointer data)
{
  FairSeries *self = data;

  g_free (self->name);
  g_array_unref (self->points);
  g_free (self);
}

static void
mark_clear (gpointer data)
{
  g_free (((FairChartMark *) data)->label);
}

/**
 * fair_chart_new:
 * @x_title: what is to the right, with its unit
 * @y_title: what is upwards, with its unit
 */
FairChart *
fair_chart_new (const char *title, const char *x_title, const char *y_title)
{
  FairChart *self = g_new0 (FairChart, 1);

  g_atomic_ref_count_init (&self->references);
  self->title = g_strdup (title);
  fair_axis_init (&self->x, x_title);
  fair_axis_init (&self->y, y_title);
  self->series = g_ptr_array_new_with_free_func (series_free);
  self->marks = g_array_new (FALSE, FALSE, sizeof (FairChartMark));
  g_array_set_clear_func (self->marks, mark_clear);
  return self;
}

FairChart *
fair_chart_ref (FairChart *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fair_chart_unref (FairChart *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->title);
  g_free (self->note);
  g_free (self->why_empty);
  fair_axis_clear (&self->x);
  fair_axis_clear (&self->y);
  g_ptr_array_unref (self->series);
  g_array_unref (self->marks);
  g_free (self);
}

/**
 * fair_chart_add:
 * @name: for the legend and the table
 *
 * Returns: (transfer none): the new series, to be filled
 */
FairSeries *
fair_chart_add (FairChart *self, FairSeriesKind kind, const char *name)
{
  FairSeries *series = g_new0 (FairSeries, 1);

  series->name = g_strdup (name);
  series->kind = kind;
  series->points = g_array_new (FALSE, FALSE, sizeof (FairChartPoint));
  g_ptr_array_add (self->series, series);
  return series;
}

void
fair_series_add (FairSeries *self, FairChartPoint point)
{
  g_array_append_val (self->points, point);
}

/**
 * fair_chart_mark:
 * @x: NaN where it is not known, and then there is no mark
 * @label: short: it stands in the plot
 *
 * Marks a place along x.
 */
void
fair_chart_mark (FairChart *self, double x, const char *label)
{
  FairChartMark mark = { x, NULL };

  if (!isfinite (x))
    return;
  mark.label = g_strdup (label);
  g_array_append_val (self->marks, mark);
}

static gboolean
is_whole (double value)
{
  return !isfinite (value) || value == round (value);
}

/**
 * fair_chart_finish:
 *
 * Fits the axes to what was added; bars stand on nought.
 */
void
fair_chart_finish (FairChart *self)
{
  self->x.whole = self->y.whole = TRUE;
  for (guint i = 0; i < self->series->len; i++)
    {
      const FairSeries *series = g_ptr_array_index (self->series, i);

      if (series->kind == FAIR_SERIES_BARS)
        fair_axis_include (&self->y, 0);
      for (guint j = 0; j < series->points->len; j++)
        {
          const FairChartPoint *point = &g_array_index (series->points, FairChartPoint, j);

          self->x.whole = self->x.whole && is_whole (point->x);
          self->y.whole = self->y.whole && is_whole (point->y) && is_whole (point->low) && is_whole (point->high);
          fair_axis_include (&self->x, point->x);
          fair_axis_include (&self->y, point->y);
          fair_axis_include (&self->y, point->low);
          fair_axis_include (&self->y, point->high);
        }
    }
  for (guint i = 0; i < self->marks->len; i++)
    fair_axis_include (&self->x, g_array_index (self->marks, FairChartMark, i).x);
  fair_axis_finish (&self->x);
  fair_axis_finish (&self->y);
}

gboolean
fair_chart_is_empty (const FairChart *self)
{
  for (guint i = 0; i < self->series->len; i++)
    if (((FairSeries *) g_ptr_array_index (self->series, i))->points->len > 0)
      return FALSE;
  return TRUE;
}

/**
 * fair_chart_tell:
 * @series: index
 * @point: index in the series
 *
 * Returns: (transfer full): one point in words, for a pointer that rests on it and for a screen reader
 */
char *
fair_chart_tell (const FairChart *self, guint series, guint point)
{
  const FairSeries *s = g_ptr_array_index (self->series, series);
  const FairChartPoint *p = &g_array_index (s->points, FairChartPoint, point);
  g_autofree char *x = fair_axis_tell (&self->x, p->x);
  g_autofree char *y = fair_axis_tell (&self->y, p->y);
  g_autofree char *low = fair_axis_tell (&self->y, p->low);
  g_autofree char *high = fair_axis_tell (&self->y, p->high);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s, %s: ", s->name, x);
  if (s->kind != FAIR_SERIES_BAND)
    g_string_append (text, y);
  if (!isnan (p->low) && !isnan (p->high))
    g_string_append_printf (text, s->kind == FAIR_SERIES_BAND ? _("%s to %s") : _(" (%s to %s)"), low, high);
  if (p->n > 0)
    g_string_append_printf (text, ", n = %u", p->n);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
describe_series (const FairChart *self, guint index, GString *into)
{
  const FairSeries *series = g_ptr_array_index (self->series, index);
  guint lowest = 0;
  guint highest = 0;
  g_autofree char *last = NULL;
  g_autofree char *at_lowest = NULL;
  g_autofree char *at_highest = NULL;

  if (series->points->len == 0 || series->kind == FAIR_SERIES_BAND)
    return;
  for (guint i = 0; i < series->points->len; i++)
    {
      double y = g_array_index (series->points, FairChartPoint, i).y;

      if (y < g_array_index (series->points, FairChartPoint, lowest).y)
        lowest = i;
      if (y > g_array_index (series->points, FairChartPoint, highest).y)
        highest = i;
    }
  at_lowest = fair_chart_tell (self, index, lowest);
  at_highest = fair_chart_tell (self, index, highest);
  last = fair_chart_tell (self, index, series->points->len - 1);
  g_string_append_printf (into, _(" Lowest: %s. Highest: %s. Last: %s."), at_lowest, at_highest, last);
}

/**
 * fair_chart_tell_mark:
 *
 * Returns: (transfer full): where a mark is: with one digit more than the axis has, as a line may be a half point
 */
char *
fair_chart_tell_mark (const FairChart *self, guint mark)
{
  FairAxis finer = self->x;

  finer.whole = FALSE;
  return fair_axis_tell (&finer, g_array_index (self->marks, FairChartMark, mark).x);
}

static void
describe_marks (const FairChart *self, GString *into)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      const FairChartMark *mark = &g_array_index (self->marks, FairChartMark, i);
      g_autofree char *x = fair_chart_tell_mark (self, i);

      g_string_append_printf (into, _(" Marked at %s: %s."), x, mark->label);
    }
}

/**
 * fair_chart_describe:
 *
 * Returns: (transfer full): the chart as a paragraph, for who cannot see it and as a caption
 */
char *
fair_chart_describe (const FairChart *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _("%s: %s against %s."), self->title, self->y.title, self->x.title);
  if (fair_chart_is_empty (self))
    g_string_append_printf (text, " %s", self->why_empty != NULL ? self->why_empty : _("There is nothing to show yet."));
  for (guint i = 0; i < self->series->len; i++)
    describe_series (self, i, text);
  describe_marks (self, text);
  if (self->note != NULL)
    g_string_append_printf (text, " %s", self->note);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
