/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairWindow:
 *
 * The one window: a sidebar of pages beside the page, or, where no data folder was chosen yet, the welcome.
 */
#define FAIR_TYPE_WINDOW (fair_window_get_type ())
G_DECLARE_FINAL_TYPE (FairWindow, fair_window, FAIR, WINDOW, AdwApplicationWindow)

FairWindow  *fair_window_new         (GtkApplication *application, FairSettings *settings);
void         fair_window_set_session (FairWindow *self, FairSession *session);
FairSession *fair_window_get_session (FairWindow *self);
void         fair_window_tell        (FairWindow *self, const char *message);

G_END_DECLS
