/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a key is good, asked of a server on this machine. */
#include "fair-key-check.h"

#include "fair-error.h"

#include <libsoup/soup.h>
#include <string.h>

#define KEY "s3cret-Key/+="

/* A server that gives every caller the same answer. */
typedef struct
{
  SoupServer *server;
  char       *url;
  guint       status;
  const char *answer; /* NULL: hang up; "": never answer */
  GString    *seen;
} Fixture;

static void
handle (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *fixture = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  g_string_append_printf (fixture->seen, "%s %s\n", path, soup_message_headers_get_one (headers, "Authorization"));
  if (fixture->answer == NULL)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
      return;
    }
  soup_server_message_set_status (message, fixture->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, fixture->answer,
                                    strlen (fixture->answer));
  if (*fixture->answer == '\0')
    soup_server_message_pause (message);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  fixture->answer = data;
  fixture->status = 200;
  fixture->seen = g_string_new (NULL);
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, handle, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
set_up_refusal (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  fixture->status = 401;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  g_string_free (fixture->seen, TRUE);
  g_free (fixture->url);
}

typedef struct
{
  gboolean     done;
  gboolean     good;
  FairCfbdInfo info;
  GError      *error;
} Outcome;

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  Outcome *out = data;

  out->good = fair_key_check_finish (result, &out->info, &out->error);
  out->done = TRUE;
}

static void
check (const char *url, const char *key, GCancellable *cancellable, Outcome *out)
{
  FairClock *clock = fair_clock_new_fixed (1700000000);

  *out = (Outcome) { 0 };
  fair_key_check_async (url, key, clock, cancellable, on_checked, out);
  fair_clock_unref (clock);
  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
  while (!out->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (out->good == (out->error == NULL));
  if (out->error != NULL)
    g_assert_null (strstr (out->error->message, "s3cret"));
}

static void
test_good (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  Outcome out;

  check (fixture->url, "  " KEY "\n", NULL, &out);
  g_assert_no_error (out.error);
  g_assert_cmpint (out.info.remaining_calls, ==, 4321);
  text = fair_key_check_describe (&out.info);
  g_assert_cmpstr (text, ==, "The key is good; 4321 API calls are left this month.");
  g_assert_cmpstr (fixture->seen->str, ==, "/info Bearer " KEY "\n");
}

/* Older deployments tell nothing of the quota. */
static void
test_bare (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  Outcome out;

  check (fixture->url, KEY, NULL, &out);
  g_assert_no_error (out.error);
  text = fair_key_check_describe (&out.info);
  g_assert_cmpstr (text, ==, "The key is good.");
}

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  Outcome out;

  check (fixture->url, KEY, NULL, &out);
  g_assert_error (out.error, FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED);
  g_assert_true (g_str_has_prefix (out.error->message, "The API does not know this key;"));
  g_error_free (out.error);
}

static void
test_odd (Fixture *fixture, gconstpointer data)
{
  Outcome out;

  check (fixture->url, KEY, NULL, &out);
  g_assert_error (out.error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
  g_error_free (out.error);
}

static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  Outcome out;

  check (fixture->url, KEY, NULL, &out);
  g_assert_error (out.error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
  g_assert_true (g_str_has_prefix (out.error->message, "No answer came"));
  g_error_free (out.error);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome out;

  check (fixture->url, KEY, cancellable, &out);
  g_assert_error (out.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (out.error);
}

/* What cannot be a key, and where no key is sent to. */
static void
test_nonsense (void)
{
  static const struct
  {
    const char *url;
    const char *key;
  } cases[] = {
    { "http://127.0.0.1:1", "" },
    { "http://127.0.0.1:1", "two words" },
    { "http://127.0.0.1:1", "s3cret\r\nX: y" },
    { "http://127.0.0.1:1", "s3cret\xc3\xbc" },
    { "http://example.org", KEY },
    { "no address", KEY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Outcome out;

      check (cases[i].url, cases[i].key, NULL, &out);
      g_assert_nonnull (out.error);
      g_assert_true (out.error->domain == FAIR_ERROR);
      g_error_free (out.error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/pipeline/key/good", Fixture, "{\"patronLevel\":1,\"remainingCalls\":4321}", set_up, test_good,
              tear_down);
  g_test_add ("/pipeline/key/bare", Fixture, "{}", set_up, test_bare, tear_down);
  g_test_add ("/pipeline/key/unknown", Fixture, "null", set_up, test_wrong, tear_down);
  g_test_add ("/pipeline/key/refused", Fixture, "{}", set_up_refusal, test_wrong, tear_down);
  g_test_add ("/pipeline/key/odd", Fixture, "[]", set_up, test_odd, tear_down);
  g_test_add ("/pipeline/key/unreachable", Fixture, NULL, set_up, test_unreachable, tear_down);
  g_test_add ("/pipeline/key/cancelled", Fixture, "", set_up, test_cancelled, tear_down);
  g_test_add_func ("/pipeline/key/nonsense", test_nonsense);
  return g_test_run ();
}
