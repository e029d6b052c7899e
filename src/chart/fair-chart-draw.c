/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-chart-pen-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MARGIN      12.0
#define GAP         FAIR_CHART_GAP
#define SWATCH      18.0 /* how wide a sample in the legend is */
#define BAR_SHARE   0.7  /* of the room between two bars */
#define BAR_WIDEST  72.0
#define POINT_SIZE  4.0
#define DOT_SIZE    2.5
#define DOTS_UNTIL  40   /* points of a line; more would run into one another */
#define HIT_PIXELS  24.0 /* a pointer this near means the point */

/* Where things are, in pixels. */
typedef struct
{
  double left, top, right, bottom; /* of the plot */
} Frame;

static double
widest_label (const FairAxis *axis, FairChartPen *pen)
{
  double widest = 0;

  for (guint i = 0; i < fair_axis_n_ticks (axis); i++)
    {
      g_autofree char *label = fair_axis_format (axis, fair_axis_tick (axis, i));

      widest = MAX (widest, fair_chart_pen_width (pen, label));
    }
  return widest;
}

/* The second line is dashed, and the fourth: colours are not all that tells them apart. */
static gboolean
is_dashed (const FairChart *self, guint index)
{
  guint n_lines = 0;

  for (guint i = 0; i <= index; i++)
    n_lines += ((FairSeries *) g_ptr_array_index (self->series, i))->kind == FAIR_SERIES_LINE;
  return n_lines % 2 == 0;
}

static FairChartColor
color_of (const FairChartPen *pen, guint series)
{
  return pen->palette->series[series % FAIR_N_CHART_COLORS];
}

static void
draw_swatch (const FairChart *self, FairChartPen *pen, guint index, double x, double y)
{
  const FairSeries *series = g_ptr_array_index (self->series, index);

  fair_chart_pen_color (pen, color_of (pen, index), series->kind == FAIR_SERIES_BAND ? 0.35 : 1);
  if (series->kind != FAIR_SERIES_LINE)
    cairo_rectangle (pen->cr, x, y - 5, SWATCH, 10);
  else if (is_dashed (self, index))
    {
      cairo_rectangle (pen->cr, x, y - 1, SWATCH * 0.4, 2);
      cairo_rectangle (pen->cr, x + SWATCH * 0.6, y - 1, SWATCH * 0.4, 2);
    }
  else
    cairo_rectangle (pen->cr, x, y - 1, SWATCH, 2);
  cairo_fill (pen->cr);
}

/* The legend from @left to @right, and further lines where one is too short for it. Returns how many. */
static guint
walk_legend (const FairChart *self, FairChartPen *pen, const Frame *room, gboolean draw)
{
  double x = room->left;
  guint n_lines = 1;

  if (self->series->len < 2)
    return 0;
  for (guint i = 0; i < self->series->len; i++)
    {
      const FairSeries *series = g_ptr_array_index (self->series, i);
      double width = SWATCH + GAP + fair_chart_pen_width (pen, series->name);
      double y;

      if (x > room->left && x + width > room->right)
        {
          x = room->left;
          n_lines++;
        }
      y = room->top + (n_lines - 0.5) * pen->line;
      if (draw)
        {
          draw_swatch (self, pen, i, x, y);
          fair_chart_pen_color (pen, pen->palette->text, 1);
          fair_chart_pen_write (pen, series->name, x + SWATCH + GAP, y, FAIR_TEXT_FROM, room->right - x - SWATCH - GAP);
        }
      x += width + 3 * GAP;
    }
  return n_lines;
}

/* Where the legend has its room: above the plot, under the title. */
static Frame
legend_room (const FairChart *self, const FairChartPen *pen, const FairChartCanvas *canvas)
{
  double title = canvas->bare ? 0 : MARGIN + 1.25 * pen->line;

  return (Frame) { MARGIN, title + GAP, canvas->width - MARGIN, 0 };
}

static Frame
lay_out (const FairChart *self, FairChartPen *pen, const FairChartCanvas *canvas)
{
  gboolean has_note = self->note != NULL && !canvas->bare;
  Frame frame = legend_room (self, pen, canvas);
  guint legend = walk_legend (self, pen, &frame, FALSE);
  double last = self->x.categories != NULL ? 0 : widest_label (&self->x, pen) / 2;

  /* Half a label stands above the uppermost line of the grid, and half of one beyond the last place along x. */
  frame.top += legend * pen->line + (legend > 0 ? GAP : 0) + pen->line / 2;
  frame.left = MARGIN + pen->line + GAP + widest_label (&self->y, pen) + GAP;
  frame.right = canvas->width - MAX (MARGIN + GAP, last + 2);
  frame.bottom = canvas->height - MARGIN - 2 * pen->line - 2 * GAP - (has_note ? pen->line + GAP : 0);
  /* Also a chart that is too small to read must not be drawn inside out. */
  frame.right = MAX (frame.right, frame.left + 1);
  frame.bottom = MAX (frame.bottom, frame.top + 1);
  return frame;
}

static double
x_of (const FairChart *self, const Frame *frame, double x)
{
  return frame->left + fair_axis_place (&self->x, x) * (frame->right - frame->left);
}

static double
y_of (const FairChart *self, const Frame *frame, double y)
{
  return frame->bottom - fair_axis_place (&self->y, y) * (frame->bottom - frame->top);
}

/* Labels along y are left out as those along x where they would run into each other. */
static void
draw_grid (const FairChart *self, FairChartPen *pen, const Frame *frame)
{
  guint n = fair_axis_n_ticks (&self->y);
  guint every = MAX (1, (guint) ceil (pen->line * MAX (n - 1, 1) / (frame->bottom - frame->top)));

  cairo_set_line_width (pen->cr, 1);
  for (guint i = 0; i < n; i++)
    {
      double tick = fair_axis_tick (&self->y, i);
      double y = floor (y_of (self, frame, tick)) + 0.5;
      g_autofree char *label = fair_axis_format (&self->y, tick);

      fair_chart_pen_color (pen, tick == 0 ? pen->palette->text : pen->palette->grid, tick == 0 ? 0.6 : 1);
      cairo_move_to (pen->cr, frame->left, y);
      cairo_line_to (pen->cr, frame->right, y);
      cairo_stroke (pen->cr);
      fair_chart_pen_color (pen, pen->palette->text, 1);
      if (i % every == 0)
        fair_chart_pen_write (pen, label, frame->left - GAP, y, FAIR_TEXT_UNTIL, 0);
    }
}

/* Leaves out labels that would run into each other. */
static void
draw_x_labels (const FairChart *self, FairChartPen *pen, const Frame *frame)
{
  guint n = fair_axis_n_ticks (&self->x);
  double room = (frame->right - frame->left) / MAX (n, 1);
  guint every = MAX (1, (guint) ceil ((widest_label (&self->x, pen) + 2 * GAP) / room));

  fair_chart_pen_color (pen, pen->palette->text, 1);
  for (guint i = 0; i < n; i += every)
    {
      double tick = fair_axis_tick (&self->x, i);
      g_autofree char *label = fair_axis_format (&self->x, tick);

      fair_chart_pen_write (pen, label, x_of (self, frame, tick), frame->bottom + GAP + pen->line / 2, FAIR_TEXT_CENTERED,
                            0);
    }
}

/* The title of y has its middle beside the plot, but where it is longer than that it grows downwards: above is the legend. */
static void
draw_axis_titles (const FairChart *self, FairChartPen *pen, const Frame *frame, double height)
{
  double top = frame->top - pen->line / 2;
  double room = height - GAP - top;
  double length = MIN (fair_chart_pen_width (pen, self->y.title), room);

  fair_chart_pen_color (pen, pen->palette->text, 1);
  fair_chart_pen_write (pen, self->x.title, (frame->left + frame->right) / 2, frame->bottom + 2 * GAP + pen->line * 1.5,
                        FAIR_TEXT_CENTERED, frame->right - MARGIN);
  cairo_save (pen->cr);
  cairo_translate (pen->cr, MARGIN + pen->line / 2, MAX ((frame->top + frame->bottom) / 2, top + length / 2));
  cairo_rotate (pen->cr, -G_PI / 2);
  fair_chart_pen_write (pen, self->y.title, 0, 0, FAIR_TEXT_CENTERED, room);
  cairo_restore (pen->cr);
}

static void
draw_surroundings (const FairChart *self, FairChartPen *pen, const FairChartCanvas *canvas)
{
  fair_chart_pen_color (pen, pen->palette->background, 1);
  cairo_rectangle (pen->cr, 0, 0, canvas->width, canvas->height);
  cairo_fill (pen->cr);
  fair_chart_pen_color (pen, pen->palette->text, 1);
  fair_chart_pen_heading (pen, self->title, MARGIN, MARGIN, canvas->width - 2 * MARGIN);
  if (self->note == NULL)
    return;
  fair_chart_pen_color (pen, pen->palette->text, 0.8);
  fair_chart_pen_write (pen, self->note, MARGIN, canvas->height - MARGIN - pen->line / 2, FAIR_TEXT_FROM,
                        canvas->width - 2 * MARGIN);
}

static void
draw_interval (const FairChart *self, FairChartPen *pen, const Frame *frame, const FairChartPoint *point)
{
  cairo_t *cr = pen->cr;
  double x = x_of (self, frame, point->x);

  if (isnan (point->low) || isnan (point->high))
    return;
  cairo_set_line_width (cr, 1.5);
  cairo_move_to (cr, x, y_of (self, frame, point->low));
  cairo_line_to (cr, x, y_of (self, frame, point->high));
  for (int end = 0; end < 2; end++)
    {
      double y = y_of (self, frame, end == 0 ? point->low : point->high);

      cairo_move_to (cr, x - 4, y);
      cairo_line_to (cr, x + 4, y);
    }
  cairo_stroke (cr);
}

static void
draw_dots (const FairChart *self, FairChartPen *pen, const Frame *frame, const FairSeries *series, double size)
{
  for (guint i = 0; i < series->points->len; i++)
    {
      const FairChartPoint *point = &g_array_index (series->points, FairChartPoint, i);

      cairo_new_sub_path (pen->cr);
      cairo_arc (pen->cr, x_of (self, frame, point->x), y_of (self, frame, point->y), size, 0, 2 * G_PI);
    }
  cairo_fill (pen->cr);
}

static void
draw_line (const FairChart *self, FairChartPen *pen, const Frame *frame, guint index)
{
  const FairSeries *series = g_ptr_array_index (self->series, index);
  const double dashes[] = { 7, 4 };

  cairo_save (pen->cr);
  cairo_set_line_width (pen->cr, 2);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  if (is_dashed (self, index))
    cairo_set_dash (pen->cr, dashes, 2, 0);
  for (guint i = 0; i < series->points->len; i++)
    {
      const FairChartPoint *point = &g_array_index (series->points, FairChartPoint, i);

      cairo_line_to (pen->cr, x_of (self, frame, point->x), y_of (self, frame, point->y));
    }
  cairo_stroke (pen->cr);
  cairo_restore (pen->cr);
  /* A line of one point would not be seen at all. */
  if (series->points->len <= DOTS_UNTIL)
    draw_dots (self, pen, frame, series, DOT_SIZE);
}

static void
draw_band (const FairChart *self, FairChartPen *pen, const Frame *frame, const FairSeries *series)
{
  guint n = series->points->len;

  for (guint i = 0; i < 2 * n; i++)
    {
      const FairChartPoint *point = &g_array_index (series->points, FairChartPoint, i < n ? i : 2 * n - 1 - i);

      cairo_line_to (pen->cr, x_of (self, frame, point->x), y_of (self, frame, i < n ? point->low : point->high));
    }
  cairo_fill (pen->cr);
}

static void
draw_bars (const FairChart *self, FairChartPen *pen, const Frame *frame, const FairSeries *series)
{
  double width = MIN ((x_of (self, frame, 1) - x_of (self, frame, 0)) * BAR_SHARE, BAR_WIDEST);
  double ground = y_of (self, frame, 0);

  for (guint i = 0; i < series->points->len; i++)
    {
      const FairChartPoint *point = &g_array_index (series->points, FairChartPoint, i);
      double y = y_of (self, frame, point->y);

      cairo_rectangle (pen->cr, x_of (self, frame, point->x) - width / 2, MIN (y, ground), width, fabs (y - ground));
    }
  cairo_fill (pen->cr);
}

static void
draw_series (const FairChart *self, FairChartPen *pen, const Frame *frame, guint index)
{
  const FairSeries *series = g_ptr_array_index (self->series, index);

  cairo_new_path (pen->cr); /* text leaves its end behind */
  fair_chart_pen_color (pen, color_of (pen, index), series->kind == FAIR_SERIES_BAND ? 0.25 : 1);
  if (series->kind == FAIR_SERIES_LINE)
    draw_line (self, pen, frame, index);
  else if (series->kind == FAIR_SERIES_BAND)
    draw_band (self, pen, frame, series);
  else if (series->kind == FAIR_SERIES_BARS)
    draw_bars (self, pen, frame, series);
  else
    draw_dots (self, pen, frame, series, POINT_SIZE);
  if (series->kind == FAIR_SERIES_BARS)
    fair_chart_pen_color (pen, pen->palette->text, 0.85);
  for (guint i = 0; i < series->points->len && series->kind != FAIR_SERIES_BAND; i++)
    draw_interval (self, pen, frame, &g_array_index (series->points, FairChartPoint, i));
}

static void
draw_diagonal (const FairChart *self, FairChartPen *pen, const Frame *frame)
{
  double low = MAX (self->x.low, self->y.low);
  double high = MIN (self->x.high, self->y.high);
  const double dashes[] = { 5, 4 };

  if (!self->diagonal || low >= high)
    return;
  cairo_save (pen->cr);
  cairo_set_dash (pen->cr, dashes, 2, 0);
  cairo_set_line_width (pen->cr, 1);
  fair_chart_pen_color (pen, pen->palette->text, 0.6);
  cairo_move_to (pen->cr, x_of (self, frame, low), y_of (self, frame, low));
  cairo_line_to (pen->cr, x_of (self, frame, high), y_of (self, frame, high));
  cairo_stroke (pen->cr);
  cairo_restore (pen->cr);
}

/* Words stand on the side where there is room, and away from the other marks: each has a line of its own. */
static void
draw_mark (const FairChart *self, FairChartPen *pen, const Frame *frame, guint index)
{
  const FairChartMark *mark = &g_array_index (self->marks, FairChartMark, index);
  const double dashes[] = { 6, 3 };
  double x = x_of (self, frame, mark->x);
  double width = fair_chart_pen_width (pen, mark->label);
  gboolean is_left = TRUE;

  for (guint i = 0; i < self->marks->len; i++)
    is_left = is_left && mark->x <= g_array_index (self->marks, FairChartMark, i).x;
  is_left = (is_left && x - GAP - width >= frame->left) || x + GAP + width > frame->right;
  cairo_save (pen->cr);
  cairo_set_dash (pen->cr, dashes, index % 2 == 0 ? 0 : 2, 0);
  cairo_set_line_width (pen->cr, 1.5);
  cairo_move_to (pen->cr, x, frame->top);
  cairo_line_to (pen->cr, x, frame->bottom);
  cairo_stroke (pen->cr);
  cairo_restore (pen->cr);
  fair_chart_pen_write (pen, mark->label, is_left ? x - GAP : x + GAP, frame->top + (index + 0.5) * pen->line,
                        is_left ? FAIR_TEXT_UNTIL : FAIR_TEXT_FROM, 0);
}

static void
draw_plot (const FairChart *self, FairChartPen *pen, const FairChartCanvas *canvas)
{
  Frame frame = lay_out (self, pen, canvas);
  Frame legend = legend_room (self, pen, canvas);

  draw_axis_titles (self, pen, &frame, canvas->height);
  draw_grid (self, pen, &frame);
  draw_x_labels (self, pen, &frame);
  walk_legend (self, pen, &legend, TRUE);
  draw_diagonal (self, pen, &frame);
  for (guint i = 0; i < self->series->len; i++)
    draw_series (self, pen, &frame, i);
  fair_chart_pen_color (pen, pen->palette->text, 1);
  for (guint i = 0; i < self->marks->len; i++)
    draw_mark (self, pen, &frame, i);
}

/**
 * fair_chart_draw:
 * @self: finished
 * @cr: its origin is the chart's corner
 */
void
fair_chart_draw (const FairChart *self, cairo_t *cr, const FairChartCanvas *canvas)
{
  g_auto (FairChartPen) pen = { 0 };

  fair_chart_pen_init (&pen, cr, canvas);
  if (!canvas->bare)
    draw_surroundings (self, &pen, canvas);
  if (!fair_chart_is_empty (self))
    {
      draw_plot (self, &pen, canvas);
      return;
    }
  fair_chart_pen_color (&pen, pen.palette->text, 1);
  fair_chart_pen_paragraph (&pen, self->why_empty != NULL ? self->why_empty : _("There is nothing to show yet."),
                            canvas->width / 2, canvas->height / 2, canvas->width - 4 * MARGIN);
}

/* Laying out asks only for the size of words, so any surface will do. */
static Frame
measure_frame (const FairChart *self, const FairChartCanvas *canvas)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  g_auto (FairChartPen) pen = { 0 };
  Frame frame;

  fair_chart_pen_init (&pen, cr, canvas);
  frame = lay_out (self, &pen, canvas);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return frame;
}

static FairChartHit
place (const FairChart *self, const Frame *frame, guint series, guint point)
{
  const FairSeries *line = g_ptr_array_index (self->series, series);
  const FairChartPoint *at = &g_array_index (line->points, FairChartPoint, point);

  return (FairChartHit) { series, point, x_of (self, frame, at->x), y_of (self, frame, at->y) };
}

/**
 * fair_chart_hit:
 * @canvas: on which the chart is drawn
 * @x: of the pointer
 * @y: likewise
 * @out: (out): the nearest point
 *
 * Returns: whether there is one near enough: along x for bars and lines, in both directions for points
 */
gboolean
fair_chart_hit (const FairChart *self, const FairChartCanvas *canvas, double x, double y, FairChartHit *out)
{
  Frame frame = measure_frame (self, canvas);
  double nearest = HIT_PIXELS;

  for (guint i = 0; i < self->series->len; i++)
    {
      const FairSeries *series = g_ptr_array_index (self->series, i);

      for (guint j = 0; j < series->points->len && series->kind != FAIR_SERIES_BAND; j++)
        {
          FairChartHit hit = place (self, &frame, i, j);
          double away = series->kind == FAIR_SERIES_POINTS ? hypot (hit.x - x, hit.y - y) : fabs (hit.x - x);

          if (away < nearest)
            {
              nearest = away;
              *out = hit;
            }
        }
    }
  return nearest < HIT_PIXELS;
}

/**
 * fair_chart_locate:
 * @canvas: on which the chart is drawn
 * @out: (out): the point and where it is
 *
 * Returns: whether there is such a point; a band has none
 */
gboolean
fair_chart_locate (const FairChart *self, const FairChartCanvas *canvas, guint series, guint point, FairChartHit *out)
{
  const FairSeries *line = series < self->series->len ? g_ptr_array_index (self->series, series) : NULL;
  Frame frame;

  if (line == NULL || line->kind == FAIR_SERIES_BAND || point >= line->points->len)
    return FALSE;
  frame = measure_frame (self, canvas);
  *out = place (self, &frame, series, point);
  return TRUE;
}
