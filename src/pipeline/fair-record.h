/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-store.h"

G_BEGIN_DECLS

gboolean fair_record_settle   (FairStore *store, const FairBook *book, gint64 now, guint *n_changed, GError **error);
GArray  *fair_record_picks_of (FairStore *store, const FairWeek *week, GError **error);

G_END_DECLS
