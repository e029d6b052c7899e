/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-chart-area.h"

#include "fair-chart-draw.h"
#include "fair-compat.h"

#define MARK_RADIUS 6.0

/* The label that follows the marked point. */
#define LABEL_PADDING 6.0
#define LABEL_GAP     10.0

/* The text that charts are laid out for is 10 points where a window's is 11, at 96 dots an inch. */
#define USUAL_TEXT (11.0 * 96 / 72)

/* What the picture that is kept was drawn for. */
typedef struct
{
  FairChartCanvas canvas;
  int             scale; /* pixels of the screen for one of the window */
} Sitting;

struct _FairChartArea
{
  GtkWidget        parent_instance;
  const FairChart *chart; /* nullable; belongs to whoever shows this */
  gboolean         marked;
  guint            series; /* of the marked point */
  guint            point;
  double           pointer_x; /* where the pointer was last */
  double           pointer_y;
  GdkTexture      *picture; /* nullable; of the chart without the mark, so that a pointer's way costs no drawing */
  Sitting          sitting;
};

G_DEFINE_FINAL_TYPE (FairChartArea, fair_chart_area, GTK_TYPE_WIDGET)

enum
{
  POINTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* How large the text around is against the usual: the person's font and text size. */
static double
text_scale (FairChartArea *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double resolution = pango_cairo_context_get_resolution (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= (resolution > 0 ? resolution : 96) / 72;
  return size > 0 ? size / USUAL_TEXT : 1;
}

static FairChartCanvas
canvas_of (FairChartArea *self)
{
  return (FairChartCanvas) {
    .width = gtk_widget_get_width (GTK_WIDGET (self)),
    .height = gtk_widget_get_height (GTK_WIDGET (self)),
    .theme = fair_chart_area_theme (),
    .bare = TRUE,
    .text_scale = text_scale (self),
  };
}

/* A screen reader reads the description of what has the focus when it changes. */
static void
describe (FairChartArea *self, const char *marked)
{
  g_autofree char *whole = self->chart == NULL ? NULL : fair_chart_describe (self->chart);
  const char *description = marked != NULL ? marked : whole;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description == NULL ? "" : description, -1);
}

static void
tell (FairChartArea *self)
{
  g_autofree char *text = self->marked ? fair_chart_tell (self->chart, self->series, self->point) : NULL;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  /* Where a pointer goes is nothing to be read aloud. */
  if (text == NULL || gtk_widget_has_focus (GTK_WIDGET (self)))
    describe (self, text);
  g_signal_emit (self, signals[POINTED], 0, text);
}

static void
mark (FairChartArea *self, guint series, guint point)
{
  if (self->marked && self->series == series && self->point == point)
    return;
  self->marked = TRUE;
  self->series = series;
  self->point = point;
  tell (self);
}

static void
unmark (FairChartArea *self)
{
  if (!self->marked)
    return;
  self->marked = FALSE;
  tell (self);
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, FairChartArea *self)
{
  FairChartCanvas canvas = canvas_of (self);
  FairChartHit hit;

  /* GTK repeats the last motion after redrawing; only a hand takes the mark away from the keys. */
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  if (self->chart != NULL && fair_chart_hit (self->chart, &canvas, x, y, &hit))
    mark (self, hit.series, hit.point);
  else
    unmark (self);
}

static void
on_leave (GtkEventControllerMotion *controller, FairChartArea *self)
{
  self->pointer_x = self->pointer_y = -1;
  unmark (self);
}

static guint
length_of (FairChartArea *self, guint series)
{
  const FairSeries *line = g_ptr_array_index (self->chart->series, series);

  return line->kind == FAIR_SERIES_BAND ? 0 : line->points->len;
}

/* The next series in a direction that has points; the same one where there is none. */
static guint
next_series (FairChartArea *self, int direction)
{
  guint n = self->chart->series->len;

  for (guint i = 1; i <= n; i++)
    {
      guint candidate = (self->series + n + direction * (int) i) % n;

      if (length_of (self, candidate) > 0)
        return candidate;
    }
  return self->series;
}

static void
move_along (FairChartArea *self, guint key)
{
  guint last = length_of (self, self->series) - 1;

  if (key == GDK_KEY_Home)
    mark (self, self->series, 0);
  else if (key == GDK_KEY_End)
    mark (self, self->series, last);
  else if (key == GDK_KEY_Left)
    mark (self, self->series, self->point == 0 ? 0 : self->point - 1);
  else
    mark (self, self->series, MIN (self->point + 1, last));
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, FairChartArea *self)
{
  gboolean along = key == GDK_KEY_Left || key == GDK_KEY_Right || key == GDK_KEY_Home || key == GDK_KEY_End;
  gboolean across = key == GDK_KEY_Up || key == GDK_KEY_Down;

  if (key == GDK_KEY_Escape && self->marked)
    {
      unmark (self);
      return TRUE;
    }
  if (self->chart == NULL || fair_chart_is_empty (self->chart) || (!along && !across)
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  if (!self->marked)
    {
      self->series = self->chart->series->len - 1;
      self->series = next_series (self, 1);
      mark (self, self->series, key == GDK_KEY_End ? length_of (self, self->series) - 1 : 0);
    }
  else if (along)
    move_along (self, key);
  else
    {
      guint series = next_series (self, key == GDK_KEY_Down ? 1 : -1);

      mark (self, series, MIN (self->point, length_of (self, series) - 1));
    }
  return TRUE;
}

static void
on_focus_left (GtkEventControllerFocus *controller, FairChartArea *self)
{
  unmark (self);
}

/* Whoever clicks on a chart may go on with the arrow keys. */
static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, FairChartArea *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* Words beside the marked point, on the ground that the text around stands out from, wholly inside the chart. */
static void
draw_label (FairChartArea *self, cairo_t *cr, const FairChartHit *at, const GdkRGBA *ground)
{
  g_autofree char *text = fair_chart_tell (self->chart, self->series, self->point);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  double room = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * LABEL_PADDING;
  double ink = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? 0 : 1;
  int width;
  int height;
  double x;
  double y;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (width > room)
    {
      pango_layout_set_width (layout, MAX (1, room) * PANGO_SCALE);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_get_pixel_size (layout, &width, &height);
    }
  x = CLAMP (at->x - width / 2.0, LABEL_PADDING, MAX (LABEL_PADDING, room + LABEL_PADDING - width));
  y = at->y - LABEL_GAP - LABEL_PADDING - height;
  if (y < LABEL_PADDING)
    y = at->y + LABEL_GAP + LABEL_PADDING;
  cairo_rectangle (cr, x - LABEL_PADDING, y - LABEL_PADDING / 2, width + 2 * LABEL_PADDING, height + LABEL_PADDING);
  cairo_set_source_rgba (cr, ground->red, ground->green, ground->blue, 1);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, ink, ink, ink);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_mark (FairChartArea *self, cairo_t *cr, const FairChartCanvas *canvas)
{
  FairChartHit at;
  GdkRGBA color;

  if (!self->marked || !fair_chart_locate (self->chart, canvas, self->series, self->point, &at))
    return;
  fair_compat_get_color (GTK_WIDGET (self), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 2);
  cairo_new_path (cr);
  cairo_arc (cr, at.x, at.y, MARK_RADIUS, 0, 2 * G_PI);
  cairo_stroke (cr);
  draw_label (self, cr, &at, &color);
}

static gboolean
is_same (const Sitting *a, const Sitting *b)
{
  return a->scale == b->scale && a->canvas.width == b->canvas.width && a->canvas.height == b->canvas.height
         && a->canvas.theme == b->canvas.theme && a->canvas.text_scale == b->canvas.text_scale;
}

static GdkTexture *
paint (FairChartArea *self, const Sitting *sitting)
{
  int width = sitting->canvas.width * sitting->scale;
  int height = sitting->canvas.height * sitting->scale;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  gsize stride;

  cairo_scale (cr, sitting->scale, sitting->scale);
  fair_chart_draw (self->chart, cr, &sitting->canvas);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
fair_chart_area_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FairChartArea *self = FAIR_CHART_AREA (widget);
  Sitting sitting = { canvas_of (self), gtk_widget_get_scale_factor (widget) };
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, sitting.canvas.width, sitting.canvas.height);
  cairo_t *cr;

  if (self->chart == NULL || sitting.canvas.width < 1 || sitting.canvas.height < 1)
    return;
  if (self->picture == NULL || !is_same (&self->sitting, &sitting))
    {
      g_clear_object (&self->picture);
      self->picture = paint (self, &sitting);
      self->sitting = sitting;
    }
  gtk_snapshot_append_texture (snapshot, self->picture, &bounds);
  if (!self->marked)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  draw_mark (self, cr, &sitting.canvas);
  cairo_destroy (cr);
}

/* Larger words need more room. */
static void
fair_chart_area_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  double scale = CLAMP (text_scale (FAIR_CHART_AREA (widget)), 1, 2);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 260 : 120 + 100 * scale;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 460 : 140 + 120 * scale;
  *minimum_baseline = *natural_baseline = -1;
}

static void
fair_chart_area_finalize (GObject *object)
{
  g_clear_object (&FAIR_CHART_AREA (object)->picture);
  G_OBJECT_CLASS (fair_chart_area_parent_class)->finalize (object);
}

static void
fair_chart_area_class_init (FairChartAreaClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fair_chart_area_finalize;
  widget->snapshot = fair_chart_area_snapshot;
  widget->measure = fair_chart_area_measure;
  gtk_widget_class_set_css_name (widget, "chart");
  gtk_widget_class_set_accessible_role (widget, GTK_ACCESSIBLE_ROLE_IMG);
  signals[POINTED] = g_signal_new ("pointed", FAIR_TYPE_CHART_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, G_TYPE_STRING);
}

static void
fair_chart_area_init (FairChartArea *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
}

/**
 * fair_chart_area_theme:
 *
 * Returns: the colours that the person's style asks for
 */
FairChartTheme
fair_chart_area_theme (void)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  if (adw_style_manager_get_high_contrast (style))
    return adw_style_manager_get_dark (style) ? FAIR_THEME_DARK_CONTRAST : FAIR_THEME_LIGHT_CONTRAST;
  return adw_style_manager_get_dark (style) ? FAIR_THEME_DARK : FAIR_THEME_LIGHT;
}

/**
 * fair_chart_area_set_chart:
 * @chart: (nullable): must stay until another one is set
 *
 * Shows a chart.
 */
void
fair_chart_area_set_chart (FairChartArea *self, const FairChart *chart)
{
  self->chart = chart;
  self->marked = FALSE;
  g_clear_object (&self->picture);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  chart == NULL ? "" : chart->title, -1);
  tell (self);
}
