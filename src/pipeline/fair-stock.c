/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-stock.h"

#include "fair-api-state.h"
#include "fair-cfbd-request.h"
#include "fair-clock.h"
#include "fair-store-raw.h"

#include <glib/gstdio.h>

static gint64
size_of_file (const char *path)
{
  GStatBuf found;

  return g_stat (path, &found) == 0 ? (gint64) found.st_size : 0;
}

/* Exports lie in one folder; nobody puts folders into it. */
static gint64
size_of_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  gint64 bytes = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      bytes += size_of_file (file);
    }
  return bytes;
}

static void
stock_run_clear (FairStockRun *run)
{
  fair_run_clear (&run->run);
  g_clear_pointer (&run->stages, g_array_unref);
}

static gboolean
take_runs (FairStock *self, FairStore *store, guint n_runs, GError **error)
{
  g_autoptr (GArray) runs = fair_store_list_runs (store, n_runs, error);

  if (runs == NULL)
    return FALSE;
  g_array_set_clear_func (runs, NULL); /* each goes over into the stock */
  for (guint i = 0; i < runs->len; i++)
    {
      FairStockRun run = { g_array_index (runs, FairRun, i), NULL };

      run.stages = fair_store_get_run_stages (store, run.run.id, error);
      if (run.stages == NULL)
        run.stages = g_array_new (FALSE, FALSE, sizeof (FairRunStage));
      g_array_append_val (self->runs, run);
    }
  return error == NULL || *error == NULL;
}

/**
 * fair_stock_take:
 * @n_runs: at most so many runs are told
 *
 * Returns: (transfer full): what the folder holds
 */
FairStock *
fair_stock_take (FairStore *store, const FairPaths *paths, guint n_runs, GError **error)
{
  g_autoptr (FairStock) self = g_new0 (FairStock, 1);
  g_autofree char *log = g_strconcat (paths->store, "-wal", NULL);
  g_auto (FairApiState) api = { 0 };
  GError *failure = NULL;

  self->store_bytes = size_of_file (paths->store) + size_of_file (log);
  self->export_bytes = size_of_folder (paths->exports);
  self->runs = g_array_new (FALSE, FALSE, sizeof (FairStockRun));
  g_array_set_clear_func (self->runs, (GDestroyNotify) stock_run_clear);
  self->refusals = fair_store_count_refusals (store, &failure);
  if (failure == NULL && fair_store_raw_usage (store, &self->n_answers, &self->answer_bytes, &self->data_time, &failure)
      && take_runs (self, store, n_runs, &failure) && fair_api_state_load (store, &api, &failure))
    {
      self->calls_left = api.calls_left;
      self->key_refused = api.key_refused;
      self->calls_at = api.calls_at;
      return g_steal_pointer (&self);
    }
  g_propagate_error (error, failure);
  return NULL;
}

static gboolean
find_time (FairStore *store, const FairCfbdRequest *request, gint64 *out, GError **error)
{
  g_autofree char *path = fair_cfbd_request_to_path (request);
  FairRawState state;

  if (!fair_store_raw_state (store, path, &state, error))
    return FALSE;
  *out = state.checked_at;
  return TRUE;
}

/**
 * fair_stock_schedule_time:
 * @out: (out): when games and results of @season were last told; %FAIR_TIME_UNKNOWN where they never were
 */
gboolean
fair_stock_schedule_time (FairStore *store, int season, gint64 *out, GError **error)
{
  FairCfbdRequest request = { .endpoint = FAIR_CFBD_GAMES, .season = season };

  return find_time (store, &request, out, error);
}

/**
 * fair_stock_lines_time:
 * @out: (out): when the lines of @week were last told, with those of its season or alone, as the watcher asks for them;
 *   %FAIR_TIME_UNKNOWN where they never were
 */
gboolean
fair_stock_lines_time (FairStore *store, const FairWeek *week, gint64 *out, GError **error)
{
  FairCfbdRequest season = { .endpoint = FAIR_CFBD_LINES, .season = week->season };
  FairCfbdRequest alone = { FAIR_CFBD_LINES, week->season, week->week, week->type };
  gint64 told_alone;

  if (!find_time (store, &season, out, error) || !find_time (store, &alone, &told_alone, error))
    return FALSE;
  *out = MAX (*out, told_alone);
  return TRUE;
}

/**
 * fair_stock_data_time:
 * @out: (out): when games and lines of @season were last asked for, the older of both; %FAIR_TIME_UNKNOWN where one never
 *   was
 */
gboolean
fair_stock_data_time (FairStore *store, int season, gint64 *out, GError **error)
{
  FairCfbdRequest lines = { .endpoint = FAIR_CFBD_LINES, .season = season };
  gint64 lines_time;

  if (!fair_stock_schedule_time (store, season, out, error) || !find_time (store, &lines, &lines_time, error))
    return FALSE;
  *out = MIN (*out, lines_time);
  return TRUE;
}

void
fair_stock_free (FairStock *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->refusals, g_array_unref);
  g_clear_pointer (&self->runs, g_array_unref);
  g_free (self);
}

/**
 * fair_next_month:
 * @time: UTC seconds
 *
 * Returns: when the month after it begins, which is when the API's calls begin anew
 */
gint64
fair_next_month (gint64 time)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (time);
  g_autoptr (GDateTime) first = NULL;
  g_autoptr (GDateTime) next = NULL;

  if (now == NULL)
    return FAIR_TIME_UNKNOWN;
  first = g_date_time_new_utc (g_date_time_get_year (now), g_date_time_get_month (now), 1, 0, 0, 0);
  next = g_date_time_add_months (first, 1);
  return g_date_time_to_unix (next);
}
