/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairCsvWriter:
 *
 * Writes RFC 4180 text: CRLF line ends, quotes only where needed, numbers in the C locale. Text cells that a
 * spreadsheet would run as a formula (`= + - @`, tab, carriage return) are guarded with a leading apostrophe.
 */
typedef struct _FairCsvWriter FairCsvWriter;

FairCsvWriter *fair_csv_writer_new     (void);
void           fair_csv_writer_free    (FairCsvWriter *self);
void           fair_csv_writer_header  (FairCsvWriter *self, const char *const *names);
void           fair_csv_writer_text    (FairCsvWriter *self, const char *text);
void           fair_csv_writer_integer (FairCsvWriter *self, gint64 number);
void           fair_csv_writer_number  (FairCsvWriter *self, double number, guint decimals);
void           fair_csv_writer_boolean (FairCsvWriter *self, gboolean value);
void           fair_csv_writer_time    (FairCsvWriter *self, gint64 time);
void           fair_csv_writer_empty   (FairCsvWriter *self);
void           fair_csv_writer_end_row (FairCsvWriter *self);
GBytes        *fair_csv_writer_finish  (FairCsvWriter *self);

/**
 * FairCsvTable:
 *
 * A parsed file: a header, and rows that all have as many cells as the header. Guards are removed from text cells.
 */
typedef struct
{
  GStrv      header;
  GPtrArray *rows;  /* of GStrv */
  GArray    *lines; /* of guint: the line of the file on which each row begins, from 1 */
} FairCsvTable;

FairCsvTable *fair_csv_parse        (const char *text, gsize length, GError **error);
void          fair_csv_table_free   (FairCsvTable *self);
int           fair_csv_table_column (const FairCsvTable *self, const char *name);
const char   *fair_csv_table_cell   (const FairCsvTable *self, guint row, int column);
guint         fair_csv_table_line   (const FairCsvTable *self, guint row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairCsvWriter, fair_csv_writer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairCsvTable, fair_csv_table_free)

G_END_DECLS
