/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-monitor.h"

G_BEGIN_DECLS

/* The rules' common words. */
FairVerdict     fair_say                  (FairHealthState state, double value, double limit, const char *format, ...)
                                           G_GNUC_PRINTF (4, 5);
FairVerdict     fair_monitor_date         (FairVerdict verdict, gint64 from, double hours);
FairHealthState fair_monitor_grade_age    (double age, double limit);
double          fair_monitor_hours_since  (gint64 time, gint64 now);
char           *fair_monitor_format_hours (double hours);

typedef FairVerdict (*FairRuleFunc) (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);

FairVerdict fair_monitor_judge_picks_age   (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);
FairVerdict fair_monitor_judge_data_age    (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);
FairVerdict fair_monitor_judge_run         (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);
FairVerdict fair_monitor_judge_games       (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);
FairVerdict fair_monitor_judge_win_rate    (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);
FairVerdict fair_monitor_judge_sharing     (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);
FairVerdict fair_monitor_judge_model_error (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);
FairVerdict fair_monitor_judge_calibration (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);
FairVerdict fair_monitor_judge_quota       (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);
FairVerdict fair_monitor_judge_disk        (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);
FairVerdict fair_monitor_judge_backup      (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);
FairVerdict fair_monitor_judge_folders     (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);
FairVerdict fair_monitor_judge_key         (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);
FairVerdict fair_monitor_judge_alerts      (const FairMonitorInputs *inputs, const FairMonitorLimits *limits);

G_END_DECLS
