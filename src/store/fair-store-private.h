/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-sql-private.h"
#include "fair-store.h"

G_BEGIN_DECLS

sqlite3 *fair_store_db        (FairStore *self);
gboolean fair_store_schema_of (sqlite3 *db, const char *path, int *out, GError **error);
gboolean fair_store_migrate   (sqlite3 *db, const char *path, GError **error);

GBytes  *fair_store_convert   (GConverter *converter, GBytes *bytes, GError **error);

G_END_DECLS
