/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-sign.h"
#include "fair-week.h"

G_BEGIN_DECLS

typedef enum
{
  FAIR_CONFIDENCE_LOW,
  FAIR_CONFIDENCE_MEDIUM,
  FAIR_CONFIDENCE_HIGH,
} FairConfidence;

/**
 * FairPick:
 *
 * One row of the picks table: what we say of one market of one game, against one real book's line. There is one for
 * every market, also where we pass; then @is_pick is FALSE and @reason says why.
 */
typedef struct
{
  FairWeek       week;
  gint64         game_id;
  gint64         kickoff; /* UTC seconds */
  const char    *away_team; /* interned */
  const char    *home_team; /* interned */
  gboolean       neutral_site;
  FairMarket     market;
  FairSide       side;  /* the better one for us; FAIR_SIDE_NONE without a line */
  double         line;  /* of that side: points, or the American odds of a moneyline; NaN without a line */
  int            price; /* American odds; 0 without a line */
  const char    *provider; /* interned; NULL without a line */
  double         model_value; /* the model's number in the frame of @line */
  double         edge_points; /* > 0 favours @side */
  double         win_probability;  /* NaN without a line */
  double         push_probability;
  double         expected_value; /* per unit staked */
  double         stake_units;
  FairConfidence confidence;
  gboolean       is_pick;
  const char    *reason; /* interned short code of a pass; "" for a pick */
  char           model_id[16];
  gint64         frozen_at; /* UTC seconds */
} FairPick;

/**
 * FairSettledPick:
 *
 * A published pick and how it ended.
 */
typedef struct
{
  FairPick    pick;
  gint64      publication; /* the store's number of the published table */
  gboolean    replay; /* made afterwards at the week's own freeze; never counted as a live record */
  FairOutcome outcome;
  double      units; /* won or lost; 0 for push, void and open */
  double      closing_line_value; /* points by which the close moved towards us; NaN unknown */
} FairSettledPick;

const char *fair_confidence_to_string (FairConfidence confidence);
gboolean    fair_confidence_parse     (const char *text, FairConfidence *out);
guint       fair_pick_count           (const GArray *picks);

G_END_DECLS
