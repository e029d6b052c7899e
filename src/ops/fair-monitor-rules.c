/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule for itself: from the inputs to a state, and to one sentence that says what is the case and what to do. Here
 * are those of a season's work; what it needs around it is in fair-monitor-needs.c. */
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
#define FEW_BETS     20
#define FEW_TO_JUDGE 50

FairVerdict
fair_say (FairHealthState state, double value, double limit, const char *format, ...)
{
  FairVerdict verdict = { .state = state, .value = value, .limit = limit, .since = FAIR_TIME_UNKNOWN };
  va_list args;

  va_start (args, format);
  verdict.sentence = g_strdup_vprintf (format, args);
  va_end (args);
  return verdict;
}

/* @from: since when it has been growing old, @hours: its limit. An age is as bad as it is since it passed a limit. */
FairVerdict
fair_monitor_date (FairVerdict verdict, gint64 from, double hours)
{
  verdict.since = from + (gint64) ((verdict.state == FAIR_HEALTH_RED ? 2 : 1) * hours * FAIR_HOUR);
  return verdict;
}

/* Colours of an age: beyond the limit, beyond twice the limit. */
FairHealthState
fair_monitor_grade_age (double age, double limit)
{
  return age > 2 * limit ? FAIR_HEALTH_RED : age > limit ? FAIR_HEALTH_ORANGE : FAIR_HEALTH_GREEN;
}

/* A clock that was set back makes nothing older than it is. */
double
fair_monitor_hours_since (gint64 time, gint64 now)
{
  return MAX (0, now - time) / (double) FAIR_HOUR;
}

char *
fair_monitor_format_hours (double hours)
{
  int days = (int) (hours / 24);

  if (hours < 1)
    return g_strdup (_("less than an hour"));
  return hours < 48 ? g_strdup_printf (ngettext ("%d hour", "%d hours", (int) hours), (int) hours)
                    : g_strdup_printf (ngettext ("%d day", "%d days", days), days);
}

static char *
format_games (guint n)
{
  return g_strdup_printf (ngettext ("%u game", "%u games", n), n);
}

/* Nothing of this season is there yet, which is late when its first run is overdue. */
static FairVerdict
say_first (const FairMonitorInputs *inputs, double limit)
{
  double hours = fair_monitor_hours_since (inputs->season_due, inputs->now);
  g_autofree char *text = fair_monitor_format_hours (hours);
  FairHealthState state = fair_monitor_grade_age (hours, limit);

  if (state == FAIR_HEALTH_GREEN)
    return fair_say (state, hours, limit, _("The season’s first run was due %s ago."), text);
  return fair_monitor_date (fair_say (state, hours, limit,
                                      _("The season’s first run was due %s ago, and there is nothing of it; run “fair "
                                        "run”, and see whether the schedule is on."),
                                      text),
                            inputs->season_due, limit);
}

FairVerdict
fair_monitor_judge_picks_age (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  double limit = limits->age_hours;
  g_autofree char *text = NULL;
  double hours;

  if (!inputs->in_season)
    return fair_say (FAIR_HEALTH_NONE, NAN, limit, _("No picks are expected in the off-season."));
  if (inputs->published_at == FAIR_TIME_UNKNOWN)
    return fair_say (FAIR_HEALTH_NONE, NAN, limit, _("Nothing has been published yet; run “fair run”."));
  if (inputs->season_due == FAIR_TIME_UNKNOWN)
    return fair_say (FAIR_HEALTH_NONE, NAN, limit, _("The season’s first run is not due yet."));
  if (inputs->published_at < inputs->season_due)
    return say_first (inputs, limit);
  if (inputs->picks_time == FAIR_TIME_UNKNOWN && inputs->n_reached == inputs->n_servers)
    return fair_say (FAIR_HEALTH_YELLOW, NAN, limit,
                     _("The age of the picks cannot be seen, since no export folder can be reached."));
  if (inputs->picks_time == FAIR_TIME_UNKNOWN)
    return fair_say (FAIR_HEALTH_RED, NAN, limit,
                     _("No picks file is left in the export folders; run “fair run” to write it again."));
  hours = fair_monitor_hours_since (inputs->picks_time, inputs->now);
  text = fair_monitor_format_hours (hours);
  if (hours <= limit)
    return fair_say (FAIR_HEALTH_GREEN, hours, limit, _("The newest picks file is %s old."), text);
  return fair_monitor_date (
    fair_say (fair_monitor_grade_age (hours, limit), hours, limit,
              _("The newest picks file is %s old; run “fair run”, and see why the last one did not write it."), text),
    inputs->picks_time, limit);
}

FairVerdict
fair_monitor_judge_data_age (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  double limit = limits->age_hours;
  g_autofree char *text = NULL;
  double hours;

  if (!inputs->in_season)
    return fair_say (FAIR_HEALTH_NONE, NAN, limit, _("Nothing new is expected in the off-season."));
  if (inputs->data_time == FAIR_TIME_UNKNOWN && inputs->published_at == FAIR_TIME_UNKNOWN)
    return fair_say (FAIR_HEALTH_NONE, NAN, limit,
                     _("Games or lines of this season were never fetched; run “fair run”."));
  if (inputs->season_due == FAIR_TIME_UNKNOWN)
    return fair_say (FAIR_HEALTH_NONE, NAN, limit, _("The season’s first run is not due yet."));
  if (inputs->data_time < inputs->season_due)
    return say_first (inputs, limit);
  hours = fair_monitor_hours_since (inputs->data_time, inputs->now);
  text = fair_monitor_format_hours (hours);
  if (hours <= limit)
    return fair_say (FAIR_HEALTH_GREEN, hours, limit, _("Games and lines are %s old."), text);
  return fair_monitor_date (fair_say (fair_monitor_grade_age (hours, limit), hours, limit,
                                      _("Games and lines are %s old; run “fair run”, and see whether the API answers."),
                                      text),
                            inputs->data_time, limit);
}

/* How the last run went, in any season. */
static FairVerdict
say_run (const FairMonitorInputs *inputs)
{
  const char *status = inputs->run_status;
  double hours = fair_monitor_hours_since (inputs->run_began, inputs->now);
  g_autofree char *ago = fair_monitor_format_hours (hours);

  if (g_str_equal (status, "failed"))
    return fair_say (FAIR_HEALTH_RED, NAN, NAN, _("The last run, %s ago, failed: %s"), ago,
                     inputs->run_error == NULL ? _("It did not say why; run “fair run” again.") : inputs->run_error);
  if (g_str_equal (status, "running") && !inputs->run_alive)
    return fair_say (FAIR_HEALTH_ORANGE, NAN, NAN,
                     _("The last run, %s ago, was cut off; run “fair run”, which goes on where it stopped."), ago);
  if (g_str_equal (status, "running") && hours > LONGEST_RUN_HOURS)
    return fair_say (FAIR_HEALTH_ORANGE, NAN, NAN,
                     _("A run has been going on for %s; stop it, and run “fair run”, which goes on where it stopped."),
                     ago);
  if (g_str_equal (status, "running"))
    return fair_say (FAIR_HEALTH_GREEN, NAN, NAN, _("A run is going on."));
  if (g_str_equal (status, "cancelled"))
    return fair_say (FAIR_HEALTH_YELLOW, NAN, NAN,
                     _("The last run, %s ago, was stopped; run “fair run” when it suits you."), ago);
  if (g_str_equal (status, "degraded"))
    return fair_say (FAIR_HEALTH_YELLOW, NAN, NAN,
                     _("The last run, %s ago, did its work with something missing; run “fair run” again later."), ago);
  return fair_say (FAIR_HEALTH_GREEN, NAN, NAN, _("The last run, %s ago, did all of its work."), ago);
}

/* Nobody has to do anything about a run before another one is due. */
static void
calm (const FairMonitorInputs *inputs, FairVerdict *verdict)
{
  g_autoptr (GDateTime) due = g_date_time_new_from_unix_utc (inputs->next_due);
  g_autofree char *date = due == NULL ? NULL : g_date_time_format (due, "%-d %B %Y");
  g_autofree char *sentence = g_steal_pointer (&verdict->sentence);

  verdict->state = FAIR_HEALTH_YELLOW;
  verdict->sentence = date == NULL ? g_steal_pointer (&sentence)
                                   : g_strdup_printf (_("%s No run is due until %s."), sentence, date);
}

FairVerdict
fair_monitor_judge_run (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  FairVerdict verdict;

  if (inputs->run_status == NULL)
    return fair_say (FAIR_HEALTH_NONE, NAN, NAN, _("There has been no run yet; “fair run” does the first."));
  verdict = say_run (inputs);
  verdict.since = inputs->run_ended == FAIR_TIME_UNKNOWN ? inputs->run_began : inputs->run_ended;
  if (!inputs->in_season && verdict.state > FAIR_HEALTH_GREEN)
    calm (inputs, &verdict);
  return verdict;
}

FairVerdict
fair_monitor_judge_games (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  gboolean few = inputs->n_games < FEW_GAMES;
  double needed = few ? limits->games_percent / 100 * inputs->n_with_line : limits->games;

  if (!inputs->in_season)
    return fair_say (FAIR_HEALTH_NONE, NAN, limits->games, _("No games are played in the off-season."));
  if (!inputs->has_week)
    return fair_say (FAIR_HEALTH_NONE, NAN, limits->games, _("This week has no picks yet."));
  if (few && inputs->n_games > 0 && inputs->n_with_line == 0)
    return fair_say (FAIR_HEALTH_YELLOW, 0, needed,
                     ngettext ("%s: its %u game has no line yet; run “fair lines” when the books have opened.",
                               "%s: none of its %u games has a line yet; run “fair lines” when the books have opened.",
                               inputs->n_games),
                     inputs->week, inputs->n_games);
  if (inputs->n_priced < needed)
    return fair_say (inputs->n_priced == 0 ? FAIR_HEALTH_RED : FAIR_HEALTH_ORANGE, inputs->n_priced, needed,
                     ngettext ("%s: of its %u game %u has a line and %u is priced, %u should be; look at “fair picks "
                               "--all” for the reasons, and run “fair run” again.",
                               "%s: of its %u games %u have a line and %u are priced, %u should be; look at “fair picks "
                               "--all” for the reasons, and run “fair run” again.",
                               inputs->n_games),
                     inputs->week, inputs->n_games, inputs->n_with_line, inputs->n_priced, (guint) ceil (needed));
  return fair_say (FAIR_HEALTH_GREEN, inputs->n_priced, needed,
                   ngettext ("%s: of its %u game %u has a line and %u is priced.",
                             "%s: of its %u games %u have a line and %u are priced.", inputs->n_games),
                   inputs->week, inputs->n_games, inputs->n_with_line, inputs->n_priced);
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

static char *
format_rate (guint wins, guint n)
{
  g_autofree char *rate = fair_number_to_text (100.0 * wins / n, 1);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  double low;
  double high;

  fair_wilson_interval (wins, n, 0.95, &low, &high);
  from = fair_number_to_text (100 * low, 1);
  to = fair_number_to_text (100 * high, 1);
  return g_strdup_printf (ngettext ("%s %% of %u pick of the last four weeks won (95 %% interval %s to %s)",
                                    "%s %% of %u picks of the last four weeks won (95 %% interval %s to %s)", n),
                          rate, n, from, to);
}

FairVerdict
fair_monitor_judge_win_rate (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  guint n = inputs->wins + inputs->losses;
  double rate = n == 0 ? NAN : 100.0 * inputs->wins / n;
  g_autofree char *text = NULL;
  FairHealthState state;

  if (n == 0)
    return fair_say (FAIR_HEALTH_NONE, NAN, limits->win_percent,
                     _("No live pick of the last four weeks has been decided."));
  text = format_rate (inputs->wins, n);
  if (rate >= limits->win_percent)
    return fair_say (FAIR_HEALTH_GREEN, rate, limits->win_percent, "%s.", text);
  state = grade_rate (inputs->wins, n, limits->win_percent / 100);
  return fair_say (state, rate, limits->win_percent,
                   state == FAIR_HEALTH_YELLOW
                     ? _("%s, which chance alone can do; wait for more before you change anything.")
                     : _("%s, which chance hardly does; bet less or not at all, and see on Performance which picks "
                         "lost."),
                   text);
}

FairVerdict
fair_monitor_judge_sharing (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  double percent = 100 * inputs->sharing_up / inputs->sharing_hours;
  g_autofree char *text = fair_number_to_text (percent, 1);

  if (inputs->sharing_hours <= 0)
    return fair_say (FAIR_HEALTH_NONE, NAN, limits->sharing_percent, _("Sharing is off."));
  if (percent >= limits->sharing_percent)
    return fair_say (FAIR_HEALTH_GREEN, percent, limits->sharing_percent,
                     _("Sharing ran in %s %% of the hours in which it was meant to."), text);
  /* Down for most of the time is not there. */
  return fair_say (percent < 50 ? FAIR_HEALTH_RED : FAIR_HEALTH_ORANGE, percent, limits->sharing_percent,
                   _("Sharing ran in only %s %% of the hours in which it was meant to; see whether this computer "
                     "sleeps, and turn sharing off and on again."),
                   text);
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

static char *
format_error (const FairMonitorInputs *inputs)
{
  g_autofree char *games = format_games (inputs->n_errors);
  g_autofree char *error = fair_number_to_text (fabs (inputs->error), 2);
  g_autofree char *from = fair_number_to_text (inputs->error_low, 2);
  g_autofree char *to = fair_number_to_text (inputs->error_high, 2);
  g_autofree char *usual = fair_number_to_text (inputs->backtest_error, 2);

  return g_strdup_printf (inputs->error < 0 ? _("The margins of the last eight weeks were %s points less far off than "
                                                "the closing line’s (95 %% interval %s to %s; backtest %s; %s)")
                                            : _("The margins of the last eight weeks were %s points further off than "
                                                "the closing line’s (95 %% interval %s to %s; backtest %s; %s)"),
                          error, from, to, usual, games);
}

FairVerdict
fair_monitor_judge_model_error (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  double drift = inputs->error - inputs->backtest_error;
  g_autofree char *games = format_games (inputs->n_errors);
  g_autofree char *text = NULL;
  FairHealthState state;

  if (inputs->n_errors < FEW_TO_JUDGE)
    return fair_say (FAIR_HEALTH_NONE, NAN, limits->model_error,
                     _("The last eight weeks have too few games to compare with the closing line (%s)."), games);
  if (isnan (inputs->backtest_error))
    return fair_say (FAIR_HEALTH_NONE, NAN, limits->model_error,
                     _("There are too few earlier seasons to know what error is usual."));
  text = format_error (inputs);
  state = isnan (inputs->error_low) ? FAIR_HEALTH_GREEN : grade_error (inputs, limits->model_error);
  if (state == FAIR_HEALTH_GREEN)
    return fair_say (state, drift, limits->model_error, "%s.", text);
  return fair_say (state, drift, limits->model_error,
                   state == FAIR_HEALTH_YELLOW
                     ? _("%s; that can be chance, so look again next week.")
                     : _("%s; bet less, and compare with “fair model list” whether last week’s model is better."),
                   text);
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
  g_autofree char *games = format_games (inputs->n_chances);

  if (inputs->n_chances < FEW_TO_JUDGE || isnan (z))
    return fair_say (FAIR_HEALTH_NONE, NAN, limit,
                     _("The last eight weeks have too few games to judge the chances by (%s)."), games);
  if (state == FAIR_HEALTH_GREEN)
    return fair_say (state, z, limit,
                     _("The chances of the last eight weeks came true as stated (%s standard errors, %s)."), text,
                     games);
  return fair_say (state, z, limit,
                   inputs->calibration > 0 ? _("The chances of the last eight weeks were too sure of themselves by %s "
                                               "standard errors (%s); bet less until that is over.")
                                           : _("The chances of the last eight weeks were too timid by %s standard "
                                               "errors (%s); trust the expected values less until that is over."),
                   text, games);
}
