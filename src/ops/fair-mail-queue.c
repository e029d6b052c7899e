/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder with one file for each message that waits. A message is in it before it is sent and until the server has
 * taken it, so that none is lost, whenever the program is killed; at worst one is sent twice. */
#include "fair-mail-queue.h"

#include "fair-clock.h"
#include "fair-error.h"
#include "fair-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define SUFFIX ".mail"
#define GROUP  "mail"

/* And of what cannot be read. */
#define BAD_SUFFIX ".bad"

/* What could not be sent for so long interests nobody any more; twice that where the server could not be asked, since
   the computer may have been off and its network be late. */
#define LONGEST_WAIT (7 * FAIR_DAY)

/**
 * fair_mail_queue_add:
 * @folder: of the queue; made when needed
 * @key: names what the message is about: a second one with the same key to the same person takes the first one's place
 */
gboolean
fair_mail_queue_add (const char *folder, const char *key, const FairMail *mail, GError **error)
{
  g_autofree char *about = g_strconcat (key, "\n", mail->to, NULL);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, about, -1);
  g_autofree char *path = g_strconcat (folder, "/", name, SUFFIX, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;

  g_key_file_set_string (file, GROUP, "to", mail->to);
  g_key_file_set_string (file, GROUP, "subject", mail->subject);
  g_key_file_set_string (file, GROUP, "body", mail->body);
  if (mail->attachment != NULL)
    {
      g_autofree char *encoded
        = g_base64_encode (g_bytes_get_data (mail->attachment, NULL), g_bytes_get_size (mail->attachment));

      g_key_file_set_string (file, GROUP, "attachment-name", mail->attachment_name);
      g_key_file_set_string (file, GROUP, "attachment", encoded);
    }
  text = g_key_file_to_data (file, &length, NULL);
  return fair_file_make_folder (folder, error) && fair_file_write_atomically (path, text, length, 0600, error);
}

static FairMail *
load (const char *path)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (FairMail) mail = g_new0 (FairMail, 1);
  g_autofree char *encoded = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  mail->to = g_key_file_get_string (file, GROUP, "to", NULL);
  mail->subject = g_key_file_get_string (file, GROUP, "subject", NULL);
  mail->body = g_key_file_get_string (file, GROUP, "body", NULL);
  mail->attachment_name = g_key_file_get_string (file, GROUP, "attachment-name", NULL);
  encoded = g_key_file_get_string (file, GROUP, "attachment", NULL);
  if (encoded != NULL)
    {
      gsize length;
      guchar *bytes = g_base64_decode (encoded, &length);

      mail->attachment = g_bytes_new_take (bytes, length);
    }
  return mail->to == NULL || mail->subject == NULL || mail->body == NULL ? NULL : g_steal_pointer (&mail);
}

static GPtrArray *
list (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, SUFFIX))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  return paths;
}

/**
 * fair_mail_queue_count:
 *
 * Returns: how many messages wait
 */
guint
fair_mail_queue_count (const char *folder)
{
  g_autoptr (GPtrArray) paths = list (folder);

  return paths->len;
}

static gint64
find_time (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (gint64) status.st_mtime : FAIR_TIME_UNKNOWN;
}

/**
 * fair_mail_queue_oldest:
 *
 * Returns: since when the oldest message waits, UTC seconds; %FAIR_TIME_UNKNOWN where none does
 */
gint64
fair_mail_queue_oldest (const char *folder)
{
  g_autoptr (GPtrArray) paths = list (folder);
  gint64 oldest = FAIR_TIME_UNKNOWN;

  for (guint i = 0; i < paths->len; i++)
    {
      gint64 time = find_time (g_ptr_array_index (paths, i));

      if (oldest == FAIR_TIME_UNKNOWN || (time != FAIR_TIME_UNKNOWN && time < oldest))
        oldest = time;
    }
  return oldest;
}

/* @down: no message of all could be sent */
static gboolean
is_too_old (const char *path, gboolean down)
{
  gint64 time = find_time (path);

  return time != FAIR_TIME_UNKNOWN
         && g_get_real_time () / G_USEC_PER_SEC - time > (down ? 2 * LONGEST_WAIT : LONGEST_WAIT);
}

static void
keep_aside (const char *path, GError **error)
{
  g_autofree char *stem = g_strndup (path, strlen (path) - strlen (SUFFIX));
  g_autofree char *bad = g_strconcat (stem, BAD_SUFFIX, NULL);

  /* Where it is gone, another process has just sent it. */
  if (g_rename (path, bad) == 0)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                 _("A message that waited cannot be read and was not sent; it is kept as “%s”, so look at it and delete it."),
                 bad);
}

/* @down: (inout) (nullable): why none can be sent; one that shows so is the last that is tried */
static gboolean
send_one (const char *path, const FairMailServer *server, GError **down, GError **error)
{
  g_autoptr (FairMail) mail = load (path);
  g_autoptr (GError) failure = NULL;

  if (mail == NULL)
    {
      keep_aside (path, error);
      return FALSE;
    }
  if (*down == NULL && fair_mail_send (mail, server, &failure))
    return g_unlink (path) == 0;
  if (failure != NULL && !g_error_matches (failure, FAIR_ERROR, FAIR_ERROR_FAILED)
      && !g_error_matches (failure, FAIR_ERROR, FAIR_ERROR_USAGE))
    *down = g_error_copy (failure);
  if (!is_too_old (path, *down != NULL))
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_unlink (path);
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("A message to “%s” could not be sent for a week and was dropped: %s"), mail->to,
               failure != NULL ? failure->message : (*down)->message);
  return FALSE;
}

/**
 * fair_mail_queue_send:
 * @n_sent: (out): how many were sent
 *
 * Tries to send what waits. A server that cannot be reached is asked once, and all goes on waiting; what one message has
 * wrong keeps no other from being sent. What fails and has waited for a week is dropped.
 *
 * Returns: FALSE with the first thing that went wrong
 */
gboolean
fair_mail_queue_send (const char *folder, const FairMailServer *server, guint *n_sent, GError **error)
{
  g_autoptr (GPtrArray) paths = list (folder);
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) down = NULL;
  guint n_waiting;

  *n_sent = 0;
  for (guint i = 0; i < paths->len; i++)
    *n_sent += send_one (g_ptr_array_index (paths, i), server, &down, first == NULL ? &first : NULL);
  if (first == NULL)
    return TRUE;
  n_waiting = fair_mail_queue_count (folder);
  if (n_waiting == 0)
    g_propagate_error (error, g_steal_pointer (&first));
  else
    g_set_error (error, first->domain, first->code,
                 ngettext ("%s %u message waits and is tried again later.", "%s %u messages wait and are tried again later.",
                           n_waiting),
                 first->message, n_waiting);
  return FALSE;
}
