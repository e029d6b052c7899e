/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of the stand-in for the API: simulate, and the demo league's clock. */
#include "fair-cli.h"

#include "fair-demo.h"
#include "fair-error.h"
#include "fair-sim-archive.h"
#include "fair-sim-league.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

static gboolean
on_stop (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static void
wait_for_signal (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_unix_signal_add (SIGINT, on_stop, loop);
  g_unix_signal_add (SIGTERM, on_stop, loop);
  g_main_loop_run (loop);
}

int
fair_command_simulate (FairCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *archive = NULL;
  g_autofree char *now = NULL;
  g_autofree char *key = NULL;
  int port = 0;
  int quota = 1000;
  int tier = 0;
  double fail = 0;
  gint64 seed = FAIR_SIM_LEAGUE_SEED;
  const GOptionEntry entries[] = {
    { "archive", 0, 0, G_OPTION_ARG_FILENAME, &archive, N_ ("Serve the answers in this folder"), "DIR" },
    { "now", 0, 0, G_OPTION_ARG_STRING, &now, N_ ("Hide what was not known at that time"), "TIME" },
    { "port", 0, 0, G_OPTION_ARG_INT, &port, N_ ("Port on this machine; any free one otherwise"), "NUMBER" },
    { "quota", 0, 0, G_OPTION_ARG_INT, &quota, N_ ("API calls that are left this month"), "NUMBER" },
    { "tier", 0, 0, G_OPTION_ARG_INT, &tier, N_ ("Paid tier of the key"), "NUMBER" },
    { "fail", 0, 0, G_OPTION_ARG_DOUBLE, &fail, N_ ("Share of answers that fail"), "RATE" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_ ("Of the demo league and of the failures"), "NUMBER" },
    { "key", 0, 0, G_OPTION_ARG_STRING, &key, N_ ("The only key that is good; any one otherwise"), "KEY" },
    { NULL },
  };
  FairSimOptions options = { 0 };
  FairSimSource *source;
  g_autoptr (FairSimServer) server = NULL;
  g_autofree char *url = NULL;

  if (!fair_cli_parse (entries, NULL, &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  if (port < 0 || port > 65535 || !(fail >= 0 && fail <= 1) || quota < 0 || tier < 0)
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                           _("A port is from 0 to 65535, a failure rate from 0 to 1, and quota and tier are not negative."));
      return FAIR_EXIT_USAGE;
    }
  options.now = archive == NULL ? fair_sim_league_demo_clock () : FAIR_TIME_UNKNOWN;
  if (now != NULL && !fair_time_parse (now, &options.now, error))
    return FAIR_EXIT_USAGE;
  options.port = port;
  options.quota = quota;
  options.tier = tier;
  options.fail_rate = fail;
  options.seed = seed;
  options.key = key;
  source = archive == NULL ? fair_sim_league_new (seed) : fair_sim_archive_new (archive, error);
  if (source == NULL)
    return FAIR_EXIT_FAILED;
  server = fair_sim_server_new (source, &options);
  if (!fair_sim_server_start (server, error))
    return FAIR_EXIT_FAILED;
  url = fair_sim_server_get_url (server);
  if (cli->json)
    g_print ("{\"url\": \"%s\"}\n", url);
  else if (key != NULL)
    g_print (_("Answering at %s; only the key that was named will do. Stop with Ctrl+C.\n"), url);
  else
    g_print (_("Answering at %s; any key will do. Stop with Ctrl+C.\n"), url);
  wait_for_signal ();
  fair_sim_server_stop (server);
  return FAIR_EXIT_DONE;
}

int
fair_command_demo (FairCli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autofree char *when = NULL;
  const char *verb;
  gint64 time;

  if (!fair_cli_parse (entries, "next|reset", &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  verb = argc == 2 ? argv[1] : "";
  if (!cli->demo || (!g_str_equal (verb, "next") && !g_str_equal (verb, "reset")))
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                           _("The demo league's clock is moved with “fair --demo demo next” or “fair --demo demo reset”."));
      return FAIR_EXIT_USAGE;
    }
  time = g_str_equal (verb, "next") ? fair_clock_now (cli->profile->clock) + FAIR_WEEK_SECONDS : 0;
  if (!fair_demo_set_now (cli->profile->settings, time, error))
    return FAIR_EXIT_FAILED;
  if (cli->json)
    {
      when = fair_time_format (fair_demo_get_now (cli->profile->settings));
      g_print ("{\"now_utc\": \"%s\"}\n", when);
      return FAIR_EXIT_DONE;
    }
  when = fair_cli_local_time (fair_demo_get_now (cli->profile->settings));
  g_print (_("In the demo league it is now %s.\n"), when);
  return FAIR_EXIT_DONE;
}
