/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

gboolean fair_news_is_wanted (const FairProfile *profile);
gint64   fair_news_told_at   (FairStore *store);
void     fair_news_tell_run  (FairStore *store, const FairProfile *profile, const FairRunNews *news, GPtrArray *notes);
gboolean fair_news_tell_changes (FairStore *store, const FairProfile *profile, GPtrArray *notes);
gboolean fair_news_tell_day  (FairStore *store, const FairProfile *profile, gboolean done, GPtrArray *notes);

G_END_DECLS
