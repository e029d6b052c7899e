/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-health-report.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairWatchList:
 *
 * What is watched, the worst first, each with its state in colour and word.
 */
#define FAIR_TYPE_WATCH_LIST (fair_watch_list_get_type ())
G_DECLARE_FINAL_TYPE (FairWatchList, fair_watch_list, FAIR, WATCH_LIST, AdwPreferencesGroup)

void fair_watch_list_show (FairWatchList *self, const FairHealthReport *report);

G_END_DECLS
