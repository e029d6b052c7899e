/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairManifestMember:
 *
 * A file of a backup.
 */
typedef struct
{
  char   *name;   /* inside the archive */
  char   *source; /* where it is read from; NULL of a manifest that was read */
  gint64  bytes;
  char   *sha256; /* hexadecimal */
} FairManifestMember;

/**
 * FairManifest:
 *
 * What is in a backup, and how it can be told that it still is.
 */
typedef struct
{
  gint64  made_at; /* UTC seconds */
  int     schema;  /* of the store in it */
  GArray *members; /* of FairManifestMember */
} FairManifest;

FairManifest *fair_manifest_new       (gint64 made_at, int schema);
void          fair_manifest_free      (FairManifest *self);
gboolean      fair_manifest_add_file  (FairManifest *self, const char *name, const char *source, GError **error);
char         *fair_manifest_to_json   (const FairManifest *self);
FairManifest *fair_manifest_from_json (const char *text, gssize length, GError **error);
const FairManifestMember *fair_manifest_find (const FairManifest *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairManifest, fair_manifest_free)

G_END_DECLS
