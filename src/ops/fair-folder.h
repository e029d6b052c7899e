/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What ends the name of a file that is not all there yet. */
#define FAIR_FOLDER_PART ".part"

/* A folder is a full path, or the address of a place that the desktop can reach: dav://, davs://, sftp://… */
char      *fair_folder_from_setting (const char *folder);
char      *fair_folder_of_file      (GFile *file);
char      *fair_folder_shown        (const char *folder);
gboolean   fair_folder_is_address   (const char *folder);

gboolean   fair_folder_write        (const char *path, GBytes *contents, GError **error);
gboolean   fair_folder_read         (const char *path, GBytes **contents, GError **error);
gboolean   fair_folder_remove       (const char *path, GError **error);
GPtrArray *fair_folder_list         (const char *folder, GError **error);
char      *fair_folder_copy_out     (const char *path, const char *local_folder, GError **error);
gboolean   fair_folder_copy_in      (const char *folder, const char *local_file, GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
