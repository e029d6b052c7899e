/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-pick.h"

G_BEGIN_DECLS

/* An unplayed game counts as cancelled this long after its kickoff. */
#define FAIR_CANCELLED_AFTER (7 * G_GINT64_CONSTANT (86400))

gboolean fair_settle_pick (const FairBook *book, gint64 now, FairSettledPick *settled);

G_END_DECLS
