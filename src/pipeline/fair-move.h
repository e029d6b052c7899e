/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-paths.h"

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean fair_move_data (const FairPaths *from, const char *folder, GCancellable *cancellable, GError **error);

G_END_DECLS
