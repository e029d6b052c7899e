/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-explanation.h"
#include "fair-ratings.h"

G_BEGIN_DECLS

/**
 * FairMatchupInput:
 *
 * What is known of a game at its freeze beside the ratings. “Early” inputs fade with the games that the sides have
 * played.
 */
typedef enum
{
  FAIR_MATCHUP_TALENT,      /* early: the home side's talent less the away side's */
  FAIR_MATCHUP_RECRUITING,  /* early, likewise */
  FAIR_MATCHUP_POWER,       /* early: one side is of a strong conference */
  FAIR_MATCHUP_LAST_SEASON, /* early: last season's final strength */
  FAIR_MATCHUP_RETURNING,   /* early: returning production */
  FAIR_MATCHUP_REST,        /* weeks of rest, home less away */
  FAIR_MATCHUP_BOWL,        /* the expected margin, in the postseason */
  FAIR_MATCHUP_EARLY,       /* early: the expected margin; of a total: 1 */
  FAIR_MATCHUP_NEUTRAL,     /* of a total: neutral ground */
  FAIR_MATCHUP_STRETCH,     /* the expected margin */
  FAIR_MATCHUP_PACE,        /* the expected margin, times points expected above the usual */
  FAIR_MATCHUP_MISMATCH,    /* of a total: the size of the expected margin */
  FAIR_N_MATCHUP_INPUTS
} FairMatchupInput;

/**
 * FairMatchup:
 *
 * A game as the correction of its prediction sees it. Inputs that do not concern a target are 0.
 */
typedef struct
{
  double inputs[FAIR_N_TARGETS][FAIR_N_MATCHUP_INPUTS];
} FairMatchup;

FairMatchup fair_matchup_describe (const FairLeaguePlan *plan, const double *features, guint game, guint home_games,
                                   guint away_games, const double expected[FAIR_N_TARGETS]);
FairPart    fair_matchup_part     (FairMatchupInput input);

G_END_DECLS
