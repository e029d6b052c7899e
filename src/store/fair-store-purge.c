/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store-purge.h"

#include "fair-store-private.h"

/* Only the bytes of an answer go. That it was asked for, when, and what hash it had stays, so that a sync asks for
   nothing twice, and so that what was read out of it can still be told from what was not. */
#define OLD_ANSWERS                                                                                                    \
  " WHERE length (body) > 0 AND (checked_at < ?1 OR id IN"                                                             \
  " (SELECT id FROM (SELECT id, sum (length (body)) OVER (ORDER BY checked_at DESC, id DESC) AS total FROM raw_answer)" \
  " WHERE total > ?2))"

/* The newest run is where the next one may have to go on. */
#define OLD_RUNS                                                                                                       \
  " WHERE run_id < (SELECT max (run_id) FROM run) AND (started_at < ?1 OR run_id IN"                                   \
  " (SELECT run_id FROM run ORDER BY run_id DESC LIMIT -1 OFFSET ?2))"

static gboolean
change (FairStore *self, const char *sql, gint64 first, gint64 second, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (fair_store_db (self), sql, error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "ll", first, second);
  return fair_sql_done (statement, error);
}

/**
 * fair_store_preview_purge:
 * @out: (out): what fair_store_purge() would remove
 */
gboolean
fair_store_preview_purge (FairStore *self, const FairPurgeLimits *limits, FairPurge *out, GError **error)
{
  g_autoptr (sqlite3_stmt) answers
    = fair_sql_prepare (fair_store_db (self), "SELECT count (*), total (length (body)) FROM raw_answer" OLD_ANSWERS, error);
  g_autoptr (sqlite3_stmt) runs
    = answers == NULL ? NULL
                      : fair_sql_prepare (fair_store_db (self), "SELECT count (*) FROM run" OLD_RUNS, error);
  gboolean has_row;

  if (runs == NULL)
    return FALSE;
  fair_sql_bind (answers, "ll", limits->answers_before, limits->answer_bytes);
  fair_sql_bind (runs, "ll", limits->runs_before, limits->runs);
  if (!fair_sql_next (answers, &has_row, error) || !fair_sql_next (runs, &has_row, error))
    return FALSE;
  *out = (FairPurge) {
    .n_answers = sqlite3_column_int (answers, 0),
    .answer_bytes = (gint64) sqlite3_column_double (answers, 1),
    .n_runs = sqlite3_column_int (runs, 0),
  };
  return TRUE;
}

/**
 * fair_store_purge:
 * @out: (out): what was removed
 *
 * Removes the bytes of old raw answers and the logs of old runs. Games, lines, picks and the ledger stay for ever. The
 * room is given back to the disk.
 */
gboolean
fair_store_purge (FairStore *self, const FairPurgeLimits *limits, FairPurge *out, GError **error)
{
  g_autoptr (FairTransaction) transaction = NULL;

  if (!fair_store_preview_purge (self, limits, out, error))
    return FALSE;
  if (out->n_answers == 0 && out->n_runs == 0)
    return TRUE;
  transaction = fair_transaction_begin (fair_store_db (self), error);
  if (transaction == NULL
      || !change (self, "UPDATE raw_answer SET body = x''" OLD_ANSWERS, limits->answers_before, limits->answer_bytes, error)
      || !change (self, "DELETE FROM run_stage WHERE run_id IN (SELECT run_id FROM run" OLD_RUNS ")", limits->runs_before,
                  limits->runs, error)
      || !change (self, "DELETE FROM run" OLD_RUNS, limits->runs_before, limits->runs, error)
      || !fair_transaction_commit (transaction, error))
    return FALSE;
  return fair_sql_exec (fair_store_db (self), "VACUUM", error);
}

/**
 * fair_store_drop_answers:
 * @path: a copy of a store that nobody has open
 *
 * Takes the raw answers' bytes out of a copy that is to be given away: the API's terms forbid sharing them.
 */
gboolean
fair_store_drop_answers (const char *path, GError **error)
{
  sqlite3 *db = NULL;
  gboolean done;

  done = sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK || fair_sql_fail (db, error);
  done = done && fair_sql_exec (db, "UPDATE raw_answer SET body = x''", error) && fair_sql_exec (db, "VACUUM", error);
  sqlite3_close (db);
  return done;
}
