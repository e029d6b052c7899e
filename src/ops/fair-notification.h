/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean fair_notification_show     (const char *id, const char *title, const char *body);
gboolean fair_notification_withdraw (const char *id);

G_END_DECLS
