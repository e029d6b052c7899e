/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-record-chart.h"

#include "fair-bootstrap.h"
#include "fair-odds.h"
#include "fair-stats.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SEED 2017 /* any fixed number: the same record gives the same interval */

/* What books keep of a two-way market at the standard price; it turns an asked price into a fair chance. */
#define BOOK_SHARE 1.0476

static const char *const names[FAIR_N_RECORD_CHARTS] = {
  [FAIR_RECORD_UNITS] = "units",
  [FAIR_RECORD_EDGE] = "edge",
  [FAIR_RECORD_WEEKLY] = "weekly",
  [FAIR_RECORD_CALIBRATION] = "calibration",
  [FAIR_RECORD_ERROR] = "error",
};

/* What a chart is made from: the settled rows that it is about. */
typedef struct
{
  GPtrArray      *rows; /* of const FairSettledPick */
  const FairBook *book;
} Record;

const char *
fair_record_chart_to_string (FairRecordChart chart)
{
  return names[chart];
}

/**
 * fair_record_chart_parse:
 * @out: (out):
 *
 * Returns: FALSE where there is no such chart
 */
gboolean
fair_record_chart_parse (const char *name, FairRecordChart *out)
{
  for (FairRecordChart i = 0; i < FAIR_N_RECORD_CHARTS; i++)
    if (g_str_equal (name, names[i]))
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_decided (const FairSettledPick *row)
{
  return row->outcome == FAIR_OUTCOME_WIN || row->outcome == FAIR_OUTCOME_LOSS;
}

static gboolean
counts (const FairSettledPick *row)
{
  return is_decided (row) || row->outcome == FAIR_OUTCOME_PUSH;
}

static const FairSettledPick *
row_at (const Record *record, guint i)
{
  return g_ptr_array_index (record->rows, i);
}

static int
week_key (const FairWeek *week)
{
  return week->season * 1000 + week->type * 100 + week->week;
}

static char *
week_label (const FairWeek *week)
{
  return week->type == FAIR_SEASON_POSTSEASON ? g_strdup_printf (_("%d bowls"), week->season)
                                              : g_strdup_printf (_("%d w%d"), week->season, week->week);
}

/* The band holds 95 of 100 bettors who know nothing and stake the same at the same prices. */
static FairChart *
chart_units (const Record *record)
{
  FairChart *chart = fair_chart_new (_("Units won and lost"), _("Settled picks by kickoff"), _("Units"));
  FairSeries *chance = fair_chart_add (chart, FAIR_SERIES_BAND, _("Chance alone, 95 of 100"));
  FairSeries *units = fair_chart_add (chart, FAIR_SERIES_LINE, _("Record"));
  double sum = 0;
  double mean = 0;
  double variance = 0;
  guint n = 0;

  chart->y.as_signed = TRUE;
  chart->why_empty = g_strdup (_("No pick has been settled here yet."));
  fair_series_add (chance, (FairChartPoint) { 0, 0, 0, 0, 0 });
  fair_series_add (units, (FairChartPoint) { 0, 0, NAN, NAN, 0 });
  for (guint i = 0; i < record->rows->len; i++)
    {
      const FairSettledPick *row = row_at (record, i);
      double profit = fair_odds_profit (row->pick.price);
      double chance_to_win = fair_odds_implied (row->pick.price) / BOOK_SHARE;
      double stake = row->pick.stake_units;

      if (!row->pick.is_pick || !counts (row))
        continue;
      sum += row->units;
      mean += stake * (chance_to_win * profit - (1 - chance_to_win));
      variance += stake * stake * chance_to_win * (1 - chance_to_win) * (profit + 1) * (profit + 1);
      n++;
      fair_series_add (chance, (FairChartPoint) { n, mean, mean - 1.96 * sqrt (variance), mean + 1.96 * sqrt (variance), 0 });
      fair_series_add (units, (FairChartPoint) { n, sum, NAN, NAN, n });
    }
  if (n == 0)
    g_ptr_array_set_size (chart->series, 0);
  return chart;
}

/* Every priced spread and total at one unit, so that the passes tell what the picks are too few to tell. */
static FairChart *
chart_edge (const Record *record)
{
  static const double bounds[] = { 0, 1, 2, 3.5, 5, 7, 100 };
  static const char *const labels[] = { "0–1", "1–2", "2–3.5", "3.5–5", "5–7", "7+", NULL };
  FairChart *chart = fair_chart_new (_("Return by edge"), _("Edge against the line, points"), _("Return on one unit, %"));
  FairSeries *series = fair_chart_add (chart, FAIR_SERIES_BARS, _("Return"));

  chart->y.as_signed = TRUE;
  chart->x.categories = g_strdupv ((char **) labels);
  chart->why_empty = g_strdup (_("No priced spread or total has been settled here yet."));
  chart->note = g_strdup (_("All priced spreads and totals, picked or passed, at one unit; intervals of 95 %, by week"));
  for (guint bucket = 0; labels[bucket] != NULL; bucket++)
    {
      g_autofree double *won = g_new (double, record->rows->len + 1);
      g_autofree double *staked = g_new (double, record->rows->len + 1);
      g_autofree int *weeks = g_new (int, record->rows->len + 1);
      double low = NAN;
      double high = NAN;
      double sum = 0;
      guint n = 0;

      for (guint i = 0; i < record->rows->len; i++)
        {
          const FairSettledPick *row = row_at (record, i);

          if (!counts (row) || row->pick.market == FAIR_MARKET_MONEYLINE || row->pick.edge_points < bounds[bucket]
              || row->pick.edge_points >= bounds[bucket + 1])
            continue;
          won[n] = row->outcome == FAIR_OUTCOME_WIN    ? fair_odds_profit (row->pick.price)
                   : row->outcome == FAIR_OUTCOME_LOSS ? -1
                                                       : 0;
          staked[n] = 1;
          weeks[n] = week_key (&row->pick.week);
          sum += won[n++];
        }
      if (n == 0)
        continue;
      fair_bootstrap_ratio (won, staked, weeks, n, SEED, &low, &high);
      fair_series_add (series, (FairChartPoint) { bucket, 100 * sum / n, 100 * low, 100 * high, n });
    }
  return chart;
}

static FairChart *
chart_weekly (const Record *record)
{
  FairChart *chart = fair_chart_new (_("Units by week"), _("Week"), _("Units won or lost"));
  FairSeries *series = fair_chart_add (chart, FAIR_SERIES_BARS, _("Units"));
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  int last = -1;

  chart->y.as_signed = TRUE;
  chart->why_empty = g_strdup (_("No pick has been settled here yet."));
  for (guint i = 0; i < record->rows->len; i++)
    {
      const FairSettledPick *row = row_at (record, i);
      FairChartPoint *point;

      if (!row->pick.is_pick || !counts (row))
        continue;
      if (week_key (&row->pick.week) != last)
        {
          g_autofree char *label = week_label (&row->pick.week);

          last = week_key (&row->pick.week);
          g_strv_builder_add (labels, label);
          fair_series_add (series, (FairChartPoint) { series->points->len, 0, NAN, NAN, 0 });
        }
      point = &g_array_index (series->points, FairChartPoint, series->points->len - 1);
      point->y += row->units;
      point->n++;
    }
  chart->x.categories = g_strv_builder_end (labels);
  return chart;
}

/* Until when results are known: the last kickoff of which something has been settled. */
static gint64
known_until (const Record *record)
{
  gint64 until = G_MININT64;

  for (guint i = 0; i < record->rows->len; i++)
    if (counts (row_at (record, i)))
      until = MAX (until, row_at (record, i)->pick.kickoff);
  return until;
}

/* The chance that was given to something, and whether it came true. A moneyline that no book offered has the model's chance
 * for the home side, so that the chart goes from nought to a hundred even where books offer spreads and totals alone. */
static gboolean
chance_of (const Record *record, const FairSettledPick *row, gint64 until, double *chance, gboolean *came)
{
  const FairPick *pick = &row->pick;
  guint game = fair_book_find_game (record->book, pick->game_id);
  const FairBookGame *played = game == FAIR_NO_INDEX ? NULL : fair_book_game (record->book, game);

  *chance = pick->win_probability / (1 - pick->push_probability);
  *came = row->outcome == FAIR_OUTCOME_WIN;
  if (is_decided (row) && !isnan (*chance))
    return TRUE;
  if (pick->market != FAIR_MARKET_MONEYLINE || pick->side != FAIR_SIDE_NONE || isnan (pick->model_value) || played == NULL
      || !played->completed || played->home_points == FAIR_POINTS_UNKNOWN || pick->kickoff > until)
    return FALSE;
  *chance = fair_odds_implied (lround (pick->model_value));
  *came = played->home_points > played->away_points;
  return TRUE;
}

/* In steps of ten per cent: how often what was given that chance came true. */
static FairChart *
chart_calibration (const Record *record)
{
  FairChart *chart = fair_chart_new (_("Calibration"), _("Chance that was given, %"), _("Came true, %"));
  FairSeries *series = fair_chart_add (chart, FAIR_SERIES_POINTS, _("Came true"));
  gint64 until = known_until (record);

  chart->diagonal = TRUE;
  chart->why_empty = g_strdup (_("Nothing that was given a chance has been settled here yet."));
  chart->note = g_strdup (_("Every chance that was published, picked or passed, pushes left out; intervals of 95 % (Wilson). "
                            "On the dashed line a chance is honest"));
  for (guint bucket = 0; bucket < 10; bucket++)
    {
      double said = 0;
      double low;
      double high;
      guint wins = 0;
      guint n = 0;

      for (guint i = 0; i < record->rows->len; i++)
        {
          const FairSettledPick *row = row_at (record, i);
          double chance;
          gboolean came;

          if (!chance_of (record, row, until, &chance, &came) || !(chance >= bucket / 10.0)
              || chance >= (bucket + 1) / 10.0 + (bucket == 9))
            continue;
          said += chance;
          wins += came;
          n++;
        }
      if (n == 0)
        continue;
      fair_wilson_interval (wins, n, 0.95, &low, &high);
      fair_series_add (series, (FairChartPoint) { 100 * said / n, 100.0 * wins / n, 100 * low, 100 * high, n });
    }
  fair_axis_include (&chart->x, 0);
  fair_axis_include (&chart->x, 100);
  fair_axis_include (&chart->y, 0);
  fair_axis_include (&chart->y, 100);
  return chart;
}

/* How far model and close missed one game's margin; FALSE where one of them had no number. */
static gboolean
errors_of (const Record *record, const FairSettledPick *row, double *model, double *close)
{
  guint game = fair_book_find_game (record->book, row->pick.game_id);
  const FairBookGame *played = game == FAIR_NO_INDEX ? NULL : fair_book_game (record->book, game);
  double spread;
  double margin;

  if (row->pick.market != FAIR_MARKET_SPREAD || !counts (row) || played == NULL)
    return FALSE;
  spread = fair_book_closing (record->book, game).spread;
  margin = played->home_points - played->away_points;
  *model = fabs (margin - fair_margin_from_spread (fair_side_line (FAIR_MARKET_SPREAD, row->pick.side,
                                                                   row->pick.model_value)));
  *close = fabs (margin - fair_margin_from_spread (spread));
  return !isnan (*close);
}

static FairChart *
chart_error (const Record *record)
{
  FairChart *chart = fair_chart_new (_("Error of the margin"), _("Week"), _("Mean absolute error, points"));
  FairSeries *ours = fair_chart_add (chart, FAIR_SERIES_LINE, _("Model"));
  FairSeries *theirs = fair_chart_add (chart, FAIR_SERIES_LINE, _("Closing line"));
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  int last = -1;

  chart->why_empty = g_strdup (_("No settled spread here has a closing line to compare with."));
  chart->note = g_strdup (_("The same games for both; lower is better"));
  for (guint i = 0; i < record->rows->len; i++)
    {
      const FairSettledPick *row = row_at (record, i);
      double model;
      double close;
      FairChartPoint *point;

      if (!errors_of (record, row, &model, &close))
        continue;
      if (week_key (&row->pick.week) != last)
        {
          g_autofree char *label = week_label (&row->pick.week);
          FairChartPoint start = { ours->points->len, 0, NAN, NAN, 0 };

          last = week_key (&row->pick.week);
          g_strv_builder_add (labels, label);
          fair_series_add (ours, start);
          fair_series_add (theirs, start);
        }
      /* Running means, so that no second pass is needed. */
      point = &g_array_index (ours->points, FairChartPoint, ours->points->len - 1);
      point->y += (model - point->y) / ++point->n;
      point = &g_array_index (theirs->points, FairChartPoint, theirs->points->len - 1);
      point->y += (close - point->y) / ++point->n;
    }
  chart->x.categories = g_strv_builder_end (labels);
  return chart;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const FairSettledPick *x = *(const FairSettledPick *const *) a;
  const FairSettledPick *y = *(const FairSettledPick *const *) b;
  int weeks = fair_week_compare (&x->pick.week, &y->pick.week);

  if (weeks != 0)
    return weeks;
  if (x->pick.kickoff != y->pick.kickoff)
    return x->pick.kickoff < y->pick.kickoff ? -1 : 1;
  return (x->pick.game_id > y->pick.game_id) - (x->pick.game_id < y->pick.game_id);
}

/**
 * fair_record_chart_new:
 * @record: all that was published
 * @n: how many
 * @book: with results and closing lines
 * @replay: of the replayed rows, or of the live ones: they are never mixed
 *
 * Returns: (transfer full): the chart, ready to be drawn; it may be empty
 */
FairChart *
fair_record_chart_new (FairRecordChart chart, const FairSettledPick *record, guint n, const FairBook *book,
                       gboolean replay)
{
  static FairChart *(*const make[FAIR_N_RECORD_CHARTS]) (const Record *) = {
    [FAIR_RECORD_UNITS] = chart_units,
    [FAIR_RECORD_EDGE] = chart_edge,
    [FAIR_RECORD_WEEKLY] = chart_weekly,
    [FAIR_RECORD_CALIBRATION] = chart_calibration,
    [FAIR_RECORD_ERROR] = chart_error,
  };
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  Record kept = { rows, book };
  FairChart *made;

  for (guint i = 0; i < n; i++)
    if (record[i].replay == replay)
      g_ptr_array_add (rows, (gpointer) &record[i]);
  g_ptr_array_sort (rows, compare_rows);
  made = make[chart](&kept);
  if (replay)
    {
      g_autofree char *title = g_steal_pointer (&made->title);

      made->title = g_strdup_printf (_("%s (replayed weeks)"), title);
    }
  fair_chart_finish (made);
  return made;
}
