/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cli.h"

#include "fair-error.h"
#include "fair-health-report.h"

#include <glib/gi18n-lib.h>

/* Yellow is to be known, and nothing that a script should stop at. */
static int
exit_code (FairHealthState state)
{
  return state == FAIR_HEALTH_RED      ? FAIR_EXIT_FAILED
         : state == FAIR_HEALTH_ORANGE ? FAIR_EXIT_DEGRADED
                                       : FAIR_EXIT_DONE;
}

static void
print_item (const FairHealthItem *item)
{
  const FairVerdict *verdict = &item->verdict;
  g_autofree char *since = fair_cli_local_time (item->since);
  g_autofree char *measure = fair_verdict_describe (verdict);

  g_print (_("%-15s %-18s since %s · %s\n"), fair_health_state_get_word (verdict->state),
           fair_rule_get_title (verdict->rule), since, measure);
  g_print ("                %s\n", verdict->sentence);
}

static void
print_report (const FairHealthReport *report)
{
  g_autofree char *summary = fair_health_report_summarize (report);

  g_print ("%s\n\n", summary);
  for (guint i = 0; i < FAIR_N_RULES; i++)
    print_item (&report->items[i]);
}

static void
print_json (FairCli *cli, const FairHealthReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  fair_json_text (builder, "data_dir", cli->profile->paths->data_dir);
  fair_json_boolean (builder, "stored", report != NULL);
  if (report != NULL)
    fair_health_report_to_json (report, builder);
  json_builder_end_object (builder);
  text = fair_json_finish (builder, TRUE);
  g_print ("%s\n", text);
}

/* Before anything is stored there is nothing to watch. */
static int
show_nothing (FairCli *cli)
{
  if (cli->json)
    print_json (cli, NULL);
  else
    g_print (_("Nothing is stored in “%s” yet; “fair run” begins.\n"), cli->profile->paths->data_dir);
  return FAIR_EXIT_DONE;
}

int
fair_command_health (FairCli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (FairHealthReport) report = NULL;
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) problem = NULL;

  if (!fair_cli_parse (entries, NULL, &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  store = fair_cli_open_reader (cli, &problem);
  if (g_error_matches (problem, FAIR_ERROR, FAIR_ERROR_NO_STORE))
    return show_nothing (cli);
  report = store == NULL ? NULL : fair_health_report_make (store, cli->profile, fair_clock_now (cli->profile->clock), &problem);
  if (report == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FAIR_EXIT_FAILED;
    }
  if (cli->json)
    print_json (cli, report);
  else
    print_report (report);
  return exit_code (report->state);
}
