/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FAIR_DIVISION_UNKNOWN,
  FAIR_DIVISION_FBS,
  FAIR_DIVISION_FCS,
  FAIR_DIVISION_II,
  FAIR_DIVISION_III,
} FairDivision;

const char  *fair_division_to_string (FairDivision division);
FairDivision fair_division_parse     (const char *text);

/**
 * FairTeam:
 *
 * A team as it was in one season.
 */
typedef struct
{
  int          season;
  gint64       id;
  char        *school;
  char        *mascot;       /* nullable */
  char        *abbreviation; /* nullable */
  char        *conference;   /* nullable; its name in that season */
  FairDivision division;
  char        *color; /* nullable; #rrggbb */
  GStrv        alternate_names; /* nullable */
} FairTeam;

void fair_team_clear (FairTeam *self);

/**
 * FairVenue:
 */
typedef struct
{
  gint64   id;
  char    *name;
  char    *city;      /* nullable */
  char    *state;     /* nullable */
  char    *time_zone; /* nullable; IANA */
  double   latitude;  /* degrees, NaN unknown */
  double   longitude;
  double   elevation; /* metres, NaN unknown */
  gboolean dome;
} FairVenue;

void fair_venue_clear (FairVenue *self);

/**
 * FairMetric:
 *
 * What is known of a team once a season. The first group is known from 15 August of the season; the ratings are
 * those at the season's end, hence known only from 1 February of the next year.
 */
typedef enum
{
  FAIR_METRIC_TALENT,          /* composite points, 0 < x < 1100 */
  FAIR_METRIC_RECRUITING,      /* points of the class that signed for that season */
  FAIR_METRIC_RETURNING_USAGE, /* share of last season's offensive usage that returns, 0..1 */
  FAIR_METRIC_RETURNING_PPA,   /* share of last season's PPA that returns, clamped to 0..1 */
  FAIR_METRIC_SP_OVERALL,      /* SP+ in points above the average team */
  FAIR_METRIC_SP_OFFENSE,      /* points */
  FAIR_METRIC_SP_DEFENSE,      /* points allowed; lower is better */
  FAIR_METRIC_SP_SPECIAL,      /* points */
  FAIR_N_METRICS
} FairMetric;

const char *fair_metric_to_string (FairMetric metric);
gint64      fair_metric_known_at  (FairMetric metric, int season);

/**
 * FairTeamValue:
 */
typedef struct
{
  int        season;
  gint64     team_id;
  FairMetric metric;
  double     value;
} FairTeamValue;

G_END_DECLS
