/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Marks what a plan asks for as answered, without a server. */

#include "fair-clock.h"
#include "fair-store-raw.h"
#include "fair-sync-plan.h"
#include "store-place.h"

#include <string.h>

static inline gint64
answers_time (const char *text)
{
  gint64 time;

  g_assert_true (fair_time_parse (text, &time, NULL));
  return time;
}

static inline void
answers_put (FairStore *store, const FairCfbdRequest *request, gint64 at, guint n_records)
{
  g_autofree char *path = fair_cfbd_request_to_path (request);
  g_autofree char *text = n_records == 0 ? g_strdup ("[]") : g_strdup_printf ("[\"%s\"]", path);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  FairRawAnswer raw = { path, path, at, 200, n_records, body };

  fair_store_put_raw (store, &raw, &error);
  g_assert_no_error (error);
}

static inline GArray *
answers_plan (FairStore *store, int from, int to, gint64 now)
{
  g_autoptr (GError) error = NULL;
  GArray *plan = fair_sync_plan (store, from, to, now, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);
  return plan;
}

/* Everything that is due at @now has come then; returns how much that was. */
static inline guint
answers_put_all (FairStore *store, int from, int to, gint64 now)
{
  g_autoptr (GArray) plan = answers_plan (store, from, to, now);

  for (guint i = 0; i < plan->len; i++)
    answers_put (store, &g_array_index (plan, FairSyncStep, i).request, now, 1);
  return plan->len;
}
