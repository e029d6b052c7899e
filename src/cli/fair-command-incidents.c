/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened: each change of what is watched, and what a person noted. */
#include "fair-cli.h"

#include "fair-error.h"
#include "fair-file.h"
#include "fair-incident-csv.h"
#include "fair-json.h"
#include "fair-monitor.h"
#include "fair-store-watch.h"

#include <glib/gi18n-lib.h>

static const char *
title_of (const FairStateChange *change)
{
  FairRule rule;

  if (fair_rule_parse (change->rule, &rule))
    return fair_rule_get_title (rule);
  return g_str_equal (change->rule, FAIR_NOTICE_RULE) ? _("Notice to the readers") : _("Note");
}

static void
print_incidents (const GArray *incidents)
{
  for (guint i = 0; i < incidents->len; i++)
    {
      const FairStateChange *change = &g_array_index (incidents, FairStateChange, i);
      g_autofree char *time = fair_cli_local_time (change->changed_at);
      gboolean note = g_str_equal (change->before, change->after);

      g_print ("%s  %s%s%s%s%s\n", time, title_of (change), note ? "" : ": ", note ? "" : change->before,
               note ? "" : " → ", note ? "" : change->after);
      g_print ("    %s\n", change->sentence);
    }
  if (incidents->len == 0)
    g_print (_("Nothing has happened yet that is worth a word.\n"));
}

static void
print_json (const GArray *incidents)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < incidents->len; i++)
    {
      const FairStateChange *change = &g_array_index (incidents, FairStateChange, i);

      json_builder_begin_object (builder);
      fair_json_time (builder, "time_utc", change->changed_at);
      fair_json_text (builder, "rule", change->rule);
      fair_json_text (builder, "before", change->before);
      fair_json_text (builder, "after", change->after);
      fair_json_text (builder, "sentence", change->sentence);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  text = fair_json_finish (builder, TRUE);
  g_print ("%s\n", text);
}

static gboolean
export (const GArray *incidents, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = fair_incidents_to_csv (incidents);

  return fair_file_write_atomically (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 0644, error);
}

static int
list (FairCli *cli, const char *csv, GError **error)
{
  g_autoptr (FairStore) store = fair_cli_open_reader (cli, error);
  g_autoptr (GArray) incidents = store == NULL ? NULL : fair_store_list_state_changes (store, "", error);

  if (incidents == NULL || (csv != NULL && !export (incidents, csv, error)))
    return FAIR_EXIT_FAILED;
  if (csv != NULL)
    g_print (_("Wrote %s\n"), csv);
  else if (cli->json)
    print_json (incidents);
  else
    print_incidents (incidents);
  return FAIR_EXIT_DONE;
}

static int
add (FairCli *cli, const char *text, GError **error)
{
  g_autoptr (FairStore) store = fair_store_open_writer (cli->profile->paths, error);

  if (store == NULL || !fair_store_add_note (store, FAIR_NOTE_RULE, text, fair_clock_now (cli->profile->clock), error))
    return FAIR_EXIT_FAILED;
  g_print (_("Noted.\n"));
  return FAIR_EXIT_DONE;
}

int
fair_command_incidents (FairCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *csv = NULL;
  const GOptionEntry entries[] = {
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv, N_ ("Write the list to this file"), "FILE" },
    { NULL },
  };

  if (!fair_cli_parse (entries, "list|add TEXT", &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  if (argc == 2 && g_str_equal (argv[1], "list"))
    return list (cli, csv, error);
  if (argc == 3 && g_str_equal (argv[1], "add") && g_utf8_validate (argv[2], -1, NULL) && *g_strstrip (argv[2]) != '\0')
    return add (cli, argv[2], error);
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE, _("Say what to do: fair incidents list, or add TEXT."));
  return FAIR_EXIT_USAGE;
}
