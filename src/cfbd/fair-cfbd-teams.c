/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cfbd-decode.h"
#include "fair-cfbd-row-private.h"

#include "fair-clock.h"

typedef struct
{
  GArray       *records;
  int           season;
  FairRefusals *refusals;
} Decoder;

static GStrv
read_names (const FairCfbdRow *row)
{
  JsonArray *names = fair_cfbd_array (row, "alternateNames");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      JsonNode *node = json_array_get_element (names, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }
  return names == NULL ? NULL : g_strv_builder_end (builder);
}

/* "#null" is one of the API's colours. */
static char *
read_color (const FairCfbdRow *row)
{
  const char *color = fair_cfbd_text (row, "color");

  if (color == NULL || color[0] != '#' || strlen (color) != 7
      || strspn (color + 1, "0123456789abcdefABCDEF") != 6)
    return NULL;
  return g_strdup (color);
}

static gboolean
decode_team (const FairCfbdRow *row, gpointer data, GError **error)
{
  Decoder *decoder = data;
  FairTeam team = { .season = decoder->season };
  const char *school;

  if (!fair_cfbd_need_integer (row, "id", &team.id, error))
    return FALSE;
  school = fair_cfbd_need_text (row, "school", error);
  if (school == NULL)
    return FALSE;
  team.school = g_strdup (school);
  team.mascot = g_strdup (fair_cfbd_text (row, "mascot"));
  team.abbreviation = g_strdup (fair_cfbd_text (row, "abbreviation"));
  team.conference = g_strdup (fair_cfbd_text (row, "conference"));
  team.division = fair_division_parse (fair_cfbd_text (row, "classification"));
  team.color = read_color (row);
  team.alternate_names = read_names (row);
  g_array_append_val (decoder->records, team);
  return TRUE;
}

/**
 * fair_cfbd_decode_teams:
 * @season: the season that was asked for
 *
 * Returns: (element-type FairTeam):
 */
GArray *
fair_cfbd_decode_teams (GBytes *body, int season, FairRefusals *refusals, GError **error)
{
  g_autoptr (GArray) teams = g_array_new (FALSE, TRUE, sizeof (FairTeam));
  Decoder decoder = { teams, season, refusals };

  g_array_set_clear_func (teams, (GDestroyNotify) fair_team_clear);
  if (!fair_cfbd_for_each_row ("teams", body, decode_team, &decoder, error))
    return NULL;
  return g_steal_pointer (&teams);
}

static gboolean
decode_venue (const FairCfbdRow *row, gpointer data, GError **error)
{
  Decoder *decoder = data;
  FairVenue venue = { 0 };

  if (!fair_cfbd_need_integer (row, "id", &venue.id, error))
    return FALSE;
  if (fair_cfbd_text (row, "name") == NULL)
    {
      fair_refusals_add (decoder->refusals, "venue-name", "venue %" G_GINT64_FORMAT " has no name", venue.id);
      return TRUE;
    }
  venue.name = g_strdup (fair_cfbd_text (row, "name"));
  venue.city = g_strdup (fair_cfbd_text (row, "city"));
  venue.state = g_strdup (fair_cfbd_text (row, "state"));
  venue.time_zone = g_strdup (fair_cfbd_text (row, "timezone"));
  venue.latitude = fair_cfbd_number (row, "latitude");
  venue.longitude = fair_cfbd_number (row, "longitude");
  venue.elevation = fair_cfbd_number (row, "elevation");
  venue.dome = fair_cfbd_boolean (row, "dome");
  g_array_append_val (decoder->records, venue);
  return TRUE;
}

/**
 * fair_cfbd_decode_venues:
 *
 * Returns: (element-type FairVenue):
 */
GArray *
fair_cfbd_decode_venues (GBytes *body, FairRefusals *refusals, GError **error)
{
  g_autoptr (GArray) venues = g_array_new (FALSE, TRUE, sizeof (FairVenue));
  Decoder decoder = { venues, 0, refusals };

  g_array_set_clear_func (venues, (GDestroyNotify) fair_venue_clear);
  if (!fair_cfbd_for_each_row ("venues", body, decode_venue, &decoder, error))
    return NULL;
  return g_steal_pointer (&venues);
}

static gboolean
decode_week (const FairCfbdRow *row, gpointer data, GError **error)
{
  Decoder *decoder = data;
  FairCalendarWeek week = { 0 };
  const char *start = fair_cfbd_text (row, "startDate");
  const char *end = fair_cfbd_text (row, "endDate");
  gint64 season;
  gint64 number;

  if (!fair_cfbd_need_integer (row, "season", &season, error) || !fair_cfbd_need_integer (row, "week", &number, error))
    return FALSE;
  if (start == NULL || end == NULL || !fair_time_parse (start, &week.start, NULL)
      || !fair_time_parse (end, &week.end, NULL) || week.end < week.start
      || !fair_season_type_parse (fair_cfbd_text (row, "seasonType"), &week.week.type))
    {
      fair_refusals_add (decoder->refusals, "calendar-week", "week %d of %d has no usable dates", (int) number,
                         (int) season);
      return TRUE;
    }
  week.week.season = CLAMP (season, 0, 9999);
  week.week.week = CLAMP (number, 0, 99);
  g_array_append_val (decoder->records, week);
  return TRUE;
}

/**
 * fair_cfbd_decode_calendar:
 *
 * Returns: (element-type FairCalendarWeek):
 */
GArray *
fair_cfbd_decode_calendar (GBytes *body, FairRefusals *refusals, GError **error)
{
  g_autoptr (GArray) weeks = g_array_new (FALSE, TRUE, sizeof (FairCalendarWeek));
  Decoder decoder = { weeks, 0, refusals };

  if (!fair_cfbd_for_each_row ("calendar", body, decode_week, &decoder, error))
    return NULL;
  return g_steal_pointer (&weeks);
}
