/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An export folder is a full path, or the address of a place that the desktop can reach: dav://, davs://, sftp://… */
gboolean fair_folder_is_address (const char *folder);
gboolean fair_folder_write      (const char *path, GBytes *contents, GError **error);
GBytes  *fair_folder_read       (const char *path);
gboolean fair_folder_rename     (const char *path, const char *name, GError **error);

G_END_DECLS
