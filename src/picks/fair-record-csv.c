/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-record-csv.h"

#include "fair-csv.h"

#include <math.h>

static const char *
outcome_to_string (FairOutcome outcome)
{
  switch (outcome)
    {
    case FAIR_OUTCOME_WIN:
      return "win";
    case FAIR_OUTCOME_LOSS:
      return "loss";
    case FAIR_OUTCOME_PUSH:
      return "push";
    case FAIR_OUTCOME_VOID:
      return "void";
    default:
      return "open";
    }
}

static void
write_row (FairCsvWriter *writer, const FairSettledPick *row)
{
  const FairPick *pick = &row->pick;
  gboolean moneyline = pick->market == FAIR_MARKET_MONEYLINE;
  gboolean settled = row->outcome != FAIR_OUTCOME_OPEN;

  fair_csv_writer_integer (writer, FAIR_RECORD_SCHEMA);
  fair_csv_writer_text (writer, row->replay ? "replay" : "live");
  fair_csv_writer_integer (writer, pick->week.season);
  fair_csv_writer_text (writer, fair_season_type_to_string (pick->week.type));
  fair_csv_writer_integer (writer, pick->week.week);
  fair_csv_writer_integer (writer, pick->game_id);
  fair_csv_writer_time (writer, pick->kickoff);
  fair_csv_writer_text (writer, pick->away_team);
  fair_csv_writer_text (writer, pick->home_team);
  fair_csv_writer_text (writer, fair_market_to_string (pick->market));
  fair_csv_writer_text (writer, fair_side_to_string (pick->side));
  fair_csv_writer_number (writer, pick->line, moneyline ? 0 : pick->line * 2 == floor (pick->line * 2) ? 1 : 2);
  fair_csv_writer_integer (writer, pick->price);
  fair_csv_writer_text (writer, pick->provider);
  fair_csv_writer_number (writer, pick->edge_points, 2);
  fair_csv_writer_number (writer, pick->win_probability, 6);
  fair_csv_writer_number (writer, pick->stake_units, 2);
  fair_csv_writer_text (writer, outcome_to_string (row->outcome));
  fair_csv_writer_number (writer, settled ? row->units : NAN, 4);
  fair_csv_writer_number (writer, settled ? row->closing_line_value : NAN, 2);
  fair_csv_writer_text (writer, pick->model_id);
  fair_csv_writer_time (writer, pick->frozen_at);
  fair_csv_writer_end_row (writer);
}

/**
 * fair_record_to_csv:
 *
 * Returns: (transfer full): the record CSV, schema 1, as docs/csv-schema.md has it: picks and how they ended, without the
 *   passes; the header is always there
 */
GBytes *
fair_record_to_csv (const FairSettledPick *record, guint n)
{
  static const char *const header[] = {
    "schema",      "record",      "season",   "season_type", "week",  "game_id",            "kickoff_utc", "away_team",
    "home_team",   "market",      "side",     "line",        "price", "provider",           "edge_points", "win_probability",
    "stake_units", "outcome",     "units",    "closing_line_value",   "model_id",           "frozen_at_utc", NULL,
  };
  g_autoptr (FairCsvWriter) writer = fair_csv_writer_new ();

  fair_csv_writer_header (writer, header);
  for (guint i = 0; i < n; i++)
    if (record[i].pick.is_pick)
      write_row (writer, &record[i]);
  return fair_csv_writer_finish (writer);
}
