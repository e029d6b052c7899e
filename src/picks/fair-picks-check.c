/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-picks-check.h"

#include "fair-error.h"
#include "fair-picks-csv.h"
#include "fair-pricer.h"
#include "fair-reason.h"
#include "fair-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static gboolean
refuse (const FairPick *pick, const char *what, GError **error)
{
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
               _("The picks were not exported: %s at %s (game %" G_GINT64_FORMAT "), %s: %s. Run again, and report it if "
                 "it stays."),
               pick->away_team, pick->home_team, pick->game_id, fair_market_to_string (pick->market), what);
  return FALSE;
}

static gboolean
is_chance (double p)
{
  return p >= 0 && p <= 1;
}

/* Written longhand, without the functions that priced the pick. */
static gboolean
check_edge (const FairPick *pick)
{
  double expected;

  switch (pick->side)
    {
    case FAIR_SIDE_OVER:
      expected = pick->model_value - pick->line;
      break;
    case FAIR_SIDE_UNDER:
      expected = pick->line - pick->model_value;
      break;
    default:
      expected = pick->line - pick->model_value;
    }
  return pick->market == FAIR_MARKET_MONEYLINE || (fabs (expected - pick->edge_points) < 1e-6 && expected >= 0);
}

static gboolean
check_priced (const FairPick *pick, GError **error)
{
  gboolean sides_fit = pick->market == FAIR_MARKET_TOTAL
                         ? pick->side == FAIR_SIDE_OVER || pick->side == FAIR_SIDE_UNDER
                         : pick->side == FAIR_SIDE_HOME || pick->side == FAIR_SIDE_AWAY;

  if (!sides_fit)
    return refuse (pick, _("the side is not one of the market's"), error);
  if (isnan (pick->line) || pick->provider == NULL || abs (pick->price) < 100)
    return refuse (pick, _("the line, its price or its book is missing"), error);
  if (!is_chance (pick->win_probability) || !is_chance (pick->push_probability)
      || !is_chance (pick->win_probability + pick->push_probability))
    return refuse (pick, _("the chances do not add up"), error);
  if (!check_edge (pick))
    return refuse (pick, _("the edge does not fit line and model"), error);
  if (pick->is_pick && !(pick->edge_points > 0 && pick->stake_units > 0 && !fair_reason_is_to_pass (pick->reason)))
    return refuse (pick, _("it is a pick without an edge, a stake, or with a reason to pass"), error);
  return TRUE;
}

static gboolean
check_pick (const FairPick *pick, GError **error)
{
  if (!pick->is_pick && !fair_reason_is_to_pass (pick->reason))
    return refuse (pick, _("it is passed without a reason"), error);
  if (pick->side != FAIR_SIDE_NONE)
    return check_priced (pick, error);
  if (!isnan (pick->line) || pick->price != 0 || pick->provider != NULL || pick->is_pick)
    return refuse (pick, _("it has a line but no side"), error);
  return TRUE;
}

/* Rows come in threes: spread, total, moneyline of one game that is in the week and has two known teams. */
static gboolean
check_game (const FairBook *book, const FairWeek *week, const FairPick *rows, GHashTable *seen, GError **error)
{
  guint index = fair_book_find_game (book, rows[0].game_id);
  const FairBookGame *game;

  if (index == FAIR_NO_INDEX)
    return refuse (rows, _("the game is not in the schedule"), error);
  game = fair_book_game (book, index);
  if (fair_week_compare (&game->week, week) != 0)
    return refuse (rows, _("the game belongs to another week"), error);
  if (game->home == game->away || !g_str_equal (fair_book_team (book, game->home)->school, rows[0].home_team)
      || !g_str_equal (fair_book_team (book, game->away)->school, rows[0].away_team))
    return refuse (rows, _("the teams are not the schedule's"), error);
  if (!g_hash_table_add (seen, GUINT_TO_POINTER (index + 1)))
    return refuse (rows, _("the game appears twice"), error);
  for (guint i = 0; i < FAIR_MARKETS_PER_GAME; i++)
    {
      if (rows[i].game_id != rows[0].game_id || rows[i].market != (FairMarket) i)
        return refuse (&rows[i], _("a market is missing or doubled"), error);
      if (!check_pick (&rows[i], error))
        return FALSE;
    }
  return TRUE;
}

static guint
count_games_of (const FairBook *book, const FairWeek *week)
{
  guint n = 0;

  for (guint i = fair_book_first_game_of (book, week->season); i < fair_book_n_games (book); i++)
    {
      const FairBookGame *game = fair_book_game (book, i);

      if (game->week.season > week->season)
        break;
      n += fair_week_compare (&game->week, week) == 0;
    }
  return n;
}

static gboolean
conflicts (const FairBook *book, const FairPick *row)
{
  FairView view = fair_view_at (book, row->frozen_at);
  guint index = fair_book_find_game (book, row->game_id);
  FairQuote quotes[FAIR_MAX_QUOTES];
  guint n = fair_view_quotes (view, index, quotes);

  return n == 2 && fabs (quotes[0].spread - quotes[1].spread) >= FAIR_OUTLIER_POINTS;
}

/* The file as a reader of it will see it must say the same as what was priced. */
static gboolean
check_csv (const FairPick *picks, guint n, GError **error)
{
  g_autoptr (GBytes) csv = fair_picks_to_csv (picks, n);
  g_autoptr (GArray) read = fair_picks_from_csv (csv, error);
  g_autoptr (GBytes) again = NULL;

  if (read == NULL)
    return FALSE;
  again = fair_picks_to_csv ((const FairPick *) (gpointer) read->data, read->len);
  if (g_bytes_equal (csv, again))
    return TRUE;
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                       _("The picks were not exported: their CSV does not read back as it was written; report it."));
  return FALSE;
}

/**
 * fair_picks_check:
 * @week: all of its games with an FBS team must be there
 * @picks: what is about to be exported
 * @out: (out): what was counted
 *
 * Looks at the picks with other eyes than those that made them.
 *
 * Returns: FALSE with %FAIR_ERROR_BAD_DATA that names the game and what is wrong; then nothing may be exported
 */
gboolean
fair_picks_check (const FairBook *book, const FairWeek *week, const FairPick *picks, guint n, FairPicksCheck *out,
                  GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint expected = count_games_of (book, week);

  *out = (FairPicksCheck) { .n_games = expected };
  if (n != expected * FAIR_MARKETS_PER_GAME)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                   _("The picks were not exported: the week has %u games but %u rows, not three a game. Run again, and "
                     "report it if it stays."),
                   expected, n);
      return FALSE;
    }
  for (guint i = 0; i < n; i += FAIR_MARKETS_PER_GAME)
    {
      gboolean priced = FALSE;

      if (!check_game (book, week, &picks[i], seen, error))
        return FALSE;
      for (guint j = 0; j < FAIR_MARKETS_PER_GAME; j++)
        priced = priced || picks[i + j].side != FAIR_SIDE_NONE;
      out->n_with_line += priced;
      out->n_conflicting_lines += conflicts (book, &picks[i]);
    }
  return check_csv (picks, n, error);
}
