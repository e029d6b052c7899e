/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairSeasonType:
 *
 * The parts of a season, in the order in which they are played. All bowls and playoff games are week 1 of the
 * postseason; the two spring parts exist for 2020 only.
 */
typedef enum
{
  FAIR_SEASON_REGULAR,
  FAIR_SEASON_POSTSEASON,
  FAIR_SEASON_SPRING_REGULAR,
  FAIR_SEASON_SPRING_POSTSEASON,
  FAIR_SEASON_OTHER, /* all-star and preseason games */
} FairSeasonType;

/**
 * FairWeek:
 *
 * The key of a week. A season is named by the year in which it starts.
 */
typedef struct
{
  int            season;
  FairSeasonType type;
  int            week;
} FairWeek;

const char    *fair_season_type_to_string (FairSeasonType type);
gboolean       fair_season_type_parse     (const char *text, FairSeasonType *out);
int            fair_week_compare          (const FairWeek *a, const FairWeek *b);

int            fair_season_at             (gint64 time);
gint64         fair_freeze_before         (gint64 kickoff);
gint64         fair_season_start          (int season);

G_END_DECLS
