/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-pick-sheet.h"
#include "fair-settings.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FairPickColumns:
 *
 * The columns of a picks table: their cells, and their order, width, visibility and sort, which the settings remember.
 * The signal `sort-changed ()` tells when a header was clicked.
 */
#define FAIR_TYPE_PICK_COLUMNS (fair_pick_columns_get_type ())
G_DECLARE_FINAL_TYPE (FairPickColumns, fair_pick_columns, FAIR, PICK_COLUMNS, GObject)

FairPickColumns *fair_pick_columns_new           (GtkColumnView *view, GSimpleActionGroup *actions);
void             fair_pick_columns_set_settings  (FairPickColumns *self, FairSettings *settings);
void             fair_pick_columns_set_sheet     (FairPickColumns *self, const FairPickSheet *sheet);
void             fair_pick_columns_refresh       (FairPickColumns *self);
void             fair_pick_columns_set_format    (FairPickColumns *self, FairOddsFormat format);
FairOddsFormat   fair_pick_columns_get_format    (FairPickColumns *self);
gboolean         fair_pick_columns_get_sort      (FairPickColumns *self, FairSheetColumn *column, gboolean *descending);
guint            fair_pick_columns_get_shown     (FairPickColumns *self, FairSheetColumn out[FAIR_N_SHEET_COLUMNS]);
GMenuModel      *fair_pick_columns_get_menu      (FairPickColumns *self);
GMenuModel      *fair_pick_columns_get_sort_menu (FairPickColumns *self);
void             fair_pick_columns_save          (FairPickColumns *self);

G_END_DECLS
