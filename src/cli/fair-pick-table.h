/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-json.h"
#include "fair-pick.h"

G_BEGIN_DECLS

void     fair_pick_table_print   (GArray *picks, gboolean replay, gboolean all);
void     fair_pick_table_to_json (GArray *picks, const char *name, JsonBuilder *builder);
gboolean fair_pick_table_week    (int season, int week, gboolean postseason, FairWeek *out, gboolean *given,
                                  GError **error);

G_END_DECLS
