/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-sim-source.h"

G_BEGIN_DECLS

#define FAIR_SIM_LEAGUE_SEED 20250829

FairSimSource *fair_sim_league_new        (guint64 seed);
gint64         fair_sim_league_demo_clock (void);

G_END_DECLS
