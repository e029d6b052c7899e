/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cli.h"

#include "fair-error.h"
#include "fair-purge.h"
#include "fair-takeout.h"
#include "fair-upkeep.h"

#include <glib/gi18n-lib.h>

/**
 * fair_command_upkeep:
 *
 * What a computer does once a day.
 */
int
fair_command_upkeep (FairCli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FairStore) reader = NULL;
  g_autoptr (FairStore) store = NULL;
  GError *failure = NULL;
  gboolean done;

  if (!fair_cli_parse (entries, NULL, &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  /* Upkeep begins no store. */
  reader = fair_cli_open_reader (cli, &failure);
  store = reader == NULL ? NULL : fair_store_open_writer (cli->profile->paths, &failure);
  if (store == NULL)
    {
      fair_cli_tell_failure (cli, failure);
      g_propagate_error (error, failure);
      return FAIR_EXIT_FAILED;
    }
  done = fair_upkeep (store, cli->profile, notes);
  for (guint i = 0; i < notes->len; i++)
    g_printerr ("%s\n", (const char *) g_ptr_array_index (notes, i));
  return done ? FAIR_EXIT_DONE : FAIR_EXIT_DEGRADED;
}

static void
print_purge (FairCli *cli, const FairPurged *purged, gboolean done)
{
  const FairPurge *store = &purged->store;
  g_autofree char *answers = g_format_size (store->answer_bytes);
  g_autofree char *copies = g_format_size (purged->copy_bytes);

  if (cli->json)
    g_print ("{\"done\": %s, \"answers\": %u, \"bytes\": %" G_GINT64_FORMAT ", \"runs\": %u, \"copies\": %u, "
             "\"copy_bytes\": %" G_GINT64_FORMAT "}\n",
             done ? "true" : "false", store->n_answers, store->answer_bytes, store->n_runs, purged->n_copies,
             purged->copy_bytes);
  else if (store->n_answers == 0 && store->n_runs == 0 && purged->n_copies == 0)
    g_print (_("Nothing is old enough to go.\n"));
  else if (done)
    g_print (_("Removed the bytes of %u raw answers (%s), the logs of %u runs, and %u copies of the whole store (%s) "
               "that a restore or a new version had left.\n"),
             store->n_answers, answers, store->n_runs, purged->n_copies, copies);
  else
    g_print (_("The bytes of %u raw answers (%s), the logs of %u runs, and %u copies of the whole store (%s) that a "
               "restore or a new version left are old enough to go; “fair purge --yes” removes them. Picks, the ledger, "
               "games and lines stay for ever.\n"),
             store->n_answers, answers, store->n_runs, purged->n_copies, copies);
}

int
fair_command_purge (FairCli *cli, int argc, char **argv, GError **error)
{
  gboolean yes = FALSE;
  const GOptionEntry entries[] = {
    { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, N_ ("Remove it; without this it is only shown"), NULL },
    { NULL },
  };
  g_autoptr (FairStore) store = NULL;
  FairPurged purged;

  if (!fair_cli_parse (entries, NULL, &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  store = fair_cli_open_reader (cli, error);
  if (store == NULL || !fair_purge_preview (store, cli->profile, fair_clock_now (cli->profile->clock), &purged, error))
    return FAIR_EXIT_FAILED;
  if (yes)
    {
      g_clear_pointer (&store, fair_store_close);
      store = fair_store_open_writer (cli->profile->paths, error);
      if (store == NULL || !fair_purge (store, cli->profile, fair_clock_now (cli->profile->clock), &purged, error))
        return FAIR_EXIT_FAILED;
    }
  print_purge (cli, &purged, yes);
  return FAIR_EXIT_DONE;
}

int
fair_command_takeout (FairCli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (FairStore) store = NULL;
  g_autofree char *path = NULL;
  guint n;

  if (!fair_cli_parse (entries, "FILE", &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  if (argc != 2)
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                           _("Name the file: fair takeout mine.tar.zst."));
      return FAIR_EXIT_USAGE;
    }
  path = g_canonicalize_filename (argv[1], NULL);
  store = fair_cli_open_reader (cli, error);
  if (store == NULL || !fair_takeout_write (store, cli->profile, path, &n, error))
    return FAIR_EXIT_FAILED;
  g_print (_("Wrote %u files that are yours to %s\n"), n, path);
  return FAIR_EXIT_DONE;
}
