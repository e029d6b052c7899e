/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-paths.h"
#include "fair-store.h"

G_BEGIN_DECLS

/* Ends the name of the file beside a backup that has its hash. */
#define FAIR_BACKUP_SIDECAR ".sha256"

/**
 * FairBackupOptions:
 *
 * What goes into a backup beside the store.
 */
typedef struct
{
  char    *settings;        /* nullable: as a settings file has them */
  GStrv    exports;         /* nullable: folders that exports go to, beside the data folder's own */
  gboolean without_answers; /* leave out the API's raw answers, whose sharing its terms forbid */
} FairBackupOptions;

/**
 * FairBackup:
 *
 * A backup: one dated .tar.zst with the store, the exports and the settings in it, and beside it the hash of the whole
 * file. There are no secrets in it.
 */
typedef struct
{
  char  *path;
  gint64 made_at; /* UTC seconds, by its name */
  guint  number;  /* of several of one second */
  gint64 bytes;
} FairBackup;

void    fair_backup_options_clear (FairBackupOptions *options);
char   *fair_backup_stamp         (gint64 time);
char   *fair_backup_folder        (const FairPaths *paths);
char   *fair_backup_create        (FairStore *store, const FairPaths *paths, const char *folder,
                                   const FairBackupOptions *options, gint64 now, GError **error);
GArray *fair_backup_list          (const char *folder, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairBackupOptions, fair_backup_options_clear)

G_END_DECLS
