/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-chart-pen-private.h"

#define FONT      "Cantarell, sans-serif"
#define TEXT_SIZE 10 /* points */
#define HEAD_SIZE 12

/* Series colours differ in lightness as well as in hue, so that they are told apart without seeing colour: after Okabe and
 * Ito, "Color Universal Design" (2008), darkened on white and lightened on black until each has 3:1 against the ground. */
static const FairChartPalette palettes[] = {
  [FAIR_THEME_LIGHT] = { { 1, 1, 1 },
                         { 0.13, 0.13, 0.15 },
                         { 0.87, 0.87, 0.88 },
                         { { 0, 0.45, 0.70 }, { 0.84, 0.37, 0 }, { 0, 0.50, 0.36 }, { 0.72, 0.36, 0.56 } } },
  [FAIR_THEME_DARK] = { { 0.14, 0.14, 0.15 },
                        { 0.95, 0.95, 0.95 },
                        { 0.30, 0.30, 0.32 },
                        { { 0.34, 0.71, 0.91 }, { 0.96, 0.65, 0.14 }, { 0.25, 0.75, 0.60 }, { 0.90, 0.62, 0.78 } } },
  [FAIR_THEME_LIGHT_CONTRAST] = { { 1, 1, 1 },
                                  { 0, 0, 0 },
                                  { 0.62, 0.62, 0.62 },
                                  { { 0, 0.27, 0.52 }, { 0.62, 0.20, 0 }, { 0, 0.33, 0.22 }, { 0.50, 0.10, 0.36 } } },
  [FAIR_THEME_DARK_CONTRAST] = { { 0, 0, 0 },
                                 { 1, 1, 1 },
                                 { 0.52, 0.52, 0.52 },
                                 { { 0.50, 0.82, 1 }, { 1, 0.76, 0.30 }, { 0.40, 0.92, 0.75 }, { 1, 0.75, 0.90 } } },
};

static PangoFontDescription *
make_font (double size, PangoWeight weight)
{
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  pango_font_description_set_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  return font;
}

/**
 * fair_chart_pen_init:
 *
 * Letters are as wide on every surface, so that a pointer finds what was drawn on another one.
 */
void
fair_chart_pen_init (FairChartPen *self, cairo_t *cr, const FairChartCanvas *canvas)
{
  double scale = canvas->text_scale > 0 ? canvas->text_scale : 1;
  cairo_font_options_t *options = cairo_font_options_create ();
  int line;

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  *self = (FairChartPen) {
    .cr = cr,
    .palette = &palettes[canvas->theme],
    .layout = pango_cairo_create_layout (cr),
    .font = make_font (TEXT_SIZE * scale, PANGO_WEIGHT_NORMAL),
    .heading = make_font (HEAD_SIZE * scale, PANGO_WEIGHT_BOLD),
  };
  pango_cairo_context_set_font_options (pango_layout_get_context (self->layout), options);
  cairo_font_options_destroy (options);
  pango_layout_context_changed (self->layout);
  pango_layout_set_font_description (self->layout, self->font);
  pango_layout_set_text (self->layout, "0", -1);
  pango_layout_get_pixel_size (self->layout, NULL, &line);
  self->line = line;
}

void
fair_chart_pen_clear (FairChartPen *self)
{
  g_clear_object (&self->layout);
  g_clear_pointer (&self->font, pango_font_description_free);
  g_clear_pointer (&self->heading, pango_font_description_free);
}

void
fair_chart_pen_color (FairChartPen *self, FairChartColor color, double alpha)
{
  cairo_set_source_rgba (self->cr, color.red, color.green, color.blue, alpha);
}

/* One line of text, cut with an ellipsis where it is longer than @room; no limit where that is 0. */
static void
set_line (FairChartPen *self, const char *text, double room)
{
  pango_layout_set_font_description (self->layout, self->font);
  pango_layout_set_alignment (self->layout, PANGO_ALIGN_LEFT);
  pango_layout_set_width (self->layout, -1);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_text (self->layout, text, -1);
  if (room <= 0 || fair_chart_pen_width (self, NULL) <= room)
    return;
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (self->layout, room * PANGO_SCALE);
}

/**
 * fair_chart_pen_width:
 * @text: (nullable): NULL the text that was set last
 */
double
fair_chart_pen_width (FairChartPen *self, const char *text)
{
  PangoRectangle ink;

  if (text != NULL)
    set_line (self, text, 0);
  pango_layout_get_extents (self->layout, NULL, &ink);
  return (double) ink.width / PANGO_SCALE;
}

/**
 * fair_chart_pen_write:
 * @y: the middle of the line
 * @room: how wide it may be; 0 no limit
 */
void
fair_chart_pen_write (FairChartPen *self, const char *text, double x, double y, FairTextAlignment alignment, double room)
{
  set_line (self, text, room);
  cairo_move_to (self->cr, x - fair_chart_pen_width (self, NULL) * alignment / 2.0, y - self->line / 2.0);
  pango_cairo_show_layout (self->cr, self->layout);
}

/**
 * fair_chart_pen_heading:
 * @y: the top
 */
void
fair_chart_pen_heading (FairChartPen *self, const char *text, double x, double y, double room)
{
  set_line (self, text, 0);
  pango_layout_set_font_description (self->layout, self->heading);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (self->layout, MAX (1, room) * PANGO_SCALE);
  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, self->layout);
}

/**
 * fair_chart_pen_paragraph:
 * @x: the middle
 * @y: the middle
 *
 * Words that go on in the next line where there is no more room.
 */
void
fair_chart_pen_paragraph (FairChartPen *self, const char *text, double x, double y, double room)
{
  int height;

  set_line (self, text, 0);
  pango_layout_set_alignment (self->layout, PANGO_ALIGN_CENTER);
  pango_layout_set_width (self->layout, MAX (1, room) * PANGO_SCALE);
  pango_layout_get_pixel_size (self->layout, NULL, &height);
  cairo_move_to (self->cr, x - MAX (1, room) / 2, y - height / 2.0);
  pango_cairo_show_layout (self->cr, self->layout);
}
