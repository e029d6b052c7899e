/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-model-registry.h"
#include "fair-weekly.h"

G_BEGIN_DECLS

void fair_weekly_note           (FairWeeklyResult *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void fair_weekly_note_sync      (FairWeeklyResult *self, const FairSyncReport *sync);
void fair_weekly_note_age       (FairWeeklyResult *self, const FairCircumstances *known, gint64 now);
void fair_weekly_note_model     (FairWeeklyResult *self, const FairModelRegistry *registry);
void fair_weekly_note_policy    (FairWeeklyResult *self, FairSettings *settings);
void fair_weekly_note_fallback  (FairWeeklyResult *self, guint n_fallback);
void fair_weekly_note_conflicts (FairWeeklyResult *self);

G_END_DECLS
