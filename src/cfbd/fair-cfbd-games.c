/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cfbd-decode.h"
#include "fair-cfbd-row-private.h"

#include "fair-clock.h"

#include <math.h>

typedef struct
{
  GArray       *games;
  GHashTable   *index_by_id; /* gint64* -> index + 1 */
  FairRefusals *refusals;
} GamesDecoder;

static gboolean
same_game (const FairGame *a, const FairGame *b)
{
  return fair_week_compare (&a->week, &b->week) == 0 && a->kickoff == b->kickoff && a->home_id == b->home_id
         && a->away_id == b->away_id && a->home_points == b->home_points && a->away_points == b->away_points
         && a->completed == b->completed;
}

/* A team with two conferences doubles its rows; rows that disagree cannot both be true. */
static gboolean
is_repeated (GamesDecoder *decoder, const FairGame *game)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (decoder->index_by_id, &game->id));

  if (known == 0)
    return FALSE;
  if (!same_game (&g_array_index (decoder->games, FairGame, known - 1), game))
    fair_refusals_add (decoder->refusals, "duplicate-game",
                       "game %" G_GINT64_FORMAT " appears twice with different values; the first is kept", game->id);
  return TRUE;
}

static int
points_of (const FairCfbdRow *row, const char *field, gint64 game, FairRefusals *refusals)
{
  double points = fair_cfbd_number (row, field);

  if (isnan (points))
    return FAIR_POINTS_UNKNOWN;
  if (points >= 0 && points <= 250 && points == floor (points))
    return points;
  fair_refusals_add (refusals, points < 0 ? "negative-points" : "points-range",
                     "game %" G_GINT64_FORMAT ": %s is %g", game, field, points);
  return FAIR_POINTS_UNKNOWN;
}

static gboolean
read_keys (const FairCfbdRow *row, FairGame *game, GError **error)
{
  gint64 season;
  gint64 week;
  gboolean read = fair_cfbd_need_integer (row, "id", &game->id, error)
                  && fair_cfbd_need_integer (row, "season", &season, error)
                  && fair_cfbd_need_integer (row, "week", &week, error)
                  && fair_cfbd_need_integer (row, "homeId", &game->home_id, error)
                  && fair_cfbd_need_integer (row, "awayId", &game->away_id, error)
                  && fair_cfbd_need_text (row, "homeTeam", error) != NULL
                  && fair_cfbd_need_text (row, "awayTeam", error) != NULL;

  if (!read)
    return FALSE;
  game->week.season = CLAMP (season, 0, 9999);
  game->week.week = CLAMP (week, 0, 99);
  return TRUE;
}

/* FALSE where the row cannot be a game; says why. */
static gboolean
read_sense (const FairCfbdRow *row, FairGame *game, FairRefusals *refusals)
{
  const char *kickoff = fair_cfbd_text (row, "startDate");

  if (kickoff == NULL || !fair_time_parse (kickoff, &game->kickoff, NULL))
    fair_refusals_add (refusals, "kickoff", "game %" G_GINT64_FORMAT ": “%s” is no time", game->id,
                       kickoff == NULL ? "" : kickoff);
  else if (!fair_season_type_parse (fair_cfbd_text (row, "seasonType"), &game->week.type))
    fair_refusals_add (refusals, "season-type", "game %" G_GINT64_FORMAT ": unknown part of the season", game->id);
  else if (game->home_id == game->away_id)
    fair_refusals_add (refusals, "plays-itself", "game %" G_GINT64_FORMAT ": both teams are the same", game->id);
  else
    return TRUE;
  return FALSE;
}

static void
read_rest (const FairCfbdRow *row, FairGame *game, FairRefusals *refusals)
{
  game->kickoff_tbd = fair_cfbd_boolean (row, "startTimeTBD");
  game->completed = fair_cfbd_boolean (row, "completed");
  game->neutral_site = fair_cfbd_boolean (row, "neutralSite");
  game->conference_game = fair_cfbd_boolean (row, "conferenceGame");
  game->venue_id = fair_cfbd_integer (row, "venueId", 0);
  game->home_team = g_strdup (fair_cfbd_text (row, "homeTeam"));
  game->away_team = g_strdup (fair_cfbd_text (row, "awayTeam"));
  game->home_conference = g_strdup (fair_cfbd_text (row, "homeConference"));
  game->away_conference = g_strdup (fair_cfbd_text (row, "awayConference"));
  game->home_points = points_of (row, "homePoints", game->id, refusals);
  game->away_points = points_of (row, "awayPoints", game->id, refusals);
  game->notes = g_strdup (fair_cfbd_text (row, "notes"));
}

static gboolean
decode_game (const FairCfbdRow *row, gpointer data, GError **error)
{
  GamesDecoder *decoder = data;
  FairGame game = { 0 };

  if (!read_keys (row, &game, error))
    return FALSE;
  game.home_division = fair_division_parse (fair_cfbd_text (row, "homeClassification"));
  game.away_division = fair_division_parse (fair_cfbd_text (row, "awayClassification"));
  if (game.home_division != FAIR_DIVISION_FBS && game.away_division != FAIR_DIVISION_FBS)
    return TRUE;
  if (!read_sense (row, &game, decoder->refusals))
    return TRUE;
  read_rest (row, &game, decoder->refusals);
  if (is_repeated (decoder, &game))
    {
      fair_game_clear (&game);
      return TRUE;
    }
  g_array_append_val (decoder->games, game);
  g_hash_table_insert (decoder->index_by_id, g_memdup2 (&game.id, sizeof game.id),
                       GUINT_TO_POINTER (decoder->games->len));
  return TRUE;
}

/**
 * fair_cfbd_decode_games:
 *
 * Returns: (element-type FairGame): the games with an FBS side
 */
GArray *
fair_cfbd_decode_games (GBytes *body, FairRefusals *refusals, GError **error)
{
  g_autoptr (GArray) games = g_array_new (FALSE, TRUE, sizeof (FairGame));
  g_autoptr (GHashTable) index_by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GamesDecoder decoder = { games, index_by_id, refusals };

  g_array_set_clear_func (games, (GDestroyNotify) fair_game_clear);
  if (!fair_cfbd_for_each_row ("games", body, decode_game, &decoder, error))
    return NULL;
  return g_steal_pointer (&games);
}
