/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-pick.h"

G_BEGIN_DECLS

/**
 * FairPicksCheck:
 *
 * What the check before an export counted.
 */
typedef struct
{
  guint n_games;
  guint n_with_line;         /* games with at least one market priced */
  guint n_conflicting_lines; /* games whose only two books are too far apart to believe either */
} FairPicksCheck;

gboolean fair_picks_check (const FairBook *book, const FairWeek *week, const FairPick *picks, guint n,
                           FairPicksCheck *out, GError **error);

G_END_DECLS
