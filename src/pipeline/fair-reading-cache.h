/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-forecast.h"
#include "fair-store.h"

G_BEGIN_DECLS

FairModelCache fair_reading_cache (FairStore *store);

G_END_DECLS
