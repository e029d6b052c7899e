/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-snapshot.h"
#include "fair-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairGameTeams:
 *
 * The two teams of a game: their ratings side by side, and what they have played this season. Their names open them.
 */
#define FAIR_TYPE_GAME_TEAMS (fair_game_teams_get_type ())
G_DECLARE_FINAL_TYPE (FairGameTeams, fair_game_teams, FAIR, GAME_TEAMS, AdwBin)

void fair_game_teams_show (FairGameTeams *self, FairSnapshot *snapshot, FairView view, guint game);

G_END_DECLS
