/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairRefusal:
 *
 * A row, or a number in a row, that was not taken because it cannot be true. Refusals are counted and shown; nothing
 * is repaired by guessing.
 */
typedef struct
{
  const char *reason; /* short code, interned: spread-range, total-range, negative-points, unknown-team, … */
  char       *detail; /* for a person: which row, which field, which value */
} FairRefusal;

/**
 * FairRefusals:
 *
 * Collected while an answer is decoded.
 */
typedef struct _FairRefusals FairRefusals;

FairRefusals      *fair_refusals_new   (void);
void               fair_refusals_free  (FairRefusals *self);
void               fair_refusals_add   (FairRefusals *self, const char *reason, const char *format, ...)
  G_GNUC_PRINTF (3, 4);
guint              fair_refusals_count (const FairRefusals *self);
const FairRefusal *fair_refusals_get   (const FairRefusals *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairRefusals, fair_refusals_free)

G_END_DECLS
