/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-record-report.h"

#include "fair-clock.h"

#include <math.h>
#include <string.h>

/* Wednesday, 11 October 2023, 12:00 UTC */
#define NOW 1697025600

static void
add (GArray *record, int days_ago, FairMarket market, const char *book, gboolean replay, FairOutcome outcome)
{
  FairSettledPick row = {
    .pick = {
      .week = { 2023, FAIR_SEASON_REGULAR, 20 - days_ago / 7 },
      .game_id = record->len + 1,
      .kickoff = NOW - days_ago * FAIR_DAY,
      .market = market,
      .side = FAIR_SIDE_HOME,
      .line = -3,
      .price = -110,
      .provider = g_intern_string (book),
      .win_probability = 0.55,
      .stake_units = 1,
      .is_pick = TRUE,
      .reason = "",
    },
    .replay = replay,
    .outcome = outcome,
    .units = outcome == FAIR_OUTCOME_WIN ? 100.0 / 110 : outcome == FAIR_OUTCOME_LOSS ? -1 : 0,
    .closing_line_value = 0.5,
  };

  g_array_append_val (record, row);
}

static GArray *
make_record (void)
{
  GArray *record = g_array_new (FALSE, FALSE, sizeof (FairSettledPick));

  add (record, -3, FAIR_MARKET_SPREAD, "Bovada", FALSE, FAIR_OUTCOME_OPEN);
  add (record, 4, FAIR_MARKET_SPREAD, "Bovada", FALSE, FAIR_OUTCOME_WIN);
  add (record, 4, FAIR_MARKET_TOTAL, "Caesars", FALSE, FAIR_OUTCOME_LOSS);
  add (record, 11, FAIR_MARKET_SPREAD, "Bovada", FALSE, FAIR_OUTCOME_LOSS);
  add (record, 30, FAIR_MARKET_SPREAD, "Caesars", FALSE, FAIR_OUTCOME_WIN);
  add (record, 300, FAIR_MARKET_SPREAD, "Bovada", FALSE, FAIR_OUTCOME_WIN);
  add (record, 4, FAIR_MARKET_SPREAD, "Bovada", TRUE, FAIR_OUTCOME_WIN);
  return record;
}

static FairRecordReport *
report_on (FairRecordFilter filter)
{
  g_autoptr (GArray) record = make_record ();
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  g_autoptr (FairBook) book = fair_book_builder_finish (builder);

  return fair_record_report_new (record, book, &filter, NOW);
}

static void
test_filter (void)
{
  static const struct
  {
    FairRecordFilter filter;
    guint            wins;
    guint            losses;
    guint            open;
  } cases[] = {
    { { FALSE, FAIR_PERIOD_ALL, FAIR_ALL_MARKETS, NULL }, 3, 2, 1 },
    { { TRUE, FAIR_PERIOD_ALL, FAIR_ALL_MARKETS, NULL }, 1, 0, 0 },
    { { FALSE, FAIR_PERIOD_SEASON, FAIR_ALL_MARKETS, NULL }, 2, 2, 1 },
    { { FALSE, FAIR_PERIOD_FOUR_WEEKS, FAIR_ALL_MARKETS, NULL }, 1, 2, 1 },
    { { FALSE, FAIR_PERIOD_EIGHT_WEEKS, FAIR_ALL_MARKETS, NULL }, 2, 2, 1 },
    { { FALSE, FAIR_PERIOD_ALL, FAIR_MARKET_TOTAL, NULL }, 0, 1, 0 },
    { { FALSE, FAIR_PERIOD_ALL, FAIR_MARKET_MONEYLINE, NULL }, 0, 0, 0 },
    { { FALSE, FAIR_PERIOD_ALL, FAIR_ALL_MARKETS, "Caesars" }, 1, 1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FairRecordFilter filter = cases[i].filter;
      g_autoptr (FairRecordReport) report = NULL;

      filter.book = g_intern_string (filter.book);
      report = report_on (filter);
      g_test_message ("case %u", i);
      g_assert_cmpuint (report->now.wins, ==, cases[i].wins);
      g_assert_cmpuint (report->now.losses, ==, cases[i].losses);
      g_assert_cmpuint (report->now.open, ==, cases[i].open);
      for (FairRecordChart chart = 0; chart < FAIR_N_RECORD_CHARTS; chart++)
        g_assert_nonnull (report->charts[chart]);
    }
}

/* What a week ago was still to be played was open then, and its units unknown. */
static void
test_week_before (void)
{
  g_autoptr (FairRecordReport) report
    = report_on ((FairRecordFilter) { FALSE, FAIR_PERIOD_ALL, FAIR_ALL_MARKETS, NULL });

  g_assert_cmpuint (report->before.wins, ==, 2);
  g_assert_cmpuint (report->before.losses, ==, 1);
  g_assert_cmpuint (report->before.open, ==, 3);
  g_assert_cmpfloat_with_epsilon (report->before.units, 2 * 100.0 / 110 - 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (report->now.units, 3 * 100.0 / 110 - 2, 1e-9);
  g_assert_cmpuint (report->bets_now, ==, 1);
  g_assert_cmpuint (report->bets_before, ==, 2);
}

static void
test_empty (void)
{
  g_autoptr (GArray) record = g_array_new (FALSE, FALSE, sizeof (FairSettledPick));
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  g_autoptr (FairBook) book = fair_book_builder_finish (builder);
  FairRecordFilter filter = { .market = FAIR_ALL_MARKETS };
  g_autoptr (FairRecordReport) report = fair_record_report_new (record, book, &filter, NOW);

  g_assert_cmpuint (report->now.n, ==, 0);
  g_assert_true (isnan (report->now.hit_rate));
  g_assert_true (fair_chart_is_empty (report->charts[FAIR_RECORD_WEEKLY]));
}

/* The file has the picks that the figures stand on, in the record's order, and no others. */
static void
test_csv (void)
{
  g_autoptr (GArray) record = make_record ();
  FairRecordFilter filter = { FALSE, FAIR_PERIOD_SEASON, FAIR_MARKET_SPREAD, g_intern_string ("Bovada") };
  g_autoptr (GBytes) csv = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_array_index (record, FairSettledPick, 3).pick.is_pick = FALSE;
  csv = fair_record_report_csv (record, &filter, NOW);
  text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4); /* header, one open, one won, what follows the last end of line */
  g_assert_true (g_str_has_prefix (lines[0], "schema,record,season,season_type,week,game_id,kickoff_utc,"));
  g_assert_true (g_str_has_prefix (lines[1], "1,live,2023,regular,20,1,2023-10-14T12:00:00Z,"));
  g_assert_nonnull (strstr (lines[1], ",open,,,"));
  g_assert_nonnull (strstr (lines[2], ",spread,home,-3.0,-110,Bovada,"));
  g_assert_nonnull (strstr (lines[2], ",1.00,win,0.9091,0.50,"));
}

static void
test_choices (void)
{
  g_autoptr (GArray) record = make_record ();
  g_autoptr (GPtrArray) books = fair_record_books (record);

  g_assert_cmpuint (books->len, ==, 2);
  g_assert_cmpstr (books->pdata[0], ==, "Bovada");
  g_assert_cmpstr (books->pdata[1], ==, "Caesars");
  g_assert_true (fair_record_is_settled (record, TRUE));
  g_assert_true (fair_record_is_settled (record, FALSE));
  g_array_set_size (record, 1);
  g_assert_false (fair_record_is_settled (record, FALSE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/report/filter", test_filter);
  g_test_add_func ("/pipeline/report/week-before", test_week_before);
  g_test_add_func ("/pipeline/report/empty", test_empty);
  g_test_add_func ("/pipeline/report/csv", test_csv);
  g_test_add_func ("/pipeline/report/choices", test_choices);
  return g_test_run ();
}
