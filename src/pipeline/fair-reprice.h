/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-pick.h"
#include "fair-profile.h"
#include "fair-store.h"

G_BEGIN_DECLS

/**
 * FairRepricedPick:
 *
 * A published row and what has become of it.
 */
typedef struct
{
  FairPick then;
  FairPick now;
  gboolean moved;  /* its line or price is another one */
  gboolean stands; /* of a pick: it still is one, on the same side */
} FairRepricedPick;

GArray *fair_reprice (FairStore *store, const FairProfile *profile, const FairWeek *week, GError **error);

G_END_DECLS
