/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-profile.h"
#include "fair-store.h"

G_BEGIN_DECLS

gboolean fair_takeout_write (FairStore *store, const FairProfile *profile, const char *path, guint *n_files, GError **error);

G_END_DECLS
