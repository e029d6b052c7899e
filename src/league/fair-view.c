/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-view.h"

#include <math.h>

/**
 * fair_view_at:
 * @book: must outlive the view
 * @as_of: UTC seconds
 */
FairView
fair_view_at (const FairBook *book, gint64 as_of)
{
  return (FairView) { book, as_of };
}

/**
 * fair_view_result:
 * @home_points: (out): untouched where the result was not known
 * @away_points: (out): likewise
 *
 * Returns: whether the game's result was known: it is over, and %FAIR_RESULT_DELAY has passed since kickoff
 */
gboolean
fair_view_result (FairView view, guint game, int *home_points, int *away_points)
{
  const FairBookGame *row = fair_book_game (view.book, game);

  if (!row->completed || row->home_points < 0 || row->away_points < 0
      || row->kickoff + FAIR_RESULT_DELAY > view.as_of)
    return FALSE;
  *home_points = row->home_points;
  *away_points = row->away_points;
  return TRUE;
}

/**
 * fair_view_stats:
 * @home: of the home side's offence, or of the away side's
 *
 * Returns: (nullable) (transfer none): the statistics, where they were known: %FAIR_STATS_DELAY after kickoff
 */
const FairUnitStats *
fair_view_stats (FairView view, guint game, gboolean home)
{
  const FairBookGame *row = fair_book_game (view.book, game);
  guint stats = home ? row->home_stats : row->away_stats;

  if (!row->completed || stats == FAIR_NO_INDEX || row->kickoff + FAIR_STATS_DELAY > view.as_of)
    return NULL;
  return fair_book_stats (view.book, stats);
}

/**
 * fair_view_team_value:
 *
 * Returns: @metric of @team in @season where it was known, else NaN
 */
double
fair_view_team_value (FairView view, guint team, int season, FairMetric metric)
{
  double value = fair_book_value (view.book, team, season, metric);

  return isnan (value) || fair_metric_known_at (metric, season) > view.as_of ? NAN : value;
}

static FairQuote
quote_of (const FairBookLine *line)
{
  return (FairQuote) { line->provider,       line->seen_at,        line->spread, line->total,
                       line->home_moneyline, line->away_moneyline, line->typed };
}

static FairQuote
opener_of (const FairBookLine *line, gint64 freeze)
{
  return (FairQuote) { line->provider,        freeze, line->spread_open, line->total_open, FAIR_MONEYLINE_UNKNOWN,
                       FAIR_MONEYLINE_UNKNOWN, FALSE };
}

/* One book's rows for one game, oldest first: what was known of them. */
static gboolean
known_quote (FairView view, const FairBookGame *game, const FairBookLine *rows, guint n, FairQuote *out)
{
  const FairBookLine *last = &rows[n - 1];
  const FairBookLine *own = NULL;

  for (guint i = 0; i < n && rows[i].seen_at <= view.as_of; i++)
    if (rows[i].seen_at < game->kickoff)
      own = &rows[i];

  /* What the API serves after kickoff is the close, whenever it was fetched. */
  if (last->seen_at >= game->kickoff && view.as_of >= game->kickoff)
    {
      *out = quote_of (last);
      out->seen_at = game->kickoff;
    }
  else if (own != NULL)
    *out = quote_of (own);
  else if (view.as_of >= game->freeze)
    *out = opener_of (last, game->freeze);
  else
    return FALSE;
  return !isnan (out->spread) || !isnan (out->total) || out->home_moneyline != FAIR_MONEYLINE_UNKNOWN
         || out->away_moneyline != FAIR_MONEYLINE_UNKNOWN;
}

/* A person types lines where the API tells none: of each book the last one counts, until the API tells its own. */
static guint
typed_quotes (FairView view, const FairBookGame *game, FairQuote quotes[FAIR_MAX_QUOTES])
{
  guint n = 0;

  for (guint i = 0; i < game->n_typed && view.as_of < game->kickoff; i++)
    {
      const FairBookLine *row = fair_book_line (view.book, game->first_line + game->n_lines + i);

      if (row->seen_at > view.as_of || view.as_of - row->seen_at > FAIR_TYPED_LIFE
          || (row->superseded_at != FAIR_TIME_UNKNOWN && row->superseded_at <= view.as_of))
        continue;
      if (n > 0 && quotes[n - 1].provider == row->provider)
        quotes[n - 1] = quote_of (row);
      else if (n < FAIR_MAX_QUOTES)
        quotes[n++] = quote_of (row);
    }
  return n;
}

/**
 * fair_view_quotes:
 * @quotes: (out): one a book, by the name of the book
 *
 * What was known of @game's lines. A snapshot of our own counts from the moment it was seen; where we hold none, an
 * opener counts from the week's freeze and the close from kickoff. While typed lines count, they alone do: beside them
 * the others are old.
 *
 * Returns: how many
 */
guint
fair_view_quotes (FairView view, guint game, FairQuote quotes[FAIR_MAX_QUOTES])
{
  const FairBookGame *row = fair_book_game (view.book, game);
  guint n_typed = typed_quotes (view, row, quotes);
  guint n = 0;

  for (guint first = 0; n_typed == 0 && first < row->n_lines && n < FAIR_MAX_QUOTES;)
    {
      const FairBookLine *rows = fair_book_line (view.book, row->first_line + first);
      guint n_rows = 1;

      while (first + n_rows < row->n_lines && rows[n_rows].provider == rows[0].provider)
        n_rows++;
      if (known_quote (view, row, rows, n_rows, &quotes[n]))
        n++;
      first += n_rows;
    }
  return n + n_typed;
}

/**
 * fair_view_market:
 *
 * Returns: the median over the books that were known at the view's time, without outliers
 */
FairMarketNumbers
fair_view_market (FairView view, guint game)
{
  const FairBookGame *row = fair_book_game (view.book, game);
  FairQuote quotes[FAIR_MAX_QUOTES];
  guint n = fair_view_quotes (view, game, quotes);
  double spreads[FAIR_MAX_QUOTES];
  double totals[FAIR_MAX_QUOTES];
  guint used = 0;

  for (guint i = 0; i < n; i++)
    {
      if (row->week.season < 2017 && g_str_equal (quotes[i].provider, "consensus"))
        continue;
      spreads[used] = quotes[i].spread;
      totals[used++] = quotes[i].total;
    }
  return (FairMarketNumbers) { fair_consensus (spreads, used), fair_consensus (totals, used) };
}
