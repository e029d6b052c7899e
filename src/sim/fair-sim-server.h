/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-sim-source.h"

G_BEGIN_DECLS

/**
 * FairSimOptions:
 */
typedef struct
{
  gint64      now;  /* UTC seconds; what was not known then is hidden; FAIR_TIME_UNKNOWN hides nothing */
  guint       port; /* 0: any free one */
  int         quota; /* calls left this month */
  int         tier;  /* of the key: 0 free */
  double      fail_rate; /* share of answers that fail, 0..1 */
  guint64     seed;      /* of the failures */
  const char *key;       /* nullable: the only one that is good; NULL: any */
} FairSimOptions;

/**
 * FairSimServer:
 *
 * A stand-in for the API on this machine, over real HTTP and on a thread of its own, so that its client may live in the
 * same process. It enforces the API's rules, as reference documents tell them.
 */
#define FAIR_TYPE_SIM_SERVER (fair_sim_server_get_type ())
G_DECLARE_FINAL_TYPE (FairSimServer, fair_sim_server, FAIR, SIM_SERVER, GObject)

FairSimServer *fair_sim_server_new       (FairSimSource *source, const FairSimOptions *options);
gboolean       fair_sim_server_start     (FairSimServer *self, GError **error);
void           fair_sim_server_stop      (FairSimServer *self);
char          *fair_sim_server_get_url   (FairSimServer *self);
void           fair_sim_server_set_now   (FairSimServer *self, gint64 now);
guint          fair_sim_server_get_calls (FairSimServer *self);

G_END_DECLS
