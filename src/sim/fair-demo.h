/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-settings.h"
#include "fair-sim-server.h"

G_BEGIN_DECLS

gint64         fair_demo_get_now (FairSettings *settings);
gboolean       fair_demo_set_now (FairSettings *settings, gint64 now, GError **error);
FairSimServer *fair_demo_start   (gint64 now, GError **error);

G_END_DECLS
