/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-mail-queue.h"
#include "fair-profile.h"
#include "fair-store.h"
#include "fair-weekly.h"

G_BEGIN_DECLS

/**
 * FairRunNews:
 *
 * How a weekly run went, for those who were not there.
 */
typedef struct
{
  const char             *status; /* done, degraded, failed, cancelled */
  const char             *error;  /* nullable */
  const FairWeeklyResult *weekly; /* nullable */
} FairRunNews;

char    *fair_alerts_queue_folder (const FairProfile *profile);
gboolean fair_alerts_load_server  (const FairProfile *profile, FairMailServer *out, GError **error);
void     fair_alerts_tell_run     (FairStore *store, const FairProfile *profile, const FairRunNews *news, GPtrArray *notes);
void     fair_alerts_tell_day     (FairStore *store, const FairProfile *profile, GPtrArray *notes);
gboolean fair_alerts_send_notice  (const FairProfile *profile, const char *subject, const char *body, guint *n,
                                   GError **error);
gboolean fair_alerts_test         (const FairProfile *profile, guint *n, GError **error);

G_END_DECLS
