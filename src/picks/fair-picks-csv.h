/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-pick.h"

G_BEGIN_DECLS

#define FAIR_PICKS_SCHEMA 1

GBytes *fair_picks_to_csv   (const FairPick *picks, guint n);
GArray *fair_picks_from_csv (GBytes *csv, GError **error);

G_END_DECLS
