/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cli.h"

#include "fair-chart-draw.h"
#include "fair-error.h"
#include "fair-file.h"
#include "fair-json.h"
#include "fair-record-chart.h"
#include "fair-store-book.h"
#include "fair-store-ledger.h"

#include <glib/gi18n-lib.h>

#define WIDTH  820
#define HEIGHT 460

static gboolean
load_chart (FairCli *cli, FairRecordChart which, gboolean replay, FairChart **out, GError **error)
{
  g_autoptr (FairStore) store = fair_cli_open_reader (cli, error);
  g_autoptr (FairBook) book = store == NULL ? NULL : fair_store_load_book (store, error);
  g_autoptr (GArray) record = book == NULL ? NULL : fair_store_load_record (store, error);

  if (record == NULL)
    return FALSE;
  *out = fair_record_chart_new (which, (const FairSettledPick *) (gpointer) record->data, record->len, book, replay);
  return TRUE;
}

static gboolean
write_csv (const FairChart *chart, const char *path, GError **error)
{
  g_autoptr (GBytes) csv = fair_chart_to_csv (chart);

  return fair_file_write_atomically (path, g_bytes_get_data (csv, NULL), g_bytes_get_size (csv), 0644, error);
}

static gboolean
write_files (const FairChart *chart, const char *const *paths, FairChartTheme theme, GError **error)
{
  for (; *paths != NULL; paths++)
    if (!(g_str_has_suffix (*paths, ".csv") ? write_csv (chart, *paths, error)
                                            : fair_chart_save (chart, *paths, WIDTH, HEIGHT, theme, error)))
      return FALSE;
  return TRUE;
}

static void
print_json (const char *name, const char *text, const char *const *files)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *out = NULL;

  json_builder_begin_object (builder);
  fair_json_text (builder, "chart", name);
  fair_json_text (builder, "description", text);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (; files != NULL && *files != NULL; files++)
    json_builder_add_string_value (builder, *files);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  out = fair_json_finish (builder, TRUE);
  g_print ("%s\n", out);
}

int
fair_command_chart (FairCli *cli, int argc, char **argv, GError **error)
{
  gboolean replay = FALSE;
  gboolean dark = FALSE;
  g_auto (GStrv) files = NULL;
  const GOptionEntry entries[] = {
    { "png", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, N_ ("Write the picture"), "FILE" },
    { "svg", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, N_ ("Write the picture"), "FILE" },
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, N_ ("Write the picture"), "FILE" },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, N_ ("Write what it shows as a table"), "FILE" },
    { "replay", 0, 0, G_OPTION_ARG_NONE, &replay, N_ ("Of the replayed weeks"), NULL },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, N_ ("On a dark ground"), NULL },
    { NULL },
  };
  g_autoptr (FairChart) chart = NULL;
  g_autofree char *text = NULL;
  FairRecordChart which;

  if (!fair_cli_parse (entries, "units|edge|weekly|calibration|error", &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  if (argc != 2 || !fair_record_chart_parse (argv[1], &which))
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                           _("Say which chart: fair chart units, edge, weekly, calibration or error."));
      return FAIR_EXIT_USAGE;
    }
  if (!load_chart (cli, which, replay, &chart, error))
    return FAIR_EXIT_FAILED;
  if (files != NULL && !write_files (chart, (const char *const *) files, dark ? FAIR_THEME_DARK : FAIR_THEME_LIGHT, error))
    return FAIR_EXIT_FAILED;
  text = fair_chart_describe (chart);
  if (cli->json)
    print_json (argv[1], text, (const char *const *) files);
  else
    g_print ("%s\n", text);
  return FAIR_EXIT_DONE;
}
