/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-mail.h"

#include "fair-error.h"
#include "fair-secrets.h"

#include <curl/curl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define TIMEOUT         60L /* seconds, for all of a message */
#define CONNECT_TIMEOUT 20L

/* RFC 2047: an encoded word has at most 75 letters; this many bytes make 64, between whole characters. */
#define WORD_BYTES 45

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CURL, curl_easy_cleanup)
typedef struct curl_slist Slist;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Slist, curl_slist_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (curl_mime, curl_mime_free)

FairMail *
fair_mail_new (const char *to, const char *subject, const char *body)
{
  FairMail *self = g_new0 (FairMail, 1);

  self->to = g_strdup (to);
  self->subject = g_strdup (subject);
  self->body = g_strdup (body);
  return self;
}

void
fair_mail_free (FairMail *self)
{
  if (self == NULL)
    return;
  g_free (self->to);
  g_free (self->subject);
  g_free (self->body);
  g_free (self->attachment_name);
  g_clear_pointer (&self->attachment, g_bytes_unref);
  g_free (self);
}

void
fair_mail_server_clear (FairMailServer *self)
{
  g_free (self->host);
  g_free (self->user);
  g_free (self->from);
  g_free (self->ca_file);
  fair_secrets_free (self->password);
}

/**
 * fair_mail_check_address:
 *
 * Returns: FALSE where @address could be anything but one plain address, such as two, or one with a line break that
 *   would begin a header of its own
 */
gboolean
fair_mail_check_address (const char *address, GError **error)
{
  const char *at = strchr (address, '@');
  gboolean plain = at != NULL && at != address && at[1] != '\0' && strchr (at + 1, '@') == NULL;

  for (const char *c = address; plain && *c != '\0'; c++)
    plain = (guchar) *c > ' ' && (guchar) *c < 127 && strchr ("<>,;:\"\\()[]", *c) == NULL;
  if (!plain)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                 _("“%s” is no mail address; correct it in the preferences, under Alerts."), address);
  return plain;
}

/**
 * fair_mail_encode_header:
 *
 * Returns: (transfer full): @text as a header takes it, RFC 2047; a line break in it begins no new header
 */
char *
fair_mail_encode_header (const char *text)
{
  g_autoptr (GString) encoded = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *start = g_strdelimit (valid, "\r\n\t", ' ');

  if (g_str_is_ascii (start) && strlen (start) <= WORD_BYTES)
    return g_strdup (start);
  while (*start != '\0')
    {
      const char *end = start;
      g_autofree char *word = NULL;

      while (*end != '\0' && g_utf8_next_char (end) - start <= WORD_BYTES)
        end = g_utf8_next_char (end);
      word = g_base64_encode ((const guchar *) start, end - start);
      g_string_append_printf (encoded, "%s=?UTF-8?B?%s?=", encoded->len == 0 ? "" : "\r\n ", word);
      start = end;
    }
  return g_strdup (encoded->str);
}

/* A name that only begins like an address of this machine is somebody else's. */
static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost") || (address != NULL && g_inet_address_get_is_loopback (address));
}

static gboolean
check_server (const FairMailServer *self, GError **error)
{
  if (*self->host == '\0' || strpbrk (self->host, "/@\r\n ") != NULL)
    g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                         _("No mail server is set; name one in the preferences, under Alerts."));
  else if (self->plain && !is_loopback (self->host))
    g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
                         _("Without TLS, mail and password could be read on their way; choose STARTTLS or TLS."));
  else if (*self->from == '\0')
    g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                         _("Mail needs a sender; name one in the preferences, under Alerts."));
  else
    return fair_mail_check_address (self->from, error);
  return FALSE;
}

static Slist *
make_headers (const FairMail *self, const FairMailServer *server)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%d %b %Y %H:%M:%S +0000");
  g_autofree char *subject = fair_mail_encode_header (self->subject);
  g_autofree char *id = g_uuid_string_random ();
  char *lines[] = {
    g_strconcat ("Date: ", date, NULL),
    g_strconcat ("From: Fair Catch <", server->from, ">", NULL),
    g_strconcat ("To: <", self->to, ">", NULL),
    g_strconcat ("Subject: ", subject, NULL),
    g_strconcat ("Message-ID: <", id, strchr (server->from, '@'), ">", NULL),
    g_strdup ("Auto-Submitted: auto-generated"),
  };
  Slist *headers = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      headers = curl_slist_append (headers, lines[i]);
      g_free (lines[i]);
    }
  return headers;
}

static curl_mime *
make_body (CURL *curl, const FairMail *self)
{
  curl_mime *mime = curl_mime_init (curl);
  curl_mimepart *part = curl_mime_addpart (mime);

  curl_mime_data (part, self->body, CURL_ZERO_TERMINATED);
  curl_mime_type (part, "text/plain; charset=utf-8");
  curl_mime_encoder (part, "quoted-printable");
  if (self->attachment == NULL)
    return mime;
  part = curl_mime_addpart (mime);
  curl_mime_data (part, g_bytes_get_data (self->attachment, NULL), g_bytes_get_size (self->attachment));
  curl_mime_type (part, "text/csv; charset=utf-8");
  curl_mime_filename (part, self->attachment_name);
  curl_mime_encoder (part, "base64");
  return mime;
}

static void
set_server (CURL *curl, const FairMailServer *server)
{
  g_autofree char *url
    = g_strdup_printf ("%s://%s:%d", server->tls_at_once ? "smtps" : "smtp", server->host, server->port);

  curl_easy_setopt (curl, CURLOPT_URL, url);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt (curl, CURLOPT_USE_SSL, server->plain ? (long) CURLUSESSL_NONE : (long) CURLUSESSL_ALL);
  curl_easy_setopt (curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (*server->ca_file != '\0')
    curl_easy_setopt (curl, CURLOPT_CAINFO, server->ca_file);
  if (*server->user != '\0' && server->password != NULL)
    {
      curl_easy_setopt (curl, CURLOPT_USERNAME, server->user);
      curl_easy_setopt (curl, CURLOPT_PASSWORD, server->password);
    }
  curl_easy_setopt (curl, CURLOPT_TIMEOUT, TIMEOUT);
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT, CONNECT_TIMEOUT);
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
}

/* RFC 4954: there must be a login first, or it must be another one. */
static gboolean
is_about_login (CURLcode code, long response)
{
  return code == CURLE_LOGIN_DENIED || response == 530 || response == 534 || response == 535 || response == 538;
}

static void
explain_login (const FairMailServer *server, GError **error)
{
  if (server->password == NULL)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED,
                 _("The mail server “%s” wants a login; name the user in the preferences, under Alerts, and set the password "
                   "with “fair alerts password set”."),
                 server->host);
  else
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED,
                 _("The mail server “%s” does not accept the login; set the password again with “fair alerts password "
                   "set”."),
                 server->host);
}

static void
explain_tls (CURLcode code, const FairMailServer *server, GError **error)
{
  if (code == CURLE_SSL_CACERT_BADFILE)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
                 _("The file of certificates “%s” cannot be read; correct it in the preferences, under Alerts."),
                 server->ca_file);
  else if (code == CURLE_SSL_CONNECT_ERROR)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
                 _("The mail server “%s” does not speak TLS at port %d as the security %s wants it; nothing was sent, so "
                   "see which port belongs to which security, mostly 587 to STARTTLS and 465 to TLS."),
                 server->host, server->port, server->tls_at_once ? "TLS" : "STARTTLS");
  else
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
                 _("The mail server “%s” cannot prove who it is (%s); nothing was sent, so check its name and security in "
                   "the preferences."),
                 server->host, curl_easy_strerror (code));
}

/* Only this message's business: 421 is the server's farewell to all, and before the first command there was no message. */
static gboolean
is_answer (CURLcode code, const char *said, long response)
{
  return response >= 400 && response != 421 && code != CURLE_REMOTE_ACCESS_DENIED && !g_str_has_prefix (said, "Got ");
}

/* @said: of libcurl, which begins with the command that was answered */
static void
explain_answer (const char *said, long response, const FairMail *self, const FairMailServer *server, GError **error)
{
  if (response < 500)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                 _("The mail server “%s” does not take the message to “%s” for now (%ld); where that lasts, see whether the "
                   "address is right."),
                 server->host, self->to, response);
  else if (g_str_has_prefix (said, "MAIL "))
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                 _("The mail server “%s” refuses messages from “%s” (%ld); see whether that address is right."), server->host,
                 server->from, response);
  else
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                 _("The mail server “%s” refuses the message to “%s” (%ld); see whether that address is right."), server->host,
                 self->to, response);
}

/* libcurl's own words are about protocols; of a password they say nothing. */
static void
explain (CURLcode code, const char *said, long response, const FairMail *self, const FairMailServer *server,
         GError **error)
{
  if (is_about_login (code, response))
    explain_login (server, error);
  else if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE || code == CURLE_USE_SSL_FAILED
           || code == CURLE_SSL_CONNECT_ERROR)
    explain_tls (code, server, error);
  else if (is_answer (code, said, response))
    explain_answer (said, response, self, server, error);
  else if (response >= 400)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
                 _("The mail server “%s” takes no messages for now (%ld); see whether it is the right one."), server->host,
                 response);
  else
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
                 _("The mail server “%s” did not take the message at port %d (%s); see whether it runs, and whether its name "
                   "and port are right."),
                 server->host, server->port, curl_easy_strerror (code));
}

/**
 * fair_mail_send:
 *
 * Sends one message by SMTP. It takes up to a minute, and is done when the server has taken the message over.
 *
 * Returns: FALSE with %FAIR_ERROR_FAILED where the server does not take this message, and with %FAIR_ERROR_UNREACHABLE,
 *   %FAIR_ERROR_UNAUTHORIZED or %FAIR_ERROR_REFUSED where it would take none
 */
gboolean
fair_mail_send (const FairMail *self, const FairMailServer *server, GError **error)
{
  g_autoptr (CURL) curl = curl_easy_init ();
  g_autoptr (Slist) headers = NULL;
  g_autoptr (Slist) recipients = NULL;
  g_autoptr (curl_mime) mime = NULL;
  g_autofree char *sender = g_strconcat ("<", server->from, ">", NULL);
  g_autofree char *recipient = g_strconcat ("<", self->to, ">", NULL);
  char said[CURL_ERROR_SIZE] = "";
  long response = 0;
  CURLcode code;

  if (!check_server (server, error) || !fair_mail_check_address (self->to, error))
    return FALSE;
  headers = make_headers (self, server);
  recipients = curl_slist_append (NULL, recipient);
  mime = make_body (curl, self);
  set_server (curl, server);
  curl_easy_setopt (curl, CURLOPT_MAIL_FROM, sender);
  curl_easy_setopt (curl, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt (curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt (curl, CURLOPT_MIMEPOST, mime);
  curl_easy_setopt (curl, CURLOPT_ERRORBUFFER, said);
  code = curl_easy_perform (curl);
  if (code == CURLE_OK)
    return TRUE;
  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &response);
  explain (code, said, response, self, server, error);
  return FALSE;
}
