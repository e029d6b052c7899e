/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-index-row.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define FAIR_NO_POSITION G_MAXUINT

/**
 * FairIndexModel:
 *
 * A list that sorts and filters row numbers instead of objects: the rows are plain data somewhere else, told apart by
 * their number. A FairIndexRow is made only for a place that is asked for, and is the same one for as long as somebody
 * holds it. When the rows are arranged anew, the places stay and get other numbers: `items-changed` tells only how many
 * more or fewer they are, at the end, and whoever arranged them shows the numbers again. So a view keeps its widgets and
 * stays where it is, and a table of tens of thousands of rows is sorted between two frames. (GtkSortListModel needs an
 * object a row, and has the view follow the row that was on top to wherever it goes.)
 */
#define FAIR_TYPE_INDEX_MODEL (fair_index_model_get_type ())
G_DECLARE_FINAL_TYPE (FairIndexModel, fair_index_model, FAIR, INDEX_MODEL, GObject)

FairIndexModel *fair_index_model_new      (void);
void            fair_index_model_arrange  (FairIndexModel *self, guint n_rows, const double *keys, gboolean descending,
                                           const guint8 *shown);
guint           fair_index_model_get_row  (FairIndexModel *self, guint position);
guint           fair_index_model_find     (FairIndexModel *self, guint row);
const guint    *fair_index_model_get_rows (FairIndexModel *self, guint *n);

G_END_DECLS
