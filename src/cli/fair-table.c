/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/**
 * fair_table_number:
 * @format: such as "%+.1f"
 *
 * Returns: (transfer full): a cell, "-" where the number is unknown
 */
char *
fair_table_number (const char *format, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE + 64];

  return g_strdup (isnan (number) ? "-" : g_ascii_formatd (buffer, sizeof buffer, format, number));
}

/* Padded by what is seen, not by bytes: names have accents. */
static void
add_cell (GString *line, const char *text, int width, gboolean right)
{
  int padding = width - (int) g_utf8_strlen (text, -1);

  if (right)
    g_string_append_printf (line, "%*s%s  ", padding, "", text);
  else
    g_string_append_printf (line, "%s%*s  ", text, padding, "");
}

/**
 * fair_table_print:
 * @columns: with untranslated titles
 * @n: how many
 * @rows: (element-type GStrv): of at least @n cells each
 *
 * Prints a table whose columns are as wide as their longest cells.
 */
void
fair_table_print (const FairTableColumn *columns, guint n, GPtrArray *rows)
{
  g_autofree int *widths = g_new0 (int, n);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint j = 0; j < n; j++)
    {
      widths[j] = g_utf8_strlen (_(columns[j].title), -1);
      for (guint i = 0; i < rows->len; i++)
        widths[j] = MAX (widths[j], (int) g_utf8_strlen (((char **) g_ptr_array_index (rows, i))[j], -1));
      add_cell (line, _(columns[j].title), widths[j], columns[j].right);
    }
  g_print ("%s\n", g_strchomp (line->str));
  for (guint i = 0; i < rows->len; i++)
    {
      g_string_truncate (line, 0);
      for (guint j = 0; j < n; j++)
        add_cell (line, ((char **) g_ptr_array_index (rows, i))[j], widths[j], columns[j].right);
      g_print ("%s\n", g_strchomp (line->str));
    }
}
