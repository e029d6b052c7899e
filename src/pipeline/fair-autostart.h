/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-profile.h"

G_BEGIN_DECLS

gboolean fair_autostart_is_on (const FairProfile *profile);
char    *fair_autostart_set   (const FairProfile *profile, gboolean wanted, GError **error);

G_END_DECLS
