/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-chart-view.h"

#include "fair-chart-area.h"
#include "fair-chart-draw.h"
#include "fair-compat.h"
#include "fair-file.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of saved and copied pictures. */
#define PICTURE_WIDTH  820
#define PICTURE_HEIGHT 460
#define COPY_SCALE     2

struct _FairChartView
{
  AdwBin         parent_instance;
  FairChart     *chart; /* nullable */
  GtkLabel      *title;
  GtkMenuButton *menu;
  GtkStack      *stack;
  FairChartArea *area;
  GtkGrid       *table;
  GtkLabel      *value;
  GtkLabel      *note;
};

G_DEFINE_FINAL_TYPE (FairChartView, fair_chart_view, ADW_TYPE_BIN)

static FairChartTheme
theme (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ()) ? FAIR_THEME_DARK : FAIR_THEME_LIGHT;
}

static void
on_pointed (FairChartArea *area, const char *text, FairChartView *self)
{
  gtk_label_set_label (self->value, text == NULL ? "" : text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text == NULL ? "" : text, -1);
  if (text != NULL && gtk_widget_has_focus (GTK_WIDGET (area)))
    fair_compat_announce (GTK_WIDGET (area), text);
}

static void
attach (FairChartView *self, const char *text, int column, int row, gboolean number)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  gtk_label_set_selectable (GTK_LABEL (label), row > 0);
  gtk_widget_add_css_class (label, row == 0 ? "heading" : "numeric");
  gtk_grid_attach (self->table, label, column, row, 1, 1);
}

static void
attach_number (FairChartView *self, double number, const FairAxis *axis, int column, int row)
{
  g_autofree char *text = isnan (number) ? g_strdup ("–") : fair_axis_format (axis, number);

  attach (self, text, column, row, TRUE);
}

static void
attach_point (FairChartView *self, const FairSeries *series, guint index, int row)
{
  const FairChartPoint *point = &g_array_index (series->points, FairChartPoint, index);
  g_autofree char *x = fair_axis_format (&self->chart->x, point->x);
  g_autofree char *n = point->n == 0 ? g_strdup ("–") : g_strdup_printf ("%u", point->n);

  attach (self, series->name, 0, row, FALSE);
  attach (self, x, 1, row, self->chart->x.categories == NULL);
  if (series->kind == FAIR_SERIES_BAND)
    attach (self, "–", 2, row, TRUE);
  else
    attach_number (self, point->y, &self->chart->y, 2, row);
  attach_number (self, point->low, &self->chart->y, 3, row);
  attach_number (self, point->high, &self->chart->y, 4, row);
  attach (self, n, 5, row, TRUE);
}

static void
attach_mark (FairChartView *self, const FairChartMark *mark, int row)
{
  FairAxis finer = self->chart->x;

  finer.decimals++; /* a line may be a half point */
  attach (self, mark->label, 0, row, FALSE);
  attach_number (self, mark->x, &finer, 1, row);
  for (int column = 2; column <= 5; column++)
    attach (self, "–", column, row, TRUE);
}

/* Made when it is first asked for: most charts are looked at as pictures. */
static void
fill_table (FairChartView *self)
{
  const char *const heads[] = { _("Series"), self->chart->x.title, self->chart->y.title, _("Low"), _("High"), "n" };
  int row = 1;

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    attach (self, heads[i], i, 0, i >= 2);
  for (guint i = 0; i < self->chart->series->len; i++)
    {
      const FairSeries *series = g_ptr_array_index (self->chart->series, i);

      for (guint j = 0; j < series->points->len; j++)
        attach_point (self, series, j, row++);
    }
  for (guint i = 0; i < self->chart->marks->len; i++)
    attach_mark (self, &g_array_index (self->chart->marks, FairChartMark, i), row++);
}

static void
clear_table (FairChartView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->table))) != NULL)
    gtk_grid_remove (self->table, child);
}

static void
show_table (GSimpleAction *action, GVariant *state, gpointer data)
{
  FairChartView *self = data;
  gboolean as_table = g_variant_get_boolean (state);

  if (self->chart == NULL)
    return;
  g_simple_action_set_state (action, state);
  if (as_table && gtk_widget_get_first_child (GTK_WIDGET (self->table)) == NULL)
    fill_table (self);
  gtk_stack_set_visible_child_name (self->stack, as_table ? "table" : "chart");
}

static GdkTexture *
make_texture (FairChartView *self)
{
  cairo_surface_t *surface
    = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, PICTURE_WIDTH * COPY_SCALE, PICTURE_HEIGHT * COPY_SCALE);
  cairo_t *cr = cairo_create (surface);
  FairChartCanvas canvas = { .width = PICTURE_WIDTH, .height = PICTURE_HEIGHT, .theme = theme () };
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;

  cairo_scale (cr, COPY_SCALE, COPY_SCALE);
  fair_chart_draw (self->chart, cr, &canvas);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize) cairo_image_surface_get_stride (surface) * PICTURE_HEIGHT * COPY_SCALE);
  texture = gdk_memory_texture_new (PICTURE_WIDTH * COPY_SCALE, PICTURE_HEIGHT * COPY_SCALE, GDK_MEMORY_DEFAULT, bytes,
                                    cairo_image_surface_get_stride (surface));
  cairo_surface_destroy (surface);
  return texture;
}

/* A program that takes pictures gets one, a program that takes text the table. */
static void
copy (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FairChartView *self = data;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) csv = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GdkContentProvider) both = NULL;
  GdkContentProvider *parts[2];

  if (self->chart == NULL)
    return;
  texture = make_texture (self);
  csv = fair_chart_to_csv (self->chart);
  text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  parts[0] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);
  parts[1] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  both = gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), both);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", _("Copied the chart."));
}

static gboolean
write_chart (FairChartView *self, const char *path, GError **error)
{
  g_autoptr (GBytes) csv = NULL;

  if (!g_str_has_suffix (path, ".csv"))
    return fair_chart_save (self->chart, path, PICTURE_WIDTH, PICTURE_HEIGHT, theme (), error);
  csv = fair_chart_to_csv (self->chart);
  return fair_file_write_atomically (path, g_bytes_get_data (csv, NULL), g_bytes_get_size (csv), 0644, error);
}

static void
on_place_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  FairChartView *self = FAIR_CHART_VIEW (source);
  g_autoptr (GFile) file = fair_compat_choose_file_finish (result, NULL);
  g_autofree char *path = file == NULL ? NULL : g_file_get_path (file);
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL || self->chart == NULL)
    return;
  if (path == NULL)
    message = g_strdup (_("That place is not on this machine; choose a folder that is."));
  else if (write_chart (self, path, &error))
    message = g_strdup_printf (_("Saved “%s”."), path);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", message != NULL ? message : error->message);
}

static void
save (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FairChartView *self = data;
  g_autofree char *name = NULL;

  if (self->chart == NULL)
    return;
  name = g_strdup_printf ("%s.%s", self->chart->title, g_variant_get_string (parameter, NULL));
  fair_compat_choose_file_async (GTK_WIDGET (self), FAIR_FILE_SAVE, _("Save the Chart"), name, on_place_chosen, NULL);
}

static void
fair_chart_view_dispose (GObject *object)
{
  FairChartView *self = FAIR_CHART_VIEW (object);

  if (self->area != NULL)
    fair_chart_area_set_chart (self->area, NULL);
  self->area = NULL;
  g_clear_pointer (&self->chart, fair_chart_free);
  G_OBJECT_CLASS (fair_chart_view_parent_class)->dispose (object);
}

static void
fair_chart_view_class_init (FairChartViewClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FAIR_TYPE_CHART_AREA);
  G_OBJECT_CLASS (klass)->dispose = fair_chart_view_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-chart-view.ui");
  gtk_widget_class_bind_template_child (widget, FairChartView, title);
  gtk_widget_class_bind_template_child (widget, FairChartView, menu);
  gtk_widget_class_bind_template_child (widget, FairChartView, stack);
  gtk_widget_class_bind_template_child (widget, FairChartView, area);
  gtk_widget_class_bind_template_child (widget, FairChartView, table);
  gtk_widget_class_bind_template_child (widget, FairChartView, value);
  gtk_widget_class_bind_template_child (widget, FairChartView, note);
  gtk_widget_class_bind_template_callback (widget, on_pointed);
}

static void
fair_chart_view_init (FairChartView *self)
{
  static const GActionEntry actions[] = {
    { "show-table", NULL, NULL, "false", show_table },
    { "copy", copy },
    { "save", save, "s" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "chart", G_ACTION_GROUP (group));
}

GtkWidget *
fair_chart_view_new (void)
{
  return g_object_new (FAIR_TYPE_CHART_VIEW, NULL);
}

/**
 * fair_chart_view_set_chart:
 * @chart: (transfer full) (nullable): finished
 *
 * Shows a chart instead of the one before.
 */
void
fair_chart_view_set_chart (FairChartView *self, FairChart *chart)
{
  g_autofree char *menu_name = NULL;

  fair_chart_area_set_chart (self->area, chart);
  g_clear_pointer (&self->chart, fair_chart_free);
  self->chart = chart;
  clear_table (self);
  gtk_label_set_label (self->title, chart == NULL ? "" : chart->title);
  gtk_label_set_label (self->note, chart == NULL || chart->note == NULL ? "" : chart->note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), chart != NULL && chart->note != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->menu), chart != NULL && !fair_chart_is_empty (chart));
  menu_name = g_strdup_printf (_("More about “%s”"), chart == NULL ? "" : chart->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu_name, -1);
  if (chart != NULL && g_str_equal (gtk_stack_get_visible_child_name (self->stack), "table"))
    fill_table (self);
}
