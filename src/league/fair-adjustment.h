/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-week.h"

G_BEGIN_DECLS

#define FAIR_MOST_ADJUSTMENT 21.0 /* points */
#define FAIR_LONGEST_NOTE    200  /* characters */

/**
 * FairAdjustment:
 *
 * What a person knows and the model does not: a quarterback is out, starters opt out. It is never forgotten, only
 * withdrawn, so that the record stays explained.
 */
typedef struct
{
  gint64 id;
  gint64 team_id; /* of all its games; 0 where it is of one game */
  gint64 game_id; /* 0 where it is of a team */
  double margin;  /* points that the team gains, or the game's home side; negative where it loses them */
  double total;   /* points that are added to the total */
  char  *note;
  gint64 made_at;      /* UTC seconds */
  gint64 expires_at;   /* of a team it concerns no game that kicks off later */
  gint64 withdrawn_at; /* FAIR_TIME_UNKNOWN: it was not */
} FairAdjustment;

void     fair_adjustment_clear  (FairAdjustment *self);
gboolean fair_adjustment_check  (const FairAdjustment *self, GError **error);
gboolean fair_adjustment_counts (const FairAdjustment *self, gint64 freeze, gint64 kickoff);
gint64   fair_adjustment_expiry (gint64 now);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairAdjustment, fair_adjustment_clear)

G_END_DECLS
