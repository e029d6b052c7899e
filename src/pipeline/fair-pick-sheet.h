/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-sheet-row.h"
#include "fair-store-ledger.h"

G_BEGIN_DECLS

/**
 * FairSheetFilter:
 *
 * Which rows of a table are shown.
 */
typedef struct
{
  gboolean    picks_only;
  const char *conference; /* nullable: games that a team of it plays in */
  const char *words;      /* nullable: all of them are in the row */
} FairSheetFilter;

/**
 * FairPickSheet:
 *
 * A week's picks table as a person looks at it: rows of numbers, what their cells say, what they are sorted and filtered
 * by, and how they leave as CSV or as tab-separated text.
 */
typedef struct _FairPickSheet FairPickSheet;

FairPickSheet      *fair_pick_sheet_new             (const FairBook *book, GArray *picks, gint64 now);
void                fair_pick_sheet_free            (FairPickSheet *self);
void                fair_pick_sheet_add_record      (FairPickSheet *self, GArray *record, gboolean replay);
void                fair_pick_sheet_add_lines       (FairPickSheet *self, GArray *repriced);
void                fair_pick_sheet_set_provisional (FairPickSheet *self);

guint               fair_pick_sheet_n_rows          (const FairPickSheet *self);
const FairSheetRow *fair_pick_sheet_row             (const FairPickSheet *self, guint row);
gboolean            fair_pick_sheet_has_news        (const FairPickSheet *self);
GPtrArray          *fair_pick_sheet_conferences     (const FairPickSheet *self);
double             *fair_pick_sheet_keys            (const FairPickSheet *self, FairSheetColumn column);
guint8             *fair_pick_sheet_match           (const FairPickSheet *self, const FairSheetFilter *filter);
char               *fair_pick_sheet_describe        (const FairPickSheet *self, const FairPublication *publication);

GBytes             *fair_pick_sheet_to_csv          (const FairPickSheet *self, const guint *rows, guint n_rows,
                                                     const FairSheetColumn *columns, guint n_columns);
char               *fair_pick_sheet_to_tsv          (const FairPickSheet *self, const guint *rows, guint n_rows,
                                                     const FairSheetColumn *columns, guint n_columns,
                                                     FairOddsFormat format);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairPickSheet, fair_pick_sheet_free)

G_END_DECLS
