/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-rating-item.h"

#include "fair-number.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FairRatingItem
{
  GObject       parent_instance;
  FairRatingRow row;
};

G_DEFINE_FINAL_TYPE (FairRatingItem, fair_rating_item, G_TYPE_OBJECT)

static const struct
{
  const char *title;
  const char *meaning;
  gboolean    is_text;
} columns[FAIR_N_RATING_COLUMNS] = {
  [FAIR_RATING_RANK] = { N_ ("Rank"), N_ ("1 is the best of the FBS"), FALSE },
  [FAIR_RATING_TEAM] = { N_ ("Team"), NULL, TRUE },
  [FAIR_RATING_CONFERENCE] = { N_ ("Conference"), NULL, TRUE },
  [FAIR_RATING_OVERALL] = { N_ ("Overall"), N_ ("Points by which it would beat an average FBS team on a neutral field"), FALSE },
  [FAIR_RATING_CHANGE] = { N_ ("Change"), N_ ("Of overall since last week, points"), FALSE },
  [FAIR_RATING_OFFENSE] = { N_ ("Offense"), N_ ("Points scored above average"), FALSE },
  [FAIR_RATING_DEFENSE] = { N_ ("Defense"), N_ ("Points prevented above average"), FALSE },
  [FAIR_RATING_UNCERTAINTY] = { N_ ("±"), N_ ("Standard deviation of overall, points"), FALSE },
};

static void
fair_rating_item_class_init (FairRatingItemClass *klass)
{
}

static void
fair_rating_item_init (FairRatingItem *self)
{
}

FairRatingItem *
fair_rating_item_new (const FairRatingRow *row)
{
  FairRatingItem *self = g_object_new (FAIR_TYPE_RATING_ITEM, NULL);

  self->row = *row;
  return self;
}

const FairRatingRow *
fair_rating_item_get_row (FairRatingItem *self)
{
  return &self->row;
}

static double
number_of (const FairRatingRow *row, FairRatingColumn column)
{
  switch (column)
    {
    case FAIR_RATING_RANK:
      return -(double) row->rank; /* the best first, as everywhere */
    case FAIR_RATING_OVERALL:
      return row->rating.overall;
    case FAIR_RATING_CHANGE:
      return row->change;
    case FAIR_RATING_OFFENSE:
      return row->rating.offense;
    case FAIR_RATING_DEFENSE:
      return row->rating.defense;
    default:
      return row->rating.overall_sd;
    }
}

/**
 * fair_rating_item_to_text:
 *
 * Returns: (transfer full): what a cell says
 */
char *
fair_rating_item_to_text (FairRatingItem *self, FairRatingColumn column)
{
  const FairRatingRow *row = &self->row;

  if (column == FAIR_RATING_RANK)
    return g_strdup_printf ("%u", row->rank);
  if (column == FAIR_RATING_TEAM)
    return g_strdup (row->school);
  if (column == FAIR_RATING_CONFERENCE)
    return g_strdup (row->conference == NULL ? "–" : row->conference);
  if (column == FAIR_RATING_UNCERTAINTY)
    return fair_number_to_text (row->rating.overall_sd, 1);
  return fair_number_signed (number_of (row, column), 1);
}

/**
 * fair_rating_item_compare:
 *
 * Returns: their order, words from A to Z and numbers from the greatest; what is unknown comes last
 */
int
fair_rating_item_compare (FairRatingItem *self, FairRatingItem *other, FairRatingColumn column)
{
  double a = number_of (&self->row, column);
  double b = number_of (&other->row, column);

  if (column == FAIR_RATING_TEAM)
    return g_utf8_collate (self->row.school, other->row.school);
  if (column == FAIR_RATING_CONFERENCE)
    return g_strcmp0 (self->row.conference, other->row.conference);
  if (isnan (a) || isnan (b))
    return isnan (a) - isnan (b);
  return (b > a) - (b < a);
}

const char *
fair_rating_column_title (FairRatingColumn column)
{
  return _(columns[column].title);
}

/**
 * fair_rating_column_meaning:
 *
 * Returns: (nullable): the column's unit and frame, in words
 */
const char *
fair_rating_column_meaning (FairRatingColumn column)
{
  return columns[column].meaning == NULL ? NULL : _(columns[column].meaning);
}

gboolean
fair_rating_column_is_text (FairRatingColumn column)
{
  return columns[column].is_text;
}
