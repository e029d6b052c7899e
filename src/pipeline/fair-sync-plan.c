/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-sync-plan.h"

#include "fair-clock.h"
#include "fair-store-raw.h"
#include "fair-team.h"

/* The seasons that a first provisional table needs come before all others. */
#define SEASONS_FIRST 3

/* How long an answer about the running season counts as fresh. */
#define FRESH_GAMES   (6 * FAIR_HOUR)
#define FRESH_TEAMS   (7 * FAIR_DAY)
#define FRESH_ROSTERS (30 * FAIR_DAY)
#define FRESH_VENUES  (180 * FAIR_DAY)
/* An empty answer only says that there is nothing yet. */
#define FRESH_EMPTY   (12 * FAIR_HOUR)

typedef struct
{
  FairStore *store;
  gint64     now;
  GArray    *steps; /* of FairSyncStep */
  GError   **error;
  gboolean   failed;
} Planner;

/* Scores and ratings are corrected until a few days after the title game. */
static gint64
season_over (int season)
{
  return fair_metric_known_at (FAIR_METRIC_SP_OVERALL, season) + 10 * FAIR_DAY;
}

static gint64
fresh_for (FairCfbdEndpoint endpoint)
{
  switch (endpoint)
    {
    case FAIR_CFBD_GAMES:
    case FAIR_CFBD_LINES:
    case FAIR_CFBD_STATS:
      return FRESH_GAMES;
    case FAIR_CFBD_TEAMS:
    case FAIR_CFBD_CALENDAR:
      return FRESH_TEAMS;
    case FAIR_CFBD_VENUES:
      return FRESH_VENUES;
    default:
      return FRESH_ROSTERS;
    }
}

/* Of what a clock that ran ahead has dated nobody knows how old it is. */
static gboolean
is_from_the_future (const FairRawState *state, gint64 now)
{
  return state->known && state->checked_at > now;
}

/* A finished season changes no more once it was fetched after its end. */
static gboolean
is_due (const FairCfbdRequest *request, const FairRawState *state, gint64 now)
{
  if (!state->known)
    return TRUE;
  if (request->season > 0 && now >= season_over (request->season))
    return state->checked_at < season_over (request->season);
  return is_from_the_future (state, now)
         || now - state->checked_at >= (state->n_records == 0 ? MIN (FRESH_EMPTY, fresh_for (request->endpoint))
                                       : fresh_for (request->endpoint));
}

static void
add_if_due (Planner *planner, guint phase, FairCfbdEndpoint endpoint, int season)
{
  FairSyncStep step = { { .endpoint = endpoint, .season = season }, phase };
  g_autofree char *path = fair_cfbd_request_to_path (&step.request);
  FairRawState state;

  if (planner->failed)
    return;
  planner->failed = !fair_store_raw_state (planner->store, path, &state, planner->error);
  if (planner->failed || !is_due (&step.request, &state, planner->now))
    return;
  step.redates = is_from_the_future (&state, planner->now);
  g_array_append_val (planner->steps, step);
}

/* What has names and ids in it, and what counts at once. */
static void
add_schedule (Planner *planner, guint phase, int season)
{
  add_if_due (planner, phase, FAIR_CFBD_GAMES, season);
  add_if_due (planner, phase, FAIR_CFBD_TEAMS, season);
}

static void
add_details (Planner *planner, guint phase, int season)
{
  add_if_due (planner, phase, FAIR_CFBD_LINES, season);
  add_if_due (planner, phase, FAIR_CFBD_STATS, season);
  add_if_due (planner, phase, FAIR_CFBD_TALENT, season);
  add_if_due (planner, phase, FAIR_CFBD_RETURNING, season);
  add_if_due (planner, phase, FAIR_CFBD_CALENDAR, season);
  /* Before that the API would serve a number that is not the season's last. */
  if (planner->now >= fair_metric_known_at (FAIR_METRIC_SP_OVERALL, season))
    add_if_due (planner, phase, FAIR_CFBD_SP, season);
}

/**
 * fair_sync_plan:
 * @store: what is there already
 * @from: first season
 * @to: last season
 * @now: UTC seconds
 *
 * What has to be fetched: whatever is missing or may have changed, one request a season and kind. The newest seasons
 * come first. Right after a sync the plan is empty.
 *
 * Returns: (transfer full) (element-type FairSyncStep): in order
 */
GArray *
fair_sync_plan (FairStore *store, int from, int to, gint64 now, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FairSyncStep));
  Planner planner = { .store = store, .now = now, .steps = steps, .error = error };
  int recent = MAX (from, to - SEASONS_FIRST + 1);

  for (int season = to; season >= recent; season--)
    add_schedule (&planner, 0, season);
  for (int season = to; season >= recent; season--)
    add_details (&planner, 1, season);
  add_if_due (&planner, 1, FAIR_CFBD_RECRUITING, 0);
  add_if_due (&planner, 1, FAIR_CFBD_VENUES, 0);
  for (int season = recent - 1; season >= from; season--)
    add_schedule (&planner, FAIR_SYNC_FILLING, season);
  for (int season = recent - 1; season >= from; season--)
    add_details (&planner, FAIR_SYNC_FILLING + 1, season);
  return planner.failed ? NULL : g_steal_pointer (&steps);
}

/**
 * fair_sync_plan_is_redating:
 * @plan: (element-type FairSyncStep)
 *
 * Returns: whether the clock was ahead when some of it was asked for before
 */
gboolean
fair_sync_plan_is_redating (GArray *plan)
{
  for (guint i = 0; i < plan->len; i++)
    if (g_array_index (plan, FairSyncStep, i).redates)
      return TRUE;
  return FALSE;
}
