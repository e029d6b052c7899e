/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cli.h"

#include "fair-backtest.h"
#include "fair-error.h"
#include "fair-file.h"
#include "fair-reading-cache.h"
#include "fair-store-book.h"

#include <glib/gi18n-lib.h>

static gboolean
has_played (const FairBook *book, int from, int to)
{
  for (guint i = 0; i < fair_book_n_games (book); i++)
    {
      const FairBookGame *game = fair_book_game (book, i);

      if (game->completed && game->week.season >= from && game->week.season <= to)
        return TRUE;
    }
  return FALSE;
}

int
fair_command_backtest (FairCli *cli, int argc, char **argv, GError **error)
{
  int from = 0;
  int to = 0;
  g_autofree char *csv = NULL;
  g_autofree char *design = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_INT, &from, N_ ("First season"), "YEAR" },
    { "to", 0, 0, G_OPTION_ARG_INT, &to, N_ ("Last season"), "YEAR" },
    { "design", 0, 0, G_OPTION_ARG_STRING, &design, N_ ("Model: full (the default), or scores"), "NAME" },
    { "predictions", 0, 0, G_OPTION_ARG_FILENAME, &csv, N_ ("Write every prediction as CSV"), "FILE" },
    { NULL },
  };
  FairModelCache cache;
  FairForecastOptions options = { 0 };
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairBook) book = NULL;
  g_autoptr (FairBacktest) backtest = NULL;
  g_autofree char *text = NULL;

  if (!fair_cli_parse (entries, NULL, &argc, &argv, error)
      || (design != NULL && !fair_design_from_string (design, &options.design, error)))
    return FAIR_EXIT_USAGE;
  if (from == 0 || to == 0 || from > to)
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                           _("A backtest needs its seasons, such as --from 2017 --to 2023."));
      return FAIR_EXIT_USAGE;
    }
  store = fair_cli_open_reader (cli, error);
  book = store == NULL ? NULL : fair_store_load_book_at (store, fair_clock_now (cli->profile->clock), error);
  if (book != NULL && !has_played (book, from, to))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_NO_STORE,
                   _("No played game of the seasons %d to %d is stored; run “fair sync --from %d --to %d” first."), from, to,
                   from, to);
      return FAIR_EXIT_FAILED;
    }
  cache = fair_reading_cache (store);
  options.cache = &cache;
  backtest = book == NULL ? NULL : fair_backtest_run (book, from, to, &options, NULL, NULL, error);
  if (backtest == NULL)
    return FAIR_EXIT_FAILED;
  if (csv != NULL)
    {
      g_autoptr (GBytes) bytes = fair_backtest_to_csv (backtest);

      if (!fair_file_write_atomically (csv, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), 0644, error))
        return FAIR_EXIT_FAILED;
    }
  text = cli->json ? fair_backtest_to_json (backtest) : fair_backtest_to_text (backtest);
  g_print ("%s\n", text);
  return FAIR_EXIT_DONE;
}
