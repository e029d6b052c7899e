/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-ratings.h"

#include "fair-clock.h"
#include "fair-filter.h"

#include <math.h>

/* Totals scatter more the higher they are; the hyper-parameter is that of a game with this many points. */
#define TYPICAL_TOTAL 55.0
#define LEAST_TOTAL   20.0

/* Two sides, and home field or the league's scoring. */
#define MAX_TERMS 3

typedef struct
{
  double mean;
  double sd;
} Belief;

/* What the two targets know before the first game, in points. The effects are what one unit of each thing that is
 * known of a roster adds to a strength at a season's start. They are states too: the filter learns them, and how surely
 * it knows them, as the seasons go by. */
static const struct
{
  double sign;        /* of the away side */
  double first_sd;    /* of a strength before the first season of all */
  double first[FAIR_N_FEATURES]; /* what the features are worth then, when nothing else is known */
  Belief common;      /* home field, or two teams' points together */
  double common_season_sd;
  Belief newcomer;    /* a team's first FBS season: the mean is learned */
  double newcomer_spread;
  Belief lower;       /* the teams below the FBS */
  double lower_weekly_sd;
  double lower_season_sd;
  Belief effects[FAIR_N_FEATURES];
  double effect_season_sd;
} knowledge[FAIR_N_TARGETS] = {
  [FAIR_TARGET_MARGIN] = {
    .sign = -1,
    .first_sd = 9,
    .first = { [FAIR_FEATURE_TALENT] = 5, [FAIR_FEATURE_RECRUITING] = 3, [FAIR_FEATURE_POWER] = 4,
               [FAIR_FEATURE_LAST_MARGIN] = 3 },
    .common = { 2.7, 0.9 },
    .common_season_sd = 0.3,
    .newcomer = { -12, 4 },
    .newcomer_spread = 8,
    .lower = { -24, 6 },
    .lower_weekly_sd = 0.3,
    .lower_season_sd = 2,
    .effects = { [FAIR_FEATURE_TALENT] = { 1.5, 1 }, [FAIR_FEATURE_RECRUITING] = { 1, 1 },
                 [FAIR_FEATURE_POWER] = { 1, 1 }, [FAIR_FEATURE_LAST_MARGIN] = { 1, 1 },
                 [FAIR_FEATURE_RETURNING] = { 0.5, 0.5 } },
    .effect_season_sd = 0.15,
  },
  [FAIR_TARGET_TOTAL] = {
    .sign = 1,
    .first_sd = 7,
    .first = { [FAIR_FEATURE_LAST_TOTAL] = 5 },
    .common = { 55, 4 },
    .common_season_sd = 1.2,
    .newcomer = { 0, 2 },
    .newcomer_spread = 6,
    .lower = { 0, 4 },
    .lower_weekly_sd = 0.2,
    .lower_season_sd = 1,
    .effects = { [FAIR_FEATURE_TALENT] = { 0, 0.5 }, [FAIR_FEATURE_POWER] = { 0, 0.5 },
                 [FAIR_FEATURE_LAST_MARGIN] = { 0, 0.5 }, [FAIR_FEATURE_LAST_TOTAL] = { 1, 1 },
                 [FAIR_FEATURE_RETURNING] = { 0.2, 0.3 } },
    .effect_season_sd = 0.15,
  },
};

/* The filter's states: each place (the last is all teams below the FBS), then home field or the league's scoring, what
 * a newcomer is expected to be, the effects, and room for the conferences' means. */
struct _FairRatings
{
  const FairLeaguePlan *plan;
  FairTarget            target;
  FairFilterParams      params;
  FairFilter           *filter;
  guint                 n_places;
  gboolean             *seen;   /* of each place: has been in the FBS */
  int                   season; /* G_MININT before the first */
  gint64                time;   /* UTC seconds: up to when moves are allowed for */
};

static double
square (double x)
{
  return x * x;
}

static guint
lower_state (const FairRatings *self)
{
  return self->n_places - 1;
}

static guint
common_state (const FairRatings *self)
{
  return self->n_places;
}

static guint
newcomer_state (const FairRatings *self)
{
  return self->n_places + 1;
}

static guint
effect_state (const FairRatings *self, FairFeature feature)
{
  return self->n_places + 2 + feature;
}

static guint
conference_state (const FairRatings *self, guint conference)
{
  return self->n_places + 2 + FAIR_N_FEATURES + conference;
}

const char *
fair_target_to_string (FairTarget target)
{
  return target == FAIR_TARGET_MARGIN ? "margin" : "total";
}

/**
 * fair_target_outcome:
 *
 * Returns: what a target makes of the two sides' numbers: the home side's lead, or both together
 */
double
fair_target_outcome (FairTarget target, double home, double away)
{
  return home + knowledge[target].sign * away;
}

static void
believe (FairRatings *self, guint state, const Belief *belief)
{
  fair_filter_set (self->filter, state, belief->mean, square (belief->sd));
}

/**
 * fair_ratings_new:
 * @plan: must outlive the ratings
 *
 * Returns: (transfer full): a belief from before the first season
 */
FairRatings *
fair_ratings_new (const FairLeaguePlan *plan, FairTarget target, const FairFilterParams *params)
{
  FairRatings *self = g_new0 (FairRatings, 1);
  Belief unknown = { 0, knowledge[target].first_sd };

  self->plan = plan;
  self->target = target;
  self->params = *params;
  self->n_places = fair_league_plan_n_places (plan);
  self->filter = fair_filter_new (conference_state (self, fair_league_plan_max_conferences (plan)));
  self->seen = g_new0 (gboolean, self->n_places);
  self->season = G_MININT;
  for (guint place = 0; place < lower_state (self); place++)
    believe (self, place, &unknown);
  believe (self, lower_state (self), &knowledge[target].lower);
  believe (self, common_state (self), &knowledge[target].common);
  believe (self, newcomer_state (self), &knowledge[target].newcomer);
  for (FairFeature feature = 0; feature < FAIR_N_FEATURES; feature++)
    believe (self, effect_state (self, feature), &knowledge[target].effects[feature]);
  return self;
}

FairRatings *
fair_ratings_copy (const FairRatings *self)
{
  FairRatings *copy = g_memdup2 (self, sizeof *self);

  copy->filter = fair_filter_copy (self->filter);
  copy->seen = g_memdup2 (self->seen, self->n_places * sizeof (gboolean));
  return copy;
}

void
fair_ratings_free (FairRatings *self)
{
  fair_filter_free (self->filter);
  g_free (self->seen);
  g_free (self);
}

/* The first season of all: nothing is known but the rosters. */
static void
start (FairRatings *self, int season, const double *features)
{
  for (guint place = 0; place < lower_state (self); place++)
    {
      const double *x = features + place * FAIR_N_FEATURES;
      double mean = 0;

      if (!fair_league_plan_in_fbs (self->plan, place, season))
        continue;
      for (FairFeature feature = 0; feature < FAIR_N_FEATURES; feature++)
        mean += knowledge[self->target].first[feature] * x[feature];
      fair_filter_set (self->filter, place, mean, square (knowledge[self->target].first_sd));
      self->seen[place] = TRUE;
    }
}

/* Last season's mean strength of each conference as it is made up now. */
static void
average_conferences (FairRatings *self, const guint *conferences, guint n_conferences)
{
  g_autofree FairTerm *terms = g_new (FairTerm, self->n_places);

  for (guint conference = 0; conference < n_conferences; conference++)
    {
      guint n = 0;

      for (guint place = 0; place < lower_state (self); place++)
        if (self->seen[place] && conferences[place] == conference)
          terms[n++] = (FairTerm) { place, 1 };
      for (guint k = 0; k < n; k++)
        terms[k].weight = 1.0 / n;
      fair_filter_combine (self->filter, conference_state (self, conference), terms, n);
    }
}

/* A known team: what is left of its strength, what its conference and its roster add. */
static void
carry_over (FairRatings *self, guint place, guint conference, const double *x)
{
  FairTerm terms[2 + FAIR_N_FEATURES];
  guint n = 0;

  terms[n++] = (FairTerm) { place, self->params.value[FAIR_PARAM_CARRY_OVER] };
  if (conference != FAIR_NO_INDEX)
    terms[n++] = (FairTerm) { conference_state (self, conference), self->params.value[FAIR_PARAM_CONFERENCE] };
  for (FairFeature feature = 0; feature < FAIR_N_FEATURES; feature++)
    if (x[feature] != 0)
      terms[n++] = (FairTerm) { effect_state (self, feature), x[feature] };
  fair_filter_combine (self->filter, place, terms, n);
  fair_filter_widen (self->filter, place, square (self->params.value[FAIR_PARAM_SEASON_SD]));
}

static void
welcome (FairRatings *self, guint place)
{
  FairTerm newcomer = { newcomer_state (self), 1 };

  fair_filter_combine (self->filter, place, &newcomer, 1);
  fair_filter_widen (self->filter, place, square (knowledge[self->target].newcomer_spread));
  self->seen[place] = TRUE;
}

static void
carry_all_over (FairRatings *self, int season, const double *features)
{
  guint n_conferences = 0;
  const guint *conferences = fair_league_plan_conferences (self->plan, season, &n_conferences);

  if (conferences == NULL)
    return;
  average_conferences (self, conferences, n_conferences);
  for (guint place = 0; place < lower_state (self); place++)
    if (self->seen[place])
      carry_over (self, place, conferences[place], features + place * FAIR_N_FEATURES);
    else if (conferences[place] != FAIR_NO_INDEX)
      welcome (self, place);
  fair_filter_widen (self->filter, lower_state (self), square (knowledge[self->target].lower_season_sd));
  fair_filter_widen (self->filter, common_state (self), square (knowledge[self->target].common_season_sd));
  for (FairFeature feature = 0; feature < FAIR_N_FEATURES; feature++)
    if (knowledge[self->target].effects[feature].sd > 0)
      fair_filter_widen (self->filter, effect_state (self, feature), square (knowledge[self->target].effect_season_sd));
}

/**
 * fair_ratings_begin:
 * @season: later than the season before
 * @as_of: UTC seconds: what was known of rosters then
 * @params: for this season
 *
 * Carries every strength over into a new season.
 */
void
fair_ratings_begin (FairRatings *self, int season, gint64 as_of, const FairFilterParams *params)
{
  g_autofree double *features = g_new (double, self->n_places * FAIR_N_FEATURES);

  self->params = *params;
  fair_league_plan_features (self->plan, season, as_of, features);
  if (self->season == G_MININT)
    start (self, season, features);
  else
    carry_all_over (self, season, features);
  self->season = season;
  self->time = as_of;
}

static double
weeks_until (const FairRatings *self, gint64 time)
{
  return time > self->time ? (double) (time - self->time) / FAIR_WEEK_SECONDS : 0;
}

static void
let_time_pass (FairRatings *self, gint64 until)
{
  double weeks = weeks_until (self, until);

  if (weeks == 0)
    return;
  for (guint place = 0; place < lower_state (self); place++)
    if (self->seen[place])
      fair_filter_widen (self->filter, place, weeks * square (self->params.value[FAIR_PARAM_WEEKLY_SD]));
  fair_filter_widen (self->filter, lower_state (self), weeks * square (knowledge[self->target].lower_weekly_sd));
  fair_filter_widen (self->filter, common_state (self), weeks * square (self->params.value[FAIR_PARAM_COMMON_SD]));
  self->time = until;
}

/* What a game shows: the sides, and home field (not on neutral ground) or the league's scoring. */
static guint
terms_of (const FairRatings *self, const FairBookGame *game, FairTerm terms[MAX_TERMS])
{
  double share = game->week.type == FAIR_SEASON_POSTSEASON ? self->params.value[FAIR_PARAM_BOWL] : 1;
  guint n = 0;

  terms[n++] = (FairTerm) { fair_league_plan_place (self->plan, game->home, game->home_division), share };
  terms[n++] = (FairTerm) { fair_league_plan_place (self->plan, game->away, game->away_division),
                            share * knowledge[self->target].sign };
  if (self->target == FAIR_TARGET_TOTAL || !game->neutral_site)
    terms[n++] = (FairTerm) { common_state (self), 1 };
  return n;
}

static double
noise_of (const FairRatings *self, const FairBookGame *game, double expected)
{
  double variance = square (self->params.value[FAIR_PARAM_GAME_SD]);

  if (self->target == FAIR_TARGET_TOTAL)
    variance *= MAX (expected, LEAST_TOTAL) / TYPICAL_TOTAL;
  if (game->home_division != FAIR_DIVISION_FBS || game->away_division != FAIR_DIVISION_FBS)
    variance += square (self->params.value[FAIR_PARAM_LOWER_SD]);
  if (game->week.type == FAIR_SEASON_POSTSEASON)
    variance += square (self->params.value[FAIR_PARAM_BOWL_SD]);
  return variance;
}

/**
 * fair_ratings_observe:
 * @game: of the season that has begun
 *
 * Takes a game into the belief, after letting the time since the game before pass.
 */
void
fair_ratings_observe (FairRatings *self, guint game, FairSeen seen)
{
  const FairBookGame *row = fair_book_game (fair_league_plan_book (self->plan), game);
  FairTerm terms[MAX_TERMS];
  guint n = terms_of (self, row, terms);

  let_time_pass (self, row->kickoff);
  fair_filter_observe (self->filter, terms, n, seen.outcome,
                       seen.noise_share * noise_of (self, row, fair_filter_mean (self->filter, terms, n)));
}

/**
 * fair_ratings_predict:
 * @sd: (out): of the outcome: the game's own chance, what is not known of the teams, and their moves until kickoff
 *
 * Returns: the expected outcome, points
 */
double
fair_ratings_predict (const FairRatings *self, guint game, double *sd)
{
  const FairBookGame *row = fair_book_game (fair_league_plan_book (self->plan), game);
  FairTerm terms[MAX_TERMS];
  guint n = terms_of (self, row, terms);
  double expected = fair_filter_mean (self->filter, terms, n);
  double variance = fair_filter_variance (self->filter, terms, n) + noise_of (self, row, expected);
  double moves = 2 * square (terms[0].weight * self->params.value[FAIR_PARAM_WEEKLY_SD]);

  if (n == MAX_TERMS)
    moves += square (self->params.value[FAIR_PARAM_COMMON_SD]);
  *sd = sqrt (variance + moves * weeks_until (self, row->kickoff));
  return expected;
}

/* Of the season's FBS teams; the away side of a game between two of them takes it off again. */
static double
mean_strength (const FairRatings *self)
{
  double sum = 0;
  guint n = 0;

  for (guint place = 0; place < lower_state (self); place++)
    if (fair_league_plan_in_fbs (self->plan, place, self->season))
      {
        FairTerm term = { place, 1 };

        sum += fair_filter_mean (self->filter, &term, 1);
        n++;
      }
  return n == 0 ? 0 : sum / n;
}

/**
 * fair_ratings_explain:
 * @home: (out): what the home side's strength adds, against an average team of the FBS
 * @away: (out): likewise the away side's
 * @common: (out): home field, or what two average teams score
 *
 * Takes the expectation of fair_ratings_predict() apart.
 */
void
fair_ratings_explain (const FairRatings *self, guint game, double *home, double *away, double *common)
{
  const FairBookGame *row = fair_book_game (fair_league_plan_book (self->plan), game);
  double mean = mean_strength (self);
  FairTerm terms[MAX_TERMS];
  guint n = terms_of (self, row, terms);

  *home = fair_filter_mean (self->filter, &terms[0], 1) - terms[0].weight * mean;
  *away = fair_filter_mean (self->filter, &terms[1], 1) - terms[1].weight * mean;
  *common = (terms[0].weight + terms[1].weight) * mean + fair_filter_mean (self->filter, &terms[2], n - 2);
}

/**
 * fair_ratings_strength:
 * @place: of a team
 * @sd: (out): points
 *
 * Returns: the team's strength against the mean of the season's FBS, points
 */
double
fair_ratings_strength (const FairRatings *self, guint place, double *sd)
{
  g_autofree FairTerm *terms = g_new (FairTerm, self->n_places + 1);
  guint n = 0;

  for (guint other = 0; other < lower_state (self); other++)
    if (fair_league_plan_in_fbs (self->plan, other, self->season))
      terms[n++] = (FairTerm) { other, 0 };
  for (guint k = 0; k < n; k++)
    terms[k].weight = -1.0 / n;
  terms[n++] = (FairTerm) { place, 1 };
  *sd = sqrt (fair_filter_variance (self->filter, terms, n));
  return fair_filter_mean (self->filter, terms, n);
}
