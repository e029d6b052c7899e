/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the watch asks of picks and predictions: this week's games, the last weeks' record, and how the model does. */
#include "fair-health-model.h"

#include "fair-backtest.h"
#include "fair-bootstrap.h"
#include "fair-clock.h"
#include "fair-model-registry.h"
#include "fair-reading-cache.h"
#include "fair-store-model.h"
#include "fair-view.h"
#include "fair-week-choice.h"

#include <math.h>

#define PICK_WEEKS  4
#define MODEL_WEEKS 8

/* Seasons before the first that is judged, in which the model gets to know the teams, and how many are judged. */
#define BURN_IN 2
#define JUDGED  5

#define SEED 20251124 /* any fixed number: the same games give the same interval */

static gboolean
has_line (const FairBook *book, const FairPick *pick)
{
  guint game = fair_book_find_game (book, pick->game_id);
  FairQuote quotes[FAIR_MAX_QUOTES];

  return game != FAIR_NO_INDEX && fair_view_quotes (fair_view_at (book, pick->frozen_at), game, quotes) > 0;
}

/* A published table has three rows for every game, one after the other. */
static void
count_games (const FairBook *book, const GArray *picks, FairMonitorInputs *inputs)
{
  gint64 counted = 0;
  gint64 priced = 0;

  for (guint i = 0; i < picks->len; i++)
    {
      const FairPick *pick = &g_array_index (picks, FairPick, i);

      if (i == 0 || pick->game_id != counted)
        {
          inputs->n_games++;
          inputs->n_with_line += has_line (book, pick);
          counted = pick->game_id;
        }
      if (isnan (pick->win_probability) || pick->game_id == priced)
        continue;
      inputs->n_priced++;
      priced = pick->game_id;
    }
}

/**
 * fair_health_measure_week:
 * @newest: (nullable): the newest live picks; older ones than a week are not looked at
 * @inputs: (inout): knows what time it is
 *
 * Counts the games of the newest live picks.
 */
gboolean
fair_health_measure_week (FairStore *store, const FairBook *book, const FairPublication *newest,
                          FairMonitorInputs *inputs, GError **error)
{
  g_autoptr (GArray) picks = NULL;

  inputs->has_week = newest != NULL && inputs->now - newest->frozen_at <= FAIR_WEEK_SECONDS;
  if (!inputs->has_week)
    return TRUE;
  inputs->week = fair_week_to_text (&newest->week);
  picks = fair_store_load_picks (store, newest->id, error);
  if (picks == NULL)
    return FALSE;
  count_games (book, picks, inputs);
  return TRUE;
}

/**
 * fair_health_measure_picks:
 * @inputs: (inout): knows what time it is
 *
 * Counts how the live picks of the last weeks ended.
 */
gboolean
fair_health_measure_picks (FairStore *store, FairMonitorInputs *inputs, GError **error)
{
  g_autoptr (GArray) record = fair_store_load_record (store, error);

  if (record == NULL)
    return FALSE;
  for (guint i = 0; i < record->len; i++)
    {
      const FairSettledPick *row = &g_array_index (record, FairSettledPick, i);

      if (row->replay || !row->pick.is_pick || row->pick.kickoff < inputs->now - PICK_WEEKS * FAIR_WEEK_SECONDS
          || row->pick.kickoff > inputs->now)
        continue;
      inputs->wins += row->outcome == FAIR_OUTCOME_WIN;
      inputs->losses += row->outcome == FAIR_OUTCOME_LOSS;
    }
  return TRUE;
}

/* What the games of the last weeks add up to. */
typedef struct
{
  GArray *differences; /* of double: the prediction's absolute error minus the close's */
  GArray *weeks;       /* of int, likewise */
  double  above;       /* of Spiegelhalter's statistic */
  double  variance;
} Sums;

/* Spiegelhalter, Statistics in Medicine 5 (1986) 421-433: of true chances the sum over games is normal about 0 with this
   variance. Where they were too sure it is positive. */
static void
add_chance (Sums *sums, double p, gboolean won)
{
  sums->above += (won - p) * (1 - 2 * p);
  sums->variance += (1 - 2 * p) * (1 - 2 * p) * p * (1 - p);
}

static void
add_game (Sums *sums, const FairBook *book, const FairPrediction *prediction, gint64 now, guint *n_chances)
{
  guint game = fair_book_find_game (book, prediction->game_id);
  double difference;
  double close;
  int home;
  int away;
  int week;

  if (game == FAIR_NO_INDEX || !fair_book_is_fbs_game (book, game)
      || !fair_view_result (fair_view_at (book, now), game, &home, &away))
    return;
  if (home != away)
    {
      add_chance (sums, prediction->home_win_probability, home > away);
      ++*n_chances;
    }
  close = fair_margin_from_spread (fair_book_closing (book, game).spread);
  if (isnan (close))
    return;
  difference = fabs (home - away - prediction->margin) - fabs (home - away - close);
  week = (int) (fair_book_game (book, game)->freeze / FAIR_WEEK_SECONDS);
  g_array_append_val (sums->differences, difference);
  g_array_append_val (sums->weeks, week);
}

static double
mean_of (const GArray *values)
{
  double sum = 0;

  for (guint i = 0; i < values->len; i++)
    sum += g_array_index (values, double, i);
  return values->len == 0 ? NAN : sum / values->len;
}

static void
conclude (const Sums *sums, FairMonitorInputs *inputs)
{
  inputs->n_errors = sums->differences->len;
  inputs->error = mean_of (sums->differences);
  fair_bootstrap_mean ((const double *) (gpointer) sums->differences->data, (const int *) (gpointer) sums->weeks->data,
                       inputs->n_errors, FAIR_BOOTSTRAP_RESAMPLES, SEED, 0.95, &inputs->error_low, &inputs->error_high);
  inputs->calibration = sums->variance > 0 ? sums->above / sqrt (sums->variance) : NAN;
}

/* The champion over the seasons before this one, each game at its own freeze. */
static double
run_backtest (FairStore *store, const FairBook *book, FairDesign design, int from, int to, GError **error)
{
  FairModelCache cache = fair_reading_cache (store);
  FairForecastOptions options = { .design = design, .cache = &cache };
  g_autoptr (FairBacktest) backtest = fair_backtest_run (book, from, to, &options, NULL, NULL, error);
  const FairBacktestRow *rows;
  guint n;

  if (backtest == NULL)
    return NAN;
  rows = fair_backtest_rows (backtest, &n);
  return n == 0 ? NAN : rows[n - 1].margin.difference;
}

/* It is the same for a whole season, so who may write keeps it. */
static gboolean
find_backtest_error (FairStore *store, const FairBook *book, FairMonitorInputs *inputs, GError **error)
{
  g_autoptr (FairModelRegistry) registry = fair_model_registry_load (store, error);
  const FairModelFit *fit = registry == NULL ? NULL : fair_model_registry_newest (registry);
  int to = fair_season_at (inputs->now) - 1;
  int from = fair_book_n_games (book) == 0 ? G_MAXINT : MAX (fair_book_first_season (book) + BURN_IN, to - JUDGED + 1);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *key = NULL;
  g_autofree char *kept = NULL;
  GError *failure = NULL;

  inputs->backtest_error = NAN;
  if (registry == NULL)
    return FALSE;
  if (fit == NULL || from > to)
    return TRUE;
  key = g_strdup_printf ("watch %s %s %d %d", fit->version, fit->design, from, to);
  kept = fair_store_get_cached (store, key, NULL);
  if (kept != NULL)
    {
      inputs->backtest_error = g_ascii_strtod (kept, NULL);
      return TRUE;
    }
  inputs->backtest_error = run_backtest (store, book, registry->champion, from, to, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (!isnan (inputs->backtest_error))
    fair_store_put_cached (store, key, g_ascii_dtostr (number, sizeof number, inputs->backtest_error), inputs->now, NULL);
  return TRUE;
}

/**
 * fair_health_measure_model:
 * @inputs: (inout): knows what time it is
 *
 * Compares what was predicted of the last weeks' games, as it stood behind the published picks, with what came, and with
 * the closing line.
 */
gboolean
fair_health_measure_model (FairStore *store, const FairBook *book, FairMonitorInputs *inputs, GError **error)
{
  g_autoptr (GArray) predictions
    = fair_store_load_published_predictions (store, inputs->now - MODEL_WEEKS * FAIR_WEEK_SECONDS, error);
  g_autoptr (GArray) differences = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) weeks = g_array_new (FALSE, FALSE, sizeof (int));
  Sums sums = { differences, weeks, 0, 0 };

  if (predictions == NULL)
    return FALSE;
  for (guint i = 0; i < predictions->len; i++)
    {
      const FairPrediction *prediction = &g_array_index (predictions, FairPrediction, i);

      /* The last word on a game counts. */
      if (i + 1 == predictions->len || g_array_index (predictions, FairPrediction, i + 1).game_id != prediction->game_id)
        add_game (&sums, book, prediction, inputs->now, &inputs->n_chances);
    }
  conclude (&sums, inputs);
  return find_backtest_error (store, book, inputs, error);
}
