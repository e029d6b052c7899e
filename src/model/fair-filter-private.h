/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairFilterParam:
 *
 * The hyper-parameters of a filter, in points.
 */
typedef enum
{
  FAIR_PARAM_GAME_SD,    /* of an outcome about the true difference of strengths */
  FAIR_PARAM_WEEKLY_SD,  /* of a strength's move in a week */
  FAIR_PARAM_SEASON_SD,  /* of a strength's move between seasons */
  FAIR_PARAM_CARRY_OVER, /* of a strength to the next season, 0..1 */
  FAIR_PARAM_CONFERENCE, /* weight of the mean strength of the team's conference */
  FAIR_PARAM_TALENT,     /* for one standard deviation of roster talent */
  FAIR_PARAM_RECRUITING, /* for one standard deviation of four recruiting classes */
  FAIR_N_PARAMS
} FairFilterParam;

typedef struct
{
  double value[FAIR_N_PARAMS];
} FairFilterParams;

/**
 * FairFilter:
 *
 * One Gaussian belief about all teams at once: a strength a team, and one number common to all games (home field, or
 * the league's scoring), with the full covariance. An outcome is strength(home) + sign × strength(away) + share ×
 * common + noise.
 */
typedef struct
{
  guint    n_teams;
  guint    n;      /* n_teams + 1; the last is the common number */
  double   sign;   /* of the away team: -1 for margins, +1 for totals */
  double  *mean;   /* n */
  double  *covariance; /* n × n, symmetric, all of it kept */
  double  *column; /* n, scratch */
} FairFilter;

/**
 * FairGameTerms:
 *
 * How a game's outcome hangs on the belief.
 */
typedef struct
{
  guint  home;
  guint  away;
  double share;          /* of the common number: 1, or 0 for a margin on neutral ground */
  double extra_variance; /* of a side that stands for many teams */
} FairGameTerms;

FairFilter *fair_filter_new      (guint n_teams, double sign, double sd, double common, double common_sd);
FairFilter *fair_filter_copy     (const FairFilter *self);
void        fair_filter_free     (FairFilter *self);
double      fair_filter_expect   (const FairFilter *self, const FairGameTerms *game, double *variance);
double      fair_filter_observe  (FairFilter *self, const FairGameTerms *game, double outcome, double noise_variance);
void        fair_filter_drift    (FairFilter *self, double team_variance, double common_variance);
void        fair_filter_reset    (FairFilter *self, guint team, double mean, double variance);
void        fair_filter_regress  (FairFilter *self, const guint *group, guint n_groups, double own, double shared);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairFilter, fair_filter_free)

G_END_DECLS
