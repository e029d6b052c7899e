/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-pick-cell.h"

#include "fair-number.h"

/**
 * fair_pick_cell_is_numeric:
 *
 * Returns: whether the column's cells stand to the right, and are sorted with the biggest first at first
 */
gboolean
fair_pick_cell_is_numeric (FairSheetColumn column)
{
  return !fair_sheet_column_is_text (column) && column != FAIR_SHEET_KICKOFF && column != FAIR_SHEET_CONFIDENCE;
}

/**
 * fair_pick_cell_new:
 *
 * Returns: (transfer floating): an empty cell
 */
GtkWidget *
fair_pick_cell_new (FairSheetColumn column)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), 0);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), 0);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), fair_pick_cell_is_numeric (column) ? 1 : 0);
  if (!fair_sheet_column_is_text (column))
    gtk_widget_add_css_class (cell, "numeric");
  return cell;
}

static void
set_class (GtkWidget *cell, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (cell, name);
  else
    gtk_widget_remove_css_class (cell, name);
}

/* Colour and weight only repeat what the words say. */
static void
show_state (GtkWidget *cell, const FairSheetRow *row, FairSheetColumn column)
{
  gboolean pick = row->pick.is_pick;

  if (column == FAIR_SHEET_PICK)
    set_class (cell, "heading", pick);
  if (column == FAIR_SHEET_STATUS)
    {
      set_class (cell, "success", pick && row->outcome == FAIR_OUTCOME_WIN);
      set_class (cell, "error", pick && row->outcome == FAIR_OUTCOME_LOSS);
    }
  if (column == FAIR_SHEET_NEWS)
    set_class (cell, "warning", pick && row->repriced && !row->stands && !row->under_way);
}

/**
 * fair_pick_cell_show:
 * @cell: of @column
 * @format: of prices
 *
 * Lets a cell show a row.
 */
void
fair_pick_cell_show (GtkWidget *cell, const FairSheetRow *row, FairSheetColumn column, FairOddsFormat format)
{
  g_autofree char *text = fair_sheet_row_to_text (row, column, format);
  g_autofree char *shown = fair_number_typeset (text);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), shown);
  if (fair_sheet_column_is_text (column))
    show_state (cell, row, column);
}

/**
 * fair_pick_cell_is_cut:
 *
 * Returns: whether the cell's text is longer than the cell
 */
gboolean
fair_pick_cell_is_cut (GtkWidget *cell)
{
  g_autoptr (PangoLayout) layout
    = gtk_widget_create_pango_layout (cell, gtk_inscription_get_text (GTK_INSCRIPTION (cell)));
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width > gtk_widget_get_width (cell);
}
