/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-forecast.h"

#include "fair-blend.h"
#include "fair-normal.h"
#include "fair-ratings.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Part of every model_id and cache key: raise it when the model changes. */
#define MODEL_VERSION "filter-3"

struct _FairForecast
{
  GArray *predictions; /* of FairPrediction */
  GArray *ratings;     /* of FairRating */
  char    model_id[FAIR_MODEL_ID_LENGTH + 1];
};

/* One question of the walk: of the caller, or our own about the market, to learn the blend from. */
typedef struct
{
  guint  game;
  gint64 freeze;
  guint  answer; /* index of the prediction; FAIR_NO_INDEX for our own */
} Question;

/* One pass over a book, forward in time. Nothing in it looks at the book but through a view at the present freeze. */
typedef struct
{
  const FairBook       *book;
  const FairModelCache *cache;
  FairProgress         *progress;
  FairLeaguePlan       *plan;
  FairFilterParams      params[FAIR_N_TARGETS]; /* for @params_season */
  int                   params_season;
  GChecksum            *history; /* over the results of all seasons before @params_season */
  FairRatings          *ratings[FAIR_N_TARGETS];
  int                   season; /* that the ratings have begun; G_MININT none */
  guint                 next_game; /* whose result is not taken yet */
  guint                *played; /* of each team, in @season */
  FairRatings          *early[FAIR_N_TARGETS]; /* for a season without results so far */
  int                   early_season;
  gint64                early_freeze;
  FairBlend            *blend;
  FairBlendFit          fits[FAIR_N_TARGETS]; /* for @fits_season at @fits_freeze */
  int                   fits_season;
  gint64                fits_freeze;
} Walk;

static void
hash_number (GChecksum *checksum, gint64 number)
{
  gint64 stable = GINT64_TO_LE (number);

  g_checksum_update (checksum, (const guchar *) &stable, sizeof stable);
}

/* All that the filter reads of the season's games whose results were known. */
static void
hash_season (Walk *walk, GChecksum *checksum, int season, gint64 as_of)
{
  FairView view = fair_view_at (walk->book, as_of);

  for (guint i = fair_book_first_game_of (walk->book, season); i < fair_book_n_games (walk->book); i++)
    {
      const FairBookGame *game = fair_book_game (walk->book, i);
      int home;
      int away;

      if (game->week.season != season)
        break;
      if (!fair_view_result (view, i, &home, &away))
        continue;
      hash_number (checksum, game->id);
      hash_number (checksum, game->kickoff);
      hash_number (checksum, fair_book_team (walk->book, game->home)->id);
      hash_number (checksum, fair_book_team (walk->book, game->away)->id);
      hash_number (checksum, game->week.type * 1000 + game->home_division * 100 + game->away_division * 10
                               + game->neutral_site);
      hash_number (checksum, home * 1000 + away);
    }
}

/* All that the filter reads of the season's schedule and rosters. */
static void
hash_rosters (Walk *walk, GChecksum *checksum, int season, gint64 as_of)
{
  guint n_places = fair_league_plan_n_places (walk->plan);
  g_autofree double *features = g_new (double, n_places * FAIR_N_FEATURES);
  guint n;
  const guint *conferences = fair_league_plan_conferences (walk->plan, season, &n);

  fair_league_plan_features (walk->plan, season, as_of, features);
  for (guint place = 0; conferences != NULL && place + 1 < n_places; place++)
    {
      if (conferences[place] == FAIR_NO_INDEX)
        continue;
      hash_number (checksum, fair_book_team (walk->book, fair_league_plan_team (walk->plan, place))->id);
      hash_number (checksum, conferences[place]);
      for (FairFeature i = 0; i < FAIR_N_FEATURES; i++)
        hash_number (checksum, llround (features[place * FAIR_N_FEATURES + i] * 1e9));
    }
}

static char *
params_to_text (const FairFilterParams *params)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (FairParam i = 0; i < FAIR_N_PARAMS; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : " ",
                            g_ascii_dtostr (buffer, sizeof buffer, params->value[i]));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
params_from_text (const char *text, FairFilterParams *out)
{
  g_auto (GStrv) numbers = g_strsplit (text == NULL ? "" : text, " ", -1);

  if (g_strv_length (numbers) != FAIR_N_PARAMS)
    return FALSE;
  for (FairParam i = 0; i < FAIR_N_PARAMS; i++)
    {
      char *end;

      out->value[i] = g_ascii_strtod (numbers[i], &end);
      if (end == numbers[i] || *end != '\0' || !isfinite (out->value[i]))
        return FALSE;
    }
  return TRUE;
}

static void
estimate_params (Walk *walk, FairTarget target, int season)
{
  const char *digest;
  g_autoptr (GChecksum) copy = g_checksum_copy (walk->history);
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;

  digest = g_checksum_get_string (copy);
  key = g_strdup_printf (MODEL_VERSION " %s %d %.32s", fair_target_to_string (target), season, digest);
  if (walk->cache != NULL)
    text = walk->cache->load (key, walk->cache->data);
  if (params_from_text (text, &walk->params[target]))
    return;
  walk->params[target] = fair_filter_params_estimate (walk->plan, target, season, &walk->params[target]);
  g_free (text);
  text = params_to_text (&walk->params[target]);
  if (walk->cache != NULL)
    walk->cache->save (key, text, walk->cache->data);
}

/* The chain of estimates starts at the book's first season, so that they never depend on what was asked before. A
 * season has its own once it has begun: a question from long before it must not look at results that were yet to
 * come. */
static void
advance_params (Walk *walk, int season, gint64 freeze)
{
  while (walk->params_season < season && fair_season_start (walk->params_season + 1) <= freeze)
    {
      g_autofree char *what = NULL;
      int next = walk->params_season + 1;

      what = g_strdup_printf (_("season %d"), next);
      fair_progress_update (walk->progress, what, next - fair_book_first_season (walk->book),
                            fair_book_last_season (walk->book) - fair_book_first_season (walk->book) + 1);
      hash_season (walk, walk->history, next - 1, fair_season_start (next));
      hash_rosters (walk, walk->history, next - 1, fair_season_start (next));
      for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
        estimate_params (walk, target, next);
      walk->params_season = next;
    }
}

static void
begin_season (Walk *walk, int season, gint64 as_of)
{
  advance_params (walk, season, as_of);
  for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
    fair_ratings_begin (walk->ratings[target], season, as_of, &walk->params[target]);
  for (guint i = 0; i < fair_book_n_teams (walk->book); i++)
    walk->played[i] = 0;
  walk->season = season;
}

/* Takes all results that were known at @freeze. */
static void
take_results (Walk *walk, gint64 freeze)
{
  FairView view = fair_view_at (walk->book, freeze);

  for (; walk->next_game < fair_book_n_games (walk->book); walk->next_game++)
    {
      const FairBookGame *game = fair_book_game (walk->book, walk->next_game);
      int home;
      int away;

      if (game->kickoff + FAIR_RESULT_DELAY > freeze)
        return;
      if (!fair_view_result (view, walk->next_game, &home, &away))
        continue;
      if (game->week.season != walk->season)
        begin_season (walk, game->week.season, game->kickoff);
      for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
        fair_ratings_observe (walk->ratings[target], walk->next_game, home, away);
      walk->played[game->home]++;
      walk->played[game->away]++;
    }
}

static void
clear_early (Walk *walk)
{
  for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
    g_clear_pointer (&walk->early[target], fair_ratings_free);
}

/* The ratings for a season at a freeze: before its first result, what the seasons before and the rosters known at the
 * freeze let expect. */
static FairRatings **
ratings_for (Walk *walk, int season, gint64 freeze)
{
  if (season <= walk->season)
    return walk->ratings;
  if (walk->early[0] != NULL && walk->early_season == season && walk->early_freeze == freeze)
    return walk->early;
  clear_early (walk);
  advance_params (walk, season, freeze);
  for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
    {
      walk->early[target] = fair_ratings_copy (walk->ratings[target]);
      fair_ratings_begin (walk->early[target], season, freeze, &walk->params[target]);
    }
  walk->early_season = season;
  walk->early_freeze = freeze;
  return walk->early;
}

static const FairBlendFit *
fits_for (Walk *walk, int season, gint64 freeze)
{
  if (walk->fits_season != season || walk->fits_freeze != freeze)
    for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
      walk->fits[target] = fair_blend_fit (walk->blend, target, fair_view_at (walk->book, freeze), season);
  walk->fits_season = season;
  walk->fits_freeze = freeze;
  return walk->fits;
}

static void
blend (FairPrediction *prediction, FairMarketNumbers market, const FairBlendFit *fits)
{
  double market_margin = -market.spread;

  prediction->blend_margin = market_margin + fits[FAIR_TARGET_MARGIN].weight * (prediction->margin - market_margin);
  prediction->blend_total = market.total + fits[FAIR_TARGET_TOTAL].weight * (prediction->total - market.total);
  prediction->blend_margin_sd = isnan (prediction->blend_margin) ? NAN : fits[FAIR_TARGET_MARGIN].sd;
  prediction->blend_total_sd = isnan (prediction->blend_total) ? NAN : fits[FAIR_TARGET_TOTAL].sd;
}

static void
answer (Walk *walk, const Question *question, FairPrediction *out)
{
  const FairBookGame *game = fair_book_game (walk->book, question->game);
  int season = game->week.season;
  FairRatings **ratings = ratings_for (walk, season, question->freeze);
  FairMarketNumbers market = fair_view_market (fair_view_at (walk->book, question->freeze), question->game);
  FairPrediction prediction = { .game_id = game->id, .frozen_at = question->freeze };

  prediction.margin = fair_ratings_predict (ratings[FAIR_TARGET_MARGIN], question->game, &prediction.margin_sd);
  prediction.total = fair_ratings_predict (ratings[FAIR_TARGET_TOTAL], question->game, &prediction.total_sd);
  if (question->answer == FAIR_NO_INDEX)
    {
      fair_blend_note (walk->blend, FAIR_TARGET_MARGIN, question->game, prediction.margin, -market.spread);
      fair_blend_note (walk->blend, FAIR_TARGET_TOTAL, question->game, prediction.total, market.total);
      return;
    }
  prediction.home_win_probability = fair_normal_cdf (prediction.margin / prediction.margin_sd);
  blend (&prediction, market, fits_for (walk, season, question->freeze));
  prediction.home_games = season == walk->season ? walk->played[game->home] : 0;
  prediction.away_games = season == walk->season ? walk->played[game->away] : 0;
  out[question->answer] = prediction;
}

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
collect_questions (Walk *walk, const FairForecastRequest *requests, guint n_requests)
{
  GArray *questions = g_array_new (FALSE, FALSE, sizeof (Question));
  gint64 last = G_MININT64;

  for (guint i = 0; i < n_requests; i++)
    {
      Question question = { requests[i].game, requests[i].freeze, i };

      g_array_append_val (questions, question);
      last = MAX (last, question.freeze);
    }
  for (guint i = 0; i < fair_book_n_games (walk->book); i++)
    {
      const FairBookGame *game = fair_book_game (walk->book, i);
      Question question = { i, game->freeze, FAIR_NO_INDEX };

      if (game->freeze <= last && game->n_lines > 0 && fair_book_is_fbs_game (walk->book, i))
        g_array_append_val (questions, question);
    }
  g_array_sort (questions, compare_questions);
  return questions;
}

static gboolean
in_play (Walk *walk, guint place, int season)
{
  return fair_league_plan_in_fbs (walk->plan, place, season)
         && fair_league_plan_team (walk->plan, place) != FAIR_NO_INDEX;
}

static int
compare_ratings (gconstpointer a, gconstpointer b)
{
  const FairRating *x = a;
  const FairRating *y = b;

  if (x->overall != y->overall)
    return x->overall > y->overall ? -1 : 1;
  return (x->team_id > y->team_id) - (x->team_id < y->team_id);
}

/* Of all teams of the season, against their mean. */
static void
rate_teams (Walk *walk, int season, gint64 freeze, GArray *rows)
{
  FairRatings **ratings = ratings_for (walk, season, freeze);

  for (guint place = 0; place < fair_league_plan_n_places (walk->plan); place++)
    {
      FairRating row;
      double margin;
      double total;
      double sd;

      if (!in_play (walk, place, season))
        continue;
      total = fair_ratings_strength (ratings[FAIR_TARGET_TOTAL], place, &sd);
      margin = fair_ratings_strength (ratings[FAIR_TARGET_MARGIN], place, &sd);
      row.team_id = fair_book_team (walk->book, fair_league_plan_team (walk->plan, place))->id;
      row.offense = (margin + total) / 2;
      row.defense = (margin - total) / 2;
      row.overall = margin;
      row.overall_sd = sd;
      g_array_append_val (rows, row);
    }
  g_array_sort (rows, compare_ratings);
}

static void
name_model (Walk *walk, int season, gint64 freeze, char out[FAIR_MODEL_ID_LENGTH + 1])
{
  g_autoptr (GChecksum) checksum = NULL;

  advance_params (walk, season, freeze);
  checksum = g_checksum_copy (walk->history);
  g_checksum_update (checksum, (const guchar *) MODEL_VERSION, -1);
  for (int i = walk->params_season; i <= season; i++)
    {
      hash_season (walk, checksum, i, freeze);
      hash_rosters (walk, checksum, i, freeze);
    }
  for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
    {
      g_autofree char *text = params_to_text (&walk->params[target]);

      g_checksum_update (checksum, (const guchar *) text, -1);
    }
  g_strlcpy (out, g_checksum_get_string (checksum), FAIR_MODEL_ID_LENGTH + 1);
}

static void
walk_start (Walk *walk, const FairBook *book, const FairModelCache *cache, FairProgress *progress)
{
  *walk = (Walk) { .book = book, .cache = cache, .progress = progress, .season = G_MININT, .fits_season = G_MININT };
  walk->plan = fair_league_plan_new (book);
  walk->history = g_checksum_new (G_CHECKSUM_SHA256);
  walk->params_season = fair_book_n_games (book) == 0 ? 0 : fair_book_game (book, 0)->week.season;
  walk->played = g_new0 (guint, fair_book_n_teams (book) + 1);
  walk->blend = fair_blend_new ();
  for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
    {
      walk->params[target] = fair_filter_params_default (target);
      walk->ratings[target] = fair_ratings_new (walk->plan, target, &walk->params[target]);
    }
}

static void
walk_end (Walk *walk)
{
  clear_early (walk);
  for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
    fair_ratings_free (walk->ratings[target]);
  fair_blend_free (walk->blend);
  g_free (walk->played);
  g_checksum_free (walk->history);
  fair_league_plan_free (walk->plan);
}

static gboolean
walk_through (Walk *walk, GArray *questions, FairPrediction *out, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < questions->len; i++)
    {
      const Question *question = &g_array_index (questions, Question, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      take_results (walk, question->freeze);
      answer (walk, question, out);
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
  Walk walk;
  gboolean done;

  self->predictions = g_array_new (FALSE, TRUE, sizeof (FairPrediction));
  g_array_set_size (self->predictions, n_requests);
  self->ratings = g_array_new (FALSE, FALSE, sizeof (FairRating));
  walk_start (&walk, book, options == NULL ? NULL : options->cache, progress);
  last_season = walk.params_season;
  questions = collect_questions (&walk, requests, n_requests);
  done = walk_through (&walk, questions, (FairPrediction *) (gpointer) self->predictions->data, cancellable, error);
  if (done && questions->len > 0)
    {
      const Question *last = &g_array_index (questions, Question, questions->len - 1);

      last_freeze = last->freeze;
      last_season = fair_book_game (book, last->game)->week.season;
      rate_teams (&walk, last_season, last_freeze, self->ratings);
    }
  if (done)
    name_model (&walk, last_season, last_freeze, self->model_id);
  walk_end (&walk);
  return done ? g_steal_pointer (&self) : NULL;
}

static void
note_ratings (Walk *walk, const FairWeek *week, gint64 freeze, GArray *history)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FairRating));

  take_results (walk, freeze);
  rate_teams (walk, week->season, freeze, rows);
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
  Walk walk;

  walk_start (&walk, book, cache, NULL);
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
  walk_end (&walk);
  return going ? g_steal_pointer (&history) : NULL;
}

void
fair_forecast_free (FairForecast *self)
{
  g_clear_pointer (&self->predictions, g_array_unref);
  g_clear_pointer (&self->ratings, g_array_unref);
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
