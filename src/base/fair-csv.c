/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-csv.h"

#include "fair-clock.h"
#include "fair-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _FairCsvWriter
{
  GString *text;
  gboolean row_started;
};

/* What makes a spreadsheet run a cell as a formula. */
#define FORMULA_STARTS "=+-@\t\r"

FairCsvWriter *
fair_csv_writer_new (void)
{
  FairCsvWriter *self = g_new0 (FairCsvWriter, 1);

  self->text = g_string_new (NULL);
  return self;
}

void
fair_csv_writer_free (FairCsvWriter *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
append_raw (FairCsvWriter *self, const char *cell)
{
  if (self->row_started)
    g_string_append_c (self->text, ',');
  g_string_append (self->text, cell);
  self->row_started = TRUE;
}

/**
 * fair_csv_writer_header:
 * @names: NULL-terminated column names
 */
void
fair_csv_writer_header (FairCsvWriter *self, const char *const *names)
{
  for (; *names != NULL; names++)
    append_raw (self, *names);
  fair_csv_writer_end_row (self);
}

/**
 * fair_csv_writer_text:
 * @text: (nullable): NULL is an empty cell
 */
void
fair_csv_writer_text (FairCsvWriter *self, const char *text)
{
  g_autoptr (GString) cell = g_string_new (text);

  /* A leading apostrophe is doubled by one more, so that the reader can always take one away. */
  if (cell->len > 0 && (strchr (FORMULA_STARTS, cell->str[0]) != NULL || cell->str[0] == '\''))
    g_string_prepend_c (cell, '\'');
  if (strpbrk (cell->str, ",\"\r\n") != NULL)
    {
      g_string_replace (cell, "\"", "\"\"", 0);
      g_string_prepend_c (cell, '"');
      g_string_append_c (cell, '"');
    }
  append_raw (self, cell->str);
}

void
fair_csv_writer_integer (FairCsvWriter *self, gint64 number)
{
  char cell[32];

  g_snprintf (cell, sizeof cell, "%" G_GINT64_FORMAT, number);
  append_raw (self, cell);
}

/**
 * fair_csv_writer_number:
 * @number: NaN and infinities are an empty cell
 * @decimals: digits after the point
 */
void
fair_csv_writer_number (FairCsvWriter *self, double number, guint decimals)
{
  char format[16];
  char cell[G_ASCII_DTOSTR_BUF_SIZE + 16];

  if (!isfinite (number))
    {
      append_raw (self, "");
      return;
    }
  g_snprintf (format, sizeof format, "%%.%uf", MIN (decimals, 15));
  g_ascii_formatd (cell, sizeof cell, format, number);
  /* No "-0.0": a reader would take the sign for a side. */
  append_raw (self, cell[0] == '-' && strpbrk (cell, "123456789") == NULL ? cell + 1 : cell);
}

void
fair_csv_writer_boolean (FairCsvWriter *self, gboolean value)
{
  append_raw (self, value ? "true" : "false");
}

void
fair_csv_writer_time (FairCsvWriter *self, gint64 time)
{
  g_autofree char *cell = fair_time_format (time);

  append_raw (self, cell);
}

void
fair_csv_writer_empty (FairCsvWriter *self)
{
  append_raw (self, "");
}

void
fair_csv_writer_end_row (FairCsvWriter *self)
{
  g_string_append (self->text, "\r\n");
  self->row_started = FALSE;
}

/**
 * fair_csv_writer_finish:
 *
 * Returns: (transfer full): the text so far; the writer is empty again
 */
GBytes *
fair_csv_writer_finish (FairCsvWriter *self)
{
  GBytes *bytes = g_string_free_to_bytes (self->text);

  self->text = g_string_new (NULL);
  self->row_started = FALSE;
  return bytes;
}

/* Where the parser stands. */
typedef struct
{
  const char *at;
  const char *end;
  guint       line;
  char        delimiter;
} Cursor;

static gboolean
take_quoted_cell (Cursor *cursor, GString *cell, GError **error)
{
  guint first_line = cursor->line;

  for (cursor->at++; cursor->at < cursor->end; cursor->at++)
    {
      if (*cursor->at == '\n')
        cursor->line++;
      if (*cursor->at != '"')
        {
          g_string_append_c (cell, *cursor->at);
          continue;
        }
      if (cursor->at + 1 < cursor->end && cursor->at[1] == '"')
        {
          g_string_append_c (cell, '"');
          cursor->at++;
          continue;
        }
      cursor->at++;
      return TRUE;
    }
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
               _("The CSV file has a quote in line %u that is never closed; save it again as CSV."), first_line);
  return FALSE;
}

static gboolean
at_row_end (const Cursor *cursor)
{
  return cursor->at >= cursor->end || *cursor->at == '\n' || *cursor->at == '\r';
}

static gboolean
take_cell (Cursor *cursor, GPtrArray *row, GError **error)
{
  g_autoptr (GString) cell = g_string_new (NULL);

  if (cursor->at < cursor->end && *cursor->at == '"')
    {
      if (!take_quoted_cell (cursor, cell, error))
        return FALSE;
    }
  while (!at_row_end (cursor) && *cursor->at != cursor->delimiter)
    g_string_append_c (cell, *cursor->at++);

  if (cell->len > 1 && cell->str[0] == '\'')
    g_string_erase (cell, 0, 1);
  g_ptr_array_add (row, g_strdup (cell->str));
  return TRUE;
}

static GStrv
take_row (Cursor *cursor, GError **error)
{
  g_autoptr (GPtrArray) row = g_ptr_array_new_with_free_func (g_free);

  while (TRUE)
    {
      if (!take_cell (cursor, row, error))
        return NULL;
      if (at_row_end (cursor))
        break;
      cursor->at++; /* the delimiter */
    }
  if (cursor->at < cursor->end && *cursor->at == '\r')
    cursor->at++;
  if (cursor->at < cursor->end && *cursor->at == '\n')
    cursor->at++;
  cursor->line++;

  g_ptr_array_add (row, NULL);
  return (GStrv) g_ptr_array_steal (row, NULL);
}

static void
skip_byte_order_mark (Cursor *cursor)
{
  if (cursor->end - cursor->at >= 3 && memcmp (cursor->at, "\xef\xbb\xbf", 3) == 0)
    cursor->at += 3;
}

/* Where the comma stands in numbers, spreadsheets put something else between cells: the header tells. */
static char
find_delimiter (const Cursor *cursor)
{
  gboolean quoted = FALSE;

  for (const char *at = cursor->at; at < cursor->end && *at != '\n'; at++)
    {
      quoted = quoted != (*at == '"');
      if (!quoted && (*at == ',' || *at == ';' || *at == '\t'))
        return *at;
    }
  return ',';
}

/* Editors leave such lines at the end. In a table of one column it is an empty cell. */
static gboolean
is_blank (GStrv row, guint n_columns)
{
  return n_columns > 1 && row[1] == NULL && row[0][strspn (row[0], " \t")] == '\0';
}

/**
 * fair_csv_parse:
 * @text: UTF-8, with or without a byte order mark; lines end in CRLF or LF; cells are divided by commas, semicolons or
 *   tabs, whichever the header has first
 * @length: bytes in @text
 *
 * Returns: (transfer full): the table, or NULL with %FAIR_ERROR_BAD_DATA that names the line
 */
FairCsvTable *
fair_csv_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (FairCsvTable) table = g_new0 (FairCsvTable, 1);
  Cursor cursor = { text, text + length, 1, ',' };

  table->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                           _("The CSV file is not UTF-8 text; save it again with UTF-8 encoding."));
      return NULL;
    }
  skip_byte_order_mark (&cursor);
  cursor.delimiter = find_delimiter (&cursor);
  table->header = take_row (&cursor, error);
  if (table->header == NULL)
    return NULL;

  while (cursor.at < cursor.end)
    {
      guint line = cursor.line;
      g_auto (GStrv) row = take_row (&cursor, error);

      if (row == NULL)
        return NULL;
      if (is_blank (row, g_strv_length (table->header)))
        continue;
      if (g_strv_length (row) != g_strv_length (table->header))
        {
          g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                       _("Line %u of the CSV file has %u cells where the header has %u; check that line."), line,
                       g_strv_length (row), g_strv_length (table->header));
          return NULL;
        }
      g_ptr_array_add (table->rows, g_steal_pointer (&row));
      g_array_append_val (table->lines, line);
    }
  return g_steal_pointer (&table);
}

void
fair_csv_table_free (FairCsvTable *self)
{
  g_strfreev (self->header);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->lines);
  g_free (self);
}

/**
 * fair_csv_table_column:
 *
 * Returns: the index of the column called @name, or -1
 */
int
fair_csv_table_column (const FairCsvTable *self, const char *name)
{
  for (int i = 0; self->header[i] != NULL; i++)
    if (g_str_equal (self->header[i], name))
      return i;
  return -1;
}

const char *
fair_csv_table_cell (const FairCsvTable *self, guint row, int column)
{
  GStrv cells = g_ptr_array_index (self->rows, row);

  return cells[column];
}

/**
 * fair_csv_table_line:
 *
 * Returns: the line of the file on which the row begins, from 1
 */
guint
fair_csv_table_line (const FairCsvTable *self, guint row)
{
  return g_array_index (self->lines, guint, row);
}
