/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairWelcome:
 *
 * What a newcomer sees first: try the demo league, or connect to CFBD with a key; then how to stake. The answers go to
 * `app.begin (ss)`: the profile, “demo” or “cfbd”, and the value of the setting “staking”.
 */
#define FAIR_TYPE_WELCOME (fair_welcome_get_type ())
G_DECLARE_FINAL_TYPE (FairWelcome, fair_welcome, FAIR, WELCOME, AdwBin)

void fair_welcome_present_connect (GtkWindow *parent, const char *api_url);

G_END_DECLS
