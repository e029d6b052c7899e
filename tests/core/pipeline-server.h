/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A server on this machine that stands for the API and does what a test's script says. It answers on the main loop that
 * the test runs anyway, so that a script may be changed between two answers without a lock. */

#include <libsoup/soup.h>
#include <string.h>

/**
 * ServerRule:
 *
 * What is done with the requests whose path and query contain @part; the first rule that fits decides.
 */
typedef struct
{
  const char *part; /* NULL ends a script */
  guint       status;
  const char *body;     /* NULL: hang up; "": never answer */
  guint       delay_ms;
} ServerRule;

typedef struct
{
  SoupServer       *server;
  char             *url;
  const ServerRule *script; /* nullable; what no rule fits is answered with nothing: [] */
  GPtrArray        *seen;   /* of char*: path and query, in their order, retries included */
} ScriptedServer;

static gboolean
scripted_server_answer_now (gpointer message)
{
  soup_server_message_unpause (message);
  return G_SOURCE_REMOVE;
}

static void
scripted_server_handle (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
                        gpointer data)
{
  ScriptedServer *self = data;
  static const ServerRule account = { "/info", 200, "{\"patronLevel\":0,\"remainingCalls\":1000}", 0 };
  static const ServerRule nothing = { "/", 200, "[]", 0 };
  const char *asked = g_uri_get_query (soup_server_message_get_uri (message));
  char *uri = asked == NULL ? g_strdup (path) : g_strdup_printf ("%s?%s", path, asked);
  const ServerRule *rule = self->script;

  g_ptr_array_add (self->seen, uri);
  while (rule != NULL && rule->part != NULL && strstr (uri, rule->part) == NULL)
    rule++;
  if (rule == NULL || rule->part == NULL)
    rule = strstr (uri, account.part) != NULL ? &account : &nothing;
  if (rule->body == NULL)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
      return;
    }
  soup_server_message_set_status (message, rule->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, rule->body, strlen (rule->body));
  if (*rule->body == '\0' || rule->delay_ms > 0)
    soup_server_message_pause (message);
  if (rule->delay_ms > 0)
    g_timeout_add (rule->delay_ms, scripted_server_answer_now, message);
}

static inline void
scripted_server_start (ScriptedServer *self)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->seen = g_ptr_array_new_with_free_func (g_free);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, scripted_server_handle, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static inline void
scripted_server_stop (ScriptedServer *self)
{
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->seen, g_ptr_array_unref);
  g_clear_pointer (&self->url, g_free);
}

/* How many requests had @part in their path and query. */
static inline guint
scripted_server_count (const ScriptedServer *self, const char *part)
{
  guint n = 0;

  for (guint i = 0; i < self->seen->len; i++)
    n += strstr (g_ptr_array_index (self->seen, i), part) != NULL;
  return n;
}
