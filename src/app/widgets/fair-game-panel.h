/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairGamePanel:
 *
 * One game: the matchup, its picks, what the model and the books say, both teams, and how old all of it is. Signal
 * `close-requested ()` when its close button is pressed.
 */
#define FAIR_TYPE_GAME_PANEL (fair_game_panel_get_type ())
G_DECLARE_FINAL_TYPE (FairGamePanel, fair_game_panel, FAIR, GAME_PANEL, AdwBin)

GtkWidget *fair_game_panel_new       (void);
void       fair_game_panel_show_game (FairGamePanel *self, FairSession *session, gint64 game_id);

G_END_DECLS
