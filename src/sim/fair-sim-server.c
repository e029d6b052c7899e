/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-sim-server.h"

#include "fair-clock.h"
#include "fair-error.h"
#include "fair-json.h"
#include "fair-rng.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define SLOWNESS_MS   300
#define STATUS_TOO_MANY_REQUESTS 429

struct _FairSimServer
{
  GObject        parent_instance;
  FairSimSource *source;
  FairSimOptions options;
  char          *key;
  FairRng        rng;
  GThread       *thread;
  GMainContext  *context;
  GMainLoop     *loop;
  SoupServer    *server; /* of the thread */
  guint          port;
  GMutex         mutex; /* guards what follows */
  gint64         now;
  int            calls_left;
  guint          calls;
};

G_DEFINE_FINAL_TYPE (FairSimServer, fair_sim_server, G_TYPE_OBJECT)

/* What the API knows, and what it asks for. */
static const struct
{
  const char *path;
  gboolean    needs_year;
  gboolean    metered;
  int         tier;
} endpoints[] = {
  { "/games", TRUE, TRUE, 0 },          { "/lines", TRUE, TRUE, 0 },
  { "/stats/game/advanced", TRUE, TRUE, 0 }, { "/teams/fbs", FALSE, TRUE, 0 },
  { "/venues", FALSE, TRUE, 0 },        { "/calendar", TRUE, TRUE, 0 },
  { "/talent", TRUE, TRUE, 0 },         { "/recruiting/teams", FALSE, TRUE, 0 },
  { "/player/returning", TRUE, TRUE, 0 }, { "/ratings/sp", TRUE, TRUE, 0 },
  { "/games/weather", TRUE, TRUE, 1 },  { "/scoreboard", FALSE, FALSE, 1 },
};

static void
fair_sim_server_finalize (GObject *object)
{
  FairSimServer *self = FAIR_SIM_SERVER (object);

  fair_sim_server_stop (self);
  self->source->free (self->source);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_free (self->key);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (fair_sim_server_parent_class)->finalize (object);
}

static void
fair_sim_server_class_init (FairSimServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_sim_server_finalize;
}

static void
fair_sim_server_init (FairSimServer *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * fair_sim_server_new:
 * @source: (transfer full): where answers come from
 * @options: copied
 */
FairSimServer *
fair_sim_server_new (FairSimSource *source, const FairSimOptions *options)
{
  FairSimServer *self = g_object_new (FAIR_TYPE_SIM_SERVER, NULL);

  self->source = source;
  self->options = *options;
  self->key = g_strdup (options->key);
  self->now = options->now;
  self->calls_left = options->quota;
  fair_rng_init (&self->rng, options->seed);
  return self;
}

static void
reply (SoupServerMessage *message, guint status, const char *type, GBytes *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_replace (headers, "Content-Type", type);
  soup_message_body_truncate (soup_server_message_get_response_body (message));
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
}

static void
reply_json (SoupServerMessage *message, guint status, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  reply (message, status, "application/json; charset=utf-8", body);
}

static void
reply_html (SoupServerMessage *message, guint status, const char *text)
{
  g_autofree char *page = g_strdup_printf ("<!DOCTYPE html>\n<html lang=\"en\"><head><title>Error</title></head>\n"
                                           "<body><pre>%s</pre></body></html>\n",
                                           text);
  g_autoptr (GBytes) body = g_bytes_new (page, strlen (page));

  reply (message, status, "text/html; charset=utf-8", body);
}

/* The API's words for a missing or a wrong key. */
static gboolean
check_key (FairSimServer *self, SoupServerMessage *message)
{
  const char *given
    = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");

  if (given != NULL && !g_str_has_prefix (given, "Bearer "))
    {
      reply_json (message, SOUP_STATUS_UNAUTHORIZED,
                  "{\"message\":\"Unauthorized. Did you forget to add \\\"Bearer \\\" before your key?\"}");
      return FALSE;
    }
  if (given == NULL || strlen (given) <= strlen ("Bearer ")
      || (self->key != NULL && !g_str_equal (given + strlen ("Bearer "), self->key)))
    {
      reply_json (message, SOUP_STATUS_UNAUTHORIZED, "{\"message\":\"Unauthorized\"}");
      return FALSE;
    }
  return TRUE;
}

/* @value is what was given; NULL where the parameter is missing. */
static gboolean
refuse_parameter (SoupServerMessage *message, const char *name, const char *problem, const char *value)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  fair_json_text (builder, "message", "Validation Failed");
  json_builder_set_member_name (builder, "details");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  fair_json_text (builder, "message", problem);
  if (value != NULL)
    fair_json_text (builder, "value", value);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  text = fair_json_finish (builder, FALSE);
  reply_json (message, SOUP_STATUS_BAD_REQUEST, text);
  return FALSE;
}

static gboolean
read_number (SoupServerMessage *message, GHashTable *parameters, const char *name, int *out)
{
  const char *text = parameters == NULL ? NULL : g_hash_table_lookup (parameters, name);
  gint64 number;

  *out = 0;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (text, 10, 0, 99999, &number, NULL))
    return refuse_parameter (message, name, "invalid integer number", text);
  *out = number;
  return TRUE;
}

/* Unknown parameters are ignored, as the API does. Week 0 is not a week: it means the season. */
static gboolean
read_query (SoupServerMessage *message, GHashTable *parameters, gboolean needs_year, FairSimQuery *out)
{
  const char *type = parameters == NULL ? NULL : g_hash_table_lookup (parameters, "seasonType");

  if (!read_number (message, parameters, "year", &out->year) || !read_number (message, parameters, "week", &out->week))
    return FALSE;
  if (needs_year && out->year == 0)
    return refuse_parameter (message, "year", "'year' is required", NULL);
  out->classification = parameters == NULL ? NULL : g_hash_table_lookup (parameters, "classification");
  out->has_type = type != NULL && !g_str_equal (type, "both");
  if (out->has_type && !fair_season_type_parse (type, &out->type))
    return refuse_parameter (message, "seasonType", "should be one of the following; ['regular','postseason','both']",
                             type);
  return TRUE;
}

/* The first of the next month, of the time that the server pretends. */
static char *
next_reset (FairSimServer *self)
{
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GDateTime) first = NULL;
  g_autoptr (GDateTime) next = NULL;

  g_mutex_lock (&self->mutex);
  now = self->now == FAIR_TIME_UNKNOWN ? NULL : g_date_time_new_from_unix_utc (self->now);
  g_mutex_unlock (&self->mutex);
  if (now == NULL)
    now = g_date_time_new_now_utc ();
  first = g_date_time_new_utc (g_date_time_get_year (now), g_date_time_get_month (now), 1, 0, 0, 0);
  next = g_date_time_add_months (first, 1);
  return g_date_time_format (next, "%Y-%m-%dT00:00:00.000Z");
}

static void
reply_info (FairSimServer *self, SoupServerMessage *message, int calls_left)
{
  static const int limits[] = { 1000, 5000, 30000, 75000, 125000, 200000, 500000 };
  int tier = CLAMP (self->options.tier, 0, (int) G_N_ELEMENTS (limits) - 1);
  int limit = MAX (limits[tier], self->options.quota);
  const char *first = tier >= 1 ? "true" : "false";
  g_autofree char *name = tier == 0 ? g_strdup ("Free") : g_strdup_printf ("Tier %d", tier);
  g_autofree char *reset = next_reset (self);
  g_autofree char *text = g_strdup_printf (
    "{\"patronLevel\":%d,\"tierName\":\"%s\",\"monthlyLimit\":%d,\"remainingCalls\":%d,\"usedCalls\":%d,"
    "\"resetAt\":\"%s\",\"sharedPool\":true,\"products\":[\"cfb\",\"cbb\"],\"features\":{"
    "\"adjustedMetrics\":%s,\"weather\":%s,\"scoreboard\":%s,\"livePlayByPlay\":%s,\"graphQl\":%s}}",
    tier, name, limit, calls_left, limit - calls_left, reset, first, first, first, tier >= 2 ? "true" : "false",
    tier >= 3 ? "true" : "false");

  reply_json (message, SOUP_STATUS_OK, text);
}

/* Express's page; it names the path, with its marks made harmless. */
static void
reply_not_found (SoupServerMessage *message, const char *path)
{
  g_autofree char *text = g_markup_printf_escaped ("Cannot %s %s", soup_server_message_get_method (message), path);

  reply_html (message, SOUP_STATUS_NOT_FOUND, text);
}

static void
cut_body (SoupServerMessage *message, GBytes *body)
{
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (body, 0, g_bytes_get_size (body) / 2);

  reply (message, SOUP_STATUS_OK, "application/json; charset=utf-8", half);
}

/* One of the ways in which the real one fails; FALSE when this answer shall be good. */
static gboolean
fail_instead (FairSimServer *self, SoupServerMessage *message, GBytes *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (fair_rng_uniform (&self->rng) >= self->options.fail_rate)
    return FALSE;
  switch (fair_rng_below (&self->rng, 6))
    {
    case 0:
      soup_message_headers_replace (headers, "Retry-After", "0");
      reply_json (message, STATUS_TOO_MANY_REQUESTS,
                  "{\"message\":\"Too many concurrent requests for this endpoint.\"}");
      return TRUE;
    case 1:
      reply_json (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, "{\"message\":\"Internal Server Error\"}");
      return TRUE;
    case 2:
      reply_json (message, SOUP_STATUS_SERVICE_UNAVAILABLE,
                  "{\"message\":\"Unable to verify call quota. Please retry later.\"}");
      return TRUE;
    case 3:
      cut_body (message, body);
      return TRUE;
    case 4:
      reply_html (message, SOUP_STATUS_OK, "Checking your browser");
      return TRUE;
    default:
      g_usleep (SLOWNESS_MS * 1000);
      return FALSE;
    }
}

static void
answer (FairSimServer *self, SoupServerMessage *message, const FairSimQuery *query, gboolean metered, int calls_left)
{
  g_autoptr (GBytes) body = self->source->answer (self->source, query);

  if (fail_instead (self, message, body) && soup_server_message_get_status (message) != SOUP_STATUS_OK)
    return;
  if (metered)
    {
      g_autofree char *left = g_strdup_printf ("%d", calls_left - 1);

      g_mutex_lock (&self->mutex);
      self->calls_left--;
      self->calls++;
      g_mutex_unlock (&self->mutex);
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "X-CallLimit-Remaining", left);
    }
  if (soup_server_message_get_status (message) != SOUP_STATUS_OK)
    reply (message, SOUP_STATUS_OK, "application/json; charset=utf-8", body);
}

static void
handle_endpoint (FairSimServer *self, SoupServerMessage *message, guint endpoint, GHashTable *parameters,
                 int calls_left)
{
  FairSimQuery query = { .path = endpoints[endpoint].path };

  if (endpoints[endpoint].tier > self->options.tier)
    {
      g_autofree char *text = g_strdup_printf (
        "{\"message\":\"Unauthorized. This endpoint requires a Patreon subscription at Tier %d or higher.\"}",
        endpoints[endpoint].tier);

      reply_json (message, SOUP_STATUS_UNAUTHORIZED, text);
      return;
    }
  if (endpoints[endpoint].metered && calls_left <= 0)
    {
      reply_json (message, STATUS_TOO_MANY_REQUESTS, "{\"message\":\"Monthly call quota exceeded.\"}");
      return;
    }
  if (!read_query (message, parameters, endpoints[endpoint].needs_year, &query))
    return;
  g_mutex_lock (&self->mutex);
  query.now = self->now;
  g_mutex_unlock (&self->mutex);
  answer (self, message, &query, endpoints[endpoint].metered, calls_left);
}

static void
handle (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *parameters, gpointer data)
{
  FairSimServer *self = data;
  g_autofree char *left = NULL;
  int calls_left;

  if (g_strcmp0 (soup_server_message_get_method (message), SOUP_METHOD_GET) != 0)
    {
      reply_not_found (message, path);
      return;
    }
  if (!check_key (self, message))
    {
      /* The account of nobody is no error. */
      if (g_str_equal (path, "/info"))
        reply_json (message, SOUP_STATUS_OK, "null");
      return;
    }
  g_mutex_lock (&self->mutex);
  calls_left = self->calls_left;
  g_mutex_unlock (&self->mutex);
  left = g_strdup_printf ("%d", calls_left);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "X-CallLimit-Remaining", left);
  if (g_str_equal (path, "/info"))
    {
      reply_info (self, message, calls_left);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++)
    if (g_str_equal (path, endpoints[i].path))
      {
        handle_endpoint (self, message, i, parameters, calls_left);
        return;
      }
  reply_not_found (message, path);
}

static gpointer
serve (gpointer data)
{
  FairSimServer *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
listen (FairSimServer *self, GError **error)
{
  GSList *uris;
  gboolean listening;

  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new ("server-header", "fair-catch-stand-in", NULL);
  soup_server_add_handler (self->server, NULL, handle, self, NULL);
  listening = soup_server_listen_local (self->server, self->options.port, SOUP_SERVER_LISTEN_IPV4_ONLY, error);
  if (listening)
    {
      uris = soup_server_get_uris (self->server);
      self->port = g_uri_get_port (uris->data);
      g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
    }
  g_main_context_pop_thread_default (self->context);
  return listening;
}

/**
 * fair_sim_server_start:
 *
 * Listens on this machine only.
 *
 * Returns: FALSE with an error where the port is taken
 */
gboolean
fair_sim_server_start (FairSimServer *self, GError **error)
{
  g_autoptr (GError) reason = NULL;

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  if (!listen (self, &reason))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                   _("The stand-in cannot listen on port %u: %s. Choose another one."), self->options.port,
                   reason->message);
      g_clear_object (&self->server);
      return FALSE;
    }
  self->thread = g_thread_new ("fair-stand-in", serve, self);
  return TRUE;
}

static gboolean
quit (gpointer data)
{
  FairSimServer *self = data;

  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

/**
 * fair_sim_server_stop:
 *
 * Stops listening and waits for the thread.
 */
void
fair_sim_server_stop (FairSimServer *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->thread == NULL)
    return;
  /* Invoking it could run it here, before the thread has begun its loop, which then would never end. */
  source = g_idle_source_new ();
  g_source_set_callback (source, quit, self, NULL);
  g_source_attach (source, self->context);
  g_thread_join (g_steal_pointer (&self->thread));
}

/**
 * fair_sim_server_get_url:
 *
 * Returns: (transfer full): the address for a client
 */
char *
fair_sim_server_get_url (FairSimServer *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

/**
 * fair_sim_server_set_now:
 * @now: UTC seconds
 *
 * Moves the stand-in's clock.
 */
void
fair_sim_server_set_now (FairSimServer *self, gint64 now)
{
  g_mutex_lock (&self->mutex);
  self->now = now;
  g_mutex_unlock (&self->mutex);
}

/**
 * fair_sim_server_get_calls:
 *
 * Returns: how many metered calls were served
 */
guint
fair_sim_server_get_calls (FairSimServer *self)
{
  guint calls;

  g_mutex_lock (&self->mutex);
  calls = self->calls;
  g_mutex_unlock (&self->mutex);
  return calls;
}
