/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-profile.h"
#include "fair-store-purge.h"

G_BEGIN_DECLS

/**
 * FairPurged:
 *
 * What goes, or has gone.
 */
typedef struct
{
  FairPurge store;
  guint     n_copies; /* of whole stores, as a restore and a new version leave them */
  gint64    copy_bytes;
} FairPurged;

gboolean fair_purge_preview (FairStore *store, const FairProfile *profile, gint64 now, FairPurged *out, GError **error);
gboolean fair_purge         (FairStore *store, const FairProfile *profile, gint64 now, FairPurged *out, GError **error);

G_END_DECLS
