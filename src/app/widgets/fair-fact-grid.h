/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairFactGrid:
 *
 * A small table of facts: a column of words, and columns of numbers to its right. It scrolls sideways where it is too
 * wide. To a screen reader each number says whose it is and what it is.
 */
#define FAIR_TYPE_FACT_GRID (fair_fact_grid_get_type ())
G_DECLARE_FINAL_TYPE (FairFactGrid, fair_fact_grid, FAIR, FACT_GRID, AdwBin)

void fair_fact_grid_start     (FairFactGrid *self, const char *const *heads);
void fair_fact_grid_add       (FairFactGrid *self, const char *const *cells);
void fair_fact_grid_set_words (FairFactGrid *self, guint column);

G_END_DECLS
