/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairWelcome:
 *
 * What a newcomer sees first: try the demo league, or connect to CFBD. What is chosen goes to `app.use-profile (s)`,
 * “demo” or “cfbd”.
 */
#define FAIR_TYPE_WELCOME (fair_welcome_get_type ())
G_DECLARE_FINAL_TYPE (FairWelcome, fair_welcome, FAIR, WELCOME, AdwBin)

G_END_DECLS
