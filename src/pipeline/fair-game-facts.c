/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-game-facts.h"

#include "fair-clock.h"
#include "fair-number.h"
#include "fair-odds.h"
#include "fair-pick-sheet.h"
#include "fair-pricer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The opener stands in every row of a book; the last row that was seen is as good as any. */
static void
find_opener (FairView view, const FairBookGame *game, FairGameLine *line)
{
  for (guint i = 0; i < game->n_lines; i++)
    {
      const FairBookLine *row = fair_book_line (view.book, game->first_line + i);

      if (row->provider != line->provider || (row->seen_at > view.as_of && game->freeze > view.as_of))
        continue;
      if (!isnan (row->spread_open))
        line->spread_open = row->spread_open;
      if (!isnan (row->total_open))
        line->total_open = row->total_open;
    }
}

/**
 * fair_game_lines:
 * @game: index in the view's book
 *
 * Returns: (transfer full) (element-type FairGameLine): one a book, by its name
 */
GArray *
fair_game_lines (FairView view, guint game)
{
  FairQuote quotes[FAIR_MAX_QUOTES];
  guint n = fair_view_quotes (view, game, quotes);
  GArray *lines = g_array_sized_new (FALSE, FALSE, sizeof (FairGameLine), n);

  for (guint i = 0; i < n; i++)
    {
      FairGameLine line = {
        .provider = quotes[i].provider,
        .spread_open = NAN,
        .spread = quotes[i].spread,
        .total_open = NAN,
        .total = quotes[i].total,
        .home_moneyline = quotes[i].home_moneyline,
        .away_moneyline = quotes[i].away_moneyline,
        .seen_at = quotes[i].seen_at,
      };

      find_opener (view, fair_book_game (view.book, game), &line);
      g_array_append_val (lines, line);
    }
  return lines;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/**
 * fair_game_market_chance:
 * @lines: (element-type FairGameLine): of one game
 *
 * Returns: the chance of the home side that the moneylines imply when the books' margin is taken out, the median over
 *   books; NaN where no book has both moneylines
 */
double
fair_game_market_chance (const GArray *lines)
{
  g_autoptr (GArray) chances = g_array_new (FALSE, FALSE, sizeof (double));
  guint middle;

  for (guint i = 0; i < lines->len; i++)
    {
      const FairGameLine *line = &g_array_index (lines, FairGameLine, i);
      double chance;

      if (line->home_moneyline == FAIR_MONEYLINE_UNKNOWN || line->away_moneyline == FAIR_MONEYLINE_UNKNOWN)
        continue;
      chance = fair_odds_without_vig (line->home_moneyline, line->away_moneyline);
      g_array_append_val (chances, chance);
    }
  if (chances->len == 0)
    return NAN;
  g_array_sort (chances, compare_numbers);
  middle = chances->len / 2;
  if (chances->len % 2 == 1)
    return g_array_index (chances, double, middle);
  return (g_array_index (chances, double, middle - 1) + g_array_index (chances, double, middle)) / 2;
}

/* The home side beats the close by its margin plus the spread; the away side by the opposite. */
static double
beat_close (const FairBook *book, guint game, gboolean at_home, int home_margin)
{
  double spread = fair_book_closing (book, game).spread;

  return at_home ? home_margin + spread : -(home_margin + spread);
}

/**
 * fair_game_recent:
 * @game: index: only games before this one, in its season
 * @team: index of one that plays in it
 * @most: how many at most
 *
 * Returns: (transfer full) (element-type FairRecentGame): the games of @team whose results were known, newest first
 */
GArray *
fair_game_recent (FairView view, guint game, guint team, guint most)
{
  GArray *recent = g_array_new (FALSE, FALSE, sizeof (FairRecentGame));
  int season = fair_book_game (view.book, game)->week.season;

  for (guint i = game; i-- > 0 && recent->len < most;)
    {
      const FairBookGame *row = fair_book_game (view.book, i);
      gboolean at_home = row->home == team;
      int home_points;
      int away_points;
      FairRecentGame past;

      /* Spring games of 2020 overlap with nothing; a season never begins before the one before has ended. */
      if (row->week.season != season)
        break;
      if ((!at_home && row->away != team) || !fair_view_result (view, i, &home_points, &away_points))
        continue;
      past = (FairRecentGame) {
        .game = i,
        .opponent = at_home ? row->away : row->home,
        .at_home = at_home,
        .points = at_home ? home_points : away_points,
        .opponent_points = at_home ? away_points : home_points,
        .against_close = beat_close (view.book, i, at_home, home_points - away_points),
      };
      g_array_append_val (recent, past);
    }
  return recent;
}

/**
 * fair_game_to_matchup:
 *
 * Returns: (transfer full): "Away @ Home", or "Away – Home" on a neutral site
 */
char *
fair_game_to_matchup (const FairBook *book, guint game)
{
  const FairBookGame *row = fair_book_game (book, game);

  return g_strdup_printf (row->neutral_site ? "%s – %s" : "%s @ %s", fair_book_team (book, row->away)->school,
                          fair_book_team (book, row->home)->school);
}

/**
 * fair_game_kickoff_to_text:
 *
 * Returns: (transfer full): when it begins, in local time
 */
char *
fair_game_kickoff_to_text (const FairBookGame *game)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (game->kickoff);
  g_autoptr (GDateTime) local = utc == NULL ? NULL : g_date_time_to_local (utc);

  if (local == NULL)
    return g_strdup (_("kickoff not known"));
  /* Midnight in the east of the country stands in for a time that is to be determined: the same day in UTC. */
  return game->kickoff_tbd ? g_date_time_format (utc, _("%a %-d %b %Y, time to be determined"))
                           : g_date_time_format (local, _("%a %-d %b %Y, %H:%M %Z"));
}

/**
 * fair_game_result_to_text:
 *
 * Returns: (transfer full): how it ended: "Navy won 24–17"
 */
char *
fair_game_result_to_text (const FairBook *book, guint game, int home_points, int away_points)
{
  const FairBookGame *row = fair_book_game (book, game);
  gboolean home_won = home_points > away_points;

  if (home_points == away_points)
    return g_strdup_printf (_("Tied %d–%d"), home_points, away_points);
  return g_strdup_printf (_("%s won %d–%d"), fair_book_team (book, home_won ? row->home : row->away)->school,
                          MAX (home_points, away_points), MIN (home_points, away_points));
}

/* The number and its sign stay on one line. */
static char *
chance_to_text (double chance)
{
  return g_strdup_printf (_("%.1f\u00a0%%"), 100 * chance);
}

/* What one side's bet says: "Navy −3.5 covers". */
static char *
describe_bet (const FairBook *book, guint game, FairMarket market, FairSide side, double home_number)
{
  const FairBookGame *row = fair_book_game (book, game);
  const char *team = fair_book_team (book, side == FAIR_SIDE_HOME ? row->home : row->away)->school;
  double line = market == FAIR_MARKET_MONEYLINE ? NAN : fair_side_line (market, side, home_number);
  g_autofree char *number = market == FAIR_MARKET_SPREAD ? fair_number_signed (line, 1) : fair_number_to_text (line, 1);

  if (market == FAIR_MARKET_MONEYLINE)
    return g_strdup_printf (_("%s wins"), team);
  if (market == FAIR_MARKET_SPREAD)
    return g_strdup_printf (_("%s %s covers"), team, number);
  return g_strdup_printf (side == FAIR_SIDE_OVER ? _("Over %s") : _("Under %s"), number);
}

/**
 * fair_game_chance_to_text:
 * @home_number: the home side's spread, or the total; not used for a moneyline
 * @scores: (nullable): the chances of all final scores
 *
 * Returns: (transfer full): the chance of either side, and of a push where there may be one; where something is not
 *   known, what
 */
char *
fair_game_chance_to_text (const FairBook *book, guint game, FairMarket market, double home_number,
                          const FairScoreDistribution *scores)
{
  gboolean total = market == FAIR_MARKET_TOTAL;
  FairSide sides[] = { total ? FAIR_SIDE_OVER : FAIR_SIDE_HOME, total ? FAIR_SIDE_UNDER : FAIR_SIDE_AWAY };
  g_autoptr (GString) text = g_string_new (NULL);
  double push = 0;

  if (market != FAIR_MARKET_MONEYLINE && isnan (home_number))
    return g_strdup (total ? _("No book has a total.") : _("No book has a spread."));
  if (scores == NULL)
    return g_strdup (_("There is no prediction."));
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autofree char *bet = describe_bet (book, game, market, sides[i], home_number);
      g_autofree char *chance = chance_to_text (fair_win_chance (market, sides[i], home_number, scores, &push));

      g_string_append_printf (text, "%s%s: %s", i == 0 ? "" : " · ", bet, chance);
    }
  if (push > 0)
    {
      g_autofree char *chance = chance_to_text (push);

      g_string_append_printf (text, _(" · push: %s"), chance);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The row as the picks table has it, so that both say the same. */
static FairSheetRow
make_row (const FairSettledPick *settled, gint64 now)
{
  g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (FairPick));
  g_autoptr (FairPickSheet) sheet = NULL;
  FairSheetRow row;

  g_array_append_val (one, settled->pick);
  sheet = fair_pick_sheet_new (NULL, one, now);
  row = *fair_pick_sheet_row (sheet, 0);
  row.outcome = settled->outcome;
  row.units = settled->units;
  return row;
}

/* One cell of a picks table, after its name. */
static void
append_cell (GString *text, const FairSheetRow *row, FairSheetColumn column, const char *name, FairOddsFormat format)
{
  g_autofree char *cell = fair_sheet_row_to_text (row, column, format);

  g_string_append_printf (text, " · %s %s", name, cell);
}

/**
 * fair_game_pick_to_text:
 * @now: UTC seconds
 *
 * Returns: (transfer full): whether a row of the table was a pick, or why not, how it ended, and what was said of it
 */
char *
fair_game_pick_to_text (const FairSettledPick *settled, gint64 now, FairOddsFormat format)
{
  const FairPick *pick = &settled->pick;
  FairSheetRow row = make_row (settled, now);
  g_autofree char *status = fair_sheet_row_to_text (&row, FAIR_SHEET_STATUS, format);
  g_autoptr (GString) text = g_string_new (status);

  if (pick->side == FAIR_SIDE_NONE)
    return g_string_free (g_steal_pointer (&text), FALSE);
  append_cell (text, &row, FAIR_SHEET_PRICE, pick->provider == NULL ? "" : pick->provider, format);
  append_cell (text, &row, FAIR_SHEET_MODEL, _("model"), format);
  append_cell (text, &row, FAIR_SHEET_EDGE, _("edge"), format);
  append_cell (text, &row, FAIR_SHEET_PROBABILITY, _("chance"), format);
  if (pick->is_pick)
    append_cell (text, &row, FAIR_SHEET_STAKE, _("stake"), format);
  if (pick->is_pick && !isnan (settled->closing_line_value))
    {
      g_autofree char *value = fair_number_signed (settled->closing_line_value, 1);

      g_string_append_printf (text, _(" · closing line value %s"), value);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * fair_recent_game_to_text:
 *
 * Returns: (transfer full): how it ended for the team, in a word and points: "Won 24–17"
 */
char *
fair_recent_game_to_text (const FairRecentGame *self)
{
  int own = self->points;
  int other = self->opponent_points;

  return own > other   ? g_strdup_printf (_("Won %d–%d"), own, other)
         : own < other ? g_strdup_printf (_("Lost %d–%d"), own, other)
                       : g_strdup_printf (_("Tied %d–%d"), own, other);
}

/**
 * fair_expected_to_text:
 * @number: NaN unknown
 * @sd: its standard deviation; NaN unknown
 * @sign: whether a plus is shown
 *
 * Returns: (transfer full): "+6.5 ± 16.2"
 */
char *
fair_expected_to_text (double number, double sd, gboolean sign)
{
  g_autofree char *middle = sign ? fair_number_signed (number, 1) : fair_number_to_text (number, 1);

  return isnan (number) || isnan (sd) ? g_steal_pointer (&middle) : g_strdup_printf ("%s ± %.1f", middle, sd);
}

/**
 * fair_local_time_to_text:
 * @time: UTC seconds, or %FAIR_TIME_UNKNOWN
 * @format: of g_date_time_format()
 *
 * Returns: (transfer full): the time where the person is; “–” unknown
 */
char *
fair_local_time_to_text (gint64 time, const char *format)
{
  g_autoptr (GDateTime) local = time == FAIR_TIME_UNKNOWN ? NULL : g_date_time_new_from_unix_local (time);

  return local == NULL ? g_strdup ("–") : g_date_time_format (local, format);
}

/**
 * fair_age_to_text:
 * @age: seconds; below nought the clock was set back, and it counts as fresh
 *
 * Returns: (transfer full): how long ago: "3 hours ago"
 */
char *
fair_age_to_text (gint64 age)
{
  if (age < 2 * 60)
    return g_strdup (_("just now"));
  if (age < 2 * FAIR_HOUR)
    return g_strdup_printf (_("%d minutes ago"), (int) (age / 60));
  if (age < 2 * FAIR_DAY)
    return g_strdup_printf (_("%d hours ago"), (int) (age / FAIR_HOUR));
  return g_strdup_printf (_("%d days ago"), (int) (age / FAIR_DAY));
}
