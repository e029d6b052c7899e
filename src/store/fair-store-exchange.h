/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-store.h"

G_BEGIN_DECLS

gboolean fair_store_exchange            (const FairPaths *paths, const char *incoming, const char *kept, GError **error);
gboolean fair_store_exchange_is_pending (const FairPaths *paths);
gboolean fair_store_exchange_finish     (const FairPaths *paths, GError **error);

G_END_DECLS
