/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that show tables of what is stored: picks, games, ratings. */
#include "fair-cli.h"

#include "fair-error.h"
#include "fair-file.h"
#include "fair-pick-table.h"
#include "fair-picks-csv.h"
#include "fair-store-book.h"
#include "fair-store-ledger.h"
#include "fair-store-model.h"
#include "fair-table.h"
#include "fair-view.h"
#include "fair-week-plan.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The newest table of @week, or of all weeks. */
static gboolean
find_publication (FairStore *store, const FairWeek *week, gboolean given, FairPublication *out, GError **error)
{
  g_autoptr (GArray) list = fair_store_list_publications (store, error);

  if (list == NULL)
    return FALSE;
  for (guint i = list->len; i > 0; i--)
    {
      *out = g_array_index (list, FairPublication, i - 1);
      if (!given || fair_week_compare (&out->week, week) == 0)
        return TRUE;
    }
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_NO_STORE,
                       _("No picks are published for that week yet; run “fair run” first."));
  return FALSE;
}

static gboolean
write_csv (GArray *picks, const char *file, GError **error)
{
  g_autoptr (GBytes) csv = fair_picks_to_csv ((const FairPick *) (gpointer) picks->data, picks->len);

  return fair_file_write_atomically (file, g_bytes_get_data (csv, NULL), g_bytes_get_size (csv), 0644, error);
}

int
fair_command_picks (FairCli *cli, int argc, char **argv, GError **error)
{
  int season = 0;
  int week = 0;
  gboolean postseason = FALSE;
  gboolean all = FALSE;
  g_autofree char *csv = NULL;
  const GOptionEntry entries[] = {
    { "season", 0, 0, G_OPTION_ARG_INT, &season, N_ ("Season"), "YEAR" },
    { "week", 0, 0, G_OPTION_ARG_INT, &week, N_ ("Week"), "NUMBER" },
    { "postseason", 0, 0, G_OPTION_ARG_NONE, &postseason, N_ ("The bowls and the playoff"), NULL },
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_ ("Also what is passed"), NULL },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv, N_ ("Write all rows as CSV"), "FILE" },
    { NULL },
  };
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GArray) picks = NULL;
  FairPublication publication;
  FairWeek wanted;
  gboolean given;

  if (!fair_cli_parse (entries, NULL, &argc, &argv, error)
      || !fair_pick_table_week (season, week, postseason, &wanted, &given, error))
    return FAIR_EXIT_USAGE;
  store = fair_cli_open_reader (cli, error);
  if (store == NULL || !find_publication (store, &wanted, given, &publication, error))
    return FAIR_EXIT_FAILED;
  picks = fair_store_load_picks (store, publication.id, error);
  if (picks == NULL || (csv != NULL && !write_csv (picks, csv, error)))
    return FAIR_EXIT_FAILED;
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();
      g_autofree char *text = NULL;

      json_builder_begin_object (builder);
      fair_json_boolean (builder, "replay", publication.replay);
      fair_json_integer (builder, "version", publication.version);
      fair_pick_table_to_json (picks, "picks", builder);
      json_builder_end_object (builder);
      text = fair_json_finish (builder, TRUE);
      g_print ("%s\n", text);
    }
  else
    fair_pick_table_print (picks, publication.replay, all);
  return FAIR_EXIT_DONE;
}

static GStrv
cells_of_game (FairView view, guint index)
{
  const FairBook *book = view.book;
  const FairBookGame *game = fair_book_game (book, index);
  FairMarketNumbers market = fair_view_market (view, index);
  char **cells = g_new0 (char *, 6);

  cells[0] = game->kickoff_tbd ? g_strdup (_("time not set")) : fair_cli_local_time (game->kickoff);
  cells[1] = g_strdup_printf (game->neutral_site ? "%s – %s" : "%s @ %s", fair_book_team (book, game->away)->school,
                              fair_book_team (book, game->home)->school);
  cells[2] = fair_table_number ("%+.1f", market.spread);
  cells[3] = fair_table_number ("%.1f", market.total);
  cells[4] = game->home_points < 0 || !game->completed
               ? g_strdup ("")
               : g_strdup_printf ("%d-%d", game->away_points, game->home_points);
  return cells;
}

static void
game_to_json (FairView view, guint index, JsonBuilder *builder)
{
  const FairBook *book = view.book;
  const FairBookGame *game = fair_book_game (book, index);
  FairMarketNumbers market = fair_view_market (view, index);

  json_builder_begin_object (builder);
  fair_json_integer (builder, "game_id", game->id);
  fair_json_time (builder, "kickoff_utc", game->kickoff);
  fair_json_text (builder, "away_team", fair_book_team (book, game->away)->school);
  fair_json_text (builder, "home_team", fair_book_team (book, game->home)->school);
  fair_json_boolean (builder, "neutral_site", game->neutral_site);
  fair_json_boolean (builder, "completed", game->completed);
  fair_json_number (builder, "spread", market.spread);
  fair_json_number (builder, "total", market.total);
  fair_json_number (builder, "home_points", game->home_points < 0 ? NAN : game->home_points);
  fair_json_number (builder, "away_points", game->away_points < 0 ? NAN : game->away_points);
  json_builder_end_object (builder);
}

static void
games_to_json (FairView view, const FairWeek *week)
{
  const FairBook *book = view.book;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < fair_book_n_games (book); i++)
    if (fair_week_compare (&fair_book_game (book, i)->week, week) == 0)
      game_to_json (view, i, builder);
  json_builder_end_array (builder);
  text = fair_json_finish (builder, TRUE);
  g_print ("%s\n", text);
}

static void
print_games (FairView view, const FairWeek *week)
{
  const FairBook *book = view.book;
  static const FairTableColumn columns[] = { { N_ ("Kickoff"), FALSE, 1 },
                                             { N_ ("Game"), FALSE, 0 },
                                             { N_ ("Spread"), TRUE, 0 },
                                             { N_ ("Total"), TRUE, 0 },
                                             { N_ ("Score"), TRUE, 0 } };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < fair_book_n_games (book); i++)
    if (fair_week_compare (&fair_book_game (book, i)->week, week) == 0)
      g_ptr_array_add (rows, cells_of_game (view, i));
  g_print (_("%d %s week %d: %u games\n"), week->season, fair_season_type_to_string (week->type), week->week, rows->len);
  fair_table_print (columns, G_N_ELEMENTS (columns), rows);
}

static gboolean
has_games (const FairBook *book, const FairWeek *week)
{
  for (guint i = 0; i < fair_book_n_games (book); i++)
    if (fair_week_compare (&fair_book_game (book, i)->week, week) == 0)
      return TRUE;
  return FALSE;
}

static void
set_no_games (const FairBook *book, const FairWeek *week, GError **error)
{
  if (fair_book_n_games (book) == 0)
    g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_NO_STORE, _("No games are stored yet; run “fair sync” first."));
  else
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_NO_STORE,
                 _("No game of season %d, %s week %d is stored; “fair status” lists the seasons that are."), week->season,
                 fair_season_type_to_string (week->type), week->week);
}

int
fair_command_games (FairCli *cli, int argc, char **argv, GError **error)
{
  int season = 0;
  int week = 0;
  gboolean postseason = FALSE;
  const GOptionEntry entries[] = {
    { "season", 0, 0, G_OPTION_ARG_INT, &season, N_ ("Season"), "YEAR" },
    { "week", 0, 0, G_OPTION_ARG_INT, &week, N_ ("Week"), "NUMBER" },
    { "postseason", 0, 0, G_OPTION_ARG_NONE, &postseason, N_ ("The bowls and the playoff"), NULL },
    { NULL },
  };
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairBook) book = NULL;
  FairWeek wanted;
  gboolean given;
  gint64 now;

  if (!fair_cli_parse (entries, NULL, &argc, &argv, error)
      || !fair_pick_table_week (season, week, postseason, &wanted, &given, error))
    return FAIR_EXIT_USAGE;
  store = fair_cli_open_reader (cli, error);
  now = fair_clock_now (cli->profile->clock);
  book = store == NULL ? NULL : fair_store_load_book_at (store, now, error);
  if (book == NULL || (!given && !fair_week_plan_choose (book, now, &wanted, error)))
    return FAIR_EXIT_FAILED;
  if (!has_games (book, &wanted))
    {
      set_no_games (book, &wanted, error);
      return FAIR_EXIT_FAILED;
    }
  if (cli->json)
    games_to_json (fair_view_at (book, now), &wanted);
  else
    print_games (fair_view_at (book, now), &wanted);
  return FAIR_EXIT_DONE;
}

static void
ratings_to_json (GArray *ratings, const FairBook *book, gint64 frozen_at, const char *model_id)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  fair_json_time (builder, "frozen_at_utc", frozen_at);
  fair_json_text (builder, "model_id", model_id);
  json_builder_set_member_name (builder, "ratings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ratings->len; i++)
    {
      const FairRating *rating = &g_array_index (ratings, FairRating, i);
      guint team = fair_book_find_team (book, rating->team_id);

      json_builder_begin_object (builder);
      fair_json_integer (builder, "rank", i + 1);
      fair_json_integer (builder, "team_id", rating->team_id);
      fair_json_text (builder, "team", team == FAIR_NO_INDEX ? NULL : fair_book_team (book, team)->school);
      fair_json_number (builder, "overall", rating->overall);
      fair_json_number (builder, "offense", rating->offense);
      fair_json_number (builder, "defense", rating->defense);
      fair_json_number (builder, "overall_sd", rating->overall_sd);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  text = fair_json_finish (builder, TRUE);
  g_print ("%s\n", text);
}

static void
print_ratings (GArray *ratings, const FairBook *book)
{
  static const FairTableColumn columns[] = { { N_ ("Rank"), TRUE },    { N_ ("Team"), FALSE },   { N_ ("Overall"), TRUE },
                                             { N_ ("Offence"), TRUE }, { N_ ("Defence"), TRUE }, { N_ ("± sd"), TRUE } };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < ratings->len; i++)
    {
      const FairRating *rating = &g_array_index (ratings, FairRating, i);
      guint team = fair_book_find_team (book, rating->team_id);
      char **cells = g_new0 (char *, 7);

      cells[0] = g_strdup_printf ("%u", i + 1);
      cells[1] = g_strdup (team == FAIR_NO_INDEX ? "?" : fair_book_team (book, team)->school);
      cells[2] = fair_table_number ("%+.1f", rating->overall);
      cells[3] = fair_table_number ("%+.1f", rating->offense);
      cells[4] = fair_table_number ("%+.1f", rating->defense);
      cells[5] = fair_table_number ("%.1f", rating->overall_sd);
      g_ptr_array_add (rows, cells);
    }
  fair_table_print (columns, G_N_ELEMENTS (columns), rows);
}

int
fair_command_ratings (FairCli *cli, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (FairStore) store = NULL;
  g_autoptr (FairBook) book = NULL;
  g_autoptr (GArray) ratings = NULL;
  g_autofree char *model_id = NULL;
  g_autofree char *when = NULL;
  gint64 frozen_at;

  if (!fair_cli_parse (entries, NULL, &argc, &argv, error))
    return FAIR_EXIT_USAGE;
  store = fair_cli_open_reader (cli, error);
  book = store == NULL ? NULL : fair_store_load_book (store, error);
  ratings = book == NULL ? NULL : fair_store_load_ratings (store, &frozen_at, &model_id, error);
  if (ratings == NULL)
    return FAIR_EXIT_FAILED;
  if (ratings->len == 0)
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_NO_STORE,
                           _("No ratings are stored yet; run “fair run” first."));
      return FAIR_EXIT_FAILED;
    }
  if (cli->json)
    {
      ratings_to_json (ratings, book, frozen_at, model_id);
      return FAIR_EXIT_DONE;
    }
  when = fair_cli_local_time (frozen_at);
  g_print (_("Points against an average FBS team on neutral ground, as of %s (model %s)\n"), when, model_id);
  print_ratings (ratings, book);
  return FAIR_EXIT_DONE;
}
