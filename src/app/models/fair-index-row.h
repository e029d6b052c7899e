/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FairIndexRow:
 *
 * A place of a FairIndexModel that somebody looks at: no more than the number of the row that stands there now.
 */
#define FAIR_TYPE_INDEX_ROW (fair_index_row_get_type ())
G_DECLARE_FINAL_TYPE (FairIndexRow, fair_index_row, FAIR, INDEX_ROW, GObject)

FairIndexRow *fair_index_row_new        (guint number);
guint         fair_index_row_get_number (FairIndexRow *self);
void          fair_index_row_set_number (FairIndexRow *self, guint number);

G_END_DECLS
