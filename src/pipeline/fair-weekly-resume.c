/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-weekly-resume.h"

#include "fair-error.h"
#include "fair-forecast.h"
#include "fair-model-registry.h"
#include "fair-store-adjustments.h"
#include "fair-store-league.h"
#include "fair-store-ledger.h"
#include "fair-store-model.h"
#include "fair-store-raw.h"

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

static void
take_publication (const FairPublication *publication, FairResumePoint *out)
{
  out->done = FAIR_RESUME_AFTER_CHECK;
  out->week = publication->week;
  out->as_of = publication->frozen_at;
  out->publication = publication->id;
  out->version = publication->version;
  g_strlcpy (out->chain_hash, publication->chain_hash, sizeof out->chain_hash);
  g_strlcpy (out->model_id, publication->model_id, sizeof out->model_id);
}

/* People may have set since what counts as a pick, and the API may answer again. */
static gboolean
is_as_now (const FairWeeklyJob *job, gint64 publication)
{
  g_autofree char *now = fair_profile_print_policy (job->profile);
  g_autofree char *then = fair_store_get_policy (job->store, publication, NULL);
  gboolean failing = job->sync->problems->len > 0;
  FairCircumstances known;

  return then != NULL && g_str_has_prefix (then, now)
         && (failing || !fair_circumstances_parse (&known, then) || !known.cached);
}

static gboolean
find_publication (const FairWeeklyJob *job, gint64 id, FairResumePoint *out, GError **error)
{
  g_autoptr (GArray) list = fair_store_list_publications (job->store, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const FairPublication *publication = &g_array_index (list, FairPublication, i);

      if (publication->id == id && is_as_now (job, id))
        take_publication (publication, out);
    }
  return list != NULL;
}

/* Whether somebody typed a line, or made or withdrew an adjustment, at @since or later. */
static gboolean
find_decisions (FairStore *store, gint64 since, gboolean *found, GError **error)
{
  g_autoptr (GArray) adjustments = fair_store_list_adjustments (store, error);
  gint64 typed;

  if (adjustments == NULL || !fair_store_find_typed_at (store, FALSE, &typed, error))
    return FALSE;
  *found = typed >= since;
  for (guint i = 0; i < adjustments->len; i++)
    {
      const FairAdjustment *adjustment = &g_array_index (adjustments, FairAdjustment, i);

      *found = *found || adjustment->made_at >= since || adjustment->withdrawn_at >= since;
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
         || find_publication (job, g_ascii_strtoll (check->note, NULL, 10), out, error);
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
  gboolean decided = FALSE;
  gboolean same_week = unfinished
                       && (!job->options->has_week || fair_week_compare (&job->options->week, &before->week) == 0);

  *out = (FairResumePoint) { .done = FAIR_RESUME_NOTHING };
  if (!same_week || job->sync->n_changed > 0 || job->sync->problems->len > 0 || now < before->as_of
      || now - before->as_of > MAX_PAUSE)
    return TRUE;
  /* Nothing that came after it is seen from the freeze of the run before. */
  if (!find_decisions (job->store, before->as_of, &decided, error))
    return FALSE;
  if (decided)
    return TRUE;
  out->as_of = before->as_of;
  out->week = before->week;
  return read_stages (job, out, error);
}

/**
 * fair_resume_find_better:
 * @n_picks: that this run made of @week
 * @out: (out): the newest table of the week, where it has more picks, made from the same data in the same way;
 *   %FAIR_RESUME_NOTHING else
 *
 * A run that could not fetch what was due knows nothing more than the one before, only that time has passed: readers keep
 * the picks that they have.
 */
gboolean
fair_resume_find_better (const FairWeeklyJob *job, const FairWeek *week, guint n_picks, FairResumePoint *out,
                         GError **error)
{
  FairPublication live;
  gboolean found;
  gboolean decided;
  gboolean news;
  gboolean chosen;

  *out = (FairResumePoint) { .done = FAIR_RESUME_NOTHING };
  if (job->sync->problems->len == 0)
    return TRUE;
  if (!fair_store_find_live (job->store, week, &live, &found, error))
    return FALSE;
  if (!found || live.n_picks <= n_picks || !is_as_now (job, live.id))
    return TRUE;
  if (!find_decisions (job->store, live.frozen_at, &decided, error)
      || !fair_store_raw_changed_since (job->store, "", live.frozen_at, &news, error)
      || !is_still_chosen (job->store, live.model_id, &chosen, error))
    return FALSE;
  if (!decided && !news && chosen)
    take_publication (&live, out);
  return TRUE;
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
