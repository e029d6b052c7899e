/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The weekly job on a small league: its stages, what it leaves, and what it does when something fails. */
#include "fair-error.h"
#include "fair-model-registry.h"
#include "fair-picks-csv.h"
#include "fair-pipeline.h"
#include "fair-pricer.h"
#include "fair-reason.h"
#include "pipeline-answers.h"
#include "pipeline-league.h"
#include "pipeline-server.h"

#include <glib/gstdio.h>

#define ROWS     (LEAGUE_GAMES * FAIR_MARKETS_PER_GAME)
#define REPLAYED (LEAGUE_WEEK - 1)

static const FairWeeklyOptions NEXT_WEEK = { FALSE };

typedef struct
{
  Place           place;
  ScriptedServer  server;
  FairProfile    *profile;
  FairPipeline   *pipeline;
  GCancellable   *cancellable;
  guint           n_planned; /* calls, as told before the first one */
  int             calls_left;
  FairJobReport  *report; /* of the last run */
  GError         *error;
  gboolean        done;
} Fixture;

static void
on_planned (FairPipeline *pipeline, guint n_calls, int calls_left, Fixture *fixture)
{
  fixture->n_planned = n_calls;
  fixture->calls_left = calls_left;
}

/* The clock of the next run, and with it the pipeline's. */
static void
set_clock (Fixture *fixture, gint64 now)
{
  g_clear_pointer (&fixture->profile->clock, fair_clock_unref);
  fixture->profile->clock = fair_clock_new_fixed (now);
}

static void
set_up_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  place_set_up (&fixture->place, NULL);
  scripted_server_start (&fixture->server);
  fixture->profile = fair_profile_new ();
  fixture->profile->paths = fair_paths_new (fixture->place.folder, FALSE);
  fixture->profile->settings = fair_settings_new (fixture->profile->paths->settings, &error);
  g_assert_no_error (error);
  fair_settings_set (fixture->profile->settings, "first-season", g_variant_new_int32 (LEAGUE_FIRST), &error);
  g_assert_no_error (error);
  fixture->profile->api_url = g_strdup (fixture->server.url);
  fixture->profile->key = g_strdup ("key");
  set_clock (fixture, LEAGUE_NOW);
  fixture->cancellable = g_cancellable_new ();
  fixture->pipeline = fair_pipeline_new (fixture->profile);
  g_signal_connect (fixture->pipeline, "planned", G_CALLBACK (on_planned), fixture);
}

/* Everything is answered as of @now, with what the store has. */
static void
answer_all (Fixture *fixture, gint64 now)
{
  g_autoptr (FairStore) store = place_open (&fixture->place);

  answers_put_all (store, LEAGUE_FIRST, LEAGUE_SEASON, now);
}

/* A league whose answers came @data hours ago. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  FairStore *store;

  set_up_empty (fixture, NULL);
  store = place_open (&fixture->place);
  league_store (store);
  fair_store_close (store);
  answer_all (fixture, LEAGUE_NOW - GPOINTER_TO_INT (data) * FAIR_HOUR);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->report, fair_job_report_free);
  g_clear_error (&fixture->error);
  g_clear_object (&fixture->pipeline);
  g_clear_object (&fixture->cancellable);
  g_clear_pointer (&fixture->profile, fair_profile_free);
  scripted_server_stop (&fixture->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  place_tear_down (&fixture->place, NULL);
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;

  fixture->report = fair_pipeline_finish (fixture->pipeline, result, &fixture->error);
  fixture->done = TRUE;
}

static void
try_run (Fixture *fixture, const FairWeeklyOptions *options)
{
  g_clear_pointer (&fixture->report, fair_job_report_free);
  g_clear_error (&fixture->error);
  fixture->done = FALSE;
  fair_pipeline_run_async (fixture->pipeline, options, NULL, fixture->cancellable, on_run, fixture);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true ((fixture->report == NULL) == (fixture->error != NULL));
}

static const FairWeeklyResult *
run_week (Fixture *fixture)
{
  try_run (fixture, &NEXT_WEEK);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->report->weekly->picks->len, ==, ROWS);
  return fixture->report->weekly;
}

/* Something that can be read to a person. */
static void
expect_failure (Fixture *fixture, GQuark domain, int code)
{
  g_assert_nonnull (fixture->error);
  g_assert_true (g_error_matches (fixture->error, domain, code));
  g_assert_true (g_str_has_suffix (fixture->error->message, "."));
  g_assert_null (strchr (fixture->error->message, '\n'));
}

/* Runs: the last one's status, and its stages as "sync:done settle:kept …". */
static void
expect_run (Fixture *fixture, const char *status, const char *stages)
{
  g_autoptr (FairStore) store = place_open (&fixture->place);
  g_autoptr (GArray) runs = fair_store_list_runs (store, 1, NULL);
  const FairRun *run = &g_array_index (runs, FairRun, 0);
  g_autoptr (GArray) list = fair_store_get_run_stages (store, run->id, NULL);
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) wanted = g_strsplit (stages, " ", -1);

  g_assert_cmpstr (run->status, ==, status);
  g_assert_cmpint (run->ended_at, !=, FAIR_TIME_UNKNOWN);
  g_assert_cmpstr (run->error, ==, fixture->error == NULL ? NULL : fixture->error->message);
  for (guint i = 0; i < list->len; i++)
    {
      FairRunStage *stage = &g_array_index (list, FairRunStage, i);

      g_assert_cmpint (stage->ended_at, >=, stage->started_at);
      g_assert_true ((stage->error != NULL) == g_str_equal (stage->status, "failed"));
      g_hash_table_insert (by_name, (gpointer) stage->stage, (gpointer) stage->status);
    }
  g_assert_cmpuint (list->len, ==, g_strv_length (wanted));
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (wanted[i], ":", 2);

      g_assert_cmpstr (g_hash_table_lookup (by_name, pair[0]), ==, pair[1]);
    }
}

static guint
stage_count (Fixture *fixture, const char *stage)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT count FROM run_stage WHERE stage = '%s' AND run_id = (SELECT max (run_id) FROM run)",
                       stage);

  return place_number (&fixture->place, sql);
}

static guint
count_publications (Fixture *fixture)
{
  return place_number (&fixture->place, "SELECT count(*) FROM publication");
}

/* The exported file holds what was published. */
static void
expect_export (Fixture *fixture, const FairWeeklyResult *result)
{
  g_autofree char *path = g_build_filename (fixture->profile->paths->exports, "fair-catch-picks.csv", NULL);
  g_autoptr (FairStore) store = place_open (&fixture->place);
  g_autoptr (GArray) publications = fair_store_list_publications (store, NULL);
  const FairPublication *last = &g_array_index (publications, FairPublication, publications->len - 1);
  g_autoptr (GArray) picks = fair_store_load_picks (store, last->id, NULL);
  g_autoptr (GBytes) csv = fair_picks_to_csv ((const FairPick *) (gpointer) picks->data, picks->len);
  g_autoptr (GError) error = NULL;
  g_autofree char *read = NULL;
  gsize length;
  guint n;

  g_assert_true (g_file_get_contents (path, &read, &length, NULL));
  g_assert_cmpmem (read, length, g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_cmpint (fair_week_compare (&last->week, &result->week), ==, 0);
  g_assert_cmpint (last->version, ==, result->version);
  g_assert_cmpstr (last->chain_hash, ==, result->chain_hash);
  g_assert_true (fair_store_verify_ledger (store, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, publications->len);
}

static void
expect_no_export (Fixture *fixture)
{
  g_assert_false (g_file_test (fixture->profile->paths->exports, G_FILE_TEST_IS_DIR));
}

static void
test_stages (Fixture *fixture, gconstpointer data)
{
  const FairWeeklyResult *result = run_week (fixture);
  guint n_picks = 0;

  g_assert_cmpint (result->week.season, ==, LEAGUE_SEASON);
  g_assert_cmpint (result->week.week, ==, LEAGUE_WEEK);
  g_assert_false (result->degraded || fixture->report->degraded || result->data_stale || result->replay);
  g_assert_cmpint (result->data_time, ==, LEAGUE_NOW - FAIR_HOUR);
  g_assert_cmpuint (result->kept->len, ==, 0);
  for (guint i = 0; i < result->picks->len; i++)
    {
      const FairPick *pick = &g_array_index (result->picks, FairPick, i);

      n_picks += pick->is_pick;
      g_assert_cmpint (pick->frozen_at, ==, LEAGUE_NOW);
    }
  g_assert_cmpuint (n_picks, >, 0);
  expect_run (fixture, "done", "sync:done settle:done fit:done predict:done price:done check:done export:done");
  g_assert_cmpuint (stage_count (fixture, "settle"), ==, 0);
  g_assert_cmpuint (stage_count (fixture, "fit"), ==, LEAGUE_TEAMS);
  g_assert_cmpuint (stage_count (fixture, "predict"), ==, LEAGUE_GAMES * (REPLAYED + 1));
  g_assert_cmpuint (stage_count (fixture, "price"), ==, n_picks);
  g_assert_cmpuint (stage_count (fixture, "check"), ==, LEAGUE_GAMES);
  g_assert_cmpuint (stage_count (fixture, "export"), ==, 2);
  expect_export (fixture, result);
  /* What is fresh costs no call and needs no server. */
  g_assert_cmpuint (fixture->server.seen->len, ==, 0);
}

/* The weeks before were never published: they are made up for at their own freezes, once, and kept apart. */
static void
test_replays (Fixture *fixture, gconstpointer data)
{
  const FairWeeklyResult *result = run_week (fixture);
  g_autoptr (GArray) before = g_array_ref (result->picks);
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GArray) publications = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  g_assert_cmpuint (result->n_replayed_weeks, ==, REPLAYED);
  store = place_open (&fixture->place);
  publications = fair_store_list_publications (store, NULL);
  g_assert_cmpuint (publications->len, ==, REPLAYED + 1);
  for (guint i = 0; i < publications->len; i++)
    {
      const FairPublication *publication = &g_array_index (publications, FairPublication, i);
      g_autoptr (GArray) picks = fair_store_load_picks (store, publication->id, NULL);

      g_assert_cmpint (publication->week.week, ==, i + 1);
      g_assert_true (publication->replay == (i < REPLAYED));
      g_assert_cmpint (publication->version, ==, 1);
      g_assert_cmpuint (picks->len, ==, ROWS);
      for (guint j = 0; j < picks->len; j++)
        g_assert_cmpint (g_array_index (picks, FairPick, j).frozen_at, ==,
                         fair_freeze_before (league_kickoff (LEAGUE_SEASON, i + 1)));
    }
  g_clear_pointer (&store, fair_store_close);
  /* Their games are over, so they have results; the week to come has none. */
  g_assert_cmpint (place_number (&fixture->place, "SELECT count(DISTINCT publication_id) FROM pick_result"), ==,
                   REPLAYED);

  /* Once more: the same data, settings and clock give the same picks, as a version of their own. */
  result = run_week (fixture);
  g_assert_cmpuint (result->n_replayed_weeks, ==, 0);
  g_assert_cmpuint (result->kept->len, ==, 0);
  g_assert_cmpint (result->version, ==, 2);
  first = fair_picks_to_csv ((const FairPick *) (gpointer) before->data, before->len);
  second = fair_picks_to_csv ((const FairPick *) (gpointer) result->picks->data, result->picks->len);
  g_assert_true (g_bytes_equal (first, second));
  g_assert_cmpuint (count_publications (fixture), ==, REPLAYED + 2);
}

/* A week later the week that was published live is not replayed. */
static void
test_next_week (Fixture *fixture, gconstpointer data)
{
  const FairWeeklyResult *result = run_week (fixture);

  answer_all (fixture, LEAGUE_NOW + FAIR_WEEK_SECONDS);
  set_clock (fixture, LEAGUE_NOW + FAIR_WEEK_SECONDS);
  result = run_week (fixture);
  g_assert_cmpint (result->week.week, ==, LEAGUE_WEEK + 1);
  g_assert_cmpuint (result->n_replayed_weeks, ==, 0);
  g_assert_cmpuint (count_publications (fixture), ==, REPLAYED + 2);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count(*) FROM publication WHERE week = 7"), ==, 1);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count(*) FROM publication WHERE kind = 'live'"), ==, 2);
  expect_export (fixture, result);
}

/* A week that is over is a replay when it is asked for by name, however old the data. */
static void
test_past_week (Fixture *fixture, gconstpointer data)
{
  FairWeeklyOptions options = { TRUE, { LEAGUE_SEASON, FAIR_SEASON_REGULAR, 3 } };

  try_run (fixture, &options);
  g_assert_no_error (fixture->error);
  g_assert_true (fixture->report->weekly->replay);
  g_assert_false (fixture->report->weekly->data_stale);
  g_assert_cmpuint (fixture->report->weekly->n_replayed_weeks, ==, 2);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count(*) FROM publication WHERE kind = 'live'"), ==, 0);
}

static void
test_no_such_week (Fixture *fixture, gconstpointer data)
{
  FairWeeklyOptions options = { TRUE, { LEAGUE_SEASON, FAIR_SEASON_REGULAR, LEAGUE_WEEKS + 1 } };

  try_run (fixture, &options);
  expect_failure (fixture, FAIR_ERROR, FAIR_ERROR_USAGE);
  expect_run (fixture, "failed", "sync:done");
  expect_no_export (fixture);
  g_assert_cmpuint (count_publications (fixture), ==, 0);
  /* It leaves nothing that the next run would take up. */
  g_assert_cmpuint (run_week (fixture)->kept->len, ==, 0);
}

static gboolean
is_told (const FairWeeklyResult *result, const char *what)
{
  for (guint i = 0; i < result->notes->len; i++)
    if (strstr (g_ptr_array_index (result->notes, i), what) != NULL)
      return TRUE;
  return FALSE;
}

static void
move_game (Fixture *fixture, guint week, gint64 kickoff)
{
  g_autofree char *sql
    = g_strdup_printf ("UPDATE game SET completed = 0, home_points = NULL, away_points = NULL, kickoff = %" G_GINT64_FORMAT
                       " WHERE game_id = %d",
                       kickoff, (int) league_game_id (LEAGUE_SEASON, week, 2));

  g_assert_cmpint (place_sql (&fixture->place, sql), ==, SQLITE_OK);
}

/* A game of last week that is played in the middle of this one does not take this week's place, and is named; a game that is
 * moved within its week changes nothing. */
static void
test_stray (Fixture *fixture, gconstpointer data)
{
  const FairWeeklyResult *result;

  move_game (fixture, LEAGUE_WEEK - 1, LEAGUE_NOW + FAIR_DAY);
  move_game (fixture, LEAGUE_WEEK, LEAGUE_NOW + 2 * FAIR_DAY);
  result = run_week (fixture);
  g_assert_cmpint (result->week.week, ==, LEAGUE_WEEK);
  g_assert_false (result->replay || result->degraded);
  g_assert_true (is_told (result, "fair run --season 2025 --week 6”"));
  g_assert_false (is_told (result, "moved or cancelled"));
}

/* Picked games that do not take place when they were picked are named, as long as the picks are open. */
static void
test_moved_picks (Fixture *fixture, gconstpointer data)
{
  const FairWeeklyResult *result = run_week (fixture);
  gint64 later = LEAGUE_NOW + FAIR_HOUR;

  g_assert_false (is_told (result, "moved or cancelled"));
  g_assert_cmpint (place_sql (&fixture->place, "UPDATE game SET kickoff = kickoff + 21600 WHERE week = 7"), ==, SQLITE_OK);
  set_clock (fixture, later);
  g_assert_false (is_told (run_week (fixture), "moved or cancelled"));
  g_assert_cmpint (place_sql (&fixture->place,
                              "UPDATE game SET gone_at = 1 WHERE game_id ="
                              " (SELECT game_id FROM pick WHERE is_pick ORDER BY publication_id DESC LIMIT 1)"),
                   ==, SQLITE_OK);
  set_clock (fixture, later + FAIR_HOUR);
  try_run (fixture, &NEXT_WEEK);
  g_assert_no_error (fixture->error);
  g_assert_true (is_told (fixture->report->weekly, "1 picked game was moved or cancelled"));
}

static char *
read_newest (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->profile->paths->exports, "fair-catch-picks.csv", NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* When all games are over there is nothing to pick: the newest sheet stays, and no version is added to any week. */
static void
test_off_season (Fixture *fixture, gconstpointer data)
{
  gint64 later = league_kickoff (LEAGUE_SEASON, LEAGUE_WEEKS) + 30 * FAIR_DAY;
  g_autofree char *before = NULL;
  guint n = 0;

  run_week (fixture);
  before = read_newest (fixture);
  answer_all (fixture, later);
  set_clock (fixture, later);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *after = NULL;

      try_run (fixture, &NEXT_WEEK);
      g_assert_no_error (fixture->error);
      g_assert_true (fixture->report->weekly->idle);
      g_assert_false (fixture->report->degraded);
      g_assert_true (is_told (fixture->report->weekly, "nothing to pick"));
      g_assert_cmpint (fixture->report->weekly->version, ==, i == 0 ? 1 : 0);
      after = read_newest (fixture);
      g_assert_cmpstr (after, ==, before);
      g_assert_true (i == 0 || count_publications (fixture) == n);
      n = count_publications (fixture);
    }
}

/* A clock that was set back would publish in hindsight: what it makes is a replay, and told as a fault. */
static void
test_clock_set_back (Fixture *fixture, gconstpointer data)
{
  FairWeeklyOptions named = { TRUE, { LEAGUE_SEASON, FAIR_SEASON_REGULAR, LEAGUE_WEEK } };
  gint64 later = LEAGUE_NOW + FAIR_WEEK_SECONDS;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  run_week (fixture);
  g_assert_cmpint (place_sql (&fixture->place, "UPDATE game SET completed = 1, home_points = 30, away_points = 20"
                                               " WHERE season = 2025 AND week = 7"), ==, SQLITE_OK);
  answer_all (fixture, later);
  set_clock (fixture, later);
  run_week (fixture);
  before = read_newest (fixture);
  set_clock (fixture, LEAGUE_NOW + FAIR_DAY);
  answer_all (fixture, LEAGUE_NOW + FAIR_DAY);
  g_assert_true (run_week (fixture)->replay);
  g_assert_true (fixture->report->degraded && is_told (fixture->report->weekly, "set the clock"));
  g_assert_cmpint (g_array_index (fixture->report->weekly->picks, FairPick, 0).frozen_at, ==, LEAGUE_NOW + FAIR_DAY);
  /* Who names the week knows what he does. */
  try_run (fixture, &named);
  g_assert_true (fixture->report->weekly->replay);
  g_assert_false (fixture->report->degraded);
  after = read_newest (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count(*) FROM publication WHERE week = 7 AND kind = 'live'"), ==, 1);
}

static const ServerRule DOWN[] = { { "/", 503, "{}", 0 }, { NULL } };

/* Data that is dated later than now is of unknown age. */
static void
test_clock_was_ahead (Fixture *fixture, gconstpointer data)
{
  fixture->server.script = DOWN;
  g_assert_true (run_week (fixture)->data_stale);
  g_assert_true (is_told (fixture->report->weekly, "clock was ahead"));
}

static const char ALL_KEPT[] = "sync:done settle:kept fit:kept predict:kept price:kept check:kept export:done";

/* Where files go is blocked, twice: only the export is done again, hence the picks are those of the first run. */
static void
test_export_fails (Fixture *fixture, gconstpointer data)
{
  const char *exports = fixture->profile->paths->exports;
  const FairWeeklyResult *result;
  g_autofree char *outbox = g_build_filename (fixture->place.folder, "outbox", NULL);

  g_assert_true (g_file_set_contents (exports, "", 0, NULL));
  g_assert_true (g_file_set_contents (outbox, "", 0, NULL));
  try_run (fixture, &NEXT_WEEK);
  expect_failure (fixture, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  expect_run (fixture, "failed", "sync:done settle:done fit:done predict:done price:done check:done export:failed");
  g_assert_cmpuint (count_publications (fixture), ==, REPLAYED + 1);

  /* Time goes on. */
  set_clock (fixture, LEAGUE_NOW + 60);
  try_run (fixture, &NEXT_WEEK);
  expect_failure (fixture, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  expect_run (fixture, "failed", "sync:done settle:kept fit:kept predict:kept price:kept check:kept export:failed");

  g_assert_cmpint (g_unlink (exports), ==, 0);
  g_assert_cmpint (g_unlink (outbox), ==, 0);
  set_clock (fixture, LEAGUE_NOW + 120);
  result = run_week (fixture);
  g_assert_cmpuint (result->kept->len, ==, 5);
  g_assert_cmpint (result->version, ==, 1);
  expect_run (fixture, "done", ALL_KEPT);
  expect_export (fixture, result);
  g_assert_cmpuint (count_publications (fixture), ==, REPLAYED + 1);
  for (guint i = 0; i < result->picks->len; i++)
    g_assert_cmpint (g_array_index (result->picks, FairPick, i).frozen_at, ==, LEAGUE_NOW);
}

/* Each stage that can fail, by a table that takes nothing; then only it and what needs it is done. */
static void
test_stage_fails (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *table;
    const char *failed;
    const char *repaired;
  } cases[] = {
    { "rating", "sync:done settle:done fit:failed",
      "sync:done settle:kept fit:done predict:done price:done check:done export:done" },
    { "model_fit", "sync:done settle:done fit:failed",
      "sync:done settle:kept fit:done predict:done price:done check:done export:done" },
    { "prediction", "sync:done settle:done fit:done predict:failed",
      "sync:done settle:kept fit:done predict:done price:done check:done export:done" },
    { "publication", "sync:done settle:done fit:done predict:done price:done check:failed",
      "sync:done settle:kept fit:kept predict:kept price:done check:done export:done" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql
        = g_strdup_printf ("CREATE TRIGGER broken BEFORE INSERT ON %s BEGIN SELECT raise (ABORT, 'full'); END",
                           cases[i].table);

      g_assert_cmpint (place_sql (&fixture->place, sql), ==, SQLITE_OK);
      try_run (fixture, &NEXT_WEEK);
      expect_failure (fixture, FAIR_ERROR, FAIR_ERROR_FAILED);
      expect_run (fixture, "failed", cases[i].failed);
      if (i == 0)
        expect_no_export (fixture);
      g_assert_cmpint (place_sql (&fixture->place, "DROP TRIGGER broken"), ==, SQLITE_OK);
      expect_export (fixture, run_week (fixture));
      expect_run (fixture, "done", cases[i].repaired);
    }
}

/* Each design is fitted and predicts, and only the champion's picks are published. */
static void
test_shadow (Fixture *fixture, gconstpointer data)
{
  const FairWeeklyResult *result = run_week (fixture);
  g_autofree char *others
    = g_strdup_printf ("SELECT count (*) FROM publication WHERE model_id <> '%s'", result->model_id);

  g_assert_cmpstr (result->design, ==, "full");
  g_assert_cmpstr (result->rolled_back_to, ==, "");
  g_assert_cmpint (place_number (&fixture->place, "SELECT count (*) FROM model_fit"), ==, FAIR_N_DESIGNS);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count (*) FROM prediction WHERE model_id IN"
                                                  " (SELECT model_id FROM model_fit WHERE design = 'scores')"),
                   ==, LEAGUE_GAMES * (REPLAYED + 1));
  g_assert_cmpint (place_number (&fixture->place, others), ==, 0);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count (DISTINCT model_id) FROM rating"), ==, 1);
  run_week (fixture);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count (*) FROM model_fit"), ==, FAIR_N_DESIGNS);
}

/* A week passes, and people go back to the model of the one before. */
static void
roll_back_a_week_later (Fixture *fixture)
{
  g_autoptr (FairStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  answer_all (fixture, LEAGUE_NOW + 7 * FAIR_DAY);
  set_clock (fixture, LEAGUE_NOW + 7 * FAIR_DAY);
  store = place_open (&fixture->place);
  said = fair_model_rollback (store, NULL, LEAGUE_NOW + 7 * FAIR_DAY, &error);
  g_assert_no_error (error);
  g_assert_nonnull (said);
}

/* Until people resume, runs use the kept model and say so; the champion goes on being fitted. */
static void
test_rollback (Fixture *fixture, gconstpointer data)
{
  const FairWeeklyResult *result = run_week (fixture);
  g_autofree char *first = g_strdup (result->model_id);
  g_autofree char *repeated = NULL;

  roll_back_a_week_later (fixture);
  result = run_week (fixture);
  repeated = g_strdup (result->model_id);
  g_assert_cmpstr (result->rolled_back_to, ==, first);
  g_assert_cmpstr (repeated, !=, first);
  g_assert_true (is_told (result, first) && is_told (result, "resume"));
  g_assert_false (is_told (result, "same numbers"));
  g_assert_false (result->degraded);
  expect_export (fixture, result);
  g_assert_cmpstr (g_array_index (result->picks, FairPick, 0).model_id, ==, repeated);
  g_assert_cmpint (place_number (&fixture->place, "SELECT count (*) FROM model_fit WHERE origin <> ''"), ==, 1);
  g_assert_cmpstr (run_week (fixture)->model_id, ==, repeated);
}

/* What the run before made with another model is not taken up. */
static void
test_rollback_after_failure (Fixture *fixture, gconstpointer data)
{
  run_week (fixture);
  answer_all (fixture, LEAGUE_NOW + 7 * FAIR_DAY);
  set_clock (fixture, LEAGUE_NOW + 7 * FAIR_DAY);
  g_assert_cmpint (place_sql (&fixture->place, "CREATE TRIGGER broken BEFORE INSERT ON publication"
                                               " BEGIN SELECT raise (ABORT, 'full'); END"), ==, SQLITE_OK);
  try_run (fixture, &NEXT_WEEK);
  expect_failure (fixture, FAIR_ERROR, FAIR_ERROR_FAILED);
  g_assert_cmpint (place_sql (&fixture->place, "DROP TRIGGER broken"), ==, SQLITE_OK);
  roll_back_a_week_later (fixture);
  g_assert_cmpstr (run_week (fixture)->rolled_back_to, !=, "");
  expect_run (fixture, "done", "sync:done settle:kept fit:done predict:done price:done check:done export:done");
}

/* A correction of an old result: the kept model cannot be the same any more, and that is said. */
static void
test_rollback_corrected (Fixture *fixture, gconstpointer data)
{
  run_week (fixture);
  roll_back_a_week_later (fixture);
  g_assert_cmpint (place_sql (&fixture->place, "UPDATE game SET home_points = home_points + 3 WHERE season = 2024"), ==,
                   SQLITE_OK);
  g_assert_true (is_told (run_week (fixture), "same numbers"));
}

/* A run over @options that fails in its last stage; afterwards the way is free again. */
static void
fail_once (Fixture *fixture, const FairWeeklyOptions *options)
{
  g_assert_true (g_file_set_contents (fixture->profile->paths->exports, "", 0, NULL));
  try_run (fixture, options);
  expect_failure (fixture, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_assert_cmpint (g_unlink (fixture->profile->paths->exports), ==, 0);
}

/* Work that was broken off long ago is not taken up: the lines have moved. */
static void
test_too_late (Fixture *fixture, gconstpointer data)
{
  gint64 later = LEAGUE_NOW + 6 * FAIR_HOUR + 1;
  const FairWeeklyResult *result;

  fail_once (fixture, &NEXT_WEEK);
  answer_all (fixture, later);
  set_clock (fixture, later);
  result = run_week (fixture);
  g_assert_cmpuint (result->kept->len, ==, 0);
  g_assert_cmpint (result->version, ==, 2);
  g_assert_cmpint (g_array_index (result->picks, FairPick, 0).frozen_at, ==, later);
}

/* Nor is that over another week, whether this one was asked for or found: it is as of now, not as of the other. */
static void
test_other_week (Fixture *fixture, gconstpointer data)
{
  FairWeeklyOptions other = { TRUE, { LEAGUE_SEASON, FAIR_SEASON_REGULAR, LEAGUE_WEEK + 1 } };
  const FairWeeklyResult *result;

  fail_once (fixture, &NEXT_WEEK);
  fail_once (fixture, &other);
  expect_run (fixture, "failed", "sync:done settle:done fit:done predict:done price:done check:done export:failed");
  set_clock (fixture, LEAGUE_NOW + 60);
  result = run_week (fixture);
  g_assert_cmpint (result->week.week, ==, LEAGUE_WEEK);
  g_assert_cmpuint (result->kept->len, ==, 0);
  g_assert_cmpint (g_array_index (result->picks, FairPick, 0).frozen_at, ==, LEAGUE_NOW + 60);
}

/* A price that no book can have. The table is checked before anything of it is published or leaves. */
static void
test_check_fails (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sql
    = g_strdup_printf ("PRAGMA ignore_check_constraints = ON;"
                       " UPDATE line_snapshot SET home_moneyline = 50, away_moneyline = 50 WHERE game_id = %d",
                       (int) league_game_id (LEAGUE_SEASON, LEAGUE_WEEK, 2));

  g_assert_cmpint (place_sql (&fixture->place, sql), ==, SQLITE_OK);
  try_run (fixture, &NEXT_WEEK);
  expect_failure (fixture, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
  g_assert_nonnull (strstr (fixture->error->message, "not exported"));
  expect_run (fixture, "failed", "sync:done settle:done fit:done predict:done price:done check:failed");
  expect_no_export (fixture);
  g_assert_cmpuint (count_publications (fixture), ==, 0);
}

/* Nobody answers, but there is data of yesterday: picks all the same, and it is said. */
static void
test_down (Fixture *fixture, gconstpointer data)
{
  const FairWeeklyResult *result;

  fixture->server.script = DOWN;
  result = run_week (fixture);
  g_assert_true (fixture->report->degraded && result->degraded);
  g_assert_false (result->data_stale);
  g_assert_cmpint (result->data_time, ==, LEAGUE_NOW - 24 * FAIR_HOUR);
  g_assert_cmpuint (stage_count (fixture, "price"), >, 0);
  g_assert_true (is_told (result, "data of 2025-10-06T12:00:00Z"));
  for (guint i = 0; i < result->picks->len; i++)
    {
      const FairPick *pick = &g_array_index (result->picks, FairPick, i);

      g_assert_true (fair_reason_has (pick->reason, FAIR_REASON_CACHED_DATA));
      g_assert_cmpint (pick->confidence, <, FAIR_CONFIDENCE_HIGH);
    }
  g_assert_error (fixture->report->sync->first_error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
  expect_run (fixture, "degraded", "sync:failed settle:done fit:done predict:done price:done check:done export:done");
  expect_export (fixture, result);
}

/* The account answers and nothing else does. */
static const ServerRule HALF_DOWN[]
  = { { "/info", 200, "{\"patronLevel\":0,\"remainingCalls\":900}", 0 }, { "/", 500, "{}", 0 }, { NULL } };

static void
test_half_down (Fixture *fixture, gconstpointer data)
{
  fixture->server.script = HALF_DOWN;
  g_assert_true (run_week (fixture)->degraded);
  g_assert_cmpuint (fixture->n_planned, ==, 3);
  g_assert_cmpint (fixture->calls_left, ==, 900);
  g_assert_cmpuint (fixture->report->sync->n_done, ==, 0);
  expect_run (fixture, "degraded", "sync:failed settle:done fit:done predict:done price:done check:done export:done");
}

/* Three calls are needed and two are left above the reserve: none is spent. */
static const ServerRule POOR[] = { { "/info", 200, "{\"patronLevel\":0,\"remainingCalls\":152}", 0 }, { NULL } };

static void
test_reserve (Fixture *fixture, gconstpointer data)
{
  fixture->server.script = POOR;
  g_assert_true (run_week (fixture)->degraded);
  g_assert_error (fixture->report->sync->first_error, FAIR_ERROR, FAIR_ERROR_REFUSED);
  g_assert_cmpuint (fixture->server.seen->len, ==, 1);
  g_assert_cmpuint (fixture->n_planned, ==, 0);
}

/* Lines of more than a week ago: a table, but nothing to bet on. */
static void
test_stale (Fixture *fixture, gconstpointer data)
{
  const FairWeeklyResult *result;

  fixture->server.script = DOWN;
  result = run_week (fixture);
  g_assert_true (result->data_stale && result->degraded);
  for (guint i = 0; i < result->picks->len; i++)
    {
      g_assert_false (g_array_index (result->picks, FairPick, i).is_pick);
      g_assert_cmpstr (g_array_index (result->picks, FairPick, i).reason, ==,
                       FAIR_REASON_STALE_DATA "+" FAIR_REASON_CACHED_DATA);
    }
  g_assert_cmpuint (stage_count (fixture, "price"), ==, 0);
  expect_export (fixture, result);
}

/* The lines of the week came an hour ago, by the watcher; all else is older than a week. */
static void
test_watched (Fixture *fixture, gconstpointer data)
{
  FairCfbdRequest lines = { FAIR_CFBD_LINES, LEAGUE_SEASON, LEAGUE_WEEK, FAIR_SEASON_REGULAR };
  const FairWeeklyResult *result;
  FairStore *store = place_open (&fixture->place);

  answers_put (store, &lines, LEAGUE_NOW - FAIR_HOUR, 1);
  fair_store_close (store);
  fixture->server.script = DOWN;
  result = run_week (fixture);
  g_assert_true (result->data_stale && result->degraded);
  g_assert_true (is_told (result, "low confidence"));
  g_assert_cmpuint (stage_count (fixture, "price"), >, 0);
  for (guint i = 0; i < result->picks->len; i++)
    g_assert_cmpint (g_array_index (result->picks, FairPick, i).confidence, ==, FAIR_CONFIDENCE_LOW);
}

static void
set (Fixture *fixture, const char *key, GVariant *value)
{
  g_autoptr (GError) error = NULL;

  fair_settings_set (fixture->profile->settings, key, value, &error);
  g_assert_no_error (error);
}

/* Tried again while nobody answers, with lines that have become too old meanwhile: readers keep the picks that they have,
 * unless somebody wants others. */
static void
test_no_worse (Fixture *fixture, gconstpointer data)
{
  const FairWeeklyResult *result;
  g_autofree char *chain = NULL;

  fixture->server.script = DOWN;
  chain = g_strdup (run_week (fixture)->chain_hash);
  set_clock (fixture, LEAGUE_NOW + 2 * FAIR_DAY);
  result = run_week (fixture);
  g_assert_true (result->data_stale && result->degraded);
  g_assert_cmpint (result->version, ==, 1);
  g_assert_cmpstr (result->chain_hash, ==, chain);
  g_assert_true (is_told (result, "version 1"));
  g_assert_cmpuint (count_publications (fixture), ==, REPLAYED + 1);
  expect_export (fixture, result);

  set (fixture, "edge-threshold-spread", g_variant_new_double (9));
  g_assert_cmpint (run_week (fixture)->version, ==, 2);
}

/* What a person decided since the run before is not passed over when it is taken up. */
static void
test_decided_since (Fixture *fixture, gconstpointer data)
{
  static const char NEW_PRICES[] = "sync:done settle:kept fit:kept predict:kept price:done check:done export:failed";
  static const char ALL_NEW[] = "sync:done settle:done fit:done predict:done price:done check:done export:failed";
  g_autofree char *outbox = g_build_filename (fixture->place.folder, "outbox", NULL);

  g_assert_true (g_file_set_contents (outbox, "", 0, NULL));
  try_run (fixture, &NEXT_WEEK);
  set_clock (fixture, LEAGUE_NOW + 60);
  set (fixture, "conservative", g_variant_new_boolean (TRUE));
  try_run (fixture, &NEXT_WEEK);
  expect_run (fixture, "failed", NEW_PRICES);
  g_assert_cmpint (place_sql (&fixture->place,
                              "INSERT INTO typed_line VALUES (2025071, 'Bovada', 1759838500, 3, NULL, NULL, NULL, NULL)"),
                   ==, SQLITE_OK);
  set_clock (fixture, LEAGUE_NOW + 120);
  try_run (fixture, &NEXT_WEEK);
  expect_run (fixture, "failed", ALL_NEW);
}

static void
test_nothing_stored (Fixture *fixture, gconstpointer data)
{
  fixture->server.script = DOWN;
  try_run (fixture, &NEXT_WEEK);
  expect_failure (fixture, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
  expect_run (fixture, "failed", "sync:failed");

  /* Everything is answered, with nothing. */
  fixture->server.script = NULL;
  try_run (fixture, &NEXT_WEEK);
  expect_failure (fixture, FAIR_ERROR, FAIR_ERROR_NO_STORE);
  expect_run (fixture, "failed", "sync:done");
  expect_no_export (fixture);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_cancellable_cancel (fixture->cancellable);
  try_run (fixture, &NEXT_WEEK);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  expect_run (fixture, "cancelled", "sync:done");
  g_assert_cmpuint (count_publications (fixture), ==, 0);
  g_cancellable_reset (fixture->cancellable);
  g_assert_cmpuint (run_week (fixture)->kept->len, ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    int         age; /* of the data, hours */
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/pipeline/weekly/stages", 1, test_stages },
    { "/pipeline/weekly/replays", 1, test_replays },
    { "/pipeline/weekly/next-week", 1, test_next_week },
    { "/pipeline/weekly/past-week", 1, test_past_week },
    { "/pipeline/weekly/no-such-week", 1, test_no_such_week },
    { "/pipeline/weekly/export-fails", 1, test_export_fails },
    { "/pipeline/weekly/stage-fails", 1, test_stage_fails },
    { "/pipeline/weekly/shadow", 1, test_shadow },
    { "/pipeline/weekly/rollback", 1, test_rollback },
    { "/pipeline/weekly/rollback-after-failure", 1, test_rollback_after_failure },
    { "/pipeline/weekly/rollback-corrected", 1, test_rollback_corrected },
    { "/pipeline/weekly/too-late", 1, test_too_late },
    { "/pipeline/weekly/other-week", 1, test_other_week },
    { "/pipeline/weekly/check-fails", 1, test_check_fails },
    { "/pipeline/weekly/down", 24, test_down },
    { "/pipeline/weekly/half-down", 24, test_half_down },
    { "/pipeline/weekly/reserve", 24, test_reserve },
    { "/pipeline/weekly/stale", 8 * 24, test_stale },
    { "/pipeline/weekly/watched", 8 * 24, test_watched },
    { "/pipeline/weekly/no-worse", 6 * 24, test_no_worse },
    { "/pipeline/weekly/decided-since", 1, test_decided_since },
    { "/pipeline/weekly/cancelled", 1, test_cancelled },
    { "/pipeline/weekly/stray", 1, test_stray },
    { "/pipeline/weekly/moved-picks", 1, test_moved_picks },
    { "/pipeline/weekly/off-season", 1, test_off_season },
    { "/pipeline/weekly/clock-set-back", 1, test_clock_set_back },
    { "/pipeline/weekly/clock-was-ahead", -48, test_clock_was_ahead },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GINT_TO_POINTER (tests[i].age), set_up, tests[i].func, tear_down);
  g_test_add ("/pipeline/weekly/nothing-stored", Fixture, NULL, set_up_empty, test_nothing_stored, tear_down);
  return place_run_tests ();
}
