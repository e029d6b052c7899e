/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-store.h"

G_BEGIN_DECLS

/**
 * FairPurgeLimits:
 *
 * How long is kept what is not for ever. Times are UTC seconds.
 */
typedef struct
{
  gint64 answers_before; /* older raw answers go */
  gint64 answer_bytes;   /* and the oldest of what is more than this, compressed */
  gint64 runs_before;    /* logs of older runs go */
  gint64 runs;           /* and the oldest of what is more than so many */
} FairPurgeLimits;

/**
 * FairPurge:
 *
 * What goes.
 */
typedef struct
{
  guint  n_answers;
  gint64 answer_bytes; /* compressed */
  guint  n_runs;
} FairPurge;

gboolean fair_store_preview_purge (FairStore *self, const FairPurgeLimits *limits, FairPurge *out, GError **error);
gboolean fair_store_purge         (FairStore *self, const FairPurgeLimits *limits, FairPurge *out, GError **error);
gboolean fair_store_drop_answers  (const char *path, GError **error);

G_END_DECLS
