/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cli.h"

#include "fair-error.h"
#include "fair-key-check.h"
#include "fair-secrets.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_SECRET 1024

/**
 * fair_cli_read_secret:
 * @prompt: what a person is asked for
 *
 * Returns: (transfer full): a line of standard input, for fair_secrets_free(); NULL with %FAIR_ERROR_USAGE
 */
char *
fair_cli_read_secret (const char *prompt, GError **error)
{
  char line[MAX_SECRET];
  char *secret = NULL;

  if (isatty (STDIN_FILENO))
    g_printerr ("%s", prompt);
  if (fgets (line, sizeof line, stdin) == NULL || *g_strstrip (line) == '\0')
    g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                         _("Nothing came on standard input; paste it, or pipe it in."));
  else if (strlen (line) >= MAX_SECRET - 2)
    g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                         _("That is too long for what it should be; copy it again from where it came."));
  else
    secret = g_strdup (line);
  memset (line, 0, sizeof line);
  return secret;
}

static int
set_key (FairCli *cli, GError **error)
{
  g_autofree char *where = NULL;
  char *key = fair_cli_read_secret (_("Paste the key and press Enter: "), error);
  gboolean stored;

  if (key == NULL)
    return FAIR_EXIT_USAGE;
  stored = fair_secrets_store (FAIR_SECRET_CFBD, key, &where, error);
  fair_secrets_free (key);
  if (!stored)
    return FAIR_EXIT_FAILED;
  if (cli->json)
    g_print ("{\"set\": true}\n");
  else
    g_print (_("The key is kept in %s. “fair key test” asks the API whether it is good.\n"), where);
  return FAIR_EXIT_DONE;
}

static int
clear_key (FairCli *cli, GError **error)
{
  g_autofree char *where = NULL;

  if (!fair_secrets_clear (FAIR_SECRET_CFBD, error))
    return FAIR_EXIT_FAILED;
  where = fair_secrets_locate (FAIR_SECRET_CFBD, NULL);
  if (cli->json)
    g_print ("{\"set\": %s}\n", where == NULL ? "false" : "true");
  else if (where != NULL)
    g_print (_("The key is forgotten, but there is one in %s, which goes on being used.\n"), where);
  else
    g_print (_("The key is forgotten.\n"));
  return FAIR_EXIT_DONE;
}

static int
show_status (FairCli *cli, GError **error)
{
  char *key = fair_secrets_lookup (FAIR_SECRET_CFBD, error);
  gboolean set = key != NULL;

  fair_secrets_free (key);
  if (error != NULL && *error != NULL)
    return FAIR_EXIT_FAILED;
  if (cli->json)
    g_print ("{\"set\": %s}\n", set ? "true" : "false");
  else
    g_print ("%s\n", set ? _("A key is set.") : _("No key is set; “fair key set” takes one."));
  return set ? FAIR_EXIT_DONE : FAIR_EXIT_FAILED;
}

static void
print_info (const FairCfbdInfo *info)
{
  if (info->remaining_calls >= 0)
    g_print ("{\"set\": true, \"good\": true, \"calls_left\": %d}\n", info->remaining_calls);
  else
    g_print ("{\"set\": true, \"good\": true}\n");
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **out = data;

  *out = g_object_ref (result);
}

static int
test_key (FairCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;
  FairCfbdInfo info;

  if (!fair_cli_connect (cli, error))
    return FAIR_EXIT_FAILED;
  if (cli->profile->key == NULL)
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED, _("No key is set; “fair key set” takes one."));
      return FAIR_EXIT_FAILED;
    }
  fair_key_check_async (cli->profile->api_url, cli->profile->key, cli->profile->clock, NULL, on_checked, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!fair_key_check_finish (result, &info, error))
    return FAIR_EXIT_FAILED;
  text = fair_key_check_describe (&info);
  if (cli->json)
    print_info (&info);
  else
    g_print ("%s\n", text);
  return FAIR_EXIT_DONE;
}

int
fair_command_key (FairCli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  const char *verb;

  if (!fair_cli_parse (entries, "set|clear|test|status", &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  verb = argc == 2 ? argv[1] : "";
  if (g_str_equal (verb, "set"))
    return set_key (cli, error);
  if (g_str_equal (verb, "clear"))
    return clear_key (cli, error);
  if (g_str_equal (verb, "test"))
    return test_key (cli, error);
  if (g_str_equal (verb, "status"))
    return show_status (cli, error);
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                       _("Say what to do with the key: fair key set, clear, test or status."));
  return FAIR_EXIT_USAGE;
}
