/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairTile:
 *
 * One figure: what it is, its value, how sure it is (n and interval), and how it changed.
 */
#define FAIR_TYPE_TILE (fair_tile_get_type ())
G_DECLARE_FINAL_TYPE (FairTile, fair_tile, FAIR, TILE, AdwBin)

void fair_tile_set_replay (FairTile *self, gboolean replay);
void fair_tile_show       (FairTile *self, const char *value, const char *certainty, const char *change);

G_END_DECLS
