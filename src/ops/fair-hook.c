/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-hook.h"

#include "fair-error.h"

#include <curl/curl.h>
#include <glib/gi18n-lib.h>

#define TIMEOUT 20L /* seconds */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CURL, curl_easy_cleanup)
typedef struct curl_slist Slist;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Slist, curl_slist_free_all)

static size_t
swallow (char *bytes, size_t size, size_t n, void *data)
{
  return size * n;
}

/* Only the host is named: the rest of such an address is a secret. */
static char *
host_of (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return g_strdup (uri == NULL || g_uri_get_host (uri) == NULL ? "?" : g_uri_get_host (uri));
}

/* A name that only begins like an address of this machine is somebody else's. */
static gboolean
is_allowed (const char *url, const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_has_prefix (url, "https://")
         || (g_str_has_prefix (url, "http://")
             && (g_str_equal (host, "localhost") || (address != NULL && g_inet_address_get_is_loopback (address))));
}

/**
 * fair_hook_call:
 * @url: over HTTPS, or on this machine
 * @json: (nullable): what is posted; NULL only asks for the address, as a heartbeat does
 *
 * Tells another program that something happened. It was told where it answers 200 to 299; no other address is gone on to.
 */
gboolean
fair_hook_call (const char *url, const char *json, GError **error)
{
  g_autoptr (CURL) curl = curl_easy_init ();
  g_autoptr (Slist) headers = curl_slist_append (NULL, "Content-Type: application/json");
  g_autofree char *host = host_of (url);
  long response = 0;
  CURLcode code;

  if (!is_allowed (url, host))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
                   _("The address at “%s” does not begin with https://, so nothing is sent there; correct it in the "
                     "preferences, under Alerts."),
                   host);
      return FALSE;
    }
  curl_easy_setopt (curl, CURLOPT_URL, url);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (curl, CURLOPT_TIMEOUT, TIMEOUT);
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, swallow);
  if (json != NULL)
    {
      curl_easy_setopt (curl, CURLOPT_HTTPHEADER, headers);
      curl_easy_setopt (curl, CURLOPT_POSTFIELDS, json);
    }
  code = curl_easy_perform (curl);
  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &response);
  if (code == CURLE_OK && response >= 200 && response < 300)
    return TRUE;
  if (response > 0)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE, _("“%s” could not be told (it answered %ld); check the address."),
                 host, response);
  else
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE, _("“%s” could not be told (%s); check the address."), host,
                 curl_easy_strerror (code));
  return FALSE;
}
