/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-store.h"

G_BEGIN_DECLS

gboolean fair_moved_picks_describe (FairStore *store, const FairBook *book, gint64 now, char **out, GError **error);

G_END_DECLS
