/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is written to: the lists of owners and readers, the queue that their mail waits in, and what a person sends them. */
#include "fair-alerts.h"

#include "fair-error.h"
#include "fair-secrets.h"
#include "fair-store-watch.h"

#include <glib/gi18n-lib.h>

#define SHEET "fair-catch-picks.csv"

/**
 * fair_alerts_queue_folder:
 *
 * Returns: (transfer full): where messages wait
 */
char *
fair_alerts_queue_folder (const FairProfile *profile)
{
  return g_build_filename (profile->paths->data_dir, "outbox-mail", NULL);
}

/**
 * fair_alerts_is_set:
 *
 * Returns: whether there is a server that mail can go by
 */
gboolean
fair_alerts_is_set (const FairProfile *profile)
{
  g_autofree char *host = fair_settings_get_string (profile->settings, "mail-server");

  return *host != '\0';
}

/* @out: (out): who sends mail, with the password from the keyring; to be cleared in any case */
static gboolean
load_server (const FairProfile *profile, FairMailServer *out, GError **error)
{
  g_autofree char *security = fair_settings_get_string (profile->settings, "mail-security");
  g_autoptr (GError) failure = NULL;

  *out = (FairMailServer) {
    .host = fair_settings_get_string (profile->settings, "mail-server"),
    .port = fair_settings_get_int (profile->settings, "mail-port"),
    .tls_at_once = g_str_equal (security, "tls"),
    .plain = g_str_equal (security, "none"),
    .user = fair_settings_get_string (profile->settings, "mail-user"),
    .from = fair_settings_get_string (profile->settings, "mail-from"),
    .ca_file = fair_settings_get_string (profile->settings, "mail-ca-file"),
  };
  if (*out->user != '\0')
    out->password = fair_secrets_lookup (FAIR_SECRET_MAIL, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
send_at_once (const FairProfile *profile, const FairMail *mail, GError **error)
{
  g_auto (FairMailServer) server = { 0 };

  return load_server (profile, &server, error) && fair_mail_send (mail, &server, error);
}

/* On a full disk nothing can wait, and that is when somebody should hear of it. */
static gboolean
queue_or_send (const FairProfile *profile, const char *key, const FairMail *mail, GError **error)
{
  g_autofree char *folder = fair_alerts_queue_folder (profile);
  g_autoptr (GError) failure = NULL;

  if (fair_mail_queue_add (folder, key, mail, &failure) || send_at_once (profile, mail, NULL))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * fair_alerts_queue:
 * @list: the setting that names the people
 * @key: what it is about, as for fair_mail_queue_add()
 * @sheet: (nullable): goes with it
 *
 * Makes a message for each of the people wait for fair_alerts_send_queued(). An address that is none keeps nobody else
 * from being told; fair_alerts_check_list() tells of it.
 */
gboolean
fair_alerts_queue (const FairProfile *profile, const char *list, const char *key, const char *subject, const char *body,
                   GBytes *sheet, GError **error)
{
  g_auto (GStrv) people = fair_settings_get_strv (profile->settings, list);
  g_autoptr (GError) first = NULL;

  for (guint i = 0; people[i] != NULL; i++)
    {
      g_autoptr (FairMail) mail = fair_mail_new (people[i], subject, body);

      if (!fair_mail_check_address (people[i], NULL))
        continue;
      if (sheet != NULL)
        {
          mail->attachment_name = g_strdup (SHEET);
          mail->attachment = g_bytes_ref (sheet);
        }
      queue_or_send (profile, key, mail, first == NULL ? &first : NULL);
    }
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

/**
 * fair_alerts_check_list:
 *
 * Returns: FALSE with the first address that is none
 */
gboolean
fair_alerts_check_list (const FairProfile *profile, const char *list, GError **error)
{
  g_auto (GStrv) people = fair_settings_get_strv (profile->settings, list);

  for (guint i = 0; people[i] != NULL; i++)
    if (!fair_mail_check_address (people[i], error))
      return FALSE;
  return TRUE;
}

/**
 * fair_alerts_send_queued:
 *
 * Sends what waits.
 */
gboolean
fair_alerts_send_queued (const FairProfile *profile, GError **error)
{
  g_autofree char *folder = fair_alerts_queue_folder (profile);
  g_auto (FairMailServer) server = { 0 };
  guint n;

  return fair_mail_queue_count (folder) == 0
         || (load_server (profile, &server, error) && fair_mail_queue_send (folder, &server, &n, error));
}

/* @n: (out): how many are on the list */
static gboolean
look_for_people (const FairProfile *profile, const char *list, guint *n, GError **error)
{
  g_auto (GStrv) people = fair_settings_get_strv (profile->settings, list);

  *n = g_strv_length (people);
  if (*n > 0)
    return TRUE;
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                       _("Nobody is on that list yet; name somebody in the preferences, under Alerts."));
  return FALSE;
}

static gboolean
look_for_server (const FairProfile *profile, GError **error)
{
  if (!fair_alerts_is_set (profile))
    g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                         _("No mail server is set; name one in the preferences, under Alerts."));
  return fair_alerts_is_set (profile);
}

/* What is on its way is on its way, whether or not there is a store to say so, or a run that holds it. */
static void
note_notice (const FairProfile *profile, const char *subject)
{
  g_autoptr (FairStore) reader = fair_store_open_reader (profile->paths, NULL);
  g_autoptr (FairStore) store = reader == NULL ? NULL : fair_store_open_writer (profile->paths, NULL);

  if (store != NULL)
    fair_store_add_note (store, FAIR_NOTICE_RULE, subject, fair_clock_now (profile->clock), NULL);
}

/**
 * fair_alerts_send_notice:
 * @n: (out): how many readers were told
 *
 * Sends a notice to the readers, now, and notes it among what happened. Who could not be told is told with the next run;
 * the same notice sent again takes the place of one that waits.
 *
 * Returns: FALSE with the first thing that went wrong
 */
gboolean
fair_alerts_send_notice (const FairProfile *profile, const char *subject, const char *body, guint *n, GError **error)
{
  g_autofree char *key = g_strdup_printf ("notice %s\n%s", subject, body);

  if (!look_for_people (profile, "mail-readers", n, error) || !look_for_server (profile, error)
      || !fair_alerts_queue (profile, "mail-readers", key, subject, body, NULL, error))
    return FALSE;
  note_notice (profile, subject);
  return fair_alerts_send_queued (profile, error) && fair_alerts_check_list (profile, "mail-readers", error);
}

/**
 * fair_alerts_test:
 * @n: (out): how many owners were written to
 *
 * Writes to the owners, now, so that they see whether it arrives.
 */
gboolean
fair_alerts_test (const FairProfile *profile, guint *n, GError **error)
{
  g_auto (GStrv) people = fair_settings_get_strv (profile->settings, "mail-owners");
  g_auto (FairMailServer) server = { 0 };

  if (!look_for_people (profile, "mail-owners", n, error) || !load_server (profile, &server, error))
    return FALSE;
  for (guint i = 0; i < *n; i++)
    {
      g_autoptr (FairMail) mail
        = fair_mail_new (people[i], _("Fair Catch: a test"), _("This is a test of the alerts. Nothing is wrong.\n"));

      if (!fair_mail_send (mail, &server, error))
        return FALSE;
    }
  return TRUE;
}
