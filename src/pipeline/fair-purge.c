/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is not kept for ever: raw answers, logs of runs, and copies of whole stores with raw answers in them. */
#include "fair-purge.h"

#include "fair-scratch.h"

/* What a restore has replaced, and what a store was before a new version. */
#define COPIES "^(replaced-([0-9]{8}T[0-9]{6}Z)|faircatch\\.db\\.schema-[0-9]+-([0-9]{1,12}))(-[0-9]+)?$"

static FairPurgeLimits
limits_of (FairSettings *settings, gint64 now)
{
  return (FairPurgeLimits) {
    .answers_before = now - fair_settings_get_int (settings, "keep-answers-days") * FAIR_DAY,
    .answer_bytes = fair_settings_get_int (settings, "keep-answers-megabytes") * G_GINT64_CONSTANT (1000000),
    .runs_before = now - fair_settings_get_int (settings, "keep-runs-days") * FAIR_DAY,
    .runs = fair_settings_get_int (settings, "keep-runs"),
  };
}

/* By its name, since a file's own times do not survive being copied. */
static gint64
read_age (const char *name)
{
  g_autoptr (GRegex) pattern = g_regex_new (COPIES, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *stamp = NULL;
  g_autofree char *seconds = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (!g_regex_match (pattern, name, G_REGEX_MATCH_DEFAULT, &match))
    return G_MAXINT64;
  stamp = g_match_info_fetch (match, 2);
  seconds = g_match_info_fetch (match, 3);
  time = g_date_time_new_from_iso8601 (stamp, NULL);
  if (time != NULL)
    return g_date_time_to_unix (time);
  return *stamp == '\0' ? g_ascii_strtoll (seconds, NULL, 10) : G_MAXINT64;
}

/* Returns: (transfer full) (element-type utf8): paths of the copies made before @limit, of @bytes in all */
static GPtrArray *
find_copies (const char *data_dir, gint64 limit, gint64 *bytes)
{
  g_autoptr (GDir) folder = g_dir_open (data_dir, 0, NULL);
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  *bytes = 0;
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autoptr (GFile) file = g_file_new_build_filename (data_dir, name, NULL);
      guint64 size = 0;

      if (read_age (name) >= limit)
        continue;
      g_file_measure_disk_usage (file, G_FILE_MEASURE_APPARENT_SIZE, NULL, NULL, NULL, &size, NULL, NULL, NULL);
      g_ptr_array_add (copies, g_file_get_path (file));
      *bytes += (gint64) size;
    }
  return copies;
}

/**
 * fair_purge_preview:
 * @now: UTC seconds, from which ages are counted
 * @out: (out): what fair_purge() would remove
 */
gboolean
fair_purge_preview (FairStore *store, const FairProfile *profile, gint64 now, FairPurged *out, GError **error)
{
  g_autoptr (GPtrArray) copies = NULL;
  FairPurgeLimits limits = limits_of (profile->settings, now);

  if (!fair_store_preview_purge (store, &limits, &out->store, error))
    return FALSE;
  copies = find_copies (profile->paths->data_dir, limits.answers_before, &out->copy_bytes);
  out->n_copies = copies->len;
  return TRUE;
}

/**
 * fair_purge:
 * @store: a writing connection
 * @now: UTC seconds, from which ages are counted
 * @out: (out): what was removed
 *
 * Removes what is older than the settings say: the bytes of raw answers, the logs of runs, and copies of whole stores
 * that a restore or a new version has left.
 */
gboolean
fair_purge (FairStore *store, const FairProfile *profile, gint64 now, FairPurged *out, GError **error)
{
  g_autoptr (GPtrArray) copies = NULL;
  FairPurgeLimits limits = limits_of (profile->settings, now);

  if (!fair_store_purge (store, &limits, &out->store, error))
    return FALSE;
  copies = find_copies (profile->paths->data_dir, limits.answers_before, &out->copy_bytes);
  out->n_copies = copies->len;
  for (guint i = 0; i < copies->len; i++)
    fair_scratch_free (g_strdup (g_ptr_array_index (copies, i)));
  return TRUE;
}
