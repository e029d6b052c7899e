/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-cfbd-request.h"
#include "fair-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FairCfbdAnswer:
 *
 * What the API answered: a complete JSON body with status 200.
 */
typedef struct
{
  char   *path; /* fair_cfbd_request_to_path() */
  char   *url;
  guint   status;
  GBytes *body;
  gint64  fetched_at; /* UTC seconds, from the client's clock */
} FairCfbdAnswer;

void fair_cfbd_answer_free (FairCfbdAnswer *self);

/**
 * FairCfbdClient:
 *
 * Asks the API on the main context of the thread that made it: one queue, at most two requests in flight, a pause
 * between them, retries with jitter where a retry can help, and never a call that would touch the reserve.
 */
#define FAIR_TYPE_CFBD_CLIENT (fair_cfbd_client_get_type ())
G_DECLARE_FINAL_TYPE (FairCfbdClient, fair_cfbd_client, FAIR, CFBD_CLIENT, GObject)

FairCfbdClient *fair_cfbd_client_new             (const char *base_url, const char *key, FairClock *clock,
                                                  GError **error);
void            fair_cfbd_client_set_reserve     (FairCfbdClient *self, int calls);
void            fair_cfbd_client_set_backoff     (FairCfbdClient *self, guint milliseconds);
void            fair_cfbd_client_set_timeout     (FairCfbdClient *self, guint seconds);
void            fair_cfbd_client_set_patience    (FairCfbdClient *self, guint milliseconds);
void            fair_cfbd_client_set_calls_left  (FairCfbdClient *self, int calls_left);
int             fair_cfbd_client_get_calls_left  (FairCfbdClient *self);
guint           fair_cfbd_client_get_calls_spent (FairCfbdClient *self);
void            fair_cfbd_client_fetch_async     (FairCfbdClient *self, const FairCfbdRequest *request,
                                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                                  gpointer data);
FairCfbdAnswer *fair_cfbd_client_fetch_finish    (FairCfbdClient *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairCfbdAnswer, fair_cfbd_answer_free)

G_END_DECLS
