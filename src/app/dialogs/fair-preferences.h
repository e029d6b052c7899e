/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairPreferences:
 *
 * Every setting that a person may change, and the key; what is changed is written at once.
 */
#define FAIR_TYPE_PREFERENCES (fair_preferences_get_type ())
G_DECLARE_FINAL_TYPE (FairPreferences, fair_preferences, FAIR, PREFERENCES, AdwBin)

GtkWidget *fair_preferences_new     (FairSession *session, FairSettings *settings);
void       fair_preferences_present (GtkWindow *parent, FairSession *session, FairSettings *settings,
                                     const char *page);

G_END_DECLS
