/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FairPublished:
 *
 * What became of a file in one folder.
 */
typedef struct
{
  char    *path;   /* that was written, or shall be */
  gboolean queued;  /* it could not be written; it waits in the outbox */
  gboolean blocked; /* and its folder is there, but does not take it */
  char    *problem; /* nullable; one sentence */
  char    *kept;    /* nullable: the name under which another's changes to the file were kept */
  char   **twins;   /* nullable: the names of copies beside it that a synchronizing program made of two changes */
} FairPublished;

void       fair_published_free (FairPublished *self);
void       fair_published_tell (const GPtrArray *published, GPtrArray *notes);

GPtrArray *fair_publish        (const char *outbox, const char *const *folders, const char *name,
                                const char *dated_name, GBytes *contents, GError **error);
GPtrArray *fair_publish_queued (const char *outbox, const char *const *folders, GError **error);
guint      fair_publish_count_waiting (const char *outbox, char **reason);

G_END_DECLS
