/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-chart-table-view.h"

#include "fair-chart-table.h"
#include "fair-index-row.h"

#include <glib/gi18n-lib.h>

struct _FairChartTableView
{
  AdwBin         parent_instance;
  FairChart     *chart; /* nullable */
  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (FairChartTableView, fair_chart_table_view, ADW_TYPE_BIN)

/* What a column's factory needs to know. */
typedef struct
{
  FairChart      *chart;
  FairChartColumn column;
} Column;

static void
column_free (gpointer data, GClosure *closure)
{
  Column *column = data;

  fair_chart_unref (column->chart);
  g_free (column);
}

static gboolean
is_number (const Column *column)
{
  return column->column != FAIR_CHART_SERIES
         && (column->column != FAIR_CHART_X || column->chart->x.categories == NULL);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, Column *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_number (column) ? 1 : 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, Column *column)
{
  guint row = fair_index_row_get_number (gtk_list_item_get_item (item));
  g_autofree char *text = fair_chart_cell (column->chart, row, column->column);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
add_column (FairChartTableView *self, FairChartColumn which)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) made
    = gtk_column_view_column_new (fair_chart_column_title (self->chart, which), factory);
  Column *column = g_new (Column, 1);

  *column = (Column) { fair_chart_ref (self->chart), which };
  g_signal_connect_data (factory, "setup", G_CALLBACK (on_setup), column, column_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), column);
  gtk_column_view_column_set_resizable (made, TRUE);
  gtk_column_view_column_set_expand (made, which == FAIR_CHART_SERIES);
  gtk_column_view_append_column (self->view, made);
}

static GListModel *
make_rows (const FairChart *chart)
{
  GListStore *rows = g_list_store_new (FAIR_TYPE_INDEX_ROW);

  for (guint i = 0; i < fair_chart_n_rows (chart); i++)
    {
      g_autoptr (FairIndexRow) row = fair_index_row_new (i);

      g_list_store_append (rows, row);
    }
  return G_LIST_MODEL (rows);
}

static void
clear_columns (FairChartTableView *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static void
fair_chart_table_view_dispose (GObject *object)
{
  FairChartTableView *self = FAIR_CHART_TABLE_VIEW (object);

  g_clear_pointer (&self->chart, fair_chart_unref);
  G_OBJECT_CLASS (fair_chart_table_view_parent_class)->dispose (object);
}

static void
fair_chart_table_view_class_init (FairChartTableViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_chart_table_view_dispose;
}

static void
fair_chart_table_view_init (FairChartTableView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_column_view_new (NULL);

  self->view = GTK_COLUMN_VIEW (view);
  gtk_column_view_set_show_column_separators (self->view, FALSE);
  gtk_widget_add_css_class (view, "data-table");
  gtk_widget_add_css_class (view, "chart-table");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

/**
 * fair_chart_table_view_set_chart:
 * @chart: (nullable): finished; the table takes a reference
 *
 * Shows a chart's numbers. What stands in a row is written as it comes into view.
 */
void
fair_chart_table_view_set_chart (FairChartTableView *self, FairChart *chart)
{
  g_autoptr (GtkNoSelection) model = NULL;
  g_autofree char *name = NULL;

  if (self->chart == chart)
    return;
  gtk_column_view_set_model (self->view, NULL);
  clear_columns (self);
  g_clear_pointer (&self->chart, fair_chart_unref);
  if (chart == NULL)
    return;
  self->chart = fair_chart_ref (chart);
  for (FairChartColumn column = 0; column < FAIR_N_CHART_COLUMNS; column++)
    if (fair_chart_has_column (chart, column))
      add_column (self, column);
  model = gtk_no_selection_new (make_rows (chart));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (model));
  name = g_strdup_printf (_("“%s” as a table"), chart->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
