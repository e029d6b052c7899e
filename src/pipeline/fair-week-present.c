/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which week is to be picked: games are moved out of their weeks, and bowls begin before the last regular game. */
#include "fair-week-present.h"

#include "fair-clock.h"
#include "fair-week-choice.h"

#include <glib/gi18n-lib.h>

/* Bowls are all of one week, which lasts for more than a month. */
static gboolean
has_short_weeks (const FairWeek *week)
{
  return week->type != FAIR_SEASON_POSTSEASON && week->type != FAIR_SEASON_SPRING_POSTSEASON;
}

/* Whether a game was moved so far that most of its week is played before the Tuesday that it is played after. */
static gboolean
is_stray (const FairBook *book, const FairBookGame *stray)
{
  guint n_games = 0;
  guint n_earlier = 0;

  for (guint i = fair_book_first_game_of (book, stray->week.season); i < fair_book_n_games (book); i++)
    {
      const FairBookGame *game = fair_book_game (book, i);

      if (fair_week_compare (&game->week, &stray->week) != 0)
        continue;
      n_games++;
      n_earlier += game->freeze < stray->freeze;
    }
  return has_short_weeks (&stray->week) && 2 * n_earlier > n_games;
}

/**
 * fair_week_present:
 * @now: UTC seconds
 * @out: (out): the week of the next game, games that were moved far past their own week left aside
 *
 * Returns: FALSE where all stored games have begun
 */
gboolean
fair_week_present (const FairBook *book, gint64 now, FairWeek *out)
{
  gboolean found = FALSE;

  for (guint i = fair_book_first_game_of (book, fair_season_at (now)); i < fair_book_n_games (book); i++)
    {
      const FairBookGame *game = fair_book_game (book, i);
      gboolean stray = game->kickoff > now && is_stray (book, game);

      if (game->kickoff <= now || (stray && found))
        continue;
      *out = game->week;
      found = TRUE;
      if (!stray)
        return TRUE;
    }
  return found;
}

static char *
command_for (const FairWeek *week)
{
  return has_short_weeks (week) ? g_strdup_printf ("fair run --season %d --week %d", week->season, week->week)
                                : g_strdup_printf ("fair run --season %d --postseason", week->season);
}

static char *
name_of (const FairBook *book, const FairBookGame *game)
{
  return g_strdup_printf (_("%s at %s"), fair_book_team (book, game->away)->school,
                          fair_book_team (book, game->home)->school);
}

/* @games: of char*. */
static void
note_games (const FairWeek *week, GPtrArray *games, GPtrArray *notes)
{
  g_autofree char *name = fair_week_to_text (week);
  g_autofree char *command = command_for (week);
  guint n = games->len;
  g_autofree char *list = NULL;

  g_ptr_array_add (games, NULL);
  list = g_strjoinv (", ", (char **) games->pdata);
  g_ptr_array_add (notes, g_strdup_printf (ngettext ("%u game of another week (%s) is played before next Tuesday and is "
                                                     "not in this table: %s; “%s” prices it.",
                                                     "%u games of another week (%s) are played before next Tuesday and "
                                                     "are not in this table: %s; “%s” prices them.",
                                                     n),
                                           n, name, list, command));
}

/* The first game from *@from on that is played before next Tuesday, and is of another week than those in @told. */
static gboolean
find_other (const FairBook *book, GArray *told, gint64 now, guint *from)
{
  for (; *from < fair_book_n_games (book); ++*from)
    {
      const FairBookGame *game = fair_book_game (book, *from);
      gboolean known = game->kickoff <= now || game->freeze > fair_freeze_before (now);

      for (guint i = 0; i < told->len && !known; i++)
        known = fair_week_compare (&g_array_index (told, FairWeek, i), &game->week) == 0;
      if (!known)
        return TRUE;
    }
  return FALSE;
}

/**
 * fair_week_note_others:
 * @week: which is picked
 * @now: UTC seconds
 * @notes: (element-type utf8): gets a sentence for each other week with games before next Tuesday
 *
 * A job once a week would else pass them over without a word.
 */
void
fair_week_note_others (const FairBook *book, const FairWeek *week, gint64 now, GPtrArray *notes)
{
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (FairWeek));
  guint first = fair_book_first_game_of (book, week->season);

  g_array_append_vals (told, week, 1);
  while (find_other (book, told, now, &first))
    {
      g_autoptr (GPtrArray) games = g_ptr_array_new_with_free_func (g_free);
      FairWeek other = fair_book_game (book, first)->week;

      for (guint i = first; i < fair_book_n_games (book); i++)
        {
          const FairBookGame *game = fair_book_game (book, i);

          if (fair_week_compare (&game->week, &other) == 0 && game->kickoff > now
              && game->freeze <= fair_freeze_before (now))
            g_ptr_array_add (games, name_of (book, game));
        }
      note_games (&other, games, notes);
      g_array_append_val (told, other);
    }
}
