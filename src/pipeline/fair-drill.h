/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-store-ledger.h"

G_BEGIN_DECLS

/**
 * FairDrillOutcome:
 *
 * What a fire drill says of a backup.
 */
typedef enum
{
  FAIR_DRILL_UNTRIED,  /* nothing, for want of room or of a publication */
  FAIR_DRILL_FAILED,   /* it does not lead to what was published */
  FAIR_DRILL_UNPROVED, /* it is whole; newer results or a newer program may have made other picks of it */
  FAIR_DRILL_PROVED,   /* it leads to the very picks that were published */
} FairDrillOutcome;

/**
 * FairDrill:
 *
 * How a fire drill went: a backup was restored to a scratch place and its last run done again there.
 */
typedef struct
{
  gboolean empty; /* nothing was published that could be made again; the rest holds where something was */
  FairWeek week;
  guint    n_picks;
  gboolean newer; /* results, statistics or a program came after the last run */
  char     published[FAIR_HASH_LENGTH + 1]; /* hash of the picks as they were published */
  char     replayed[FAIR_HASH_LENGTH + 1];  /* and as they were made again */
} FairDrill;

FairDrillOutcome fair_drill_run (const char *backup, FairDrill *out, GError **error);

G_END_DECLS
