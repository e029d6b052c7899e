/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-sql-private.h"

#include "fair-clock.h"
#include "fair-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FairTransaction
{
  sqlite3 *db;
  gboolean open;
};

/* What happened and what a person can do about it, for the failures that a person meets. */
static const char *
remedy_of (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return _("the disk is full; make room and try again");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return _("the file is damaged; restore your newest backup, or move it away and start afresh with --new-store");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return _("another program is writing to it; try again when that has finished");
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return _("it cannot be reached; check that the data folder is there, yours, writable and has room");
    default:
      return _("something unforeseen happened; try again, and report it if it stays");
    }
}

/**
 * fair_sql_fail:
 *
 * Turns the last failure of @db into a sentence.
 *
 * Returns: always FALSE
 */
gboolean
fair_sql_fail (sqlite3 *db, GError **error)
{
  const char *file = db == NULL ? NULL : sqlite3_db_filename (db, "main");
  int code = sqlite3_errcode (db);
  gboolean damaged = (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;

  /* Of a damaged file SQLite shows the damaged piece, which is no sentence and may be no text at all. */
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("The store “%s” could not be used: %s (%s)."),
               file == NULL ? "" : file, remedy_of (code), damaged ? sqlite3_errstr (code) : sqlite3_errmsg (db));
  return FALSE;
}

gboolean
fair_sql_exec (sqlite3 *db, const char *sql, GError **error)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK || fair_sql_fail (db, error);
}

/**
 * fair_sql_prepare:
 *
 * Returns: (transfer full): the statement, or NULL with an error
 */
sqlite3_stmt *
fair_sql_prepare (sqlite3 *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    fair_sql_fail (db, error);
  return statement;
}

/**
 * fair_sql_bind:
 * @types: one letter a parameter: `i` int, `l` gint64, `d` double (NaN is NULL), `s` text (must live until the
 *   statement has run), `t` time (FAIR_TIME_UNKNOWN is NULL), `z` int of which 0 is NULL
 *
 * Binds all parameters of @statement in order and makes it ready to run again.
 */
void
fair_sql_bind (sqlite3_stmt *statement, const char *types, ...)
{
  va_list args;
  gint64 time;
  double number;
  int integer;

  sqlite3_reset (statement);
  va_start (args, types);
  for (int i = 1; *types != '\0'; i++, types++)
    switch (*types)
      {
      case 'i':
        sqlite3_bind_int (statement, i, va_arg (args, int));
        break;
      case 'l':
        sqlite3_bind_int64 (statement, i, va_arg (args, gint64));
        break;
      case 'd':
        number = va_arg (args, double);
        if (isnan (number))
          sqlite3_bind_null (statement, i);
        else
          sqlite3_bind_double (statement, i, number);
        break;
      case 's':
        sqlite3_bind_text (statement, i, va_arg (args, const char *), -1, SQLITE_STATIC);
        break;
      case 't':
        time = va_arg (args, gint64);
        if (time == FAIR_TIME_UNKNOWN)
          sqlite3_bind_null (statement, i);
        else
          sqlite3_bind_int64 (statement, i, time);
        break;
      case 'z':
        integer = va_arg (args, int);
        if (integer == 0)
          sqlite3_bind_null (statement, i);
        else
          sqlite3_bind_int (statement, i, integer);
        break;
      default:
        g_assert_not_reached ();
      }
  va_end (args);
}

/**
 * fair_sql_next:
 * @has_row: (out): whether there is one more row
 */
gboolean
fair_sql_next (sqlite3_stmt *statement, gboolean *has_row, GError **error)
{
  int code = sqlite3_step (statement);

  *has_row = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE || fair_sql_fail (sqlite3_db_handle (statement), error);
}

/**
 * fair_sql_done:
 *
 * Runs a statement that gives no rows.
 */
gboolean
fair_sql_done (sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code != SQLITE_DONE && code != SQLITE_ROW)
    return fair_sql_fail (sqlite3_db_handle (statement), error);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * fair_sql_get_integer:
 * @sql: gives at most one row of one number
 * @out: (out): the number, 0 where there is no row or NULL
 */
gboolean
fair_sql_get_integer (sqlite3 *db, const char *sql, gint64 *out, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (db, sql, error);
  gboolean has_row;

  *out = 0;
  if (statement == NULL || !fair_sql_next (statement, &has_row, error))
    return FALSE;
  if (has_row)
    *out = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

double
fair_sql_number (sqlite3_stmt *statement, int column)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL ? NAN : sqlite3_column_double (statement, column);
}

const char *
fair_sql_text (sqlite3_stmt *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

gint64
fair_sql_time (sqlite3_stmt *statement, int column)
{
  return sqlite3_column_type (statement, column) == SQLITE_NULL ? FAIR_TIME_UNKNOWN
                                                                : sqlite3_column_int64 (statement, column);
}

FairTransaction *
fair_transaction_begin (sqlite3 *db, GError **error)
{
  FairTransaction *self;

  /* Immediate: a second writer fails here, not half way. */
  if (!fair_sql_exec (db, "BEGIN IMMEDIATE", error))
    return NULL;
  self = g_new0 (FairTransaction, 1);
  self->db = db;
  self->open = TRUE;
  return self;
}

gboolean
fair_transaction_commit (FairTransaction *self, GError **error)
{
  if (!fair_sql_exec (self->db, "COMMIT", error))
    return FALSE;
  self->open = FALSE;
  return TRUE;
}

void
fair_transaction_end (FairTransaction *self)
{
  if (self->open)
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  g_free (self);
}
