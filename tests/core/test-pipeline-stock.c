/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-stock.h"

#include "fair-api-state.h"
#include "fair-clock.h"
#include "store-place.h"

#define NOW 1696939200

static void
add_run (FairStore *store, int week, const char *status)
{
  FairWeek of = { 2023, FAIR_SEASON_REGULAR, week };
  gint64 run = fair_store_begin_run (store, &of, NOW, NOW + week, NULL);
  FairRunStage stage = { .stage = "sync", .status = "done", .started_at = NOW, .ended_at = NOW + 5, .count = 3 };

  g_assert_cmpint (run, >, 0);
  g_assert_true (fair_store_put_run_stage (store, run, &stage, NULL));
  g_assert_true (fair_store_end_run (store, run, status, 3, g_str_equal (status, "failed") ? "It broke." : NULL, NOW + 9,
                                     NULL));
}

static void
test_take (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autofree char *file = g_build_filename (place->paths->exports, "a.csv", NULL);
  g_autoptr (FairStock) empty = NULL;
  g_autoptr (FairStock) stock = NULL;
  FairApiState api = { .at = NOW + 8, .calls_left = 880, .calls_at = NOW + 6 };
  g_autoptr (GError) error = NULL;

  empty = fair_stock_take (store, place->paths, 20, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (empty->runs->len, ==, 0);
  g_assert_cmpint (empty->calls_left, ==, -1);
  g_assert_cmpint (empty->export_bytes, ==, 0);
  g_assert_cmpint (empty->data_time, ==, FAIR_TIME_UNKNOWN);

  g_mkdir_with_parents (place->paths->exports, 0700);
  g_assert_true (g_file_set_contents (file, "12345", 5, NULL));
  add_run (store, 6, "done");
  add_run (store, 7, "failed");
  g_assert_true (fair_api_state_save (store, &api, &error));
  stock = fair_stock_take (store, place->paths, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stock->runs->len, ==, 2);
  g_assert_cmpint (g_array_index (stock->runs, FairStockRun, 0).run.week.week, ==, 7);
  g_assert_cmpstr (g_array_index (stock->runs, FairStockRun, 0).run.error, ==, "It broke.");
  g_assert_cmpuint (g_array_index (stock->runs, FairStockRun, 1).stages->len, ==, 1);
  g_assert_cmpint (stock->calls_left, ==, 880);
  g_assert_cmpint (stock->calls_at, ==, NOW + 6);
  g_assert_cmpint (stock->export_bytes, ==, 5);
  g_assert_cmpint (stock->store_bytes, >, 0);
}

/* What a look at the lines met is known after it, whatever is in the sentence. */
static void
test_api_state (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  FairApiState refused = { NOW + 1, 12, NOW, TRUE, (char *) "The API's “key” isn't \"good\"." };
  FairApiState well = { NOW + 2, -1, FAIR_TIME_UNKNOWN, FALSE, NULL };
  FairApiState found;

  g_assert_true (fair_api_state_load (store, &found, NULL));
  g_assert_cmpint (found.at, ==, FAIR_TIME_UNKNOWN);
  g_assert_cmpint (found.calls_left, ==, -1);
  g_assert_true (fair_api_state_save (store, &refused, NULL));
  g_assert_true (fair_api_state_load (store, &found, NULL));
  g_assert_cmpint (found.at, ==, NOW + 1);
  g_assert_cmpint (found.calls_left, ==, 12);
  g_assert_cmpint (found.calls_at, ==, NOW);
  g_assert_true (found.key_refused);
  g_assert_cmpstr (found.problem, ==, refused.problem);
  fair_api_state_clear (&found);
  g_assert_true (fair_api_state_save (store, &well, NULL));
  g_assert_true (fair_api_state_load (store, &found, NULL));
  g_assert_cmpint (found.calls_at, ==, FAIR_TIME_UNKNOWN);
  g_assert_false (found.key_refused);
  g_assert_null (found.problem);
}

static void
test_next_month (void)
{
  g_assert_cmpint (fair_next_month (NOW), ==, 1698796800); /* 1 November 2023 */
  g_assert_cmpint (fair_next_month (1703980800), ==, 1704067200); /* from 31 December into the next year */
  g_assert_cmpint (fair_next_month (FAIR_TIME_UNKNOWN), ==, FAIR_TIME_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/pipeline/stock/take", Place, NULL, place_set_up, test_take, place_tear_down);
  g_test_add ("/pipeline/stock/api-state", Place, NULL, place_set_up, test_api_state, place_tear_down);
  g_test_add_func ("/pipeline/stock/next-month", test_next_month);
  return place_run_tests ();
}
