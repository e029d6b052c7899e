/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo league as a profile has it: a clock of its own that stands still until somebody moves it, and a server. */
#include "fair-demo.h"

#include "fair-sim-league.h"

#define MONTHLY_CALLS 1000 /* what the API's free tier gives */

/**
 * fair_demo_get_now:
 * @settings: of the demo's profile
 *
 * Returns: the time in the demo league, UTC seconds
 */
gint64
fair_demo_get_now (FairSettings *settings)
{
  g_autoptr (GVariant) set = fair_settings_get (settings, "demo-clock");
  gint64 time = g_variant_get_int64 (set);

  return time == 0 ? fair_sim_league_demo_clock () : time;
}

/**
 * fair_demo_set_now:
 * @now: UTC seconds, or 0 for the league's beginning
 *
 * Moves the demo league's clock.
 */
gboolean
fair_demo_set_now (FairSettings *settings, gint64 now, GError **error)
{
  return fair_settings_set (settings, "demo-clock", g_variant_new_int64 (now), error);
}

/**
 * fair_demo_start:
 * @now: UTC seconds; what was not known then is hidden
 *
 * Starts the demo league on a free port of this machine. It takes about a second, so a window does it on a thread.
 *
 * Returns: (transfer full): the running server
 */
FairSimServer *
fair_demo_start (gint64 now, GError **error)
{
  FairSimOptions options = { .now = now, .quota = MONTHLY_CALLS };
  g_autoptr (FairSimServer) server = fair_sim_server_new (fair_sim_league_new (FAIR_SIM_LEAGUE_SEED), &options);

  return fair_sim_server_start (server, error) ? g_steal_pointer (&server) : NULL;
}
