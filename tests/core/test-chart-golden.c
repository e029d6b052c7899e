/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts against pictures of them in tests/fixtures/charts, without a display. Both are looked at in blocks of 4 by 4
 * pixels, so that a letter that is smoothed a little differently is no difference, and a line that moved is.
 *
 * After a change that is meant, renew them: FAIR_RENEW_CHARTS=1 build/tests/core/test-chart-golden
 * and look at each before it is committed. What was drawn instead of a picture is left beside the program that failed. */
#include "fair-chart-draw.h"

#include <math.h>
#include <pango/pangocairo.h>

#define WIDTH      360
#define HEIGHT     240
#define BLOCK      4
#define DIFFERENCE 20    /* of 255, between the means of a channel in a block */
#define TOLERATED  0.002 /* of all blocks */

typedef FairChart *(*Maker) (void);

static FairChart *
make_units (void)
{
  FairChart *chart = fair_chart_new ("Units won and lost", "Settled picks, in the order of kickoff", "Units");
  FairSeries *chance = fair_chart_add (chart, FAIR_SERIES_BAND, "Chance alone, 95 of 100");
  FairSeries *units = fair_chart_add (chart, FAIR_SERIES_LINE, "Record");
  double sum = 0;

  chart->y.as_signed = TRUE;
  for (int i = 0; i <= 60; i++)
    {
      sum += i == 0 ? 0 : (i * 7 + i / 5) % 2 == 0 ? 100.0 / 110 : -1;
      fair_series_add (chance, (FairChartPoint) { i, -0.045 * i, -0.045 * i - 1.9 * sqrt (i), -0.045 * i + 1.9 * sqrt (i), 0 });
      fair_series_add (units, (FairChartPoint) { i, sum, NAN, NAN, i });
    }
  return chart;
}

static FairChart *
make_edge (void)
{
  static const char *const labels[] = { "0–1", "1–2", "2–3.5", "3.5–5", "5–7", "7+", NULL };
  FairChart *chart = fair_chart_new ("Return by edge", "Edge against the line, points", "Return on one unit, %");
  FairSeries *series = fair_chart_add (chart, FAIR_SERIES_BARS, "Return");

  chart->y.as_signed = TRUE;
  chart->x.categories = g_strdupv ((char **) labels);
  chart->note = g_strdup ("At one unit; intervals of 95 %");
  for (int i = 0; i < 6; i++)
    fair_series_add (series, (FairChartPoint) { i, 4 * i - 14, 4 * i - 30, 4 * i + 6, 100 });
  return chart;
}

static FairChart *
make_calibration (void)
{
  FairChart *chart = fair_chart_new ("Calibration", "Chance that was given, %", "Came true, %");
  FairSeries *series = fair_chart_add (chart, FAIR_SERIES_POINTS, "Came true");

  chart->diagonal = TRUE;
  for (int i = 0; i < 10; i++)
    fair_series_add (series, (FairChartPoint) { 5 + 10 * i, 8 + 9.5 * i, 9.5 * i, 16 + 9.3 * i, 40 });
  fair_axis_include (&chart->x, 0);
  fair_axis_include (&chart->x, 100);
  fair_axis_include (&chart->y, 0);
  fair_axis_include (&chart->y, 100);
  return chart;
}

static FairChart *
make_error (void)
{
  static const char *const labels[] = { "w1", "w2", "w3", "w4", "w5", NULL };
  FairChart *chart = fair_chart_new ("Error of the margin", "Week", "Mean absolute error, points");
  FairSeries *ours = fair_chart_add (chart, FAIR_SERIES_LINE, "Model");
  FairSeries *theirs = fair_chart_add (chart, FAIR_SERIES_LINE, "Closing line");

  chart->x.categories = g_strdupv ((char **) labels);
  for (int i = 0; i < 5; i++)
    {
      fair_series_add (ours, (FairChartPoint) { i, 12 + i % 3, NAN, NAN, 60 });
      fair_series_add (theirs, (FairChartPoint) { i, 11.5 + i % 2, NAN, NAN, 60 });
    }
  fair_chart_mark (chart, 2.5, "Here");
  return chart;
}

static FairChart *
make_empty (void)
{
  FairChart *chart = fair_chart_new ("Units by week", "Week", "Units won or lost");

  fair_chart_add (chart, FAIR_SERIES_BARS, "Units");
  chart->why_empty = g_strdup ("No pick has been settled here yet.");
  return chart;
}

static const struct
{
  const char    *name;
  Maker          make;
  FairChartTheme theme;
  double         text_scale;
} pictures[] = {
  { "units-light", make_units, FAIR_THEME_LIGHT, 1 },
  { "units-dark", make_units, FAIR_THEME_DARK, 1 },
  { "edge-light", make_edge, FAIR_THEME_LIGHT, 1 },
  { "calibration-light", make_calibration, FAIR_THEME_LIGHT, 1 },
  { "error-contrast", make_error, FAIR_THEME_LIGHT_CONTRAST, 1 },
  { "error-dark-large", make_error, FAIR_THEME_DARK, 1.5 },
  { "empty-light", make_empty, FAIR_THEME_LIGHT, 1 },
};

static cairo_surface_t *
paint (FairChart *chart, FairChartTheme theme, double text_scale)
{
  FairChartCanvas canvas = { .width = WIDTH, .height = HEIGHT, .theme = theme, .text_scale = text_scale };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  fair_chart_draw (chart, cr, &canvas);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static int
mean_of_block (cairo_surface_t *surface, int x, int y, int channel)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  int sum = 0;

  for (int j = y; j < y + BLOCK; j++)
    for (int i = x; i < x + BLOCK; i++)
      sum += (((const guint32 *) (gconstpointer) (data + j * stride))[i] >> (8 * channel)) & 0xff;
  return sum / (BLOCK * BLOCK);
}

static gboolean
differs (cairo_surface_t *a, cairo_surface_t *b, int x, int y)
{
  for (int channel = 0; channel < 3; channel++)
    if (ABS (mean_of_block (a, x, y, channel) - mean_of_block (b, x, y, channel)) > DIFFERENCE)
      return TRUE;
  return FALSE;
}

/* The share of blocks that are not the same; everything where the sizes are not. */
static double
compare (cairo_surface_t *a, cairo_surface_t *b)
{
  guint n_different = 0;
  guint n = 0;

  if (cairo_image_surface_get_width (a) != cairo_image_surface_get_width (b)
      || cairo_image_surface_get_height (a) != cairo_image_surface_get_height (b))
    return 1;
  for (int y = 0; y + BLOCK <= HEIGHT; y += BLOCK)
    for (int x = 0; x + BLOCK <= WIDTH; x += BLOCK, n++)
      n_different += differs (a, b, x, y);
  return (double) n_different / n;
}

/* The pictures were drawn with the font that the project names; with another one every letter is another. */
static gboolean
has_font (void)
{
  PangoFontFamily **families;
  gboolean found = FALSE;
  int n;

  pango_font_map_list_families (pango_cairo_font_map_get_default (), &families, &n);
  for (int i = 0; i < n; i++)
    found = found || g_str_equal (pango_font_family_get_name (families[i]), "Cantarell");
  g_free (families);
  return found;
}

static void
check_picture (const char *path, const char *name, cairo_surface_t *drawn)
{
  cairo_surface_t *golden = cairo_image_surface_create_from_png (path);
  g_autofree char *instead = g_strdup_printf ("chart-%s.png", name);
  double difference;

  g_assert_cmpint (cairo_surface_status (golden), ==, CAIRO_STATUS_SUCCESS);
  difference = compare (golden, drawn);
  cairo_surface_destroy (golden);
  if (difference <= TOLERATED)
    return;
  cairo_surface_write_to_png (drawn, instead);
  g_test_message ("%s: %.1f %% of the blocks differ; see %s", name, 100 * difference, instead);
  g_test_fail ();
}

static void
test_pictures (void)
{
  if (!has_font ())
    {
      g_test_skip ("the font Cantarell is not installed (fonts-cantarell)");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autoptr (FairChart) chart = pictures[i].make ();
      g_autofree char *file = g_strconcat (pictures[i].name, ".png", NULL);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "fixtures", "charts", file, NULL);
      cairo_surface_t *drawn;

      fair_chart_finish (chart);
      drawn = paint (chart, pictures[i].theme, pictures[i].text_scale);
      if (g_getenv ("FAIR_RENEW_CHARTS") != NULL)
        g_assert_cmpint (cairo_surface_write_to_png (drawn, path), ==, CAIRO_STATUS_SUCCESS);
      check_picture (path, pictures[i].name, drawn);
      cairo_surface_destroy (drawn);
    }
}

/* A comparison that finds nothing proves nothing: one bar, one colour, one word must be found. */
static void
test_differences (void)
{
  g_autoptr (FairChart) edge = make_edge ();
  g_autoptr (FairChart) other = make_edge ();
  g_autoptr (FairChart) renamed = make_edge ();
  cairo_surface_t *surfaces[4];

  g_array_index (((FairSeries *) g_ptr_array_index (other->series, 0))->points, FairChartPoint, 2).y += 4;
  g_free (renamed->x.title);
  renamed->x.title = g_strdup ("Edge against the line, units");
  fair_chart_finish (edge);
  fair_chart_finish (other);
  fair_chart_finish (renamed);
  surfaces[0] = paint (edge, FAIR_THEME_LIGHT, 1);
  surfaces[1] = paint (other, FAIR_THEME_LIGHT, 1);
  surfaces[2] = paint (edge, FAIR_THEME_LIGHT_CONTRAST, 1);
  surfaces[3] = paint (renamed, FAIR_THEME_LIGHT, 1);
  g_assert_cmpfloat (compare (surfaces[0], surfaces[0]), ==, 0);
  for (guint i = 1; i < G_N_ELEMENTS (surfaces); i++)
    g_assert_cmpfloat (compare (surfaces[0], surfaces[i]), >, TOLERATED);
  for (guint i = 0; i < G_N_ELEMENTS (surfaces); i++)
    cairo_surface_destroy (surfaces[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/golden/pictures", test_pictures);
  g_test_add_func ("/chart/golden/differences", test_differences);
  return g_test_run ();
}
