/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-monitor-private.h"

#include "fair-clock.h"
#include "fair-number.h"
#include "fair-week.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const struct
{
  const char   *name;
  const char   *title;
  const char   *unit;
  int           decimals;
  gboolean      at_least; /* its limit is the least that is well, not the most */
  FairFrequency frequency;
  FairRuleFunc  judge;
} rules[FAIR_N_RULES] = {
  [FAIR_RULE_PICKS_AGE] = { "picks-age", N_ ("Age of the picks"), N_ ("hours"), 0, FALSE, FAIR_FREQUENCY_DAILY,
                            fair_monitor_judge_picks_age },
  [FAIR_RULE_DATA_AGE] = { "data-age", N_ ("Age of the data"), N_ ("hours"), 0, FALSE, FAIR_FREQUENCY_DAILY,
                           fair_monitor_judge_data_age },
  [FAIR_RULE_RUN] = { "run", N_ ("Last run"), NULL, 0, FALSE, FAIR_FREQUENCY_AT_ONCE, fair_monitor_judge_run },
  [FAIR_RULE_GAMES] = { "games", N_ ("Games priced"), N_ ("games"), 0, TRUE, FAIR_FREQUENCY_WEEKLY,
                        fair_monitor_judge_games },
  [FAIR_RULE_WIN_RATE] = { "win-rate", N_ ("Win rate"), N_ ("percent"), 1, TRUE, FAIR_FREQUENCY_WEEKLY,
                           fair_monitor_judge_win_rate },
  [FAIR_RULE_SHARING] = { "sharing", N_ ("Sharing"), N_ ("percent"), 1, TRUE, FAIR_FREQUENCY_DAILY,
                          fair_monitor_judge_sharing },
  [FAIR_RULE_MODEL_ERROR] = { "model-error", N_ ("Model error"), N_ ("points"), 2, FALSE, FAIR_FREQUENCY_WEEKLY,
                              fair_monitor_judge_model_error },
  [FAIR_RULE_CALIBRATION] = { "calibration", N_ ("Calibration"), N_ ("standard errors"), 1, FALSE,
                              FAIR_FREQUENCY_WEEKLY, fair_monitor_judge_calibration },
  [FAIR_RULE_QUOTA] = { "quota", N_ ("API calls"), N_ ("calls"), 0, TRUE, FAIR_FREQUENCY_DAILY,
                        fair_monitor_judge_quota },
  [FAIR_RULE_DISK] = { "disk", N_ ("Disk space"), N_ ("megabytes"), 0, TRUE, FAIR_FREQUENCY_AT_ONCE,
                       fair_monitor_judge_disk },
  [FAIR_RULE_BACKUP] = { "backup", N_ ("Backup"), N_ ("days"), 0, FALSE, FAIR_FREQUENCY_DAILY,
                         fair_monitor_judge_backup },
  [FAIR_RULE_FOLDERS] = { "folders", N_ ("Folders"), N_ ("folders"), 0, FALSE, FAIR_FREQUENCY_AT_ONCE,
                          fair_monitor_judge_folders },
  [FAIR_RULE_KEY] = { "key", N_ ("API key"), NULL, 0, FALSE, FAIR_FREQUENCY_AT_ONCE, fair_monitor_judge_key },
  [FAIR_RULE_ALERTS] = { "alerts", N_ ("Alerts"), N_ ("hours"), 0, FALSE, FAIR_FREQUENCY_AT_ONCE,
                         fair_monitor_judge_alerts },
};

static const struct
{
  const char *name;
  const char *word;
} states[] = {
  [FAIR_HEALTH_NONE] = { "none", N_ ("not applicable") }, [FAIR_HEALTH_GREEN] = { "green", N_ ("green") },
  [FAIR_HEALTH_YELLOW] = { "yellow", N_ ("yellow") },     [FAIR_HEALTH_ORANGE] = { "orange", N_ ("orange") },
  [FAIR_HEALTH_RED] = { "red", N_ ("red") },
};

void
fair_monitor_inputs_clear (FairMonitorInputs *self)
{
  g_clear_pointer (&self->unreachable, g_free);
  g_clear_pointer (&self->blocked, g_free);
  g_clear_pointer (&self->run_error, g_free);
  g_clear_pointer (&self->week, g_free);
  g_clear_pointer (&self->backup_problem, g_free);
  g_clear_pointer (&self->drill_problem, g_free);
  g_clear_pointer (&self->copy_problem, g_free);
  g_clear_pointer (&self->password_problem, g_free);
  g_clear_pointer (&self->key_problem, g_free);
}

void
fair_verdict_clear (FairVerdict *self)
{
  g_clear_pointer (&self->sentence, g_free);
}

/**
 * fair_monitor_judge:
 *
 * Looks at nothing but what it is given, so that the same inputs always give the same verdict.
 *
 * Returns: (transfer full): how @rule stands, to be cleared
 */
FairVerdict
fair_monitor_judge (FairRule rule, const FairMonitorInputs *inputs, const FairMonitorLimits *limits)
{
  FairVerdict verdict = rules[rule].judge (inputs, limits);

  verdict.rule = rule;
  return verdict;
}

/**
 * fair_verdict_describe:
 *
 * Returns: (transfer full): in a few words the value, the limit, and how often it is told, as far as there are any
 */
char *
fair_verdict_describe (const FairVerdict *self)
{
  FairRule rule = self->rule;
  const char *often = _(fair_frequency_to_string (rules[rule].frequency));
  g_autofree char *value = fair_number_to_text (self->value, rules[rule].decimals);
  g_autofree char *limit = fair_number_to_text (self->limit, rules[rule].decimals);
  g_autofree char *bound = NULL;

  if (isnan (self->limit))
    return g_strdup (often);
  bound = g_strdup_printf (rules[rule].at_least ? _("at least %s %s") : _("at most %s %s"), limit, _(rules[rule].unit));
  return isnan (self->value) ? g_strdup_printf ("%s · %s", bound, often)
                             : g_strdup_printf ("%s, %s · %s", value, bound, often);
}

/**
 * fair_rule_to_string:
 *
 * Returns: the name of @rule in the store and in JSON
 */
const char *
fair_rule_to_string (FairRule rule)
{
  return rules[rule].name;
}

/**
 * fair_rule_parse:
 *
 * Returns: FALSE where no rule has that name, such as one of a newer version
 */
gboolean
fair_rule_parse (const char *text, FairRule *out)
{
  for (FairRule rule = 0; rule < FAIR_N_RULES; rule++)
    if (g_strcmp0 (rules[rule].name, text) == 0)
      {
        *out = rule;
        return TRUE;
      }
  return FALSE;
}

/**
 * fair_rule_get_title:
 *
 * Returns: what a person calls it
 */
const char *
fair_rule_get_title (FairRule rule)
{
  return _(rules[rule].title);
}

/**
 * fair_rule_get_unit:
 *
 * Returns: (nullable): of value and limit, for JSON; NULL where the rule has no number
 */
const char *
fair_rule_get_unit (FairRule rule)
{
  return rules[rule].unit;
}

FairFrequency
fair_rule_get_frequency (FairRule rule)
{
  return rules[rule].frequency;
}

/**
 * fair_frequency_to_string:
 *
 * Returns: the name of @frequency in JSON
 */
const char *
fair_frequency_to_string (FairFrequency frequency)
{
  return frequency == FAIR_FREQUENCY_AT_ONCE ? N_ ("at once")
         : frequency == FAIR_FREQUENCY_DAILY ? N_ ("daily")
                                             : N_ ("weekly");
}

/**
 * fair_health_state_to_string:
 *
 * Returns: the name of @state in the store and in JSON
 */
const char *
fair_health_state_to_string (FairHealthState state)
{
  return states[state].name;
}

gboolean
fair_health_state_parse (const char *text, FairHealthState *out)
{
  for (FairHealthState state = 0; state < G_N_ELEMENTS (states); state++)
    if (g_strcmp0 (states[state].name, text) == 0)
      {
        *out = state;
        return TRUE;
      }
  return FALSE;
}

/**
 * fair_health_state_get_word:
 *
 * Returns: what a person calls it; a colour is never shown without it
 */
const char *
fair_health_state_get_word (FairHealthState state)
{
  return _(states[state].word);
}

/* Green is not worse than what does not apply. */
static gboolean
is_worse (FairHealthState before, FairHealthState after)
{
  return after > MAX (before, FAIR_HEALTH_GREEN);
}

/**
 * fair_monitor_is_due:
 * @before: as it is kept
 * @after: as it is found now
 * @worsened_at: when it last became worse; %FAIR_TIME_UNKNOWN never
 *
 * What becomes better is always taken over, and so is what becomes worse for the first time. What becomes worse again
 * is taken over as often as the rule says, so that a value about its limit does not raise an alarm with every look.
 *
 * Returns: whether @after takes the place of @before
 */
gboolean
fair_monitor_is_due (FairRule rule, FairHealthState before, FairHealthState after, gint64 worsened_at, gint64 now)
{
  FairFrequency frequency = rules[rule].frequency;

  if (!is_worse (before, after) || worsened_at == FAIR_TIME_UNKNOWN || worsened_at > now
      || frequency == FAIR_FREQUENCY_AT_ONCE)
    return TRUE;
  if (frequency == FAIR_FREQUENCY_DAILY)
    return now / FAIR_DAY != worsened_at / FAIR_DAY;
  return fair_freeze_before (now) != fair_freeze_before (worsened_at);
}

/**
 * fair_monitor_is_news:
 *
 * Returns: whether somebody should hear of the change; between good and not applicable there is nothing to tell
 */
gboolean
fair_monitor_is_news (FairHealthState before, FairHealthState after)
{
  return before != after && (before > FAIR_HEALTH_GREEN || after > FAIR_HEALTH_GREEN);
}
