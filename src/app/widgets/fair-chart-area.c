/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-chart-area.h"

#include "fair-chart-draw.h"
#include "fair-compat.h"

#define MARK_RADIUS 6.0

struct _FairChartArea
{
  GtkWidget        parent_instance;
  const FairChart *chart; /* nullable; belongs to whoever shows this */
  gboolean         marked;
  guint            series; /* of the marked point */
  guint            point;
  double           pointer_x; /* where the pointer was last */
  double           pointer_y;
};

G_DEFINE_FINAL_TYPE (FairChartArea, fair_chart_area, GTK_TYPE_WIDGET)

enum
{
  POINTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static FairChartCanvas
canvas_of (FairChartArea *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  return (FairChartCanvas) {
    .width = gtk_widget_get_width (GTK_WIDGET (self)),
    .height = gtk_widget_get_height (GTK_WIDGET (self)),
    .theme = dark ? FAIR_THEME_DARK : FAIR_THEME_LIGHT,
    .bare = TRUE,
  };
}

static void
tell (FairChartArea *self)
{
  g_autofree char *text = self->marked ? fair_chart_tell (self->chart, self->series, self->point) : NULL;

  gtk_widget_queue_draw (GTK_WIDGET (self));
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
}

static void
fair_chart_area_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FairChartArea *self = FAIR_CHART_AREA (widget);
  FairChartCanvas canvas = canvas_of (self);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, canvas.width, canvas.height);
  cairo_t *cr;

  if (self->chart == NULL || canvas.width < 1 || canvas.height < 1)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  fair_chart_draw (self->chart, cr, &canvas);
  draw_mark (self, cr, &canvas);
  cairo_destroy (cr);
}

static void
fair_chart_area_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 260 : 220;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 460 : 260;
  *minimum_baseline = *natural_baseline = -1;
}

static void
fair_chart_area_class_init (FairChartAreaClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

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
  g_autofree char *description = chart == NULL ? NULL : fair_chart_describe (chart);

  self->chart = chart;
  self->marked = FALSE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, chart == NULL ? "" : chart->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description == NULL ? "" : description, -1);
  tell (self);
}
