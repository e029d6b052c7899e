/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean fair_background_is_sandboxed (void);
gboolean fair_background_request      (gboolean wanted, const char *const *command, GError **error);

G_END_DECLS
