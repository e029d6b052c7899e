/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *fair_digest_file (const char *path, gint64 *bytes, GError **error);

G_END_DECLS
