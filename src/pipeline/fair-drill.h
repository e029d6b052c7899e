/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-store-ledger.h"

G_BEGIN_DECLS

/**
 * FairDrill:
 *
 * How a fire drill went: a backup was restored to a scratch place and its last run done again there.
 */
typedef struct
{
  FairWeek week;
  guint    n_picks;
  gboolean newer; /* results, statistics or a program came after the last run, so that other picks prove nothing */
  char     published[FAIR_HASH_LENGTH + 1]; /* hash of the picks as they were published */
  char     replayed[FAIR_HASH_LENGTH + 1];  /* and as they were made again */
} FairDrill;

gboolean fair_drill_run (const char *backup, FairDrill *out, GError **error);

G_END_DECLS
