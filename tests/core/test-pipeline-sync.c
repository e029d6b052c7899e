/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetching and storing a plan, from a server that does not always do its part. */
#include "fair-sync.h"

#include "fair-error.h"
#include "fair-store-raw.h"
#include "pipeline-server.h"
#include "store-place.h"

#define NOW 1760443200 /* Tue 14 Oct 2025 12:00 UTC */

#define GAME(id, points)                                                                                              \
  "{\"id\":" #id ",\"season\":2025,\"week\":3,\"seasonType\":\"regular\",\"completed\":true,"                         \
  "\"startDate\":\"2025-09-13T18:00:00Z\",\"homeId\":11,\"awayId\":12,\"homeTeam\":\"Owls\",\"awayTeam\":\"Rams\","   \
  "\"homeClassification\":\"fbs\",\"awayClassification\":\"fbs\",\"homePoints\":" #points ",\"awayPoints\":7}"
#define GAMES  "[" GAME (1, 21) "]"
#define TALENT "[{\"year\":2025,\"team\":\"Owls\",\"talent\":700.5}]"

typedef struct
{
  Place           place;
  ScriptedServer  server;
  FairStore      *store;
  FairWorker     *worker;
  FairClock      *clock;
  FairCfbdClient *client;
  GArray         *plan;
  GCancellable   *cancellable;
  FairSyncReport *report; /* of the last sync */
  GError         *error;
  gboolean        done;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  place_set_up (&fixture->place, NULL);
  scripted_server_start (&fixture->server);
  fixture->server.script = data;
  fixture->store = place_open (&fixture->place);
  fixture->worker = fair_worker_new ("test-store");
  fixture->clock = fair_clock_new_fixed (NOW);
  fixture->client = fair_cfbd_client_new (fixture->server.url, "key", fixture->clock, &error);
  g_assert_no_error (error);
  fair_cfbd_client_set_backoff (fixture->client, 2);
  fixture->plan = g_array_new (FALSE, FALSE, sizeof (FairSyncStep));
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->report, fair_sync_report_free);
  g_clear_error (&fixture->error);
  g_clear_object (&fixture->cancellable);
  g_clear_pointer (&fixture->plan, g_array_unref);
  g_clear_object (&fixture->client);
  g_clear_pointer (&fixture->clock, fair_clock_unref);
  g_clear_object (&fixture->worker);
  g_clear_pointer (&fixture->store, fair_store_close);
  scripted_server_stop (&fixture->server);
  /* What the client and the server still had to say to each other. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  place_tear_down (&fixture->place, NULL);
}

static void
add_step (Fixture *fixture, FairCfbdEndpoint endpoint, guint phase)
{
  FairSyncStep step = { { .endpoint = endpoint, .season = 2025 }, phase };

  g_array_append_val (fixture->plan, step);
}

static void
on_synced (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;

  fixture->report = fair_sync_finish (result, &fixture->error);
  fixture->done = TRUE;
}

static void
begin_sync (Fixture *fixture, FairProgress *progress)
{
  FairSyncTarget target = { fixture->store, fixture->worker };

  g_clear_pointer (&fixture->report, fair_sync_report_free);
  g_clear_error (&fixture->error);
  fixture->done = FALSE;
  fair_sync_async (fixture->client, &target, fixture->plan, progress, fixture->cancellable, on_synced, fixture);
}

static void
end_sync (Fixture *fixture)
{
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
sync_all (Fixture *fixture)
{
  begin_sync (fixture, NULL);
  end_sync (fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->report->n_planned, ==, fixture->plan->len);
}

static gboolean
is_stored (Fixture *fixture, FairCfbdEndpoint endpoint)
{
  FairCfbdRequest request = { .endpoint = endpoint, .season = 2025 };
  g_autofree char *path = fair_cfbd_request_to_path (&request);
  g_autoptr (GError) error = NULL;
  FairRawState state;

  fair_store_raw_state (fixture->store, path, &state, &error);
  g_assert_no_error (error);
  return state.known;
}

static const ServerRule GOOD[] = { { "/games", 200, GAMES, 0 }, { "/talent", 200, TALENT, 0 }, { NULL } };

static void
test_good (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FairProgress) progress = fair_progress_new (NULL, NULL);
  FairProgressState state;

  add_step (fixture, FAIR_CFBD_GAMES, 0);
  add_step (fixture, FAIR_CFBD_TALENT, 1);
  add_step (fixture, FAIR_CFBD_LINES, 1);
  begin_sync (fixture, progress);
  end_sync (fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->report->n_done, ==, 3);
  g_assert_cmpuint (fixture->report->n_changed, ==, 2);
  g_assert_cmpuint (fixture->report->n_refused, ==, 0);
  g_assert_cmpuint (fixture->report->calls_spent, ==, 3);
  g_assert_cmpuint (fixture->report->problems->len, ==, 0);
  g_assert_null (fixture->report->first_error);
  fair_progress_get (progress, &state);
  g_assert_cmpuint (state.done, ==, 3);
  g_assert_cmpuint (state.total, ==, 3);
  g_assert_cmpint (state.calls_spent, ==, 3);
  /* No lines yet: an answer, and kept as one. */
  g_assert_true (is_stored (fixture, FAIR_CFBD_LINES));

  /* The same answers once more change nothing; the calls are counted from here. */
  sync_all (fixture);
  g_assert_cmpuint (fixture->report->n_done, ==, 3);
  g_assert_cmpuint (fixture->report->n_changed, ==, 0);
  g_assert_cmpuint (fixture->report->calls_spent, ==, 3);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count(*) FROM game"), ==, 1);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count(*) FROM raw_answer"), ==, 3);
}

static void
test_empty_plan (Fixture *fixture, gconstpointer data)
{
  sync_all (fixture);
  g_assert_cmpuint (fixture->report->n_done, ==, 0);
  g_assert_cmpuint (fixture->server.seen->len, ==, 0);
}

/* The second phase needs the names of the first one: it may not even be asked for before they are written. */
static const ServerRule SLOW_GAMES[]
  = { { "/games", 200, GAMES, 100 }, { "/talent", 200, TALENT, 0 }, { NULL } };

static void
test_phases (Fixture *fixture, gconstpointer data)
{
  add_step (fixture, FAIR_CFBD_TEAMS, 0);
  add_step (fixture, FAIR_CFBD_GAMES, 0);
  add_step (fixture, FAIR_CFBD_TALENT, 1);
  add_step (fixture, FAIR_CFBD_CALENDAR, 3);
  sync_all (fixture);
  g_assert_cmpuint (fixture->report->n_done, ==, 4);
  g_assert_cmpuint (fixture->report->n_refused, ==, 0);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count(*) FROM team_value"), ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->server.seen, 2), ==, "/talent?year=2025");
  g_assert_cmpstr (g_ptr_array_index (fixture->server.seen, 3), ==, "/calendar?year=2025");
}

/* One is answered with an error, one with something else than was promised, one needs a paid tier. */
static const ServerRule FAULTY[] = {
  { "/lines", 400, "{\"message\":\"Validation Failed\"}", 0 },
  { "/stats", 200, "{\"error\":\"timeout\"}", 0 },
  { "/player", 200, "[{\"season\":2025,\"team\":7}]", 0 },
  { "/calendar", 401, "{\"message\":\"Unauthorized. This endpoint requires a Patreon subscription at Tier 1.\"}", 0 },
  { "/games", 200, GAMES, 0 },
  { "/talent", 200, TALENT, 0 },
  { NULL },
};

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  static const FairCfbdEndpoint endpoints[]
    = { FAIR_CFBD_GAMES, FAIR_CFBD_LINES, FAIR_CFBD_STATS, FAIR_CFBD_RETURNING, FAIR_CFBD_CALENDAR, FAIR_CFBD_TALENT };

  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++)
    add_step (fixture, endpoints[i], i);
  sync_all (fixture);
  g_assert_cmpuint (fixture->server.seen->len, ==, 6);
  g_assert_cmpuint (fixture->report->n_done, ==, 2);
  g_assert_cmpuint (fixture->report->problems->len, ==, 3);
  g_assert_error (fixture->report->first_error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
  g_assert_true (is_stored (fixture, FAIR_CFBD_GAMES));
  g_assert_true (is_stored (fixture, FAIR_CFBD_TALENT));
  /* An error is never stored as an answer, so it is asked again. */
  g_assert_false (is_stored (fixture, FAIR_CFBD_LINES));
  g_assert_false (is_stored (fixture, FAIR_CFBD_STATS));
  g_assert_false (is_stored (fixture, FAIR_CFBD_RETURNING));
  g_assert_false (is_stored (fixture, FAIR_CFBD_CALENDAR));
  g_assert_cmpint (place_number (&fixture->place, "SELECT count(*) FROM raw_answer WHERE n_records = 0"), ==, 0);
}

static guint
count_asked (Fixture *fixture)
{
  g_autoptr (GHashTable) paths = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < fixture->server.seen->len; i++)
    g_hash_table_add (paths, g_ptr_array_index (fixture->server.seen, i));
  return g_hash_table_size (paths);
}

static void
add_seven (Fixture *fixture, gboolean one_by_one)
{
  static const FairCfbdEndpoint endpoints[] = { FAIR_CFBD_GAMES,     FAIR_CFBD_LINES,  FAIR_CFBD_STATS, FAIR_CFBD_TEAMS,
                                                FAIR_CFBD_RETURNING, FAIR_CFBD_TALENT, FAIR_CFBD_CALENDAR };

  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++)
    add_step (fixture, endpoints[i], one_by_one ? i : 0);
}

static const ServerRule DOWN[] = { { "/", 503, "{}", 0 }, { NULL } };

static void
test_down (Fixture *fixture, gconstpointer data)
{
  add_seven (fixture, TRUE);
  sync_all (fixture);
  g_assert_cmpuint (count_asked (fixture), ==, 3);
  g_assert_cmpuint (fixture->report->problems->len, ==, 3);
  g_assert_cmpuint (fixture->report->n_done, ==, 0);
  g_assert_error (fixture->report->first_error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count(*) FROM raw_answer"), ==, 0);
}

/* Side by side, those that are on their way still come to their end. */
static void
test_down_together (Fixture *fixture, gconstpointer data)
{
  add_seven (fixture, FALSE);
  sync_all (fixture);
  g_assert_cmpuint (count_asked (fixture), >=, 3);
  g_assert_cmpuint (count_asked (fixture), <, 7);
  g_assert_cmpuint (fixture->report->problems->len, ==, count_asked (fixture));
}

/* Two fail, one comes, and so on: what answers now and then is not down. */
static const ServerRule SHAKY[] = { { "/stats", 200, "[]", 0 }, { "/talent", 200, "[]", 0 }, { "/", 500, "{}", 0 },
                                    { NULL } };

static void
test_shaky (Fixture *fixture, gconstpointer data)
{
  add_seven (fixture, TRUE);
  sync_all (fixture);
  g_assert_cmpuint (count_asked (fixture), ==, 7);
  g_assert_cmpuint (fixture->report->n_done, ==, 2);
  g_assert_cmpuint (fixture->report->problems->len, ==, 5);
}

/* Whoever refuses the key or has no calls left refuses the others as well. */
static const ServerRule NO_KEY[] = { { "/", 401, "{\"message\":\"Unauthorized\"}", 0 }, { NULL } };
static const ServerRule NO_CALLS[]
  = { { "/", 429, "{\"message\":\"Monthly call quota exceeded.\"}", 0 }, { NULL } };

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  add_seven (fixture, TRUE);
  sync_all (fixture);
  g_assert_cmpuint (count_asked (fixture), ==, 1);
  g_assert_cmpuint (fixture->report->problems->len, ==, 1);
  if (data == NO_KEY)
    g_assert_error (fixture->report->first_error, FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED);
  else
    g_assert_error (fixture->report->first_error, FAIR_ERROR, FAIR_ERROR_QUOTA);
}

/* Rows that cannot be true are counted with their reason, and the others stored. */
static const ServerRule ODD_ROWS[] = {
  { "/games", 200, "[" GAME (1, 21) "," GAME (2, -3) "," GAME (1, 24) "]", 0 },
  { "/talent", 200,
    "[{\"year\":2025,\"team\":\"Owls\",\"talent\":700.5},{\"year\":2025,\"team\":\"Nobody\",\"talent\":1}]", 0 },
  { NULL },
};

static void
test_odd_rows (Fixture *fixture, gconstpointer data)
{
  add_step (fixture, FAIR_CFBD_GAMES, 0);
  add_step (fixture, FAIR_CFBD_TALENT, 1);
  sync_all (fixture);
  g_assert_cmpuint (fixture->report->n_done, ==, 2);
  g_assert_cmpuint (fixture->report->n_refused, ==, 3);
  g_assert_cmpuint (fixture->report->problems->len, ==, 0);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count(*) FROM game"), ==, 2);
  g_assert_cmpint (place_number (&fixture->place, "SELECT home_points FROM game WHERE game_id = 1"), ==, 21);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count(*) FROM refusal"), ==, 3);
}

/* Stopped while a request hangs: what came before is stored, the rest is not asked for, and can be later. */
static const ServerRule HANGING[] = { { "/games", 200, GAMES, 0 }, { "/lines", 200, "", 0 }, { NULL } };

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  add_step (fixture, FAIR_CFBD_GAMES, 0);
  add_step (fixture, FAIR_CFBD_LINES, 1);
  add_step (fixture, FAIR_CFBD_TALENT, 2);
  begin_sync (fixture, NULL);
  while (scripted_server_count (&fixture->server, "/lines") == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (fixture->cancellable);
  end_sync (fixture);
  g_assert_null (fixture->report);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (is_stored (fixture, FAIR_CFBD_GAMES));
  g_assert_cmpint (place_number (&fixture->place, "SELECT count(*) FROM game"), ==, 1);
  g_assert_false (is_stored (fixture, FAIR_CFBD_LINES));
  g_assert_cmpuint (scripted_server_count (&fixture->server, "/talent"), ==, 0);

  fixture->server.script = GOOD;
  g_cancellable_reset (fixture->cancellable);
  g_array_remove_index (fixture->plan, 0);
  sync_all (fixture);
  g_assert_cmpuint (fixture->report->n_done, ==, 2);
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer data)
{
  add_seven (fixture, FALSE);
  g_cancellable_cancel (fixture->cancellable);
  begin_sync (fixture, NULL);
  end_sync (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count(*) FROM raw_answer"), ==, 0);
}

/* What cannot be stored is not worth a call: a full disk must not cost the month's quota. */
static void
test_broken_store (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (place_sql (&fixture->place, "DROP TABLE raw_answer"), ==, SQLITE_OK);
  add_seven (fixture, TRUE);
  sync_all (fixture);
  g_assert_cmpuint (fixture->report->n_done, ==, 0);
  g_assert_cmpuint (fixture->report->problems->len, ==, 1);
  g_assert_error (fixture->report->first_error, FAIR_ERROR, FAIR_ERROR_FAILED);
  g_assert_cmpuint (fixture->server.seen->len, ==, 1);
}

/* Two parts of one sync make one report. */
static void
test_add (void)
{
  g_autoptr (FairSyncReport) first = g_new0 (FairSyncReport, 1);
  g_autoptr (FairSyncReport) second = g_new0 (FairSyncReport, 1);

  *first = (FairSyncReport) { 10, 9, 100, 2, 9, 900, g_ptr_array_new_with_free_func (g_free), NULL };
  *second = (FairSyncReport) { 5, 4, 50, 1, 5, 895, g_ptr_array_new_with_free_func (g_free),
                               g_error_new_literal (FAIR_ERROR, FAIR_ERROR_UNREACHABLE, "Down.") };
  g_ptr_array_add (second->problems, g_strdup ("Down."));
  fair_sync_report_add (first, second);
  g_assert_cmpuint (first->n_planned, ==, 15);
  g_assert_cmpuint (first->n_done, ==, 13);
  g_assert_cmpuint (first->n_changed, ==, 150);
  g_assert_cmpuint (first->n_refused, ==, 3);
  g_assert_cmpuint (first->calls_spent, ==, 14);
  g_assert_cmpint (first->calls_left, ==, 895);
  g_assert_cmpuint (first->problems->len, ==, 1);
  g_assert_error (first->first_error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char       *path;
    const ServerRule *script;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/pipeline/sync/good", GOOD, test_good },
    { "/pipeline/sync/empty-plan", GOOD, test_empty_plan },
    { "/pipeline/sync/phases", SLOW_GAMES, test_phases },
    { "/pipeline/sync/failures", FAULTY, test_failures },
    { "/pipeline/sync/down", DOWN, test_down },
    { "/pipeline/sync/down-together", DOWN, test_down_together },
    { "/pipeline/sync/shaky", SHAKY, test_shaky },
    { "/pipeline/sync/no-key", NO_KEY, test_refused },
    { "/pipeline/sync/no-calls", NO_CALLS, test_refused },
    { "/pipeline/sync/odd-rows", ODD_ROWS, test_odd_rows },
    { "/pipeline/sync/cancel", HANGING, test_cancel },
    { "/pipeline/sync/cancelled-before", GOOD, test_cancelled_before },
    { "/pipeline/sync/broken-store", GOOD, test_broken_store },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].script, set_up, tests[i].func, tear_down);
  g_test_add_func ("/pipeline/sync/add", test_add);
  return place_run_tests ();
}
