/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cfbd-decode.h"
#include "fair-cfbd-row-private.h"

#include <math.h>

typedef struct
{
  GArray          *stats;
  const FairNames *names;
  FairRefusals    *refusals;
} StatsDecoder;

/* Reads a split such as the passing downs. The API sends zeros for a split without plays; a true zero in all of its
 * numbers does not happen. */
static void
read_split (const FairCfbdRow *offense, const char *field, double *ppa, double *success)
{
  FairCfbdRow split;

  *ppa = NAN;
  *success = NAN;
  if (!fair_cfbd_object (offense, field, &split))
    return;
  *ppa = fair_cfbd_number (&split, "ppa");
  *success = fair_cfbd_number (&split, "successRate");
  if (*ppa == 0 && *success == 0)
    {
      *ppa = NAN;
      *success = NAN;
    }
}

static void
read_offense (const FairCfbdRow *offense, FairUnitStats *out)
{
  out->plays = CLAMP (fair_cfbd_integer (offense, "plays", 0), 0, 300);
  out->drives = CLAMP (fair_cfbd_integer (offense, "drives", 0), 0, 100);
  out->ppa = fair_cfbd_number (offense, "ppa");
  out->success_rate = fair_cfbd_number (offense, "successRate");
  out->explosiveness = fair_cfbd_number (offense, "explosiveness");
  out->line_yards = fair_cfbd_number (offense, "lineYards");
  read_split (offense, "rushingPlays", &out->rushing_ppa, &out->rushing_success);
  read_split (offense, "passingPlays", &out->passing_ppa, &out->passing_success);
  read_split (offense, "standardDowns", &out->standard_ppa, &out->standard_success);
  read_split (offense, "passingDowns", &out->passing_downs_ppa, &out->passing_downs_success);
}

static gboolean
decode_team_game (const FairCfbdRow *row, gpointer data, GError **error)
{
  StatsDecoder *decoder = data;
  FairTeamStats stats = { 0 };
  FairCfbdRow offense;
  const char *team;

  if (!fair_cfbd_need_integer (row, "gameId", &stats.game_id, error))
    return FALSE;
  team = fair_cfbd_need_text (row, "team", error);
  if (team == NULL)
    return FALSE;
  if (!fair_cfbd_object (row, "offense", &offense))
    return TRUE;
  read_offense (&offense, &stats.offense);
  if (stats.offense.plays == 0)
    return TRUE; /* no play-by-play: everything else in the row is a zero that means nothing */
  stats.team_id = fair_names_lookup (decoder->names, team);
  if (stats.team_id == 0)
    fair_refusals_add (decoder->refusals, "unknown-team", "statistics of game %" G_GINT64_FORMAT ": “%s”",
                       stats.game_id, team);
  else
    g_array_append_val (decoder->stats, stats);
  return TRUE;
}

/**
 * fair_cfbd_decode_stats:
 * @names: of the teams; the rows have no ids
 *
 * Returns: (element-type FairTeamStats): the offence of every row with play-by-play; the defence of a row is the
 *   offence of its opponent's
 */
GArray *
fair_cfbd_decode_stats (GBytes *body, const FairNames *names, FairRefusals *refusals, GError **error)
{
  g_autoptr (GArray) stats = g_array_new (FALSE, TRUE, sizeof (FairTeamStats));
  StatsDecoder decoder = { stats, names, refusals };

  if (!fair_cfbd_for_each_row ("game statistics", body, decode_team_game, &decoder, error))
    return NULL;
  return g_steal_pointer (&stats);
}
