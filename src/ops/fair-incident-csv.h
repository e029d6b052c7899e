/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *fair_incidents_to_csv (const GArray *incidents);

G_END_DECLS
