/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairRunBar:
 *
 * The job that runs, under the header bar: its stage, how far it is, the API calls spent and left, and a way to stop it;
 * then what came of it, until it is dismissed or the next job begins.
 */
#define FAIR_TYPE_RUN_BAR (fair_run_bar_get_type ())
G_DECLARE_FINAL_TYPE (FairRunBar, fair_run_bar, FAIR, RUN_BAR, AdwBin)

void fair_run_bar_set_session (FairRunBar *self, FairSession *session);

G_END_DECLS
