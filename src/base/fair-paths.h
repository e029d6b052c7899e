/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairPaths:
 *
 * Where a profile keeps its files. All lie under one data folder.
 */
typedef struct
{
  char    *data_dir;
  char    *store;   /* faircatch.db */
  char    *lock;    /* held by the one process that may write */
  char    *exports; /* where the CSV goes when no folder is set */
  char    *settings; /* key file, for a data folder named by hand; NULL: the session's GSettings */
} FairPaths;

FairPaths *fair_paths_new            (const char *data_dir, gboolean demo);
void       fair_paths_free           (FairPaths *self);
void       fair_paths_set_folder     (FairPaths *self, const char *data_dir);
char      *fair_paths_user_config    (void);
char      *fair_paths_lock           (const FairPaths *self, const char *name);
gboolean   fair_paths_check          (const FairPaths *self, GError **error);
gboolean   fair_paths_remember_store (const FairPaths *self, GError **error);
gboolean   fair_paths_forget_store   (const FairPaths *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairPaths, fair_paths_free)

G_END_DECLS
