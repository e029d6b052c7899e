/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cli.h"

#include "fair-checklist.h"
#include "fair-json.h"

#include <glib/gi18n-lib.h>

static void
print_steps (const GArray *steps)
{
  static const char *const boxes[] = { "[ ]", "[!]", "[x]", "[–]" };

  for (guint i = 0; i < steps->len; i++)
    {
      const FairStep *step = &g_array_index (steps, FairStep, i);
      const char *command = fair_remedy_get_command (step->remedy);

      if (i == 0 || step->emergency != g_array_index (steps, FairStep, i - 1).emergency)
        g_print ("%s%s\n%s\n", i == 0 ? "" : "\n", fair_emergency_get_title (step->emergency),
                 fair_emergency_get_advice (step->emergency));
      g_print ("  %s %s: %s\n", boxes[step->state], step->title, step->sentence);
      if (command != NULL)
        g_print ("        %s\n", command);
    }
}

static void
print_json (const GArray *steps)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < steps->len; i++)
    {
      const FairStep *step = &g_array_index (steps, FairStep, i);

      json_builder_begin_object (builder);
      fair_json_text (builder, "emergency", fair_emergency_get_title (step->emergency));
      fair_json_text (builder, "step", step->title);
      fair_json_text (builder, "state", fair_step_state_to_string (step->state));
      fair_json_text (builder, "sentence", step->sentence);
      fair_json_text (builder, "command", fair_remedy_get_command (step->remedy));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  text = fair_json_finish (builder, TRUE);
  g_print ("%s\n", text);
}

int
fair_command_checklist (FairCli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GArray) steps = NULL;
  g_autoptr (GError) problem = NULL;

  if (!fair_cli_parse (entries, NULL, &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  store = fair_cli_open_reader (cli, &problem);
  steps = store == NULL ? fair_checklist_make_without_store (problem)
                        : fair_checklist_make (store, cli->profile, fair_clock_now (cli->profile->clock), error);
  if (steps == NULL)
    return FAIR_EXIT_FAILED;
  if (cli->json)
    print_json (steps);
  else
    print_steps (steps);
  if (store == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return store == NULL ? FAIR_EXIT_FAILED : FAIR_EXIT_DONE;
}
