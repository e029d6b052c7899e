/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

const char *fair_power_folder     (void);
gboolean    fair_power_on_battery (const char *folder);
gboolean    fair_power_on_metered (void);

G_END_DECLS
