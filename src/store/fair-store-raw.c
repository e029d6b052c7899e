/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-store-raw.h"

#include "fair-clock.h"
#include "fair-error.h"
#include "fair-store-private.h"

#include <glib/gi18n-lib.h>

/**
 * fair_store_convert:
 * @converter: compresses or decompresses
 *
 * Returns: (transfer full): what it makes of @bytes, or NULL with an error
 */
GBytes *
fair_store_convert (GConverter *converter, GBytes *bytes, GError **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, converter);

  if (!g_output_stream_write_all (stream, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, NULL, error)
      || !g_output_stream_close (stream, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* A clock that ran ahead dated answers later than now; they came before now, and must not pass for the newest. The lines of a
 * week and those of its season tell of the same. */
static gboolean
redate (FairStore *self, const FairRawAnswer *answer, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "UPDATE raw_answer SET fetched_at = min (fetched_at, ?1), checked_at = min (checked_at, ?1)"
                        " WHERE checked_at > ?1 AND substr (path, 1, instr (path || '?', '?'))"
                        " = substr (?2, 1, instr (?2 || '?', '?'))",
                        error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "ls", answer->fetched_at, answer->path);
  return fair_sql_done (statement, error);
}

/* Says that the newest answer to @path came again unchanged; *@unchanged tells whether it did. */
static gboolean
touch_if_unchanged (FairStore *self, const FairRawAnswer *answer, const char *sha256, gboolean *unchanged,
                    GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "UPDATE raw_answer SET checked_at = ?1 WHERE sha256 = ?2 AND id ="
                        " (SELECT id FROM raw_answer WHERE path = ?3 ORDER BY fetched_at DESC, id DESC LIMIT 1)",
                        error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "lss", answer->fetched_at, sha256, answer->path);
  if (!fair_sql_done (statement, error))
    return FALSE;
  *unchanged = sqlite3_changes (fair_store_db (self)) > 0;
  return TRUE;
}

/**
 * fair_store_put_raw:
 *
 * Keeps an answer, compressed. The same bytes as the newest answer to the same path add nothing but the time.
 */
gboolean
fair_store_put_raw (FairStore *self, const FairRawAnswer *answer, GError **error)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, answer->body);
  g_autoptr (GConverter) compressor = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GBytes) compressed = NULL;
  gboolean unchanged;

  if (!redate (self, answer, error) || !touch_if_unchanged (self, answer, sha256, &unchanged, error))
    return FALSE;
  if (unchanged)
    return TRUE;

  compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  compressed = fair_store_convert (compressor, answer->body, error);
  if (compressed == NULL)
    return FALSE;
  statement = fair_sql_prepare (fair_store_db (self),
                                "INSERT INTO raw_answer (path, url, fetched_at, checked_at, status, sha256, size,"
                                " n_records, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                                error);
  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "ssllisli", answer->path, answer->url, answer->fetched_at, answer->fetched_at,
                 (int) answer->status, sha256, (gint64) g_bytes_get_size (answer->body), (int) answer->n_records);
  sqlite3_bind_blob64 (statement, 9, g_bytes_get_data (compressed, NULL), g_bytes_get_size (compressed),
                       SQLITE_STATIC);
  return fair_sql_done (statement, error);
}

/**
 * fair_store_raw_state:
 * @out: (out): @known is FALSE where @path was never answered
 */
gboolean
fair_store_raw_state (FairStore *self, const char *path, FairRawState *out, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "SELECT fetched_at, checked_at, n_records FROM raw_answer WHERE path = ?1"
                        " ORDER BY fetched_at DESC, id DESC LIMIT 1",
                        error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "s", path);
  if (!fair_sql_next (statement, &out->known, error))
    return FALSE;
  out->fetched_at = out->known ? sqlite3_column_int64 (statement, 0) : FAIR_TIME_UNKNOWN;
  out->checked_at = out->known ? sqlite3_column_int64 (statement, 1) : FAIR_TIME_UNKNOWN;
  out->n_records = out->known ? sqlite3_column_int (statement, 2) : 0;
  return TRUE;
}

/**
 * fair_store_get_raw:
 *
 * Returns: (transfer full): the newest answer to @path, checked against its SHA-256, or NULL with an error
 */
GBytes *
fair_store_get_raw (FairStore *self, const char *path, GError **error)
{
  g_autoptr (GConverter) decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "SELECT body, sha256 FROM raw_answer WHERE path = ?1 ORDER BY fetched_at DESC, id DESC LIMIT 1",
                        error);
  g_autoptr (GBytes) compressed = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *sha256 = NULL;
  gboolean has_row;

  if (statement == NULL)
    return NULL;
  fair_sql_bind (statement, "s", path);
  if (!fair_sql_next (statement, &has_row, error))
    return NULL;
  if (!has_row)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_NO_STORE, _("“%s” was never fetched; run “fair sync”."), path);
      return NULL;
    }
  if (sqlite3_column_bytes (statement, 0) == 0)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_NO_STORE,
                   _("The raw answer to “%s” was purged; what was read out of it is still stored."), path);
      return NULL;
    }
  compressed = g_bytes_new (sqlite3_column_blob (statement, 0), sqlite3_column_bytes (statement, 0));
  body = fair_store_convert (decompressor, compressed, error);
  if (body == NULL)
    return NULL;
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  if (!g_str_equal (sha256, fair_sql_text (statement, 1)))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                   _("The stored answer to “%s” is damaged; restore the newest backup."), path);
      return NULL;
    }
  return g_steal_pointer (&body);
}

/**
 * fair_store_raw_checked_at:
 * @like: an SQL pattern of paths, as "/lines?%year=2023%"
 * @out: (out): when such an answer came last, or %FAIR_TIME_UNKNOWN
 */
gboolean
fair_store_raw_checked_at (FairStore *self, const char *like, gint64 *out, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self), "SELECT max (checked_at) FROM raw_answer WHERE path LIKE ?1", error);
  gboolean has_row;

  *out = FAIR_TIME_UNKNOWN;
  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "s", like);
  if (!fair_sql_next (statement, &has_row, error))
    return FALSE;
  *out = fair_sql_time (statement, 0);
  return TRUE;
}

/**
 * fair_store_raw_changed_since:
 * @except: an SQL pattern of paths that do not count
 * @since: UTC seconds
 * @out: (out): whether an answer came later that was new or other than the one before
 */
gboolean
fair_store_raw_changed_since (FairStore *self, const char *except, gint64 since, gboolean *out, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self), "SELECT 1 FROM raw_answer WHERE path NOT LIKE ?1 AND fetched_at > ?2 LIMIT 1",
                        error);

  if (statement == NULL)
    return FALSE;
  fair_sql_bind (statement, "sl", except, since);
  return fair_sql_next (statement, out, error);
}

/**
 * fair_store_raw_usage:
 * @n_answers: (out): kept
 * @bytes: (out): on disk
 * @newest: (out): when the API was last asked, or %FAIR_TIME_UNKNOWN
 */
gboolean
fair_store_raw_usage (FairStore *self, guint *n_answers, gint64 *bytes, gint64 *newest, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
    = fair_sql_prepare (fair_store_db (self),
                        "SELECT count (*), total (length (body)), max (checked_at) FROM raw_answer", error);
  gboolean has_row;

  if (statement == NULL || !fair_sql_next (statement, &has_row, error))
    return FALSE;
  *n_answers = sqlite3_column_int (statement, 0);
  *bytes = sqlite3_column_int64 (statement, 1);
  *newest = fair_sql_time (statement, 2);
  return TRUE;
}
