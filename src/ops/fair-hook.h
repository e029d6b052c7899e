/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean fair_hook_call (const char *url, const char *json, GError **error);

G_END_DECLS
