/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double fair_odds_profit         (int american);
double fair_odds_implied        (int american);
int    fair_odds_from_chance    (double probability);
double fair_odds_without_vig    (int side, int other);
double fair_odds_expected_value (double win, double push, int american);

G_END_DECLS
