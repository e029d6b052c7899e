/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-store.h"

G_BEGIN_DECLS

/**
 * FairWeekPlan:
 *
 * A week that a weekly job predicts: the games with these indexes, at these freezes.
 */
typedef struct
{
  FairWeek week;
  gboolean replay;    /* made afterwards: where all of it has begun, each game is predicted at its own freeze */
  gboolean hindsight; /* a replay of a week that the clock has before it, since results of it are stored */
  gboolean published; /* before */
  GArray  *requests;  /* of FairForecastRequest */
  guint    first;     /* of its predictions among all */
} FairWeekPlan;

gboolean     fair_week_plan_choose (const FairBook *book, gint64 now, FairWeek *out, GError **error);
FairWeekPlan fair_week_plan_make   (const FairBook *book, const FairWeek *week, gint64 now);
GArray      *fair_week_plan_all    (FairStore *store, const FairBook *book, const FairWeek *week, gint64 now,
                                    GError **error);
void         fair_week_plan_clear  (FairWeekPlan *self);

G_END_DECLS
