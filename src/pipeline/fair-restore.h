/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-paths.h"

G_BEGIN_DECLS

char *fair_restore (const char *path, const FairPaths *paths, const char *settings, gint64 now, GError **error);

G_END_DECLS
