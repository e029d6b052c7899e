/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-settings.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairFolderList:
 *
 * The folders that picks are exported to, and whether each can be reached.
 */
#define FAIR_TYPE_FOLDER_LIST (fair_folder_list_get_type ())
G_DECLARE_FINAL_TYPE (FairFolderList, fair_folder_list, FAIR, FOLDER_LIST, AdwPreferencesGroup)

void fair_folder_list_set_settings (FairFolderList *self, FairSettings *settings, const char *own);

G_END_DECLS
