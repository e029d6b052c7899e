/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kept models: which there are, and which of them is used. */
#include "fair-cli.h"

#include "fair-error.h"
#include "fair-json.h"
#include "fair-model-registry.h"
#include "fair-promotion.h"
#include "fair-reading-cache.h"
#include "fair-store-book.h"
#include "fair-table.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#define BURN_IN 2 /* seasons before the first that is judged: the model has to know the teams */

static const FairTableColumn columns[] = {
  { N_("Week"), FALSE, 0 },   { N_("Design"), FALSE, 0 }, { N_("Model"), FALSE, 0 }, { N_("Games"), TRUE, 3 },
  { N_("Margin"), TRUE, 4 },  { N_("Close"), TRUE, 4 },   { N_("Total"), TRUE, 2 },  { N_("Close"), TRUE, 2 },
  { N_("Made"), FALSE, 1 },   { N_("Use"), FALSE, 0 },
};

static const char *
use_of (const FairModelRegistry *registry, const FairModelFit *fit)
{
  if (fit == registry->kept)
    return _("rolled back to");
  if (*fit->origin != '\0')
    return _("repeats a kept one");
  return g_str_equal (fit->design, fair_design_to_string (registry->champion)) ? _("champion") : _("challenger");
}

static char **
cells_of (const FairModelRegistry *registry, const FairModelFit *fit)
{
  FairFitHeadline headline = fair_fit_headline (fit);
  char **cells = g_new0 (char *, G_N_ELEMENTS (columns) + 1);

  cells[0] = g_strdup_printf ("%d %s %d", fit->week.season, fair_season_type_to_string (fit->week.type),
                              fit->week.week);
  cells[1] = g_strdup (fit->design);
  cells[2] = g_strdup (fit->model_id);
  cells[3] = g_strdup_printf ("%u", headline.n);
  cells[4] = fair_table_number ("%.2f", headline.margin_mae);
  cells[5] = fair_table_number ("%.2f", headline.margin_close_mae);
  cells[6] = fair_table_number ("%.2f", headline.total_mae);
  cells[7] = fair_table_number ("%.2f", headline.total_close_mae);
  cells[8] = fair_cli_local_time (fit->made_at);
  cells[9] = g_strdup (use_of (registry, fit));
  return cells;
}

static void
print_list (const FairModelRegistry *registry)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (FairDesign design = 0; design < FAIR_N_DESIGNS; design++)
    g_print ("%s: %s. %s\n", design == registry->champion ? _("Champion") : _("Challenger"),
             fair_design_to_string (design), fair_design_describe (design));
  if (registry->rollback != NULL)
    g_print (_("Rolled back to %s until “fair model resume”.\n"), registry->rollback->model_id);
  g_print ("\n");
  if (registry->fits->len == 0)
    {
      g_print (_("No model is kept yet; “fair run” makes the first.\n"));
      return;
    }
  for (guint i = 0; i < registry->fits->len; i++)
    g_ptr_array_add (rows, cells_of (registry, &g_array_index (registry->fits, FairModelFit, i)));
  fair_table_print (columns, G_N_ELEMENTS (columns), rows);
  g_print (_("\nMargin and total are missed by so many points on average in the season until then, the closing line "
             "on the same games beside them.\n"));
}

static void
fit_to_json (const FairModelRegistry *registry, const FairModelFit *fit, JsonBuilder *builder)
{
  g_autoptr (JsonParser) scores = json_parser_new ();

  json_builder_begin_object (builder);
  fair_json_text (builder, "model_id", fit->model_id);
  fair_json_text (builder, "design", fit->design);
  fair_json_text (builder, "repeats", *fit->origin == '\0' ? NULL : fit->origin);
  fair_json_boolean (builder, "rolled_back_to", fit == registry->kept);
  fair_json_integer (builder, "season", fit->week.season);
  fair_json_text (builder, "season_type", fair_season_type_to_string (fit->week.type));
  fair_json_integer (builder, "week", fit->week.week);
  fair_json_time (builder, "made_at_utc", fit->made_at);
  fair_json_time (builder, "freeze_utc", fit->freeze);
  fair_json_time (builder, "first_result_utc", fit->first_result);
  fair_json_time (builder, "last_result_utc", fit->last_result);
  fair_json_integer (builder, "games", fit->n_games);
  fair_json_text (builder, "data_hash", fit->data_hash);
  fair_json_integer (builder, "seed", (gint64) fit->seed);
  fair_json_text (builder, "version", fit->version);
  fair_json_text (builder, "settings", fit->settings);
  json_builder_set_member_name (builder, "scores");
  if (json_parser_load_from_data (scores, fit->scores, -1, NULL) && json_parser_get_root (scores) != NULL)
    json_builder_add_value (builder, json_node_copy (json_parser_get_root (scores)));
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
}

static void
choice_to_json (const FairModelChoice *choice, JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  fair_json_time (builder, "made_at_utc", choice->made_at);
  fair_json_text (builder, "kind", fair_choice_kind_to_string (choice->kind));
  fair_json_text (builder, "design", choice->design);
  fair_json_text (builder, "model_id", *choice->model_id == '\0' ? NULL : choice->model_id);
  fair_json_text (builder, "reason", choice->reason);
  json_builder_end_object (builder);
}

static void
list_to_json (const FairModelRegistry *registry)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  fair_json_text (builder, "champion", fair_design_to_string (registry->champion));
  fair_json_text (builder, "rolled_back_to", registry->rollback == NULL ? NULL : registry->rollback->model_id);
  json_builder_set_member_name (builder, "models");
  json_builder_begin_array (builder);
  for (guint i = 0; i < registry->fits->len; i++)
    fit_to_json (registry, &g_array_index (registry->fits, FairModelFit, i), builder);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "choices");
  json_builder_begin_array (builder);
  for (guint i = 0; i < registry->choices->len; i++)
    choice_to_json (&g_array_index (registry->choices, FairModelChoice, i), builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  text = fair_json_finish (builder, TRUE);
  g_print ("%s\n", text);
}

static int
list_models (FairCli *cli, GError **error)
{
  g_autoptr (FairStore) store = fair_cli_open_reader (cli, error);
  g_autoptr (FairModelRegistry) registry = store == NULL ? NULL : fair_model_registry_load (store, error);

  if (registry == NULL)
    return FAIR_EXIT_FAILED;
  if (cli->json)
    list_to_json (registry);
  else
    print_list (registry);
  return FAIR_EXIT_DONE;
}

/* A writer would begin a store where there is none. */
static FairStore *
open_existing (FairCli *cli, GError **error)
{
  g_autoptr (FairStore) reader = fair_cli_open_reader (cli, error);

  return reader == NULL ? NULL : fair_store_open_writer (cli->profile->paths, error);
}

static void
say (FairCli *cli, const char *said)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  fair_json_text (builder, "done", said);
  json_builder_end_object (builder);
  text = fair_json_finish (builder, TRUE);
  g_print ("%s\n", cli->json ? text : said);
}

static int
roll_back (FairCli *cli, const char *model_id, GError **error)
{
  g_autoptr (FairStore) store = open_existing (cli, error);
  g_autofree char *said
    = store == NULL ? NULL : fair_model_rollback (store, model_id, fair_clock_now (cli->profile->clock), error);

  if (said == NULL)
    return FAIR_EXIT_FAILED;
  say (cli, said);
  return FAIR_EXIT_DONE;
}

static int
resume (FairCli *cli, GError **error)
{
  g_autoptr (FairStore) store = open_existing (cli, error);
  g_autofree char *said
    = store == NULL ? NULL : fair_model_resume (store, fair_clock_now (cli->profile->clock), error);

  if (said == NULL)
    return FAIR_EXIT_FAILED;
  say (cli, said);
  return FAIR_EXIT_DONE;
}

static GArray *
find_losses (FairStore *store, const FairBook *book, FairDesign design, GError **error)
{
  FairModelCache cache = fair_reading_cache (store);
  FairForecastOptions options = { .design = design, .cache = &cache };
  int to = fair_book_last_season (book);
  g_autoptr (FairBacktest) backtest
    = fair_backtest_run (book, MIN (fair_book_first_season (book) + BURN_IN, to), to, &options, NULL, NULL, error);

  return backtest == NULL ? NULL : fair_backtest_losses (backtest);
}

static gboolean
compare (FairStore *store, FairDesign champion, FairDesign challenger, FairPromotion *out, GError **error)
{
  g_autoptr (FairBook) book = fair_store_load_book (store, error);
  g_autoptr (GArray) before = book == NULL ? NULL : find_losses (store, book, champion, error);
  g_autoptr (GArray) after = before == NULL ? NULL : find_losses (store, book, challenger, error);

  if (after == NULL)
    return FALSE;
  *out = fair_promotion_judge ((const FairGameLoss *) (gpointer) before->data, before->len,
                               (const FairGameLoss *) (gpointer) after->data, after->len);
  return TRUE;
}

/* The rule decides that it may be, a person that it shall be. */
static gboolean
ask_person (gboolean yes, FairDesign challenger, GError **error)
{
  char line[16];

  if (yes)
    return TRUE;
  if (!isatty (STDIN_FILENO))
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
                           _("The rule is met, and now a person must say yes: ask from a terminal, or give --yes."));
      return FALSE;
    }
  g_printerr (_("Make “%s” the champion? [y/N] "), fair_design_to_string (challenger));
  if (fgets (line, sizeof line, stdin) != NULL && (*line == 'y' || *line == 'Y'))
    return TRUE;
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_REFUSED, _("Nothing was changed, since nobody said yes."));
  return FALSE;
}

static int
promote (FairCli *cli, FairDesign challenger, gboolean yes, GError **error)
{
  g_autoptr (FairStore) reader = fair_cli_open_reader (cli, error);
  g_autoptr (FairModelRegistry) registry = reader == NULL ? NULL : fair_model_registry_load (reader, error);
  const char *name = fair_design_to_string (challenger);
  g_autoptr (FairStore) store = NULL;
  g_auto (GStrv) reasons = NULL;
  g_autofree char *verdict = NULL;
  g_autofree char *said = NULL;
  FairPromotion promotion;

  if (registry == NULL)
    return FAIR_EXIT_FAILED;
  if (registry->champion == challenger)
    {
      said = g_strdup_printf (_("“%s” is the champion already."), name);
      say (cli, said);
      return FAIR_EXIT_DONE;
    }
  if (!compare (reader, registry->champion, challenger, &promotion, error))
    return FAIR_EXIT_FAILED;
  reasons = fair_promotion_reasons (&promotion);
  verdict = g_strjoinv (" ", reasons);
  for (guint i = 0; reasons[i] != NULL && !cli->json; i++)
    g_print ("%s\n", reasons[i]);
  if (!promotion.met)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
                   _("“%s” does not take the place of “%s”, since the rule for that is not met: %s"), name,
                   fair_design_to_string (registry->champion), fair_promotion_obstacle (&promotion));
      return FAIR_EXIT_REFUSED;
    }
  if (!ask_person (yes, challenger, error))
    return FAIR_EXIT_REFUSED;
  store = open_existing (cli, error);
  said = store == NULL ? NULL
                       : fair_model_promote (store, challenger, verdict, fair_clock_now (cli->profile->clock), error);
  if (said == NULL)
    return FAIR_EXIT_FAILED;
  say (cli, said);
  return FAIR_EXIT_DONE;
}

/* For weeks in which the model is in doubt. */
static int
set_conservative (FairCli *cli, gboolean on, GError **error)
{
  if (!fair_settings_set (cli->profile->settings, "conservative", g_variant_new_boolean (on), error))
    return FAIR_EXIT_FAILED;
  say (cli, on ? _("From the next run on, a pick needs twice the edge, and stakes and the number of picks are halved.")
               : _("From the next run on, picks and stakes are as the settings say."));
  return FAIR_EXIT_DONE;
}

int
fair_command_model (FairCli *cli, int argc, char **argv, GError **error)
{
  gboolean yes = FALSE;
  const GOptionEntry entries[] = {
    { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, N_ ("Promote without asking, where the rule is met"), NULL },
    { NULL },
  };
  FairDesign design;
  const char *verb;

  if (!fair_cli_parse (entries, "list|promote DESIGN|rollback [MODEL]|resume|conservative on|off", &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  verb = argc > 1 ? argv[1] : "";
  if (g_str_equal (verb, "list") && argc == 2)
    return list_models (cli, error);
  if (g_str_equal (verb, "rollback") && argc <= 3)
    return roll_back (cli, argv[2], error);
  if (g_str_equal (verb, "resume") && argc == 2)
    return resume (cli, error);
  if (g_str_equal (verb, "promote") && argc == 3)
    return fair_design_from_string (argv[2], &design, error) ? promote (cli, design, yes, error) : FAIR_EXIT_USAGE;
  if (g_str_equal (verb, "conservative") && argc == 3 && (g_str_equal (argv[2], "on") || g_str_equal (argv[2], "off")))
    return set_conservative (cli, g_str_equal (argv[2], "on"), error);
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                       _("Say what to do with the models: fair model list, promote DESIGN, rollback [MODEL], resume, or "
                         "conservative on or off."));
  return FAIR_EXIT_USAGE;
}
