/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store-ledger.h"
#include "store-place.h"

#include <math.h>
#include <string.h>

#define KICKOFF G_GINT64_CONSTANT (1697311800)
#define FREEZE  G_GINT64_CONSTANT (1696939200)

static FairPick
make_pick (gint64 game, FairMarket market)
{
  FairPick pick = {
    .week = { 2023, FAIR_SEASON_REGULAR, 7 },
    .game_id = game,
    .kickoff = KICKOFF,
    .away_team = g_intern_string ("San José State"),
    .home_team = g_intern_string ("Hawai'i"),
    .market = market,
    .side = market == FAIR_MARKET_TOTAL ? FAIR_SIDE_OVER : FAIR_SIDE_AWAY,
    .line = 3.5,
    .price = -110,
    .provider = g_intern_string ("Bovada"),
    .model_value = -0.1234567890123456789,
    .edge_points = 3.6,
    .win_probability = 0.55,
    .push_probability = 0,
    .expected_value = 0.05,
    .stake_units = 1,
    .confidence = FAIR_CONFIDENCE_HIGH,
    .is_pick = TRUE,
    .reason = "",
    .model_id = "abcdef012345",
    .frozen_at = FREEZE,
  };

  return pick;
}

static FairPick
make_pass (gint64 game)
{
  FairPick pick = make_pick (game, FAIR_MARKET_MONEYLINE);

  pick.side = FAIR_SIDE_NONE;
  pick.line = pick.edge_points = pick.win_probability = pick.push_probability = pick.expected_value = NAN;
  pick.price = 0;
  pick.provider = NULL;
  pick.is_pick = FALSE;
  pick.stake_units = 0;
  pick.reason = g_intern_string ("no_line");
  return pick;
}

#define POLICY "[group]\nmaximum-bets=7\n"

static FairPublication
publish (FairStore *store, gboolean replay, const FairPick *picks, guint n)
{
  g_autoptr (GError) error = NULL;
  FairPublication publication = {
    .week = picks[0].week,
    .replay = replay,
    .frozen_at = FREEZE,
    .published_at = FREEZE + 60,
    .model_id = "abcdef012345",
  };

  fair_store_publish (store, &publication, picks, n, replay ? NULL : POLICY, NULL, &error);
  g_assert_no_error (error);
  return publication;
}

static void
test_publish (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  FairPick picks[] = { make_pick (5, FAIR_MARKET_SPREAD), make_pick (5, FAIR_MARKET_TOTAL), make_pass (5) };
  FairPublication first = publish (store, FALSE, picks, 3);
  FairPublication second = publish (store, FALSE, picks, 3);
  FairPublication replay = publish (store, TRUE, picks, 3);
  g_autoptr (GArray) loaded = fair_store_load_picks (store, first.id, NULL);
  g_autoptr (GError) error = NULL;
  const FairPick *back;
  guint n = 0;

  g_assert_cmpint (first.version, ==, 1);
  g_assert_cmpint (second.version, ==, 2);
  g_assert_cmpint (replay.version, ==, 1); /* replays count apart */
  g_assert_cmpstr (first.previous_hash, ==, "");
  g_assert_cmpstr (second.previous_hash, ==, first.chain_hash);
  g_assert_cmpstr (second.content_hash, ==, first.content_hash);
  g_assert_cmpstr (second.chain_hash, !=, first.chain_hash);
  g_assert_cmpuint (strlen (first.chain_hash), ==, FAIR_HASH_LENGTH);

  g_assert_cmpuint (loaded->len, ==, 3);
  back = &g_array_index (loaded, FairPick, 0);
  g_assert_true (back->home_team == picks[0].home_team && back->provider == picks[0].provider);
  g_assert_true (back->model_value == picks[0].model_value); /* to the last bit */
  g_assert_cmpint (back->confidence, ==, FAIR_CONFIDENCE_HIGH);
  back = &g_array_index (loaded, FairPick, 2);
  g_assert_true (isnan (back->line) && back->provider == NULL && !back->is_pick);
  g_assert_cmpstr (back->reason, ==, "no_line");

  g_assert_true (fair_store_verify_ledger (store, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 3);
}

static void
test_policy (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  FairPick pick = make_pick (5, FAIR_MARKET_SPREAD);
  FairPublication live = publish (store, FALSE, &pick, 1);
  FairPublication replay = publish (store, TRUE, &pick, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = fair_store_get_policy (store, live.id, &error);

  g_assert_cmpstr (kept, ==, POLICY);
  g_assert_null (fair_store_get_policy (store, replay.id, &error));
  g_assert_no_error (error);
}

static void
test_empty_ledger (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) record = fair_store_load_record (store, NULL);
  guint n = 7;

  g_assert_true (fair_store_verify_ledger (store, &n, NULL));
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (record->len, ==, 0);
}

static void
test_immutable (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  FairPick pick = make_pick (5, FAIR_MARKET_SPREAD);

  publish (store, FALSE, &pick, 1);
  g_assert_cmpint (place_sql (place, "UPDATE pick SET line = 0"), !=, SQLITE_OK);
  g_assert_cmpint (place_sql (place, "DELETE FROM pick"), !=, SQLITE_OK);
  g_assert_cmpint (place_sql (place, "UPDATE publication SET n_picks = 0"), !=, SQLITE_OK);
  g_assert_cmpint (place_sql (place, "DELETE FROM publication"), !=, SQLITE_OK);
  g_assert_cmpint (place_sql (place, "UPDATE publication_policy SET policy = ''"), !=, SQLITE_OK);
  g_assert_cmpint (place_sql (place, "DELETE FROM publication_policy"), !=, SQLITE_OK);
}

/* A row that was altered is not shown as if it had been published. */
static void
test_altered_is_not_shown (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  FairPick picks[] = { make_pick (5, FAIR_MARKET_SPREAD), make_pick (5, FAIR_MARKET_TOTAL) };
  FairPublication first = publish (store, FALSE, picks, 2);
  FairPublication second = publish (store, FALSE, picks, 1);
  g_autoptr (GArray) good = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (place_sql (place, "DROP TRIGGER pick_is_final"), ==, SQLITE_OK);
  g_assert_cmpint (place_sql (place, "UPDATE pick SET line = line + 1 WHERE publication_id = 1"), ==, SQLITE_OK);
  g_assert_null (fair_store_load_picks (store, first.id, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
  good = fair_store_load_picks (store, second.id, NULL);
  g_assert_cmpuint (good->len, ==, 1);
}

/* Someone takes the triggers away and changes one thing: each is found. */
static void
test_tampering (Place *place, gconstpointer data)
{
  const char *const changes[] = {
    "UPDATE pick SET line = line + 1 WHERE publication_id = 2 AND market = 'spread'",
    "UPDATE pick SET is_pick = 0 WHERE publication_id = 2 AND market = 'spread'",
    "UPDATE pick SET frozen_at = frozen_at - 1 WHERE publication_id = 1",
    "DELETE FROM pick WHERE publication_id = 2 AND market = 'total'",
    "UPDATE publication SET published_at = published_at - 86400 WHERE publication_id = 2",
    "UPDATE publication SET kind = 'replay' WHERE publication_id = 1",
    "DELETE FROM pick WHERE publication_id = 1; DELETE FROM publication WHERE publication_id = 1",
  };
  FairPick picks[] = { make_pick (5, FAIR_MARKET_SPREAD), make_pick (5, FAIR_MARKET_TOTAL) };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      Place own;
      g_autoptr (FairStore) store = NULL;
      g_autoptr (GError) error = NULL;
      guint n;

      place_set_up (&own, NULL);
      store = place_open (&own);
      publish (store, FALSE, picks, 2);
      picks[0].line += 0.5;
      publish (store, FALSE, picks, 2);
      g_clear_pointer (&store, fair_store_close);
      g_assert_cmpint (place_sql (&own, "DROP TRIGGER publication_is_final; DROP TRIGGER publication_stays;"
                                        "DROP TRIGGER pick_is_final; DROP TRIGGER pick_stays"),
                       ==, SQLITE_OK);
      g_assert_cmpint (place_sql (&own, changes[i]), ==, SQLITE_OK);
      store = fair_store_open_reader (own.paths, &error);
      g_assert_no_error (error);
      g_assert_false (fair_store_verify_ledger (store, &n, &error));
      g_assert_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
      g_clear_pointer (&store, fair_store_close);
      place_tear_down (&own, NULL);
    }
}

/* What counts is the last version frozen before kickoff, and not too near it; live and replay never mix. */
static void
test_record (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  FairPick pick = make_pick (5, FAIR_MARKET_SPREAD);
  g_autoptr (GArray) record = NULL;
  g_autoptr (GArray) settled = NULL;
  FairSettledPick result;
  guint n_changed = 0;

  publish (store, TRUE, &pick, 1);
  publish (store, FALSE, &pick, 1);
  pick.line = 4.5;
  pick.frozen_at = KICKOFF - 1;
  publish (store, FALSE, &pick, 1);
  pick.line = 5;
  pick.is_pick = FALSE;
  pick.reason = g_intern_string ("kickoff_near+adjusted"); /* takes nothing back */
  publish (store, FALSE, &pick, 1);
  pick.line = 10;
  pick.frozen_at = KICKOFF + 1; /* after the start: it is on record, and counts for nothing */
  publish (store, FALSE, &pick, 1);

  record = fair_store_load_record (store, NULL);
  g_assert_cmpuint (record->len, ==, 2);
  g_assert_cmpint (g_array_index (record, FairSettledPick, 0).outcome, ==, FAIR_OUTCOME_OPEN);
  for (guint i = 0; i < 2; i++)
    {
      result = g_array_index (record, FairSettledPick, i);
      g_assert_cmpfloat (result.pick.line, ==, result.replay ? 3.5 : 4.5);
      g_assert_true (result.pick.is_pick);
      result.outcome = FAIR_OUTCOME_WIN;
      result.units = 0.909;
      result.closing_line_value = NAN;
      g_assert_true (fair_store_put_results (store, &result, 1, KICKOFF + 86400, &n_changed, NULL));
      g_assert_cmpuint (n_changed, ==, 1);
      g_assert_true (fair_store_put_results (store, &result, 1, KICKOFF + 90000, &n_changed, NULL));
      g_assert_cmpuint (n_changed, ==, 0); /* settling twice changes nothing */
    }
  settled = fair_store_load_record (store, NULL);
  g_assert_cmpint (g_array_index (settled, FairSettledPick, 1).outcome, ==, FAIR_OUTCOME_WIN);
  g_assert_cmpfloat (g_array_index (settled, FairSettledPick, 1).units, ==, 0.909);
  g_assert_true (isnan (g_array_index (settled, FairSettledPick, 1).closing_line_value));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/ledger/publish", Place, NULL, place_set_up, test_publish, place_tear_down);
  g_test_add ("/store/ledger/policy", Place, NULL, place_set_up, test_policy, place_tear_down);
  g_test_add ("/store/ledger/empty", Place, NULL, place_set_up, test_empty_ledger, place_tear_down);
  g_test_add ("/store/ledger/immutable", Place, NULL, place_set_up, test_immutable, place_tear_down);
  g_test_add ("/store/ledger/altered", Place, NULL, place_set_up, test_altered_is_not_shown, place_tear_down);
  g_test_add ("/store/ledger/tampering", Place, NULL, place_set_up, test_tampering, place_tear_down);
  g_test_add ("/store/ledger/record", Place, NULL, place_set_up, test_record, place_tear_down);
  return place_run_tests ();
}
