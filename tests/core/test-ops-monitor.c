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
};

/* A Wednesday in October on which all is well. */
static FairMonitorInputs
make_good (void)
{
  return (FairMonitorInputs) {
    .now = NOW,
    .in_season = TRUE,
    .published = TRUE,
    .picks_time = NOW,
    .data_time = NOW,
    .n_folders = 2,
    .run_status = "done",
    .first_run = NOW - 30 * FAIR_DAY,
    .has_week = TRUE,
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
  inputs.picks_time = inputs.data_time = FAIR_TIME_UNKNOWN;
  expect (FAIR_RULE_PICKS_AGE, &inputs, FAIR_HEALTH_RED);
  expect (FAIR_RULE_DATA_AGE, &inputs, FAIR_HEALTH_RED);
  inputs.n_unreachable = inputs.n_folders;
  expect (FAIR_RULE_PICKS_AGE, &inputs, FAIR_HEALTH_YELLOW);
  inputs.published = FALSE;
  expect (FAIR_RULE_PICKS_AGE, &inputs, FAIR_HEALTH_NONE);
  expect (FAIR_RULE_DATA_AGE, &inputs, FAIR_HEALTH_NONE);
}

static void
test_run (void)
{
  FairMonitorInputs inputs = make_good ();

  inputs.run_status = "failed";
  inputs.run_error = (char *) "The API does not answer.";
  expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_RED);
  inputs.run_status = "running";
  expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_GREEN);
  inputs.run_hours = 3;
  expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_ORANGE);
  inputs.run_status = "cancelled";
  expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_YELLOW);
  inputs.run_status = "degraded";
  expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_YELLOW);
  inputs.run_status = NULL;
  expect (FAIR_RULE_RUN, &inputs, FAIR_HEALTH_NONE);
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
test_model (void)
{
  FairMonitorInputs inputs = make_good ();

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
  inputs.backup_time = NOW - 9 * FAIR_DAY;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_ORANGE);
  inputs.backup_time = NOW - 17 * FAIR_DAY;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_RED);
  inputs.backup_time = FAIR_TIME_UNKNOWN;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_YELLOW);
  inputs.first_run = NOW - FAIR_DAY;
  expect (FAIR_RULE_BACKUP, &inputs, FAIR_HEALTH_NONE);
}

static void
test_places (void)
{
  FairMonitorInputs inputs = make_good ();

  inputs.n_waiting = 2;
  expect (FAIR_RULE_FOLDERS, &inputs, FAIR_HEALTH_YELLOW);
  inputs.n_servers = 1;
  expect (FAIR_RULE_FOLDERS, &inputs, FAIR_HEALTH_ORANGE);
  inputs.n_servers = 0;
  inputs.n_unreachable = 1;
  inputs.unreachable = (char *) "/mnt/away";
  expect (FAIR_RULE_FOLDERS, &inputs, FAIR_HEALTH_ORANGE);
  inputs.n_unreachable = 2;
  expect (FAIR_RULE_FOLDERS, &inputs, FAIR_HEALTH_RED);
  inputs.key = FAIR_SECRET_LOCKED;
  expect (FAIR_RULE_KEY, &inputs, FAIR_HEALTH_ORANGE);
  inputs.key = FAIR_SECRET_UNREACHABLE;
  expect (FAIR_RULE_KEY, &inputs, FAIR_HEALTH_RED);
  inputs.key = FAIR_SECRET_MISSING;
  expect (FAIR_RULE_KEY, &inputs, FAIR_HEALTH_RED);
  inputs.needs_key = FALSE;
  expect (FAIR_RULE_KEY, &inputs, FAIR_HEALTH_NONE);
}

/* Worse is taken over as often as the rule says, better at any time. */
static void
test_due (void)
{
  g_assert_true (fair_monitor_is_due (FAIR_RULE_RUN, FAIR_HEALTH_GREEN, FAIR_HEALTH_RED, NOW - 1, NOW));
  g_assert_false (fair_monitor_is_due (FAIR_RULE_DATA_AGE, FAIR_HEALTH_GREEN, FAIR_HEALTH_RED, NOW - 1, NOW));
  g_assert_true (fair_monitor_is_due (FAIR_RULE_DATA_AGE, FAIR_HEALTH_GREEN, FAIR_HEALTH_RED, NOW - FAIR_DAY, NOW));
  g_assert_true (fair_monitor_is_due (FAIR_RULE_DATA_AGE, FAIR_HEALTH_RED, FAIR_HEALTH_GREEN, NOW - 1, NOW));
  g_assert_true (fair_monitor_is_due (FAIR_RULE_DATA_AGE, FAIR_HEALTH_GREEN, FAIR_HEALTH_RED, FAIR_TIME_UNKNOWN, NOW));
  g_assert_false (fair_monitor_is_due (FAIR_RULE_GAMES, FAIR_HEALTH_GREEN, FAIR_HEALTH_RED, NOW - FAIR_HOUR, NOW));
  /* From Monday to Wednesday the freeze of a Tuesday lies between. */
  g_assert_true (fair_monitor_is_due (FAIR_RULE_GAMES, FAIR_HEALTH_GREEN, FAIR_HEALTH_RED, NOW - 2 * FAIR_DAY, NOW));
  /* A clock that was set back must not silence a rule for long. */
  g_assert_true (fair_monitor_is_due (FAIR_RULE_GAMES, FAIR_HEALTH_GREEN, FAIR_HEALTH_RED, NOW + FAIR_DAY, NOW));
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
  g_test_add_func ("/ops/monitor/run", test_run);
  g_test_add_func ("/ops/monitor/games", test_games);
  g_test_add_func ("/ops/monitor/win-rate", test_win_rate);
  g_test_add_func ("/ops/monitor/model", test_model);
  g_test_add_func ("/ops/monitor/resources", test_resources);
  g_test_add_func ("/ops/monitor/places", test_places);
  g_test_add_func ("/ops/monitor/due", test_due);
  g_test_add_func ("/ops/monitor/news", test_news);
  g_test_add_func ("/ops/monitor/names", test_names);
  return g_test_run ();
}
