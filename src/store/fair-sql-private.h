/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

gboolean      fair_sql_fail        (sqlite3 *db, GError **error);
gboolean      fair_sql_exec        (sqlite3 *db, const char *sql, GError **error);
sqlite3_stmt *fair_sql_prepare     (sqlite3 *db, const char *sql, GError **error);
void          fair_sql_bind        (sqlite3_stmt *statement, const char *types, ...);
gboolean      fair_sql_next        (sqlite3_stmt *statement, gboolean *has_row, GError **error);
gboolean      fair_sql_done        (sqlite3_stmt *statement, GError **error);
gboolean      fair_sql_get_integer (sqlite3 *db, const char *sql, gint64 *out, GError **error);

double        fair_sql_number      (sqlite3_stmt *statement, int column);
const char   *fair_sql_text        (sqlite3_stmt *statement, int column);
gint64        fair_sql_time        (sqlite3_stmt *statement, int column);

/**
 * FairTransaction:
 *
 * Rolled back where it goes out of scope before fair_transaction_commit().
 */
typedef struct _FairTransaction FairTransaction;

FairTransaction *fair_transaction_begin    (sqlite3 *db, GError **error);
gboolean         fair_transaction_commit   (FairTransaction *self, GError **error);
void             fair_transaction_end      (FairTransaction *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairTransaction, fair_transaction_end)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
