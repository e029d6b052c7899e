/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that ask the API: run, sync, lines. */
#include "fair-cli.h"

#include "fair-error.h"
#include "fair-json.h"
#include "fair-pick-table.h"
#include "fair-pick-text.h"
#include "fair-pipeline.h"
#include "fair-pricer.h"
#include "fair-publisher.h"
#include "fair-reason.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <unistd.h>

/* Of the first game. */
#define FIRST_SEASON 1869

/* A job on the command line's own main loop. */
typedef struct
{
  FairCli       *cli;
  GMainLoop     *loop;
  GCancellable  *cancellable;
  FairProgress  *progress;
  FairPipeline  *pipeline;
  FairJobReport *report; /* NULL with @error */
  GError        *error;
  gboolean       quiet;
} CliJob;

typedef void (*StartFunc) (CliJob *job, gpointer options);

static void
show_progress (const FairProgressState *state, gpointer data)
{
  g_autoptr (GString) line = g_string_new (state->stage);

  if (state->total > 0)
    g_string_append_printf (line, " %u/%u", state->done, state->total);
  if (*state->what != '\0')
    g_string_append_printf (line, " %s", state->what);
  if (state->calls_left >= 0)
    g_string_append_printf (line, _(" (%d calls spent, %d left)"), state->calls_spent, state->calls_left);
  g_printerr ("\r\033[K%s", line->str);
}

/* What is said takes the place of the progress line. */
static void
clear_line (void)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
}

static void
on_planned (FairPipeline *pipeline, guint n_calls, int calls_left, gpointer data)
{
  CliJob *job = data;

  if (job->quiet)
    return;
  clear_line ();
  if (calls_left >= 0)
    g_printerr (ngettext ("Fetching takes %u API call; %d are left this month.\n",
                          "Fetching takes %u API calls; %d are left this month.\n", n_calls),
                n_calls, calls_left);
  else
    g_printerr (ngettext ("Fetching takes %u API call.\n", "Fetching takes %u API calls.\n", n_calls), n_calls);
}

/* A person who waits for a first load sees something early; a program that reads gets one table. */
static void
on_provisional (FairPipeline *pipeline, GArray *picks, gpointer data)
{
  guint n_picks = fair_pick_count (picks);

  clear_line ();
  g_printerr (_("Provisional, from the newest seasons alone: %u picks in %u games. Older seasons are on their "
                "way.\n"),
              n_picks, picks->len / 3);
  for (guint i = 0; i < picks->len; i++)
    {
      const FairPick *pick = &g_array_index (picks, FairPick, i);
      g_autofree char *bet = fair_pick_to_text (pick, FAIR_ODDS_AMERICAN);

      if (pick->is_pick)
        g_printerr (_("  %s at %s: %s\n"), pick->away_team, pick->home_team, bet);
    }
}

static void
on_noted (FairPipeline *pipeline, const char *note, gpointer data)
{
  clear_line ();
  g_printerr ("%s\n", note);
}

static gboolean
on_interrupt (gpointer data)
{
  CliJob *job = data;

  g_cancellable_cancel (job->cancellable);
  return G_SOURCE_CONTINUE;
}

static void
on_finished (GObject *source, GAsyncResult *result, gpointer data)
{
  CliJob *job = data;

  job->report = fair_pipeline_finish (FAIR_PIPELINE (source), result, &job->error);
  g_main_loop_quit (job->loop);
}

static FairJobReport *
run_job (FairCli *cli, StartFunc start, gpointer options, GError **error)
{
  CliJob job = { .cli = cli, .quiet = cli->json };
  gboolean terminal = isatty (STDERR_FILENO) && !cli->json;
  guint interrupt;
  guint terminate;

  if (!fair_cli_connect (cli, &job.error))
    {
      if (cli->profile->unattended)
        fair_cli_tell_failure (cli, job.error);
      g_propagate_error (error, job.error);
      return NULL;
    }
  job.loop = g_main_loop_new (NULL, FALSE);
  job.cancellable = g_cancellable_new ();
  job.progress = fair_progress_new (terminal ? show_progress : NULL, NULL);
  job.pipeline = fair_pipeline_new (cli->profile);
  g_signal_connect (job.pipeline, "planned", G_CALLBACK (on_planned), &job);
  g_signal_connect (job.pipeline, "noted", G_CALLBACK (on_noted), NULL);
  if (!cli->json)
    g_signal_connect (job.pipeline, "provisional", G_CALLBACK (on_provisional), &job);
  interrupt = g_unix_signal_add (SIGINT, on_interrupt, &job);
  terminate = g_unix_signal_add (SIGTERM, on_interrupt, &job);

  start (&job, options);
  g_main_loop_run (job.loop);

  if (terminal)
    g_printerr ("\r\033[K");
  g_source_remove (interrupt);
  g_source_remove (terminate);
  g_object_unref (job.pipeline);
  fair_progress_unref (job.progress);
  g_object_unref (job.cancellable);
  g_main_loop_unref (job.loop);
  if (g_error_matches (job.error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&job.error);
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                           _("Stopped as you asked; what was fetched is kept, and the next run goes on from there."));
    }
  else if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.report;
}

static int
exit_code_of (const FairJobReport *report)
{
  return report->degraded ? FAIR_EXIT_DEGRADED : FAIR_EXIT_DONE;
}

static void
sync_to_json (const FairSyncReport *sync, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "sync");
  json_builder_begin_object (builder);
  fair_json_integer (builder, "planned", sync->n_planned);
  fair_json_integer (builder, "done", sync->n_done);
  fair_json_integer (builder, "changed", sync->n_changed);
  fair_json_integer (builder, "refused", sync->n_refused);
  fair_json_integer (builder, "calls_spent", sync->calls_spent);
  if (sync->calls_left >= 0)
    fair_json_integer (builder, "calls_left", sync->calls_left);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < sync->problems->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (sync->problems, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_sync (const FairSyncReport *sync)
{
  if (sync->n_planned == 0)
    g_print (_("Everything is fresh; no API call was made.\n"));
  else
    {
      g_print (ngettext ("Fetched %u of %u answers with %u API call", "Fetched %u of %u answers with %u API calls",
                         sync->calls_spent),
               sync->n_done, sync->n_planned, sync->calls_spent);
      if (sync->calls_left >= 0)
        g_print (_("; %d are left this month"), sync->calls_left);
      g_print (_(". %u records are new or changed, %u rows or numbers were refused.\n"), sync->n_changed,
               sync->n_refused);
    }
}

typedef struct
{
  int from;
  int to;
} SyncOptions;

static void
start_sync (CliJob *job, gpointer data)
{
  SyncOptions *options = data;

  fair_pipeline_sync_async (job->pipeline, options->from, options->to, job->progress, job->cancellable, on_finished,
                            job);
}

/* A slip in a year must not cost calls. Next season's schedule comes out early. */
static gboolean
check_seasons (FairCli *cli, const SyncOptions *options, GError **error)
{
  int last = fair_season_at (fair_clock_now (cli->profile->clock)) + 1;
  int to = options->to == 0 ? last : options->to;
  int from = options->from == 0 ? to : options->from;

  if (options->from >= 0 && from >= FIRST_SEASON && from <= to && to <= last)
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
               _("There are seasons from %d to %d, the first one first; write them like --from 2015 --to 2023."),
               FIRST_SEASON, last);
  return FALSE;
}

int
fair_command_sync (FairCli *cli, int argc, char **argv, GError **error)
{
  SyncOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_INT, &options.from, N_ ("First season"), "YEAR" },
    { "to", 0, 0, G_OPTION_ARG_INT, &options.to, N_ ("Last season"), "YEAR" },
    { NULL },
  };
  g_autoptr (FairJobReport) report = NULL;

  if (!fair_cli_parse (entries, NULL, &argc, &argv, error) || !check_seasons (cli, &options, error))
    return FAIR_EXIT_USAGE;
  report = run_job (cli, start_sync, &options, error);
  if (report == NULL)
    return FAIR_EXIT_FAILED;
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();
      g_autofree char *text = NULL;

      json_builder_begin_object (builder);
      sync_to_json (report->sync, builder);
      json_builder_end_object (builder);
      text = fair_json_finish (builder, TRUE);
      g_print ("%s\n", text);
      return exit_code_of (report);
    }
  print_sync (report->sync);
  if (report->sync->clock_was_ahead)
    g_printerr ("%s\n", fair_sync_clock_note ());
  for (guint i = 0; i < report->sync->problems->len; i++)
    g_printerr ("%s\n", (const char *) g_ptr_array_index (report->sync->problems, i));
  return exit_code_of (report);
}

static void
start_run (CliJob *job, gpointer options)
{
  fair_pipeline_run_async (job->pipeline, options, job->progress, job->cancellable, on_finished, job);
}

static void
start_lines (CliJob *job, gpointer options)
{
  fair_pipeline_lines_async (job->pipeline, options, job->progress, job->cancellable, on_finished, job);
}

static void
run_to_json (const FairJobReport *report)
{
  const FairWeeklyResult *weekly = report->weekly;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  sync_to_json (report->sync, builder);
  fair_json_integer (builder, "season", weekly->week.season);
  fair_json_text (builder, "season_type", fair_season_type_to_string (weekly->week.type));
  fair_json_integer (builder, "week", weekly->week.week);
  fair_json_boolean (builder, "replay", weekly->replay);
  fair_json_boolean (builder, "degraded", report->degraded);
  fair_json_boolean (builder, "data_stale", weekly->data_stale);
  fair_json_text (builder, "model_id", weekly->model_id);
  fair_json_text (builder, "design", weekly->design);
  fair_json_text (builder, "rolled_back_to", *weekly->rolled_back_to == '\0' ? NULL : weekly->rolled_back_to);
  fair_json_integer (builder, "version", weekly->version);
  fair_json_text (builder, "chain_hash", weekly->chain_hash);
  fair_json_integer (builder, "settled", weekly->n_settled);
  fair_json_integer (builder, "replayed_weeks", weekly->n_replayed_weeks);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < weekly->published->len; i++)
    json_builder_add_string_value (builder, ((FairPublished *) g_ptr_array_index (weekly->published, i))->path);
  json_builder_end_array (builder);
  fair_pick_table_to_json (weekly->picks, "picks", builder);
  json_builder_end_object (builder);
  text = fair_json_finish (builder, TRUE);
  g_print ("%s\n", text);
}

static void
print_published (const FairWeeklyResult *weekly)
{
  g_print ("\n");
  fair_pick_table_print (weekly->picks, weekly->replay, FALSE);
  g_print (_("\nPublished as version %d; the chain now ends in %.16s.\n"), weekly->version, weekly->chain_hash);
}

static void
print_run (FairCli *cli, const FairJobReport *report)
{
  const FairWeeklyResult *weekly = report->weekly;

  if (cli->demo)
    g_print (_("This is the demo league: every team, game and line is invented.\n"));
  print_sync (report->sync);
  if (weekly->kept->len > 0)
    g_print (_("Taken up where the run before failed; %u stages were kept.\n"), weekly->kept->len);
  if (weekly->n_settled > 0)
    g_print (_("Settled %u published rows.\n"), weekly->n_settled);
  if (weekly->n_replayed_weeks > 0)
    g_print (_("Replayed %u earlier weeks at their own freezes; they are kept apart from the live record.\n"),
             weekly->n_replayed_weeks);
  if (!weekly->idle)
    print_published (weekly);
  for (guint i = 0; i < weekly->published->len; i++)
    {
      const FairPublished *file = g_ptr_array_index (weekly->published, i);

      if (!file->queued)
        g_print (_("Wrote %s\n"), file->path);
    }
  for (guint i = 0; i < weekly->notes->len; i++)
    g_printerr ("%s\n", (const char *) g_ptr_array_index (weekly->notes, i));
}

/* The week options that several commands share. */
static gboolean
parse_week (FairCli *cli, int *argc, char ***argv, FairWeeklyOptions *out, GError **error)
{
  int season = 0;
  int week = 0;
  gboolean postseason = FALSE;
  gboolean unattended = FALSE;
  const GOptionEntry entries[] = {
    { "season", 0, 0, G_OPTION_ARG_INT, &season, N_ ("Season, named by the year in which it starts"), "YEAR" },
    { "week", 0, 0, G_OPTION_ARG_INT, &week, N_ ("Week"), "NUMBER" },
    { "postseason", 0, 0, G_OPTION_ARG_NONE, &postseason, N_ ("The bowls and the playoff"), NULL },
    { "unattended", 0, 0, G_OPTION_ARG_NONE, &unattended, N_ ("Ask nothing, and tell by mail who is to be told"), NULL },
    { NULL },
  };

  if (!fair_cli_parse (entries, NULL, argc, argv, error))
    return FALSE;
  cli->profile->unattended = unattended;
  return fair_pick_table_week (season, week, postseason, &out->week, &out->has_week, error);
}

int
fair_command_run (FairCli *cli, int argc, char **argv, GError **error)
{
  FairWeeklyOptions options = { 0 };
  g_autoptr (FairJobReport) report = NULL;

  if (!parse_week (cli, &argc, &argv, &options, error))
    return FAIR_EXIT_USAGE;
  report = run_job (cli, start_run, &options, error);
  if (report == NULL)
    return FAIR_EXIT_FAILED;
  if (cli->json)
    run_to_json (report);
  else
    print_run (cli, report);
  return exit_code_of (report);
}

static const char *
verdict_on (const FairRepricedPick *row)
{
  if (row->then.is_pick)
    return row->stands                                                   ? _("stands")
           : fair_reason_has (row->now.reason, FAIR_REASON_STARTED)      ? _("under way")
           : fair_reason_has (row->now.reason, FAIR_REASON_KICKOFF_NEAR) ? _("about to start")
                                                                         : _("stands no more");
  return row->now.is_pick ? _("now a pick") : NULL;
}

static void
print_repriced (GArray *rows)
{
  guint moved = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const FairRepricedPick *row = &g_array_index (rows, FairRepricedPick, i);
      const char *verdict = verdict_on (row);
      g_autofree char *then = fair_pick_to_text (&row->then, FAIR_ODDS_AMERICAN);
      g_autofree char *now = fair_pick_to_text (&row->now, FAIR_ODDS_AMERICAN);

      moved += row->moved;
      if (verdict == NULL)
        continue;
      g_print ("%-14s  %s at %s: %s", verdict, row->then.away_team, row->then.home_team, then);
      if (row->moved)
        g_print (" → %s", now);
      if (!row->now.is_pick)
        g_print (" (%s)", row->now.reason);
      g_print ("\n");
    }
  if (rows->len == 0)
    g_print ("%s\n", _("The lines are stored; no picks are published for their week yet."));
  else
    g_print (_("%u of %u lines moved since the picks were published.\n"), moved, rows->len);
}

static void
repriced_to_json (GArray *rows)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const FairRepricedPick *row = &g_array_index (rows, FairRepricedPick, i);

      json_builder_begin_object (builder);
      fair_json_integer (builder, "game_id", row->then.game_id);
      fair_json_text (builder, "market", fair_market_to_string (row->then.market));
      fair_json_boolean (builder, "moved", row->moved);
      fair_json_boolean (builder, "was_pick", row->then.is_pick);
      fair_json_boolean (builder, "stands", row->stands);
      fair_json_text (builder, "side_then", fair_side_to_string (row->then.side));
      fair_json_number (builder, "line_then", row->then.line);
      fair_json_text (builder, "side_now", fair_side_to_string (row->now.side));
      fair_json_number (builder, "line_now", row->now.line);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  text = fair_json_finish (builder, TRUE);
  g_print ("%s\n", text);
}

int
fair_command_lines (FairCli *cli, int argc, char **argv, GError **error)
{
  FairWeeklyOptions options = { 0 };
  g_autoptr (FairJobReport) report = NULL;

  if (argc >= 2 && (g_str_equal (argv[1], "sheet") || g_str_equal (argv[1], "take")))
    return fair_command_typed (cli, argc, argv, error);
  if (!parse_week (cli, &argc, &argv, &options, error))
    return FAIR_EXIT_USAGE;
  report = run_job (cli, start_lines, &options, error);
  if (report == NULL)
    return FAIR_EXIT_FAILED;
  if (cli->json)
    repriced_to_json (report->lines);
  else
    {
      print_sync (report->sync);
      print_repriced (report->lines);
    }
  return exit_code_of (report);
}
