/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is fetched, when, and in which order; and above all what is not. */
#include "pipeline-answers.h"

#define FIRST 2015
#define LAST  2025

/* A Tuesday in the middle of the season 2025. */
#define MIDDLE "2025-10-14T12:00:00Z"

static const FairSyncStep *
step_at (GArray *plan, guint i)
{
  return &g_array_index (plan, FairSyncStep, i);
}

static gboolean
asks_for (GArray *plan, FairCfbdEndpoint endpoint, int season)
{
  guint n = 0;

  for (guint i = 0; i < plan->len; i++)
    n += step_at (plan, i)->request.endpoint == endpoint && step_at (plan, i)->request.season == season;
  g_assert_cmpuint (n, <=, 1);
  return n > 0;
}

static gboolean
is_schedule (FairCfbdEndpoint endpoint)
{
  return endpoint == FAIR_CFBD_GAMES || endpoint == FAIR_CFBD_TEAMS;
}

/* Every question once, within the calls of a first load, and all of every season. */
static void
test_fresh (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) plan = answers_plan (store, FIRST, LAST, answers_time (MIDDLE));
  g_autoptr (GHashTable) paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  static const FairCfbdEndpoint seasonal[] = { FAIR_CFBD_GAMES,    FAIR_CFBD_TEAMS,  FAIR_CFBD_LINES,
                                               FAIR_CFBD_STATS,    FAIR_CFBD_TALENT, FAIR_CFBD_RETURNING,
                                               FAIR_CFBD_CALENDAR, FAIR_CFBD_SP };

  g_assert_cmpuint (plan->len, <=, 100);
  for (guint i = 0; i < plan->len; i++)
    {
      g_assert_true (g_hash_table_add (paths, fair_cfbd_request_to_path (&step_at (plan, i)->request)));
      g_assert_true (fair_cfbd_request_is_metered (&step_at (plan, i)->request));
      g_assert_cmpint (step_at (plan, i)->request.week, ==, 0);
    }
  for (int season = FIRST; season <= LAST; season++)
    for (guint i = 0; i < G_N_ELEMENTS (seasonal); i++)
      /* The running season has no final ratings yet. */
      g_assert_true (asks_for (plan, seasonal[i], season) == !(season == LAST && seasonal[i] == FAIR_CFBD_SP));
  g_assert_true (asks_for (plan, FAIR_CFBD_RECRUITING, 0));
  g_assert_true (asks_for (plan, FAIR_CFBD_VENUES, 0));
}

/* Phases in their order; the newest three seasons before all others, and in each part the schedule before what needs
 * its names and games. */
static void
test_order (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GArray) plan = answers_plan (store, FIRST, LAST, answers_time (MIDDLE));

  g_assert_cmpint (step_at (plan, 0)->request.endpoint, ==, FAIR_CFBD_GAMES);
  g_assert_cmpint (step_at (plan, 0)->request.season, ==, LAST);
  for (guint i = 0; i < plan->len; i++)
    {
      const FairSyncStep *step = step_at (plan, i);
      gboolean filling = step->phase >= FAIR_SYNC_FILLING;

      g_assert_true (is_schedule (step->request.endpoint) == (step->phase % FAIR_SYNC_FILLING == 0));
      if (step->request.season > 0)
        g_assert_true (filling == (step->request.season < LAST - 2));
      else
        g_assert_false (filling);
      if (i == 0)
        continue;
      g_assert_cmpuint (step->phase, >=, step_at (plan, i - 1)->phase);
      if (step->phase == step_at (plan, i - 1)->phase && step->request.season > 0)
        g_assert_cmpint (step->request.season, <=, step_at (plan, i - 1)->request.season);
    }
}

/* After everything came there is nothing to ask, for as long as the freshest of it counts as fresh. */
static void
test_complete (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  gint64 now = answers_time (MIDDLE);
  g_autoptr (GArray) at_once = NULL;
  g_autoptr (GArray) soon = NULL;
  g_autoptr (GArray) later = NULL;

  g_assert_cmpuint (answers_put_all (store, FIRST, LAST, now), >, 80);
  at_once = answers_plan (store, FIRST, LAST, now);
  g_assert_cmpuint (at_once->len, ==, 0);
  soon = answers_plan (store, FIRST, LAST, now + 6 * FAIR_HOUR - 1);
  g_assert_cmpuint (soon->len, ==, 0);
  later = answers_plan (store, FIRST, LAST, now + 6 * FAIR_HOUR);
  g_assert_cmpuint (later->len, ==, 3);
  g_assert_true (asks_for (later, FAIR_CFBD_GAMES, LAST));
  g_assert_true (asks_for (later, FAIR_CFBD_LINES, LAST));
  g_assert_true (asks_for (later, FAIR_CFBD_STATS, LAST));
}

/* What was not reached is asked for, and nothing else. */
static void
test_resume (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  gint64 now = answers_time (MIDDLE);
  g_autoptr (GArray) plan = answers_plan (store, FIRST, LAST, now);
  g_autoptr (GArray) rest = NULL;
  const guint reached = 37;

  for (guint i = 0; i < reached; i++)
    answers_put (store, &step_at (plan, i)->request, now, 1);
  rest = answers_plan (store, FIRST, LAST, now + 60);
  g_assert_cmpuint (rest->len, ==, plan->len - reached);
  for (guint i = 0; i < rest->len; i++)
    g_assert_cmpmem (step_at (rest, i), sizeof (FairSyncStep), step_at (plan, reached + i), sizeof (FairSyncStep));
}

/* Tuesday by Tuesday through a season, its bowls and the spring: never more than ten calls, never an older season. */
static void
test_weekly (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  gint64 start = answers_time ("2025-08-19T12:00:00Z");
  guint total = 0;

  answers_put_all (store, FIRST, LAST, start);
  for (guint week = 1; week <= 44; week++)
    {
      gint64 now = start + week * FAIR_WEEK_SECONDS;
      g_autoptr (GArray) plan = answers_plan (store, FIRST, LAST, now);

      g_assert_cmpuint (plan->len, <=, 10);
      /* While it is played, the season's games and lines are in each. */
      if (week < 20)
        g_assert_true (asks_for (plan, FAIR_CFBD_GAMES, LAST) && asks_for (plan, FAIR_CFBD_LINES, LAST));
      for (guint i = 0; i < plan->len; i++)
        g_assert_true (step_at (plan, i)->request.season == 0 || step_at (plan, i)->request.season == LAST);
      total += answers_put_all (store, FIRST, LAST, now);
    }
  /* 25 weeks until the season's end with a handful of calls each, and no more than the whole year's free calls. */
  g_assert_cmpuint (total, >, 25 * 3);
  g_assert_cmpuint (total, <, 25 * 10);
}

/* A season's answers are asked for once more after its end, its ratings with them, and never again. */
static void
test_finished (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  gint64 over = answers_time ("2026-02-11T00:00:00Z");
  g_autoptr (GArray) after = NULL;
  g_autoptr (GArray) years_later = NULL;

  answers_put_all (store, LAST, LAST, answers_time ("2026-01-20T12:00:00Z"));
  after = answers_plan (store, LAST, LAST, over);
  g_assert_true (asks_for (after, FAIR_CFBD_GAMES, LAST));
  g_assert_true (asks_for (after, FAIR_CFBD_TALENT, LAST));
  g_assert_true (asks_for (after, FAIR_CFBD_SP, LAST));
  answers_put_all (store, LAST, LAST, over);
  years_later = answers_plan (store, LAST, LAST, over + 1000 * FAIR_DAY);
  for (guint i = 0; i < years_later->len; i++)
    g_assert_cmpint (step_at (years_later, i)->request.season, ==, 0);
}

/* Nothing yet is asked again after half a day; nothing at all, of a season that is over, is an answer. */
static void
test_empty (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  gint64 now = answers_time (MIDDLE);
  FairCfbdRequest running = { .endpoint = FAIR_CFBD_TALENT, .season = LAST };
  FairCfbdRequest past = { .endpoint = FAIR_CFBD_TALENT, .season = FIRST };
  FairCfbdRequest games = { .endpoint = FAIR_CFBD_GAMES, .season = LAST };
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) after = NULL;
  g_autoptr (GArray) much_later = NULL;

  answers_put_all (store, FIRST, LAST, now);
  answers_put (store, &running, now + 1, 0);
  answers_put (store, &past, now + 1, 0);
  answers_put (store, &games, now + 1, 0);
  before = answers_plan (store, FIRST, LAST, now + 12 * FAIR_HOUR);
  g_assert_false (asks_for (before, FAIR_CFBD_TALENT, LAST));
  /* What is fresh for less than half a day is not fresh for longer by being empty. */
  g_assert_true (asks_for (before, FAIR_CFBD_GAMES, LAST));
  after = answers_plan (store, FIRST, LAST, now + 1 + 12 * FAIR_HOUR);
  g_assert_true (asks_for (after, FAIR_CFBD_TALENT, LAST));
  /* With an answer it would have counted for weeks. */
  g_assert_false (asks_for (after, FAIR_CFBD_RETURNING, LAST));
  much_later = answers_plan (store, FIRST, LAST, now + 400 * FAIR_DAY);
  g_assert_false (asks_for (much_later, FAIR_CFBD_TALENT, FIRST));
}

/* A clock that was a month ahead for one run stops nothing: what may still change is asked for again, and counts as of now. */
static void
test_clock_was_ahead (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  gint64 now = answers_time (MIDDLE);
  FairCfbdRequest games = { .endpoint = FAIR_CFBD_GAMES, .season = LAST };
  g_autoptr (GArray) good = NULL;
  g_autoptr (GArray) again = NULL;
  g_autoptr (GArray) at_once = NULL;

  answers_put_all (store, FIRST, LAST, now - FAIR_DAY);
  good = answers_plan (store, FIRST, LAST, now);
  g_assert_false (fair_sync_plan_is_redating (good));
  answers_put_all (store, FIRST, LAST, now + 30 * FAIR_DAY);
  answers_put (store, &games, now + 31 * FAIR_DAY, 0); /* other bytes */
  again = answers_plan (store, FIRST, LAST, now);
  g_assert_true (fair_sync_plan_is_redating (again));
  g_assert_true (asks_for (again, FAIR_CFBD_GAMES, LAST) && asks_for (again, FAIR_CFBD_LINES, LAST)
                 && asks_for (again, FAIR_CFBD_STATS, LAST));
  g_assert_cmpuint (again->len, <=, 10);
  answers_put_all (store, FIRST, LAST, now);
  at_once = answers_plan (store, FIRST, LAST, now);
  g_assert_cmpuint (at_once->len, ==, 0);
}

/* One season, seasons the wrong way round, and a season that has not begun. */
static void
test_degenerate (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  gint64 now = answers_time (MIDDLE);
  g_autoptr (GArray) one = answers_plan (store, 2020, 2020, now);
  g_autoptr (GArray) backwards = answers_plan (store, 2021, 2020, now);
  g_autoptr (GArray) future = answers_plan (store, 2027, 2027, now);

  g_assert_cmpuint (one->len, ==, 10);
  for (guint i = 0; i < backwards->len; i++)
    g_assert_cmpint (step_at (backwards, i)->request.season, ==, 0);
  g_assert_false (asks_for (future, FAIR_CFBD_SP, 2027));
}

/* A store that cannot be read is no store in which nothing is. */
static void
test_broken_store (Place *place, gconstpointer data)
{
  g_autoptr (FairStore) store = place_open (place);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (place_sql (place, "DROP TABLE raw_answer"), ==, SQLITE_OK);
  g_assert_null (fair_sync_plan (store, FIRST, LAST, answers_time (MIDDLE), &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Place *, gconstpointer);
  } tests[] = {
    { "/pipeline/plan/fresh", test_fresh },           { "/pipeline/plan/order", test_order },
    { "/pipeline/plan/complete", test_complete },     { "/pipeline/plan/resume", test_resume },
    { "/pipeline/plan/weekly", test_weekly },         { "/pipeline/plan/finished", test_finished },
    { "/pipeline/plan/empty", test_empty },           { "/pipeline/plan/degenerate", test_degenerate },
    { "/pipeline/plan/broken-store", test_broken_store },
    { "/pipeline/plan/clock-was-ahead", test_clock_was_ahead },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Place, NULL, place_set_up, tests[i].func, place_tear_down);
  return place_run_tests ();
}
