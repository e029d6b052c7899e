/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-team.h"

#include "fair-week.h"

static const char *const division_names[] = {
  [FAIR_DIVISION_UNKNOWN] = "unknown",
  [FAIR_DIVISION_FBS] = "fbs",
  [FAIR_DIVISION_FCS] = "fcs",
  [FAIR_DIVISION_II] = "ii",
  [FAIR_DIVISION_III] = "iii",
};

static const char *const metric_names[FAIR_N_METRICS] = {
  [FAIR_METRIC_TALENT] = "talent",
  [FAIR_METRIC_RECRUITING] = "recruiting",
  [FAIR_METRIC_RETURNING_USAGE] = "returning-usage",
  [FAIR_METRIC_RETURNING_PPA] = "returning-ppa",
  [FAIR_METRIC_SP_OVERALL] = "sp-overall",
  [FAIR_METRIC_SP_OFFENSE] = "sp-offense",
  [FAIR_METRIC_SP_DEFENSE] = "sp-defense",
  [FAIR_METRIC_SP_SPECIAL] = "sp-special",
};

const char *
fair_division_to_string (FairDivision division)
{
  return division_names[division];
}

/**
 * fair_division_parse:
 * @text: (nullable): the API's classification
 *
 * Returns: the division; unknown for NULL and for names that are not in use any more, such as "ii/iii"
 */
FairDivision
fair_division_parse (const char *text)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (division_names); i++)
    if (g_str_equal (text, division_names[i]))
      return i;
  return FAIR_DIVISION_UNKNOWN;
}

void
fair_team_clear (FairTeam *self)
{
  g_clear_pointer (&self->school, g_free);
  g_clear_pointer (&self->mascot, g_free);
  g_clear_pointer (&self->abbreviation, g_free);
  g_clear_pointer (&self->conference, g_free);
  g_clear_pointer (&self->color, g_free);
  g_clear_pointer (&self->alternate_names, g_strfreev);
}

void
fair_venue_clear (FairVenue *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->city, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->time_zone, g_free);
}

const char *
fair_metric_to_string (FairMetric metric)
{
  return metric_names[metric];
}

/**
 * fair_metric_known_at:
 *
 * Returns: UTC seconds from which @metric of @season counts as known: 15 August for what describes a roster,
 *   1 February of the next year for a rating, since the API serves only its value at the season's end
 */
gint64
fair_metric_known_at (FairMetric metric, int season)
{
  g_autoptr (GDateTime) after = NULL;

  if (metric < FAIR_METRIC_SP_OVERALL)
    return fair_season_start (season);
  after = g_date_time_new_utc (season + 1, 2, 1, 0, 0, 0);
  return g_date_time_to_unix (after);
}
