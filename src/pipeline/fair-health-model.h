/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-monitor-inputs.h"
#include "fair-store-ledger.h"

G_BEGIN_DECLS

gboolean fair_health_measure_week  (FairStore *store, const FairBook *book, const FairPublication *newest,
                                    FairMonitorInputs *inputs, GError **error);
gboolean fair_health_measure_picks (FairStore *store, FairMonitorInputs *inputs, GError **error);
gboolean fair_health_measure_model (FairStore *store, const FairBook *book, FairMonitorInputs *inputs, GError **error);

G_END_DECLS
