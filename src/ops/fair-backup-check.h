/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-backup.h"
#include "fair-scratch.h"

G_BEGIN_DECLS

/**
 * FairBackupCheck:
 *
 * What was found in a backup that is whole.
 */
typedef struct
{
  gint64 made_at;
  guint  n_files;
  gint64 bytes; /* unpacked */
  guint  n_publications;
} FairBackupCheck;

char     *fair_backup_open   (const char *path, const char *data_dir, FairScratch **arrival, GError **error);
gboolean  fair_backup_unpack (const char *path, const char *folder, FairBackupCheck *out, GError **error);
gboolean  fair_backup_verify (const char *path, const char *data_dir, FairBackupCheck *out, GError **error);

G_END_DECLS
