/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-pick-sheet.h"
#include "fair-settings.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairPickView:
 *
 * A picks table: sorted by a click on a header, filtered, its columns moved, sized and hidden as the person likes and
 * remembered so, its rows copied. Signals: `game-activated (gint64)` when a row is opened, and `selection-changed ()`.
 * Its actions, to be inserted as "picks", are copy, copy-csv, open-game, reset-columns and a switch for each column.
 */
#define FAIR_TYPE_PICK_VIEW (fair_pick_view_get_type ())
G_DECLARE_FINAL_TYPE (FairPickView, fair_pick_view, FAIR, PICK_VIEW, AdwBin)

void          fair_pick_view_set_settings (FairPickView *self, FairSettings *settings);
void          fair_pick_view_set_sheet    (FairPickView *self, FairPickSheet *sheet);
void          fair_pick_view_set_filter   (FairPickView *self, const FairSheetFilter *filter);
guint         fair_pick_view_n_shown      (FairPickView *self);
gint64        fair_pick_view_get_game     (FairPickView *self);
gboolean      fair_pick_view_select_game  (FairPickView *self, gint64 game);
gboolean      fair_pick_view_unselect     (FairPickView *self);
gboolean      fair_pick_view_copy         (FairPickView *self, gboolean csv);
GBytes       *fair_pick_view_export       (FairPickView *self);
GActionGroup *fair_pick_view_get_actions  (FairPickView *self);
GMenuModel   *fair_pick_view_get_columns  (FairPickView *self);
GMenuModel   *fair_pick_view_get_sorts    (FairPickView *self);
void          fair_pick_view_focus        (FairPickView *self);

G_END_DECLS
