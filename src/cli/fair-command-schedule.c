/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cli.h"

#include "fair-autostart.h"
#include "fair-background.h"
#include "fair-error.h"
#include "fair-json.h"
#include "fair-lock.h"
#include "fair-schedule.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

/* So often a resident process looks at the clock. The clock is what counts: a sleep, or a clock that was set, changes
   nothing about what is due. */
#define LOOK_SECONDS 60

static int
worse (int a, int b)
{
  static const int rank[] = { 0, 3, 4, 1, 2 }; /* of the exit codes done, failed, usage, degraded, refused */

  return rank[a] > rank[b] ? a : b;
}

static int
do_task (FairCli *cli, FairTask task, GError **error)
{
  char *run[] = { (char *) "run", (char *) "--unattended", NULL };
  char *lines[] = { (char *) "lines", (char *) "--unattended", NULL };
  char *upkeep[] = { (char *) "upkeep", NULL };

  switch (task)
    {
    case FAIR_TASK_WEEKLY:
      return fair_command_run (cli, 2, run, error);
    case FAIR_TASK_WATCH:
      return fair_command_lines (cli, 2, lines, error);
    case FAIR_TASK_UPKEEP:
    default:
      return fair_command_upkeep (cli, 1, upkeep, error);
    }
}

/* What there was nothing to write into is tried again at the next look. */
static gboolean
note (FairCli *cli, FairTask task, gboolean done, GError **error)
{
  g_autoptr (FairStore) reader = fair_cli_open_reader (cli, NULL);
  g_autoptr (FairStore) store = reader == NULL ? NULL : fair_store_open_writer (cli->profile->paths, error);

  return reader == NULL
         || (store != NULL && fair_schedule_note (store, task, done, fair_clock_now (cli->profile->clock), error));
}

static FairSchedule *
look (FairCli *cli, GError **error)
{
  GError *problem = NULL;
  g_autoptr (FairStore) store = fair_cli_open_reader (cli, &problem);

  if (problem != NULL && !g_error_matches (problem, FAIR_ERROR, FAIR_ERROR_NO_STORE))
    {
      g_propagate_error (error, problem);
      return NULL;
    }
  g_clear_error (&problem);
  return fair_schedule_make (store, cli->profile, fair_clock_now (cli->profile->clock), error);
}

/* Says what was wrong with a task, and keeps no other from being done. What another run was in the way of is tried at the
   next look, all else when it is due again. */
static int
try_task (FairCli *cli, FairTask task)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GError) problem = NULL;
  int code = do_task (cli, task, &failure);
  gboolean done;

  if (failure != NULL)
    {
      g_printerr ("%s: %s\n", fair_task_get_title (task), failure->message);
      code = fair_error_exit_code (failure);
    }
  done = code == FAIR_EXIT_DONE || code == FAIR_EXIT_DEGRADED;
  if (code != FAIR_EXIT_REFUSED)
    note (cli, task, done, &problem);
  /* A run has asked for the lines, too. */
  if (done && task == FAIR_TASK_WEEKLY && problem == NULL)
    note (cli, FAIR_TASK_WATCH, TRUE, &problem);
  if (problem == NULL)
    return code;
  g_printerr ("%s: %s\n", fair_task_get_title (task), problem->message);
  return worse (code, fair_error_exit_code (problem));
}

/* After each task it is looked again: what it did may be what the next one waited for. */
static int
do_each (FairCli *cli, GError **error)
{
  g_autoptr (FairSchedule) schedule = look (cli, error);
  int worst = FAIR_EXIT_DONE;

  for (FairTask task = 0; schedule != NULL && task < FAIR_N_TASKS; task++)
    {
      const FairTaskState *state = &schedule->tasks[task];

      if (state->due && state->waits != NULL)
        g_printerr ("%s: %s\n", fair_task_get_title (task), state->waits);
      if (!state->due || state->waits != NULL)
        continue;
      cli->profile->sparing = schedule->sparing;
      worst = worse (worst, try_task (cli, task));
      fair_schedule_free (schedule);
      schedule = look (cli, error);
    }
  return schedule == NULL ? FAIR_EXIT_FAILED : worst;
}

/* One at a time, whoever started them: the other one may be about to do what is due. */
static int
try_due (FairCli *cli, GError **error)
{
  g_autofree char *path = fair_paths_lock (cli->profile->paths, "schedule");
  int lock;
  int code;

  if (!fair_lock_take (path, &lock, error))
    return FAIR_EXIT_FAILED;
  if (lock < 0)
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
                           _("Another “fair schedule run” is at work and does what is due; wait until it has finished."));
      return FAIR_EXIT_REFUSED;
    }
  code = do_each (cli, error);
  close (lock);
  return code;
}

static int
do_due (FairCli *cli, GError **error)
{
  GError *failure = NULL;
  int code = try_due (cli, &failure);

  if (failure == NULL)
    return code;
  fair_cli_tell_failure (cli, failure);
  g_propagate_error (error, failure);
  return code;
}

/* A process that stays. */
typedef struct
{
  FairCli   *cli;
  GMainLoop *loop;
  gboolean   on; /* somebody wants it to be started by itself */
} Stay;

/* Who switches it off does not want it to stay until they log out. */
static gboolean
on_look (gpointer data)
{
  Stay *self = data;
  g_autoptr (GError) error = NULL;
  gboolean on = fair_autostart_is_on (self->cli->profile);

  if (self->on && !on && fair_background_is_sandboxed ())
    {
      g_main_loop_quit (self->loop);
      return G_SOURCE_CONTINUE;
    }
  self->on = on;
  do_due (self->cli, &error);
  if (error != NULL)
    g_printerr ("fair: %s\n", error->message);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_signal (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

/* FAIR_LOOK_SECONDS in the environment lets a test wait less. */
static guint
look_seconds (void)
{
  const char *given = g_getenv ("FAIR_LOOK_SECONDS");

  return given == NULL ? LOOK_SECONDS : (guint) g_ascii_strtoull (given, NULL, 10);
}

/* For where no systemd is within reach, such as in a Flatpak. A second one ends at once. */
static int
stay (FairCli *cli, GError **error)
{
  g_autofree char *path = fair_paths_lock (cli->profile->paths, "stay");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Stay self = { cli, loop, fair_autostart_is_on (cli->profile) };
  int lock;

  if (!fair_lock_take (path, &lock, error))
    return FAIR_EXIT_FAILED;
  if (lock < 0)
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
                           _("Another “fair schedule stay” is there and does what is due; one is enough."));
      return FAIR_EXIT_REFUSED;
    }
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  g_timeout_add_seconds (look_seconds (), on_look, &self);
  on_look (&self);
  g_main_loop_run (loop);
  close (lock);
  return FAIR_EXIT_DONE;
}

static int
set_autostart (FairCli *cli, gboolean wanted, GError **error)
{
  g_autofree char *said = fair_autostart_set (cli->profile, wanted, error);

  if (said == NULL)
    return FAIR_EXIT_FAILED;
  g_print ("%s\n", said);
  if (wanted && !fair_background_is_sandboxed ())
    g_print (_("“loginctl enable-linger” lets it run while nobody is logged in.\n"));
  return FAIR_EXIT_DONE;
}

static void
print_task (FairTask task, const FairTaskState *state)
{
  g_autofree char *next = fair_cli_local_time (state->next);
  g_autofree char *done = fair_cli_local_time (state->done_at);

  g_print (_("%-14s next %-23s last %s\n"), fair_task_get_title (task), state->due ? _("now") : next, done);
  if (state->waits != NULL)
    g_print ("               %s\n", state->waits);
}

static void
print_plan (const FairSchedule *schedule)
{
  const FairCallPlan *plan = &schedule->plan;
  g_autofree char *text = fair_call_plan_to_text (plan);

  g_print (_("Until the end of the month: %s\n"), text);
  if (plan->left < 0)
    g_print (_("How many calls are left is known after the next run; %d are kept in reserve.\n"), plan->reserve);
  else
    g_print (ngettext ("%d call is left, %d in reserve: %s\n", "%d calls are left, %d of them in reserve: %s\n",
                       (gulong) plan->left),
             plan->left, plan->reserve,
             plan->fits ? _("it fits.")
                        : _("it does not fit, so lines will be fetched less often; “fair settings set schedule-lines light”, "
                            "or off, plans fewer."));
}

static void
print_json (const FairSchedule *schedule, gboolean installed)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  fair_json_boolean (builder, "installed", installed);
  fair_json_boolean (builder, "in_season", schedule->in_season);
  for (FairTask task = 0; task < FAIR_N_TASKS; task++)
    {
      const FairTaskState *state = &schedule->tasks[task];

      json_builder_set_member_name (builder, fair_task_to_string (task));
      json_builder_begin_object (builder);
      fair_json_boolean (builder, "due", state->due);
      fair_json_time (builder, "done_at_utc", state->done_at);
      fair_json_time (builder, "next_utc", state->next);
      fair_json_text (builder, "waits", state->waits);
      json_builder_end_object (builder);
    }
  fair_json_integer (builder, "runs", schedule->plan.n_runs);
  fair_json_integer (builder, "watches", schedule->plan.n_watches);
  fair_json_integer (builder, "calls", schedule->plan.calls);
  fair_json_integer (builder, "calls_left", schedule->plan.left);
  fair_json_boolean (builder, "fits", schedule->plan.fits);
  json_builder_end_object (builder);
  text = fair_json_finish (builder, TRUE);
  g_print ("%s\n", text);
}

static int
show (FairCli *cli, GError **error)
{
  g_autoptr (FairSchedule) schedule = look (cli, error);
  gboolean installed = fair_autostart_is_on (cli->profile);

  if (schedule == NULL)
    return FAIR_EXIT_FAILED;
  if (cli->json)
    {
      print_json (schedule, installed);
      return FAIR_EXIT_DONE;
    }
  g_print ("%s\n", installed ? _("Fair Catch is started by itself.")
                             : _("Nothing starts Fair Catch by itself; “fair schedule install” changes that."));
  if (schedule->empty)
    g_print (_("Nothing is stored yet; the first run is due at once.\n"));
  else if (!schedule->in_season)
    g_print (_("It is the off-season: no lines are fetched, and the next run is before the first games.\n"));
  for (FairTask task = 0; task < FAIR_N_TASKS; task++)
    print_task (task, &schedule->tasks[task]);
  print_plan (schedule);
  return FAIR_EXIT_DONE;
}

int
fair_command_schedule (FairCli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  const char *verb;

  if (!fair_cli_parse (entries, "show|install|remove|run|stay", &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  verb = argc == 2 ? argv[1] : "";
  if (g_str_equal (verb, "show"))
    return show (cli, error);
  if (g_str_equal (verb, "install"))
    return set_autostart (cli, TRUE, error);
  if (g_str_equal (verb, "remove"))
    return set_autostart (cli, FALSE, error);
  if (g_str_equal (verb, "run"))
    return do_due (cli, error);
  if (g_str_equal (verb, "stay"))
    return stay (cli, error);
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                       _("Say what to do: fair schedule show, install, remove, run or stay."));
  return FAIR_EXIT_USAGE;
}
