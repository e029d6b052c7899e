/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-chart-view.h"

#include "fair-chart-area.h"
#include "fair-chart-table-view.h"
#include "fair-compat.h"
#include "fair-file.h"

#include <glib/gi18n-lib.h>

/* Of saved and copied pictures. */
#define PICTURE_WIDTH  820
#define PICTURE_HEIGHT 460
#define COPY_SCALE     2

struct _FairChartView
{
  AdwBin              parent_instance;
  FairChart          *chart; /* nullable */
  GtkLabel           *title;
  GtkMenuButton      *menu;
  GtkStack           *stack;
  FairChartArea      *area;
  FairChartTableView *table;
  GtkLabel           *note;
};

G_DEFINE_FINAL_TYPE (FairChartView, fair_chart_view, ADW_TYPE_BIN)

/* What is drawn or written on a thread, and where to. */
typedef struct
{
  FairChart     *chart;
  FairChartTheme theme;
  char          *path; /* NULL for the clipboard */
} Job;

static void
job_free (Job *job)
{
  fair_chart_unref (job->chart);
  g_free (job->path);
  g_free (job);
}

static void
start_job (FairChartView *self, char *path, GTaskThreadFunc work, GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, done, NULL);
  Job *job = g_new (Job, 1);

  *job = (Job) { fair_chart_ref (self->chart), fair_chart_area_theme (), path };
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, work);
}

static void
tell (FairChartView *self, const char *message)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", message);
}

static void
on_pointed (FairChartArea *area, const char *text, FairChartView *self)
{
  if (text != NULL && gtk_widget_has_focus (GTK_WIDGET (area)))
    fair_compat_announce (GTK_WIDGET (area), text);
}

/* The table is filled when it is first asked for: most charts are looked at as pictures. */
static void
show_table (GSimpleAction *action, GVariant *state, gpointer data)
{
  FairChartView *self = data;
  gboolean as_table = g_variant_get_boolean (state);

  if (self->chart == NULL)
    return;
  g_simple_action_set_state (action, state);
  if (as_table)
    fair_chart_table_view_set_chart (self->table, self->chart);
  gtk_stack_set_visible_child_name (self->stack, as_table ? "table" : "chart");
}

static void
draw_picture (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  cairo_surface_t *surface
    = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, PICTURE_WIDTH * COPY_SCALE, PICTURE_HEIGHT * COPY_SCALE);
  cairo_t *cr = cairo_create (surface);
  FairChartCanvas canvas = { .width = PICTURE_WIDTH, .height = PICTURE_HEIGHT, .theme = job->theme };
  g_autoptr (GBytes) bytes = NULL;
  gsize stride;

  cairo_scale (cr, COPY_SCALE, COPY_SCALE);
  fair_chart_draw (job->chart, cr, &canvas);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * PICTURE_HEIGHT * COPY_SCALE,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  g_task_return_pointer (task,
                         gdk_memory_texture_new (PICTURE_WIDTH * COPY_SCALE, PICTURE_HEIGHT * COPY_SCALE,
                                                 GDK_MEMORY_DEFAULT, bytes, stride),
                         g_object_unref);
}

/* A program that takes pictures gets one, a program that takes text the table. */
static void
on_picture (GObject *source, GAsyncResult *result, gpointer data)
{
  FairChartView *self = FAIR_CHART_VIEW (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GBytes) csv = fair_chart_to_csv (job->chart);
  g_autofree char *text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_autoptr (GdkContentProvider) both = NULL;
  GdkContentProvider *parts[2];

  parts[0] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);
  parts[1] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  both = gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), both);
  tell (self, _("Copied the chart"));
}

static void
copy (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FairChartView *self = data;

  if (self->chart != NULL)
    start_job (self, NULL, draw_picture, on_picture);
}

static void
write_chart (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr (GBytes) csv = NULL;
  GError *error = NULL;
  gboolean done;

  if (g_str_has_suffix (job->path, ".csv"))
    {
      csv = fair_chart_to_csv (job->chart);
      done = fair_file_write_atomically (job->path, g_bytes_get_data (csv, NULL), g_bytes_get_size (csv), 0644, &error);
    }
  else
    done = fair_chart_save (job->chart, job->path, PICTURE_WIDTH, PICTURE_HEIGHT, job->theme, &error);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_path_get_basename (job->path);
  g_autofree char *message = g_strdup_printf (_("Saved “%s”"), name);
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  tell (FAIR_CHART_VIEW (source), error == NULL ? message : error->message);
}

/* @data: the ending that was asked for; a name without any of ours gets it */
static void
on_place_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  static const char *const endings[] = { ".png", ".svg", ".pdf", ".csv" };
  FairChartView *self = FAIR_CHART_VIEW (source);
  g_autofree char *ending = data;
  g_autoptr (GFile) file = fair_compat_choose_file_finish (result, NULL);
  g_autofree char *path = file == NULL ? NULL : g_file_get_path (file);
  gboolean has_ending = FALSE;

  if (file == NULL || self->chart == NULL)
    return;
  if (path == NULL)
    {
      tell (self, _("That place is not on this machine; choose a folder that is."));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    has_ending = has_ending || g_str_has_suffix (path, endings[i]);
  start_job (self, has_ending ? g_steal_pointer (&path) : g_strconcat (path, ".", ending, NULL), write_chart, on_written);
}

static void
save (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FairChartView *self = data;
  const char *ending = g_variant_get_string (parameter, NULL);
  g_autofree char *name = NULL;

  if (self->chart == NULL)
    return;
  name = g_strdup_printf ("%s.%s", self->chart->title, ending);
  g_strdelimit (name, G_DIR_SEPARATOR_S, '-');
  fair_compat_choose_file_async (GTK_WIDGET (self), FAIR_FILE_SAVE, _("Save the Chart"), name, on_place_chosen,
                                 g_strdup (ending));
}

static void
fair_chart_view_dispose (GObject *object)
{
  FairChartView *self = FAIR_CHART_VIEW (object);

  if (self->area != NULL)
    fair_chart_area_set_chart (self->area, NULL);
  self->area = NULL;
  g_clear_pointer (&self->chart, fair_chart_unref);
  G_OBJECT_CLASS (fair_chart_view_parent_class)->dispose (object);
}

static void
fair_chart_view_class_init (FairChartViewClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FAIR_TYPE_CHART_AREA);
  g_type_ensure (FAIR_TYPE_CHART_TABLE_VIEW);
  G_OBJECT_CLASS (klass)->dispose = fair_chart_view_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-chart-view.ui");
  gtk_widget_class_bind_template_child (widget, FairChartView, title);
  gtk_widget_class_bind_template_child (widget, FairChartView, menu);
  gtk_widget_class_bind_template_child (widget, FairChartView, stack);
  gtk_widget_class_bind_template_child (widget, FairChartView, area);
  gtk_widget_class_bind_template_child (widget, FairChartView, table);
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
  gboolean as_table = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "table") == 0;
  g_autofree char *menu_name = NULL;

  fair_chart_area_set_chart (self->area, chart);
  g_clear_pointer (&self->chart, fair_chart_unref);
  self->chart = chart;
  gtk_label_set_label (self->title, chart == NULL ? "" : chart->title);
  gtk_label_set_label (self->note, chart == NULL || chart->note == NULL ? "" : chart->note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), chart != NULL && chart->note != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->menu), chart != NULL && !fair_chart_is_empty (chart));
  menu_name = g_strdup_printf (_("More about “%s”"), chart == NULL ? "" : chart->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu_name, -1);
  fair_chart_table_view_set_chart (self->table, as_table ? chart : NULL);
}

/**
 * fair_chart_view_copy:
 *
 * Copies the chart, as its menu does.
 *
 * Returns: FALSE where there is nothing to copy
 */
gboolean
fair_chart_view_copy (FairChartView *self)
{
  if (self->chart == NULL || fair_chart_is_empty (self->chart))
    return FALSE;
  copy (NULL, NULL, self);
  return TRUE;
}
