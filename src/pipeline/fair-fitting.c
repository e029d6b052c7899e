/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-fitting.h"

#include "fair-backtest.h"
#include "fair-training.h"

#include <string.h>

static gint64
last_freeze (const FairFittingJob *job)
{
  gint64 last = G_MININT64;

  for (guint i = 0; i < job->requests->len; i++)
    last = MAX (last, g_array_index (job->requests, FairForecastRequest, i).freeze);
  return last;
}

/* The season's games that were over, each at its own freeze: what the fit is scored by. */
static GArray *
ask_for_season (const FairFittingJob *job, FairView view)
{
  GArray *requests = g_array_new (FALSE, FALSE, sizeof (FairForecastRequest));

  for (guint i = fair_book_first_game_of (job->book, job->week.season); i < fair_book_n_games (job->book); i++)
    {
      const FairBookGame *game = fair_book_game (job->book, i);
      FairForecastRequest request = { i, game->freeze };
      int home;
      int away;

      if (game->week.season > job->week.season)
        break;
      if (fair_view_result (view, i, &home, &away))
        g_array_append_val (requests, request);
    }
  return requests;
}

static void
add_number (GString *text, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, ' ');
  g_string_append (text, g_ascii_dtostr (buffer, sizeof buffer, number));
}

/* The ratings, a team a line: number, offense, defense, overall and its standard deviation. */
static GBytes *
write_state (const FairForecast *forecast)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n;
  const FairRating *ratings = fair_forecast_ratings (forecast, &n);

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT, ratings[i].team_id);
      add_number (text, ratings[i].offense);
      add_number (text, ratings[i].defense);
      add_number (text, ratings[i].overall);
      add_number (text, ratings[i].overall_sd);
      g_string_append_c (text, '\n');
    }
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static void
describe (FairModelFit *fit, const FairForecast *forecast, FairView view)
{
  FairTraining training = fair_training_at (view, fit->week.season);
  const char *settings = fair_forecast_settings (forecast);
  const char *model = settings + strcspn (settings, " ") + 1; /* behind the word “version” */

  g_strlcpy (fit->model_id, fair_forecast_model_id (forecast), sizeof fit->model_id);
  fit->first_result = training.first;
  fit->last_result = training.last;
  fit->n_games = training.n_games;
  fit->seed = FAIR_BACKTEST_SEED;
  fit->version = g_strdup_printf (FAIR_VERSION " %.*s", (int) strcspn (model, "\n"), model);
  fit->data_hash = g_strdup (training.hash);
  fit->settings = g_strdup (settings);
  fit->state = write_state (forecast);
}

/**
 * fair_fitting_run:
 * @design: of the model
 * @kept: (nullable): a fit to be repeated: nothing that was known after its freeze is used
 *
 * Fits a model, predicts what is asked for, and scores the fit on its season so far.
 *
 * Returns: (transfer full): the model; NULL when cancelled
 */
FairFitting *
fair_fitting_run (const FairFittingJob *job, FairDesign design, const FairModelFit *kept, GError **error)
{
  g_autoptr (FairFitting) self = g_new0 (FairFitting, 1);
  FairForecastOptions options = { .design = design, .until = kept == NULL ? 0 : kept->freeze, .cache = job->cache };
  gint64 freeze = kept == NULL ? last_freeze (job) : MIN (last_freeze (job), kept->freeze);
  FairView view = fair_view_at (job->book, freeze);
  g_autoptr (GArray) requests = ask_for_season (job, view);
  const FairForecastRequest *all;
  guint n_season = requests->len;
  FairBacktestRow row;
  guint n;

  g_array_append_vals (requests, job->requests->data, job->requests->len);
  all = (const FairForecastRequest *) (gpointer) requests->data;
  self->predictions = g_array_new (FALSE, FALSE, sizeof (FairPrediction));
  self->forecast = fair_forecast_run (job->book, all, requests->len, &options, job->progress, job->cancellable, error);
  if (self->forecast == NULL)
    return NULL;
  g_array_append_vals (self->predictions, fair_forecast_predictions (self->forecast, &n) + n_season,
                       job->requests->len);
  self->fit = (FairModelFit) { .design = fair_design_to_string (design), .week = job->week, .made_at = job->now,
                               .freeze = freeze };
  if (kept != NULL)
    g_strlcpy (self->fit.origin, kept->model_id, sizeof self->fit.origin);
  describe (&self->fit, self->forecast, view);
  row = fair_backtest_judge (job->book, all, n_season, self->forecast);
  self->fit.scores = fair_backtest_row_to_json (&row);
  return g_steal_pointer (&self);
}

void
fair_fitting_free (FairFitting *self)
{
  g_clear_pointer (&self->forecast, fair_forecast_free);
  g_clear_pointer (&self->predictions, g_array_unref);
  fair_model_fit_clear (&self->fit);
  g_free (self);
}
