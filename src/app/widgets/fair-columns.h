/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FairColumns:
 *
 * Children in as many equally wide columns as fit, up to `max-columns`; each row is as high as its highest child. Unlike
 * GtkFlowBox it takes no part in where the keyboard's focus goes.
 */
#define FAIR_TYPE_COLUMNS (fair_columns_get_type ())
G_DECLARE_FINAL_TYPE (FairColumns, fair_columns, FAIR, COLUMNS, GtkWidget)

void fair_columns_append (FairColumns *self, GtkWidget *child);

G_END_DECLS
