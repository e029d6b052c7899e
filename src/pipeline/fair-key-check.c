/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-key-check.h"

#include "fair-cfbd-client.h"
#include "fair-error.h"

#include <glib/gi18n-lib.h>

/* Somebody waits for the answer: the client's patience with a slow night would be too long. */
#define BACKOFF_MS 200
#define PATIENCE_S 20

/* One question that is under way; owned by its task. */
typedef struct
{
  FairCfbdClient *client;
  GCancellable   *ours;  /* cancelled by the person's and by the clock */
  GCancellable   *given; /* nullable */
  gulong          handler;
  GSource        *patience;
  gboolean        late;
} Check;

static void
check_free (Check *check)
{
  g_cancellable_disconnect (check->given, check->handler);
  g_clear_object (&check->given);
  g_clear_object (&check->ours);
  g_clear_object (&check->client);
  if (check->patience != NULL)
    g_source_destroy (check->patience);
  g_clear_pointer (&check->patience, g_source_unref);
  g_free (check);
}

static gboolean
on_late (gpointer data)
{
  Check *check = data;

  check->late = TRUE;
  g_cancellable_cancel (check->ours);
  return G_SOURCE_REMOVE;
}

static void
on_given_cancelled (GCancellable *given, GCancellable *ours)
{
  g_cancellable_cancel (ours);
}

/* What the client says fits a run; a person who has just pasted a key is told what it means for the key. */
static GError *
explain (const Check *check, const GError *error)
{
  if (g_error_matches (error, FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED))
    return g_error_new_literal (FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED,
                                _("The API does not know this key; copy it again from the mail, or ask for another "
                                  "one."));
  if (g_error_matches (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE) || check->late)
    return g_error_new_literal (FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
                                _("No answer came from the API, so the key is neither good nor bad yet; check the "
                                  "network and test it again."));
  return g_error_copy (error);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Check *check = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (FairCfbdAnswer) answer = fair_cfbd_client_fetch_finish (FAIR_CFBD_CLIENT (source), result, &error);
  g_autofree FairCfbdInfo *info = g_new0 (FairCfbdInfo, 1);

  if (answer != NULL && fair_cfbd_decode_info (answer->body, info, &error) && !info->known)
    error = g_error_new_literal (FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED, "");
  if (error != NULL)
    g_task_return_error (task, explain (check, error));
  else
    g_task_return_pointer (task, g_steal_pointer (&info), g_free);
}

/**
 * fair_key_check_async:
 * @api_url: (nullable): NULL: the real API
 * @key: as a person pasted it
 *
 * Asks the API whether it knows a key: the one question that costs nothing. The answer comes within 20 seconds, on the
 * main context of the caller's thread.
 */
void
fair_key_check_async (const char *api_url, const char *key, FairClock *clock, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer data)
{
  const FairCfbdRequest request = { .endpoint = FAIR_CFBD_INFO };
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  GError *error = NULL;
  Check *check = g_new0 (Check, 1);

  g_task_set_task_data (task, check, (GDestroyNotify) check_free);
  check->client = fair_cfbd_client_new (api_url, key, clock, &error);
  if (check->client == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  fair_cfbd_client_set_backoff (check->client, BACKOFF_MS);
  check->ours = g_cancellable_new ();
  g_set_object (&check->given, cancellable);
  if (cancellable != NULL)
    check->handler = g_cancellable_connect (cancellable, G_CALLBACK (on_given_cancelled), check->ours, NULL);
  check->patience = g_timeout_source_new_seconds (PATIENCE_S);
  g_source_set_callback (check->patience, on_late, check, NULL);
  g_source_attach (check->patience, g_task_get_context (task));
  fair_cfbd_client_fetch_async (check->client, &request, check->ours, on_fetched, g_object_ref (task));
}

/**
 * fair_key_check_finish:
 * @out: (out): what the API says of the key's account
 *
 * Returns: whether the key is good. Errors: %FAIR_ERROR_UNAUTHORIZED (it is not), %FAIR_ERROR_UNREACHABLE (nobody
 *   knows), %FAIR_ERROR_USAGE and others of the client; none of them holds the key
 */
gboolean
fair_key_check_finish (GAsyncResult *result, FairCfbdInfo *out, GError **error)
{
  g_autofree FairCfbdInfo *info = g_task_propagate_pointer (G_TASK (result), error);

  if (info == NULL)
    return FALSE;
  *out = *info;
  return TRUE;
}

/**
 * fair_key_check_describe:
 *
 * Returns: (transfer full): a good key's account in one sentence
 */
char *
fair_key_check_describe (const FairCfbdInfo *info)
{
  if (info->remaining_calls < 0)
    return g_strdup (_("The key is good."));
  return g_strdup_printf (ngettext ("The key is good; %d API call is left this month.",
                                    "The key is good; %d API calls are left this month.", info->remaining_calls),
                          info->remaining_calls);
}
