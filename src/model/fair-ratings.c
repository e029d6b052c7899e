/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-ratings-private.h"

#include <math.h>

/* What the two targets know before the first game and never learn, in points. They shape the first season of all and
 * the teams that are new; 2013-2016 is where they were set. */
static const struct
{
  double sign;
  double first_sd;         /* of a strength before the first season */
  double common;           /* home field, or two teams' points together */
  double common_sd;
  double common_weekly_sd; /* the league's scoring moves within a season, home field hardly */
  double common_season_sd;
  double new_mean;         /* of a team's first FBS season */
  double new_sd;
  double lower_mean;       /* of the teams below the FBS */
  double lower_sd;
  double lower_spread;     /* among them */
} knowledge[FAIR_N_TARGETS] = {
  [FAIR_TARGET_MARGIN] = { -1, 13, 3, 1, 0.03, 0.3, -12, 9, -22, 6, 11 },
  [FAIR_TARGET_TOTAL] = { 1, 7, 55, 4, 0.25, 1.5, 0, 6, 0, 3, 5 },
};

struct _FairRatings
{
  const FairLeaguePlan *plan;
  FairTarget            target;
  FairFilterParams      params;
  FairFilter           *filter;
  gboolean             *seen;   /* of each place: has been in the FBS */
  int                   season; /* G_MININT before the first */
  gint64                time;   /* UTC seconds: how far the belief has drifted */
};

const char *
fair_target_to_string (FairTarget target)
{
  return target == FAIR_TARGET_MARGIN ? "margin" : "total";
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
  guint n = fair_league_plan_n_places (plan);

  self->plan = plan;
  self->target = target;
  self->params = *params;
  self->filter = fair_filter_new (n, knowledge[target].sign, knowledge[target].first_sd, knowledge[target].common,
                                  knowledge[target].common_sd);
  fair_filter_reset (self->filter, n - 1, knowledge[target].lower_mean,
                     knowledge[target].lower_sd * knowledge[target].lower_sd);
  self->seen = g_new0 (gboolean, n);
  self->season = G_MININT;
  return self;
}

FairRatings *
fair_ratings_copy (const FairRatings *self)
{
  FairRatings *copy = g_memdup2 (self, sizeof *self);

  copy->filter = fair_filter_copy (self->filter);
  copy->seen = g_memdup2 (self->seen, fair_league_plan_n_places (self->plan) * sizeof (gboolean));
  return copy;
}

void
fair_ratings_free (FairRatings *self)
{
  fair_filter_free (self->filter);
  g_free (self->seen);
  g_free (self);
}

/* Regresses the teams that are known from earlier seasons, and starts those that are new. */
static void
carry_over (FairRatings *self, int season)
{
  guint n = fair_league_plan_n_places (self->plan);
  guint n_conferences = 0;
  const guint *conferences = fair_league_plan_conferences (self->plan, season, &n_conferences);
  g_autofree guint *groups = g_new (guint, n);
  gboolean first = self->season == G_MININT;

  for (guint place = 0; place < n; place++)
    groups[place] = conferences == NULL || !self->seen[place] ? FAIR_NO_INDEX : conferences[place];
  fair_filter_regress (self->filter, groups, n_conferences, self->params.value[FAIR_PARAM_CARRY_OVER],
                       self->params.value[FAIR_PARAM_CONFERENCE]);
  for (guint place = 0; place + 1 < n; place++)
    {
      if (self->seen[place] || !fair_league_plan_in_fbs (self->plan, place, season))
        continue;
      self->seen[place] = TRUE;
      if (!first)
        fair_filter_reset (self->filter, place, knowledge[self->target].new_mean,
                           knowledge[self->target].new_sd * knowledge[self->target].new_sd);
    }
}

/* The roster's part of the prior. */
static void
add_rosters (FairRatings *self, int season, gint64 as_of)
{
  guint n = fair_league_plan_n_places (self->plan);
  g_autofree double *talent = NULL;
  g_autofree double *recruiting = NULL;

  if (self->params.value[FAIR_PARAM_TALENT] == 0 && self->params.value[FAIR_PARAM_RECRUITING] == 0)
    return;
  talent = g_new (double, n);
  recruiting = g_new (double, n);
  fair_league_plan_rosters (self->plan, season, as_of, talent, recruiting);
  for (guint place = 0; place < n; place++)
    self->filter->mean[place] += self->params.value[FAIR_PARAM_TALENT] * talent[place]
                                 + self->params.value[FAIR_PARAM_RECRUITING] * recruiting[place];
}

static double
square (double x)
{
  return x * x;
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
  self->params = *params;
  carry_over (self, season);
  add_rosters (self, season, as_of);
  if (self->season != G_MININT)
    fair_filter_drift (self->filter, square (params->value[FAIR_PARAM_SEASON_SD]),
                       square (knowledge[self->target].common_season_sd));
  self->season = season;
  self->time = as_of;
}

static double
weeks_until (const FairRatings *self, gint64 time)
{
  return MAX (0, time - self->time) / (7.0 * 86400);
}

static FairGameTerms
terms_of (const FairRatings *self, const FairBookGame *game)
{
  gboolean lower = game->home_division != FAIR_DIVISION_FBS || game->away_division != FAIR_DIVISION_FBS;

  return (FairGameTerms) {
    .home = fair_league_plan_place (self->plan, game->home, game->home_division),
    .away = fair_league_plan_place (self->plan, game->away, game->away_division),
    .share = self->target == FAIR_TARGET_MARGIN && game->neutral_site ? 0 : 1,
    .extra_variance = lower ? square (knowledge[self->target].lower_spread) : 0,
  };
}

/**
 * fair_ratings_observe:
 * @game: of the season that has begun
 *
 * Takes a result into the belief, after letting the time since the result before pass.
 *
 * Returns: the negative log likelihood that it had
 */
double
fair_ratings_observe (FairRatings *self, guint game, int home_points, int away_points)
{
  const FairBookGame *row = fair_book_game (fair_league_plan_book (self->plan), game);
  FairGameTerms terms = terms_of (self, row);
  double weeks = weeks_until (self, row->kickoff);
  double outcome = home_points + knowledge[self->target].sign * away_points;

  if (weeks > 0)
    {
      fair_filter_drift (self->filter, weeks * square (self->params.value[FAIR_PARAM_WEEKLY_SD]),
                         weeks * square (knowledge[self->target].common_weekly_sd));
      self->time = row->kickoff;
    }
  return fair_filter_observe (self->filter, &terms, outcome, square (self->params.value[FAIR_PARAM_GAME_SD]));
}

/**
 * fair_ratings_predict:
 * @sd: (out): of the outcome: the game's own chance, what is not known of the teams, and their drift until kickoff
 *
 * Returns: the expected outcome, points
 */
double
fair_ratings_predict (const FairRatings *self, guint game, double *sd)
{
  const FairBookGame *row = fair_book_game (fair_league_plan_book (self->plan), game);
  FairGameTerms terms = terms_of (self, row);
  double variance;
  double expected = fair_filter_expect (self->filter, &terms, &variance);

  variance += weeks_until (self, row->kickoff)
              * (2 * square (self->params.value[FAIR_PARAM_WEEKLY_SD])
                 + square (terms.share * knowledge[self->target].common_weekly_sd));
  *sd = sqrt (variance + square (self->params.value[FAIR_PARAM_GAME_SD]));
  return expected;
}

/**
 * fair_ratings_strength:
 * @variance: (out): points²
 *
 * Returns: the strength at @place, points
 */
double
fair_ratings_strength (const FairRatings *self, guint place, double *variance)
{
  *variance = self->filter->covariance[(gsize) place * self->filter->n + place];
  return self->filter->mean[place];
}
