/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-health-report.h"
#include "fair-session.h"

G_BEGIN_DECLS

/**
 * FairWatch:
 *
 * How all that is watched in a session stands. It looks again whenever the session has loaded its store, every ten
 * minutes, and when it is asked to, since folders, disks and messages change without the store. It tells by its signal
 * `changed ()`.
 */
#define FAIR_TYPE_WATCH (fair_watch_get_type ())
G_DECLARE_FINAL_TYPE (FairWatch, fair_watch, FAIR, WATCH, GObject)

FairWatch              *fair_watch_of         (FairSession *session);
void                    fair_watch_look_again (FairWatch *self);
const FairHealthReport *fair_watch_get_report (FairWatch *self);

G_END_DECLS
