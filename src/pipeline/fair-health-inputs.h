/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-monitor-inputs.h"
#include "fair-profile.h"
#include "fair-store.h"

G_BEGIN_DECLS

FairMonitorLimits fair_health_limits (const FairProfile *profile);
gboolean          fair_health_gather (FairStore *store, const FairProfile *profile, gint64 now,
                                      FairMonitorInputs *out, GError **error);

G_END_DECLS
