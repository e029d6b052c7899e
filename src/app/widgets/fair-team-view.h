/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-rating-table.h"
#include "fair-snapshot.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairTeamView:
 *
 * A team: its rating, how it came to it, and its season.
 */
#define FAIR_TYPE_TEAM_VIEW (fair_team_view_get_type ())
G_DECLARE_FINAL_TYPE (FairTeamView, fair_team_view, FAIR, TEAM_VIEW, AdwBin)

void fair_team_view_show (FairTeamView *self, FairSnapshot *snapshot, const GArray *history, const FairRatingRow *row,
                          gint64 now);

G_END_DECLS
