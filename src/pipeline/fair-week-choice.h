/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-store-ledger.h"

G_BEGIN_DECLS

/**
 * FairWeekChoice:
 *
 * A week that can be looked at: the newest version of its live or replayed table, or the present week before it has one.
 */
typedef struct
{
  FairWeek        week;
  gboolean        present;     /* the one that is to be picked now */
  gboolean        has_table;
  FairPublication publication; /* where @has_table */
} FairWeekChoice;

GArray  *fair_week_choices           (const FairBook *book, GArray *publications, gint64 now);
guint    fair_week_choices_start     (GArray *choices);
guint    fair_week_choices_find      (GArray *choices, const FairWeek *week, gboolean replay);
char    *fair_week_choice_to_name    (const FairWeekChoice *self);
char    *fair_week_to_text           (const FairWeek *week);

G_END_DECLS
