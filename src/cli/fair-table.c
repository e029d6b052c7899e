/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define GAP 2 /* spaces between columns */

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
    g_string_append_printf (line, "%*s%s%*s", padding, "", text, GAP, "");
  else
    g_string_append_printf (line, "%s%*s", text, padding + GAP, "");
}

/* Columns of the terminal; 0 where the output goes elsewhere, which has room for everything. */
static int
terminal_width (void)
{
  struct winsize size;

  return isatty (STDOUT_FILENO) && ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static void
measure (const FairTableColumn *columns, guint n, GPtrArray *rows, int *widths)
{
  for (guint j = 0; j < n; j++)
    {
      widths[j] = g_utf8_strlen (_(columns[j].title), -1);
      for (guint i = 0; i < rows->len; i++)
        widths[j] = MAX (widths[j], (int) g_utf8_strlen (((char **) g_ptr_array_index (rows, i))[j], -1));
    }
}

/* Sets the width of each column that does not fit to -1.
   Returns: how many do not */
static guint
leave_out (const FairTableColumn *columns, guint n, int *widths)
{
  int room = terminal_width ();
  int total = -GAP;
  guint n_out = 0;

  for (guint j = 0; j < n; j++)
    total += widths[j] + GAP;
  while (room > 0 && total > room)
    {
      guint first = n;

      for (guint j = 0; j < n; j++)
        if (widths[j] >= 0 && columns[j].spare > 0 && (first == n || columns[j].spare < columns[first].spare))
          first = j;
      if (first == n)
        break;
      total -= widths[first] + GAP;
      widths[first] = -1;
      n_out++;
    }
  return n_out;
}

static void
print_line (const FairTableColumn *columns, guint n, const int *widths, char **cells)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint j = 0; j < n; j++)
    if (widths[j] >= 0)
      add_cell (line, cells == NULL ? _(columns[j].title) : cells[j], widths[j], columns[j].right);
  g_print ("%s\n", g_strchomp (line->str));
}

/**
 * fair_table_print:
 * @columns: with untranslated titles
 * @n: how many
 * @rows: (element-type GStrv): of at least @n cells each
 *
 * Prints a table whose columns are as wide as their longest cells. On a terminal that is too narrow the columns that can
 * be spared are left out, and it is said.
 */
void
fair_table_print (const FairTableColumn *columns, guint n, GPtrArray *rows)
{
  g_autofree int *widths = g_new0 (int, n);
  guint n_out;

  measure (columns, n, rows, widths);
  n_out = leave_out (columns, n, widths);
  print_line (columns, n, widths, NULL);
  for (guint i = 0; i < rows->len; i++)
    print_line (columns, n, widths, g_ptr_array_index (rows, i));
  if (n_out > 0)
    g_print (ngettext ("%u column has no room here; a wider terminal, a pipe or --json shows it.\n",
                       "%u columns have no room here; a wider terminal, a pipe or --json shows them.\n", n_out),
             n_out);
}
