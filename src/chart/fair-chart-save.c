/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-chart-draw.h"

#include "fair-error.h"
#include "fair-file.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>

#define PNG_SCALE 2 /* sharp on dense screens */

static cairo_status_t
append (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
make_surface (const char *path, double width, double height, GByteArray *bytes)
{
  if (g_str_has_suffix (path, ".svg"))
    return cairo_svg_surface_create_for_stream (append, bytes, width, height);
  if (g_str_has_suffix (path, ".pdf"))
    return cairo_pdf_surface_create_for_stream (append, bytes, width, height);
  if (g_str_has_suffix (path, ".png"))
    return cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * PNG_SCALE, height * PNG_SCALE);
  return NULL;
}

/**
 * fair_chart_save:
 * @path: its ending says what is written: .png, .svg or .pdf
 * @width: pixels or points; a PNG has twice as many
 * @height: likewise
 *
 * Returns: FALSE with %FAIR_ERROR_USAGE for another ending, or with what went wrong
 */
gboolean
fair_chart_save (const FairChart *self, const char *path, double width, double height, FairChartTheme theme,
                 GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = make_surface (path, width, height, bytes);
  FairChartCanvas canvas = { .width = width, .height = height, .theme = theme };
  gboolean image = surface != NULL && cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_IMAGE;
  cairo_status_t status;
  cairo_t *cr;

  if (surface == NULL)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE, _("“%s” ends in none of .png, .svg and .pdf; choose one."), path);
      return FALSE;
    }
  cr = cairo_create (surface);
  if (image)
    cairo_scale (cr, PNG_SCALE, PNG_SCALE);
  fair_chart_draw (self, cr, &canvas);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (image && status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append, bytes);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return fair_file_write_atomically (path, bytes->data, bytes->len, 0644, error);
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("The chart could not be drawn (%s); try a smaller size."),
               cairo_status_to_string (status));
  return FALSE;
}
