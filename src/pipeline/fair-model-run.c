/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-model-run.h"

#include "fair-store-model.h"

static char *
load_cached (const char *key, gpointer data)
{
  return fair_store_get_cached (data, key, NULL);
}

/* A cache that cannot be written costs time, not correctness. */
static void
save_cached (const char *key, const char *text, gpointer data)
{
  g_autoptr (FairClock) clock = fair_clock_new_system ();

  fair_store_put_cached (data, key, text, fair_clock_now (clock), NULL);
}

static FairFitting *
run_design (const FairModelRun *self, FairDesign design, const FairModelFit *kept, GError **error)
{
  FairModelCache cache = { load_cached, save_cached, self->job->store };
  FairFittingJob job = {
    .book = self->book,
    .week = self->week,
    .requests = self->requests,
    .now = self->now,
    .cache = &cache,
    .progress = self->job->progress,
    .cancellable = self->job->cancellable,
  };

  return fair_fitting_run (&job, design, kept, error);
}

/**
 * fair_model_run_champion:
 *
 * Returns: (transfer full): the model whose predictions are published: the champion, or what people rolled back to; NULL
 *   when cancelled
 */
FairFitting *
fair_model_run_champion (const FairModelRun *self, GError **error)
{
  const FairModelFit *kept = self->registry->kept;
  FairDesign design = self->registry->champion;

  if (kept != NULL && !fair_design_from_string (kept->design, &design, error))
    return NULL;
  return run_design (self, design, kept, error);
}

/**
 * fair_model_run_challengers:
 *
 * The other designs predict as well, so that it shows later what they would have been worth. Nothing of theirs is priced
 * or published. During a rollback the champion is one of them.
 */
gboolean
fair_model_run_challengers (const FairModelRun *self, GError **error)
{
  for (FairDesign design = 0; design < FAIR_N_DESIGNS; design++)
    {
      g_autoptr (FairFitting) made = NULL;

      if (design == self->registry->champion && self->registry->kept == NULL)
        continue;
      made = run_design (self, design, NULL, error);
      if (made == NULL || !fair_store_put_fit (self->job->store, &made->fit, NULL, error)
          || !fair_store_put_predictions (self->job->store, made->fit.model_id,
                                          (const FairPrediction *) (gpointer) made->predictions->data,
                                          made->predictions->len, self->now, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * fair_model_run_is_faithful:
 * @made: by fair_model_run_champion()
 *
 * Returns: FALSE where a kept model was to be repeated and came out otherwise: what was known at its freeze may have been
 *   corrected since, and the program may be another one
 */
gboolean
fair_model_run_is_faithful (const FairModelRun *self, const FairFitting *made)
{
  const FairModelFit *kept = self->registry->kept;

  return kept == NULL
         || (g_str_equal (made->fit.data_hash, kept->data_hash) && g_str_equal (made->fit.settings, kept->settings));
}
