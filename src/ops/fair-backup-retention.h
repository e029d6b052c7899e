/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-backup.h"

G_BEGIN_DECLS

/**
 * FairBackupRetention:
 *
 * How many backups are kept: the newest of each of so many days, weeks and months.
 */
typedef struct
{
  int days;
  int weeks;
  int months;
} FairBackupRetention;

GArray  *fair_backup_outdated (const GArray *backups, const FairBackupRetention *keep);
gboolean fair_backup_prune    (const GArray *backups, const FairBackupRetention *keep, guint *n_removed,
                               GError **error);
char    *fair_backup_copy     (const char *path, const char *folder, GError **error);

G_END_DECLS
