/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-mail-queue.h"
#include "fair-profile.h"
#include "fair-store.h"

G_BEGIN_DECLS

char    *fair_alerts_queue_folder (const FairProfile *profile);
gboolean fair_alerts_is_set       (const FairProfile *profile);
gboolean fair_alerts_queue        (const FairProfile *profile, const char *list, const char *key, const char *subject,
                                   const char *body, GBytes *sheet, GError **error);
gboolean fair_alerts_check_list   (const FairProfile *profile, const char *list, GError **error);
gboolean fair_alerts_send_queued  (const FairProfile *profile, GError **error);
gboolean fair_alerts_send_notice  (const FairProfile *profile, const char *subject, const char *body, guint *n,
                                   GError **error);
gboolean fair_alerts_test         (const FairProfile *profile, guint *n, GError **error);

G_END_DECLS
