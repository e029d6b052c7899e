/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer says without a word: that a line is no longer offered. */
#include "fair-store-lines.h"

#include "fair-store-private.h"

#define MAKE_OFFERED                                                                                                   \
  "CREATE TEMP TABLE IF NOT EXISTS offered (game_id INTEGER, provider TEXT, PRIMARY KEY (game_id, provider));"         \
  " DELETE FROM offered"

/* A clock that ran ahead dated snapshots later than now; they were seen before. */
#define REDATE                                                                                                         \
  "UPDATE OR REPLACE line_snapshot SET seen_at = ?2 - 1 WHERE game_id = ?1 AND seen_at > ?2"                           \
  " AND EXISTS (SELECT 1 FROM game WHERE game_id = ?1 AND NOT completed)"

/* A snapshot without numbers. The opener was offered all the same. */
#define TAKE_BACK                                                                                                      \
  "INSERT OR IGNORE INTO line_snapshot (game_id, provider, seen_at, spread_open, total_open)"                          \
  " SELECT game_id, provider, ?2, spread_open, total_open FROM line_snapshot AS last JOIN game USING (game_id)"        \
  " WHERE game_id = ?1 AND NOT completed AND kickoff > ?2"                                                             \
  " AND coalesce (spread, total, home_moneyline, away_moneyline) IS NOT NULL"                                          \
  " AND seen_at = (SELECT max (seen_at) FROM line_snapshot AS l WHERE l.game_id = ?1 AND l.provider = last.provider)"  \
  " AND provider NOT IN (SELECT provider FROM offered WHERE game_id = ?1)"

static gboolean
note_offered (FairStore *self, GArray *lines, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (!fair_sql_exec (fair_store_db (self), MAKE_OFFERED, error))
    return FALSE;
  statement = fair_sql_prepare (fair_store_db (self), "INSERT OR IGNORE INTO offered VALUES (?1, ?2)", error);
  for (guint i = 0; statement != NULL && i < lines->len; i++)
    {
      const FairLine *line = &g_array_index (lines, FairLine, i);

      fair_sql_bind (statement, "ls", line->game_id, line->provider);
      if (!fair_sql_done (statement, error))
        return FALSE;
    }
  return statement != NULL;
}

static gboolean
for_each_game (FairStore *self, const char *sql, GArray *games, gint64 at, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (fair_store_db (self), sql, error);

  for (guint i = 0; statement != NULL && i < games->len; i++)
    {
      fair_sql_bind (statement, "ll", g_array_index (games, gint64, i), at);
      if (!fair_sql_done (statement, error))
        return FALSE;
    }
  return statement != NULL;
}

/**
 * fair_store_take_back_lines:
 * @games: (element-type gint64): ids of the games that an answer tells of
 * @lines: (element-type FairLine): all lines that it has for them
 * @at: UTC seconds: when it came
 *
 * Notes for each book that had a line for one of @games, and has none any more, that it took it back. After kickoff it
 * closed instead.
 */
gboolean
fair_store_take_back_lines (FairStore *self, GArray *games, GArray *lines, gint64 at, GError **error)
{
  g_autoptr (FairTransaction) transaction = fair_transaction_begin (fair_store_db (self), error);

  return transaction != NULL && note_offered (self, lines, error) && for_each_game (self, REDATE, games, at, error)
         && for_each_game (self, TAKE_BACK, games, at, error) && fair_transaction_commit (transaction, error);
}
