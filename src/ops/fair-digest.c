/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-digest.h"

#include "fair-error.h"

#include <glib/gi18n-lib.h>

#define CHUNK 65536

/**
 * fair_digest_file:
 * @bytes: (out) (optional): its size
 *
 * Returns: (transfer full): the SHA-256 of a file, hexadecimal
 */
char *
fair_digest_file (const char *path, gint64 *bytes, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &failure);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *chunk = g_malloc (CHUNK);
  gint64 sum = 0;
  gssize n = -1;

  while (stream != NULL && (n = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK, NULL, &failure)) > 0)
    {
      g_checksum_update (checksum, chunk, n);
      sum += n;
    }
  if (n < 0)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("“%s” could not be read (%s); see whether it is there and yours."),
                   path, failure->message);
      return NULL;
    }
  if (bytes != NULL)
    *bytes = sum;
  return g_strdup (g_checksum_get_string (checksum));
}
