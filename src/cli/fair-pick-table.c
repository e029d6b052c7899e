/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-pick-table.h"

#include "fair-cli.h"
#include "fair-error.h"
#include "fair-pick-text.h"
#include "fair-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The columns, on which side their text stands, and which can be spared first. */
static const FairTableColumn columns[] = {
  { N_ ("Kickoff"), FALSE, 8 }, { N_ ("Game"), FALSE, 0 },  { N_ ("Pick"), FALSE, 0 },   { N_ ("Price"), TRUE, 7 },
  { N_ ("Book"), FALSE, 3 },    { N_ ("Model"), TRUE, 2 },  { N_ ("Edge"), TRUE, 5 },    { N_ ("Chance"), TRUE, 0 },
  { N_ ("EV"), TRUE, 4 },       { N_ ("Units"), TRUE, 6 },  { N_ ("Conf."), FALSE, 1 },  { N_ ("Status"), FALSE, 0 },
};

static char *
format_kickoff (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);

  return g_date_time_format (local, "%a %e %b %H:%M");
}

static GStrv
cells_of (const FairPick *pick)
{
  char **cells = g_new0 (char *, G_N_ELEMENTS (columns) + 1);
  guint n = 0;

  cells[n++] = format_kickoff (pick->kickoff);
  cells[n++] = fair_pick_to_matchup (pick);
  cells[n++] = fair_pick_to_text (pick, FAIR_ODDS_AMERICAN);
  cells[n++] = fair_table_number ("%+.0f", pick->price == 0 ? NAN : pick->price);
  cells[n++] = g_strdup (pick->provider == NULL ? "-" : pick->provider);
  cells[n++] = fair_table_number (pick->market == FAIR_MARKET_SPREAD  ? "%+.1f"
                              : pick->market == FAIR_MARKET_TOTAL ? "%.1f"
                                                                  : "%+.0f",
                              pick->model_value);
  cells[n++] = fair_table_number ("%+.1f", pick->edge_points);
  cells[n++] = fair_table_number ("%.1f", 100 * pick->win_probability);
  cells[n++] = fair_table_number ("%+.3f", pick->expected_value);
  cells[n++] = fair_table_number ("%.2f", pick->stake_units);
  cells[n++] = g_strdup (fair_confidence_to_string (pick->confidence));
  cells[n++] = g_strdup (pick->is_pick ? _("pick") : pick->reason);
  return cells;
}

static void
print_rows (GArray *picks, gboolean all)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < picks->len; i++)
    if (all || g_array_index (picks, FairPick, i).is_pick)
      g_ptr_array_add (rows, cells_of (&g_array_index (picks, FairPick, i)));
  /* Of picks alone the status is known. */
  fair_table_print (columns, all ? G_N_ELEMENTS (columns) : G_N_ELEMENTS (columns) - 1, rows);
}

static void
print_passes (GArray *picks)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) reasons = NULL;
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < picks->len; i++)
    {
      const FairPick *pick = &g_array_index (picks, FairPick, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, pick->reason));

      if (!pick->is_pick)
        g_hash_table_insert (counts, (gpointer) pick->reason, GUINT_TO_POINTER (n + 1));
    }
  reasons = g_list_sort (g_hash_table_get_keys (counts), (GCompareFunc) g_strcmp0);
  for (GList *item = reasons; item != NULL; item = item->next)
    g_string_append_printf (line, "%s%s %u", line->len == 0 ? "" : ", ", (char *) item->data,
                            GPOINTER_TO_UINT (g_hash_table_lookup (counts, item->data)));
  if (line->len > 0)
    g_print (_("Passed: %s\n"), line->str);
}

/**
 * fair_pick_table_print:
 * @picks: of one week
 * @replay: say that they were made afterwards
 * @all: the rows that are passed, too
 */
void
fair_pick_table_print (GArray *picks, gboolean replay, gboolean all)
{
  const FairPick *first = picks->len == 0 ? NULL : &g_array_index (picks, FairPick, 0);
  guint n_picks = 0;
  guint n_losing = 0;

  if (first == NULL)
    return;
  for (guint i = 0; i < picks->len; i++)
    {
      const FairPick *pick = &g_array_index (picks, FairPick, i);

      n_picks += pick->is_pick;
      n_losing += pick->is_pick && pick->expected_value < 0;
    }
  g_print (_("%d %s week %d: %u picks in %u games%s\n"), first->week.season, fair_season_type_to_string (first->week.type),
           first->week.week, n_picks, picks->len / 3,
           replay ? _(" (replay: made afterwards from what was known at each freeze)") : "");
  if (n_picks > 0 || all)
    print_rows (picks, all);
  if (n_losing > 0)
    g_print (_("%u of these are expected to lose at their price: an edge is the model's opinion alone, a chance has the "
               "market's in it.\n"),
             n_losing);
  print_passes (picks);
}

/**
 * fair_pick_table_to_json:
 * @name: of the array
 * @builder: inside an object
 */
void
fair_pick_table_to_json (GArray *picks, const char *name, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < picks->len; i++)
    {
      const FairPick *pick = &g_array_index (picks, FairPick, i);

      json_builder_begin_object (builder);
      fair_json_integer (builder, "game_id", pick->game_id);
      fair_json_time (builder, "kickoff_utc", pick->kickoff);
      fair_json_text (builder, "away_team", pick->away_team);
      fair_json_text (builder, "home_team", pick->home_team);
      fair_json_boolean (builder, "neutral_site", pick->neutral_site);
      fair_json_text (builder, "market", fair_market_to_string (pick->market));
      fair_json_text (builder, "side", fair_side_to_string (pick->side));
      fair_json_number (builder, "line", pick->line);
      fair_json_number (builder, "price", pick->price == 0 ? NAN : pick->price);
      fair_json_text (builder, "provider", pick->provider);
      fair_json_number (builder, "model_value", pick->model_value);
      fair_json_number (builder, "edge_points", pick->edge_points);
      fair_json_number (builder, "win_probability", pick->win_probability);
      fair_json_number (builder, "push_probability", pick->push_probability);
      fair_json_number (builder, "expected_value", pick->expected_value);
      fair_json_number (builder, "stake_units", pick->stake_units);
      fair_json_text (builder, "confidence", fair_confidence_to_string (pick->confidence));
      fair_json_text (builder, "status", pick->is_pick ? "pick" : "pass");
      fair_json_text (builder, "reason", pick->reason);
      fair_json_text (builder, "model_id", pick->model_id);
      fair_json_time (builder, "frozen_at_utc", pick->frozen_at);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/**
 * fair_pick_table_week:
 * @season: 0 where not given
 * @week: likewise
 * @out: (out): the week
 * @given: (out): whether one was given
 *
 * Reads the week options that several commands share.
 */
gboolean
fair_pick_table_week (int season, int week, gboolean postseason, FairWeek *out, gboolean *given, GError **error)
{
  *given = season != 0 || week != 0 || postseason;
  *out = (FairWeek) { season, postseason ? FAIR_SEASON_POSTSEASON : FAIR_SEASON_REGULAR, week };
  if (postseason && week == 0)
    out->week = 1;
  if (!*given || (season >= 1869 && season <= 2200 && out->week > 0 && out->week < 100))
    return TRUE;
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                       _("A week needs both numbers, such as --season 2023 --week 7; bowls are --season 2023 "
                         "--postseason."));
  return FALSE;
}
