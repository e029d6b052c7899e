/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-record-chart.h"

#include <math.h>

#define KICKOFF 1696939200

/* Two weeks, one game each day: half of the picks win, the others are passed; every third row is a replay. */
static GArray *
make_record (FairBookBuilder *builder)
{
  GArray *record = g_array_new (FALSE, FALSE, sizeof (FairSettledPick));

  for (int i = 0; i < 60; i++)
    {
      FairGame game = {
        .id = i + 1,
        .week = { 2023, FAIR_SEASON_REGULAR, 6 + i / 30 },
        .kickoff = KICKOFF + i * 3600,
        .completed = TRUE,
        .home_id = 2 * i + 2,
        .away_id = 2 * i + 3,
        .home_team = (char *) "H",
        .away_team = (char *) "A",
        .home_division = FAIR_DIVISION_FBS,
        .away_division = FAIR_DIVISION_FBS,
        .home_points = 20 + i % 7,
        .away_points = 17,
      };
      FairLine close = { i + 1, (char *) "Bovada", KICKOFF + i * 3600 + 60, -3, NAN, 40, NAN, 0, 0 };
      FairSettledPick row = {
        .pick = {
          .week = game.week,
          .game_id = game.id,
          .kickoff = game.kickoff,
          .market = FAIR_MARKET_SPREAD,
          .side = FAIR_SIDE_AWAY,
          .line = 3,
          .price = -110,
          .model_value = -2,
          .edge_points = i % 9,
          .win_probability = 0.55,
          .stake_units = 1,
          .is_pick = i % 2 == 0,
          .reason = "",
        },
        .replay = i % 3 == 0,
        .outcome = i % 4 < 2 ? FAIR_OUTCOME_WIN : FAIR_OUTCOME_LOSS,
        .units = i % 4 < 2 ? 100.0 / 110 : -1,
        .closing_line_value = 0,
      };

      fair_book_builder_add_game (builder, &game);
      fair_book_builder_add_line (builder, &close);
      g_array_append_val (record, row);
    }
  return record;
}

static const FairChartPoint *
point_at (const FairChart *chart, guint series, guint point)
{
  return &g_array_index (((FairSeries *) g_ptr_array_index (chart->series, series))->points, FairChartPoint, point);
}

static guint
n_points (const FairChart *chart, guint series)
{
  return ((FairSeries *) g_ptr_array_index (chart->series, series))->points->len;
}

static FairChart *
chart_of (FairRecordChart which)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  g_autoptr (GArray) record = make_record (builder);
  g_autoptr (FairBook) book = fair_book_builder_finish (builder);

  return fair_record_chart_new (which, &g_array_index (record, FairSettledPick, 0), record->len, book, FALSE);
}

/* 40 live rows, 20 of them picks, 10 won. */
static void
test_units (void)
{
  g_autoptr (FairChart) chart = chart_of (FAIR_RECORD_UNITS);
  const FairChartPoint *last = point_at (chart, 1, n_points (chart, 1) - 1);
  const FairChartPoint *chance = point_at (chart, 0, n_points (chart, 0) - 1);

  g_assert_cmpuint (n_points (chart, 1), ==, 21);
  g_assert_cmpfloat_with_epsilon (last->y, 10 * 100.0 / 110 - 10, 1e-9);
  /* Twenty coins at -110: the mean loses 4.5 %, sd is 1.91 / 2 a bet. */
  g_assert_cmpfloat_with_epsilon ((chance->low + chance->high) / 2, -20 * 0.0455, 0.01);
  g_assert_cmpfloat_with_epsilon (chance->high - chance->low, 2 * 1.96 * sqrt (20) * 0.9545, 0.05);
}

static void
test_weekly (void)
{
  g_autoptr (FairChart) chart = chart_of (FAIR_RECORD_WEEKLY);

  g_assert_cmpuint (n_points (chart, 0), ==, 2);
  g_assert_cmpuint (point_at (chart, 0, 0)->n + point_at (chart, 0, 1)->n, ==, 20);
  g_assert_cmpstr (chart->x.categories[0], ==, "2023 w6");
  g_assert_cmpfloat_with_epsilon (point_at (chart, 0, 0)->y + point_at (chart, 0, 1)->y, 10 * 100.0 / 110 - 10, 1e-9);
}

static void
test_calibration (void)
{
  g_autoptr (FairChart) chart = chart_of (FAIR_RECORD_CALIBRATION);

  g_assert_cmpuint (n_points (chart, 0), ==, 1);
  g_assert_cmpfloat_with_epsilon (point_at (chart, 0, 0)->x, 55, 1e-9);
  g_assert_cmpfloat_with_epsilon (point_at (chart, 0, 0)->y, 50, 1e-9);
  g_assert_cmpuint (point_at (chart, 0, 0)->n, ==, 40);
  g_assert_cmpfloat (chart->x.low, ==, 0);
  g_assert_cmpfloat (chart->x.high, ==, 100);
}

/* A moneyline without a price has the home side's fair odds; it counts once something of its time is settled. */
static void
test_calibration_without_price (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  g_autoptr (GArray) record = make_record (builder);
  g_autoptr (FairBook) book = fair_book_builder_finish (builder);
  const FairSettledPick *any = &g_array_index (record, FairSettledPick, 1);
  FairSettledPick row = *any;
  g_autoptr (FairChart) chart = NULL;

  row.pick.market = FAIR_MARKET_MONEYLINE;
  row.pick.side = FAIR_SIDE_NONE;
  row.pick.win_probability = NAN;
  row.pick.push_probability = NAN;
  row.pick.model_value = -400;
  row.replay = FALSE;
  row.outcome = FAIR_OUTCOME_OPEN;
  g_array_append_val (record, row);
  row.pick.kickoff = G_MAXINT64; /* not known yet, whatever the book has */
  g_array_append_val (record, row);
  row.pick.model_value = NAN;
  g_array_append_val (record, row);
  chart = fair_record_chart_new (FAIR_RECORD_CALIBRATION, &g_array_index (record, FairSettledPick, 0), record->len, book,
                                 FALSE);
  g_assert_cmpuint (n_points (chart, 0), ==, 2);
  g_assert_cmpfloat_with_epsilon (point_at (chart, 0, 1)->x, 80, 1e-9);
  g_assert_cmpfloat_with_epsilon (point_at (chart, 0, 1)->y, 100, 1e-9);
  g_assert_cmpuint (point_at (chart, 0, 1)->n, ==, 1);
}

static void
test_edge (void)
{
  g_autoptr (FairChart) chart = chart_of (FAIR_RECORD_EDGE);
  guint n = 0;

  for (guint i = 0; i < n_points (chart, 0); i++)
    {
      const FairChartPoint *point = point_at (chart, 0, i);

      n += point->n;
      g_assert_true (point->low <= point->y && point->y <= point->high);
    }
  g_assert_cmpuint (n, ==, 40); /* passes count here, too */
}

/* The model's spread is -(-2) = 2 for the home side's margin of -2; the close expects 3. */
static void
test_error (void)
{
  g_autoptr (FairChart) chart = chart_of (FAIR_RECORD_ERROR);
  double model = 0;
  double close = 0;
  guint n = 0;

  for (guint i = 0; i < 60; i++)
    if (i % 3 != 0)
      {
        double margin = 3 + i % 7;

        model += fabs (margin + 2);
        close += fabs (margin - 3);
        n++;
      }
  g_assert_cmpuint (n_points (chart, 0), ==, 2);
  g_assert_cmpfloat_with_epsilon (point_at (chart, 0, 0)->y * 20 + point_at (chart, 0, 1)->y * 20, model, 1e-9);
  g_assert_cmpfloat_with_epsilon (point_at (chart, 1, 0)->y * 20 + point_at (chart, 1, 1)->y * 20, close, 1e-9);
  g_assert_cmpuint (n, ==, 40);
}

static void
test_empty (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  g_autoptr (FairBook) book = fair_book_builder_finish (builder);

  for (FairRecordChart which = 0; which < FAIR_N_RECORD_CHARTS; which++)
    {
      g_autoptr (FairChart) chart = fair_record_chart_new (which, NULL, 0, book, TRUE);
      FairRecordChart parsed;

      g_assert_true (fair_chart_is_empty (chart));
      g_assert_nonnull (strstr (chart->title, "replay"));
      g_assert_true (fair_record_chart_parse (fair_record_chart_to_string (which), &parsed));
      g_assert_cmpint (parsed, ==, which);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/charts/units", test_units);
  g_test_add_func ("/pipeline/charts/weekly", test_weekly);
  g_test_add_func ("/pipeline/charts/calibration", test_calibration);
  g_test_add_func ("/pipeline/charts/calibration-without-price", test_calibration_without_price);
  g_test_add_func ("/pipeline/charts/edge", test_edge);
  g_test_add_func ("/pipeline/charts/error", test_error);
  g_test_add_func ("/pipeline/charts/empty", test_empty);
  return g_test_run ();
}
