/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-week-plan.h"

#include "fair-error.h"
#include "fair-forecast.h"
#include "fair-store-ledger.h"
#include "fair-week-present.h"

#include <glib/gi18n-lib.h>

void
fair_week_plan_clear (FairWeekPlan *self)
{
  g_clear_pointer (&self->requests, g_array_unref);
}

/**
 * fair_week_plan_choose:
 * @out: (out): the present week; where all are over, the last one
 *
 * Returns: FALSE with %FAIR_ERROR_NO_STORE where there are no games
 */
gboolean
fair_week_plan_choose (const FairBook *book, gint64 now, FairWeek *out, GError **error)
{
  guint n = fair_book_n_games (book);

  if (n == 0)
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_NO_STORE,
                           _("No games are stored, so there is nothing to pick; check the key and run “fair sync”."));
      return FALSE;
    }
  if (!fair_week_present (book, now, out))
    *out = fair_book_game (book, n - 1)->week;
  return TRUE;
}

static gboolean
is_over (const FairBook *book, const FairWeek *week, gint64 now)
{
  gboolean any = FALSE;

  for (guint i = fair_book_first_game_of (book, week->season); i < fair_book_n_games (book); i++)
    {
      const FairBookGame *game = fair_book_game (book, i);

      if (game->week.season > week->season)
        break;
      if (fair_week_compare (&game->week, week) != 0)
        continue;
      any = TRUE;
      if (game->kickoff > now)
        return FALSE;
    }
  return any;
}

static gboolean
knows_results (const FairBook *book, const FairWeek *week, gint64 now)
{
  for (guint i = fair_book_first_game_of (book, week->season); i < fair_book_n_games (book); i++)
    {
      const FairBookGame *game = fair_book_game (book, i);

      if (fair_week_compare (&game->week, week) == 0 && game->completed && !game->kickoff_tbd
          && game->kickoff > now)
        return TRUE;
    }
  return FALSE;
}

/**
 * fair_week_plan_make:
 * @now: UTC seconds: the freeze of a week that is not over
 *
 * Returns: the games of @week
 */
FairWeekPlan
fair_week_plan_make (const FairBook *book, const FairWeek *week, gint64 now)
{
  gboolean over = is_over (book, week, now);
  FairWeekPlan plan = { .week = *week, .replay = over };

  plan.requests = g_array_new (FALSE, FALSE, sizeof (FairForecastRequest));
  for (guint i = fair_book_first_game_of (book, week->season); i < fair_book_n_games (book); i++)
    {
      const FairBookGame *game = fair_book_game (book, i);
      FairForecastRequest request = { i, over ? game->freeze : now };

      if (game->week.season > week->season)
        break;
      if (fair_week_compare (&game->week, week) == 0)
        g_array_append_val (plan.requests, request);
    }
  return plan;
}

static gboolean
is_published (GArray *publications, const FairWeek *week)
{
  for (guint i = 0; i < publications->len; i++)
    if (fair_week_compare (&g_array_index (publications, FairPublication, i).week, week) == 0)
      return TRUE;
  return FALSE;
}

/* Whoever has published later and knows results from after now has a clock that was set back: the picks would be made in
   hindsight. Without such a publication it is a person who looks back on purpose. */
static gboolean
is_hindsight (const FairBook *book, GArray *publications, const FairWeekPlan *plan, gint64 now)
{
  for (guint i = 0; i < publications->len && !plan->replay; i++)
    if (g_array_index (publications, FairPublication, i).published_at > now)
      return knows_results (book, &plan->week, now);
  return FALSE;
}

static gboolean
is_planned (GArray *plans, const FairWeek *week)
{
  for (guint i = 0; i < plans->len; i++)
    if (fair_week_compare (&g_array_index (plans, FairWeekPlan, i).week, week) == 0)
      return TRUE;
  return FALSE;
}

static void
add_plan (GArray *plans, FairWeekPlan plan)
{
  g_array_append_val (plans, plan);
}

/**
 * fair_week_plan_all:
 *
 * Earlier weeks of the season that nothing was published for are replayed, so that the record has no holes.
 *
 * Returns: (transfer full) (element-type FairWeekPlan): the weeks to be replayed, and last @week itself; NULL with
 *   %FAIR_ERROR_USAGE where it has no game
 */
GArray *
fair_week_plan_all (FairStore *store, const FairBook *book, const FairWeek *week, gint64 now, GError **error)
{
  g_autoptr (GArray) plans = g_array_new (FALSE, FALSE, sizeof (FairWeekPlan));
  g_autoptr (GArray) publications = fair_store_list_publications (store, error);
  FairWeekPlan *last;

  g_array_set_clear_func (plans, (GDestroyNotify) fair_week_plan_clear);
  if (publications == NULL)
    return NULL;
  for (guint i = fair_book_first_game_of (book, week->season); i < fair_book_n_games (book); i++)
    {
      const FairBookGame *game = fair_book_game (book, i);

      if (game->week.season == week->season && fair_week_compare (&game->week, week) < 0
          && !is_published (publications, &game->week) && !is_planned (plans, &game->week)
          && is_over (book, &game->week, now))
        add_plan (plans, fair_week_plan_make (book, &game->week, now));
    }
  add_plan (plans, fair_week_plan_make (book, week, now));
  last = &g_array_index (plans, FairWeekPlan, plans->len - 1);
  last->published = is_published (publications, week);
  last->hindsight = is_hindsight (book, publications, last, now);
  last->replay = last->replay || last->hindsight;
  if (last->requests->len > 0)
    return g_steal_pointer (&plans);
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
               _("Season %d has no %s week %d; see “fair games” for the weeks that are stored."), week->season,
               fair_season_type_to_string (week->type), week->week);
  return NULL;
}
