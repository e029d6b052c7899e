/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Begins the name of a file that is being written, and six characters end it. */
#define FAIR_FILE_PART ".fair-catch-part-"

gboolean fair_file_write_atomically (const char *path, const void *contents, gsize length, int mode, GError **error);
gboolean fair_file_make_folder      (const char *path, GError **error);
gboolean fair_file_sync_disk        (const char *folder, GError **error);

G_END_DECLS
