/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-belief.h"

/**
 * fair_belief_new:
 * @plan: must outlive the belief
 *
 * Returns: (transfer full): a belief from before the first season
 */
FairBelief *
fair_belief_new (const FairLeaguePlan *plan, const FairBeliefParams *params)
{
  FairBelief *self = g_new0 (FairBelief, 1);

  self->plan = plan;
  self->season = G_MININT;
  self->played = g_new0 (guint, fair_book_n_teams (fair_league_plan_book (plan)) + 1);
  for (FairDesign design = 0; design < FAIR_N_DESIGNS; design++)
    for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
      self->ratings[design][target] = fair_ratings_new (plan, target, &params->of[design][target]);
  return self;
}

FairBelief *
fair_belief_copy (const FairBelief *self)
{
  FairBelief *copy = g_memdup2 (self, sizeof *self);
  guint n_teams = fair_book_n_teams (fair_league_plan_book (self->plan));

  copy->played = g_memdup2 (self->played, (n_teams + 1) * sizeof (guint));
  for (FairDesign design = 0; design < FAIR_N_DESIGNS; design++)
    for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
      copy->ratings[design][target] = fair_ratings_copy (self->ratings[design][target]);
  return copy;
}

void
fair_belief_free (FairBelief *self)
{
  for (FairDesign design = 0; design < FAIR_N_DESIGNS; design++)
    for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
      fair_ratings_free (self->ratings[design][target]);
  g_free (self->played);
  g_free (self);
}

/**
 * fair_belief_begin:
 * @season: later than the season before
 * @as_of: UTC seconds: what was known of rosters then
 * @params: for this season
 */
void
fair_belief_begin (FairBelief *self, int season, gint64 as_of, const FairBeliefParams *params)
{
  for (FairDesign design = 0; design < FAIR_N_DESIGNS; design++)
    for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
      fair_ratings_begin (self->ratings[design][target], season, as_of, &params->of[design][target]);
  for (guint i = 0; i < fair_book_n_teams (fair_league_plan_book (self->plan)); i++)
    self->played[i] = 0;
  self->season = season;
}

/**
 * fair_belief_take:
 * @game: of the season that has begun
 */
void
fair_belief_take (FairBelief *self, guint game, const FairBeliefSeen *seen)
{
  const FairBookGame *row = fair_book_game (fair_league_plan_book (self->plan), game);

  for (FairDesign design = 0; design < FAIR_N_DESIGNS; design++)
    for (FairTarget target = 0; target < FAIR_N_TARGETS; target++)
      fair_ratings_observe (self->ratings[design][target], game, seen->as[design][target]);
  self->played[row->home]++;
  self->played[row->away]++;
}
