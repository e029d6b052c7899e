/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cli.h"

#include "fair-alerts.h"
#include "fair-error.h"
#include "fair-secrets.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define LONGEST_NOTICE 20000

static void
print_status (const char *server, guint n_owners, guint n_readers, guint n_waiting)
{
  g_autofree char *owners = g_strdup_printf (ngettext ("%u owner", "%u owners", n_owners), n_owners);
  g_autofree char *readers = g_strdup_printf (ngettext ("%u reader", "%u readers", n_readers), n_readers);

  g_print (ngettext ("Mail goes by %s to %s and %s; %u message waits.\n", "Mail goes by %s to %s and %s; %u messages wait.\n",
                     n_waiting),
           server, owners, readers, n_waiting);
}

static gboolean
is_set (FairCli *cli, const char *key)
{
  g_autofree char *text = fair_settings_get_string (cli->profile->settings, key);

  return *text != '\0';
}

static const char *
json_of (gboolean value)
{
  return value ? "true" : "false";
}

static void
print_status_as_json (FairCli *cli, guint n_owners, guint n_readers, guint n_waiting)
{
  g_autofree char *problem = NULL;
  gboolean has_password = fair_secrets_probe (FAIR_SECRET_MAIL, &problem) == FAIR_SECRET_FOUND;

  g_print ("{\"server\": %s, \"password\": %s, \"owners\": %u, \"readers\": %u, \"waiting\": %u, \"heartbeat\": %s, "
           "\"webhook\": %s}\n",
           json_of (is_set (cli, "mail-server")), json_of (has_password), n_owners, n_readers, n_waiting,
           json_of (is_set (cli, "heartbeat-url")), json_of (is_set (cli, "webhook-url")));
}

static int
show_status (FairCli *cli)
{
  g_autofree char *server = fair_settings_get_string (cli->profile->settings, "mail-server");
  g_auto (GStrv) owners = fair_settings_get_strv (cli->profile->settings, "mail-owners");
  g_auto (GStrv) readers = fair_settings_get_strv (cli->profile->settings, "mail-readers");
  g_autofree char *folder = fair_alerts_queue_folder (cli->profile);
  guint waiting = fair_mail_queue_count (folder);

  if (cli->json)
    print_status_as_json (cli, g_strv_length (owners), g_strv_length (readers), waiting);
  else if (*server == '\0')
    g_print (_("No mail server is set, so nobody is written to.\n"));
  else
    print_status (server, g_strv_length (owners), g_strv_length (readers), waiting);
  return FAIR_EXIT_DONE;
}

static int
set_password (GError **error)
{
  g_autofree char *where = NULL;
  char *secret = fair_cli_read_secret (_("Type the mail server's password and press Enter: "), error);
  gboolean stored = secret != NULL && fair_secrets_store (FAIR_SECRET_MAIL, secret, &where, error);

  fair_secrets_free (secret);
  if (!stored)
    return FAIR_EXIT_FAILED;
  g_print (_("The password is kept in %s.\n"), where);
  return FAIR_EXIT_DONE;
}

static int
clear_password (GError **error)
{
  if (!fair_secrets_clear (FAIR_SECRET_MAIL, error))
    return FAIR_EXIT_FAILED;
  g_print (_("The password is forgotten.\n"));
  return FAIR_EXIT_DONE;
}

/* Such an address is a secret, so it is no argument, which others would see. */
static int
set_address (FairCli *cli, const char *key, GError **error)
{
  char *address = fair_cli_read_secret (_("Paste the address and press Enter: "), error);
  gboolean set
    = address != NULL && fair_settings_set (cli->profile->settings, key, g_variant_new_string (address), error);

  fair_secrets_free (address);
  if (!set)
    return FAIR_EXIT_FAILED;
  g_print (_("The address is kept in the settings.\n"));
  return FAIR_EXIT_DONE;
}

static int
clear_address (FairCli *cli, const char *key, GError **error)
{
  if (!fair_settings_set (cli->profile->settings, key, g_variant_new_string (""), error))
    return FAIR_EXIT_FAILED;
  g_print (_("The address is forgotten.\n"));
  return FAIR_EXIT_DONE;
}

static int
test (FairCli *cli, GError **error)
{
  guint n;

  if (!fair_alerts_test (cli->profile, &n, error))
    return FAIR_EXIT_FAILED;
  g_print (ngettext ("The mail server took a test to %u owner; see whether it arrives.\n",
                     "The mail server took a test to each of %u owners; see whether they arrive.\n", n),
           n);
  return FAIR_EXIT_DONE;
}

/* The text comes on standard input. */
static int
send_notice (FairCli *cli, const char *subject, GError **error)
{
  g_autofree char *text = g_malloc0 (LONGEST_NOTICE);
  gsize length = fread (text, 1, LONGEST_NOTICE - 1, stdin);
  guint n;

  if (length == 0 || !g_utf8_validate (text, length, NULL))
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                           _("No text came on standard input; type it and end it with Ctrl+D, or pipe it in."));
      return FAIR_EXIT_USAGE;
    }
  if (!fair_alerts_send_notice (cli->profile, subject, text, &n, error))
    return FAIR_EXIT_FAILED;
  g_print (ngettext ("%u reader was told.\n", "%u readers were told.\n", n), n);
  return FAIR_EXIT_DONE;
}

int
fair_command_alerts (FairCli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  const char *usage = "status|test|notice SUBJECT|{password|heartbeat|webhook} {set|clear}";
  const char *verb;
  const char *key;

  if (!fair_cli_parse (entries, usage, &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  verb = argc >= 2 ? argv[1] : "";
  key = g_str_equal (verb, "heartbeat") ? "heartbeat-url" : g_str_equal (verb, "webhook") ? "webhook-url" : NULL;
  if (argc == 2 && g_str_equal (verb, "status"))
    return show_status (cli);
  if (argc == 2 && g_str_equal (verb, "test"))
    return test (cli, error);
  if (argc == 3 && g_str_equal (verb, "notice"))
    return send_notice (cli, argv[2], error);
  if (argc == 3 && g_str_equal (verb, "password") && g_str_equal (argv[2], "set"))
    return set_password (error);
  if (argc == 3 && g_str_equal (verb, "password") && g_str_equal (argv[2], "clear"))
    return clear_password (error);
  if (argc == 3 && key != NULL && g_str_equal (argv[2], "set"))
    return set_address (cli, key, error);
  if (argc == 3 && key != NULL && g_str_equal (argv[2], "clear"))
    return clear_address (cli, key, error);
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                       _("Say what to do: fair alerts status, test, notice SUBJECT, or set or clear after password, "
                         "heartbeat or webhook."));
  return FAIR_EXIT_USAGE;
}
