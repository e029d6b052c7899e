/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-settings.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairFolderRow:
 *
 * A row of the preferences with one folder, or none.
 */
#define FAIR_TYPE_FOLDER_ROW (fair_folder_row_get_type ())
G_DECLARE_FINAL_TYPE (FairFolderRow, fair_folder_row, FAIR, FOLDER_ROW, AdwActionRow)

GtkWidget *fair_folder_row_new (FairSettings *settings, const char *key);

G_END_DECLS
