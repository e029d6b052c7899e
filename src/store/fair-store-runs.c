/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store-runs.h"

#include "fair-clock.h"
#include "fair-store-private.h"

void
fair_run_clear (FairRun *self)
{
  g_clear_pointer (&self->status, g_free);
  g_clear_pointer (&self->error, g_free);
}

void
fair_run_stage_clear (FairRunStage *self)
{
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->error, g_free);
}

/**
 * fair_store_begin_run:
 * @as_of: the run's own clock
 * @now: the same, or the system's where the run has another clock
 *
 * Returns: the run's number, or 0 with an error
 */
gint64
fair_store_begin_run (FairStore *self, const FairWeek *week, gint64 as_of, gint64 now, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "INSERT INTO run (started_at, as_of, season, season_type, week, status)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, 'running')",
                        error);

  if (statement == NULL)
    return 0;
  fair_sql_bind (statement, "llisi", now, as_of, week->season, fair_season_type_to_string (week->type), week->week);
  return fair_sql_done (statement, error) ? sqlite3_last_insert_rowid (fair_store_db (self)) : 0;
}

/**
 * fair_store_set_run_week:
 *
 * @as_of: UTC seconds: its freeze; of a run that takes up an earlier one, that one's
 *
 * Says which week a run is for and as of when, which it may know only after its sync.
 */
gboolean
fair_store_set_run_week (FairStore *self, gint64 run, const FairWeek *week, gint64 as_of, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "UPDATE run SET season = ?2, season_type = ?3, week = ?4, as_of = ?5 WHERE run_id = ?1",
                        error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "lisil", run, week->season, fair_season_type_to_string (week->type), week->week, as_of);
  return fair_sql_done (statement, error);
}

/**
 * fair_store_end_run:
 * @status: done, degraded, failed or cancelled
 * @calls: metered API calls
 * @failure: (nullable): one sentence
 */
gboolean
fair_store_end_run (FairStore *self, gint64 run, const char *status, guint calls, const char *failure, gint64 now,
                    GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "UPDATE run SET ended_at = ?2, status = ?3, calls = ?4, error = ?5 WHERE run_id = ?1", error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "llsis", run, now, status, (int) calls, failure);
  return fair_sql_done (statement, error);
}

/**
 * fair_store_put_run_stage:
 *
 * Writes how a stage stands; a second time replaces the first.
 */
gboolean
fair_store_put_run_stage (FairStore *self, gint64 run, const FairRunStage *stage, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "INSERT OR REPLACE INTO run_stage (run_id, stage, started_at, ended_at, status, count, note,"
                        " error) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                        error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "lsltsiss", run, stage->stage, stage->started_at, stage->ended_at, stage->status,
                 (int) stage->count, stage->note, stage->error);
  return fair_sql_done (statement, error);
}

static FairRun
read_run (sqlite3_stmt *statement)
{
  FairRun run = {
    .id = sqlite3_column_int64 (statement, 0),
    .started_at = sqlite3_column_int64 (statement, 1),
    .ended_at = fair_sql_time (statement, 2),
    .as_of = sqlite3_column_int64 (statement, 3),
    .week.season = sqlite3_column_int (statement, 4),
    .week.week = sqlite3_column_int (statement, 6),
    .status = g_strdup (fair_sql_text (statement, 7)),
    .calls = sqlite3_column_int (statement, 8),
    .error = g_strdup (fair_sql_text (statement, 9)),
  };

  fair_season_type_parse (fair_sql_text (statement, 5), &run.week.type);
  return run;
}

#define SELECT_RUNS "SELECT run_id, started_at, ended_at, as_of, season, season_type, week, status, calls, error FROM run "

static GArray *
read_runs (FairStore *self, const char *query, gint64 bound, GError **error)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (FairRun));
  g_autoptr (sqlite3_stmt) statement = fair_sql_prepare (fair_store_db (self), query, error);
  gboolean has_row;

  g_array_set_clear_func (runs, (GDestroyNotify) fair_run_clear);
  if (statement == NULL)
    return NULL;
  fair_sql_bind (statement, "l", bound);
  while (fair_sql_next (statement, &has_row, error))
    {
      FairRun run;

      if (!has_row)
        return g_steal_pointer (&runs);
      run = read_run (statement);
      g_array_append_val (runs, run);
    }
  return NULL;
}

/**
 * fair_store_list_runs:
 * @limit: at most so many
 *
 * Returns: (transfer full) (element-type FairRun): the newest runs, the last one first
 */
GArray *
fair_store_list_runs (FairStore *self, guint limit, GError **error)
{
  return read_runs (self, SELECT_RUNS "ORDER BY run_id DESC LIMIT ?1", limit, error);
}

/**
 * fair_store_list_runs_since:
 * @as_of: UTC seconds
 *
 * Returns: (transfer full) (element-type FairRun): all runs whose clock showed @as_of or later, the last one first
 */
GArray *
fair_store_list_runs_since (FairStore *self, gint64 as_of, GError **error)
{
  return read_runs (self, SELECT_RUNS "WHERE as_of >= ?1 ORDER BY run_id DESC", as_of, error);
}

/**
 * fair_store_get_last_run:
 * @out: (out): the newest run
 * @found: (out): FALSE where there has been none
 */
gboolean
fair_store_get_last_run (FairStore *self, FairRun *out, gboolean *found, GError **error)
{
  g_autoptr (GArray) runs = fair_store_list_runs (self, 1, error);

  if (runs == NULL)
    return FALSE;
  *found = runs->len > 0;
  if (*found)
    {
      *out = g_array_index (runs, FairRun, 0);
      g_array_set_clear_func (runs, NULL); /* what it held is @out's now */
    }
  return TRUE;
}

/**
 * fair_store_get_first_run:
 * @as_of: (out): the clock of the first run; %FAIR_TIME_UNKNOWN where there has been none
 */
gboolean
fair_store_get_first_run (FairStore *self, gint64 *as_of, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self), "SELECT min (as_of) FROM run", error);
  gboolean has_row;

  if (statement == NULL || !fair_sql_next (statement, &has_row, error))
    return FALSE;
  *as_of = has_row ? fair_sql_time (statement, 0) : FAIR_TIME_UNKNOWN;
  return TRUE;
}

/**
 * fair_store_get_run_stages:
 *
 * Returns: (transfer full) (element-type FairRunStage): in the order in which they started
 */
GArray *
fair_store_get_run_stages (FairStore *self, gint64 run, GError **error)
{
  g_autoptr (GArray) stages = g_array_new (FALSE, FALSE, sizeof (FairRunStage));
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "SELECT stage, status, started_at, ended_at, count, note, error FROM run_stage"
                        " WHERE run_id = ?1 ORDER BY started_at, CASE stage WHEN 'sync' THEN 0 WHEN 'settle' THEN 1"
                        " WHEN 'fit' THEN 2 WHEN 'predict' THEN 3 WHEN 'price' THEN 4 WHEN 'check' THEN 5 ELSE 6 END",
                        error);
  gboolean has_row = FALSE;

  g_array_set_clear_func (stages, (GDestroyNotify) fair_run_stage_clear);
  if (statement == NULL)
    return NULL;
  fair_sql_bind (statement, "l", run);
  while (fair_sql_next (statement, &has_row, error))
    {
      FairRunStage stage = { 0 };

      if (!has_row)
        return g_steal_pointer (&stages);
      stage.stage = g_intern_string (fair_sql_text (statement, 0));
      stage.status = g_intern_string (fair_sql_text (statement, 1));
      stage.started_at = sqlite3_column_int64 (statement, 2);
      stage.ended_at = fair_sql_time (statement, 3);
      stage.count = sqlite3_column_int (statement, 4);
      stage.note = g_strdup (fair_sql_text (statement, 5));
      stage.error = g_strdup (fair_sql_text (statement, 6));
      g_array_append_val (stages, stage);
    }
  return NULL;
}
