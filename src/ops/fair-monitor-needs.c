/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of what the program needs around it: calls, room, backups, folders, secrets, mail. */
#include "fair-monitor-private.h"

#include "fair-clock.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* So long nobody need have made a backup. */
#define FIRST_BACKUP (8 * FAIR_DAY)

/* So many days there may be no fire drill that proves something. */
#define UNPROVED_DAYS 45

/* By so many days a backup may come later to the second folder. */
#define COPY_DAYS 7

#define MEGABYTE 1000000.0

FairVerdict
fair_monitor_judge_quota (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  int limit = inputs->calls_reserve + limits->calls;

  if (inputs->calls_left < 0)
    return fair_say (FAIR_HEALTH_NONE, NAN, limit,
                     _("How many API calls are left this month is known after the next run."));
  if (inputs->calls_left == 0)
    return fair_say (FAIR_HEALTH_RED, 0, limit,
                     _("The month’s API calls are used up; runs work with what is stored until the 1st."));
  if (inputs->calls_left <= inputs->calls_reserve)
    return fair_say (FAIR_HEALTH_ORANGE, inputs->calls_left, limit,
                     _("Only the %d API calls kept in reserve are left; wait until the 1st, or allow them with "
                       "--use-reserve."),
                     inputs->calls_left);
  if (inputs->calls_left < limit)
    return fair_say (FAIR_HEALTH_YELLOW, inputs->calls_left, limit,
                     _("%d API calls are left this month, %d of them in reserve; fetch lines less often."),
                     inputs->calls_left, inputs->calls_reserve);
  return fair_say (FAIR_HEALTH_GREEN, inputs->calls_left, limit, _("%d API calls are left this month."),
                   inputs->calls_left);
}

FairVerdict
fair_monitor_judge_disk (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  double free = inputs->disk_free / MEGABYTE;
  double limit = limits->disk_megabytes;
  g_autofree char *text = g_format_size (MAX (0, inputs->disk_free));

  if (inputs->disk_free < 0)
    return fair_say (FAIR_HEALTH_NONE, NAN, limit, _("The place of the data does not tell how much room it has."));
  /* A copy of the store has to fit. */
  if (free < limit / 10 || inputs->disk_free < inputs->store_bytes)
    return fair_say (FAIR_HEALTH_RED, free, limit,
                     _("Only %s are free where the data is, too little for a copy of it or a run; make room now."),
                     text);
  if (free < limit)
    return fair_say (FAIR_HEALTH_ORANGE, free, limit, _("Only %s are free where the data is; make room this week."),
                     text);
  if (free < 2 * limit)
    return fair_say (FAIR_HEALTH_YELLOW, free, limit, _("%s are free where the data is, which is becoming little."),
                     text);
  return fair_say (FAIR_HEALTH_GREEN, free, limit, _("%s are free where the data is."), text);
}

/* The second folder may lag behind by a week. */
static FairVerdict
say_copy (const FairMonitorInputs *inputs, double days)
{
  double limit = 24 * (days + COPY_DAYS);
  double hours = fair_monitor_hours_since (inputs->copy_time, inputs->now);
  g_autofree char *text = fair_monitor_format_hours (hours);
  FairHealthState state = fair_monitor_grade_age (hours, limit);

  if (state == FAIR_HEALTH_GREEN)
    return fair_say (FAIR_HEALTH_YELLOW, hours / 24, limit / 24,
                     _("The newest backup in the second folder is %s old, and the last could not be brought there: %s"),
                     text, inputs->copy_problem);
  return fair_monitor_date (
    fair_say (state, hours / 24, limit / 24,
              _("The newest backup in the second folder is %s old; see whether that can be written to."), text),
    inputs->copy_time, limit);
}

static gboolean
needs_copy (const FairMonitorInputs *inputs, double days)
{
  return inputs->copy_problem != NULL
         || (inputs->copy_time != FAIR_TIME_UNKNOWN
             && fair_monitor_hours_since (inputs->copy_time, inputs->now) > 24 * (days + COPY_DAYS));
}

/* Each drill may come too late for results that would make other picks. */
static gboolean
lacks_proof (const FairMonitorInputs *inputs)
{
  gint64 since = inputs->drill_time == FAIR_TIME_UNKNOWN ? inputs->first_run : inputs->drill_time;

  return inputs->has_drills && since != FAIR_TIME_UNKNOWN && inputs->now - since > UNPROVED_DAYS * FAIR_DAY;
}

/* Here, where one is made each day. */
static FairVerdict
say_backup (const FairMonitorInputs *inputs, double days)
{
  double hours = fair_monitor_hours_since (inputs->backup_time, inputs->now);
  g_autofree char *text = fair_monitor_format_hours (hours);
  FairHealthState state = fair_monitor_grade_age (hours, 24 * days);

  if (state != FAIR_HEALTH_GREEN)
    return fair_monitor_date (
      fair_say (state, hours / 24, days,
                _("The newest backup is %s old; make one, and see whether its folder can be written to."), text),
      inputs->backup_time, 24 * days);
  if (inputs->backup_problem != NULL)
    return fair_say (FAIR_HEALTH_ORANGE, hours / 24, days,
                     _("The newest backup is %s old, and the last one failed: %s"), text, inputs->backup_problem);
  if (inputs->copy_time == FAIR_TIME_UNKNOWN && inputs->copy_problem != NULL)
    return fair_say (FAIR_HEALTH_ORANGE, NAN, days + COPY_DAYS, _("No backup was ever brought to the second folder: %s"),
                     inputs->copy_problem);
  if (needs_copy (inputs, days))
    return say_copy (inputs, days);
  if (lacks_proof (inputs))
    return fair_say (FAIR_HEALTH_YELLOW, hours / 24, days,
                     _("In %d days no fire drill has shown that a backup leads to the picks that were published; run “fair "
                       "run”, after which the next upkeep tries again."),
                     UNPROVED_DAYS);
  return fair_say (FAIR_HEALTH_GREEN, hours / 24, days, _("The newest backup is %s old."), text);
}

FairVerdict
fair_monitor_judge_backup (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  double days = limits->backup_days;

  if (inputs->drill_problem != NULL)
    return fair_say (FAIR_HEALTH_RED, NAN, days, _("The last fire drill failed: %s"), inputs->drill_problem);
  if (inputs->backup_time != FAIR_TIME_UNKNOWN)
    return say_backup (inputs, days);
  if (inputs->backup_problem != NULL)
    return fair_say (FAIR_HEALTH_ORANGE, NAN, days, _("There is no backup, and the last one failed: %s"),
                     inputs->backup_problem);
  if (inputs->first_run != FAIR_TIME_UNKNOWN && inputs->now - inputs->first_run > FIRST_BACKUP)
    return fair_say (FAIR_HEALTH_YELLOW, NAN, days,
                     _("There is no backup yet, though runs are kept since more than a week; make one."));
  return fair_say (FAIR_HEALTH_NONE, NAN, days, _("There is no backup yet."));
}

FairVerdict
fair_monitor_judge_folders (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  if (inputs->n_unreachable > 0)
    return fair_say (inputs->n_reached == 0 ? FAIR_HEALTH_RED : FAIR_HEALTH_ORANGE, inputs->n_unreachable, 0,
                     ngettext ("“%s” cannot be written to (%u of %u folder); bring its drive or account back, and the "
                               "next run writes what waits for it.",
                               "“%s” cannot be written to (%u of %u folders); bring its drive or account back, and the "
                               "next run writes what waits for it.",
                               inputs->n_folders),
                     inputs->unreachable, inputs->n_unreachable, inputs->n_folders);
  if (inputs->n_waiting > 0 && inputs->blocked != NULL)
    return fair_say (FAIR_HEALTH_ORANGE, inputs->n_waiting, 0,
                     ngettext ("%u file waits to be written: %s", "%u files wait to be written: %s", inputs->n_waiting),
                     inputs->n_waiting, inputs->blocked);
  if (inputs->n_waiting > 0 && inputs->n_servers > 0)
    return fair_say (FAIR_HEALTH_ORANGE, inputs->n_waiting, 0,
                     ngettext ("%u file waits for a server that did not take it; the next run tries again.",
                               "%u files wait for a server that did not take them; the next run tries again.",
                               inputs->n_waiting),
                     inputs->n_waiting);
  if (inputs->n_waiting > 0)
    return fair_say (FAIR_HEALTH_YELLOW, 0, 0,
                     ngettext ("Every folder can be reached, and %u file waits for the next run to be written there.",
                               "Every folder can be reached, and %u files wait for the next run to be written there.",
                               inputs->n_waiting),
                     inputs->n_waiting);
  return fair_say (FAIR_HEALTH_GREEN, 0, 0, _("Every folder can be reached."));
}

static FairHealthState
grade_secret (FairSecretPlace place)
{
  return place == FAIR_SECRET_FOUND    ? FAIR_HEALTH_GREEN
         : place == FAIR_SECRET_LOCKED ? FAIR_HEALTH_ORANGE
                                       : FAIR_HEALTH_RED;
}

static const char *
or_dash (const char *problem)
{
  return problem == NULL ? "–" : problem;
}

FairVerdict
fair_monitor_judge_key (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  FairHealthState state = grade_secret (inputs->key);

  if (!inputs->needs_key)
    return fair_say (FAIR_HEALTH_NONE, NAN, NAN, _("No API key is needed here."));
  switch (inputs->key)
    {
    case FAIR_SECRET_FOUND:
      if (inputs->key_refused)
        return fair_say (FAIR_HEALTH_RED, NAN, NAN,
                         _("The API did not take the key when it was last asked; set another one with “fair key set”, and "
                           "run “fair run”."));
      return fair_say (state, NAN, NAN, _("The API key is there."));
    case FAIR_SECRET_LOCKED:
      return fair_say (state, NAN, NAN,
                       _("The keyring with the API key is locked; unlock it, or give the key in CFBD_API_KEY to runs "
                         "without a person."));
    case FAIR_SECRET_UNREACHABLE:
      return fair_say (state, NAN, NAN,
                       _("The keyring does not answer (%s), and there is no API key elsewhere; log in again, or set "
                         "the key with “fair key set”."),
                       or_dash (inputs->key_problem));
    case FAIR_SECRET_MISSING:
    default:
      return fair_say (state, NAN, NAN, _("There is no API key; set one with “fair key set”."));
    }
}

static FairVerdict
say_password (const FairMonitorInputs *inputs, double limit)
{
  FairHealthState state = grade_secret (inputs->password);

  switch (inputs->password)
    {
    case FAIR_SECRET_LOCKED:
      return fair_say (state, NAN, limit,
                       _("The keyring with the mail server’s password is locked, so nobody is written to; unlock it."));
    case FAIR_SECRET_UNREACHABLE:
      return fair_say (state, NAN, limit,
                       _("The keyring does not answer (%s), so nobody is written to; log in again, or set the mail "
                         "server’s password with “fair alerts password set”."),
                       or_dash (inputs->password_problem));
    case FAIR_SECRET_FOUND:
    case FAIR_SECRET_MISSING:
    default:
      return fair_say (state, NAN, limit,
                       _("There is no password for the mail server, so nobody is written to; set it with “fair alerts "
                         "password set”."));
    }
}

/* Runs and the daily upkeep try again, so that a few hours are nothing yet. */
static FairVerdict
say_messages (const FairMonitorInputs *inputs, double limit)
{
  double hours = inputs->message_hours;
  double passed = hours > 3 * limit ? 3 * limit : hours > limit ? limit : limit / 4;
  FairHealthState state = hours > 3 * limit ? FAIR_HEALTH_RED : hours > limit ? FAIR_HEALTH_ORANGE : FAIR_HEALTH_YELLOW;
  g_autofree char *text = fair_monitor_format_hours (hours);
  FairVerdict verdict;

  if (hours <= limit / 4)
    return fair_say (FAIR_HEALTH_GREEN, hours, limit,
                     ngettext ("%u message waits to be sent with the next run or upkeep.",
                               "%u messages wait to be sent with the next run or upkeep.", inputs->n_messages),
                     inputs->n_messages);
  verdict
    = fair_say (state, hours, limit,
                ngettext ("%u message has waited for %s; “fair alerts test” tells what the mail server has against it.",
                          "%u messages wait, the oldest for %s; “fair alerts test” tells what the mail server has "
                          "against them.",
                          inputs->n_messages),
                inputs->n_messages, text);
  verdict.since = inputs->now - (gint64) ((hours - passed) * FAIR_HOUR);
  return verdict;
}

FairVerdict
fair_monitor_judge_alerts (const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  if (!inputs->has_mail && inputs->n_messages == 0)
    return fair_say (FAIR_HEALTH_NONE, NAN, limits->mail_hours, _("No mail server is set, so nobody is written to."));
  if (inputs->needs_password && inputs->password != FAIR_SECRET_FOUND)
    return say_password (inputs, limits->mail_hours);
  if (inputs->n_messages > 0)
    return say_messages (inputs, limits->mail_hours);
  return fair_say (FAIR_HEALTH_GREEN, 0, limits->mail_hours, _("Every message has been sent."));
}
