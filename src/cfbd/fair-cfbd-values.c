/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cfbd-decode.h"
#include "fair-cfbd-row-private.h"

#include <math.h>

typedef struct
{
  GArray          *values;
  FairCfbdEndpoint endpoint;
  const FairNames *names;
  FairRefusals    *refusals;
} ValuesDecoder;

static void
add_value (ValuesDecoder *decoder, int season, gint64 team, FairMetric metric, double value)
{
  FairTeamValue row = { season, team, metric, value };

  if (!isnan (value))
    g_array_append_val (decoder->values, row);
}

/* The share is a ratio of sums and has no bounds when last season's sum was near nought; all zeros mean no data. */
static void
add_returning (ValuesDecoder *decoder, const FairCfbdRow *row, int season, gint64 team)
{
  double usage = fair_cfbd_number (row, "usage");
  double ppa = fair_cfbd_number (row, "percentPPA");

  if (usage == 0 && (ppa == 0 || isnan (ppa)))
    return;
  if (usage < 0 || usage > 1)
    fair_refusals_add (decoder->refusals, "usage-range", "team %" G_GINT64_FORMAT " in %d: %g", team, season, usage);
  else
    add_value (decoder, season, team, FAIR_METRIC_RETURNING_USAGE, usage);
  add_value (decoder, season, team, FAIR_METRIC_RETURNING_PPA, isnan (ppa) ? NAN : CLAMP (ppa, 0.0, 1.0));
}

static void
add_sp (ValuesDecoder *decoder, const FairCfbdRow *row, int season, gint64 team)
{
  FairCfbdRow unit;

  add_value (decoder, season, team, FAIR_METRIC_SP_OVERALL, fair_cfbd_number (row, "rating"));
  if (fair_cfbd_object (row, "offense", &unit))
    add_value (decoder, season, team, FAIR_METRIC_SP_OFFENSE, fair_cfbd_number (&unit, "rating"));
  if (fair_cfbd_object (row, "defense", &unit))
    add_value (decoder, season, team, FAIR_METRIC_SP_DEFENSE, fair_cfbd_number (&unit, "rating"));
  if (fair_cfbd_object (row, "specialTeams", &unit))
    add_value (decoder, season, team, FAIR_METRIC_SP_SPECIAL, fair_cfbd_number (&unit, "rating"));
}

/* The academies' 0 means that nobody counted. */
static double
positive (double value)
{
  return value > 0 ? value : NAN;
}

static gboolean
decode_value (const FairCfbdRow *row, gpointer data, GError **error)
{
  ValuesDecoder *decoder = data;
  const char *name = fair_cfbd_need_text (row, "team", error);
  gint64 season;
  gint64 team;

  if (name == NULL
      || !fair_cfbd_need_integer (row, decoder->endpoint == FAIR_CFBD_RETURNING ? "season" : "year", &season, error))
    return FALSE;
  if (g_str_equal (name, "nationalAverages"))
    return TRUE;
  season = CLAMP (season, 0, 9999);
  team = fair_names_lookup (decoder->names, name);
  if (team == 0)
    fair_refusals_add (decoder->refusals, "unknown-team", "%s %d: “%s”", row->endpoint, (int) season, name);
  else if (decoder->endpoint == FAIR_CFBD_TALENT)
    add_value (decoder, season, team, FAIR_METRIC_TALENT, positive (fair_cfbd_number (row, "talent")));
  else if (decoder->endpoint == FAIR_CFBD_RECRUITING)
    add_value (decoder, season, team, FAIR_METRIC_RECRUITING, positive (fair_cfbd_number (row, "points")));
  else if (decoder->endpoint == FAIR_CFBD_RETURNING)
    add_returning (decoder, row, season, team);
  else
    add_sp (decoder, row, season, team);
  return TRUE;
}

/**
 * fair_cfbd_decode_values:
 * @endpoint: talent, recruiting, returning or SP+
 * @names: of the teams; the rows have no ids
 *
 * Returns: (element-type FairTeamValue):
 */
GArray *
fair_cfbd_decode_values (FairCfbdEndpoint endpoint, GBytes *body, const FairNames *names, FairRefusals *refusals,
                         GError **error)
{
  g_autoptr (GArray) values = g_array_new (FALSE, TRUE, sizeof (FairTeamValue));
  g_autofree char *name = fair_cfbd_request_describe (&(FairCfbdRequest) { .endpoint = endpoint });
  ValuesDecoder decoder = { values, endpoint, names, refusals };

  if (!fair_cfbd_for_each_row (name, body, decode_value, &decoder, error))
    return NULL;
  return g_steal_pointer (&values);
}
