/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stand-in keeps the API's rules, over real HTTP. */
#include "fair-clock.h"
#include "fair-error.h"
#include "fair-sim-server.h"

#include <libsoup/soup.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT (1697025600) /* 2023-10-11T12:00:00Z */

/* Says what it was asked. */
static GBytes *
echo (FairSimSource *source, const FairSimQuery *query)
{
  char *text = g_strdup_printf ("[{\"path\":\"%s\",\"year\":%d,\"week\":%d,\"type\":%d,\"classification\":\"%s\","
                                "\"now\":%" G_GINT64_FORMAT "}]",
                                query->path, query->year, query->week, query->has_type ? (int) query->type : -1,
                                query->classification != NULL ? query->classification : "", query->now);

  return g_bytes_new_take (text, strlen (text));
}

static void
free_source (FairSimSource *source)
{
  g_free (source);
}

typedef struct
{
  FairSimServer *server;
  SoupSession   *session;
  char          *url;
  guint          status; /* of the last answer */
  char          *type;   /* nullable */
  char          *left;   /* X-CallLimit-Remaining; nullable */
  char          *body;
} Fixture;

static void
start (Fixture *fixture, const FairSimOptions *options)
{
  FairSimSource *source = g_new0 (FairSimSource, 1);
  g_autoptr (GError) error = NULL;

  source->answer = echo;
  source->free = free_source;
  fixture->server = fair_sim_server_new (source, options);
  fair_sim_server_start (fixture->server, &error);
  g_assert_no_error (error);
  fixture->url = fair_sim_server_get_url (fixture->server);
  fixture->session = soup_session_new ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const FairSimOptions options = { .now = NOW, .quota = 3, .key = "good/Key+=" };

  start (fixture, &options);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fair_sim_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->session);
  g_free (fixture->url);
  g_free (fixture->type);
  g_free (fixture->left);
  g_free (fixture->body);
}

static void
send_message (Fixture *fixture, SoupMessage *message, const char *authorization)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  if (authorization != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", authorization);
  body = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  g_free (fixture->type);
  g_free (fixture->left);
  g_free (fixture->body);
  fixture->status = soup_message_get_status (message);
  fixture->type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  fixture->left = g_strdup (soup_message_headers_get_one (headers, "X-CallLimit-Remaining"));
  fixture->body = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
get_as (Fixture *fixture, const char *path, const char *authorization)
{
  g_autofree char *address = g_strconcat (fixture->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);

  g_assert_nonnull (message);
  send_message (fixture, message, authorization);
}

static void
get (Fixture *fixture, const char *path)
{
  get_as (fixture, path, "Bearer good/Key+=");
}

static void
assert_answer (Fixture *fixture, guint status, const char *part)
{
  if (strstr (fixture->body, part) == NULL)
    g_test_message ("%s", fixture->body);
  g_assert_cmpuint (fixture->status, ==, status);
  g_assert_nonnull (strstr (fixture->body, part));
}

static void
assert_json (Fixture *fixture, guint status, const char *part)
{
  assert_answer (fixture, status, part);
  g_assert_cmpstr (fixture->type, ==, "application/json; charset=utf-8");
}

static void
test_key (Fixture *fixture, gconstpointer data)
{
  get_as (fixture, "/games?year=2023", NULL);
  assert_json (fixture, 401, "{\"message\":\"Unauthorized\"}");
  g_assert_null (fixture->left);
  get_as (fixture, "/games?year=2023", "Bearer wrong");
  assert_json (fixture, 401, "{\"message\":\"Unauthorized\"}");
  get_as (fixture, "/games?year=2023", "Bearer ");
  assert_json (fixture, 401, "Unauthorized");
  get_as (fixture, "/games?year=2023", "good/Key+=");
  assert_json (fixture, 401, "Did you forget to add \\\"Bearer \\\"");
  get_as (fixture, "/info", NULL);
  assert_json (fixture, 200, "null");
  get_as (fixture, "/info", "Bearer wrong");
  assert_json (fixture, 200, "null");
  g_assert_cmpuint (fair_sim_server_get_calls (fixture->server), ==, 0);
  get (fixture, "/games?year=2023");
  assert_json (fixture, 200, "\"path\":\"/games\"");
}

static void
test_parameters (Fixture *fixture, gconstpointer data)
{
  get (fixture, "/games");
  assert_json (fixture, 400, "{\"message\":\"Validation Failed\",\"details\":{\"year\":{\"message\":");
  g_assert_null (strstr (fixture->body, "value"));
  get (fixture, "/games?year=twenty%22");
  assert_json (fixture, 400, "\"message\":\"invalid integer number\",\"value\":\"twenty\\\"\"");
  get (fixture, "/games?year=2023&week=x");
  assert_json (fixture, 400, "\"week\"");
  get (fixture, "/games?year=2023&seasonType=Regular");
  assert_json (fixture, 400, "\"seasonType\"");
  g_assert_cmpstr (fixture->left, ==, "3"); /* an error costs nothing */
  get (fixture, "/games?year=2023&week=0&seasontype=regular&division=fbs");
  assert_json (fixture, 200, "\"year\":2023,\"week\":0,\"type\":-1,\"classification\":\"\"");
  get (fixture, "/lines?year=2023&week=7&seasonType=postseason&classification=fbs");
  assert_json (fixture, 200, "\"year\":2023,\"week\":7,\"type\":1,\"classification\":\"fbs\"");
  get (fixture, "/games?year=2023&seasonType=both");
  assert_json (fixture, 200, "\"type\":-1");
}

static void
test_paths (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = g_strconcat (fixture->url, "/games?year=2023", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", address);

  get (fixture, "/no/such/path");
  assert_answer (fixture, 404, "<pre>Cannot GET /no/such/path</pre>");
  g_assert_cmpstr (fixture->type, ==, "text/html; charset=utf-8");
  send_message (fixture, message, "Bearer good/Key+=");
  assert_answer (fixture, 404, "Cannot POST /games");
  get (fixture, "/games/weather?year=2023");
  assert_json (fixture, 401, "requires a Patreon subscription at Tier 1 or higher.");
  get (fixture, "/scoreboard");
  assert_json (fixture, 401, "Tier 1");
  g_assert_cmpuint (fair_sim_server_get_calls (fixture->server), ==, 0);
}

static void
test_quota (Fixture *fixture, gconstpointer data)
{
  get (fixture, "/info");
  assert_json (fixture, 200, "\"monthlyLimit\":1000,\"remainingCalls\":3,");
  assert_json (fixture, 200, "\"resetAt\":\"2023-11-01T00:00:00.000Z\"");
  get (fixture, "/venues");
  g_assert_cmpstr (fixture->left, ==, "2");
  get (fixture, "/talent?year=2023");
  get (fixture, "/recruiting/teams");
  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_cmpstr (fixture->left, ==, "0");
  get (fixture, "/games?year=2023");
  assert_json (fixture, 429, "{\"message\":\"Monthly call quota exceeded.\"}");
  g_assert_cmpstr (fixture->left, ==, "0");
  get (fixture, "/info");
  assert_json (fixture, 200, "\"remainingCalls\":0,");
  g_assert_cmpuint (fair_sim_server_get_calls (fixture->server), ==, 3);
}

static void
test_clock (Fixture *fixture, gconstpointer data)
{
  get (fixture, "/games?year=2023");
  assert_json (fixture, 200, "\"now\":1697025600}");
  fair_sim_server_set_now (fixture->server, NOW + FAIR_WEEK_SECONDS);
  get (fixture, "/games?year=2023");
  assert_json (fixture, 200, "\"now\":1697630400}");
}

static void
test_tier (void)
{
  const FairSimOptions options = { .now = NOW, .quota = 5000, .tier = 1 };
  Fixture fixture = { 0 };

  start (&fixture, &options);
  get_as (&fixture, "/games/weather?year=2023", "Bearer anything");
  assert_json (&fixture, 200, "/games/weather");
  get_as (&fixture, "/scoreboard", "Bearer anything");
  g_assert_cmpstr (fixture.left, ==, "4999"); /* it costs nothing */
  get_as (&fixture, "/info", "Bearer anything");
  assert_json (&fixture, 200, "\"tierName\":\"Tier 1\"");
  assert_json (&fixture, 200, "\"weather\":true,\"scoreboard\":true,\"livePlayByPlay\":false");
  tear_down (&fixture, NULL);
}

/* What the failures look like, and that trying again helps. */
static void
test_failures (void)
{
  const FairSimOptions options = { .now = NOW, .quota = 1000, .fail_rate = 0.4, .seed = 11 };
  Fixture fixture = { 0 };
  guint seen[600] = { 0 };
  guint pages = 0;
  guint cut = 0;
  guint good = 0;

  start (&fixture, &options);
  for (guint i = 0; i < 80; i++)
    {
      get_as (&fixture, "/games?year=2023", "Bearer anything");
      seen[MIN (fixture.status, G_N_ELEMENTS (seen) - 1)]++;
      if (fixture.status != 200)
        continue;
      pages += g_str_has_prefix (fixture.type, "text/html");
      cut += g_str_has_prefix (fixture.type, "application/json") && !g_str_has_suffix (fixture.body, "]");
      good += g_str_has_prefix (fixture.type, "application/json") && g_str_has_suffix (fixture.body, "]");
    }
  g_assert_cmpuint (seen[429], >, 0);
  g_assert_cmpuint (seen[500], >, 0);
  g_assert_cmpuint (seen[503], >, 0);
  g_assert_cmpuint (pages, >, 0);
  g_assert_cmpuint (cut, >, 0);
  g_assert_cmpuint (good, >, 35);
  g_assert_cmpuint (seen[200], ==, fair_sim_server_get_calls (fixture.server));
  tear_down (&fixture, NULL);
}

/* It can be stopped at once, twice, and a port that is taken is told. */
static void
test_start_and_stop (void)
{
  FairSimOptions options = { .now = NOW, .quota = 1 };
  Fixture first = { 0 };
  g_autoptr (FairSimServer) second = NULL;
  g_autoptr (GError) error = NULL;
  FairSimSource *source = g_new0 (FairSimSource, 1);

  for (guint i = 0; i < 50; i++)
    {
      Fixture fixture = { 0 };

      start (&fixture, &options);
      fair_sim_server_stop (fixture.server);
      tear_down (&fixture, NULL);
    }
  start (&first, &options);
  options.port = atoi (strrchr (first.url, ':') + 1);
  source->answer = echo;
  source->free = free_source;
  second = fair_sim_server_new (source, &options);
  g_assert_false (fair_sim_server_start (second, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_FAILED);
  tear_down (&first, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/sim/server/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("key", test_key);
  ADD ("parameters", test_parameters);
  ADD ("paths", test_paths);
  ADD ("quota", test_quota);
  ADD ("clock", test_clock);
#undef ADD
  g_test_add_func ("/sim/server/tier", test_tier);
  g_test_add_func ("/sim/server/failures", test_failures);
  g_test_add_func ("/sim/server/start-and-stop", test_start_and_stop);
  return g_test_run ();
}
