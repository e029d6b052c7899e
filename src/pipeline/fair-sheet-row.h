/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-csv.h"
#include "fair-pick-text.h"

G_BEGIN_DECLS

/**
 * FairSheetColumn:
 *
 * What a picks table may show, in its first order.
 */
typedef enum
{
  FAIR_SHEET_KICKOFF,
  FAIR_SHEET_MATCHUP,
  FAIR_SHEET_MARKET,
  FAIR_SHEET_PICK,
  FAIR_SHEET_NEWS, /* what a refresh of the lines brought */
  FAIR_SHEET_LINE,
  FAIR_SHEET_BOOK,
  FAIR_SHEET_PRICE,
  FAIR_SHEET_MODEL,
  FAIR_SHEET_EDGE,
  FAIR_SHEET_PROBABILITY,
  FAIR_SHEET_VALUE,
  FAIR_SHEET_STAKE,
  FAIR_SHEET_CONFIDENCE,
  FAIR_SHEET_STATUS,
  FAIR_N_SHEET_COLUMNS
} FairSheetColumn;

/**
 * FairSheetRow:
 *
 * A pick with what has become known beside it.
 */
typedef struct
{
  FairPick    pick;
  FairPick    now; /* priced against today's lines, where @repriced */
  gboolean    repriced;
  gboolean    moved;  /* its line or price is another one */
  gboolean    stands; /* of a pick: it still is one */
  gboolean    provisional; /* made before everything was fetched */
  gboolean    under_way; /* its kickoff is over */
  gboolean    kickoff_tbd; /* only the date is known */
  const char *away_conference; /* interned; nullable */
  const char *home_conference;
  FairOutcome outcome;
  double      units; /* won or lost */
} FairSheetRow;

const char *fair_sheet_column_id      (FairSheetColumn column);
const char *fair_sheet_column_title   (FairSheetColumn column);
const char *fair_sheet_column_meaning (FairSheetColumn column);
gboolean    fair_sheet_column_is_text (FairSheetColumn column);

char       *fair_sheet_row_to_text    (const FairSheetRow *self, FairSheetColumn column, FairOddsFormat format);
double      fair_sheet_row_to_number  (const FairSheetRow *self, FairSheetColumn column);
void        fair_sheet_row_to_csv     (const FairSheetRow *self, FairSheetColumn column, FairCsvWriter *writer);

G_END_DECLS
