/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-pick.h"

G_BEGIN_DECLS

#define FAIR_RECORD_SCHEMA 1

GBytes *fair_record_to_csv (const FairSettledPick *record, guint n);

G_END_DECLS
