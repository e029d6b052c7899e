/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines by hand, for the day on which nothing answers: a sheet to fill in, and the sheet filled in. */
#include "fair-cli.h"

#include "fair-error.h"
#include "fair-file.h"
#include "fair-json.h"
#include "fair-typed-lines.h"

#include <glib/gi18n-lib.h>

#define LARGEST_SHEET (1024 * 1024)

/* @path: (nullable): the sheet that was written; else @n lines were taken */
static void
print_json (const char *path, guint n)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  if (path != NULL)
    fair_json_text (builder, "file", path);
  else
    fair_json_integer (builder, "lines", n);
  json_builder_end_object (builder);
  text = fair_json_finish (builder, TRUE);
  g_print ("%s\n", text);
}

static int
write_sheet (FairCli *cli, const char *path, GError **error)
{
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GBytes) sheet = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE, _("“%s” is there already; name another file."), path);
      return FAIR_EXIT_USAGE;
    }
  store = fair_cli_open_reader (cli, error);
  sheet = store == NULL ? NULL : fair_typed_lines_sheet (store, cli->profile, error);
  if (sheet == NULL
      || !fair_file_write_atomically (path, g_bytes_get_data (sheet, NULL), g_bytes_get_size (sheet), 0644, error))
    return FAIR_EXIT_FAILED;
  if (cli->json)
    print_json (path, 0);
  else
    g_print (_("Wrote %s; type each home team's spread (negative = favoured), the total and the odds, save it as CSV, and "
               "then “fair lines take FILE”.\n"),
             path);
  return FAIR_EXIT_DONE;
}

static int
take_sheet (FairCli *cli, const char *path, GError **error)
{
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) sheet = NULL;
  char *text;
  gsize length;
  guint n;

  if (!g_file_get_contents (path, &text, &length, &problem))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                   _("The sheet cannot be read (%s); name the file that you filled in and saved as CSV."), problem->message);
      return FAIR_EXIT_USAGE;
    }
  sheet = g_bytes_new_take (text, length);
  if (length > LARGEST_SHEET)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA, _("“%s” is too large for a sheet of lines; name another file."),
                   path);
      return FAIR_EXIT_FAILED;
    }
  store = fair_store_open_writer (cli->profile->paths, error);
  if (store == NULL || !fair_typed_lines_take (store, cli->profile, sheet, &n, error))
    return FAIR_EXIT_FAILED;
  if (cli->json)
    print_json (NULL, n);
  else
    g_print (ngettext ("%u line was taken; “fair run” makes picks of it, also while the API is down.\n",
                       "%u lines were taken; “fair run” makes picks of them, also while the API is down.\n", n),
             n);
  return FAIR_EXIT_DONE;
}

int
fair_command_typed (FairCli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };

  if (!fair_cli_parse (entries, "sheet FILE|take FILE", &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  if (argc == 3 && g_str_equal (argv[1], "sheet"))
    return write_sheet (cli, argv[2], error);
  if (argc == 3 && g_str_equal (argv[1], "take"))
    return take_sheet (cli, argv[2], error);
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE, _("Say which file: fair lines sheet FILE, or take FILE."));
  return FAIR_EXIT_USAGE;
}
