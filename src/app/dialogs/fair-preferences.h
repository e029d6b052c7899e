/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

void fair_preferences_present (GtkWindow *parent, FairSession *session, FairSettings *settings);

G_END_DECLS
