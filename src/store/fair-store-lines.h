/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-line.h"
#include "fair-store.h"

G_BEGIN_DECLS

gboolean fair_store_take_back_lines (FairStore *self, GArray *games, GArray *lines, gint64 at, GError **error);

G_END_DECLS
