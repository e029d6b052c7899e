/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-week.h"

#include <string.h>

static const char *const type_names[] = {
  [FAIR_SEASON_REGULAR] = "regular",
  [FAIR_SEASON_POSTSEASON] = "postseason",
  [FAIR_SEASON_SPRING_REGULAR] = "spring_regular",
  [FAIR_SEASON_SPRING_POSTSEASON] = "spring_postseason",
  [FAIR_SEASON_OTHER] = "other",
};

/**
 * fair_season_type_to_string:
 *
 * Returns: the API's name of @type
 */
const char *
fair_season_type_to_string (FairSeasonType type)
{
  return type_names[type];
}

/**
 * fair_season_type_parse:
 * @out: (out): the type; the API's all-star and preseason games are %FAIR_SEASON_OTHER
 *
 * Returns: FALSE where @text is no season type
 */
gboolean
fair_season_type_parse (const char *text, FairSeasonType *out)
{
  if (text == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    if (g_str_equal (text, type_names[i]))
      {
        *out = i;
        return TRUE;
      }
  *out = FAIR_SEASON_OTHER;
  return g_str_equal (text, "allstar") || g_str_equal (text, "preseason");
}

/**
 * fair_week_compare:
 *
 * Orders by season, part of the season and week. Within the postseason this is not the order of play.
 */
int
fair_week_compare (const FairWeek *a, const FairWeek *b)
{
  if (a->season != b->season)
    return a->season < b->season ? -1 : 1;
  if (a->type != b->type)
    return a->type < b->type ? -1 : 1;
  return (a->week > b->week) - (a->week < b->week);
}

static gint64
utc (int year, int month, int day)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, day, 0, 0, 0);

  return g_date_time_to_unix (time);
}

/**
 * fair_season_at:
 * @time: UTC seconds
 *
 * Returns: the season that is being played, or was played last: a new one begins on 1 July
 */
int
fair_season_at (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);

  if (date == NULL)
    return 1970;
  return g_date_time_get_month (date) >= 7 ? g_date_time_get_year (date) : g_date_time_get_year (date) - 1;
}

/**
 * fair_season_start:
 *
 * Returns: 15 August of @season: from then on the season's rosters count as known
 */
gint64
fair_season_start (int season)
{
  return utc (season, 8, 15);
}

/**
 * fair_freeze_before:
 * @kickoff: UTC seconds
 *
 * Returns: the last Tuesday 12:00 UTC at or before @kickoff
 */
gint64
fair_freeze_before (gint64 kickoff)
{
  /* 1970-01-01 was a Thursday, so the first Tuesday noon is five and a half days after it. */
  const gint64 first = 5 * 86400 + 43200;
  const gint64 week = 7 * 86400;
  gint64 since = kickoff - first;
  gint64 weeks = since >= 0 ? since / week : -((-since + week - 1) / week);

  return first + weeks * week;
}
