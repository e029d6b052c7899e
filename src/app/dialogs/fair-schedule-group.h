/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairScheduleGroup:
 *
 * What the program does by itself: whether, when, and what that costs in API calls this month.
 */
#define FAIR_TYPE_SCHEDULE_GROUP (fair_schedule_group_get_type ())
G_DECLARE_FINAL_TYPE (FairScheduleGroup, fair_schedule_group, FAIR, SCHEDULE_GROUP, AdwPreferencesGroup)

void fair_schedule_group_fill (FairScheduleGroup *self, FairSession *session, FairSettings *settings);

G_END_DECLS
