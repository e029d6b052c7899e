/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-forecast.h"

#include "fair-walk-private.h"

struct _FairForecast
{
  GArray *predictions; /* of FairPrediction */
  GArray *ratings;     /* of FairRating */
  char   *settings;
  char    model_id[FAIR_MODEL_ID_LENGTH + 1];
};

/* One question of the walk: of the caller, or our own, to learn from. */
typedef struct
{
  guint  game;
  gint64 freeze;
  guint  answer; /* index of the prediction; FAIR_NO_INDEX for our own */
} Question;

static int
compare_questions (gconstpointer a, gconstpointer b)
{
  const Question *x = a;
  const Question *y = b;

  if (x->freeze != y->freeze)
    return x->freeze < y->freeze ? -1 : 1;
  if (x->game != y->game)
    return x->game < y->game ? -1 : 1;
  /* Our own first; they all have the greatest index. */
  return (x->answer < y->answer) - (x->answer > y->answer);
}

static GArray *
collect_questions (const FairBook *book, const FairForecastRequest *requests, guint n_requests)
{
  GArray *questions = g_array_new (FALSE, FALSE, sizeof (Question));
  gint64 last = G_MININT64;

  for (guint i = 0; i < n_requests; i++)
    {
      Question question = { requests[i].game, requests[i].freeze, i };

      g_array_append_val (questions, question);
      last = MAX (last, question.freeze);
    }
  for (guint i = 0; i < fair_book_n_games (book); i++)
    {
      const FairBookGame *game = fair_book_game (book, i);
      Question question = { i, game->freeze, FAIR_NO_INDEX };

      if (game->freeze <= last && fair_book_is_fbs_game (book, i))
        g_array_append_val (questions, question);
    }
  g_array_sort (questions, compare_questions);
  return questions;
}

static gboolean
walk_through (FairWalk *walk, GArray *questions, FairForecast *out, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < questions->len; i++)
    {
      const Question *question = &g_array_index (questions, Question, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (question->answer == FAIR_NO_INDEX)
        fair_walk_note (walk, question->game, question->freeze);
      else
        fair_walk_predict (walk, question->game, question->freeze,
                           &g_array_index (out->predictions, FairPrediction, question->answer));
    }
  return TRUE;
}

/**
 * fair_forecast_run:
 * @book: everything; each prediction sees only what was known at its freeze
 * @requests: in any order
 * @n_requests: how many
 * @options: (nullable): how
 *
 * Walks forward through the book once and predicts all games at their freezes. The same book and requests give the same
 * bytes on every machine, with or without a cache, whatever the number of cores.
 *
 * Returns: (transfer full): predictions, the ratings at the last freeze, and the model's name; NULL when cancelled
 */
FairForecast *
fair_forecast_run (const FairBook *book, const FairForecastRequest *requests, guint n_requests,
                   const FairForecastOptions *options, FairProgress *progress, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (FairForecast) self = g_new0 (FairForecast, 1);
  g_autoptr (GArray) questions = NULL;
  gint64 last_freeze = G_MININT64;
  int last_season;
  FairWalk walk;
  gboolean done;

  self->predictions = g_array_new (FALSE, TRUE, sizeof (FairPrediction));
  g_array_set_size (self->predictions, n_requests);
  self->ratings = g_array_new (FALSE, FALSE, sizeof (FairRating));
  fair_walk_start (&walk, book, options, progress);
  last_season = walk.params_season;
  questions = collect_questions (book, requests, n_requests);
  done = walk_through (&walk, questions, self, cancellable, error);
  if (done && questions->len > 0)
    {
      const Question *last = &g_array_index (questions, Question, questions->len - 1);

      last_freeze = last->freeze;
      last_season = fair_book_game (book, last->game)->week.season;
      fair_walk_rate (&walk, last_season, last_freeze, self->ratings);
    }
  if (done)
    {
      fair_walk_name (&walk, last_season, last_freeze, self->model_id);
      self->settings = fair_walk_describe (&walk);
    }
  fair_walk_end (&walk);
  return done ? g_steal_pointer (&self) : NULL;
}

static void
note_ratings (FairWalk *walk, const FairWeek *week, gint64 freeze, GArray *history)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FairRating));

  fair_walk_rate (walk, week->season, freeze, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      FairDatedRating dated = { freeze, *week, i + 1, g_array_index (rows, FairRating, i) };

      g_array_append_val (history, dated);
    }
}

/**
 * fair_forecast_history:
 * @from: first season
 * @until: UTC seconds; the last ratings are of this moment
 * @cache: (nullable): where estimates are kept
 *
 * Walks forward through the book and notes all FBS teams' ratings at every weekly freeze.
 *
 * Returns: (transfer full) (element-type FairDatedRating): by freeze, best first; NULL when cancelled
 */
GArray *
fair_forecast_history (const FairBook *book, int from, gint64 until, const FairModelCache *cache,
                       GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) history = g_array_new (FALSE, FALSE, sizeof (FairDatedRating));
  gint64 last = G_MININT64;
  gboolean going = TRUE;
  FairForecastOptions options = { .cache = cache };
  FairWalk walk;

  fair_walk_start (&walk, book, &options, NULL);
  for (guint i = 0; i < fair_book_n_games (book) && going; i++)
    {
      const FairBookGame *game = fair_book_game (book, i);
      gint64 freeze = MIN (game->freeze, until);

      if (game->week.season < from || freeze <= last)
        continue;
      going = !g_cancellable_set_error_if_cancelled (cancellable, error);
      if (going)
        note_ratings (&walk, &game->week, freeze, history);
      last = freeze;
    }
  fair_walk_end (&walk);
  return going ? g_steal_pointer (&history) : NULL;
}

void
fair_forecast_free (FairForecast *self)
{
  g_clear_pointer (&self->predictions, g_array_unref);
  g_clear_pointer (&self->ratings, g_array_unref);
  g_free (self->settings);
  g_free (self);
}

/**
 * fair_forecast_predictions:
 * @n: (out): how many
 *
 * Returns: (transfer none): in the order of the requests
 */
const FairPrediction *
fair_forecast_predictions (const FairForecast *self, guint *n)
{
  *n = self->predictions->len;
  return (const FairPrediction *) (gconstpointer) self->predictions->data;
}

/**
 * fair_forecast_ratings:
 * @n: (out): how many
 *
 * Returns: (transfer none): of all FBS teams at the last freeze, best first
 */
const FairRating *
fair_forecast_ratings (const FairForecast *self, guint *n)
{
  *n = self->ratings->len;
  return (const FairRating *) (gconstpointer) self->ratings->data;
}

/**
 * fair_forecast_model_id:
 *
 * Returns: (transfer none): a short hash of the data known at the last freeze, the hyper-parameters and the model's
 *   version
 */
const char *
fair_forecast_model_id (const FairForecast *self)
{
  return self->model_id;
}

/**
 * fair_forecast_settings:
 *
 * Returns: (transfer none): the model's version, its design and its hyper-parameters, a line each
 */
const char *
fair_forecast_settings (const FairForecast *self)
{
  return self->settings;
}
