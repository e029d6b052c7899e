/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-csv.h"

#include "fair-clock.h"
#include "fair-error.h"

#include <math.h>
#include <string.h>

static char *
finish (FairCsvWriter *writer)
{
  g_autoptr (GBytes) bytes = fair_csv_writer_finish (writer);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_writer (void)
{
  const char *const names[] = { "a", "b", NULL };
  g_autoptr (FairCsvWriter) writer = fair_csv_writer_new ();
  g_autofree char *text = NULL;
  g_autofree char *nothing = NULL;

  fair_csv_writer_header (writer, names);
  fair_csv_writer_text (writer, "Hawai'i, \"Rainbow\"");
  fair_csv_writer_integer (writer, G_MININT64);
  fair_csv_writer_end_row (writer);
  fair_csv_writer_number (writer, -3.25, 1);
  fair_csv_writer_number (writer, 0.15, 3);
  fair_csv_writer_end_row (writer);
  fair_csv_writer_boolean (writer, TRUE);
  fair_csv_writer_time (writer, 1697025600);
  fair_csv_writer_end_row (writer);
  text = finish (writer);
  g_assert_cmpstr (text, ==,
                   "a,b\r\n\"Hawai'i, \"\"Rainbow\"\"\",-9223372036854775808\r\n-3.2,0.150\r\n"
                   "true,2023-10-11T12:00:00Z\r\n");
  nothing = finish (writer);
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_unknown_is_empty (void)
{
  g_autoptr (FairCsvWriter) writer = fair_csv_writer_new ();
  g_autofree char *text = NULL;

  fair_csv_writer_number (writer, NAN, 2);
  fair_csv_writer_number (writer, INFINITY, 2);
  fair_csv_writer_number (writer, -0.0, 1);
  fair_csv_writer_number (writer, -0.04, 1);
  fair_csv_writer_time (writer, FAIR_TIME_UNKNOWN);
  fair_csv_writer_text (writer, NULL);
  fair_csv_writer_empty (writer);
  fair_csv_writer_end_row (writer);
  text = finish (writer);
  g_assert_cmpstr (text, ==, ",,0.0,0.0,,,\r\n");
}

/* What a spreadsheet would run is guarded in the file and unchanged after reading. */
static void
test_guards (void)
{
  const char *const cells[] = { "=SUM(A1)", "+1", "-x", "@y", "\tz", "'quoted", "''", "'", "plain", "", "a\r\nb" };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr (FairCsvWriter) writer = fair_csv_writer_new ();
      g_autoptr (FairCsvTable) table = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      fair_csv_writer_text (writer, "head");
      fair_csv_writer_end_row (writer);
      fair_csv_writer_text (writer, cells[i]);
      fair_csv_writer_end_row (writer);
      text = finish (writer);
      g_assert_null (strstr (text, "\r\n="));
      g_assert_null (strstr (text, "\r\n@"));
      table = fair_csv_parse (text, strlen (text), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (table->rows->len, ==, 1);
      g_assert_cmpstr (fair_csv_table_cell (table, 0, 0), ==, cells[i]);
    }
}

static void
test_parse (void)
{
  const char *text = "\xef\xbb\xbf" "id,\"na\"\"me\"\n1,\"two\nlines, and a comma\"\r\n2,";
  g_autoptr (GError) error = NULL;
  g_autoptr (FairCsvTable) table = fair_csv_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpint (fair_csv_table_column (table, "na\"me"), ==, 1);
  g_assert_cmpint (fair_csv_table_column (table, "id "), ==, -1);
  g_assert_cmpuint (table->rows->len, ==, 2);
  g_assert_cmpstr (fair_csv_table_cell (table, 0, 1), ==, "two\nlines, and a comma");
  g_assert_cmpstr (fair_csv_table_cell (table, 1, 1), ==, "");
}

/* Spreadsheets of half the world, and editors that end a file with an empty line. */
static void
test_parse_others (void)
{
  const char *const texts[] = { "a,b\n\n1,\"2,5\"\n", "a;b\r\n  \r\n1;2,5\r\n\r\n", "\"a\"\tb\n\n1\t2,5" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FairCsvTable) table = fair_csv_parse (texts[i], strlen (texts[i]), &error);

      g_assert_no_error (error);
      g_assert_cmpuint (table->rows->len, ==, 1);
      g_assert_cmpstr (fair_csv_table_cell (table, 0, 0), ==, "1");
      g_assert_cmpstr (fair_csv_table_cell (table, 0, 1), ==, "2,5");
      g_assert_cmpuint (fair_csv_table_line (table, 0), ==, 3);
    }
}

static void
test_parse_refuses (void)
{
  const char *const texts[] = { "a,b\r\n1\r\n", "a,b\r\n1,2,3\r\n", "a,b\r\n1,\"2\r\n", "a,b\r\n1,\xff\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fair_csv_parse (texts[i], strlen (texts[i]), &error));
      g_assert_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
    }
}

/* The reader names the line on which the trouble begins, counting lines inside quotes. */
static void
test_parse_names_the_line (void)
{
  const char *text = "a,b\n\"1\n1\",2\nshort\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (fair_csv_parse (text, strlen (text), &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
  g_assert_nonnull (strstr (error->message, "4"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/csv/writer", test_writer);
  g_test_add_func ("/base/csv/unknown", test_unknown_is_empty);
  g_test_add_func ("/base/csv/guards", test_guards);
  g_test_add_func ("/base/csv/parse", test_parse);
  g_test_add_func ("/base/csv/others", test_parse_others);
  g_test_add_func ("/base/csv/refuses", test_parse_refuses);
  g_test_add_func ("/base/csv/line", test_parse_names_the_line);
  return g_test_run ();
}
