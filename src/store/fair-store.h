/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-paths.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FairStore:
 *
 * One connection to the store. The writing one holds the lock file, so that there is one writer among all processes;
 * any number of read-only ones may be open beside it. A connection is used by one thread at a time.
 */
typedef struct _FairStore FairStore;

FairStore  *fair_store_open_writer   (const FairPaths *paths, GError **error);
FairStore  *fair_store_lock          (const FairPaths *paths, GError **error);
gboolean    fair_store_recover       (const FairPaths *paths, GError **error);
FairStore  *fair_store_open_reader   (const FairPaths *paths, GError **error);
gboolean    fair_store_has_writer    (const FairPaths *paths);
gboolean    fair_store_is_writer     (FairStore *self);
void        fair_store_close         (FairStore *self);
int         fair_store_get_schema    (FairStore *self);
int         fair_store_newest_schema (void);
gboolean    fair_store_check         (FairStore *self, GError **error);
gboolean    fair_store_copy          (FairStore *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairStore, fair_store_close)

G_END_DECLS
