/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-clock.h"
#include "fair-error.h"
#include "fair-store-adjustments.h"
#include "fair-store-ledger.h"
#include "store-place.h"

#include <math.h>

static FairAdjustment
make (const char *note)
{
  return (FairAdjustment) { .team_id = 7, .margin = -3.5, .note = (char *) note, .made_at = 100, .expires_at = 500 };
}

static void
test_round_trip (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) list = NULL;
  FairAdjustment first = make ("Quarterback out");
  FairAdjustment second = make ("Opt-outs");
  FairAdjustment bad = make ("");
  const FairAdjustment *row;

  second.team_id = 0;
  second.game_id = 99;
  second.total = 4;
  g_assert_true (fair_store_add_adjustment (store, &first, &error));
  g_assert_true (fair_store_add_adjustment (store, &second, &error));
  g_assert_false (fair_store_add_adjustment (store, &bad, NULL));
  g_assert_true (fair_store_withdraw_adjustment (store, first.id, 200, &error));
  g_assert_no_error (error);
  g_assert_false (fair_store_withdraw_adjustment (store, first.id, 300, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (fair_store_withdraw_adjustment (store, 77, 300, NULL));
  list = fair_store_list_adjustments (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  row = &g_array_index (list, FairAdjustment, 0);
  g_assert_cmpint (row->game_id, ==, 99);
  g_assert_cmpint (row->team_id, ==, 0);
  g_assert_cmpfloat (row->total, ==, 4);
  g_assert_cmpint (row->withdrawn_at, ==, FAIR_TIME_UNKNOWN);
  row = &g_array_index (list, FairAdjustment, 1);
  g_assert_cmpstr (row->note, ==, "Quarterback out");
  g_assert_cmpfloat (row->margin, ==, -3.5);
  g_assert_cmpint (row->withdrawn_at, ==, 200);
}

/* What was said stays said. */
static void
test_final (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GError) error = NULL;
  FairAdjustment one = make ("Quarterback out");

  g_assert_true (fair_store_add_adjustment (store, &one, &error));
  g_clear_pointer (&store, fair_store_close);
  g_assert_cmpint (place_sql (place, "UPDATE adjustment SET margin = 9"), !=, SQLITE_OK);
  g_assert_cmpint (place_sql (place, "UPDATE adjustment SET note = 'other'"), !=, SQLITE_OK);
  g_assert_cmpint (place_sql (place, "DELETE FROM adjustment"), !=, SQLITE_OK);
  g_assert_cmpint (place_sql (place, "UPDATE adjustment SET withdrawn_at = 300"), ==, SQLITE_OK);
  g_assert_cmpint (place_sql (place, "UPDATE adjustment SET withdrawn_at = NULL"), !=, SQLITE_OK);
}

static void
test_unadjusted (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) list = NULL;
  g_autofree char *kept = NULL;
  FairPublication plain = { .week = { 2025, FAIR_SEASON_REGULAR, 7 }, .frozen_at = 1, .published_at = 1 };
  FairPublication with = plain;
  FairPick pick = { .week = plain.week, .game_id = 1, .away_team = "Navy", .home_team = "Army", .line = NAN,
                    .model_value = NAN, .edge_points = NAN, .win_probability = NAN, .push_probability = NAN,
                    .expected_value = NAN, .reason = "no_line" };

  g_assert_true (fair_store_publish (store, &plain, &pick, 1, NULL, NULL, &error));
  g_assert_true (fair_store_publish (store, &with, &pick, 1, NULL, "a,b\n", &error));
  list = fair_store_list_unadjusted (store, &error);
  kept = fair_store_get_unadjusted (store, with.id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (g_array_index (list, gint64, 0), ==, with.id);
  g_assert_cmpstr (kept, ==, "a,b\n");
  g_assert_null (fair_store_get_unadjusted (store, plain.id, &error));
  g_assert_no_error (error);
  g_clear_pointer (&store, fair_store_close);
  g_assert_cmpint (place_sql (place, "UPDATE unadjusted SET picks = ''"), !=, SQLITE_OK);
  g_assert_cmpint (place_sql (place, "DELETE FROM unadjusted"), !=, SQLITE_OK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/adjustments/round-trip", Place, NULL, place_set_up, test_round_trip, place_tear_down);
  g_test_add ("/store/adjustments/final", Place, NULL, place_set_up, test_final, place_tear_down);
  g_test_add ("/store/adjustments/unadjusted", Place, NULL, place_set_up, test_unadjusted, place_tear_down);
  return place_run_tests ();
}
