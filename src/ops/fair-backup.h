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
 * What goes into a backup beside the store and the exports.
 */
typedef struct
{
  const char *settings;        /* nullable: as a settings file has them */
  gboolean    without_answers; /* leave out the API's raw answers, whose sharing its terms forbid */
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
  gint64 bytes;
} FairBackup;

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

char     *fair_backup_folder  (const FairPaths *paths);
char     *fair_backup_create  (FairStore *store, const FairPaths *paths, const char *folder,
                               const FairBackupOptions *options, gint64 now, GError **error);
GArray   *fair_backup_list    (const char *folder, GError **error);
gboolean  fair_backup_verify  (const char *path, FairBackupCheck *out, GError **error);
char     *fair_backup_restore (const char *path, const FairPaths *paths, gint64 now, GError **error);

G_END_DECLS
