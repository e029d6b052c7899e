/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"

G_BEGIN_DECLS

/**
 * FairTask:
 *
 * What the program does by itself.
 */
typedef enum
{
  FAIR_TASK_WEEKLY, /* the weekly run, Wednesday morning */
  FAIR_TASK_WATCH,  /* one call for fresh lines */
  FAIR_TASK_UPKEEP, /* backup, purge, watch over the health, once a day */
  FAIR_N_TASKS
} FairTask;

/**
 * FairWatching:
 *
 * How often lines are fetched.
 */
typedef enum
{
  FAIR_WATCHING_OFF,
  FAIR_WATCHING_LIGHT, /* 31 calls a week */
  FAIR_WATCHING_FULL,  /* every 3 hours, and every hour from Friday noon to the last Saturday kickoff */
  FAIR_WATCHING_OWN,   /* as often as a person says */
} FairWatching;

/**
 * FairCalendar:
 *
 * When what is due. All of it is in the time of the east of the United States, in which college football lives.
 */
typedef struct
{
  const FairBook *book; /* its games tell when the season is */
  GTimeZone      *zone; /* not owned */
  FairWatching    watching;
  int             weekly_hour;
  int             upkeep_hour;
  int             quiet_hours; /* between looks, where @watching is a person's own: to Friday noon */
  int             busy_hours;  /* and from then on */
} FairCalendar;

GTimeZone   *fair_calendar_zone            (void);
gboolean     fair_calendar_in_season       (const FairBook *book, gint64 now);
gboolean     fair_calendar_has_games_ahead (const FairBook *book, gint64 time);
gboolean     fair_calendar_lacks_schedule  (const FairBook *book, gint64 now);
gint64       fair_calendar_last_due        (const FairCalendar *self, FairTask task, gint64 done_at, gint64 now);
gint64       fair_calendar_next_due        (const FairCalendar *self, FairTask task, gint64 now);
guint        fair_calendar_count           (const FairCalendar *self, FairTask task, gint64 from, gint64 to);
const char  *fair_task_to_string           (FairTask task);
const char  *fair_task_get_title           (FairTask task);
FairWatching fair_watching_parse           (const char *text);

G_END_DECLS
