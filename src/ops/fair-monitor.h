/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-monitor-inputs.h"

G_BEGIN_DECLS

/**
 * FairHealthState:
 *
 * How a rule stands, from good to bad. Yellow is to be known, orange to be looked at this week, red at once.
 */
typedef enum
{
  FAIR_HEALTH_NONE, /* does not apply, or nothing is known yet */
  FAIR_HEALTH_GREEN,
  FAIR_HEALTH_YELLOW,
  FAIR_HEALTH_ORANGE,
  FAIR_HEALTH_RED,
} FairHealthState;

/**
 * FairRule:
 *
 * What is watched. Their names are kept in the store.
 */
typedef enum
{
  FAIR_RULE_PICKS_AGE,
  FAIR_RULE_DATA_AGE,
  FAIR_RULE_RUN,
  FAIR_RULE_GAMES,
  FAIR_RULE_WIN_RATE,
  FAIR_RULE_SHARING,
  FAIR_RULE_MODEL_ERROR,
  FAIR_RULE_CALIBRATION,
  FAIR_RULE_QUOTA,
  FAIR_RULE_DISK,
  FAIR_RULE_BACKUP,
  FAIR_RULE_FOLDERS,
  FAIR_RULE_KEY,
  FAIR_RULE_ALERTS,
  FAIR_N_RULES
} FairRule;

/**
 * FairFrequency:
 *
 * How often a rule may become worse again, so that what wavers is told once.
 */
typedef enum
{
  FAIR_FREQUENCY_AT_ONCE,
  FAIR_FREQUENCY_DAILY,  /* once a UTC day */
  FAIR_FREQUENCY_WEEKLY, /* once from a Tuesday's freeze to the next */
} FairFrequency;

/**
 * FairVerdict:
 *
 * How a rule stands, and in one sentence why and what to do.
 */
typedef struct
{
  FairRule        rule;
  FairHealthState state;
  double          value; /* in the rule's unit; NaN unknown */
  double          limit; /* likewise; NaN where the rule has none */
  gint64          since; /* UTC seconds: when it became so, where that can be known; else FAIR_TIME_UNKNOWN */
  char           *sentence;
} FairVerdict;

FairVerdict     fair_monitor_judge           (FairRule rule, const FairMonitorInputs *inputs,
                                              const FairMonitorLimits *limits);
char           *fair_verdict_describe        (const FairVerdict *self);
void            fair_verdict_clear           (FairVerdict *self);

const char     *fair_rule_to_string          (FairRule rule);
gboolean        fair_rule_parse              (const char *text, FairRule *out);
const char     *fair_rule_get_title          (FairRule rule);
const char     *fair_rule_get_unit           (FairRule rule);
FairFrequency   fair_rule_get_frequency      (FairRule rule);
const char     *fair_frequency_to_string     (FairFrequency frequency);

const char     *fair_health_state_to_string  (FairHealthState state);
gboolean        fair_health_state_parse      (const char *text, FairHealthState *out);
const char     *fair_health_state_get_word   (FairHealthState state);

gboolean        fair_monitor_is_due          (FairRule rule, FairHealthState before, FairHealthState after,
                                              gint64 worsened_at, gint64 now);
gboolean        fair_monitor_is_news         (FairHealthState before, FairHealthState after);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairVerdict, fair_verdict_clear)

G_END_DECLS
