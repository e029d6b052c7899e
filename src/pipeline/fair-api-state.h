/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-store.h"

G_BEGIN_DECLS

/**
 * FairApiState:
 *
 * How the newest job that wanted something of the API fared, whatever job it was: one that only looked at the lines has no
 * row in the table of runs.
 */
typedef struct
{
  gint64   at;          /* UTC seconds by the computer's clock; FAIR_TIME_UNKNOWN where nothing was ever asked */
  int      calls_left;  /* of the month; -1 unknown */
  gint64   calls_at;    /* when that was said */
  gboolean key_refused; /* the API does not take the key, or there is none */
  char    *problem;     /* nullable: what was wrong, one sentence */
} FairApiState;

gboolean fair_api_state_load  (FairStore *store, FairApiState *out, GError **error);
gboolean fair_api_state_save  (FairStore *store, const FairApiState *state, GError **error);
void     fair_api_state_clear (FairApiState *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairApiState, fair_api_state_clear)

G_END_DECLS
