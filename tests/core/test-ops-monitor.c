/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-clock.h"
#include "fair-monitor.h"

#include <math.h>
#include <string.h>

#define NOW 1761134400 /* Wednesday 2025-10-22 12:00 UTC */

static const FairMonitorLimits limits = {
  .age_hours = 168,
  .games = 10,
  .games_percent = 90,
  .win_percent = 50,
  .model_error = 0.5,
  .calibration = 2,
  .calls = 100,
  .disk_megabytes = 1000,
  .backup_days = 8,
  .sharing_percent = 95,
  .mail_hours = 24,
};

/* A Wednesday in October on which all is well. */
static FairMonitorInputs
make_good (void)
{
  return (FairMonitorInputs) {
    .now = NOW,
    .in_season = TRUE,
    .season_due = NOW - 49 * FAIR_DAY,
    .next_due = FAIR_TIME_UNKNOWN,
    .published_at = NOW,
    .picks_time = NOW,
    .data_time = NOW,
    .n_folders = 2,
    .n_reached = 2,
    .run_status = "done",
    .run_began = NOW - 60,
    .run_ended = NOW,
    .first_run = NOW - 30 * FAIR_DAY,
    .has_week = TRUE,
    .week = (char *) "Week 9",
    .n_games = 60,
    .n_with_line = 58,
    .n_priced = 58,
    .wins = 24,
    .losses = 20,
    .n_errors = 400,
    .error = 0.4,
    .error_low = 0.1,
    .error_high = 0.7,
    .backtest_error = 0.35,
    .n_chances = 400,
    .calibration = 0.5,
    .calls_left = 700,
    .calls_reserve = 100,
    .disk_free = G_GINT64_CONSTANT (50000000000),
    .store_bytes = 20000000,
    .backup_time = NOW - FAIR_DAY,
    .has_drills = TRUE,
    .drill_time = NOW - 30 * FAIR_DAY,
    .copy_time = NOW - 3 * FAIR_DAY,
    .has_mail = TRUE,
    .needs_password = TRUE,
    .password = FAIR_SECRET_FOUND,
    .needs_key = TRUE,
    .key = FAIR_SECRET_FOUND,
  };
}

static void
expect (FairRule rule, const FairMonitorInputs *inputs, FairHealthState state)
{
  g_auto (FairVerdict) verdict = fair_monitor_judge (rule, inputs, &limits);

  g_test_message ("%s: %s", fair_rule_to_string (rule), verdict.sentence);
  g_assert_cmpint (verdict.rule, ==, rule);
  g_assert_cmpstr (fair_health_state_to_string (verdict.state), ==, fair_health_state_to_string (state));
  g_assert_cmpuint (strlen (verdict.sentence), >, 10);
  g_assert_true (g_str_has_suffix (verdict.sentence, "."));
}

static void
expect_said (FairRule rule, const FairMonitorInputs *inputs, const char *words)
{
  g_auto (FairVerdict) verdict = fair_monitor_judge (rule, inputs, &limits);

  if (strstr (verdict.sentence, words) == NULL)
    g_error ("“%s” is not in “%s”", words, verdict.sentence);
}

static void
expect_since (FairRule rule, const FairMonitorInputs *inputs, gint64 since)
{
  g_auto (FairVerdict) verdict = fair_monitor_judge (rule, inputs, &limits);

  g_assert_cmpint (verdict.since, ==, since);
}

static void
test_all_is_well (void)
{
  FairMonitorInputs inputs = make_good ();

  for (FairRule rule = 0; rule < FAIR_N_RULES; rule++)
    expect (rule, &inputs, rule == FAIR_RULE_SHARING ? FAIR_HEALTH_NONE : FAIR_HEALTH_GREEN);
}

/* In February nothing is expected that only a season brings. */
static void
test_off_season (void)
{
  FairMonitorInputs inputs = make_good ();

  inputs.in_season = FALSE;
  inputs.picks_time = inputs.data_time = NOW - 40 * FAIR_DAY;
  inputs.has_week = FALSE;
  inputs.n_games = inputs.n_with_line = inputs.n_priced = 0;
  expect (FAIR_RULE_PICKS_AGE, &inputs, FAIR_HEALTH_NONE);
  expect (FAIR_RULE_DATA_AGE, &inputs, FAIR_HEALTH_NONE);
  expect (FAIR_RULE_GAMES, &inputs, FAIR_HEALTH_NONE);
  /* A disk does not know of seasons. */
  inputs.disk_free = 1000;
  expect (FAIR_RULE_DISK, &inputs, FAIR_HEALTH_RED);
}

static void
test_ages (void)
{
  static const struct
  {
    int             hours;
    FairHealthState state;
  } cases[] = {
    { -5, FAIR_HEALTH_GREEN }, { 168, FAIR_HEALTH_GREEN }, { 169, FAIR_HEALTH_ORANGE }, { 336, FAIR_HEALTH_ORANGE },
    { 337, FAIR_HEALTH_RED },
  };
  FairMonitorInputs inputs = make_good ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      inputs.picks_time = inputs.data_time = NOW - cases[i].hours * FAIR_HOUR;
      expect (FAIR_RULE_PICKS_AGE, &inputs, cases[i].state);
      expect (FAIR_RULE_DATA_AGE, &inputs, cases[i].state);
    }
  expect_since (FAIR_RULE_PICKS_AGE, &inputs, NOW - FAIR_HOUR);
  inputs.data_time = NOW - 200 * FAIR_HOUR;
  expect_since (FAIR_RULE_DATA_AGE, &inputs, NOW - 32 * FAIR_HOUR);
  inputs.picks_time = inputs.data_time = FAIR_TIME_UNKNOWN;
  expect (FAIR_RULE_PICKS_AGE, &inputs, FAIR_HEALTH_RED);
  expect (FAIR_RULE_DATA_AGE, &inputs, FAIR_HEALTH_RED);
  inputs.n_reached = 0;
  expect (FAIR_RULE_PICKS_AGE, &inputs, FAIR_HEALTH_YELLOW);
  inputs.published_at = FAIR_TIME_UNKNOWN;
  expect (FAIR_RULE_PICKS_AGE, &inputs, FAIR_HEALTH_NONE);
  expect (FAIR_RULE_DATA_AGE, &inputs, FAIR_HEALTH_NONE);
}

/* With a store of last season nothing is late before the first run of this one is. */
static void
test_season_starts (void)
{
  static const FairRule rules[] = { FAIR_RULE_PICKS_AGE, FAIR_RULE_DATA_AGE };
  FairMonitorInputs inputs = make_good ();

  inputs.published_at = inputs.picks_time = NOW - 320 * FAIR_DAY;
  inputs.data_time = FAIR_TIME_UNKNOWN; /* of this season */
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      inputs.season_due = FAIR_TIME_UNKNOWN;
      expect (rules[i], &inputs, FAIR_HEALTH_NONE);
      inputs.season_due = NOW - FAIR_HOUR;
      expect (rules[i], &inputs, FAIR_HEALTH_GREEN);
      inputs.season_due = NOW - 8 * FAIR_DAY;
      expect (rules[i], &inputs, FAIR_HEALTH_ORANGE);
      expect_since (rules[i], &inputs, NOW - FAIR_DAY);
      inputs.season_due = NOW - 15 * FAIR_DAY;
      expect (rules[i], &inputs, FAIR_HEALTH_RED);
    }
}

static void
test_run (void)
{
  FairMonitorInputs inputs = make_good ();

  inputs.run_status = "failed";
  inputs.run_error = (char *) "The API does not answer.";
  expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_RED);
  expect_since (FAIR_RULE_RUN, &inputs, NOW);
  inputs.run_status = "running";
  inputs.run_ended = FAIR_TIME_UNKNOWN;
  expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_ORANGE);
  expect_since (FAIR_RULE_RUN, &inputs, NOW - 60);
  expect_said (FAIR_RULE_RUN, &inputs, "cut off");
  inputs.run_alive = TRUE;
  expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_GREEN);
  inputs.run_began = NOW - 3 * FAIR_HOUR;
  expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_ORANGE);
  expect_said (FAIR_RULE_RUN, &inputs, "going on for 3 hours");
  inputs.run_status = "cancelled";
  expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_YELLOW);
  inputs.run_status = "degraded";
  expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_YELLOW);
  inputs.run_status = NULL;
  expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_NONE);
}

/* Nobody is called for a run that nobody needs. */
static void
test_run_off_season (void)
{
  static const char *const statuses[] = { "failed", "running", "degraded", "cancelled" };
  FairMonitorInputs inputs = make_good ();

  inputs.in_season = FALSE;
  inputs.next_due = NOW + 315 * FAIR_DAY;
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      inputs.run_status = statuses[i];
      expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_YELLOW);
      expect_said (FAIR_RULE_RUN, &inputs, "No run is due until 2 September 2026.");
    }
  inputs.run_status = "done";
  expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_GREEN);
}

static void
test_games (void)
{
  static const struct
  {
    guint           games, lines, priced;
    FairHealthState state;
  } cases[] = {
    { 60, 58, 10, FAIR_HEALTH_GREEN },  { 60, 58, 9, FAIR_HEALTH_ORANGE }, { 60, 58, 0, FAIR_HEALTH_RED },
    { 12, 12, 9, FAIR_HEALTH_ORANGE },  { 11, 10, 9, FAIR_HEALTH_GREEN },  { 11, 11, 9, FAIR_HEALTH_ORANGE },
    { 1, 1, 1, FAIR_HEALTH_GREEN },     { 1, 1, 0, FAIR_HEALTH_RED },      { 1, 0, 0, FAIR_HEALTH_YELLOW },
  };
  FairMonitorInputs inputs = make_good ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      inputs.n_games = cases[i].games;
      inputs.n_with_line = cases[i].lines;
      inputs.n_priced = cases[i].priced;
      expect (FAIR_RULE_GAMES, &inputs, cases[i].state);
    }
  inputs.n_games = inputs.n_with_line = 11;
  inputs.n_priced = 9;
  expect_said (FAIR_RULE_GAMES, &inputs, "Week 9: of its 11 games 11 have a line and 9 are priced, 10 should be;");
  inputs.has_week = FALSE;
  expect (FAIR_RULE_GAMES, &inputs, FAIR_HEALTH_NONE);
}

/* Below the limit it always speaks; how loud is a matter of what chance alone would do. */
static void
test_win_rate (void)
{
  static const struct
  {
    guint           wins, losses;
    FairHealthState state;
  } cases[] = {
    { 0, 0, FAIR_HEALTH_NONE },     { 10, 10, FAIR_HEALTH_GREEN },  { 0, 5, FAIR_HEALTH_YELLOW },
    { 22, 26, FAIR_HEALTH_YELLOW }, { 18, 30, FAIR_HEALTH_ORANGE }, { 10, 38, FAIR_HEALTH_RED },
  };
  FairMonitorInputs inputs = make_good ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      inputs.wins = cases[i].wins;
      inputs.losses = cases[i].losses;
      expect (FAIR_RULE_WIN_RATE, &inputs, cases[i].state);
    }
}

static void
test_sharing (void)
{
  static const struct
  {
    double          up;
    FairHealthState state;
  } cases[] = { { 100, FAIR_HEALTH_GREEN }, { 95, FAIR_HEALTH_GREEN }, { 94.9, FAIR_HEALTH_ORANGE },
                { 50, FAIR_HEALTH_ORANGE }, { 49.9, FAIR_HEALTH_RED } };
  FairMonitorInputs inputs = make_good ();
  g_auto (FairVerdict) off = fair_monitor_judge (FAIR_RULE_SHARING, &inputs, &limits);

  g_assert_cmpint (off.state, ==, FAIR_HEALTH_NONE);
  g_assert_cmpfloat (off.limit, ==, 95);
  inputs.sharing_hours = 100;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      inputs.sharing_up = cases[i].up;
      expect (FAIR_RULE_SHARING, &inputs, cases[i].state);
    }
}

static void
test_model (void)
{
  FairMonitorInputs inputs = make_good ();

  expect_said (FAIR_RULE_MODEL_ERROR, &inputs, "0.40 points further off than the closing line’s (95 % interval 0.10 to 0.70; "
                                               "backtest 0.35; 400 games).");
  inputs.error = 0.9;
  inputs.error_low = 0.2;
  expect (FAIR_RULE_MODEL_ERROR, &inputs, FAIR_HEALTH_YELLOW);
  inputs.error_low = 0.4;
  expect (FAIR_RULE_MODEL_ERROR, &inputs, FAIR_HEALTH_ORANGE);
  inputs.error = 1.5;
  inputs.error_low = 0.9;
  expect (FAIR_RULE_MODEL_ERROR, &inputs, FAIR_HEALTH_RED);
  inputs.backtest_error = NAN;
  expect (FAIR_RULE_MODEL_ERROR, &inputs, FAIR_HEALTH_NONE);
  inputs.backtest_error = 0.35;
  inputs.n_errors = 49;
  expect (FAIR_RULE_MODEL_ERROR, &inputs, FAIR_HEALTH_NONE);
  for (int sign = -1; sign <= 1; sign += 2)
    {
      inputs.calibration = sign * 2.1;
      expect (FAIR_RULE_CALIBRATION, &inputs, FAIR_HEALTH_YELLOW);
      inputs.calibration = sign * 3.1;
      expect (FAIR_RULE_CALIBRATION, &inputs, FAIR_HEALTH_ORANGE);
      inputs.calibration = sign * 4.1;
      expect (FAIR_RULE_CALIBRATION, &inputs, FAIR_HEALTH_RED);
    }
  inputs.n_chances = 49;
  expect (FAIR_RULE_CALIBRATION, &inputs, FAIR_HEALTH_NONE);
}

static void
test_resources (void)
{
  FairMonitorInputs inputs = make_good ();

  inputs.calls_left = 199;
  expect (FAIR_RULE_QUOTA, &inputs, FAIR_HEALTH_YELLOW);
  inputs.calls_left = 100;
  expect (FAIR_RULE_QUOTA, &inputs, FAIR_HEALTH_ORANGE);
  inputs.calls_left = 0;
  expect (FAIR_RULE_QUOTA, &inputs, FAIR_HEALTH_RED);
  inputs.calls_left = -1;
  expect (FAIR_RULE_QUOTA, &inputs, FAIR_HEALTH_NONE);
  inputs.disk_free = 1500000000;
  expect (FAIR_RULE_DISK, &inputs, FAIR_HEALTH_YELLOW);
  inputs.disk_free = 900000000;
  expect (FAIR_RULE_DISK, &inputs, FAIR_HEALTH_ORANGE);
  inputs.disk_free = 90000000;
  expect (FAIR_RULE_DISK, &inputs, FAIR_HEALTH_RED);
  inputs.disk_free = 900000000;
  inputs.store_bytes = 950000000;
  expect (FAIR_RULE_DISK, &inputs, FAIR_HEALTH_RED);
  inputs.disk_free = -1;
  expect (FAIR_RULE_DISK, &inputs, FAIR_HEALTH_NONE);
}

static void
test_backups (void)
{
  FairMonitorInputs inputs = make_good ();

  inputs.drill_time = NOW - 46 * FAIR_DAY;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_YELLOW);
  inputs.has_drills = FALSE;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_GREEN);
  inputs.has_drills = TRUE;
  inputs.drill_time = FAIR_TIME_UNKNOWN;
  inputs.first_run = NOW - 40 * FAIR_DAY;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_GREEN);
  inputs.first_run = NOW - 46 * FAIR_DAY;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_YELLOW);
  inputs.backup_problem = (char *) "The disk is full.";
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_ORANGE);
  inputs.backup_problem = NULL;
  inputs.backup_time = NOW - 9 * FAIR_DAY;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_ORANGE);
  expect_since (FAIR_RULE_BACKUP, &inputs, NOW - FAIR_DAY);
  inputs.backup_time = NOW - 17 * FAIR_DAY;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_RED);
  inputs.backup_time = FAIR_TIME_UNKNOWN;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_YELLOW);
  inputs.first_run = NOW - FAIR_DAY;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_NONE);
  inputs.backup_problem = (char *) "The disk is full.";
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_ORANGE);
}

/* The second folder gets one a week. */
static void
test_copies (void)
{
  FairMonitorInputs inputs = make_good ();

  inputs.copy_time = NOW - 15 * FAIR_DAY;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_GREEN);
  inputs.copy_problem = (char *) "The server does not answer.";
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_YELLOW);
  inputs.copy_time = NOW - 16 * FAIR_DAY;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_ORANGE);
  expect_since (FAIR_RULE_BACKUP, &inputs, NOW - FAIR_DAY);
  inputs.copy_problem = NULL;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_ORANGE);
  inputs.copy_time = NOW - 31 * FAIR_DAY;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_RED);
  inputs.copy_time = FAIR_TIME_UNKNOWN;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_GREEN);
  inputs.copy_problem = (char *) "The server does not answer.";
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_ORANGE);
}

static void
test_alerts (void)
{
  static const struct
  {
    double          hours;
    FairHealthState state;
  } cases[] = { { 6, FAIR_HEALTH_GREEN }, { 7, FAIR_HEALTH_YELLOW }, { 24, FAIR_HEALTH_YELLOW }, { 25, FAIR_HEALTH_ORANGE },
                { 72, FAIR_HEALTH_ORANGE }, { 73, FAIR_HEALTH_RED } };
  FairMonitorInputs inputs = make_good ();

  inputs.n_messages = 2;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      inputs.message_hours = cases[i].hours;
      expect (FAIR_RULE_ALERTS, &inputs, cases[i].state);
    }
  expect_since (FAIR_RULE_ALERTS, &inputs, NOW - FAIR_HOUR);
  inputs.password = FAIR_SECRET_LOCKED;
  expect (FAIR_RULE_ALERTS, &inputs, FAIR_HEALTH_ORANGE);
  inputs.password = FAIR_SECRET_UNREACHABLE;
  expect (FAIR_RULE_ALERTS, &inputs, FAIR_HEALTH_RED);
  inputs.password = FAIR_SECRET_MISSING;
  expect (FAIR_RULE_ALERTS, &inputs, FAIR_HEALTH_RED);
  /* Without a server there is nothing to tell by, unless something waits for one. */
  inputs.has_mail = inputs.needs_password = FALSE;
  expect (FAIR_RULE_ALERTS, &inputs, FAIR_HEALTH_RED);
  inputs.n_messages = 0;
  expect (FAIR_RULE_ALERTS, &inputs, FAIR_HEALTH_NONE);
}

static void
test_places (void)
{
  FairMonitorInputs inputs = make_good ();

  inputs.n_waiting = 2;
  expect (FAIR_RULE_FOLDERS, &inputs, FAIR_HEALTH_YELLOW);
  inputs.blocked = (char *) "There is no room left.";
  expect (FAIR_RULE_FOLDERS, &inputs, FAIR_HEALTH_ORANGE);
  inputs.blocked = NULL;
  inputs.n_servers = 1;
  expect (FAIR_RULE_FOLDERS, &inputs, FAIR_HEALTH_ORANGE);
  inputs.n_servers = 0;
  inputs.n_unreachable = 1;
  inputs.unreachable = (char *) "/mnt/away";
  expect (FAIR_RULE_FOLDERS, &inputs, FAIR_HEALTH_ORANGE);
  inputs.n_reached = 0;
  expect (FAIR_RULE_FOLDERS, &inputs, FAIR_HEALTH_RED);
  inputs.key_refused = TRUE;
  expect (FAIR_RULE_KEY, &inputs, FAIR_HEALTH_RED);
  inputs.key = FAIR_SECRET_LOCKED;
  expect (FAIR_RULE_KEY, &inputs, FAIR_HEALTH_ORANGE);
  inputs.key = FAIR_SECRET_UNREACHABLE;
  expect (FAIR_RULE_KEY, &inputs, FAIR_HEALTH_RED);
  inputs.key = FAIR_SECRET_MISSING;
  expect (FAIR_RULE_KEY, &inputs, FAIR_HEALTH_RED);
  inputs.needs_key = FALSE;
  expect (FAIR_RULE_KEY, &inputs, FAIR_HEALTH_NONE);
}

/* Worse again is taken over as often as the rule says; better, and worse for the first time, at any time. */
static void
test_due (void)
{
  g_assert_true (fair_monitor_is_due (FAIR_RULE_GAMES, FAIR_HEALTH_GREEN, FAIR_HEALTH_RED, FAIR_TIME_UNKNOWN, NOW));
  g_assert_true (fair_monitor_is_due (FAIR_RULE_GAMES, FAIR_HEALTH_RED, FAIR_HEALTH_GREEN, NOW - 1, NOW));
  g_assert_true (fair_monitor_is_due (FAIR_RULE_GAMES, FAIR_HEALTH_NONE, FAIR_HEALTH_GREEN, NOW - 1, NOW));
  g_assert_false (fair_monitor_is_due (FAIR_RULE_GAMES, FAIR_HEALTH_GREEN, FAIR_HEALTH_RED, NOW - FAIR_HOUR, NOW));
  /* From Monday to Wednesday the freeze of a Tuesday lies between. */
  g_assert_true (fair_monitor_is_due (FAIR_RULE_GAMES, FAIR_HEALTH_GREEN, FAIR_HEALTH_RED, NOW - 2 * FAIR_DAY, NOW));
  g_assert_true (fair_monitor_is_due (FAIR_RULE_RUN, FAIR_HEALTH_GREEN, FAIR_HEALTH_RED, NOW - 1, NOW));
  g_assert_false (fair_monitor_is_due (FAIR_RULE_DATA_AGE, FAIR_HEALTH_GREEN, FAIR_HEALTH_RED, NOW - 1, NOW));
  g_assert_true (fair_monitor_is_due (FAIR_RULE_DATA_AGE, FAIR_HEALTH_GREEN, FAIR_HEALTH_RED, NOW - FAIR_DAY, NOW));
  /* A clock that was set back must not silence a rule for long. */
  g_assert_true (fair_monitor_is_due (FAIR_RULE_GAMES, FAIR_HEALTH_GREEN, FAIR_HEALTH_RED, NOW + FAIR_DAY, NOW));
}

static void
expect_described (FairRule rule, const FairMonitorInputs *inputs, const char *words)
{
  g_auto (FairVerdict) verdict = fair_monitor_judge (rule, inputs, &limits);
  g_autofree char *described = fair_verdict_describe (&verdict);

  g_assert_cmpstr (described, ==, words);
}

static void
test_descriptions (void)
{
  FairMonitorInputs inputs = make_good ();

  inputs.data_time = NOW - 12 * FAIR_HOUR;
  expect_described (FAIR_RULE_DATA_AGE, &inputs, "12, at most 168 hours · daily");
  expect_described (FAIR_RULE_GAMES, &inputs, "58, at least 10 games · weekly");
  expect_described (FAIR_RULE_SHARING, &inputs, "at least 95.0 percent · daily");
  expect_described (FAIR_RULE_KEY, &inputs, "at once");
}

static void
test_news (void)
{
  g_assert_false (fair_monitor_is_news (FAIR_HEALTH_NONE, FAIR_HEALTH_GREEN));
  g_assert_false (fair_monitor_is_news (FAIR_HEALTH_RED, FAIR_HEALTH_RED));
  g_assert_true (fair_monitor_is_news (FAIR_HEALTH_NONE, FAIR_HEALTH_ORANGE));
  g_assert_true (fair_monitor_is_news (FAIR_HEALTH_RED, FAIR_HEALTH_GREEN));
}

static void
test_names (void)
{
  FairRule found;
  FairHealthState state;

  for (FairRule rule = 0; rule < FAIR_N_RULES; rule++)
    {
      g_assert_true (fair_rule_parse (fair_rule_to_string (rule), &found));
      g_assert_cmpint (found, ==, rule);
    }
  g_assert_false (fair_rule_parse ("of a newer version", &found));
  g_assert_true (fair_health_state_parse ("orange", &state));
  g_assert_cmpint (state, ==, FAIR_HEALTH_ORANGE);
  g_assert_false (fair_health_state_parse ("purple", &state));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ops/monitor/all-is-well", test_all_is_well);
  g_test_add_func ("/ops/monitor/off-season", test_off_season);
  g_test_add_func ("/ops/monitor/ages", test_ages);
  g_test_add_func ("/ops/monitor/season-starts", test_season_starts);
  g_test_add_func ("/ops/monitor/run", test_run);
  g_test_add_func ("/ops/monitor/run-off-season", test_run_off_season);
  g_test_add_func ("/ops/monitor/games", test_games);
  g_test_add_func ("/ops/monitor/win-rate", test_win_rate);
  g_test_add_func ("/ops/monitor/sharing", test_sharing);
  g_test_add_func ("/ops/monitor/model", test_model);
  g_test_add_func ("/ops/monitor/resources", test_resources);
  g_test_add_func ("/ops/monitor/backups", test_backups);
  g_test_add_func ("/ops/monitor/copies", test_copies);
  g_test_add_func ("/ops/monitor/places", test_places);
  g_test_add_func ("/ops/monitor/alerts", test_alerts);
  g_test_add_func ("/ops/monitor/due", test_due);
  g_test_add_func ("/ops/monitor/descriptions", test_descriptions);
  g_test_add_func ("/ops/monitor/news", test_news);
  g_test_add_func ("/ops/monitor/names", test_names);
  return g_test_run ();
}
