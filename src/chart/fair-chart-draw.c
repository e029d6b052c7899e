/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-chart-draw.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pangocairo.h>

#define FONT        "Cantarell, sans-serif 10"
#define TITLE_FONT  "Cantarell, sans-serif bold 12"
#define MARGIN      12.0
#define GAP         6.0
#define BAR_SHARE   0.7  /* of the room between two bars */
#define POINT_SIZE  4.0
#define KEY_WIDTH   14.0 /* of a colour in the legend */
#define HIT_PIXELS  24.0 /* a pointer this near means the point */

typedef struct
{
  double red, green, blue;
} Color;

/* Series colours differ in lightness as well as in hue, so that they are told apart without seeing colour: Okabe and Ito,
 * "Color Universal Design" (2008). */
static const struct
{
  Color background;
  Color text;
  Color grid;
  Color series[4];
} themes[] = {
  [FAIR_THEME_LIGHT] = { { 1, 1, 1 },
                         { 0.13, 0.13, 0.15 },
                         { 0.87, 0.87, 0.88 },
                         { { 0, 0.45, 0.70 }, { 0.84, 0.37, 0 }, { 0, 0.50, 0.36 }, { 0.80, 0.47, 0.65 } } },
  [FAIR_THEME_DARK] = { { 0.14, 0.14, 0.15 },
                        { 0.95, 0.95, 0.95 },
                        { 0.30, 0.30, 0.32 },
                        { { 0.34, 0.71, 0.91 }, { 0.96, 0.65, 0.14 }, { 0.25, 0.75, 0.60 }, { 0.90, 0.62, 0.78 } } },
};

/* Where things are, in pixels. */
typedef struct
{
  double left, top, right, bottom; /* of the plot */
} Frame;

typedef enum
{
  TO_THE_RIGHT,
  CENTERED,
  TO_THE_LEFT,
} Alignment;

static PangoLayout *
make_text (cairo_t *cr, const char *text, const char *font)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
measure (cairo_t *cr, const char *text, const char *font, int *width, int *height)
{
  g_autoptr (PangoLayout) layout = make_text (cr, text, font);

  pango_layout_get_pixel_size (layout, width, height);
}

/* @y: the middle of the line */
static void
show_text (cairo_t *cr, const char *text, double x, double y, Alignment alignment)
{
  g_autoptr (PangoLayout) layout = make_text (cr, text, FONT);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, x - width * alignment / 2.0, y - height / 2.0);
  pango_cairo_show_layout (cr, layout);
}

static void
set_color (cairo_t *cr, Color color, double alpha)
{
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, alpha);
}

static double
widest_label (const FairAxis *axis, cairo_t *cr)
{
  double widest = 0;

  for (guint i = 0; i < fair_axis_n_ticks (axis); i++)
    {
      g_autofree char *label = fair_axis_format (axis, fair_axis_tick (axis, i));
      int width;
      int height;

      measure (cr, label, FONT, &width, &height);
      widest = MAX (widest, width);
    }
  return widest;
}

/* Moves to where an entry of the legend begins: in the next row where this one has no room for it. */
static void
begin_entry (const Frame *frame, int width, double *x, guint *row)
{
  if (*x > frame->left && *x + KEY_WIDTH + GAP + width > frame->right)
    {
      *x = frame->left;
      (*row)++;
    }
}

static void
end_entry (int width, double *x)
{
  *x += KEY_WIDTH + GAP + width + 3 * GAP;
}

static guint
count_legend_rows (const FairChart *self, cairo_t *cr, const Frame *frame)
{
  double x = frame->left;
  guint row = 0;

  for (guint i = 0; i < self->series->len; i++)
    {
      int width;
      int line;

      measure (cr, ((FairSeries *) g_ptr_array_index (self->series, i))->name, FONT, &width, &line);
      begin_entry (frame, width, &x, &row);
      end_entry (width, &x);
    }
  return row + 1;
}

static Frame
lay_out (const FairChart *self, cairo_t *cr, const FairChartCanvas *canvas)
{
  gboolean has_note = self->note != NULL && !canvas->bare;
  int line;
  int title = 0;
  int unused;
  Frame frame;

  measure (cr, "0", FONT, &unused, &line);
  if (!canvas->bare)
    measure (cr, self->title, TITLE_FONT, &unused, &title);
  frame.left = MARGIN + line + GAP + widest_label (&self->y, cr) + GAP;
  frame.right = canvas->width - MARGIN - GAP;
  frame.top = (canvas->bare ? 0 : MARGIN + title) + GAP;
  if (self->series->len > 1)
    frame.top += count_legend_rows (self, cr, &frame) * line + 2 * GAP;
  else if (!canvas->bare)
    frame.top += line + 2 * GAP;
  frame.bottom = canvas->height - MARGIN - 2 * line - 2 * GAP - (has_note ? line + GAP : 0);
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

static void
draw_grid (const FairChart *self, cairo_t *cr, const Frame *frame, FairChartTheme theme)
{
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < fair_axis_n_ticks (&self->y); i++)
    {
      double tick = fair_axis_tick (&self->y, i);
      double y = floor (y_of (self, frame, tick)) + 0.5;
      g_autofree char *label = fair_axis_format (&self->y, tick);

      set_color (cr, tick == 0 ? themes[theme].text : themes[theme].grid, tick == 0 ? 0.6 : 1);
      cairo_move_to (cr, frame->left, y);
      cairo_line_to (cr, frame->right, y);
      cairo_stroke (cr);
      set_color (cr, themes[theme].text, 1);
      show_text (cr, label, frame->left - GAP, y, TO_THE_LEFT);
    }
}

/* Leaves out labels that would run into each other. */
static void
draw_x_labels (const FairChart *self, cairo_t *cr, const Frame *frame, FairChartTheme theme)
{
  guint n = fair_axis_n_ticks (&self->x);
  double room = (frame->right - frame->left) / MAX (n, 1);
  guint every = MAX (1, (guint) ceil ((widest_label (&self->x, cr) + GAP) / room));
  int line;
  int unused;

  measure (cr, "0", FONT, &unused, &line);
  set_color (cr, themes[theme].text, 1);
  for (guint i = 0; i < n; i += every)
    {
      double tick = fair_axis_tick (&self->x, i);
      g_autofree char *label = fair_axis_format (&self->x, tick);

      show_text (cr, label, x_of (self, frame, tick), frame->bottom + GAP + line / 2.0, CENTERED);
    }
  show_text (cr, self->x.title, (frame->left + frame->right) / 2, frame->bottom + 2 * GAP + line * 1.5, CENTERED);
}

static void
draw_titles (const FairChart *self, cairo_t *cr, const Frame *frame, const FairChartCanvas *canvas)
{
  g_autoptr (PangoLayout) title = make_text (cr, self->title, TITLE_FONT);
  int line;
  int unused;

  measure (cr, "0", FONT, &unused, &line);
  set_color (cr, themes[canvas->theme].text, 1);
  cairo_save (cr);
  cairo_translate (cr, MARGIN + line / 2.0, (frame->top + frame->bottom) / 2);
  cairo_rotate (cr, -G_PI / 2);
  show_text (cr, self->y.title, 0, 0, CENTERED);
  cairo_restore (cr);
  if (canvas->bare)
    return;
  cairo_move_to (cr, MARGIN, MARGIN);
  pango_cairo_show_layout (cr, title);
  if (self->note != NULL)
    {
      set_color (cr, themes[canvas->theme].text, 0.7);
      show_text (cr, self->note, MARGIN, canvas->height - MARGIN - line / 2.0, TO_THE_RIGHT);
    }
}

static Color
color_of (FairChartTheme theme, guint series)
{
  return themes[theme].series[series % G_N_ELEMENTS (themes[theme].series)];
}

static void
draw_legend (const FairChart *self, cairo_t *cr, const Frame *frame, FairChartTheme theme)
{
  guint n_rows = count_legend_rows (self, cr, frame);
  guint row = 0;
  double x = frame->left;

  if (self->series->len < 2)
    return;
  for (guint i = 0; i < self->series->len; i++)
    {
      const FairSeries *series = g_ptr_array_index (self->series, i);
      int width;
      int line;
      double y;

      measure (cr, series->name, FONT, &width, &line);
      begin_entry (frame, width, &x, &row);
      y = frame->top - 2 * GAP - (n_rows - 1 - row) * line - line / 2.0;
      set_color (cr, color_of (theme, i), series->kind == FAIR_SERIES_BAND ? 0.35 : 1);
      if (series->kind == FAIR_SERIES_LINE)
        cairo_rectangle (cr, x, y - 1, KEY_WIDTH, 2);
      else
        cairo_rectangle (cr, x, y - 5, KEY_WIDTH, 10);
      cairo_fill (cr);
      set_color (cr, themes[theme].text, 1);
      show_text (cr, series->name, x + KEY_WIDTH + GAP, y, TO_THE_RIGHT);
      end_entry (width, &x);
    }
}

static void
draw_interval (const FairChart *self, cairo_t *cr, const Frame *frame, const FairChartPoint *point)
{
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
draw_line (const FairChart *self, cairo_t *cr, const Frame *frame, const FairSeries *series)
{
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < series->points->len; i++)
    {
      const FairChartPoint *point = &g_array_index (series->points, FairChartPoint, i);

      cairo_line_to (cr, x_of (self, frame, point->x), y_of (self, frame, point->y));
    }
  cairo_stroke (cr);
}

static void
draw_band (const FairChart *self, cairo_t *cr, const Frame *frame, const FairSeries *series)
{
  guint n = series->points->len;

  for (guint i = 0; i < 2 * n; i++)
    {
      const FairChartPoint *point = &g_array_index (series->points, FairChartPoint, i < n ? i : 2 * n - 1 - i);

      cairo_line_to (cr, x_of (self, frame, point->x), y_of (self, frame, i < n ? point->low : point->high));
    }
  cairo_fill (cr);
}

static void
draw_bars (const FairChart *self, cairo_t *cr, const Frame *frame, const FairSeries *series, Color ink)
{
  double width = (x_of (self, frame, 1) - x_of (self, frame, 0)) * BAR_SHARE;
  double ground = y_of (self, frame, 0);

  for (guint i = 0; i < series->points->len; i++)
    {
      const FairChartPoint *point = &g_array_index (series->points, FairChartPoint, i);
      double y = y_of (self, frame, point->y);

      cairo_rectangle (cr, x_of (self, frame, point->x) - width / 2, MIN (y, ground), width, fabs (y - ground));
      cairo_fill (cr);
    }
  set_color (cr, ink, 0.85);
  for (guint i = 0; i < series->points->len; i++)
    draw_interval (self, cr, frame, &g_array_index (series->points, FairChartPoint, i));
}

static void
draw_points (const FairChart *self, cairo_t *cr, const Frame *frame, const FairSeries *series)
{
  for (guint i = 0; i < series->points->len; i++)
    {
      const FairChartPoint *point = &g_array_index (series->points, FairChartPoint, i);

      cairo_new_sub_path (cr);
      cairo_arc (cr, x_of (self, frame, point->x), y_of (self, frame, point->y), POINT_SIZE, 0, 2 * G_PI);
      cairo_fill (cr);
      draw_interval (self, cr, frame, point);
    }
}

static void
draw_series (const FairChart *self, cairo_t *cr, const Frame *frame, guint index, FairChartTheme theme)
{
  const FairSeries *series = g_ptr_array_index (self->series, index);

  cairo_new_path (cr); /* text leaves its end behind */
  set_color (cr, color_of (theme, index), series->kind == FAIR_SERIES_BAND ? 0.25 : 1);
  switch (series->kind)
    {
    case FAIR_SERIES_LINE:
      draw_line (self, cr, frame, series);
      break;
    case FAIR_SERIES_BAND:
      draw_band (self, cr, frame, series);
      break;
    case FAIR_SERIES_BARS:
      draw_bars (self, cr, frame, series, themes[theme].text);
      break;
    default:
      draw_points (self, cr, frame, series);
    }
}

static void
draw_diagonal (const FairChart *self, cairo_t *cr, const Frame *frame, FairChartTheme theme)
{
  double low = MAX (self->x.low, self->y.low);
  double high = MIN (self->x.high, self->y.high);
  const double dashes[] = { 5, 4 };

  if (!self->diagonal || low >= high)
    return;
  cairo_save (cr);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, 1);
  set_color (cr, themes[theme].text, 0.6);
  cairo_move_to (cr, x_of (self, frame, low), y_of (self, frame, low));
  cairo_line_to (cr, x_of (self, frame, high), y_of (self, frame, high));
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* Words stand on the side where there is room, and away from the other marks: each has a line of its own. */
static void
draw_mark (const FairChart *self, cairo_t *cr, const Frame *frame, guint index)
{
  const FairChartMark *mark = &g_array_index (self->marks, FairChartMark, index);
  const double dashes[] = { 6, 3 };
  double x = x_of (self, frame, mark->x);
  gboolean is_left = TRUE;
  int width;
  int line;

  for (guint i = 0; i < self->marks->len; i++)
    is_left = is_left && mark->x <= g_array_index (self->marks, FairChartMark, i).x;
  measure (cr, mark->label, FONT, &width, &line);
  is_left = (is_left && x - GAP - width >= frame->left) || x + GAP + width > frame->right;
  cairo_save (cr);
  cairo_set_dash (cr, dashes, index % 2 == 0 ? 0 : 2, 0);
  cairo_set_line_width (cr, 1.5);
  cairo_move_to (cr, x, frame->top);
  cairo_line_to (cr, x, frame->bottom);
  cairo_stroke (cr);
  cairo_restore (cr);
  show_text (cr, mark->label, is_left ? x - GAP : x + GAP, frame->top + (index + 0.5) * line,
             is_left ? TO_THE_LEFT : TO_THE_RIGHT);
}

/**
 * fair_chart_draw:
 * @self: finished
 * @cr: its origin is the chart's corner
 */
void
fair_chart_draw (const FairChart *self, cairo_t *cr, const FairChartCanvas *canvas)
{
  Frame frame = lay_out (self, cr, canvas);
  FairChartTheme theme = canvas->theme;

  if (!canvas->bare)
    {
      set_color (cr, themes[theme].background, 1);
      cairo_rectangle (cr, 0, 0, canvas->width, canvas->height);
      cairo_fill (cr);
    }
  draw_titles (self, cr, &frame, canvas);
  if (fair_chart_is_empty (self))
    {
      show_text (cr, _("There is nothing to show yet"), canvas->width / 2, canvas->height / 2, CENTERED);
      return;
    }
  draw_grid (self, cr, &frame, theme);
  draw_x_labels (self, cr, &frame, theme);
  draw_legend (self, cr, &frame, theme);
  draw_diagonal (self, cr, &frame, theme);
  for (guint i = 0; i < self->series->len; i++)
    draw_series (self, cr, &frame, i, theme);
  set_color (cr, themes[theme].text, 1);
  for (guint i = 0; i < self->marks->len; i++)
    draw_mark (self, cr, &frame, i);
}

/* Laying out asks only for the size of words, so any surface will do. */
static Frame
measure_frame (const FairChart *self, const FairChartCanvas *canvas)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  Frame frame = lay_out (self, cr, canvas);

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
