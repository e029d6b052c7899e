/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-cfbd-client.h"
#include "fair-store-league.h"

G_BEGIN_DECLS

gboolean fair_ingest (FairStore *store, const FairCfbdRequest *request, const FairCfbdAnswer *answer, FairIngest *out,
                      guint *n_refused, GError **error);

G_END_DECLS
