/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-walk-private.h"

#include "fair-clock.h"
#include "fair-data-hash.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Part of every model_id: raise it when anything of the model changes. */
#define MODEL_VERSION "deserved-2"

/* Part of every key of kept estimates: raise it when what they are made by changes. */
#define PARAMS_VERSION "filter-6"

/* Statistics are late when so many games of two weeks have been over for two days, and less than half have any. */
#define LATE_GAMES  10
#define LATE_FROM   (14 * FAIR_DAY)
#define LATE_UNTIL  (2 * FAIR_DAY)

void
fair_walk_start (FairWalk *self, const FairBook *book, const FairForecastOptions *options, FairProgress *progress)
{
  *self = (FairWalk) { .book = book, .progress = progress, .deserved_season = G_MININT, .features_season = G_MININT,
                       .fits_season = G_MININT };
  if (options != NULL)
    self->options = *options;
  self->plan = fair_league_plan_new (book);
  self->evidence = g_checksum_new (G_CHECKSUM_SHA256);
  self->params_season = fair_book_n_games (book) == 0 ? 0 : fair_book_game (book, 0)->week.season;
  self->features = g_new (double, fair_league_plan_n_places (self->plan) * FAIR_N_FEATURES);
  self->deserved = fair_deserved_new ();
  self->correction = fair_correction_new ();
  self->calibration = fair_calibration_new ();
  self->blend = fair_blend_new ();
  for (FairDesign design = 0; design < FAIR_N_DESIGNS; design++)
    for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
      {
        self->params.of[design][target] = fair_filter_params_default (target);
        self->seen[design][target] = g_new (FairSeen, fair_book_n_games (book) + 1);
        for (guint i = 0; i < fair_book_n_games (book); i++)
          self->seen[design][target][i].outcome = NAN;
      }
  self->settled = fair_belief_new (self->plan, &self->params);
}

void
fair_walk_end (FairWalk *self)
{
  g_clear_pointer (&self->present, fair_belief_free);
  fair_belief_free (self->settled);
  fair_blend_free (self->blend);
  fair_calibration_free (self->calibration);
  fair_correction_free (self->correction);
  fair_deserved_free (self->deserved);
  g_free (self->features);
  g_checksum_free (self->evidence);
  for (FairDesign design = 0; design < FAIR_N_DESIGNS; design++)
    for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
      g_free (self->seen[design][target]);
  fair_league_plan_free (self->plan);
}

static void
estimate_params (FairWalk *self, FairDesign design, FairTarget target, int season)
{
  const FairModelCache *cache = self->options.cache;
  FairFilterParams *params = &self->params.of[design][target];
  g_autoptr (GChecksum) copy = g_checksum_copy (self->evidence);
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;

  key = g_strdup_printf (PARAMS_VERSION " %s %s %d %.32s", fair_design_to_string (design),
                         fair_target_to_string (target), season, g_checksum_get_string (copy));
  if (cache != NULL)
    text = cache->load (key, cache->data);
  if (fair_filter_params_from_text (text, params))
    return;
  *params = fair_filter_params_estimate (self->plan, target, self->seen[design][target], season, params);
  g_free (text);
  text = fair_filter_params_to_text (params);
  if (cache != NULL)
    cache->save (key, text, cache->data);
}

/* The chain of estimates starts at the book's first season, so that they never depend on what was asked before. A
 * season has its own once it has begun: a question from long before it must not look at results that were yet to
 * come. */
static void
advance_params (FairWalk *self, int season, gint64 time)
{
  while (self->params_season < season && fair_season_start (self->params_season + 1) <= time)
    {
      int next = self->params_season + 1;
      FairView view = fair_view_at (self->book, fair_season_start (next));
      g_autofree char *what = g_strdup_printf (_("season %d"), next);

      fair_progress_update (self->progress, what, next - fair_book_first_season (self->book),
                            fair_book_last_season (self->book) - fair_book_first_season (self->book) + 1);
      fair_hash_results (self->evidence, view, next - 1);
      fair_hash_statistics (self->evidence, view, next - 1);
      fair_hash_rosters (self->evidence, self->plan, next - 1, view.as_of);
      for (FairDesign design = 0; design < FAIR_N_DESIGNS; design++)
        for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
          estimate_params (self, design, target, next);
      self->params_season = next;
    }
}

/* What is learned from earlier seasons stays the same from a season's start on. */
static gint64
learned_until (int season, gint64 time)
{
  return MIN (time, fair_season_start (season));
}

static const FairDeservedFit *
deserved_fits_for (FairWalk *self, int season, gint64 time)
{
  FairView view = fair_view_at (self->book, learned_until (season, time));

  if (self->deserved_season != season)
    for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
      self->deserved_fits[target] = fair_deserved_fit (self->deserved, target, view, season);
  self->deserved_season = season;
  return self->deserved_fits;
}

static void
begin_season (FairWalk *self, FairBelief *belief, int season, gint64 as_of)
{
  advance_params (self, season, as_of);
  fair_belief_begin (belief, season, as_of, &self->params);
}

static void
note_expected (FairWalk *self, guint game)
{
  for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
    {
      double sd;

      fair_deserved_note (self->deserved, target, game,
                          fair_ratings_predict (self->settled->ratings[FAIR_DESIGN_SCORES][target], game, &sd));
    }
}

static FairBeliefSeen
see_game (FairWalk *self, FairView view, guint game)
{
  const FairDeservedFit *fits = deserved_fits_for (self, fair_book_game (self->book, game)->week.season, view.as_of);
  FairBeliefSeen seen;
  int home = 0;
  int away = 0;

  fair_view_result (view, game, &home, &away);
  for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
    {
      seen.as[FAIR_DESIGN_FULL][target] = fair_deserved_see (&fits[target], target, view, game);
      seen.as[FAIR_DESIGN_SCORES][target] = (FairSeen) { fair_target_outcome (target, home, away), 1 };
    }
  return seen;
}

static void
take_game (FairWalk *self, FairBelief *belief, FairView view, guint game)
{
  const FairBookGame *row = fair_book_game (self->book, game);
  FairBeliefSeen seen = see_game (self, view, game);

  if (row->week.season > belief->season)
    begin_season (self, belief, row->week.season, row->kickoff);
  if (belief == self->settled)
    {
      note_expected (self, game);
      for (FairDesign design = 0; design < FAIR_N_DESIGNS; design++)
        for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
          self->seen[design][target][game] = seen.as[design][target];
    }
  fair_belief_take (belief, game, &seen);
}

/* Takes games into @belief in their order, as long as all of a game that is due after @delay was known. */
static guint
take_games (FairWalk *self, FairBelief *belief, guint game, gint64 time, gint64 delay)
{
  FairView view = fair_view_at (self->book, time);

  for (; game < fair_book_n_games (self->book) && fair_book_game (self->book, game)->kickoff + delay <= time; game++)
    {
      int home;
      int away;

      if (fair_view_result (view, game, &home, &away))
        take_game (self, belief, view, game);
    }
  return game;
}

static gboolean
has_more_results (FairWalk *self, gint64 time)
{
  return self->next_game < fair_book_n_games (self->book)
         && fair_book_game (self->book, self->next_game)->kickoff + FAIR_RESULT_DELAY <= time;
}

/* What is believed of a season's teams at a moment. A game whose statistics are not due yet is taken by its score, into
 * a copy: the walk itself waits for them, so that it does not depend on what is asked on the way. Before a season's
 * first result the copy begins it with the rosters known by then. */
static FairBelief *
belief_at (FairWalk *self, int season, gint64 time)
{
  self->next_game = take_games (self, self->settled, self->next_game, time, FAIR_STATS_DELAY);
  if (season <= self->settled->season && !has_more_results (self, time))
    return self->settled;
  if (self->present != NULL && self->present_season == season && self->present_time == time)
    return self->present;
  g_clear_pointer (&self->present, fair_belief_free);
  self->present = fair_belief_copy (self->settled);
  take_games (self, self->present, self->next_game, time, FAIR_RESULT_DELAY);
  if (season > self->present->season)
    begin_season (self, self->present, season, time);
  self->present_season = season;
  self->present_time = time;
  return self->present;
}

static gboolean
are_statistics_late (FairWalk *self, int season, gint64 time)
{
  FairView view = fair_view_at (self->book, time);
  guint n = 0;
  guint n_known = 0;

  for (guint i = fair_book_first_game_of (self->book, season); i < fair_book_n_games (self->book); i++)
    {
      const FairBookGame *game = fair_book_game (self->book, i);

      if (game->week.season != season || game->kickoff + LATE_UNTIL > time)
        break;
      if (game->kickoff + LATE_FROM < time || game->week.type != FAIR_SEASON_REGULAR || !game->completed
          || !fair_book_is_fbs_game (self->book, i))
        continue;
      n++;
      n_known += fair_view_stats (view, i, TRUE) != NULL && fair_view_stats (view, i, FALSE) != NULL;
    }
  return n >= LATE_GAMES && 2 * n_known < n;
}

static void
look_around (FairWalk *self, int season, gint64 time)
{
  if (self->features_season == season && self->features_time == time)
    return;
  fair_league_plan_features (self->plan, season, time, self->features);
  self->statistics_late = are_statistics_late (self, season, time);
  self->features_season = season;
  self->features_time = time;
}

static void
learn (FairWalk *self, int season, gint64 time)
{
  FairView view = fair_view_at (self->book, learned_until (season, time));

  if (self->fits_season == season && self->fits_time == view.as_of)
    return;
  for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
    {
      self->correction_fits[target] = fair_correction_fit (self->correction, target, view, season);
      self->blend_fits[target] = fair_blend_fit (self->blend, target, view, season);
    }
  self->calibration_fit = fair_calibration_fit (self->calibration, view, season);
  self->fits_season = season;
  self->fits_time = view.as_of;
}

/* A game as it looks at a moment, before anything is corrected. */
typedef struct
{
  const FairBookGame *row;
  const FairBelief   *belief;
  gint64              time; /* until when anything was known */
  gboolean            has_matchup;
  FairMatchup         matchup;
  double              expected[FAIR_N_TARGETS];
  double              sd[FAIR_N_TARGETS];
} Outlook;

static Outlook
look_at (FairWalk *self, guint game, gint64 freeze)
{
  Outlook outlook = { .row = fair_book_game (self->book, game) };
  int season = outlook.row->week.season;

  outlook.time = self->options.until == 0 ? freeze : MIN (freeze, self->options.until);
  outlook.belief = belief_at (self, season, outlook.time);
  look_around (self, season, outlook.time);
  learn (self, season, outlook.time);
  for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
    outlook.expected[target]
      = fair_ratings_predict (outlook.belief->ratings[FAIR_DESIGN_FULL][target], game, &outlook.sd[target]);
  outlook.has_matchup = fair_book_is_fbs_game (self->book, game);
  if (outlook.has_matchup)
    outlook.matchup
      = fair_matchup_describe (self->plan, self->features, game, outlook.belief->played[outlook.row->home],
                               outlook.belief->played[outlook.row->away], outlook.expected);
  return outlook;
}

static double
add_up (const double parts[FAIR_N_PARTS])
{
  double sum = 0;

  for (FairPart part = 0; part < FAIR_N_PARTS; part++)
    sum += parts[part];
  return sum;
}

/* Returns the standard deviation of the outcome. */
static double
explain (FairWalk *self, const Outlook *outlook, FairDesign design, FairTarget target, guint game,
         double parts[FAIR_N_PARTS])
{
  const FairRatings *ratings = outlook->belief->ratings[design][target];
  double sd = outlook->sd[target];

  for (FairPart part = 0; part < FAIR_N_PARTS; part++)
    parts[part] = 0;
  fair_ratings_explain (ratings, game, &parts[FAIR_PART_HOME], &parts[FAIR_PART_AWAY], &parts[FAIR_PART_COMMON]);
  if (design == FAIR_DESIGN_SCORES)
    fair_ratings_predict (ratings, game, &sd);
  else if (outlook->has_matchup)
    {
      fair_correction_apply (&self->correction_fits[target], outlook->matchup.inputs[target], parts);
      sd *= self->correction_fits[target].sd_factor;
    }
  return sd;
}

/* The model's own opinion, without any market. */
static void
form_opinion (FairWalk *self, const Outlook *outlook, guint game, FairPrediction *prediction)
{
  FairDesign design;

  prediction->fallback = self->options.design == FAIR_DESIGN_FULL && self->statistics_late;
  design = prediction->fallback ? FAIR_DESIGN_SCORES : self->options.design;
  prediction->margin_sd = explain (self, outlook, design, FAIR_TARGET_MARGIN, game, prediction->why.margin);
  prediction->total_sd = explain (self, outlook, design, FAIR_TARGET_TOTAL, game, prediction->why.total);
  prediction->margin = add_up (prediction->why.margin);
  prediction->total = add_up (prediction->why.total);
  prediction->home_win_probability
    = fair_calibration_apply (&self->calibration_fit, prediction->margin / prediction->margin_sd);
}

/**
 * fair_walk_note:
 * @freeze: not before that of the game noted before
 *
 * Predicts a game for the walk's own use: to learn from it in later seasons what the ratings miss and what the model is
 * worth beside the market.
 */
void
fair_walk_note (FairWalk *self, guint game, gint64 freeze)
{
  Outlook outlook = look_at (self, game, freeze);
  FairMarketNumbers market = fair_view_market (fair_view_at (self->book, freeze), game);
  FairPrediction prediction;

  form_opinion (self, &outlook, game, &prediction);
  fair_correction_note (self->correction, game, &outlook.matchup, outlook.expected, outlook.sd);
  fair_calibration_note (self->calibration, game, prediction.margin / prediction.margin_sd);
  fair_blend_note (self->blend, FAIR_TARGET_MARGIN, game, prediction.margin, -market.spread);
  fair_blend_note (self->blend, FAIR_TARGET_TOTAL, game, prediction.total, market.total);
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

/**
 * fair_walk_predict:
 * @freeze: UTC seconds, not before that of the question before
 * @prediction: (out)
 */
void
fair_walk_predict (FairWalk *self, guint game, gint64 freeze, FairPrediction *prediction)
{
  Outlook outlook = look_at (self, game, freeze);
  gboolean begun = outlook.belief->season == outlook.row->week.season;

  *prediction = (FairPrediction) { .game_id = outlook.row->id, .frozen_at = freeze };
  form_opinion (self, &outlook, game, prediction);
  blend (prediction, fair_view_market (fair_view_at (self->book, freeze), game), self->blend_fits);
  prediction->home_games = begun ? outlook.belief->played[outlook.row->home] : 0;
  prediction->away_games = begun ? outlook.belief->played[outlook.row->away] : 0;
}

static gboolean
in_play (const FairWalk *self, guint place, int season)
{
  return fair_league_plan_in_fbs (self->plan, place, season)
         && fair_league_plan_team (self->plan, place) != FAIR_NO_INDEX;
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

/**
 * fair_walk_rate:
 * @rows: (element-type FairRating): all teams of the season are added, against their mean, and all sorted, best first
 */
void
fair_walk_rate (FairWalk *self, int season, gint64 freeze, GArray *rows)
{
  gint64 time = self->options.until == 0 ? freeze : MIN (freeze, self->options.until);
  FairRatings *const *ratings = belief_at (self, season, time)->ratings[self->options.design];

  for (guint place = 0; place < fair_league_plan_n_places (self->plan); place++)
    {
      FairRating row;
      double margin;
      double total;
      double sd;

      if (!in_play (self, place, season))
        continue;
      total = fair_ratings_strength (ratings[FAIR_TARGET_TOTAL], place, &sd);
      margin = fair_ratings_strength (ratings[FAIR_TARGET_MARGIN], place, &sd);
      row.team_id = fair_book_team (self->book, fair_league_plan_team (self->plan, place))->id;
      row.offense = (margin + total) / 2;
      row.defense = (margin - total) / 2;
      row.overall = margin;
      row.overall_sd = sd;
      g_array_append_val (rows, row);
    }
  g_array_sort (rows, compare_ratings);
}

/**
 * fair_walk_name:
 * @out: (out): a short hash of the data known at @freeze, the options, the hyper-parameters and the model's version
 */
void
fair_walk_name (FairWalk *self, int season, gint64 freeze, char out[FAIR_MODEL_ID_LENGTH + 1])
{
  gint64 time = self->options.until == 0 ? freeze : MIN (freeze, self->options.until);
  FairView view = fair_view_at (self->book, time);
  g_autoptr (GChecksum) checksum = NULL;
  g_autofree char *how = g_strdup_printf (MODEL_VERSION " %s %" G_GINT64_FORMAT,
                                          fair_design_to_string (self->options.design), self->options.until);

  advance_params (self, season, time);
  checksum = g_checksum_copy (self->evidence);
  g_checksum_update (checksum, (const guchar *) how, -1);
  for (int i = self->params_season; i <= season; i++)
    {
      fair_hash_results (checksum, view, i);
      fair_hash_statistics (checksum, view, i);
      fair_hash_rosters (checksum, self->plan, i, time);
    }
  for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
    {
      g_autofree char *text = fair_filter_params_to_text (&self->params.of[self->options.design][target]);

      g_checksum_update (checksum, (const guchar *) text, -1);
    }
  g_strlcpy (out, g_checksum_get_string (checksum), FAIR_MODEL_ID_LENGTH + 1);
}

/**
 * fair_walk_describe:
 *
 * Returns: (transfer full): the model's version, the design, and the hyper-parameters of the walk's present season
 */
char *
fair_walk_describe (const FairWalk *self)
{
  g_autoptr (GString) text = g_string_new ("version " MODEL_VERSION "\n");

  g_string_append_printf (text, "design %s\n", fair_design_to_string (self->options.design));
  for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
    {
      g_autofree char *params = fair_filter_params_to_text (&self->params.of[self->options.design][target]);

      g_string_append_printf (text, "%s %s\n", fair_target_to_string (target), params);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
