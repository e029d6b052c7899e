/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-ingest.h"

#include "fair-cfbd-decode.h"
#include "fair-store-book.h"
#include "fair-store-lines.h"
#include "fair-store-raw.h"

/* Decodes an answer; NULL with an error. Names are needed where the API gives no ids. An answer on lines also tells of games
 * that have none, which go into @games. */
static GArray *
decode (FairStore *store, const FairCfbdRequest *request, const FairCfbdAnswer *answer, GArray *games,
        FairRefusals *refusals, GError **error)
{
  g_autoptr (FairNames) names = NULL;

  switch (request->endpoint)
    {
    case FAIR_CFBD_GAMES:
      return fair_cfbd_decode_games (answer->body, refusals, error);
    case FAIR_CFBD_LINES:
      return fair_cfbd_decode_lines (answer->body, answer->fetched_at, games, refusals, error);
    case FAIR_CFBD_TEAMS:
      return fair_cfbd_decode_teams (answer->body, request->season, refusals, error);
    case FAIR_CFBD_VENUES:
      return fair_cfbd_decode_venues (answer->body, refusals, error);
    case FAIR_CFBD_CALENDAR:
      return fair_cfbd_decode_calendar (answer->body, refusals, error);
    default:
      names = fair_store_load_names (store, error);
      if (names == NULL)
        return NULL;
      return request->endpoint == FAIR_CFBD_STATS
               ? fair_cfbd_decode_stats (answer->body, names, refusals, error)
               : fair_cfbd_decode_values (request->endpoint, answer->body, names, refusals, error);
    }
}

static gboolean
put (FairStore *store, const FairCfbdRequest *request, const FairCfbdAnswer *answer, GArray *records, GArray *games,
     FairIngest *out, GError **error)
{
  switch (request->endpoint)
    {
    case FAIR_CFBD_GAMES:
      return fair_store_put_games (store, request->season, records, answer->fetched_at, out, error);
    case FAIR_CFBD_LINES:
      return fair_store_take_back_lines (store, games, records, answer->fetched_at, error)
             && fair_store_put_lines (store, records, out, error);
    case FAIR_CFBD_TEAMS:
      return fair_store_put_teams (store, records, out, error);
    case FAIR_CFBD_VENUES:
      return fair_store_put_venues (store, records, out, error);
    case FAIR_CFBD_CALENDAR:
      return fair_store_put_calendar (store, records, out, error);
    case FAIR_CFBD_STATS:
      return fair_store_put_stats (store, records, out, error);
    default:
      return fair_store_put_values (store, records, out, error);
    }
}

/**
 * fair_ingest:
 * @request: what was asked
 * @answer: what came
 * @out: (out): what changed
 * @n_refused: (out): rows and numbers that cannot be true
 *
 * Takes one answer into the store: its records, what was refused, and last its bytes, which mark it as done. Broken off
 * anywhere before, it is simply fetched again.
 */
gboolean
fair_ingest (FairStore *store, const FairCfbdRequest *request, const FairCfbdAnswer *answer, FairIngest *out,
             guint *n_refused, GError **error)
{
  g_autoptr (FairRefusals) refusals = fair_refusals_new ();
  g_autoptr (GArray) games = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) records = decode (store, request, answer, games, refusals, error);
  FairRawAnswer raw = {
    .path = answer->path,
    .url = answer->url,
    .fetched_at = answer->fetched_at,
    .status = answer->status,
    .body = answer->body,
  };

  if (records == NULL)
    return FALSE;
  raw.n_records = records->len;
  *n_refused = fair_refusals_count (refusals);
  return put (store, request, answer, records, games, out, error)
         && fair_store_put_refusals (store, answer->path, refusals, answer->fetched_at, error)
         && fair_store_put_raw (store, &raw, error);
}
