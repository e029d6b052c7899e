/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-week.h"

G_BEGIN_DECLS

typedef enum
{
  FAIR_CFBD_INFO,
  FAIR_CFBD_GAMES,
  FAIR_CFBD_LINES,
  FAIR_CFBD_STATS,
  FAIR_CFBD_TEAMS,
  FAIR_CFBD_VENUES,
  FAIR_CFBD_CALENDAR,
  FAIR_CFBD_TALENT,
  FAIR_CFBD_RECRUITING,
  FAIR_CFBD_RETURNING,
  FAIR_CFBD_SP,
  FAIR_CFBD_N_ENDPOINTS
} FairCfbdEndpoint;

/**
 * FairCfbdRequest:
 *
 * One question to the API. Its parameters come from a compiled-in table: the API ignores a parameter that it does not
 * know and answers with everything.
 */
typedef struct
{
  FairCfbdEndpoint endpoint;
  int              season; /* 0: none, all that there is */
  int              week;   /* 0: the whole season */
  FairSeasonType   type;   /* only with a week */
} FairCfbdRequest;

char    *fair_cfbd_request_to_path    (const FairCfbdRequest *self);
char    *fair_cfbd_request_describe   (const FairCfbdRequest *self);
gboolean fair_cfbd_request_is_metered (const FairCfbdRequest *self);

G_END_DECLS
