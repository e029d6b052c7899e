/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule for itself: from the inputs to a state, and to one sentence that says what is the case and what to do. */
#include "fair-monitor-private.h"

#include "fair-clock.h"
#include "fair-number.h"
#include "fair-stats.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A week with fewer games than this is judged by the share that is priced: the last regular week can have one. */
#define FEW_GAMES 12

/* No run takes so long; one that is not over by then was cut off. */
#define LONGEST_RUN_HOURS 2

/* Fewer bets, or fewer games, show nothing but chance. */
#define FEW_BETS  20
#define FEW_TO_JUDGE 50

/* So long nobody need have made a backup. */
#define FIRST_BACKUP (8 * FAIR_DAY)

#define MEGABYTE 1000000.0

static FairVerdict G_GNUC_PRINTF (4, 5)
say (FairHealthState state, double value, double limit, const char *format, ...)
{
  FairVerdict verdict = { .state = state, .value = value, .limit = limit };
  va_list args;

  va_start (args, format);
  verdict.sentence = g_strdup_vprintf (format, args);
  va_end (args);
  return verdict;
}

/* Colours of an age: beyond the limit, beyond twice the limit. */
static FairHealthState
grade_age (double age, double limit)
{
  return age > 2 * limit ? FAIR_HEALTH_RED : age > limit ? FAIR_HEALTH_ORANGE : FAIR_HEALTH_GREEN;
}

/* A clock that was set back makes nothing older than it is. */
static double
hours_since (gint64 time, gint64 now)
{
  return MAX (0, now - time) / (double) FAIR_HOUR;
}

static char *
format_hours (double hours)
{
  if (hours < 1)
    return g_strdup (_("less than an hour"));
  return hours < 48 ? g_strdup_printf (ngettext ("%d hour", "%d hours", (int) hours), (int) hours)
                    : g_strdup_printf (_("%d days"), (int) (hours / 24));
}

FairVerdict
fair_monitor_judge_picks_age (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  double limit = limits->age_hours;
  g_autofree char *text = NULL;
  double hours;

  if (!inputs->in_season)
    return say (FAIR_HEALTH_NONE, NAN, limit, _("No picks are expected in the off-season."));
  if (!inputs->published)
    return say (FAIR_HEALTH_NONE, NAN, limit, _("Nothing has been published yet; run “fair run”."));
  if (inputs->picks_time == FAIR_TIME_UNKNOWN && inputs->n_unreachable + inputs->n_servers == inputs->n_folders)
    return say (FAIR_HEALTH_YELLOW, NAN, limit,
                _("The age of the picks cannot be seen, since no export folder can be reached."));
  if (inputs->picks_time == FAIR_TIME_UNKNOWN)
    return say (FAIR_HEALTH_RED, NAN, limit,
                _("No picks file is left in the export folders; run “fair run” to write it again."));
  hours = hours_since (inputs->picks_time, inputs->now);
  text = format_hours (hours);
  if (hours > limit)
    return say (grade_age (hours, limit), hours, limit,
                _("The newest picks file is %s old; run “fair run”, and see why the last one did not write it."), text);
  return say (FAIR_HEALTH_GREEN, hours, limit, _("The newest picks file is %s old."), text);
}

FairVerdict
fair_monitor_judge_data_age (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  double limit = limits->age_hours;
  g_autofree char *text = NULL;
  double hours;

  if (!inputs->in_season)
    return say (FAIR_HEALTH_NONE, NAN, limit, _("Nothing new is expected in the off-season."));
  if (inputs->data_time == FAIR_TIME_UNKNOWN)
    return say (inputs->published ? FAIR_HEALTH_RED : FAIR_HEALTH_NONE, NAN, limit,
                _("Games or lines of this season were never fetched; run “fair run”."));
  hours = hours_since (inputs->data_time, inputs->now);
  text = format_hours (hours);
  if (hours > limit)
    return say (grade_age (hours, limit), hours, limit,
                _("Games and lines are %s old, so nothing is picked; run “fair run”, and see whether the API answers."),
                text);
  return say (FAIR_HEALTH_GREEN, hours, limit, _("Games and lines are %s old."), text);
}

FairVerdict
fair_monitor_judge_run (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  const char *status = inputs->run_status;
  g_autofree char *ago = format_hours (inputs->run_hours);

  if (status == NULL)
    return say (FAIR_HEALTH_NONE, NAN, NAN, _("There has been no run yet; “fair run” does the first."));
  if (g_str_equal (status, "failed"))
    return say (FAIR_HEALTH_RED, NAN, NAN, _("The last run, %s ago, failed: %s"), ago,
                inputs->run_error == NULL ? _("It did not say why; run “fair run” again.") : inputs->run_error);
  if (g_str_equal (status, "running") && inputs->run_hours > LONGEST_RUN_HOURS)
    return say (FAIR_HEALTH_ORANGE, NAN, NAN,
                _("The last run, %s ago, was cut off; run “fair run”, which goes on where it stopped."), ago);
  if (g_str_equal (status, "running"))
    return say (FAIR_HEALTH_GREEN, NAN, NAN, _("A run is going on."));
  if (g_str_equal (status, "cancelled"))
    return say (FAIR_HEALTH_YELLOW, NAN, NAN,
                _("The last run, %s ago, was stopped; run “fair run” when it suits you."), ago);
  if (g_str_equal (status, "degraded"))
    return say (FAIR_HEALTH_YELLOW, NAN, NAN,
                _("The last run, %s ago, did its work with something missing; run “fair run” again later."), ago);
  return say (FAIR_HEALTH_GREEN, NAN, NAN, _("The last run, %s ago, did all of its work."), ago);
}

FairVerdict
fair_monitor_judge_games (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  gboolean few = inputs->n_games < FEW_GAMES;
  double needed = few ? limits->games_percent / 100 * inputs->n_with_line : limits->games;

  if (!inputs->in_season)
    return say (FAIR_HEALTH_NONE, NAN, NAN, _("No games are played in the off-season."));
  if (!inputs->has_week)
    return say (FAIR_HEALTH_NONE, NAN, needed, _("This week has no picks yet."));
  if (few && inputs->n_games > 0 && inputs->n_with_line == 0)
    return say (FAIR_HEALTH_YELLOW, 0, needed,
                ngettext ("The week’s %u game has no line yet; run “fair lines” when the books have opened.",
                          "None of the week’s %u games has a line yet; run “fair lines” when the books have opened.",
                          inputs->n_games),
                inputs->n_games);
  if (inputs->n_priced < needed)
    return say (inputs->n_priced == 0 ? FAIR_HEALTH_RED : FAIR_HEALTH_ORANGE, inputs->n_priced, needed,
                _("Of the week’s %u games %u have a line and %u are priced; look at “fair picks --all” for the reasons, "
                  "and run “fair run” again."),
                inputs->n_games, inputs->n_with_line, inputs->n_priced);
  return say (FAIR_HEALTH_GREEN, inputs->n_priced, needed, _("Of the week’s %u games %u have a line and %u are priced."),
              inputs->n_games, inputs->n_with_line, inputs->n_priced);
}

/* Below the limit always says so. Chance alone is yellow; orange where an 80 % interval leaves the limit out, red where
   one of 95 % does, and of a handful of bets neither is said. */
static FairHealthState
grade_rate (guint wins, guint n, double limit)
{
  double low;
  double high;

  if (n < FEW_BETS)
    return FAIR_HEALTH_YELLOW;
  fair_wilson_interval (wins, n, 0.95, &low, &high);
  if (high < limit)
    return FAIR_HEALTH_RED;
  fair_wilson_interval (wins, n, 0.8, &low, &high);
  return high < limit ? FAIR_HEALTH_ORANGE : FAIR_HEALTH_YELLOW;
}

FairVerdict
fair_monitor_judge_win_rate (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  guint n = inputs->wins + inputs->losses;
  double rate = n == 0 ? NAN : 100.0 * inputs->wins / n;
  FairHealthState state;
  g_autofree char *text = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  double low;
  double high;

  if (n == 0)
    return say (FAIR_HEALTH_NONE, NAN, limits->win_percent, _("No live pick of the last four weeks has been decided."));
  fair_wilson_interval (inputs->wins, n, 0.95, &low, &high);
  text = fair_number_to_text (rate, 1);
  from = fair_number_to_text (100 * low, 1);
  to = fair_number_to_text (100 * high, 1);
  if (rate >= limits->win_percent)
    return say (FAIR_HEALTH_GREEN, rate, limits->win_percent, _("%s %% of %u picks of the last four weeks won [%s, %s]."),
                text, n, from, to);
  state = grade_rate (inputs->wins, n, limits->win_percent / 100);
  return say (state, rate, limits->win_percent,
              state == FAIR_HEALTH_YELLOW
                ? _("%s %% of %u picks of the last four weeks won [%s, %s], which chance alone can do; wait for more "
                    "before you change anything.")
                : _("%s %% of %u picks of the last four weeks won [%s, %s], which chance hardly does; bet less or not at "
                    "all, and see on Performance which picks lost."),
              text, n, from, to);
}

FairVerdict
fair_monitor_judge_sharing (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  return say (FAIR_HEALTH_NONE, NAN, NAN, _("Sharing is off."));
}

/* The backtest's error is what the model is worth; more than that has to be more than chance to be orange. */
static FairHealthState
grade_error (const FairMonitorInputs *inputs, double limit)
{
  if (inputs->error - inputs->backtest_error <= limit)
    return FAIR_HEALTH_GREEN;
  if (inputs->error_low > inputs->backtest_error + limit)
    return FAIR_HEALTH_RED;
  return inputs->error_low > inputs->backtest_error ? FAIR_HEALTH_ORANGE : FAIR_HEALTH_YELLOW;
}

FairVerdict
fair_monitor_judge_model_error (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  double drift = inputs->error - inputs->backtest_error;
  FairHealthState state;
  g_autofree char *now = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *usual = NULL;

  if (inputs->n_errors < FEW_TO_JUDGE)
    return say (FAIR_HEALTH_NONE, NAN, limits->model_error,
                _("The last eight weeks have too few games (%u) to compare with the closing line."), inputs->n_errors);
  if (isnan (inputs->backtest_error))
    return say (FAIR_HEALTH_NONE, NAN, limits->model_error,
                _("There are too few earlier seasons to know what error is usual."));
  now = fair_number_signed (inputs->error, 2);
  from = fair_number_signed (inputs->error_low, 2);
  to = fair_number_signed (inputs->error_high, 2);
  usual = fair_number_signed (inputs->backtest_error, 2);
  state = isnan (inputs->error_low) ? FAIR_HEALTH_GREEN : grade_error (inputs, limits->model_error);
  return say (state, drift, limits->model_error,
              state == FAIR_HEALTH_GREEN
                ? _("In the last eight weeks the margin was missed by %s points against the closing line [%s, %s], in the "
                    "backtest by %s (%u games).")
              : state == FAIR_HEALTH_YELLOW
                ? _("In the last eight weeks the margin was missed by %s points against the closing line [%s, %s], in the "
                    "backtest by %s (%u games); that can be chance, so look again next week.")
                : _("In the last eight weeks the margin was missed by %s points against the closing line [%s, %s], in the "
                    "backtest by %s (%u games); bet less, and compare with “fair model list” whether last week’s model "
                    "is better."),
              now, from, to, usual, inputs->n_errors);
}

FairVerdict
fair_monitor_judge_calibration (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  double z = fabs (inputs->calibration);
  double limit = limits->calibration;
  FairHealthState state = z > 2 * limit     ? FAIR_HEALTH_RED
                          : z > 1.5 * limit ? FAIR_HEALTH_ORANGE
                          : z > limit       ? FAIR_HEALTH_YELLOW
                                            : FAIR_HEALTH_GREEN;
  g_autofree char *text = fair_number_to_text (z, 1);

  if (inputs->n_chances < FEW_TO_JUDGE || isnan (z))
    return say (FAIR_HEALTH_NONE, NAN, limit, _("The last eight weeks have too few games (%u) to judge the chances by."),
                inputs->n_chances);
  if (state == FAIR_HEALTH_GREEN)
    return say (state, z, limit, _("The chances of the last eight weeks came true as stated (%s standard errors, %u games)."),
                text, inputs->n_chances);
  return say (state, z, limit,
              inputs->calibration > 0
                ? _("The chances of the last eight weeks were too sure of themselves by %s standard errors (%u games); bet "
                    "less until that is over.")
                : _("The chances of the last eight weeks were too timid by %s standard errors (%u games); trust the "
                    "expected values less until that is over."),
              text, inputs->n_chances);
}

FairVerdict
fair_monitor_judge_quota (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  int limit = inputs->calls_reserve + limits->calls;

  if (inputs->calls_left < 0)
    return say (FAIR_HEALTH_NONE, NAN, limit, _("How many API calls are left this month is known after the next run."));
  if (inputs->calls_left == 0)
    return say (FAIR_HEALTH_RED, 0, limit,
                _("The month’s API calls are used up; runs work with what is stored until the 1st."));
  if (inputs->calls_left <= inputs->calls_reserve)
    return say (FAIR_HEALTH_ORANGE, inputs->calls_left, limit,
                _("Only the %d API calls kept in reserve are left; wait until the 1st, or allow them with --use-reserve."),
                inputs->calls_left);
  if (inputs->calls_left < limit)
    return say (FAIR_HEALTH_YELLOW, inputs->calls_left, limit,
                _("%d API calls are left this month, %d of them in reserve; fetch lines less often."), inputs->calls_left,
                inputs->calls_reserve);
  return say (FAIR_HEALTH_GREEN, inputs->calls_left, limit, _("%d API calls are left this month."), inputs->calls_left);
}

FairVerdict
fair_monitor_judge_disk (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  double free = inputs->disk_free / MEGABYTE;
  double limit = limits->disk_megabytes;
  g_autofree char *text = g_format_size (MAX (0, inputs->disk_free));

  if (inputs->disk_free < 0)
    return say (FAIR_HEALTH_NONE, NAN, limit, _("The place of the data does not tell how much room it has."));
  /* A copy of the store has to fit. */
  if (free < limit / 10 || inputs->disk_free < inputs->store_bytes)
    return say (FAIR_HEALTH_RED, free, limit,
                _("Only %s are free where the data is, too little for a copy of it or a run; make room now."), text);
  if (free < limit)
    return say (FAIR_HEALTH_ORANGE, free, limit, _("Only %s are free where the data is; make room this week."), text);
  if (free < 2 * limit)
    return say (FAIR_HEALTH_YELLOW, free, limit, _("%s are free where the data is, which is becoming little."), text);
  return say (FAIR_HEALTH_GREEN, free, limit, _("%s are free where the data is."), text);
}

FairVerdict
fair_monitor_judge_backup (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  double limit = limits->backup_days;
  g_autofree char *text = NULL;
  double hours;

  if (inputs->drill_problem != NULL)
    return say (FAIR_HEALTH_RED, NAN, limit, _("The last fire drill failed: %s"), inputs->drill_problem);
  if (inputs->backup_time == FAIR_TIME_UNKNOWN)
    {
      if (inputs->first_run != FAIR_TIME_UNKNOWN && inputs->now - inputs->first_run > FIRST_BACKUP)
        return say (FAIR_HEALTH_YELLOW, NAN, limit,
                    _("There is no backup yet, though runs are kept since more than a week; make one."));
      return say (FAIR_HEALTH_NONE, NAN, limit, _("There is no backup yet."));
    }
  hours = hours_since (inputs->backup_time, inputs->now);
  text = format_hours (hours);
  if (hours > 24 * limit)
    return say (grade_age (hours, 24 * limit), hours / 24, limit,
                _("The newest backup is %s old; make one, and see whether its folder can be written to."), text);
  return say (FAIR_HEALTH_GREEN, hours / 24, limit, _("The newest backup is %s old."), text);
}

FairVerdict
fair_monitor_judge_folders (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  if (inputs->n_unreachable > 0)
    return say (inputs->n_unreachable == inputs->n_folders ? FAIR_HEALTH_RED : FAIR_HEALTH_ORANGE, inputs->n_unreachable, 0,
                _("“%s” cannot be written to (%u of %u folders); bring its drive or account back, and the next run writes "
                  "what waits for it."),
                inputs->unreachable, inputs->n_unreachable, inputs->n_folders);
  if (inputs->n_waiting > 0 && inputs->n_servers > 0)
    return say (FAIR_HEALTH_ORANGE, inputs->n_waiting, 0,
                ngettext ("%u file waits for a server that did not take it; the next run tries again.",
                          "%u files wait for a server that did not take them; the next run tries again.", inputs->n_waiting),
                inputs->n_waiting);
  if (inputs->n_waiting > 0)
    return say (FAIR_HEALTH_YELLOW, 0, 0,
                ngettext ("Every folder can be reached, and %u file waits for the next run to be written there.",
                          "Every folder can be reached, and %u files wait for the next run to be written there.",
                          inputs->n_waiting),
                inputs->n_waiting);
  return say (FAIR_HEALTH_GREEN, 0, 0, _("Every export folder can be reached."));
}

FairVerdict
fair_monitor_judge_key (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  if (!inputs->needs_key)
    return say (FAIR_HEALTH_NONE, NAN, NAN, _("No API key is needed here."));
  switch (inputs->key)
    {
    case FAIR_SECRET_FOUND:
      return say (FAIR_HEALTH_GREEN, NAN, NAN, _("The API key is there."));
    case FAIR_SECRET_LOCKED:
      return say (FAIR_HEALTH_ORANGE, NAN, NAN,
                  _("The keyring with the API key is locked; unlock it, or give the key in CFBD_API_KEY to runs without a "
                    "person."));
    case FAIR_SECRET_UNREACHABLE:
      return say (FAIR_HEALTH_RED, NAN, NAN,
                  _("The keyring does not answer (%s), and there is no API key elsewhere; log in again, or set the key "
                    "with “fair key set”."),
                  inputs->key_problem == NULL ? "–" : inputs->key_problem);
    case FAIR_SECRET_MISSING:
    default:
      return say (FAIR_HEALTH_RED, NAN, NAN, _("There is no API key; set one with “fair key set”."));
    }
}
