/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands on the published picks and their record: ledger, performance. */
#include "fair-cli.h"

#include "fair-error.h"
#include "fair-judgement.h"
#include "fair-performance.h"
#include "fair-record.h"
#include "fair-store-book.h"
#include "fair-store-ledger.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static int
list_ledger (FairCli *cli, FairStore *store, GError **error)
{
  g_autoptr (GArray) list = fair_store_list_publications (store, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  if (list == NULL)
    return FAIR_EXIT_FAILED;
  if (list->len == 0 && !cli->json)
    g_print (_("Nothing is published yet; “fair run” begins.\n"));
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++)
    {
      const FairPublication *p = &g_array_index (list, FairPublication, i);
      g_autofree char *published = fair_cli_local_time (p->published_at);

      if (!cli->json)
        g_print ("%4d  %d %-10s week %2d  %-6s v%-2d  %s  %4u rows  %.12s\n", (int) p->id, p->week.season,
                 fair_season_type_to_string (p->week.type), p->week.week, p->replay ? _("replay") : _("live"),
                 p->version, published, p->n_picks, p->chain_hash);
      json_builder_begin_object (builder);
      fair_json_integer (builder, "id", p->id);
      fair_json_integer (builder, "season", p->week.season);
      fair_json_text (builder, "season_type", fair_season_type_to_string (p->week.type));
      fair_json_integer (builder, "week", p->week.week);
      fair_json_text (builder, "kind", p->replay ? "replay" : "live");
      fair_json_integer (builder, "version", p->version);
      fair_json_time (builder, "frozen_at_utc", p->frozen_at);
      fair_json_text (builder, "model_id", p->model_id);
      fair_json_integer (builder, "rows", p->n_picks);
      fair_json_text (builder, "content_hash", p->content_hash);
      fair_json_text (builder, "chain_hash", p->chain_hash);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  text = fair_json_finish (builder, TRUE);
  if (cli->json)
    g_print ("%s\n", text);
  return FAIR_EXIT_DONE;
}

static int
verify_ledger (FairCli *cli, FairStore *store, GError **error)
{
  guint n;

  if (!fair_store_verify_ledger (store, &n, error))
    return FAIR_EXIT_FAILED;
  if (cli->json)
    g_print ("{\"verified\": %u}\n", n);
  else
    g_print (_("All %u publications are what was published, in an unbroken chain.\n"), n);
  return FAIR_EXIT_DONE;
}

static int
settle_ledger (FairCli *cli, GError **error)
{
  gint64 now = fair_clock_now (cli->profile->clock);
  g_autoptr (FairStore) reader = fair_cli_open_reader (cli, error); /* a writer would begin a store */
  g_autoptr (FairStore) store = reader == NULL ? NULL : fair_store_open_writer (cli->profile->paths, error);
  g_autoptr (FairBook) book = store == NULL ? NULL : fair_store_load_book (store, error);
  guint n_changed;

  if (book == NULL || !fair_record_settle (store, book, now, &n_changed, error))
    return FAIR_EXIT_FAILED;
  if (cli->json)
    g_print ("{\"changed\": %u}\n", n_changed);
  else
    g_print (_("%u published rows are newly settled.\n"), n_changed);
  return FAIR_EXIT_DONE;
}

int
fair_command_ledger (FairCli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  const char *verb;
  g_autoptr (FairStore) store = NULL;

  if (!fair_cli_parse (entries, "list|settle|verify", &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  verb = argc == 2 ? argv[1] : "";
  if (g_str_equal (verb, "settle"))
    return settle_ledger (cli, error);
  if (!g_str_equal (verb, "list") && !g_str_equal (verb, "verify"))
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                           _("Say what to do with the ledger: fair ledger list, settle or verify."));
      return FAIR_EXIT_USAGE;
    }
  store = fair_cli_open_reader (cli, error);
  if (store == NULL)
    return FAIR_EXIT_FAILED;
  return g_str_equal (verb, "list") ? list_ledger (cli, store, error) : verify_ledger (cli, store, error);
}

static void
measure_part (FairCli *cli, GArray *record, const char *name, const char *title, JsonBuilder *builder)
{
  FairPerformance performance = fair_performance_measure ((const FairSettledPick *) (gpointer) record->data, record->len,
                                                          FALSE, FAIR_ALL_MARKETS);
  g_autofree char *text = fair_performance_to_text (&performance, title);

  if (!cli->json)
    g_print ("%s", text);
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  fair_performance_to_json (&performance, builder);
  json_builder_end_object (builder);
}

static void
measure (FairCli *cli, GArray *record, gboolean replay, JsonBuilder *builder)
{
  static const struct
  {
    int         market;
    const char *name;
  } parts[] = { { FAIR_ALL_MARKETS, "all" },
                { FAIR_MARKET_SPREAD, "spread" },
                { FAIR_MARKET_TOTAL, "total" },
                { FAIR_MARKET_MONEYLINE, "moneyline" } };

  json_builder_set_member_name (builder, replay ? "replay" : "live");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      FairPerformance performance
        = fair_performance_measure ((const FairSettledPick *) (gpointer) record->data, record->len, replay, parts[i].market);
      g_autofree char *title = g_strdup_printf ("%s, %s", replay ? _("Replay") : _("Live"), parts[i].name);
      g_autofree char *text = fair_performance_to_text (&performance, title);

      if (!cli->json && (i == 0 || performance.n > 0))
        g_print ("%s", text);
      json_builder_set_member_name (builder, parts[i].name);
      json_builder_begin_object (builder);
      fair_performance_to_json (&performance, builder);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

/* Only of the picks that a person's adjustments had a part in, beside what they would have been. */
static gboolean
judge (FairCli *cli, FairStore *store, GArray *record, JsonBuilder *builder, GError **error)
{
  g_autoptr (FairBook) book = fair_store_load_book (store, error);
  g_autoptr (FairJudgement) judgement
    = book == NULL ? NULL : fair_judgement_judge (store, book, fair_clock_now (cli->profile->clock), record, error);

  if (judgement == NULL)
    return FALSE;
  if (judgement->with->len == 0)
    return TRUE;
  measure_part (cli, judgement->with, "adjusted", _("With your adjustments"), builder);
  measure_part (cli, judgement->without, "unadjusted", _("The same weeks without"), builder);
  return TRUE;
}

int
fair_command_performance (FairCli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GArray) record = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  if (!fair_cli_parse (entries, NULL, &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  store = fair_cli_open_reader (cli, error);
  record = store == NULL ? NULL : fair_store_load_record (store, error);
  if (record == NULL)
    return FAIR_EXIT_FAILED;
  json_builder_begin_object (builder);
  measure (cli, record, FALSE, builder);
  measure (cli, record, TRUE, builder);
  if (!judge (cli, store, record, builder, error))
    return FAIR_EXIT_FAILED;
  json_builder_end_object (builder);
  text = fair_json_finish (builder, TRUE);
  if (cli->json)
    g_print ("%s\n", text);
  else
    g_print (_("Intervals are of 95 %%, resampled by week. A replayed week was picked afterwards from what was known at its "
               "freeze; it is no live record.\n"));
  return FAIR_EXIT_DONE;
}
