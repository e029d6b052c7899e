/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-fact-grid.h"

/* So much of a name is shown in any case. */
#define NAME_CHARS 8

struct _FairFactGrid
{
  AdwBin   parent_instance;
  GtkGrid *grid;
  GStrv    heads;
  guint    words; /* bits: columns beside the first that hold words */
  int      n_rows;
};

G_DEFINE_FINAL_TYPE (FairFactGrid, fair_fact_grid, ADW_TYPE_BIN)

static void
fair_fact_grid_finalize (GObject *object)
{
  g_strfreev (FAIR_FACT_GRID (object)->heads);
  G_OBJECT_CLASS (fair_fact_grid_parent_class)->finalize (object);
}

static void
fair_fact_grid_class_init (FairFactGridClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_fact_grid_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fair_fact_grid_init (FairFactGrid *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 9);
  gtk_grid_set_row_spacing (self->grid, 3);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

static gboolean
is_number (FairFactGrid *self, guint column)
{
  return column > 0 && (self->words & (1u << column)) == 0;
}

static GtkWidget *
make_cell (FairFactGrid *self, guint column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_number (self, column) ? 1 : 0);
  gtk_widget_set_hexpand (label, column == 0);
  if (column == 0) /* names give way first; what is left out is in the tooltip */
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (is_number (self, column))
    gtk_widget_add_css_class (label, "numeric");
  if (self->n_rows == 0)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
    }
  gtk_grid_attach (self->grid, label, column, self->n_rows, 1, 1);
  return label;
}

/* Cells of an earlier table are taken again: making a hundred labels takes as long as a frame may. */
static GtkWidget *
set_cell (FairFactGrid *self, const char *text, guint column)
{
  GtkWidget *label = gtk_grid_get_child_at (self->grid, column, self->n_rows);

  if (label == NULL)
    label = make_cell (self, column);
  gtk_label_set_label (GTK_LABEL (label), text);
  if (column == 0)
    {
      gtk_label_set_width_chars (GTK_LABEL (label), MIN (g_utf8_strlen (text, -1), NAME_CHARS));
      gtk_widget_set_tooltip_text (label, text);
    }
  gtk_widget_set_visible (label, TRUE);
  return label;
}

/**
 * fair_fact_grid_start:
 * @heads: of the columns
 *
 * Takes away all rows.
 */
void
fair_fact_grid_start (FairFactGrid *self, const char *const *heads)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, FALSE);
  g_strfreev (self->heads);
  self->heads = g_strdupv ((GStrv) heads);
  self->n_rows = 0;
  for (guint i = 0; self->heads[i] != NULL; i++)
    set_cell (self, self->heads[i], i);
  self->n_rows = 1;
}

/**
 * fair_fact_grid_add:
 * @cells: as many as there are heads
 */
void
fair_fact_grid_add (FairFactGrid *self, const char *const *cells)
{
  for (guint i = 0; cells[i] != NULL && self->heads[i] != NULL; i++)
    {
      GtkWidget *label = set_cell (self, cells[i], i);
      g_autofree char *name = g_strdup_printf ("%s, %s: %s", cells[0], self->heads[i], cells[i]);

      if (i > 0)
        gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  self->n_rows++;
}

/**
 * fair_fact_grid_set_words:
 * @column: from 1
 *
 * Has a column hold words. To be called before the first row.
 */
void
fair_fact_grid_set_words (FairFactGrid *self, guint column)
{
  self->words |= 1u << column;
}
