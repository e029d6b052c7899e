/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store-private.h"
#include "fair-store-resources.h"

#include "fair-clock.h"
#include "fair-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* In order; the schema's version is the number of steps done. A step is never edited once released. */
static const char *const steps[] = {
  "001-league.sql",
  "002-record.sql",
  "003-models.sql",
  "004-parts.sql",
  "005-adjustments.sql",
  "006-watch.sql",
  "007-policy.sql",
  "008-typed.sql",
};

/**
 * fair_store_newest_schema:
 *
 * Returns: the schema version that this program writes
 */
int
fair_store_newest_schema (void)
{
  return G_N_ELEMENTS (steps);
}

/**
 * fair_store_schema_of:
 * @path: of the file behind @db
 * @out: (out): its schema; 0 where nothing is in it yet
 *
 * Returns: FALSE with %FAIR_ERROR_NEWER_STORE for a store of a newer program, with %FAIR_ERROR_FAILED for a database of
 *   another program, or with what went wrong
 */
gboolean
fair_store_schema_of (sqlite3 *db, const char *path, int *out, GError **error)
{
  gint64 version;
  gint64 n_tables;

  if (!fair_sql_get_integer (db, "PRAGMA user_version", &version, error)
      || !fair_sql_get_integer (db, "SELECT count (*) FROM sqlite_schema", &n_tables, error))
    return FALSE;
  *out = version;
  if (version > fair_store_newest_schema ())
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_NEWER_STORE,
                 _("The store “%s” was written by a newer Fair Catch (schema %d, this one knows %d); update Fair Catch, "
                   "nothing was changed."),
                 path, *out, fair_store_newest_schema ());
  else if (version < 0 || (version == 0) != (n_tables == 0))
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                 _("“%s” is the database of another program, or a damaged one; move it away, and put your newest copy in its "
                   "place or start afresh with --new-store."),
                 path);
  else
    return TRUE;
  return FALSE;
}

/* The copy stays: should the new version disappoint, the old program can still read it. */
static gboolean
keep_copy (sqlite3 *db, const char *path, int version, GError **error)
{
  g_autoptr (FairClock) clock = fair_clock_new_system ();
  g_autofree char *copy = g_strdup_printf ("%s.schema-%d-%" G_GINT64_FORMAT, path, version, fair_clock_now (clock));
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (db, "VACUUM INTO ?1", error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "s", copy);
  if (fair_sql_done (statement, error))
    return TRUE;
  /* A part of a copy helps nobody, and on a full disk it stands in the way of the next try. */
  g_unlink (copy);
  g_prefix_error (error, _("The store could not be copied before it is brought up to date, and is unchanged: "));
  return FALSE;
}

static gboolean
do_step (sqlite3 *db, int step, GError **error)
{
  g_autofree char *resource = g_strconcat ("/io/github/faircatch/FairCatch/schema/", steps[step], NULL);
  g_autoptr (GBytes) sql
    = g_resource_lookup_data (fair_store_get_resource (), resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version = %d", step + 1);
  g_autoptr (FairTransaction) transaction = NULL;
  g_autofree char *text = NULL;

  if (sql == NULL)
    return FALSE;
  text = g_strndup (g_bytes_get_data (sql, NULL), g_bytes_get_size (sql));
  transaction = fair_transaction_begin (db, error);
  return transaction != NULL && fair_sql_exec (db, text, error) && fair_sql_exec (db, set_version, error)
         && fair_transaction_commit (transaction, error);
}

/**
 * fair_store_migrate:
 * @db: a writing connection
 * @path: of its file
 *
 * Brings the schema up to date, one transaction a step, after a copy of a store that holds anything. When a step
 * fails the store is as it was before that step, the copy stays, and nothing is deleted.
 *
 * Returns: FALSE with %FAIR_ERROR_NEWER_STORE for a store of a newer program, or with what went wrong
 */
gboolean
fair_store_migrate (sqlite3 *db, const char *path, GError **error)
{
  int version;

  if (!fair_store_schema_of (db, path, &version, error))
    return FALSE;
  if (version == fair_store_newest_schema ())
    return TRUE;
  if (version > 0 && !keep_copy (db, path, version, error))
    return FALSE;
  for (int step = version; step < fair_store_newest_schema (); step++)
    if (!do_step (db, step, error))
      {
        g_prefix_error (error, _("The store could not be brought to schema %d and is unchanged: "), step + 1);
        return FALSE;
      }
  return TRUE;
}
