/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cli.h"

#include "fair-error.h"
#include "fair-json.h"

#include <glib/gi18n-lib.h>

/* For a machine without a window. */
static int
list (FairCli *cli)
{
  FairSettings *settings = cli->profile->settings;
  g_auto (GStrv) keys = fair_settings_list (settings);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *value = fair_settings_get_text (settings, keys[i]);
      g_autofree char *summary = fair_settings_get_summary (settings, keys[i]);

      fair_json_text (builder, keys[i], value);
      if (!cli->json)
        g_print ("%-26s %-20s %s\n", keys[i], value, summary);
    }
  json_builder_end_object (builder);
  json = fair_json_finish (builder, TRUE);
  if (cli->json)
    g_print ("%s\n", json);
  return FAIR_EXIT_DONE;
}

static int
tell (FairCli *cli, const char *key)
{
  g_autofree char *value = fair_settings_get_text (cli->profile->settings, key);

  g_print ("%s\n", value);
  return FAIR_EXIT_DONE;
}

static gboolean
check_key (FairCli *cli, const char *key, GError **error)
{
  if (fair_settings_has (cli->profile->settings, key))
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE, _("There is no setting “%s”; “fair settings” lists them."), key);
  return FALSE;
}

int
fair_command_settings (FairCli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  FairSettings *settings = NULL;
  const char *verb;

  if (!fair_cli_parse (entries, "[list|get KEY|set KEY VALUE|reset KEY]", &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  settings = cli->profile->settings;
  verb = argc < 2 ? "list" : argv[1];
  if (g_str_equal (verb, "list") && argc <= 2)
    return list (cli);
  if (argc > 2 && !check_key (cli, argv[2], error))
    return FAIR_EXIT_USAGE;
  if (g_str_equal (verb, "get") && argc == 3)
    return tell (cli, argv[2]);
  if (g_str_equal (verb, "set") && argc == 4)
    return fair_settings_set_text (settings, argv[2], argv[3], error) ? tell (cli, argv[2]) : FAIR_EXIT_FAILED;
  if (g_str_equal (verb, "reset") && argc == 3)
    return fair_settings_reset (settings, argv[2], error) ? tell (cli, argv[2]) : FAIR_EXIT_FAILED;
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                       _("Say what to do: fair settings, or fair settings get KEY, set KEY VALUE or reset KEY."));
  return FAIR_EXIT_USAGE;
}
