/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-league-plan.h"

G_BEGIN_DECLS

void fair_hash_results    (GChecksum *checksum, FairView view, int season);
void fair_hash_statistics (GChecksum *checksum, FairView view, int season);
void fair_hash_rosters    (GChecksum *checksum, const FairLeaguePlan *plan, int season, gint64 as_of);

G_END_DECLS
