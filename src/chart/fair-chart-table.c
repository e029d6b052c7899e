/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-chart-table.h"

#include "fair-csv.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A row of the table: a point of a series, or, after all of them, a mark. */
typedef struct
{
  const FairSeries     *series; /* NULL for a mark */
  const FairChartPoint *point;
  guint                 mark;
} Row;

/**
 * fair_chart_n_rows:
 *
 * Returns: how many rows the chart has as a table: its points, and its marks after them
 */
guint
fair_chart_n_rows (const FairChart *self)
{
  guint n = self->marks->len;

  for (guint i = 0; i < self->series->len; i++)
    n += ((const FairSeries *) g_ptr_array_index (self->series, i))->points->len;
  return n;
}

static Row
find_row (const FairChart *self, guint row)
{
  for (guint i = 0; i < self->series->len; i++)
    {
      const FairSeries *series = g_ptr_array_index (self->series, i);

      if (row < series->points->len)
        return (Row) { series, &g_array_index (series->points, FairChartPoint, row), 0 };
      row -= series->points->len;
    }
  return (Row) { NULL, NULL, row };
}

/**
 * fair_chart_has_column:
 *
 * Returns: whether any row has something there
 */
gboolean
fair_chart_has_column (const FairChart *self, FairChartColumn column)
{
  if (column <= FAIR_CHART_Y)
    return TRUE;
  for (guint i = 0; i < self->series->len; i++)
    {
      const FairSeries *series = g_ptr_array_index (self->series, i);

      for (guint j = 0; j < series->points->len; j++)
        {
          const FairChartPoint *point = &g_array_index (series->points, FairChartPoint, j);

          if (column == FAIR_CHART_N ? point->n > 0 : !isnan (column == FAIR_CHART_LOW ? point->low : point->high))
            return TRUE;
        }
    }
  return FALSE;
}

/**
 * fair_chart_column_title:
 *
 * Returns: (transfer none): the column's title, with its unit
 */
const char *
fair_chart_column_title (const FairChart *self, FairChartColumn column)
{
  switch (column)
    {
    case FAIR_CHART_SERIES:
      return _("Series");
    case FAIR_CHART_X:
      return self->x.title;
    case FAIR_CHART_Y:
      return self->y.title;
    case FAIR_CHART_LOW:
      return _("Low");
    case FAIR_CHART_HIGH:
      return _("High");
    default:
      /* Translators: how many observations, as in statistics */
      return _("n");
    }
}

static char *
tell_mark (const FairChart *self, guint mark, FairChartColumn column)
{
  if (column == FAIR_CHART_SERIES)
    return g_strdup (g_array_index (self->marks, FairChartMark, mark).label);
  return column == FAIR_CHART_X ? fair_chart_tell_mark (self, mark) : g_strdup ("");
}

/**
 * fair_chart_cell:
 *
 * Returns: (transfer full): a cell as a person reads it; the numbers are those of fair_chart_to_csv()
 */
char *
fair_chart_cell (const FairChart *self, guint row, FairChartColumn column)
{
  Row found = find_row (self, row);

  if (found.series == NULL)
    return tell_mark (self, found.mark, column);
  switch (column)
    {
    case FAIR_CHART_SERIES:
      return g_strdup (found.series->name);
    case FAIR_CHART_X:
      return fair_axis_tell (&self->x, found.point->x);
    case FAIR_CHART_Y:
      return fair_axis_tell (&self->y, found.point->y);
    case FAIR_CHART_LOW:
      return fair_axis_tell (&self->y, found.point->low);
    case FAIR_CHART_HIGH:
      return fair_axis_tell (&self->y, found.point->high);
    default:
      return found.point->n > 0 ? g_strdup_printf ("%u", found.point->n) : g_strdup ("–");
    }
}

static void
write_point (const FairChart *self, const FairSeries *series, const FairChartPoint *point, FairCsvWriter *writer)
{
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

static void
write_mark (const FairChart *self, guint index, FairCsvWriter *writer)
{
  const FairChartMark *mark = &g_array_index (self->marks, FairChartMark, index);

  fair_csv_writer_text (writer, mark->label);
  fair_csv_writer_number (writer, mark->x, 4);
  for (guint blank = 0; blank < 4; blank++)
    fair_csv_writer_text (writer, NULL);
  fair_csv_writer_end_row (writer);
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
        write_point (self, series, &g_array_index (series->points, FairChartPoint, j), writer);
    }
  for (guint i = 0; i < self->marks->len; i++)
    write_mark (self, i, writer);
  return fair_csv_writer_finish (writer);
}
