/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-manifest.h"

G_BEGIN_DECLS

gboolean fair_backup_add_exports (FairManifest *manifest, const char *own, const char *const *chosen, const char *scratch,
                                  GError **error);

G_END_DECLS
