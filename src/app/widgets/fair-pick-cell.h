/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-sheet-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean   fair_pick_cell_is_numeric (FairSheetColumn column);
gboolean   fair_pick_cell_is_cut     (GtkWidget *cell);
GtkWidget *fair_pick_cell_new        (FairSheetColumn column);
void       fair_pick_cell_show       (GtkWidget *cell, const FairSheetRow *row, FairSheetColumn column,
                                      FairOddsFormat format);

G_END_DECLS
