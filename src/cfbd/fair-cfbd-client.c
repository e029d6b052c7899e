/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* strcasestr */
#include "fair-cfbd-client.h"

#include "fair-error.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define BASE_URL            "https://api.collegefootballdata.com"
#define USER_AGENT          "FairCatch/" FAIR_VERSION " (desktop application)"
#define MAX_IN_FLIGHT       2
#define MAX_TRIES           5
#define MAX_TIMEOUTS        2 /* tries of a request that gets no answer at all */
#define MAX_UNAUTHORIZED    2
#define SPACING_MS          250
/* A connection may be silent for so long; and a question may be on its way for so long, all tries together and waits
 * between them left out. */
#define TIMEOUT_S           60
#define PATIENCE_MS         150000
#define BACKOFF_MS          2000
#define LOOPBACK_BACKOFF_MS 25
#define MAX_BACKOFF_MS      60000
#define DEFAULT_RESERVE     150

#define STATUS_TOO_MANY_REQUESTS 429 /* libsoup has no name for it */

struct _FairCfbdClient
{
  GObject       parent_instance;
  SoupSession  *session;
  GMainContext *context;
  FairClock    *clock;
  char         *base_url;
  char         *authorization;
  GQueue        waiting; /* of Job */
  guint         n_in_flight;
  GSource      *pump_source;   /* a pump that waits for the spacing */
  gint64        next_start_us; /* monotonic */
  guint         spacing_ms;
  guint         backoff_ms;
  guint         patience_ms;
  int           reserve;
  int           calls_left; /* -1 unknown */
  guint         calls_spent;
  guint         n_unauthorized; /* in a row */
  gboolean      silent; /* a request got no answer in all of its tries, and none has since */
};

G_DEFINE_FINAL_TYPE (FairCfbdClient, fair_cfbd_client, G_TYPE_OBJECT)

/* One request, from the queue to its answer. */
typedef struct
{
  FairCfbdClient *client; /* strong */
  FairCfbdRequest request;
  char           *path;
  char           *url;
  GTask          *task; /* NULL once returned; a job in flight then goes on unheard */
  GSource        *cancelled_source;
  SoupMessage    *message;
  guint           tries;
  GCancellable   *try; /* of the try in flight */
  GSource        *try_end;
  gint64          try_start_us; /* monotonic */
  gint64          left_us;      /* of our patience */
} Job;

static void pump (FairCfbdClient *self);

static void
end_try (Job *job)
{
  g_clear_object (&job->try);
  if (job->try_end == NULL)
    return;
  g_source_destroy (job->try_end);
  g_clear_pointer (&job->try_end, g_source_unref);
  job->left_us -= g_get_monotonic_time () - job->try_start_us;
}

static void
job_free (Job *job)
{
  end_try (job);
  if (job->cancelled_source != NULL)
    {
      g_source_destroy (job->cancelled_source);
      g_source_unref (job->cancelled_source);
    }
  g_clear_object (&job->message);
  g_clear_object (&job->task);
  g_free (job->path);
  g_free (job->url);
  g_object_unref (job->client);
  g_free (job);
}

void
fair_cfbd_answer_free (FairCfbdAnswer *self)
{
  g_free (self->path);
  g_free (self->url);
  g_bytes_unref (self->body);
  g_free (self);
}

static void
fair_cfbd_client_finalize (GObject *object)
{
  FairCfbdClient *self = FAIR_CFBD_CLIENT (object);

  if (self->pump_source != NULL)
    {
      g_source_destroy (self->pump_source);
      g_source_unref (self->pump_source);
    }
  g_clear_object (&self->session);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->clock, fair_clock_unref);
  g_clear_pointer (&self->base_url, g_free);
  if (self->authorization != NULL)
    memset (self->authorization, 0, strlen (self->authorization));
  g_clear_pointer (&self->authorization, g_free);
  G_OBJECT_CLASS (fair_cfbd_client_parent_class)->finalize (object);
}

static void
fair_cfbd_client_class_init (FairCfbdClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_cfbd_client_finalize;
}

static void
fair_cfbd_client_init (FairCfbdClient *self)
{
  g_queue_init (&self->waiting);
  self->context = g_main_context_ref_thread_default ();
  self->reserve = DEFAULT_RESERVE;
  self->calls_left = -1;
}

static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost") || (address != NULL && g_inet_address_get_is_loopback (address));
}

/* The key goes over TLS, or stays on this machine. */
static gboolean
check_base_url (const char *base_url, gboolean *loopback, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (base_url, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                   _("“%s” is not an address; write it like %s."), base_url, BASE_URL);
      return FALSE;
    }
  *loopback = is_loopback (uri);
  if (*loopback || g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
               _("“%s” is not encrypted, so the key is not sent there; use https."), base_url);
  return FALSE;
}

/* What people paste: white space around it, and the whole header. */
static char *
clean_key (const char *key)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (key));

  return g_strdup (g_str_has_prefix (trimmed, "Bearer ") ? g_strchug (trimmed + strlen ("Bearer ")) : trimmed);
}

/**
 * fair_cfbd_client_new:
 * @base_url: (nullable): another place than the real API
 * @key: the person's key; kept in memory only
 * @clock: when answers count as fetched
 *
 * Returns: (transfer full): a client, or NULL with %FAIR_ERROR_USAGE for an address that must not see the key, or for
 *   an empty key
 */
FairCfbdClient *
fair_cfbd_client_new (const char *base_url, const char *key, FairClock *clock, GError **error)
{
  g_autoptr (FairCfbdClient) self = g_object_new (FAIR_TYPE_CFBD_CLIENT, NULL);
  g_autofree char *cleaned = clean_key (key);
  gboolean loopback;

  self->base_url = g_strdup (base_url == NULL ? BASE_URL : base_url);
  if (!check_base_url (self->base_url, &loopback, error))
    return NULL;
  if (*cleaned == '\0' || strpbrk (cleaned, " \t\r\n") != NULL)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                   _("That is not an API key; copy it again from the mail that CollegeFootballData.com sent you."));
      return NULL;
    }
  if (g_str_has_suffix (self->base_url, "/"))
    self->base_url[strlen (self->base_url) - 1] = '\0';
  self->authorization = g_strconcat ("Bearer ", cleaned, NULL);
  self->clock = fair_clock_ref (clock);
  self->spacing_ms = loopback ? 0 : SPACING_MS;
  self->backoff_ms = loopback ? LOOPBACK_BACKOFF_MS : BACKOFF_MS;
  self->patience_ms = PATIENCE_MS;
  self->session = soup_session_new_with_options ("user-agent", USER_AGENT, "timeout", TIMEOUT_S, "max-conns-per-host",
                                                 MAX_IN_FLIGHT, NULL);
  return g_steal_pointer (&self);
}

/**
 * fair_cfbd_client_set_reserve:
 * @calls: how many of the month's calls are never spent; 0 spends all
 */
void
fair_cfbd_client_set_reserve (FairCfbdClient *self, int calls)
{
  self->reserve = calls;
}

/**
 * fair_cfbd_client_set_backoff:
 * @milliseconds: the first wait before a retry is at most this; each further one twice as long
 */
void
fair_cfbd_client_set_backoff (FairCfbdClient *self, guint milliseconds)
{
  self->backoff_ms = milliseconds;
}

/**
 * fair_cfbd_client_set_timeout:
 * @seconds: so long the API may be silent before a try is given up
 */
void
fair_cfbd_client_set_timeout (FairCfbdClient *self, guint seconds)
{
  g_object_set (self->session, "timeout", seconds, NULL);
}

/**
 * fair_cfbd_client_set_patience:
 * @milliseconds: for so long a question may be on its way, all tries together
 */
void
fair_cfbd_client_set_patience (FairCfbdClient *self, guint milliseconds)
{
  self->patience_ms = milliseconds;
}

/**
 * fair_cfbd_client_set_calls_left:
 * @calls_left: what `/info` said
 */
void
fair_cfbd_client_set_calls_left (FairCfbdClient *self, int calls_left)
{
  self->calls_left = calls_left;
}

/**
 * fair_cfbd_client_get_calls_left:
 *
 * Returns: calls left in this month as the API last said, or -1
 */
int
fair_cfbd_client_get_calls_left (FairCfbdClient *self)
{
  return self->calls_left;
}

/**
 * fair_cfbd_client_get_calls_spent:
 *
 * Returns: metered calls that this client has spent
 */
guint
fair_cfbd_client_get_calls_spent (FairCfbdClient *self)
{
  return self->calls_spent;
}

static void
return_error (Job *job, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&job->task);

  if (task != NULL)
    g_task_return_error (task, error);
  else
    g_error_free (error);
}

/* Ends a job that was in flight. */
static void
finish_job (Job *job)
{
  g_autoptr (FairCfbdClient) self = g_object_ref (job->client);

  self->n_in_flight--;
  job_free (job);
  pump (self);
}

static void
fail_job (Job *job, GError *error)
{
  return_error (job, error);
  finish_job (job);
}

static gboolean
retry_now (gpointer data)
{
  Job *job = data;
  g_autoptr (FairCfbdClient) self = g_object_ref (job->client);

  self->n_in_flight--;
  if (job->task == NULL)
    job_free (job);
  else
    g_queue_push_head (&self->waiting, job);
  pump (self);
  return G_SOURCE_REMOVE;
}

static void
call_later (FairCfbdClient *self, guint milliseconds, GSourceFunc func, gpointer data)
{
  g_autoptr (GSource) source = g_timeout_source_new (milliseconds);

  g_source_set_callback (source, func, data, NULL);
  g_source_attach (source, self->context);
}

/* Exponential backoff with full jitter, and never sooner than the API asks. The job keeps its place in flight while it
 * waits, so that a struggling server sees less of us. */
static void
retry_later (Job *job)
{
  FairCfbdClient *self = job->client;
  const char *asked = soup_message_headers_get_one (soup_message_get_response_headers (job->message), "Retry-After");
  guint limit = MIN (self->backoff_ms << (job->tries - 1), MAX_BACKOFF_MS);
  guint wait = g_random_double_range (0, MAX (limit, 1));
  guint64 seconds = 0;

  if (asked != NULL && g_ascii_string_to_unsigned (asked, 10, 0, 600, &seconds, NULL))
    wait = MAX (wait, seconds * 1000);
  call_later (self, wait, retry_now, job);
}

static void
retry_or_fail (Job *job, const char *reason, guint max_tries)
{
  g_autofree char *what = NULL;

  if (job->tries < max_tries && job->left_us > 0 && job->task != NULL)
    {
      retry_later (job);
      return;
    }
  what = fair_cfbd_request_describe (&job->request);
  fail_job (job, g_error_new (FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
                              ngettext ("The API gave no usable answer for %s in %u try (%s); check the network and try "
                                        "again later, what is stored stays.",
                                        "The API gave no usable answer for %s in %u tries (%s); check the network and try "
                                        "again later, what is stored stays.",
                                        job->tries),
                              what, job->tries, reason));
}

/* Whoever is refused once more with the same key would only be refused again. */
static void
fail_all_waiting (FairCfbdClient *self, const GError *error)
{
  Job *job;

  while ((job = g_queue_pop_head (&self->waiting)) != NULL)
    {
      return_error (job, g_error_copy (error));
      job_free (job);
    }
}

static void
handle_unauthorized (Job *job, const char *body)
{
  FairCfbdClient *self = job->client;
  g_autoptr (GError) error = NULL;
  g_autofree char *what = fair_cfbd_request_describe (&job->request);

  if (strstr (body, "Tier") != NULL || strstr (body, "Patreon") != NULL)
    {
      fail_job (job, g_error_new (FAIR_ERROR, FAIR_ERROR_TIER,
                                  _("Your API key does not cover %s; it needs a paid tier. Everything else works."),
                                  what));
      return;
    }
  /* Some good keys are refused now and then. */
  if (++self->n_unauthorized < MAX_UNAUTHORIZED && job->task != NULL)
    {
      retry_later (job);
      return;
    }
  error = g_error_new (FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED,
                       _("The API refuses the key; check it, or set another one with “fair key set”."));
  fail_all_waiting (self, error);
  fail_job (job, g_steal_pointer (&error));
}

static void
handle_too_many (Job *job, const char *body)
{
  FairCfbdClient *self = job->client;

  if (strcasestr (body, "quota") == NULL)
    {
      retry_or_fail (job, _("too many requests at once"), MAX_TRIES);
      return;
    }
  self->calls_left = 0;
  fail_job (job, g_error_new (FAIR_ERROR, FAIR_ERROR_QUOTA,
                              _("This month's API calls are used up; they come back on the 1st of next month.")));
}

/* Cheap, since the body may be megabytes and this is the main loop: a cut body does not end like a document. */
static gboolean
looks_complete (GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  if (length < 2)
    return FALSE;
  return (*text == '[' && text[length - 1] == ']') || (*text == '{' && text[length - 1] == '}')
         || (length == 4 && strncmp (text, "null", 4) == 0);
}

static void
handle_success (Job *job, GBytes *body)
{
  FairCfbdClient *self = job->client;
  const char *type = soup_message_headers_get_content_type (soup_message_get_response_headers (job->message), NULL);
  FairCfbdAnswer *answer;

  if (fair_cfbd_request_is_metered (&job->request))
    self->calls_spent++;
  if (type == NULL || !g_str_equal (type, "application/json"))
    {
      retry_or_fail (job, _("a web page instead of data"), MAX_TRIES);
      return;
    }
  if (!looks_complete (body))
    {
      retry_or_fail (job, _("the answer was cut off"), MAX_TRIES);
      return;
    }
  self->n_unauthorized = 0;
  answer = g_new0 (FairCfbdAnswer, 1);
  answer->path = g_strdup (job->path);
  answer->url = g_strdup (job->url);
  answer->status = SOUP_STATUS_OK;
  answer->body = g_bytes_ref (body);
  answer->fetched_at = fair_clock_now (self->clock);
  if (job->task != NULL)
    {
      g_autoptr (GTask) task = g_steal_pointer (&job->task);

      g_task_return_pointer (task, answer, (GDestroyNotify) fair_cfbd_answer_free);
    }
  else
    {
      fair_cfbd_answer_free (answer);
    }
  finish_job (job);
}

static void
read_calls_left (Job *job)
{
  const char *left
    = soup_message_headers_get_one (soup_message_get_response_headers (job->message), "X-CallLimit-Remaining");
  guint64 calls;

  if (left != NULL && g_ascii_string_to_unsigned (left, 10, 0, G_MAXINT, &calls, NULL))
    job->client->calls_left = calls;
}

static void
handle_status (Job *job, GBytes *body)
{
  guint status = soup_message_get_status (job->message);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), MIN (g_bytes_get_size (body), 2000));
  g_autofree char *reason = g_strdup_printf (_("status %u"), status);
  g_autofree char *what = NULL;

  job->client->silent = FALSE;
  read_calls_left (job);
  if (status == SOUP_STATUS_OK)
    handle_success (job, body);
  else if (status == SOUP_STATUS_UNAUTHORIZED)
    handle_unauthorized (job, text);
  else if (status == STATUS_TOO_MANY_REQUESTS)
    handle_too_many (job, text);
  else if (status >= 500)
    retry_or_fail (job, reason, MAX_TRIES);
  else
    {
      what = fair_cfbd_request_describe (&job->request);
      fail_job (job, g_error_new (FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                                  _("The API does not answer the question for %s (status %u); look for an update of Fair "
                                    "Catch."),
                                  what, status));
    }
}

/* A time-out is long. One may be bad luck, but after two of one request the others are tried once each, or a dead API
 * would cost a run the better part of an hour. */
static void
handle_silence (Job *job, const char *reason)
{
  FairCfbdClient *self = job->client;
  guint max_tries = self->silent ? 1 : MAX_TIMEOUTS;

  self->silent = self->silent || job->tries >= max_tries;
  retry_or_fail (job, reason, max_tries);
}

static void
on_answer (GObject *session, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (session), result, &error);

  end_try (job);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    handle_silence (job, error->message);
  else if (body == NULL)
    retry_or_fail (job, job->left_us > 0 ? error->message : _("it was too slow"), MAX_TRIES);
  else
    handle_status (job, body);
}

/* A server that sends a byte now and then is never silent, and never done. */
static gboolean
on_out_of_patience (gpointer data)
{
  Job *job = data;

  g_cancellable_cancel (job->try);
  return G_SOURCE_REMOVE;
}

static void
begin_try (FairCfbdClient *self, Job *job)
{
  job->try = g_cancellable_new ();
  job->try_start_us = g_get_monotonic_time ();
  job->try_end = g_timeout_source_new (MAX (job->left_us, 0) / 1000 + 1);
  g_source_set_callback (job->try_end, on_out_of_patience, job, NULL);
  g_source_attach (job->try_end, self->context);
}

static void
start_job (FairCfbdClient *self, Job *job)
{
  job->tries++;
  self->n_in_flight++;
  self->next_start_us = g_get_monotonic_time () + self->spacing_ms * G_GINT64_CONSTANT (1000);
  g_set_object (&job->message, NULL);
  job->message = soup_message_new (SOUP_METHOD_GET, job->url);
  soup_message_headers_replace (soup_message_get_request_headers (job->message), "Authorization", self->authorization);
  /* A redirect could carry the key to another host. */
  soup_message_add_flags (job->message, SOUP_MESSAGE_NO_REDIRECT);
  begin_try (self, job);
  soup_session_send_and_read_async (self->session, job->message, G_PRIORITY_DEFAULT, job->try, on_answer, job);
}

/* Calls in flight may still be charged. */
static gboolean
would_touch_reserve (FairCfbdClient *self, const Job *job)
{
  return fair_cfbd_request_is_metered (&job->request) && self->calls_left >= 0
         && self->calls_left - (int) self->n_in_flight <= self->reserve;
}

static gboolean
pump_now (gpointer data)
{
  FairCfbdClient *self = data;

  g_clear_pointer (&self->pump_source, g_source_unref);
  pump (self);
  return G_SOURCE_REMOVE;
}

static void
pump_later (FairCfbdClient *self, gint64 microseconds)
{
  if (self->pump_source != NULL)
    return;
  self->pump_source = g_timeout_source_new (microseconds / 1000 + 1);
  g_source_set_callback (self->pump_source, pump_now, self, NULL);
  g_source_attach (self->pump_source, self->context);
}

/* Starts what may start. */
static void
pump (FairCfbdClient *self)
{
  while (self->n_in_flight < MAX_IN_FLIGHT && !g_queue_is_empty (&self->waiting))
    {
      gint64 wait = self->next_start_us - g_get_monotonic_time ();
      Job *job;

      if (wait > 0)
        {
          pump_later (self, wait);
          return;
        }
      job = g_queue_pop_head (&self->waiting);
      if (would_touch_reserve (self, job))
        {
          return_error (job, g_error_new (FAIR_ERROR, FAIR_ERROR_REFUSED,
                                          _("Only %d API calls are left this month and %d are kept in reserve; wait "
                                            "until the 1st, or allow it with --use-reserve."),
                                          self->calls_left, self->reserve));
          job_free (job);
          continue;
        }
      start_job (self, job);
    }
}

/* Answers at once. A request that is on its way goes on unheard: the API keeps its place taken for longer when it is
 * broken off. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  Job *job = data;

  return_error (job, g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Stopped; what was fetched is kept.")));
  if (g_queue_remove (&job->client->waiting, job))
    job_free (job);
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (Job *job, GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;
  job->cancelled_source = g_cancellable_source_new (cancellable);
  g_source_set_callback (job->cancelled_source, G_SOURCE_FUNC (on_cancelled), job, NULL);
  g_source_attach (job->cancelled_source, job->client->context);
}

/**
 * fair_cfbd_client_fetch_async:
 *
 * Puts a question into the queue. Errors: %FAIR_ERROR_UNREACHABLE (no usable answer after all tries),
 * %FAIR_ERROR_BAD_DATA (the API does not know the question),
 * %FAIR_ERROR_UNAUTHORIZED, %FAIR_ERROR_TIER, %FAIR_ERROR_QUOTA, %FAIR_ERROR_REFUSED (the reserve), or
 * %G_IO_ERROR_CANCELLED.
 */
void
fair_cfbd_client_fetch_async (FairCfbdClient *self, const FairCfbdRequest *request, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->client = g_object_ref (self);
  job->request = *request;
  job->path = fair_cfbd_request_to_path (request);
  job->url = g_strconcat (self->base_url, job->path, NULL);
  job->task = g_task_new (self, cancellable, callback, data);
  job->left_us = self->patience_ms * G_GINT64_CONSTANT (1000);
  watch_cancellable (job, cancellable);
  g_queue_push_tail (&self->waiting, job);
  pump (self);
}

/**
 * fair_cfbd_client_fetch_finish:
 *
 * Returns: (transfer full): the answer, or NULL with an error
 */
FairCfbdAnswer *
fair_cfbd_client_fetch_finish (FairCfbdClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
