/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean fair_lock_take (const char *path, int *lock, GError **error);

G_END_DECLS
