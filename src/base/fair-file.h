/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean fair_file_write_atomically (const char *path, const void *contents, gsize length, int mode, GError **error);
gboolean fair_file_make_folder      (const char *path, GError **error);

G_END_DECLS
