/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-chart-draw.h"
#include "fair-chart-table.h"

#include "fair-error.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define WIDTH  600
#define HEIGHT 400

static const FairChartCanvas canvas = { .width = WIDTH, .height = HEIGHT };

static FairChart *
make_chart (void)
{
  FairChart *chart = fair_chart_new ("Units", "Picks", "Units won");
  FairSeries *band = fair_chart_add (chart, FAIR_SERIES_BAND, "Chance");
  FairSeries *line = fair_chart_add (chart, FAIR_SERIES_LINE, "Record");
  FairSeries *points = fair_chart_add (chart, FAIR_SERIES_POINTS, "Weeks");

  for (int i = 0; i <= 10; i++)
    {
      fair_series_add (band, (FairChartPoint) { i, 0, -i, i, 0 });
      fair_series_add (line, (FairChartPoint) { i, i % 3, NAN, NAN, 0 });
    }
  fair_series_add (points, (FairChartPoint) { 5, -8, -9, -7, 42 });
  fair_chart_finish (chart);
  return chart;
}

static void
test_ticks (void)
{
  static const struct
  {
    double low, high, step;
    guint  n;
    const char *first;
  } cases[] = {
    { 0, 10, 2, 6, "0" }, { -3, 4.2, 2, 6, "−4" }, { 0, 1, 0.2, 6, "0.0" }, { 7, 7, 0.5, 5, "6.0" }, { -120, 130, 50, 7, "−150" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *label = NULL;
      FairAxis axis;

      fair_axis_init (&axis, "x");
      fair_axis_include (&axis, cases[i].low);
      fair_axis_include (&axis, NAN);
      fair_axis_include (&axis, cases[i].high);
      fair_axis_finish (&axis);
      g_assert_cmpfloat_with_epsilon (axis.step, cases[i].step, 1e-12);
      g_assert_cmpuint (fair_axis_n_ticks (&axis), ==, cases[i].n);
      g_assert_cmpfloat (axis.low, <=, cases[i].low);
      g_assert_cmpfloat (axis.high, >=, cases[i].high);
      label = fair_axis_format (&axis, fair_axis_tick (&axis, 0));
      g_assert_cmpstr (label, ==, cases[i].first);
      fair_axis_clear (&axis);
    }
}

static guint32
pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[x] & 0xffffff;
}

static cairo_surface_t *
paint (const FairChart *chart, double width, double height, FairChartTheme theme)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  fair_chart_draw (chart, cr, &(FairChartCanvas) { .width = width, .height = height, .theme = theme });
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Where a pointer finds a point, ink must be, and nowhere outside the plot. */
static void
test_ink (void)
{
  g_autoptr (FairChart) chart = make_chart ();
  FairChartHit hit;

  for (FairChartTheme theme = FAIR_THEME_LIGHT; theme <= FAIR_THEME_DARK_CONTRAST; theme++)
    {
      cairo_surface_t *surface = paint (chart, WIDTH, HEIGHT, theme);
      guint32 ground = pixel (surface, 2, 2);

      for (guint i = 0; i <= 10; i++)
        {
          g_assert_true (fair_chart_hit (chart, &canvas, 80 + 50 * i, 60, &hit));
          g_assert_cmpuint (pixel (surface, hit.x, hit.y), !=, ground);
        }
      g_assert_cmpuint (pixel (surface, WIDTH - 3, HEIGHT / 2), ==, ground);
      g_assert_cmpuint (pixel (surface, WIDTH / 2, HEIGHT - 3), ==, ground);
      cairo_surface_destroy (surface);
    }
}

static void
test_hit (void)
{
  g_autoptr (FairChart) chart = make_chart ();
  g_autofree char *told = NULL;
  FairChartHit first;
  FairChartHit again;

  g_assert_true (fair_chart_hit (chart, &canvas, WIDTH / 2.0, 10, &first));
  g_assert_cmpuint (first.series, ==, 1); /* a band is no point */
  g_assert_true (fair_chart_hit (chart, &canvas, first.x + 3, 390, &again));
  g_assert_cmpuint (again.point, ==, first.point);
  g_assert_false (fair_chart_hit (chart, &canvas, -200, 10, &again));
  g_assert_true (fair_chart_locate (chart, &canvas, first.series, first.point, &again));
  g_assert_cmpfloat (again.x, ==, first.x);
  g_assert_cmpfloat (again.y, ==, first.y);
  g_assert_false (fair_chart_locate (chart, &canvas, 0, 0, &again));
  g_assert_false (fair_chart_locate (chart, &canvas, 1, 11, &again));
  g_assert_false (fair_chart_locate (chart, &canvas, 3, 0, &again));
  told = fair_chart_tell (chart, 2, 0);
  g_assert_cmpstr (told, ==, "Weeks, 5: −8 (−9 to −7), n = 42");
}

static void
test_words_and_table (void)
{
  g_autoptr (FairChart) chart = make_chart ();
  g_autofree char *text = fair_chart_describe (chart);
  g_autoptr (GBytes) csv = fair_chart_to_csv (chart);
  g_autofree char *table = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));

  g_assert_nonnull (strstr (text, "Units: Units won against Picks."));
  g_assert_nonnull (strstr (text, "Highest: Record, 2: 2."));
  g_assert_nonnull (strstr (text, "Last: Record, 10: 1."));
  g_assert_true (g_str_has_prefix (table, "series,x,y,low,high,n\r\nChance,0.0000,0.0000,0.0000,0.0000,0\r\n"));
  g_assert_nonnull (strstr (table, "Weeks,5.0000,-8.0000,-9.0000,-7.0000,42\r\n"));
}

/* The table has a row for each of the CSV's, and leaves out columns that nothing stands in. */
static void
test_rows (void)
{
  g_autoptr (FairChart) chart = make_chart ();
  g_autoptr (FairChart) plain = fair_chart_new ("T", "x", "y");
  static const char *const last[] = { "Weeks", "5", "−8", "−9", "−7", "42" };

  fair_chart_mark (chart, 7.5, "Line");
  g_assert_cmpuint (fair_chart_n_rows (chart), ==, 11 + 11 + 1 + 1);
  for (FairChartColumn column = 0; column < FAIR_N_CHART_COLUMNS; column++)
    {
      g_autofree char *cell = fair_chart_cell (chart, 22, column);
      g_autofree char *mark = fair_chart_cell (chart, 23, column);

      g_assert_true (fair_chart_has_column (chart, column));
      g_assert_cmpstr (cell, ==, last[column]);
      g_assert_cmpstr (mark, ==, column == FAIR_CHART_SERIES ? "Line" : column == FAIR_CHART_X ? "7.5" : "");
    }
  fair_series_add (fair_chart_add (plain, FAIR_SERIES_LINE, "s"), (FairChartPoint) { 1, 2.5, NAN, NAN, 0 });
  fair_chart_finish (plain);
  g_assert_true (fair_chart_has_column (plain, FAIR_CHART_Y));
  g_assert_false (fair_chart_has_column (plain, FAIR_CHART_LOW));
  g_assert_false (fair_chart_has_column (plain, FAIR_CHART_HIGH));
  g_assert_false (fair_chart_has_column (plain, FAIR_CHART_N));
}

/* Larger words take room from the plot. */
static void
test_room (void)
{
  g_autoptr (FairChart) chart = make_chart ();
  FairChartCanvas large = { .width = WIDTH, .height = HEIGHT, .text_scale = 2 };
  FairChartHit usual;
  FairChartHit other;

  g_assert_true (fair_chart_locate (chart, &canvas, 2, 0, &usual));
  g_assert_true (fair_chart_locate (chart, &large, 2, 0, &other));
  g_assert_cmpfloat (other.x, >, usual.x);
}

/* Who holds a reference may go on reading. */
static void
test_references (void)
{
  FairChart *chart = make_chart ();
  g_autoptr (FairChart) held = fair_chart_ref (chart);

  fair_chart_unref (chart);
  g_assert_cmpstr (held->title, ==, "Units");
}

/* Bare, it leaves title, note and ground to whoever stands around it. */
static void
test_bare (void)
{
  g_autoptr (FairChart) chart = make_chart ();
  FairChartCanvas bare = { .width = WIDTH, .height = HEIGHT, .bare = TRUE };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  FairChartHit full_point;
  FairChartHit bare_point;

  fair_chart_draw (chart, cr, &bare);
  cairo_surface_flush (surface);
  g_assert_cmpuint (((const guint32 *) (gconstpointer) cairo_image_surface_get_data (surface))[0], ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_assert_true (fair_chart_locate (chart, &canvas, 1, 2, &full_point));
  g_assert_true (fair_chart_locate (chart, &bare, 1, 2, &bare_point));
  g_assert_cmpfloat (bare_point.y, <, full_point.y);
}

/* Nothing yet, one point, all the same, a tiny window: drawn without complaint. */
static void
test_degenerate (void)
{
  for (guint n = 0; n < 4; n++)
    {
      g_autoptr (FairChart) chart = fair_chart_new ("T", "x", "y");
      FairSeries *series = fair_chart_add (chart, n % 2 == 0 ? FAIR_SERIES_BARS : FAIR_SERIES_LINE, "s");
      FairChartHit hit;

      for (guint i = 0; i < n; i++)
        fair_series_add (series, (FairChartPoint) { i, 3, NAN, NAN, 0 });
      fair_chart_finish (chart);
      g_assert_cmpint (fair_chart_is_empty (chart), ==, n == 0);
      cairo_surface_destroy (paint (chart, WIDTH, HEIGHT, FAIR_THEME_LIGHT));
      cairo_surface_destroy (paint (chart, 20, 10, FAIR_THEME_DARK));
      fair_chart_hit (chart, &(FairChartCanvas) { .width = 20, .height = 10 }, 5, 5, &hit);
    }
}

static void
test_save (void)
{
  static const struct
  {
    const char *name;
    const char *starts;
  } kinds[] = { { "chart.png", "\x89PNG" }, { "chart.svg", "<?xml" }, { "chart.pdf", "%PDF" } };
  g_autoptr (FairChart) chart = make_chart ();
  g_autofree char *folder = g_dir_make_tmp ("fair-chart-XXXXXX", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "missing", "chart.png", NULL);
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GError) unreachable = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_build_filename (folder, kinds[i].name, NULL);
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (fair_chart_save (chart, path, WIDTH, HEIGHT, FAIR_THEME_LIGHT, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      g_assert_true (g_str_has_prefix (contents, kinds[i].starts));
      g_unlink (path);
    }
  g_assert_false (fair_chart_save (chart, "chart.bmp", WIDTH, HEIGHT, FAIR_THEME_LIGHT, &wrong));
  g_assert_error (wrong, FAIR_ERROR, FAIR_ERROR_USAGE);
  g_assert_false (fair_chart_save (chart, nowhere, WIDTH, HEIGHT, FAIR_THEME_LIGHT, &unreachable));
  g_assert_nonnull (unreachable);
  g_rmdir (folder);
}

/* A legend that is wider than the chart takes another line, and the plot makes room for it. */
static void
test_long_legend (void)
{
  g_autoptr (FairChart) chart = make_chart ();
  const FairChartCanvas wide = { .width = WIDTH, .height = HEIGHT, .bare = TRUE };
  FairChartHit before;
  FairChartHit after;

  fair_chart_add (chart, FAIR_SERIES_LINE, "x");
  g_assert_true (fair_chart_locate (chart, &wide, 2, 0, &before));
  fair_chart_add (chart, FAIR_SERIES_LINE, "A name that is so long that it goes to the second line of the legend, and on");
  g_assert_true (fair_chart_locate (chart, &wide, 2, 0, &after));
  g_assert_cmpfloat (after.y, >, before.y); /* the plot stands on the same ground and is less high */
  cairo_surface_destroy (paint (chart, WIDTH, HEIGHT, FAIR_THEME_LIGHT));
}

/* Half of a line's ink may be in the next pixel. */
static gboolean
is_dark (guint32 colour)
{
  return (colour & 0xff) < 0x90 && (colour >> 8 & 0xff) < 0x90 && (colour >> 16 & 0xff) < 0x90;
}

/* A mark is ink from top to bottom, words, and a row; one that is nowhere is nothing. */
static void
test_marks (void)
{
  g_autoptr (FairChart) chart = make_chart ();
  g_autofree char *text = NULL;
  g_autofree char *table = NULL;
  g_autoptr (GBytes) csv = NULL;
  FairChartHit at;
  cairo_surface_t *surface;
  guint n_ink = 0;

  g_assert_true (fair_chart_locate (chart, &canvas, 1, 7, &at));
  surface = paint (chart, WIDTH, HEIGHT, FAIR_THEME_LIGHT);
  fair_chart_mark (chart, 7, "Line +7.0");
  fair_chart_mark (chart, NAN, "Nowhere");
  fair_chart_mark (chart, 10, "At the edge, with many words");
  g_assert_cmpuint (chart->marks->len, ==, 2);
  for (int i = 0; i < 2; i++)
    {
      guint before = n_ink;

      n_ink = 0;
      for (int y = 60; y < HEIGHT - 60; y++)
        n_ink += is_dark (pixel (surface, at.x, y)) || is_dark (pixel (surface, at.x - 1, y));
      cairo_surface_destroy (surface);
      if (i == 0)
        surface = paint (chart, WIDTH, HEIGHT, FAIR_THEME_LIGHT);
      else
        g_assert_cmpuint (n_ink, >, before + 100);
    }
  text = fair_chart_describe (chart);
  g_assert_nonnull (strstr (text, "Marked at 7.0: Line +7.0."));
  g_assert_null (strstr (text, "Nowhere"));
  csv = fair_chart_to_csv (chart);
  table = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_nonnull (strstr (table, "\r\nLine +7.0,7.0000,,,,\r\n"));
  g_assert_null (strstr (table, "Nowhere"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/ticks", test_ticks);
  g_test_add_func ("/chart/ink", test_ink);
  g_test_add_func ("/chart/hit", test_hit);
  g_test_add_func ("/chart/words-and-table", test_words_and_table);
  g_test_add_func ("/chart/long-legend", test_long_legend);
  g_test_add_func ("/chart/marks", test_marks);
  g_test_add_func ("/chart/rows", test_rows);
  g_test_add_func ("/chart/room", test_room);
  g_test_add_func ("/chart/references", test_references);
  g_test_add_func ("/chart/bare", test_bare);
  g_test_add_func ("/chart/degenerate", test_degenerate);
  g_test_add_func ("/chart/save", test_save);
  return g_test_run ();
}
