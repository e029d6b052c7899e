/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that is the person's own, in files that any other program opens: all published tables, the record, what they
 * typed, what happened, their settings. What the API gave is not theirs, and stays out. */
#include "fair-takeout.h"

#include "fair-archive.h"
#include "fair-csv.h"
#include "fair-error.h"
#include "fair-file.h"
#include "fair-incident-csv.h"
#include "fair-picks-csv.h"
#include "fair-record-csv.h"
#include "fair-scratch.h"
#include "fair-store-adjustments.h"
#include "fair-store-ledger.h"
#include "fair-store-watch.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  FairManifest *manifest;
  const char   *scratch;
} Takeout;

/* @bytes: (transfer full) (nullable) */
static gboolean
add (Takeout *self, const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) owned = bytes;
  g_autofree char *source = g_strdup_printf ("%s/%u", self->scratch, self->manifest->members->len);

  return owned != NULL
         && fair_file_write_atomically (source, g_bytes_get_data (owned, NULL), g_bytes_get_size (owned), 0600, error)
         && fair_manifest_add_file (self->manifest, name, source, error);
}

static gboolean
add_picks (Takeout *self, FairStore *store, GError **error)
{
  g_autoptr (GArray) publications = fair_store_list_publications (store, error);

  for (guint i = 0; publications != NULL && i < publications->len; i++)
    {
      const FairPublication *publication = &g_array_index (publications, FairPublication, i);
      g_autoptr (GArray) picks = fair_store_load_picks (store, publication->id, error);
      g_autofree char *name
        = g_strdup_printf ("picks/%d-%s-week-%02d-%s-v%d.csv", publication->week.season,
                           fair_season_type_to_string (publication->week.type), publication->week.week,
                           publication->replay ? "replay" : "live", publication->version);

      if (picks == NULL
          || !add (self, name, fair_picks_to_csv ((const FairPick *) (gpointer) picks->data, picks->len), error))
        return FALSE;
    }
  return publications != NULL;
}

static gboolean
add_record (Takeout *self, FairStore *store, GError **error)
{
  g_autoptr (GArray) record = fair_store_load_record (store, error);

  return record != NULL
         && add (self, "record.csv", fair_record_to_csv ((const FairSettledPick *) (gpointer) record->data, record->len),
                 error);
}

static GBytes *
adjustments_to_csv (const GArray *adjustments)
{
  static const char *const header[]
    = { "number", "team_id", "game_id", "margin", "total", "note", "made_utc", "expires_utc", "withdrawn_utc", NULL };
  g_autoptr (FairCsvWriter) writer = fair_csv_writer_new ();

  fair_csv_writer_header (writer, header);
  for (guint i = 0; i < adjustments->len; i++)
    {
      const FairAdjustment *adjustment = &g_array_index (adjustments, FairAdjustment, i);

      fair_csv_writer_integer (writer, adjustment->id);
      fair_csv_writer_integer (writer, adjustment->team_id);
      fair_csv_writer_integer (writer, adjustment->game_id);
      fair_csv_writer_number (writer, adjustment->margin, 1);
      fair_csv_writer_number (writer, adjustment->total, 1);
      fair_csv_writer_text (writer, adjustment->note);
      fair_csv_writer_time (writer, adjustment->made_at);
      fair_csv_writer_time (writer, adjustment->expires_at);
      if (adjustment->withdrawn_at == FAIR_TIME_UNKNOWN)
        fair_csv_writer_empty (writer);
      else
        fair_csv_writer_time (writer, adjustment->withdrawn_at);
      fair_csv_writer_end_row (writer);
    }
  return fair_csv_writer_finish (writer);
}

static gboolean
add_own_words (Takeout *self, FairStore *store, const FairProfile *profile, GError **error)
{
  g_autoptr (GArray) adjustments = fair_store_list_adjustments (store, error);
  g_autoptr (GArray) incidents = adjustments == NULL ? NULL : fair_store_list_state_changes (store, "", error);
  char *settings = fair_settings_to_text (profile->settings);

  return add (self, "settings.ini", g_bytes_new_take (settings, strlen (settings)), error) && incidents != NULL
         && add (self, "adjustments.csv", adjustments_to_csv (adjustments), error)
         && add (self, "incidents.csv", fair_incidents_to_csv (incidents), error);
}

/**
 * fair_takeout_write:
 * @path: a .tar.zst where nothing is yet
 * @n_files: (out): how many files are in it
 *
 * Writes everything that is the person's own into one archive with a manifest of hashes.
 */
gboolean
fair_takeout_write (FairStore *store, const FairProfile *profile, const char *path, guint *n_files, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (FairScratch) scratch = fair_scratch_new (folder, error);
  g_autofree char *part = scratch == NULL ? NULL : g_build_filename (scratch, "part", NULL);
  g_autoptr (FairManifest) manifest
    = fair_manifest_new (fair_clock_now (profile->clock), fair_store_get_schema (store));
  Takeout self = { manifest, scratch };

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED, _("“%s” is there already; name another file."), path);
      return FALSE;
    }
  if (scratch == NULL || !add_picks (&self, store, error) || !add_record (&self, store, error)
      || !add_own_words (&self, store, profile, error) || !fair_archive_write (part, manifest, error))
    return FALSE;
  *n_files = manifest->members->len;
  if (g_rename (part, path) == 0)
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("“%s” could not be put in its place: %s."), path,
               g_strerror (errno));
  return FALSE;
}
