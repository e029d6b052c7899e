/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-rating-table.h"

#include "fair-clock.h"
#include "fair-pick.h"
#include "fair-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define INTERVAL 1.959964 /* standard deviations of 95 % */

static const FairDatedRating *
dated_at (const GArray *history, guint index)
{
  return &g_array_index (history, FairDatedRating, index);
}

/* The first index of the freeze that @end ends. */
static guint
start_of_freeze (const GArray *history, guint end)
{
  guint start = end;

  while (start > 0 && dated_at (history, start - 1)->freeze == dated_at (history, end - 1)->freeze)
    start--;
  return start;
}

static const FairDatedRating *
find_rating (const GArray *history, guint start, guint end, gint64 team_id)
{
  for (guint i = start; i < end; i++)
    if (dated_at (history, i)->rating.team_id == team_id)
      return dated_at (history, i);
  return NULL;
}

static const char *
conference_of (const FairBook *book, guint team, int season)
{
  for (guint i = fair_book_first_game_of (book, season); i < fair_book_n_games (book); i++)
    {
      const FairBookGame *game = fair_book_game (book, i);

      if (game->week.season != season)
        break;
      if (game->home == team)
        return game->home_conference;
      if (game->away == team)
        return game->away_conference;
    }
  return NULL;
}

/**
 * fair_rating_table_new:
 * @history: (element-type FairDatedRating): as fair_forecast_history() tells it
 *
 * Returns: (transfer full) (element-type FairRatingRow): the newest ratings, best first, with their change since the
 *   freeze a week before, of the same season
 */
GArray *
fair_rating_table_new (const FairBook *book, const GArray *history)
{
  GArray *table = g_array_new (FALSE, FALSE, sizeof (FairRatingRow));
  guint start = start_of_freeze (history, history->len);
  guint before = start;
  guint before_end = start;
  int season = history->len == 0 ? 0 : dated_at (history, start)->week.season;

  /* A run in the middle of a week is compared with the week before, not with its own Tuesday. */
  while (before > 0 && dated_at (history, before)->freeze > dated_at (history, start)->freeze - 6 * FAIR_DAY)
    {
      before_end = before;
      before = start_of_freeze (history, before);
    }
  if (before < history->len && dated_at (history, before)->week.season != season)
    before_end = before;
  for (guint i = start; i < history->len; i++)
    {
      const FairDatedRating *now = dated_at (history, i);
      const FairDatedRating *then = find_rating (history, before, before_end, now->rating.team_id);
      guint team = fair_book_find_team (book, now->rating.team_id);
      FairRatingRow row = {
        .team = team,
        .school = fair_book_team (book, team)->school,
        .conference = conference_of (book, team, season),
        .rank = now->rank,
        .last_rank = then == NULL ? 0 : then->rank,
        .rating = now->rating,
        .change = then == NULL ? NAN : now->rating.overall - then->rating.overall,
      };

      g_array_append_val (table, row);
    }
  return table;
}

/**
 * fair_rating_table_chart:
 *
 * Returns: (transfer full): a team's overall rating from week to week, with its uncertainty
 */
FairChart *
fair_rating_table_chart (const FairBook *book, const GArray *history, guint team)
{
  const FairBookTeam *found = fair_book_team (book, team);
  g_autofree char *title = g_strdup_printf (_("%s: overall rating"), found->school);
  FairChart *chart = fair_chart_new (title, _("Season and week"), _("Points against an average team"));
  FairSeries *band = fair_chart_add (chart, FAIR_SERIES_BAND, _("95 % interval"));
  FairSeries *line = fair_chart_add (chart, FAIR_SERIES_LINE, _("Overall"));
  g_autoptr (GPtrArray) weeks = g_ptr_array_new ();

  chart->y.as_signed = TRUE;
  for (guint i = 0; i < history->len; i++)
    {
      const FairDatedRating *dated = dated_at (history, i);
      double wide = INTERVAL * dated->rating.overall_sd;
      FairChartPoint point = { weeks->len, dated->rating.overall, dated->rating.overall - wide,
                               dated->rating.overall + wide, 0 };

      if (dated->rating.team_id != found->id)
        continue;
      g_ptr_array_add (weeks, dated->week.type == FAIR_SEASON_POSTSEASON
                                ? g_strdup_printf (_("%d bowls"), dated->week.season)
                                : g_strdup_printf (_("%d w%d"), dated->week.season, dated->week.week));
      fair_series_add (band, point);
      point.low = point.high = NAN;
      fair_series_add (line, point);
    }
  g_ptr_array_add (weeks, NULL);
  chart->x.categories = (GStrv) g_ptr_array_steal (weeks, NULL);
  fair_chart_finish (chart);
  return chart;
}

/* What was published of the game's spread: live before replay. */
static double
published_margin (const GArray *record, gint64 game_id)
{
  double margin = NAN;

  for (guint i = 0; i < record->len; i++)
    {
      const FairSettledPick *row = &g_array_index (record, FairSettledPick, i);

      if (row->pick.game_id != game_id || row->pick.market != FAIR_MARKET_SPREAD || (row->replay && !isnan (margin)))
        continue;
      margin = row->pick.side == FAIR_SIDE_AWAY ? row->pick.model_value : -row->pick.model_value;
    }
  return margin;
}

/**
 * fair_rating_table_games:
 * @record: (element-type FairSettledPick): what was published
 *
 * Returns: (transfer full) (element-type FairTeamGame): a team's season, by kickoff, as it is known at @now
 */
GArray *
fair_rating_table_games (const FairBook *book, const GArray *record, guint team, int season, gint64 now)
{
  GArray *games = g_array_new (FALSE, FALSE, sizeof (FairTeamGame));
  FairView view = fair_view_at (book, now);

  for (guint i = fair_book_first_game_of (book, season); i < fair_book_n_games (book); i++)
    {
      const FairBookGame *game = fair_book_game (book, i);
      gboolean home = game->home == team;
      double margin;
      int home_points = FAIR_POINTS_UNKNOWN;
      int away_points = FAIR_POINTS_UNKNOWN;
      FairTeamGame row;

      if (game->week.season != season)
        break;
      if (!home && game->away != team)
        continue;
      fair_view_result (view, i, &home_points, &away_points);
      margin = published_margin (record, game->id);
      row = (FairTeamGame) {
        .game = i,
        .opponent = home ? game->away : game->home,
        .home = home,
        .points = home ? home_points : away_points,
        .opponent_points = home ? away_points : home_points,
        .spread = (home ? 1 : -1) * fair_view_market (view, i).spread,
        .predicted = (home ? 1 : -1) * margin,
      };
      g_array_append_val (games, row);
    }
  return games;
}
