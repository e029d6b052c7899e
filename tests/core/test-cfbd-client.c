/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client against a server on this machine that says what a test tells it to. */
#include "fair-cfbd-client.h"

#include "fair-error.h"

#include <libsoup/soup.h>
#include <string.h>

#define KEY "s3cret-Key/+="

/* How the server treats one request. */
typedef struct
{
  guint       status;
  const char *type;
  const char *body; /* NULL: never answer */
  const char *retry_after; /* nullable */
  gboolean    drop;        /* close the connection instead */
} Step;

#define JSON_TYPE "application/json; charset=utf-8"
#define GOOD { 200, JSON_TYPE, "[{\"id\":1}]", NULL, FALSE }

typedef struct
{
  SoupServer     *server;
  char           *url;
  FairClock      *clock;
  FairCfbdClient *client;
  const Step     *steps; /* the last one repeats */
  guint           n_steps;
  guint           n_requests;
  guint           in_flight;
  guint           most_in_flight;
  gboolean        slow;
  gboolean        drips; /* a blank now and then, without end */
  GString        *seen; /* request lines and headers, without the one that must hold the key */
} Fixture;

static void
note_header (const char *name, const char *value, gpointer seen)
{
  if (g_ascii_strcasecmp (name, "Authorization") == 0)
    g_assert_cmpstr (value, ==, "Bearer " KEY);
  else
    g_string_append_printf (seen, "%s: %s\n", name, value);
}

static gboolean
go_on (gpointer data)
{
  soup_server_message_unpause (data);
  return G_SOURCE_REMOVE;
}

static void
on_finished (SoupServerMessage *message, Fixture *fixture)
{
  fixture->in_flight--;
}

static void
drip (SoupServerMessage *message, gpointer data)
{
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, " ", 1);
  soup_server_message_pause (message);
  g_timeout_add (20, go_on, message);
}

static void
handle (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *fixture = data;
  const Step *step = &fixture->steps[MIN (fixture->n_requests, fixture->n_steps - 1)];
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *uri = g_uri_to_string (soup_server_message_get_uri (message));
  g_autofree char *left = g_strdup_printf ("%u", 900 - fixture->n_requests);

  fixture->n_requests++;
  fixture->in_flight++;
  fixture->most_in_flight = MAX (fixture->most_in_flight, fixture->in_flight);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), fixture);
  g_string_append_printf (fixture->seen, "%s\n", uri);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), note_header, fixture->seen);
  if (step->drop)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

      fixture->in_flight--;
      g_io_stream_close (stream, NULL, NULL);
      return;
    }
  if (step->body == NULL)
    {
      soup_server_message_pause (message);
      return;
    }
  soup_server_message_set_status (message, step->status, NULL);
  soup_message_headers_replace (headers, "X-CallLimit-Remaining", left);
  if (step->retry_after != NULL)
    soup_message_headers_replace (headers, "Retry-After", step->retry_after);
  if (fixture->drips)
    {
      soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
      soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, "[", 1);
      g_signal_connect (message, "wrote-chunk", G_CALLBACK (drip), NULL);
      return;
    }
  soup_server_message_set_response (message, step->type, SOUP_MEMORY_COPY, step->body, strlen (step->body));
  if (fixture->slow)
    {
      soup_server_message_pause (message);
      g_timeout_add (30, go_on, message);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  fixture->seen = g_string_new (NULL);
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, handle, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  fixture->clock = fair_clock_new_fixed (1700000000);
  fixture->client = fair_cfbd_client_new (fixture->url, "  Bearer " KEY "\n", fixture->clock, &error);
  g_assert_no_error (error);
  fair_cfbd_client_set_backoff (fixture->client, 2);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_null (strstr (fixture->seen->str, "s3cret"));
  g_clear_object (&fixture->client);
  soup_server_disconnect (fixture->server);
  g_clear_object (&fixture->server);
  fair_clock_unref (fixture->clock);
  g_string_free (fixture->seen, TRUE);
  g_free (fixture->url);
}

typedef struct
{
  FairCfbdAnswer *answer;
  GError         *error;
  gboolean        done;
} Result;

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  Result *out = data;

  out->answer = fair_cfbd_client_fetch_finish (FAIR_CFBD_CLIENT (source), result, &out->error);
  out->done = TRUE;
}

static void
result_clear (Result *result)
{
  g_clear_pointer (&result->answer, fair_cfbd_answer_free);
  g_clear_error (&result->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static void
fetch (Fixture *fixture, FairCfbdEndpoint endpoint, Result *out)
{
  FairCfbdRequest request = { .endpoint = endpoint, .season = endpoint == FAIR_CFBD_INFO ? 0 : 2023 };

  fair_cfbd_client_fetch_async (fixture->client, &request, NULL, on_fetched, out);
  while (!out->done)
    g_main_context_iteration (NULL, TRUE);
  if (out->error != NULL)
    g_assert_null (strstr (out->error->message, "s3cret"));
}

static void
use_steps (Fixture *fixture, const Step *steps, guint n)
{
  fixture->steps = steps;
  fixture->n_steps = n;
}

static void
test_good_answer (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = { GOOD };
  g_auto (Result) result = { 0 };

  use_steps (fixture, steps, G_N_ELEMENTS (steps));
  fetch (fixture, FAIR_CFBD_GAMES, &result);
  g_assert_no_error (result.error);
  g_assert_cmpstr (result.answer->path, ==, "/games?classification=fbs&year=2023");
  g_assert_cmpint (result.answer->fetched_at, ==, 1700000000);
  g_assert_cmpuint (g_bytes_get_size (result.answer->body), ==, strlen ("[{\"id\":1}]"));
  g_assert_cmpint (fair_cfbd_client_get_calls_left (fixture->client), ==, 900);
  g_assert_cmpuint (fair_cfbd_client_get_calls_spent (fixture->client), ==, 1);
  g_assert_nonnull (strstr (fixture->seen->str, "User-Agent: FairCatch/"));
}

/* Everything that a second try can mend. */
static void
test_retries (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = {
    { 500, JSON_TYPE, "{\"message\":\"Internal Server Error\"}", NULL, FALSE },
    { 200, "text/html", "<html>Checking your browser</html>", NULL, FALSE },
    { 0, NULL, NULL, NULL, TRUE },
    { 200, JSON_TYPE, "[{\"id\":1},{\"id\"", NULL, FALSE },
    GOOD,
  };
  g_auto (Result) result = { 0 };

  use_steps (fixture, steps, G_N_ELEMENTS (steps));
  fetch (fixture, FAIR_CFBD_LINES, &result);
  g_assert_no_error (result.error);
  g_assert_cmpuint (fixture->n_requests, ==, 5);
}

static void
test_five_tries (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = { { 503, JSON_TYPE, "{\"message\":\"later\"}", NULL, FALSE } };
  g_auto (Result) result = { 0 };

  use_steps (fixture, steps, G_N_ELEMENTS (steps));
  fetch (fixture, FAIR_CFBD_GAMES, &result);
  g_assert_error (result.error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (result.error->message, "games 2023"));
  g_assert_nonnull (strstr (result.error->message, "503"));
  g_assert_cmpuint (fixture->n_requests, ==, 5);
  g_assert_cmpuint (fair_cfbd_client_get_calls_spent (fixture->client), ==, 0);
}

/* A time-out is long: two tries of the first request, one of each after it, until something answers again. */
static void
test_silence (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = { { 0, NULL, NULL, NULL, FALSE }, { 0, NULL, NULL, NULL, FALSE },
                                { 0, NULL, NULL, NULL, FALSE }, GOOD };
  g_auto (Result) first = { 0 };
  g_auto (Result) second = { 0 };
  g_auto (Result) third = { 0 };

  fair_cfbd_client_set_timeout (fixture->client, 1);
  use_steps (fixture, steps, G_N_ELEMENTS (steps));
  fetch (fixture, FAIR_CFBD_GAMES, &first);
  g_assert_error (first.error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
  g_assert_cmpuint (fixture->n_requests, ==, 2);
  fetch (fixture, FAIR_CFBD_LINES, &second);
  g_assert_error (second.error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
  g_assert_cmpuint (fixture->n_requests, ==, 3);
  fetch (fixture, FAIR_CFBD_STATS, &third);
  g_assert_no_error (third.error);
}

static void
test_retry_after (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = {
    { 429, JSON_TYPE, "{\"message\":\"Too many concurrent requests for this endpoint.\"}", "1", FALSE },
    GOOD,
  };
  g_auto (Result) result = { 0 };
  gint64 start = g_get_monotonic_time ();

  use_steps (fixture, steps, G_N_ELEMENTS (steps));
  fetch (fixture, FAIR_CFBD_STATS, &result);
  g_assert_no_error (result.error);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, G_USEC_PER_SEC);
}

static void
test_quota_is_final (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = { { 429, JSON_TYPE, "{\"message\":\"Monthly call quota exceeded.\"}", NULL, FALSE } };
  g_auto (Result) result = { 0 };

  use_steps (fixture, steps, G_N_ELEMENTS (steps));
  fetch (fixture, FAIR_CFBD_GAMES, &result);
  g_assert_error (result.error, FAIR_ERROR, FAIR_ERROR_QUOTA);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
}

static void
test_tier_is_final (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = {
    { 401, JSON_TYPE,
      "{\"message\":\"Unauthorized. This endpoint requires a Patreon subscription at Tier 1 or higher.\"}", NULL, FALSE },
  };
  g_auto (Result) result = { 0 };

  use_steps (fixture, steps, G_N_ELEMENTS (steps));
  fetch (fixture, FAIR_CFBD_GAMES, &result);
  g_assert_error (result.error, FAIR_ERROR, FAIR_ERROR_TIER);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
}

/* A good key may be refused once; twice ends it for all that wait. */
static void
test_wrong_key (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = { { 401, JSON_TYPE, "{\"message\":\"Unauthorized\"}", NULL, FALSE } };
  FairCfbdRequest request = { .endpoint = FAIR_CFBD_GAMES, .season = 2020 };
  Result results[6] = { 0 };
  guint n_done = 0;

  use_steps (fixture, steps, G_N_ELEMENTS (steps));
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    fair_cfbd_client_fetch_async (fixture->client, &request, NULL, on_fetched, &results[i]);
  while (n_done < G_N_ELEMENTS (results))
    {
      g_main_context_iteration (NULL, TRUE);
      n_done = 0;
      for (guint i = 0; i < G_N_ELEMENTS (results); i++)
        n_done += results[i].done;
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_assert_error (results[i].error, FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED);
      result_clear (&results[i]);
    }
  g_assert_cmpuint (fixture->n_requests, <=, 4);
}

static void
test_one_refusal_is_forgiven (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = { { 401, JSON_TYPE, "{\"message\":\"Unauthorized\"}", NULL, FALSE }, GOOD };
  g_auto (Result) result = { 0 };

  use_steps (fixture, steps, G_N_ELEMENTS (steps));
  fetch (fixture, FAIR_CFBD_GAMES, &result);
  g_assert_no_error (result.error);
}

static void
test_reserve (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = { GOOD };
  g_auto (Result) refused = { 0 };
  g_auto (Result) free_of_charge = { 0 };
  g_auto (Result) allowed = { 0 };

  use_steps (fixture, steps, G_N_ELEMENTS (steps));
  fair_cfbd_client_set_calls_left (fixture->client, 150);
  fetch (fixture, FAIR_CFBD_GAMES, &refused);
  g_assert_error (refused.error, FAIR_ERROR, FAIR_ERROR_REFUSED);
  g_assert_cmpuint (fixture->n_requests, ==, 0);
  fetch (fixture, FAIR_CFBD_INFO, &free_of_charge);
  g_assert_no_error (free_of_charge.error);
  fair_cfbd_client_set_calls_left (fixture->client, 150);
  fair_cfbd_client_set_reserve (fixture->client, 0);
  fetch (fixture, FAIR_CFBD_GAMES, &allowed);
  g_assert_no_error (allowed.error);
}

static void
test_two_in_flight (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = { GOOD };
  FairCfbdRequest request = { .endpoint = FAIR_CFBD_GAMES, .season = 2020 };
  Result results[8] = { 0 };
  guint n_done = 0;

  fixture->slow = TRUE;
  use_steps (fixture, steps, G_N_ELEMENTS (steps));
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    fair_cfbd_client_fetch_async (fixture->client, &request, NULL, on_fetched, &results[i]);
  while (n_done < G_N_ELEMENTS (results))
    {
      g_main_context_iteration (NULL, TRUE);
      n_done = 0;
      for (guint i = 0; i < G_N_ELEMENTS (results); i++)
        n_done += results[i].done;
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_assert_no_error (results[i].error);
      result_clear (&results[i]);
    }
  g_assert_cmpuint (fixture->most_in_flight, ==, 2);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = { GOOD };
  FairCfbdRequest request = { .endpoint = FAIR_CFBD_GAMES, .season = 2020 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Result results[5] = { 0 };
  guint n_done = 0;

  fixture->slow = TRUE;
  use_steps (fixture, steps, G_N_ELEMENTS (steps));
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    fair_cfbd_client_fetch_async (fixture->client, &request, cancellable, on_fetched, &results[i]);
  g_cancellable_cancel (cancellable);
  while (n_done < G_N_ELEMENTS (results))
    {
      g_main_context_iteration (NULL, TRUE);
      n_done = 0;
      for (guint i = 0; i < G_N_ELEMENTS (results); i++)
        n_done += results[i].done;
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_assert_error (results[i].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      result_clear (&results[i]);
    }
  /* What was on its way comes to its end unheard. */
  for (gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 5; g_get_monotonic_time () < end;)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (fixture->n_requests, <=, 2);
}

static void
test_where_a_key_may_go (void)
{
  g_autoptr (FairClock) clock = fair_clock_new_system ();
  g_autoptr (GError) plain = NULL;
  g_autoptr (GError) empty = NULL;
  g_autoptr (GError) nonsense = NULL;
  g_autoptr (FairCfbdClient) encrypted = NULL;

  g_assert_null (fair_cfbd_client_new ("http://example.org", KEY, clock, &plain));
  g_assert_error (plain, FAIR_ERROR, FAIR_ERROR_USAGE);
  g_assert_null (strstr (plain->message, KEY));
  g_assert_null (fair_cfbd_client_new (NULL, " \n", clock, &empty));
  g_assert_error (empty, FAIR_ERROR, FAIR_ERROR_USAGE);
  g_assert_null (fair_cfbd_client_new ("not an address", KEY, clock, &nonsense));
  g_assert_error (nonsense, FAIR_ERROR, FAIR_ERROR_USAGE);
  encrypted = fair_cfbd_client_new ("https://example.org/", KEY, clock, NULL);
  g_assert_nonnull (encrypted);
}

static void
test_paths (void)
{
  FairCfbdRequest week = { FAIR_CFBD_LINES, 2024, 3, FAIR_SEASON_REGULAR };
  FairCfbdRequest bowls = { FAIR_CFBD_LINES, 2024, 1, FAIR_SEASON_POSTSEASON };
  FairCfbdRequest all = { .endpoint = FAIR_CFBD_RECRUITING };
  g_autofree char *week_path = fair_cfbd_request_to_path (&week);
  g_autofree char *bowls_path = fair_cfbd_request_to_path (&bowls);
  g_autofree char *all_path = fair_cfbd_request_to_path (&all);

  g_assert_cmpstr (week_path, ==, "/lines?year=2024&week=3&seasonType=regular");
  g_assert_cmpstr (bowls_path, ==, "/lines?year=2024&week=1&seasonType=postseason");
  g_assert_cmpstr (all_path, ==, "/recruiting/teams");
  g_assert_false (fair_cfbd_request_is_metered (&(FairCfbdRequest) { .endpoint = FAIR_CFBD_INFO }));
}

/* An answer that never ends is never silent either. */
static void
test_drip (Fixture *fixture, gconstpointer data)
{
  static const Step steps[] = { GOOD };
  g_auto (Result) result = { 0 };

  use_steps (fixture, steps, G_N_ELEMENTS (steps));
  fixture->drips = TRUE;
  fair_cfbd_client_set_patience (fixture->client, 200);
  fetch (fixture, FAIR_CFBD_GAMES, &result);
  g_assert_error (result.error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (result.error->message, "slow"));
  g_assert_cmpuint (fixture->n_requests, ==, 1);
  while (fixture->in_flight > 0)
    g_main_context_iteration (NULL, TRUE);
}

#define ADD(name, func) g_test_add ("/cfbd/client/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("good-answer", test_good_answer);
  ADD ("retries", test_retries);
  ADD ("five-tries", test_five_tries);
  ADD ("silence", test_silence);
  ADD ("retry-after", test_retry_after);
  ADD ("quota-is-final", test_quota_is_final);
  ADD ("tier-is-final", test_tier_is_final);
  ADD ("wrong-key", test_wrong_key);
  ADD ("one-refusal-is-forgiven", test_one_refusal_is_forgiven);
  ADD ("reserve", test_reserve);
  ADD ("two-in-flight", test_two_in_flight);
  ADD ("cancel", test_cancel);
  ADD ("drip", test_drip);
  g_test_add_func ("/cfbd/client/where-a-key-may-go", test_where_a_key_may_go);
  g_test_add_func ("/cfbd/client/paths", test_paths);
  return g_test_run ();
}
