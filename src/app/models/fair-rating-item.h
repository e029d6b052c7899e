/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-rating-table.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* What a ratings table shows, in its first order. */
typedef enum
{
  FAIR_RATING_RANK,
  FAIR_RATING_TEAM,
  FAIR_RATING_CONFERENCE,
  FAIR_RATING_OVERALL,
  FAIR_RATING_CHANGE,
  FAIR_RATING_OFFENSE,
  FAIR_RATING_DEFENSE,
  FAIR_RATING_UNCERTAINTY,
  FAIR_N_RATING_COLUMNS
} FairRatingColumn;

/**
 * FairRatingItem:
 *
 * A row of the ratings table on the screen.
 */
#define FAIR_TYPE_RATING_ITEM (fair_rating_item_get_type ())
G_DECLARE_FINAL_TYPE (FairRatingItem, fair_rating_item, FAIR, RATING_ITEM, GObject)

FairRatingItem      *fair_rating_item_new      (const FairRatingRow *row);
const FairRatingRow *fair_rating_item_get_row  (FairRatingItem *self);
char                *fair_rating_item_to_text  (FairRatingItem *self, FairRatingColumn column);
int                  fair_rating_item_compare  (FairRatingItem *self, FairRatingItem *other, FairRatingColumn column);

const char          *fair_rating_column_title  (FairRatingColumn column);
const char          *fair_rating_column_meaning (FairRatingColumn column);
gboolean             fair_rating_column_is_text (FairRatingColumn column);

G_END_DECLS
