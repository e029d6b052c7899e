/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cfbd-request.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *path;
  const char *parameters; /* always sent; NULL none */
  const char *name;       /* for a person */
  gboolean    metered;
} endpoints[FAIR_CFBD_N_ENDPOINTS] = {
  [FAIR_CFBD_INFO] = { "/info", NULL, N_ ("the account"), FALSE },
  [FAIR_CFBD_GAMES] = { "/games", "classification=fbs", N_ ("games"), TRUE },
  [FAIR_CFBD_LINES] = { "/lines", NULL, N_ ("lines"), TRUE },
  [FAIR_CFBD_STATS] = { "/stats/game/advanced", "excludeGarbageTime=true", N_ ("game statistics"), TRUE },
  [FAIR_CFBD_TEAMS] = { "/teams/fbs", NULL, N_ ("teams"), TRUE },
  [FAIR_CFBD_VENUES] = { "/venues", NULL, N_ ("venues"), TRUE },
  [FAIR_CFBD_CALENDAR] = { "/calendar", NULL, N_ ("calendar"), TRUE },
  [FAIR_CFBD_TALENT] = { "/talent", NULL, N_ ("talent"), TRUE },
  [FAIR_CFBD_RECRUITING] = { "/recruiting/teams", NULL, N_ ("recruiting"), TRUE },
  [FAIR_CFBD_RETURNING] = { "/player/returning", NULL, N_ ("returning production"), TRUE },
  [FAIR_CFBD_SP] = { "/ratings/sp", NULL, N_ ("SP+ ratings"), TRUE },
};

/**
 * fair_cfbd_request_to_path:
 *
 * Returns: (transfer full): path and query in one canonical spelling, such as "/games?classification=fbs&year=2023":
 *   the key of a stored answer. A week of 0 is never sent, since the API takes it for the season.
 */
char *
fair_cfbd_request_to_path (const FairCfbdRequest *self)
{
  GString *path = g_string_new (endpoints[self->endpoint].path);
  char separator = '?';

  if (endpoints[self->endpoint].parameters != NULL)
    {
      g_string_append_printf (path, "%c%s", separator, endpoints[self->endpoint].parameters);
      separator = '&';
    }
  if (self->season > 0)
    {
      g_string_append_printf (path, "%cyear=%d", separator, self->season);
      separator = '&';
    }
  if (self->week > 0)
    g_string_append_printf (path, "%cweek=%d&seasonType=%s", separator, self->week,
                            fair_season_type_to_string (self->type));
  return g_string_free (path, FALSE);
}

/**
 * fair_cfbd_request_describe:
 *
 * Returns: (transfer full): what is asked, for a person: "games 2023"
 */
char *
fair_cfbd_request_describe (const FairCfbdRequest *self)
{
  const char *name = _(endpoints[self->endpoint].name);

  if (self->season == 0)
    return g_strdup (name);
  if (self->week == 0)
    return g_strdup_printf ("%s %d", name, self->season);
  return g_strdup_printf (_("%s %d week %d"), name, self->season, self->week);
}

/**
 * fair_cfbd_request_is_metered:
 *
 * Returns: whether an answer costs one of the month's calls
 */
gboolean
fair_cfbd_request_is_metered (const FairCfbdRequest *self)
{
  return endpoints[self->endpoint].metered;
}
