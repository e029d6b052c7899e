/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-backup.h"
#include "fair-drill.h"
#include "fair-profile.h"

G_BEGIN_DECLS

/* Under which the store keeps when a fire drill last proved something, and behind a space what is wrong since, if
 * anything. */
#define FAIR_DRILL_KEY "drill"

/* Likewise when a place last had the backups that it should have, and what is wrong with it now. */
#define FAIR_BACKUP_KEY "backup"
#define FAIR_COPY_KEY   "backup copy"

FairBackupOptions fair_upkeep_backup_options   (const FairProfile *profile);
char             *fair_upkeep_settings_at_risk (const FairProfile *profile);
gboolean          fair_upkeep_take_settings    (const FairProfile *profile, GError **error);
gboolean          fair_upkeep_is_on            (const FairProfile *profile);
char             *fair_upkeep_second_folder    (const FairProfile *profile);
gboolean          fair_upkeep_back_up          (FairStore *store, const FairProfile *profile, GPtrArray *notes);
GArray           *fair_upkeep_list_backups     (const char *folder, gint64 now, GError **error);
FairDrillOutcome  fair_upkeep_drill            (FairStore *store, const FairProfile *profile, char **said, GError **error);
gboolean          fair_upkeep                  (FairStore *store, const FairProfile *profile, GPtrArray *notes);

G_END_DECLS
