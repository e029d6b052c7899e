/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-odds.h"
#include "fair-pick.h"

G_BEGIN_DECLS

char       *fair_pick_to_text       (const FairPick *pick, FairOddsFormat format);
char       *fair_pick_to_matchup    (const FairPick *pick);
const char *fair_market_to_text     (FairMarket market);
const char *fair_confidence_to_text (FairConfidence confidence);
char       *fair_outcome_to_text    (FairOutcome outcome, double units);

G_END_DECLS
