/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-matchup.h"

#include <math.h>

/* After so many games of each side what was known before the season counts half. */
#define HALF_LIFE 2.5

#define USUAL_TOTAL 55.0

/**
 * fair_matchup_part:
 *
 * Returns: the part of a prediction that an input belongs to
 */
FairPart
fair_matchup_part (FairMatchupInput input)
{
  switch (input)
    {
    case FAIR_MATCHUP_REST:
      return FAIR_PART_REST;
    case FAIR_MATCHUP_BOWL:
    case FAIR_MATCHUP_EARLY:
    case FAIR_MATCHUP_NEUTRAL:
      return FAIR_PART_SETTING;
    case FAIR_MATCHUP_STRETCH:
    case FAIR_MATCHUP_PACE:
    case FAIR_MATCHUP_MISMATCH:
      return FAIR_PART_MISMATCH;
    default:
      return FAIR_PART_ROSTERS;
    }
}

/**
 * fair_matchup_describe:
 * @features: of fair_league_plan_features()
 * @game: one between two teams of the FBS
 * @home_games: played in the season so far
 * @expected: margin and total by the ratings
 */
FairMatchup
fair_matchup_describe (const FairLeaguePlan *plan, const double *features, guint game, guint home_games,
                       guint away_games, const double expected[FAIR_N_TARGETS])
{
  const FairBookGame *row = fair_book_game (fair_league_plan_book (plan), game);
  const double *home = features + fair_league_plan_place (plan, row->home, FAIR_DIVISION_FBS) * FAIR_N_FEATURES;
  const double *away = features + fair_league_plan_place (plan, row->away, FAIR_DIVISION_FBS) * FAIR_N_FEATURES;
  double early = 1 / (1 + (home_games + away_games) / (2 * HALF_LIFE));
  double margin = expected[FAIR_TARGET_MARGIN];
  FairMatchup matchup = { 0 };
  double *m = matchup.inputs[FAIR_TARGET_MARGIN];
  double *t = matchup.inputs[FAIR_TARGET_TOTAL];

  m[FAIR_MATCHUP_TALENT] = early * (home[FAIR_FEATURE_TALENT] - away[FAIR_FEATURE_TALENT]);
  m[FAIR_MATCHUP_RECRUITING] = early * (home[FAIR_FEATURE_RECRUITING] - away[FAIR_FEATURE_RECRUITING]);
  m[FAIR_MATCHUP_POWER] = early * (home[FAIR_FEATURE_POWER] - away[FAIR_FEATURE_POWER]);
  m[FAIR_MATCHUP_LAST_SEASON] = early * (home[FAIR_FEATURE_LAST_MARGIN] - away[FAIR_FEATURE_LAST_MARGIN]);
  m[FAIR_MATCHUP_RETURNING] = early * (home[FAIR_FEATURE_RETURNING] - away[FAIR_FEATURE_RETURNING]);
  m[FAIR_MATCHUP_REST] = (fair_league_plan_rest (plan, game, TRUE) - fair_league_plan_rest (plan, game, FALSE)) / 7;
  m[FAIR_MATCHUP_BOWL] = row->week.type == FAIR_SEASON_POSTSEASON ? margin : 0;
  m[FAIR_MATCHUP_EARLY] = early * margin;
  m[FAIR_MATCHUP_STRETCH] = margin;
  m[FAIR_MATCHUP_PACE] = margin * (expected[FAIR_TARGET_TOTAL] - USUAL_TOTAL);
  t[FAIR_MATCHUP_EARLY] = early;
  t[FAIR_MATCHUP_NEUTRAL] = row->neutral_site;
  t[FAIR_MATCHUP_MISMATCH] = fabs (margin);
  return matchup;
}
