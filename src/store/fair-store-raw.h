/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-store.h"

G_BEGIN_DECLS

/**
 * FairRawAnswer:
 *
 * One answer of the API as it came. @path is canonical (path and query) and names what was asked.
 */
typedef struct
{
  const char *path;
  const char *url;
  gint64      fetched_at; /* UTC seconds */
  guint       status;
  guint       n_records;
  GBytes     *body;
} FairRawAnswer;

/**
 * FairRawState:
 *
 * What is known of the newest answer to a path.
 */
typedef struct
{
  gboolean known;
  gint64   fetched_at; /* these bytes came first */
  gint64   checked_at; /* these bytes came last */
  guint    n_records;
} FairRawState;

gboolean fair_store_put_raw    (FairStore *self, const FairRawAnswer *answer, GError **error);
gboolean fair_store_raw_state  (FairStore *self, const char *path, FairRawState *out, GError **error);
GBytes  *fair_store_get_raw    (FairStore *self, const char *path, GError **error);
gboolean fair_store_raw_checked_at (FairStore *self, const char *like, gint64 *out, GError **error);
gboolean fair_store_raw_changed_since (FairStore *self, const char *except, gint64 since, gboolean *out, GError **error);
gboolean fair_store_raw_usage  (FairStore *self, guint *n_answers, gint64 *bytes, gint64 *newest, GError **error);

G_END_DECLS
