/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-cfbd-request.h"
#include "fair-game.h"
#include "fair-line.h"
#include "fair-names.h"
#include "fair-refusal.h"
#include "fair-team-stats.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* From an answer's bytes to league records. Each returns (transfer full) an array, or NULL with %FAIR_ERROR_BAD_DATA
 * that names the row and the field: a partly read answer is never given back. What cannot be true is left out and
 * counted in @refusals, which may be NULL. */

GArray *fair_cfbd_decode_games    (GBytes *body, FairRefusals *refusals, GError **error);
GArray *fair_cfbd_decode_lines    (GBytes *body, gint64 fetched_at, GArray *games, FairRefusals *refusals,
                                   GError **error);
GArray *fair_cfbd_decode_stats    (GBytes *body, const FairNames *names, FairRefusals *refusals, GError **error);
GArray *fair_cfbd_decode_teams    (GBytes *body, int season, FairRefusals *refusals, GError **error);
GArray *fair_cfbd_decode_venues   (GBytes *body, FairRefusals *refusals, GError **error);
GArray *fair_cfbd_decode_calendar (GBytes *body, FairRefusals *refusals, GError **error);
GArray *fair_cfbd_decode_values   (FairCfbdEndpoint endpoint, GBytes *body, const FairNames *names,
                                   FairRefusals *refusals, GError **error);

/**
 * FairCfbdInfo:
 *
 * What the API says of a key's account. Everything but @known may be missing on older deployments.
 */
typedef struct
{
  gboolean known; /* FALSE: the key is not one of the API's */
  int      patron_level; /* -1 unknown */
  char     tier[32];
  int      monthly_limit;   /* -1 unknown */
  int      remaining_calls; /* -1 unknown */
  gint64   reset_at;        /* FAIR_TIME_UNKNOWN */
} FairCfbdInfo;

gboolean fair_cfbd_decode_info    (GBytes *body, FairCfbdInfo *out, GError **error);

G_END_DECLS
