/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-chart.h"

#include "fair-csv.h"

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

  self->title = g_strdup (title);
  fair_axis_init (&self->x, x_title);
  fair_axis_init (&self->y, y_title);
  self->series = g_ptr_array_new_with_free_func (series_free);
  self->marks = g_array_new (FALSE, FALSE, sizeof (FairChartMark));
  g_array_set_clear_func (self->marks, mark_clear);
  return self;
}

void
fair_chart_free (FairChart *self)
{
  g_free (self->title);
  g_free (self->note);
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

/**
 * fair_chart_finish:
 *
 * Fits the axes to what was added; bars stand on nought.
 */
void
fair_chart_finish (FairChart *self)
{
  for (guint i = 0; i < self->series->len; i++)
    {
      const FairSeries *series = g_ptr_array_index (self->series, i);

      if (series->kind == FAIR_SERIES_BARS)
        fair_axis_include (&self->y, 0);
      for (guint j = 0; j < series->points->len; j++)
        {
          const FairChartPoint *point = &g_array_index (series->points, FairChartPoint, j);

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

/* One digit more than the axis has. */
static char *
exact (const FairAxis *axis, double value)
{
  FairAxis finer = *axis;

  finer.decimals++;
  return fair_axis_format (&finer, value);
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
  g_autofree char *x = fair_axis_format (&self->x, p->x);
  g_autofree char *y = exact (&self->y, p->y);
  g_autofree char *low = exact (&self->y, p->low);
  g_autofree char *high = exact (&self->y, p->high);
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

/* A place has one digit more than the axis, as a line may be a half point. */
static void
describe_marks (const FairChart *self, GString *into)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      const FairChartMark *mark = &g_array_index (self->marks, FairChartMark, i);
      g_autofree char *x = exact (&self->x, mark->x);

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
    g_string_append (text, _(" There is nothing to show yet."));
  for (guint i = 0; i < self->series->len; i++)
    describe_series (self, i, text);
  describe_marks (self, text);
  if (self->note != NULL)
    g_string_append_printf (text, " %s", self->note);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * fair_chart_to_csv:
 *
 * Returns: (transfer full): all points as a table: series, x, y, low, high, n; the marks follow, with x alone
 */
GBytes *
fair_chart_to_csv (const FairChart *self)
{
  static const char *const header[] = { "series", "x", "y", "low", "high", "n", NULL };
  g_autoptr (FairCsvWriter) writer = fair_csv_writer_new ();

  fair_csv_writer_header (writer, header);
  for (guint i = 0; i < self->series->len; i++)
    {
      const FairSeries *series = g_ptr_array_index (self->series, i);

      for (guint j = 0; j < series->points->len; j++)
        {
          const FairChartPoint *point = &g_array_index (series->points, FairChartPoint, j);

          fair_csv_writer_text (writer, series->name);
          if (self->x.categories != NULL)
            fair_csv_writer_text (writer, self->x.categories[(guint) point->x]);
          else
            fair_csv_writer_number (writer, point->x, 4);
          fair_csv_writer_number (writer, point->y, 4);
          fair_csv_writer_number (writer, point->low, 4);
          fair_csv_writer_number (writer, point->high, 4);
          fair_csv_writer_integer (writer, point->n);
          fair_csv_writer_end_row (writer);
        }
    }
  for (guint i = 0; i < self->marks->len; i++)
    {
      const FairChartMark *mark = &g_array_index (self->marks, FairChartMark, i);

      fair_csv_writer_text (writer, mark->label);
      fair_csv_writer_number (writer, mark->x, 4);
      for (guint blank = 0; blank < 4; blank++)
        fair_csv_writer_text (writer, NULL);
      fair_csv_writer_end_row (writer);
    }
  return fair_csv_writer_finish (writer);
}
