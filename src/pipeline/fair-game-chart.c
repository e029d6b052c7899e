/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-game-chart.h"

#include "fair-number.h"
#include "fair-sign.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* So many standard deviations to either side hold 99.9 % of all outcomes. */
#define REACH 3.2

/* Over the curve, for the words of the marks. */
#define HEADROOM 1.25

/* What one chart is drawn from. */
typedef struct
{
  const FairBook *book;
  guint           game;
  FairMarket      market;
  const FairScoreDistribution *scores;
  double          model;       /* in the frame of the line: a home spread, or a total */
  double          home_number; /* the line; NaN unknown */
} Curve;

/* In per cent. */
static double
chance_at (const Curve *curve, double x)
{
  double equal;

  fair_score_distribution_above (curve->scores, curve->market == FAIR_MARKET_TOTAL ? FAIR_SCORE_TOTAL : FAIR_SCORE_MARGIN,
                                 x, &equal);
  return 100 * equal;
}

/* Where a line or a number of the model is on the axis. */
static double
place_of (const Curve *curve, double home_number)
{
  return curve->market == FAIR_MARKET_TOTAL ? home_number : fair_margin_from_spread (home_number);
}

static char *
number_to_text (const Curve *curve, double number)
{
  return curve->market == FAIR_MARKET_TOTAL ? fair_number_to_text (number, 1) : fair_number_signed (number, 1);
}

static const char *
team_of (const Curve *curve, FairSide side)
{
  const FairBookGame *game = fair_book_game (curve->book, curve->game);

  return fair_book_team (curve->book, side == FAIR_SIDE_HOME ? game->home : game->away)->school;
}

static double
highest (const Curve *curve, double low, double high)
{
  double most = 0;

  for (double x = low; x <= high; x++)
    most = MAX (most, chance_at (curve, x));
  return most;
}

static void
add_curve (const Curve *curve, FairChart *chart, double low, double high)
{
  FairSeries *series = fair_chart_add (chart, FAIR_SERIES_BARS, _("Chance"));

  for (double x = low; x <= high; x++)
    fair_series_add (series, (FairChartPoint) { x, chance_at (curve, x), NAN, NAN, 0 });
}

/* The outcomes with which the side that the model favours wins its bet; on a line of a whole number is a push. */
static void
add_winning_side (const Curve *curve, FairChart *chart, double low, double high)
{
  gboolean total = curve->market == FAIR_MARKET_TOTAL;
  FairSide up = total ? FAIR_SIDE_OVER : FAIR_SIDE_HOME;
  gboolean upwards = fair_side_edge (curve->market, up, curve->model, curve->home_number) >= 0;
  FairSide side = upwards ? up : total ? FAIR_SIDE_UNDER : FAIR_SIDE_AWAY;
  double line = place_of (curve, curve->home_number);
  double from = upwards ? MAX (floor (line) + 1, low) : low;
  double to = upwards ? high : MIN (ceil (line) - 1, high);
  g_autofree char *number = number_to_text (curve, fair_side_line (curve->market, side, curve->home_number));
  g_autofree char *name = total ? g_strdup_printf (upwards ? _("Over %s") : _("Under %s"), number)
                                : g_strdup_printf (_("%s %s covers"), team_of (curve, side), number);
  FairSeries *series;

  if (from > to)
    return;
  series = fair_chart_add (chart, FAIR_SERIES_BARS, name);
  for (double x = from; x <= to; x++)
    fair_series_add (series, (FairChartPoint) { x, chance_at (curve, x), NAN, NAN, 0 });
}

static void
add_marks (const Curve *curve, FairChart *chart)
{
  g_autofree char *line = number_to_text (curve, curve->home_number);
  g_autofree char *model = number_to_text (curve, curve->model);
  g_autofree char *line_label = g_strdup_printf (_("Line %s"), line);
  g_autofree char *model_label = g_strdup_printf (_("Model %s"), model);

  fair_chart_mark (chart, place_of (curve, curve->home_number), line_label);
  fair_chart_mark (chart, place_of (curve, curve->model), model_label);
}

static char *
describe (const Curve *curve, gboolean blended)
{
  const char *made_of = blended ? _("The chances are of the model and the line at the freeze together; bets are priced "
                                    "from them.")
                                : _("No line was known at the freeze: the chances are of the model alone.");

  if (curve->market == FAIR_MARKET_TOTAL)
    return g_strdup (made_of);
  return g_strdup_printf (_("Right of 0 %s wins, and the numbers are its spread. %s"), team_of (curve, FAIR_SIDE_HOME),
                          made_of);
}

/**
 * fair_game_chart_new:
 * @game: index in @book
 * @market: of the spread or of the total
 * @prediction: (nullable): NULL gives an empty chart
 * @scores: (nullable): the chances of all final scores, of @prediction
 * @home_number: the line to compare it with; NaN unknown
 *
 * Returns: (transfer full): the chance of each margin or total, with the line and the model's own number marked
 */
FairChart *
fair_game_chart_new (const FairBook *book, guint game, FairMarket market, const FairPrediction *prediction,
                     const FairScoreDistribution *scores, double home_number)
{
  gboolean total = market == FAIR_MARKET_TOTAL;
  FairChart *chart = fair_chart_new (total ? _("Predicted Total") : _("Predicted Margin"),
                                     total ? _("Total, points") : _("Home margin, points"),
                                     total ? _("Chance of each total, %") : _("Chance of each margin, %"));
  Curve curve = { .book = book, .game = game, .market = market, .scores = scores, .home_number = home_number };

  chart->x.as_signed = !total;
  if (prediction != NULL)
    {
      FairScoreMoments moments = fair_score_distribution_moments (scores);
      double mean = total ? moments.total : moments.margin;
      double sd = total ? moments.total_sd : moments.margin_sd;
      double low;
      double high;

      curve.model = total ? prediction->total : fair_spread_from_margin (prediction->margin);
      low = ceil (mean - REACH * sd);
      high = floor (mean + REACH * sd);
      low = total ? MAX (low, 0) : low;
      add_curve (&curve, chart, low, high);
      if (!isnan (home_number))
        add_winning_side (&curve, chart, low, high);
      add_marks (&curve, chart);
      chart->note = describe (&curve, !isnan (total ? prediction->blend_total : prediction->blend_margin));
      fair_axis_include (&chart->y, HEADROOM * highest (&curve, low, high));
      fair_axis_include (&chart->y, 0);
    }
  fair_chart_finish (chart);
  return chart;
}
