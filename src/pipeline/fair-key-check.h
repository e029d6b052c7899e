/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-cfbd-decode.h"
#include "fair-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void     fair_key_check_async    (const char *api_url, const char *key, FairClock *clock, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer data);
gboolean fair_key_check_finish   (GAsyncResult *result, FairCfbdInfo *out, GError **error);
char    *fair_key_check_describe (const FairCfbdInfo *info);

G_END_DECLS
