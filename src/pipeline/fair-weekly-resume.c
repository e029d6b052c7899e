/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-weekly-resume.h"

#include "fair-error.h"
#include "fair-forecast.h"
#include "fair-model-registry.h"
#include "fair-store-ledger.h"
#include "fair-store-model.h"

#include <glib/gi18n-lib.h>

/* A run that failed longer ago has old lines; its work is done again. */
#define MAX_PAUSE (6 * FAIR_HOUR)

static const FairRunStage *
find_done (GArray *stages, const char *name)
{
  for (guint i = 0; i < stages->len; i++)
    {
      const FairRunStage *stage = &g_array_index (stages, FairRunStage, i);

      if (g_str_equal (stage->stage, name)
          && (g_str_equal (stage->status, "done") || g_str_equal (stage->status, "kept")))
        return stage;
    }
  return NULL;
}

static gboolean
find_publication (FairStore *store, gint64 id, FairResumePoint *out, GError **error)
{
  g_autoptr (GArray) list = fair_store_list_publications (store, error);

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const FairPublication *publication = &g_array_index (list, FairPublication, i);

      if (publication->id != id)
        continue;
      out->publication = id;
      out->version = publication->version;
      g_strlcpy (out->chain_hash, publication->chain_hash, sizeof out->chain_hash);
      out->done = FAIR_RESUME_AFTER_CHECK;
    }
  return TRUE;
}

/* People may have chosen another model since. */
static gboolean
is_still_chosen (FairStore *store, const char *model_id, gboolean *chosen, GError **error)
{
  g_autoptr (FairModelRegistry) registry = fair_model_registry_load (store, error);
  const FairModelFit *fit = registry == NULL ? NULL : fair_model_registry_find (registry, model_id);

  *chosen = fit != NULL && fair_model_registry_publishes (registry, fit);
  return registry != NULL;
}

static gboolean
read_stages (const FairWeeklyJob *job, FairResumePoint *out, GError **error)
{
  g_autoptr (GArray) stages = fair_store_get_run_stages (job->store, job->before->id, error);
  const FairRunStage *fit;
  const FairRunStage *check;
  gboolean chosen;

  if (stages == NULL)
    return FALSE;
  if (find_done (stages, "settle") == NULL)
    return TRUE;
  out->done = FAIR_RESUME_AFTER_SETTLE;
  fit = find_done (stages, "fit");
  if (fit == NULL || fit->note == NULL || find_done (stages, "predict") == NULL)
    return TRUE;
  if (!is_still_chosen (job->store, fit->note, &chosen, error))
    return FALSE;
  if (!chosen)
    return TRUE;
  out->done = FAIR_RESUME_AFTER_PREDICT;
  g_strlcpy (out->model_id, fit->note, sizeof out->model_id);
  check = find_done (stages, "check");
  return check == NULL || check->note == NULL
         || find_publication (job->store, g_ascii_strtoll (check->note, NULL, 10), out, error);
}

/**
 * fair_resume_find:
 * @now: UTC seconds
 * @out: (out): where to take up; %FAIR_RESUME_NOTHING where everything is to be done
 *
 * Looks whether the run before failed, was stopped or was killed over what this run shall do, and nothing has changed
 * since.
 */
gboolean
fair_resume_find (const FairWeeklyJob *job, gint64 now, FairResumePoint *out, GError **error)
{
  const FairRun *before = job->before;
  gboolean unfinished = before != NULL
                        && (g_str_equal (before->status, "failed") || g_str_equal (before->status, "cancelled")
                            || g_str_equal (before->status, "running"));
  gboolean same_week = unfinished
                       && (!job->options->has_week || fair_week_compare (&job->options->week, &before->week) == 0);

  *out = (FairResumePoint) { .done = FAIR_RESUME_NOTHING };
  if (!same_week || job->sync->n_changed > 0 || job->sync->problems->len > 0 || now < before->as_of
      || now - before->as_of > MAX_PAUSE)
    return TRUE;
  out->as_of = before->as_of;
  out->week = before->week;
  return read_stages (job, out, error);
}

/**
 * fair_resume_predictions:
 * @requests: (element-type FairForecastRequest): what the job predicts
 * @predictions: (element-type FairPrediction): filled in the same order
 *
 * Returns: FALSE with %FAIR_ERROR_FAILED where one of them was not kept
 */
gboolean
fair_resume_predictions (const FairResumePoint *self, FairStore *store, const FairBook *book, GArray *requests,
                         GArray *predictions, GError **error)
{
  g_autoptr (GArray) kept = fair_store_load_predictions (store, self->model_id, error);

  if (kept == NULL)
    return FALSE;
  for (guint i = 0; i < requests->len; i++)
    {
      const FairForecastRequest *request = &g_array_index (requests, FairForecastRequest, i);
      guint j;

      for (j = 0; j < kept->len; j++)
        {
          const FairPrediction *p = &g_array_index (kept, FairPrediction, j);

          if (p->game_id == fair_book_game (book, request->game)->id && p->frozen_at == request->freeze)
            break;
        }
      if (j == kept->len)
        {
          g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                               _("The run before left its predictions incomplete; run again."));
          return FALSE;
        }
      g_array_append_vals (predictions, &g_array_index (kept, FairPrediction, j), 1);
    }
  return TRUE;
}
