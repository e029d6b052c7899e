/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cli.h"

#include "fair-error.h"
#include "fair-json.h"
#include "fair-model-registry.h"
#include "fair-store-book.h"
#include "fair-store-league.h"
#include "fair-store-model.h"
#include "fair-store-raw.h"
#include "fair-store-runs.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What status shows. */
typedef struct
{
  GArray  *seasons;  /* of FairSeasonCount */
  GArray  *refusals; /* of FairRefusalCount */
  guint    n_answers;
  gint64   bytes;
  gint64   newest;
  FairRun  run;
  gboolean has_run;
  gint64   frozen_at;
  char    *model_id;
  FairModelRegistry *registry;
} Status;

static void
status_clear (Status *status)
{
  g_clear_pointer (&status->seasons, g_array_unref);
  g_clear_pointer (&status->refusals, g_array_unref);
  g_clear_pointer (&status->model_id, g_free);
  g_clear_pointer (&status->registry, fair_model_registry_free);
  fair_run_clear (&status->run);
}

static gboolean
load (FairStore *store, Status *out, GError **error)
{
  g_autoptr (GArray) ratings = fair_store_load_ratings (store, &out->frozen_at, &out->model_id, error);

  if (ratings == NULL)
    return FALSE;
  out->seasons = fair_store_count_seasons (store, error);
  if (out->seasons == NULL)
    return FALSE;
  out->refusals = fair_store_count_refusals (store, error);
  out->registry = out->refusals == NULL ? NULL : fair_model_registry_load (store, error);
  return out->registry != NULL
         && fair_store_raw_usage (store, &out->n_answers, &out->bytes, &out->newest, error)
         && fair_store_get_last_run (store, &out->run, &out->has_run, error);
}

static void
print_status (FairCli *cli, const Status *status)
{
  g_autofree char *newest = fair_cli_local_time (status->newest);
  g_autofree char *size = g_format_size (status->bytes);

  g_print (_("Data folder: %s\n"), cli->profile->paths->data_dir);
  g_print (_("The API was last asked: %s; %u answers are kept, %s\n"), newest, status->n_answers, size);
  if (status->has_run)
    {
      g_autofree char *started = fair_cli_local_time (status->run.started_at);

      /* A run that failed early had no week yet. */
      if (status->run.week.season == 0)
        g_print (_("Last run: %s, %s, %u API calls\n"), started, status->run.status, status->run.calls);
      else
        g_print (_("Last run: %s, %d %s week %d, %s, %u API calls\n"), started, status->run.week.season,
                 fair_season_type_to_string (status->run.week.type), status->run.week.week, status->run.status,
                 status->run.calls);
      if (status->run.error != NULL && !g_str_equal (status->run.status, "cancelled"))
        g_print ("  %s\n", status->run.error);
    }
  if (status->model_id != NULL)
    {
      g_autofree char *frozen = fair_cli_local_time (status->frozen_at);

      g_print (_("Model: %s, frozen %s\n"), status->model_id, frozen);
    }
  g_print (_("Champion: %s\n"), fair_design_to_string (status->registry->champion));
  if (status->registry->rollback != NULL)
    g_print (_("Rolled back to the kept model %s, until “fair model resume”\n"), status->registry->rollback->model_id);
  if (status->seasons->len > 0)
    g_print ("%s\n", _("Season   games  played  with line  with statistics"));
  for (guint i = 0; i < status->seasons->len; i++)
    {
      const FairSeasonCount *season = &g_array_index (status->seasons, FairSeasonCount, i);

      g_print ("%6d %7u %7u %10u %16u\n", season->season, season->n_games, season->n_completed, season->n_with_line,
               season->n_with_stats);
    }
  for (guint i = 0; i < status->refusals->len; i++)
    {
      const FairRefusalCount *count = &g_array_index (status->refusals, FairRefusalCount, i);

      g_print (_("Refused: %u × %s\n"), count->n, count->reason);
    }
}

static void
status_to_json (FairCli *cli, const Status *status, JsonBuilder *builder)
{
  fair_json_integer (builder, "answers", status->n_answers);
  fair_json_integer (builder, "answer_bytes", status->bytes);
  fair_json_time (builder, "data_utc", status->newest);
  fair_json_text (builder, "model_id", status->model_id);
  fair_json_text (builder, "champion", fair_design_to_string (status->registry->champion));
  fair_json_text (builder, "rolled_back_to",
                  status->registry->rollback == NULL ? NULL : status->registry->rollback->model_id);
  if (status->has_run)
    {
      json_builder_set_member_name (builder, "last_run");
      json_builder_begin_object (builder);
      fair_json_time (builder, "started_utc", status->run.started_at);
      fair_json_text (builder, "status", status->run.status);
      fair_json_number (builder, "season", status->run.week.season == 0 ? NAN : status->run.week.season);
      fair_json_text (builder, "season_type",
                      status->run.week.season == 0 ? NULL : fair_season_type_to_string (status->run.week.type));
      fair_json_number (builder, "week", status->run.week.season == 0 ? NAN : status->run.week.week);
      fair_json_integer (builder, "calls", status->run.calls);
      fair_json_text (builder, "error", status->run.error);
      json_builder_end_object (builder);
    }
  json_builder_set_member_name (builder, "seasons");
  json_builder_begin_array (builder);
  for (guint i = 0; i < status->seasons->len; i++)
    {
      const FairSeasonCount *season = &g_array_index (status->seasons, FairSeasonCount, i);

      json_builder_begin_object (builder);
      fair_json_integer (builder, "season", season->season);
      fair_json_integer (builder, "games", season->n_games);
      fair_json_integer (builder, "completed", season->n_completed);
      fair_json_integer (builder, "with_line", season->n_with_line);
      fair_json_integer (builder, "with_statistics", season->n_with_stats);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "refused");
  json_builder_begin_object (builder);
  for (guint i = 0; i < status->refusals->len; i++)
    fair_json_integer (builder, g_array_index (status->refusals, FairRefusalCount, i).reason,
                       g_array_index (status->refusals, FairRefusalCount, i).n);
  json_builder_end_object (builder);
}

static void
show (FairCli *cli, const Status *status, gboolean stored)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *text = NULL;

  if (!cli->json)
    {
      if (stored)
        print_status (cli, status);
      else
        g_print (_("Nothing is stored in “%s” yet; “fair run” begins.\n"), cli->profile->paths->data_dir);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  fair_json_text (builder, "data_dir", cli->profile->paths->data_dir);
  fair_json_boolean (builder, "stored", stored);
  if (stored)
    status_to_json (cli, status, builder);
  json_builder_end_object (builder);
  text = fair_json_finish (builder, TRUE);
  g_print ("%s\n", text);
}

int
fair_command_status (FairCli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GError) problem = NULL;
  g_autoptr (FairStore) store = NULL;
  Status status = { 0 };
  gboolean loaded;

  if (!fair_cli_parse (entries, NULL, &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  store = fair_cli_open_reader (cli, &problem);
  if (g_error_matches (problem, FAIR_ERROR, FAIR_ERROR_NO_STORE))
    {
      show (cli, &status, FALSE);
      return FAIR_EXIT_DONE;
    }
  loaded = store != NULL && load (store, &status, &problem);
  if (loaded)
    show (cli, &status, TRUE);
  else
    g_propagate_error (error, g_steal_pointer (&problem));
  status_clear (&status);
  return loaded ? FAIR_EXIT_DONE : FAIR_EXIT_FAILED;
}
