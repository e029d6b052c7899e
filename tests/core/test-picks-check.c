/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CSV, and the check before an export. */
#include "picks-league.h"

#include "fair-error.h"
#include "fair-picks-check.h"
#include "fair-picks-csv.h"
#include "fair-pricer.h"

#include <string.h>

static const FairWeek WEEK = { 2023, FAIR_SEASON_REGULAR, 7 };

typedef struct
{
  FairBook *book;
  GArray   *picks;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  g_autoptr (FairPolicy) policy = fair_policy_new_default ();
  g_autoptr (FairScoreShape) shape = fair_score_shape_new ();
  FairPrediction predictions[] = { picks_predict (1, 10, 50), picks_predict (2, -8.2, 61.7), picks_predict (3, 0, 44) };

  for (gint64 id = 1; id <= 3; id++)
    picks_add_game (builder, id, FAIR_DIVISION_FBS, -1, -1);
  picks_add_offer (builder, 1, (Offer) { "Bovada", -3, 52.5, -150, 130 });
  picks_add_offer (builder, 2, (Offer) { "DraftKings", -3.5, 55, -170, 145 });
  fixture->book = fair_book_builder_finish (builder);
  fixture->picks
    = fair_price_games (&(FairPriceTerms) { fixture->book, policy, shape, FALSE, "0123456789ab" }, predictions, 3);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fair_book_unref (fixture->book);
  g_array_unref (fixture->picks);
}

static FairPick *
row (Fixture *fixture, guint i)
{
  return &g_array_index (fixture->picks, FairPick, i);
}

static gboolean
check (Fixture *fixture, GError **error)
{
  FairPicksCheck counted;

  return fair_picks_check (fixture->book, &WEEK, row (fixture, 0), fixture->picks->len, &counted, error);
}

static void
test_good (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FairPicksCheck counted;

  g_assert_true (fair_picks_check (fixture->book, &WEEK, row (fixture, 0), fixture->picks->len, &counted, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (counted.n_games, ==, 3);
  g_assert_cmpuint (counted.n_with_line, ==, 2);
  g_assert_cmpuint (counted.n_conflicting_lines, ==, 0);
}

static void
expect_refused (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (check (fixture, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
}

/* Each of the mistakes that the check is there for. */
static void
test_mistakes (Fixture *fixture, gconstpointer data)
{
  FairPick good = *row (fixture, 0);
  FairPick swap;

  row (fixture, 0)->edge_points = -good.edge_points;
  expect_refused (fixture);
  *row (fixture, 0) = good;
  row (fixture, 0)->line = -good.line;
  expect_refused (fixture);
  *row (fixture, 0) = good;
  row (fixture, 0)->side = FAIR_SIDE_AWAY; /* the sign error that once made a profit */
  row (fixture, 0)->line = 3;
  expect_refused (fixture);
  *row (fixture, 0) = good;
  row (fixture, 0)->side = FAIR_SIDE_OVER;
  expect_refused (fixture);
  *row (fixture, 0) = good;
  row (fixture, 0)->win_probability = 1.2;
  expect_refused (fixture);
  *row (fixture, 0) = good;
  row (fixture, 0)->provider = NULL;
  expect_refused (fixture);
  *row (fixture, 0) = good;
  row (fixture, 0)->home_team = "Somebody";
  expect_refused (fixture);
  *row (fixture, 0) = good;
  row (fixture, 0)->game_id = 2;
  expect_refused (fixture);
  *row (fixture, 0) = good;
  swap = *row (fixture, 1);
  *row (fixture, 1) = good;
  expect_refused (fixture);
  *row (fixture, 1) = swap;
  row (fixture, 8)->reason = "";
  expect_refused (fixture);
  row (fixture, 8)->reason = FAIR_REASON_NO_LINE;
  g_array_set_size (fixture->picks, 8);
  expect_refused (fixture);
  g_array_set_size (fixture->picks, 6); /* a whole game is missing */
  expect_refused (fixture);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) csv = fair_picks_to_csv (row (fixture, 0), fixture->picks->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) read = fair_picks_from_csv (csv, &error);
  g_autoptr (GBytes) again = NULL;
  const char *text = g_bytes_get_data (csv, NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 9);
  again = fair_picks_to_csv (&g_array_index (read, FairPick, 0), read->len);
  g_assert_true (g_bytes_equal (csv, again));
  g_assert_true (g_str_has_prefix (text, "schema,season,season_type,week,game_id,kickoff_utc,away_team,home_team,"
                                         "neutral_site,market,side,line,price,provider,model_value,edge_points,"
                                         "win_probability,push_probability,expected_value,stake_units,confidence,"
                                         "status,reason,model_id,frozen_at_utc\r\n1,2023,regular,7,1,"));
}

static void
test_empty (void)
{
  g_autoptr (GBytes) csv = fair_picks_to_csv (NULL, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) read = fair_picks_from_csv (csv, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 0);
}

static void
test_bad_files (Fixture *fixture, gconstpointer data)
{
  static const char *const spoil[][2] = { { "1,2023,", "2,2023," },
                                          { "spread", "sprd" },
                                          { "-110", "12x" },
                                          { ",false,", ",maybe," },
                                          { "schema,", "scheme," },
                                          { "T12:00:00Z", "T99:00:00Z" } };
  g_autoptr (GBytes) csv = fair_picks_to_csv (row (fixture, 0), fixture->picks->len);

  for (guint i = 0; i < G_N_ELEMENTS (spoil); i++)
    {
      g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
      g_autoptr (GBytes) bad = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_string_replace (text, spoil[i][0], spoil[i][1], 1), ==, 1);
      bad = g_bytes_new (text->str, text->len);
      g_assert_null (fair_picks_from_csv (bad, &error));
      g_assert_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/picks/check/good", Fixture, NULL, set_up, test_good, tear_down);
  g_test_add ("/picks/check/mistakes", Fixture, NULL, set_up, test_mistakes, tear_down);
  g_test_add ("/picks/csv/round-trip", Fixture, NULL, set_up, test_round_trip, tear_down);
  g_test_add ("/picks/csv/bad-files", Fixture, NULL, set_up, test_bad_files, tear_down);
  g_test_add_func ("/picks/csv/empty", test_empty);
  return g_test_run ();
}
