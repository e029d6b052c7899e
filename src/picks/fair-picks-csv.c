/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-picks-csv.h"

#include "fair-clock.h"
#include "fair-csv.h"
#include "fair-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  COLUMN_SCHEMA,
  COLUMN_SEASON,
  COLUMN_SEASON_TYPE,
  COLUMN_WEEK,
  COLUMN_GAME_ID,
  COLUMN_KICKOFF,
  COLUMN_AWAY_TEAM,
  COLUMN_HOME_TEAM,
  COLUMN_NEUTRAL_SITE,
  COLUMN_MARKET,
  COLUMN_SIDE,
  COLUMN_LINE,
  COLUMN_PRICE,
  COLUMN_PROVIDER,
  COLUMN_MODEL_VALUE,
  COLUMN_EDGE_POINTS,
  COLUMN_WIN_PROBABILITY,
  COLUMN_PUSH_PROBABILITY,
  COLUMN_EXPECTED_VALUE,
  COLUMN_STAKE_UNITS,
  COLUMN_CONFIDENCE,
  COLUMN_STATUS,
  COLUMN_REASON,
  COLUMN_MODEL_ID,
  COLUMN_FROZEN_AT,
  N_COLUMNS
};

static const char *const header[N_COLUMNS + 1] = {
  "schema",      "season",         "season_type",     "week",           "game_id",     "kickoff_utc", "away_team",
  "home_team",   "neutral_site",   "market",          "side",           "line",        "price",       "provider",
  "model_value", "edge_points",    "win_probability", "push_probability", "expected_value", "stake_units", "confidence",
  "status",      "reason",         "model_id",        "frozen_at_utc",  NULL,
};

static void
write_pick (FairCsvWriter *writer, const FairPick *pick)
{
  gboolean moneyline = pick->market == FAIR_MARKET_MONEYLINE;

  fair_csv_writer_integer (writer, FAIR_PICKS_SCHEMA);
  fair_csv_writer_integer (writer, pick->week.season);
  fair_csv_writer_text (writer, fair_season_type_to_string (pick->week.type));
  fair_csv_writer_integer (writer, pick->week.week);
  fair_csv_writer_integer (writer, pick->game_id);
  fair_csv_writer_time (writer, pick->kickoff);
  fair_csv_writer_text (writer, pick->away_team);
  fair_csv_writer_text (writer, pick->home_team);
  fair_csv_writer_boolean (writer, pick->neutral_site);
  fair_csv_writer_text (writer, fair_market_to_string (pick->market));
  fair_csv_writer_text (writer, fair_side_to_string (pick->side));
  fair_csv_writer_number (writer, pick->line, moneyline ? 0 : pick->line * 2 == floor (pick->line * 2) ? 1 : 2);
  if (pick->side == FAIR_SIDE_NONE)
    fair_csv_writer_empty (writer);
  else
    fair_csv_writer_integer (writer, pick->price);
  fair_csv_writer_text (writer, pick->provider);
  fair_csv_writer_number (writer, pick->model_value, moneyline ? 0 : 2);
  fair_csv_writer_number (writer, pick->edge_points, 2);
  fair_csv_writer_number (writer, pick->win_probability, 6);
  fair_csv_writer_number (writer, pick->push_probability, 6);
  fair_csv_writer_number (writer, pick->expected_value, 6);
  fair_csv_writer_number (writer, pick->stake_units, 2);
  fair_csv_writer_text (writer, fair_confidence_to_string (pick->confidence));
  fair_csv_writer_text (writer, pick->is_pick ? "pick" : "pass");
  fair_csv_writer_text (writer, pick->reason);
  fair_csv_writer_text (writer, pick->model_id);
  fair_csv_writer_time (writer, pick->frozen_at);
  fair_csv_writer_end_row (writer);
}

/**
 * fair_picks_to_csv:
 *
 * Returns: (transfer full): the picks CSV, schema 1, as docs/csv-schema.md has it; the header is always there
 */
GBytes *
fair_picks_to_csv (const FairPick *picks, guint n)
{
  g_autoptr (FairCsvWriter) writer = fair_csv_writer_new ();

  fair_csv_writer_header (writer, header);
  for (guint i = 0; i < n; i++)
    write_pick (writer, &picks[i]);
  return fair_csv_writer_finish (writer);
}

/* One row while it is read; remembers the first cell that makes no sense. */
typedef struct
{
  const FairCsvTable *table;
  guint               row;
  int                 bad; /* column, or -1 */
} Reader;

static const char *
cell (const Reader *reader, int column)
{
  return fair_csv_table_cell (reader->table, reader->row, column);
}

static gint64
read_integer (Reader *reader, int column)
{
  gint64 number = 0;

  if (!g_ascii_string_to_signed (cell (reader, column), 10, G_MININT64, G_MAXINT64, &number, NULL))
    reader->bad = column;
  return number;
}

static double
read_number (Reader *reader, int column)
{
  const char *text = cell (reader, column);
  char *end;
  double number;

  if (*text == '\0')
    return NAN;
  number = g_ascii_strtod (text, &end);
  if (*end != '\0' || !isfinite (number))
    reader->bad = column;
  return number;
}

static gint64
read_time (Reader *reader, int column)
{
  gint64 time = 0;

  if (!fair_time_parse (cell (reader, column), &time, NULL))
    reader->bad = column;
  return time;
}

static gboolean
read_choice (Reader *reader, int column, const char *yes, const char *no)
{
  if (!g_str_equal (cell (reader, column), yes) && !g_str_equal (cell (reader, column), no))
    reader->bad = column;
  return g_str_equal (cell (reader, column), yes);
}

static void
read_names (Reader *reader, FairPick *pick)
{
  const char *provider = cell (reader, COLUMN_PROVIDER);

  if (!fair_season_type_parse (cell (reader, COLUMN_SEASON_TYPE), &pick->week.type))
    reader->bad = COLUMN_SEASON_TYPE;
  if (!fair_market_parse (cell (reader, COLUMN_MARKET), &pick->market))
    reader->bad = COLUMN_MARKET;
  if (!fair_side_parse (cell (reader, COLUMN_SIDE), &pick->side))
    reader->bad = COLUMN_SIDE;
  if (!fair_confidence_parse (cell (reader, COLUMN_CONFIDENCE), &pick->confidence))
    reader->bad = COLUMN_CONFIDENCE;
  pick->away_team = g_intern_string (cell (reader, COLUMN_AWAY_TEAM));
  pick->home_team = g_intern_string (cell (reader, COLUMN_HOME_TEAM));
  pick->provider = *provider == '\0' ? NULL : g_intern_string (provider);
  pick->reason = g_intern_string (cell (reader, COLUMN_REASON));
  g_strlcpy (pick->model_id, cell (reader, COLUMN_MODEL_ID), sizeof pick->model_id);
}

static FairPick
read_pick (Reader *reader)
{
  FairPick pick = { 0 };

  read_names (reader, &pick);
  if (read_integer (reader, COLUMN_SCHEMA) != FAIR_PICKS_SCHEMA)
    reader->bad = COLUMN_SCHEMA;
  pick.week.season = read_integer (reader, COLUMN_SEASON);
  pick.week.week = read_integer (reader, COLUMN_WEEK);
  pick.game_id = read_integer (reader, COLUMN_GAME_ID);
  pick.kickoff = read_time (reader, COLUMN_KICKOFF);
  pick.neutral_site = read_choice (reader, COLUMN_NEUTRAL_SITE, "true", "false");
  pick.line = read_number (reader, COLUMN_LINE);
  pick.price = *cell (reader, COLUMN_PRICE) == '\0' ? 0 : read_integer (reader, COLUMN_PRICE);
  pick.model_value = read_number (reader, COLUMN_MODEL_VALUE);
  pick.edge_points = read_number (reader, COLUMN_EDGE_POINTS);
  pick.win_probability = read_number (reader, COLUMN_WIN_PROBABILITY);
  pick.push_probability = read_number (reader, COLUMN_PUSH_PROBABILITY);
  pick.expected_value = read_number (reader, COLUMN_EXPECTED_VALUE);
  pick.stake_units = read_number (reader, COLUMN_STAKE_UNITS);
  pick.is_pick = read_choice (reader, COLUMN_STATUS, "pick", "pass");
  pick.frozen_at = read_time (reader, COLUMN_FROZEN_AT);
  return pick;
}

static gboolean
check_header (const FairCsvTable *table, GError **error)
{
  for (int i = 0; i < N_COLUMNS; i++)
    if (g_strv_length (table->header) != N_COLUMNS || !g_str_equal (table->header[i], header[i]))
      {
        g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                             _("This is not a picks CSV of schema 1; export the picks again."));
        return FALSE;
      }
  return TRUE;
}

/**
 * fair_picks_from_csv:
 *
 * Returns: (transfer full) (element-type FairPick): the picks, or NULL with %FAIR_ERROR_BAD_DATA that names the row and
 *   the column
 */
GArray *
fair_picks_from_csv (GBytes *csv, GError **error)
{
  g_autoptr (GArray) picks = g_array_new (FALSE, FALSE, sizeof (FairPick));
  g_autoptr (FairCsvTable) table = fair_csv_parse (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv), error);

  if (table == NULL || !check_header (table, error))
    return NULL;
  for (guint i = 0; i < table->rows->len; i++)
    {
      Reader reader = { table, i, -1 };
      FairPick pick = read_pick (&reader);

      if (reader.bad >= 0)
        {
          g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                       _("Row %u of the picks CSV has “%s” for %s, which cannot be; export the picks again."), i + 2,
                       cell (&reader, reader.bad), header[reader.bad]);
          return NULL;
        }
      g_array_append_val (picks, pick);
    }
  return g_steal_pointer (&picks);
}
