/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-profile.h"
#include "fair-store.h"

G_BEGIN_DECLS

GBytes  *fair_typed_lines_sheet (FairStore *store, const FairProfile *profile, GError **error);
gboolean fair_typed_lines_take  (FairStore *store, const FairProfile *profile, GBytes *sheet, guint *n, GError **error);

G_END_DECLS
