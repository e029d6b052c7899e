/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cli.h"

#include "fair-demo.h"
#include "fair-error.h"
#include "fair-failure.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Before, there are no lines to bet against; no clock that is right shows more. */
#define FIRST_YEAR 2000
#define LAST_YEAR  2100

static const struct
{
  const char     *name;
  FairCommandFunc func;
  const char     *summary;
} commands[] = {
  { "run", fair_command_run, N_ ("do the weekly job and print the picks") },
  { "sync", fair_command_sync, N_ ("fetch what is missing or stale") },
  { "lines", fair_command_lines, N_ ("fetch fresh lines with one call and look at the picks again") },
  { "status", fair_command_status, N_ ("what is stored, the last run, the age of the data") },
  { "health", fair_command_health, N_ ("how all that is watched stands, the worst first") },
  { "checklist", fair_command_checklist, N_ ("what to do when something fails, ticked where it is done") },
  { "incidents", fair_command_incidents, N_ ("what happened, and notes of your own: list, add") },
  { "picks", fair_command_picks, N_ ("the picks of a week") },
  { "games", fair_command_games, N_ ("the games of a week") },
  { "ratings", fair_command_ratings, N_ ("the teams' ratings") },
  { "performance", fair_command_performance, N_ ("the record, with its uncertainty") },
  { "chart", fair_command_chart, N_ ("the record as a picture: units, edge, weekly, calibration, error") },
  { "ledger", fair_command_ledger, N_ ("published picks: list, settle, verify") },
  { "backtest", fair_command_backtest, N_ ("walk forward over past seasons") },
  { "adjust", fair_command_adjust, N_ ("what you know and the model does not: list, add, withdraw") },
  { "model", fair_command_model, N_ ("the kept models: list, promote, rollback, resume") },
  { "backup", fair_command_backup, N_ ("backups: create, list, verify, restore, drill") },
  { "takeout", fair_command_takeout, N_ ("everything that is yours, in one archive") },
  { "purge", fair_command_purge, N_ ("what is old enough to go, and let it go") },
  { "alerts", fair_command_alerts, N_ ("mail and notices: status, test, notice, password") },
  { "schedule", fair_command_schedule, N_ ("what is done by itself: show, install, remove, run, stay") },
  { "upkeep", fair_command_upkeep, N_ ("the daily upkeep: backup, purge, fire drill, watch") },
  { "settings", fair_command_settings, N_ ("what you chose: list, get, set, reset") },
  { "key", fair_command_key, N_ ("the API key: set, clear, test, status") },
  { "demo", fair_command_demo, N_ ("the demo league's clock: next, reset") },
  { "simulate", fair_command_simulate, N_ ("stand in for the API on this machine") },
};

/* The global options as they were given. */
typedef struct
{
  char    *data_dir;
  char    *api_url;
  char    *as_of;
  gboolean json;
  gboolean demo;
  gboolean new_store;
  gboolean use_reserve;
  gboolean help;
  gboolean version;
} Globals;

static void
print_help (void)
{
  g_print (_("Usage: fair [OPTION…] COMMAND [OPTION…]\n\nCommands:\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-12s %s\n", commands[i].name, _(commands[i].summary));
  g_print (_("\nOptions of all commands:\n"
             "  --data-dir DIR   keep everything in this folder\n"
             "  --api-url URL    ask another address than CollegeFootballData.com\n"
             "  --as-of TIME     let it be that time, such as 2023-10-11T12:00:00Z\n"
             "  --demo           the demo league: invented, no key, no network\n"
             "  --json           print JSON\n"
             "  --new-store      start afresh where a store has vanished\n"
             "  --use-reserve    spend the API calls that are kept in reserve, too\n"
             "  --help, --version\n\n"
             "“fair COMMAND --help” tells a command's own options.\n"
             "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but degraded, 4 refused.\n"));
}

/* Takes the global options out of the arguments, wherever they stand. */
static gboolean
parse_globals (Globals *globals, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &globals->data_dir, NULL, NULL },
    { "api-url", 0, 0, G_OPTION_ARG_STRING, &globals->api_url, NULL, NULL },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &globals->as_of, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &globals->json, NULL, NULL },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &globals->demo, NULL, NULL },
    { "new-store", 0, 0, G_OPTION_ARG_NONE, &globals->new_store, NULL, NULL },
    { "use-reserve", 0, 0, G_OPTION_ARG_NONE, &globals->use_reserve, NULL, NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &globals->help, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &globals->version, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

/* Picks are published at the clock's time, for good. A computer whose battery is flat begins at 1970. */
static gboolean
check_time (gint64 time, gboolean given, GError **error)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time);
  int year = utc == NULL ? 0 : g_date_time_get_year (utc);

  if (given ? year >= FIRST_YEAR && year <= LAST_YEAR : year > 2020 && year <= LAST_YEAR)
    return TRUE;
  if (given)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE, _("--as-of takes times from %d to %d."), FIRST_YEAR, LAST_YEAR);
  else
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                 _("The computer's clock shows the year %d, which cannot be; set it and try again."), year);
  return FALSE;
}

static FairClock *
make_clock (FairCli *cli, const Globals *globals, GError **error)
{
  gint64 time;

  if (globals->as_of != NULL)
    return fair_time_parse (globals->as_of, &time, error) && check_time (time, TRUE, error) ? fair_clock_new_fixed (time)
                                                                                           : NULL;
  if (cli->demo)
    return fair_clock_new_fixed (fair_demo_get_now (cli->profile->settings));
  if (!check_time (g_get_real_time () / G_USEC_PER_SEC, FALSE, error))
    return NULL;
  return fair_clock_new_system ();
}

static gboolean
make_profile (FairCli *cli, const Globals *globals, GError **error)
{
  cli->json = globals->json;
  cli->demo = globals->demo;
  if (globals->data_dir != NULL && *globals->data_dir == '\0')
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE, _("--data-dir needs the name of a folder."));
      return FALSE;
    }
  cli->profile = fair_profile_new ();
  cli->profile->api_url = g_strdup (globals->api_url);
  cli->profile->use_reserve = globals->use_reserve;
  if (!fair_profile_open (cli->profile, globals->data_dir, globals->demo, error)
      || (globals->new_store && !fair_paths_forget_store (cli->profile->paths, error)))
    return FALSE;
  cli->profile->clock = make_clock (cli, globals, error);
  return cli->profile->clock != NULL;
}

/**
 * fair_cli_connect:
 *
 * Makes ready for asking the API: starts the demo league, or finds the key.
 */
gboolean
fair_cli_connect (FairCli *cli, GError **error)
{
  if (!cli->demo)
    return fair_profile_find_key (cli->profile, error);
  cli->demo_server = fair_demo_start (fair_clock_now (cli->profile->clock), error);
  if (cli->demo_server == NULL)
    return FALSE;
  g_free (cli->profile->api_url);
  cli->profile->api_url = fair_sim_server_get_url (cli->demo_server);
  cli->profile->key = g_strdup ("demo");
  return TRUE;
}

/**
 * fair_cli_tell_failure:
 * @failure: why what is due by itself could not begin
 *
 * Tells who is to be told, without a store.
 */
void
fair_cli_tell_failure (FairCli *cli, const GError *failure)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  fair_failure_tell (cli->profile, failure, notes);
  for (guint i = 0; i < notes->len; i++)
    g_printerr ("%s\n", (const char *) g_ptr_array_index (notes, i));
}

/**
 * fair_cli_parse:
 * @entries: the command's own options
 * @usage: (nullable): what stands behind its name; NULL where only options do
 *
 * Parses a command's arguments; leaves none but what is not an option, and refuses that where nothing is expected: who
 * asks for “picks 7” must not be shown another week.
 */
gboolean
fair_cli_parse (const GOptionEntry *entries, const char *usage, int *argc, char ***argv, GError **error)
{
  g_autofree char *command = g_strjoin (" ", (*argv)[0], usage, NULL);
  g_autoptr (GOptionContext) context = g_option_context_new (command);

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (usage != NULL || *argc < 2)
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
               _("“%s” means nothing to “fair %s”; “fair %s --help” lists what it takes."), (*argv)[1], (*argv)[0],
               (*argv)[0]);
  return FALSE;
}

FairStore *
fair_cli_open_reader (FairCli *cli, GError **error)
{
  return fair_store_open_reader (cli->profile->paths, error);
}

/**
 * fair_cli_local_time:
 *
 * Returns: (transfer full): a time as a person reads it, in their zone
 */
char *
fair_cli_local_time (gint64 time)
{
  g_autoptr (GDateTime) utc = time == FAIR_TIME_UNKNOWN ? NULL : g_date_time_new_from_unix_utc (time);
  g_autoptr (GDateTime) local = utc == NULL ? NULL : g_date_time_to_local (utc);

  return local == NULL ? g_strdup (_("never")) : g_date_time_format (local, "%a %e %b %Y %H:%M");
}

static FairCommandFunc
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i].name))
      return commands[i].func;
  return NULL;
}

static void
cli_clear (FairCli *cli)
{
  if (cli->demo_server != NULL)
    fair_sim_server_stop (cli->demo_server);
  g_clear_object (&cli->demo_server);
  g_clear_pointer (&cli->profile, fair_profile_free);
}

static int
run_command (const Globals *globals, int argc, char **argv, GError **error)
{
  FairCli cli = { 0 };
  FairCommandFunc command = find_command (argv[1]);
  int code = FAIR_EXIT_FAILED;

  if (command == NULL)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE, _("There is no command “%s”; “fair --help” lists them."),
                   argv[1]);
      return FAIR_EXIT_USAGE;
    }
  /* Help is given whatever the state of the settings: it is printed when the command reads its options. */
  if (globals->help || make_profile (&cli, globals, error))
    code = command (&cli, argc - 1, argv + 1, error);
  cli_clear (&cli);
  return code;
}

/* A command's own --help was taken out with the global options. */
static char **
give_help_back (const Globals *globals, int *argc, char **argv)
{
  static const char *const help = "--help";
  char **extended = g_new0 (char *, *argc + 2);

  for (int i = 0; i < *argc; i++)
    extended[i] = argv[i];
  if (globals->help)
    extended[(*argc)++] = (char *) help;
  return extended;
}

/* Where a stream was closed, the next file that is opened would take its number, and what is printed would go into that
   file. Nothing can be written to what stands in for standard output, so that it is noticed. */
static void
fill_streams (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) == -1 && errno == EBADF)
      open ("/dev/null", fd == STDERR_FILENO ? O_WRONLY : O_RDONLY);
}

/* Says so where what was printed has not arrived. */
static int
finish_output (int code)
{
  struct stat status;

  if (fflush (stdout) == 0 && !ferror (stdout))
    return code;
  /* Who closes a pipe has seen enough. */
  if (fstat (STDOUT_FILENO, &status) == 0 && S_ISFIFO (status.st_mode))
    return code;
  g_printerr (_("fair: What was to be shown could not all be written; look whether there is room where the output goes. The "
                "work itself is done.\n"));
  return FAIR_EXIT_FAILED;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char **own = NULL;
  Globals globals = { 0 };
  int code = FAIR_EXIT_USAGE;

  fill_streams ();
  setlocale (LC_ALL, "");
  /* Numbers in files, JSON and tables are in the C locale; words and dates are not. */
  setlocale (LC_NUMERIC, "C");
  g_set_prgname ("fair");
  if (parse_globals (&globals, &argc, &argv, &error))
    {
      own = give_help_back (&globals, &argc, argv);
      if (globals.version)
        g_print ("Fair Catch %s\n", FAIR_VERSION);
      else if (argc < 2 || g_str_equal (own[1], "--help"))
        print_help ();
      else
        code = run_command (&globals, argc, own, &error);
      if (globals.version || globals.help)
        code = FAIR_EXIT_DONE;
    }
  g_free (globals.data_dir);
  g_free (globals.api_url);
  g_free (globals.as_of);
  if (error == NULL)
    return finish_output (code);
  if (error->domain == G_OPTION_ERROR)
    g_printerr (_("fair: %s; “fair COMMAND --help” lists what it takes.\n"), error->message);
  else
    g_printerr ("fair: %s\n", error->message);
  return fair_error_exit_code (error);
}
