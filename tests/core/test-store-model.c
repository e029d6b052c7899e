/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-clock.h"
#include "fair-store-model.h"
#include "fair-store-raw.h"
#include "store-place.h"

#include <math.h>

static FairPrediction
predict (gint64 game, gint64 frozen_at, double margin)
{
  return (FairPrediction) {
    .game_id = game, .frozen_at = frozen_at, .margin = margin, .total = 50, .margin_sd = 16, .total_sd = 15,
    .home_win_probability = 0.5, .blend_margin = NAN, .blend_total = 51, .blend_margin_sd = NAN, .blend_total_sd = 14,
    .home_games = 5, .away_games = 6, .fallback = TRUE, .why = { .margin = { 0.1, -7.25 }, .total = { [3] = 1e-9 } },
  };
}

/* One game's predictions are those of the model that is asked for, oldest first, as they were put. */
static void
test_game_predictions (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) one = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) none = NULL;
  g_autoptr (GError) error = NULL;
  const FairPrediction rows[] = { predict (1, 200, 3), predict (2, 100, 7), predict (1, 100, -4) };
  const FairPrediction other = predict (1, 300, 9);
  const FairPrediction *last;

  g_assert_true (fair_store_put_predictions (store, "a", rows, G_N_ELEMENTS (rows), 400, &error));
  g_assert_true (fair_store_put_predictions (store, "b", &other, 1, 400, &error));
  one = fair_store_load_game_predictions (store, 1, "a", &error);
  all = fair_store_load_predictions (store, "a", &error);
  none = fair_store_load_game_predictions (store, 2, "b", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (one->len, ==, 2);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpfloat (g_array_index (one, FairPrediction, 0).margin, ==, -4);
  last = &g_array_index (one, FairPrediction, 1);
  g_assert_cmpfloat (last->margin, ==, 3);
  g_assert_true (isnan (last->blend_margin));
  g_assert_cmpfloat (last->blend_total, ==, 51);
  g_assert_cmpint (last->away_games, ==, 6);
  g_assert_true (last->fallback);
  g_assert_cmpmem (&last->why, sizeof last->why, &rows[0].why, sizeof rows[0].why);
}

static void
put_raw (FairStore *store, const char *path, gint64 at)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("[]", 2);
  g_autoptr (GError) error = NULL;
  FairRawAnswer answer = { .path = path, .url = path, .fetched_at = at, .status = 200, .body = body };

  g_assert_true (fair_store_put_raw (store, &answer, &error));
  g_assert_no_error (error);
}

/* The same answer a second time counts: what was asked for last is what is known best. */
static void
test_checked_at (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GError) error = NULL;
  gint64 at = 1;

  g_assert_true (fair_store_raw_checked_at (store, "/lines?%year=2023%", &at, &error));
  g_assert_cmpint (at, ==, FAIR_TIME_UNKNOWN);
  put_raw (store, "/lines?year=2023", 100);
  put_raw (store, "/lines?week=3&year=2023", 120);
  put_raw (store, "/lines?year=2023", 150);
  put_raw (store, "/lines?year=2022", 300);
  put_raw (store, "/games?year=2023", 400);
  g_assert_true (fair_store_raw_checked_at (store, "/lines?%year=2023%", &at, &error));
  g_assert_no_error (error);
  g_assert_cmpint (at, ==, 150);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/model/game-predictions", Place, NULL, place_set_up, test_game_predictions, place_tear_down);
  g_test_add ("/store/model/checked-at", Place, NULL, place_set_up, test_checked_at, place_tear_down);
  return place_run_tests ();
}
