/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-policy.h"

FairPolicy *
fair_policy_new_default (void)
{
  static const char *const books[] = { "Bovada", "DraftKings", "ESPN Bet", "Caesars", NULL };
  FairPolicy *self = g_new0 (FairPolicy, 1);

  *self = (FairPolicy) {
    .spread_threshold = 3.5,
    .total_threshold = 3.5,
    .moneyline_threshold = 0.03,
    .minimum_games = 4,
    .maximum_margin = 45,
    .kickoff_margin = 2 * 3600,
    .staking = FAIR_STAKING_PAPER,
    .unit_percent = 1,
    .kelly_cap_percent = 5,
    .maximum_bets = 12,
    .maximum_week_percent = 15,
    .books = g_strdupv ((char **) books),
  };
  return self;
}

void
fair_policy_free (FairPolicy *self)
{
  g_strfreev (self->books);
  g_free (self);
}
