/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-manifest.h"

G_BEGIN_DECLS

/* The member that says what the others are; always the first. */
#define FAIR_MANIFEST_NAME "manifest.json"

gboolean      fair_archive_write   (const char *path, const FairManifest *manifest, GError **error);
FairManifest *fair_archive_extract (const char *path, const char *folder, GError **error);

G_END_DECLS
