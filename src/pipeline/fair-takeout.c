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
#include "fair-store-book.h"
#include "fair-store-fits.h"
#include "fair-store-league.h"
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

/* @text: (transfer full) (nullable): NULL is nothing to add, or @problem */
static gboolean
add_text (Takeout *self, const char *stem, const char *ending, char *text, GError *problem, GError **error)
{
  g_autofree char *name = g_strconcat (stem, ending, NULL);

  if (problem != NULL)
    g_propagate_error (error, problem);
  return problem == NULL && (text == NULL || add (self, name, g_bytes_new_take (text, strlen (text)), error));
}

/* The table, what counted as a pick then, and what it would have been without the person's adjustments. */
static gboolean
add_publication (Takeout *self, FairStore *store, const FairPublication *publication, GError **error)
{
  g_autoptr (GArray) picks = fair_store_load_picks (store, publication->id, error);
  g_autofree char *stem
    = g_strdup_printf ("picks/%d-%s-week-%02d-%s-v%d", publication->week.season,
                       fair_season_type_to_string (publication->week.type), publication->week.week,
                       publication->replay ? "replay" : "live", publication->version);
  g_autofree char *table = g_strconcat (stem, ".csv", NULL);
  GError *problem = NULL;
  char *text;

  if (picks == NULL
      || !add (self, table, fair_picks_to_csv ((const FairPick *) (gpointer) picks->data, picks->len), error))
    return FALSE;
  text = fair_store_get_policy (store, publication->id, &problem);
  if (!add_text (self, stem, "-policy.ini", text, problem, error))
    return FALSE;
  text = fair_store_get_unadjusted (store, publication->id, &problem);
  return add_text (self, stem, "-unadjusted.csv", text, problem, error);
}

/* The chain of hashes, by which it can be told that no table was changed. */
static GBytes *
ledger_to_csv (const GArray *publications)
{
  static const char *const header[] = { "number",    "season",   "season_type", "week",         "kind",
                                        "version",   "frozen_utc", "published_utc", "model",    "rows",
                                        "content_hash", "previous_hash", "chain_hash", NULL };
  g_autoptr (FairCsvWriter) writer = fair_csv_writer_new ();

  fair_csv_writer_header (writer, header);
  for (guint i = 0; i < publications->len; i++)
    {
      const FairPublication *publication = &g_array_index (publications, FairPublication, i);

      fair_csv_writer_integer (writer, publication->id);
      fair_csv_writer_integer (writer, publication->week.season);
      fair_csv_writer_text (writer, fair_season_type_to_string (publication->week.type));
      fair_csv_writer_integer (writer, publication->week.week);
      fair_csv_writer_text (writer, publication->replay ? "replay" : "live");
      fair_csv_writer_integer (writer, publication->version);
      fair_csv_writer_time (writer, publication->frozen_at);
      fair_csv_writer_time (writer, publication->published_at);
      fair_csv_writer_text (writer, publication->model_id);
      fair_csv_writer_integer (writer, publication->n_picks);
      fair_csv_writer_text (writer, publication->content_hash);
      fair_csv_writer_text (writer, publication->previous_hash);
      fair_csv_writer_text (writer, publication->chain_hash);
      fair_csv_writer_end_row (writer);
    }
  return fair_csv_writer_finish (writer);
}

static gboolean
add_picks (Takeout *self, FairStore *store, GError **error)
{
  g_autoptr (GArray) publications = fair_store_list_publications (store, error);

  for (guint i = 0; publications != NULL && i < publications->len; i++)
    if (!add_publication (self, store, &g_array_index (publications, FairPublication, i), error))
      return FALSE;
  return publications != NULL && add (self, "ledger.csv", ledger_to_csv (publications), error);
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

static GBytes *
choices_to_csv (const GArray *choices)
{
  static const char *const header[] = { "made_utc", "kind", "design", "model", "reason", NULL };
  g_autoptr (FairCsvWriter) writer = fair_csv_writer_new ();

  fair_csv_writer_header (writer, header);
  for (guint i = 0; i < choices->len; i++)
    {
      const FairModelChoice *choice = &g_array_index (choices, FairModelChoice, i);

      fair_csv_writer_time (writer, choice->made_at);
      fair_csv_writer_text (writer, fair_choice_kind_to_string (choice->kind));
      fair_csv_writer_text (writer, choice->design);
      fair_csv_writer_text (writer, choice->model_id);
      fair_csv_writer_text (writer, choice->reason);
      fair_csv_writer_end_row (writer);
    }
  return fair_csv_writer_finish (writer);
}

static void
write_team (FairCsvWriter *writer, const FairBook *book, guint team)
{
  fair_csv_writer_text (writer, team == FAIR_NO_INDEX ? "" : fair_book_team (book, team)->school);
}

static void
write_moneyline (FairCsvWriter *writer, int moneyline)
{
  if (moneyline == FAIR_MONEYLINE_UNKNOWN)
    fair_csv_writer_empty (writer);
  else
    fair_csv_writer_integer (writer, moneyline);
}

static GBytes *
typed_lines_to_csv (const GArray *lines, const FairBook *book)
{
  static const char *const header[] = { "typed_utc", "game_id", "away",           "home",           "book",
                                        "spread",    "total",   "away_moneyline", "home_moneyline", NULL };
  g_autoptr (FairCsvWriter) writer = fair_csv_writer_new ();

  fair_csv_writer_header (writer, header);
  for (guint i = 0; i < lines->len; i++)
    {
      const FairLine *line = &g_array_index (lines, FairLine, i);
      guint found = fair_book_find_game (book, line->game_id);
      const FairBookGame *game = found == FAIR_NO_INDEX ? NULL : fair_book_game (book, found);

      fair_csv_writer_time (writer, line->seen_at);
      fair_csv_writer_integer (writer, line->game_id);
      write_team (writer, book, game == NULL ? FAIR_NO_INDEX : game->away);
      write_team (writer, book, game == NULL ? FAIR_NO_INDEX : game->home);
      fair_csv_writer_text (writer, line->provider);
      fair_csv_writer_number (writer, line->spread, 1);
      fair_csv_writer_number (writer, line->total, 1);
      write_moneyline (writer, line->away_moneyline);
      write_moneyline (writer, line->home_moneyline);
      fair_csv_writer_end_row (writer);
    }
  return fair_csv_writer_finish (writer);
}

static gboolean
add_typed_lines (Takeout *self, FairStore *store, GError **error)
{
  g_autoptr (GArray) lines = fair_store_list_typed_lines (store, error);
  g_autoptr (FairBook) book = lines == NULL ? NULL : fair_store_load_book (store, error);

  return book != NULL && add (self, "typed-lines.csv", typed_lines_to_csv (lines, book), error);
}

static gboolean
add_own_words (Takeout *self, FairStore *store, const FairProfile *profile, GError **error)
{
  g_autoptr (GArray) adjustments = fair_store_list_adjustments (store, error);
  g_autoptr (GArray) incidents = adjustments == NULL ? NULL : fair_store_list_state_changes (store, "", error);
  g_autoptr (GArray) choices = incidents == NULL ? NULL : fair_store_list_choices (store, error);
  char *settings = fair_settings_to_text (profile->settings);

  return add (self, "settings.ini", g_bytes_new_take (settings, strlen (settings)), error) && choices != NULL
         && add (self, "adjustments.csv", adjustments_to_csv (adjustments), error)
         && add_typed_lines (self, store, error)
         && add (self, "model-choices.csv", choices_to_csv (choices), error)
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

  fair_scratch_sweep (folder);
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
