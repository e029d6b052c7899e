/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-calendar.h"

#include "fair-clock.h"
#include "fair-week.h"

#include <glib/gi18n-lib.h>

/* A game is what the run of the Wednesday before it is for, and is settled by the one after it. */
#define BEFORE_GAMES (7 * FAIR_DAY)
#define AFTER_GAMES  (7 * FAIR_DAY)

/* A season is on from the evening of the Wednesday before its first game: by then there are picks to be watched. */
#define AFTER_FREEZE (36 * FAIR_HOUR)

/* So far is looked back for what was missed, and forward over an off-season. */
#define LONGEST_BACK    (8 * FAIR_DAY)
#define LONGEST_FORWARD (370 * FAIR_DAY)

/* A Saturday's last kickoff can be after midnight, on the islands. */
#define AFTER_MIDNIGHT (3 * FAIR_HOUR)

#define FIVE_HOURS_WEST "-05:00"

/**
 * fair_calendar_zone:
 *
 * Returns: (transfer full): the time of the east of the United States; without its summer time where the computer has no
 *   table of time zones
 */
GTimeZone *
fair_calendar_zone (void)
{
  GTimeZone *zone = g_time_zone_new_identifier ("America/New_York");

  return zone != NULL ? zone : g_time_zone_new_identifier (FIVE_HOURS_WEST);
}

/* Whether a game kicks off between the two times. */
static gboolean
has_game (const FairBook *book, gint64 from, gint64 to)
{
  for (guint i = fair_book_n_games (book); i > 0; i--)
    {
      gint64 kickoff = fair_book_game (book, i - 1)->kickoff;

      if (kickoff < from)
        return FALSE; /* games are in the order of kickoff */
      if (kickoff <= to)
        return TRUE;
    }
  return FALSE;
}

/* From September to the tenth of January there are games, also where the schedule was never fetched. */
static gboolean
is_autumn (gint64 now)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (now);
  int month = date == NULL ? 0 : g_date_time_get_month (date);

  return month >= 9 || (month == 1 && g_date_time_get_day_of_month (date) <= 10);
}

/**
 * fair_calendar_in_season:
 * @now: UTC seconds
 *
 * Returns: whether games are played about this time
 */
gboolean
fair_calendar_in_season (const FairBook *book, gint64 now)
{
  if (is_autumn (now) || has_game (book, now - AFTER_GAMES, now))
    return TRUE;
  for (guint i = fair_book_first_game_of (book, fair_season_at (now)); i < fair_book_n_games (book); i++)
    if (fair_book_game (book, i)->kickoff > now)
      return fair_freeze_before (fair_book_game (book, i)->kickoff) + AFTER_FREEZE <= now;
  return FALSE;
}

/**
 * fair_calendar_has_games_ahead:
 *
 * Returns: whether a game is stored that kicks off after @time
 */
gboolean
fair_calendar_has_games_ahead (const FairBook *book, gint64 time)
{
  guint n = fair_book_n_games (book);

  return n > 0 && fair_book_game (book, n - 1)->kickoff > time;
}

/**
 * fair_calendar_lacks_schedule:
 *
 * Returns: whether no game of the running season is stored
 */
gboolean
fair_calendar_lacks_schedule (const FairBook *book, gint64 now)
{
  return fair_book_first_game_of (book, fair_season_at (now)) == fair_book_n_games (book);
}

/* The first games are often in August, and who has not fetched the schedule by its middle does not know of them. */
static gboolean
is_late_summer (gint64 now)
{
  gint64 start = fair_season_start (fair_season_at (now));

  return now >= start && now < start + 31 * FAIR_DAY;
}

/* Whether there is something to pick or to settle. */
static gboolean
has_work (const FairBook *book, gint64 time)
{
  return is_autumn (time) || has_game (book, time - AFTER_GAMES, time + BEFORE_GAMES)
         || (is_late_summer (time) && fair_calendar_lacks_schedule (book, time));
}

/* Whether a game kicks off between @time and the end of its Saturday. */
static gboolean
has_later_kickoff (const FairBook *book, GDateTime *local, gint64 time)
{
  gint64 midnight = time + (24 - g_date_time_get_hour (local)) * FAIR_HOUR;

  return has_game (book, time, midnight + AFTER_MIDNIGHT - 1);
}

static gboolean
is_watched (const FairCalendar *self, GDateTime *local, gint64 time)
{
  int day = g_date_time_get_day_of_week (local);
  int hour = g_date_time_get_hour (local);
  gboolean light = self->watching == FAIR_WATCHING_LIGHT;
  gboolean own = self->watching == FAIR_WATCHING_OWN;
  int quiet = own ? self->quiet_hours : light ? 6 : 3;
  int busy = own ? self->busy_hours : light ? 3 : 1;

  if (self->watching == FAIR_WATCHING_OFF || !fair_calendar_has_games_ahead (self->book, time))
    return FALSE;
  if (day == G_DATE_SATURDAY)
    return hour % busy == 0 && (!light || hour >= 9) && has_later_kickoff (self->book, local, time);
  if (day == G_DATE_FRIDAY && hour >= 12)
    return hour % busy == 0;
  return hour % quiet == 0;
}

/* The first whole hour of the day that is not before @hour: in spring a night lacks one, in autumn it has one twice. */
static gboolean
is_hour (GDateTime *local, int hour)
{
  g_autoptr (GDateTime) before = g_date_time_add_hours (local, -1);

  return g_date_time_get_hour (local) >= hour
         && (g_date_time_get_hour (before) < hour
             || g_date_time_get_day_of_month (before) != g_date_time_get_day_of_month (local));
}

/* @time is a whole hour. */
static gboolean
is_due_at (const FairCalendar *self, FairTask task, gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, self->zone);

  switch (task)
    {
    case FAIR_TASK_UPKEEP:
      return is_hour (local, self->upkeep_hour);
    case FAIR_TASK_WEEKLY:
      return g_date_time_get_day_of_week (local) == G_DATE_WEDNESDAY && is_hour (local, self->weekly_hour)
             && has_work (self->book, time);
    case FAIR_TASK_WATCH:
    default:
      return is_watched (self, local, time) && fair_calendar_in_season (self->book, time);
    }
}

/**
 * fair_calendar_last_due:
 * @done_at: UTC seconds: when it was last done; %FAIR_TIME_UNKNOWN never
 * @now: UTC seconds
 *
 * What was due since it was last done has to be done once, however often it was due: so a computer that slept catches up,
 * and a timer that fires twice does nothing twice. A weekly run is caught up even in the off-season, since the last picks
 * are to be settled; looks that were missed for a week are worth nothing.
 *
 * Returns: when @task was last due, at or before @now; %FAIR_TIME_UNKNOWN where it was not within the last week, or, of the
 *   weekly run, since it was last done
 */
gint64
fair_calendar_last_due (const FairCalendar *self, FairTask task, gint64 done_at, gint64 now)
{
  gint64 first = now - LONGEST_BACK;

  if (task == FAIR_TASK_WEEKLY && done_at != FAIR_TIME_UNKNOWN)
    first = CLAMP (done_at, now - LONGEST_FORWARD, first);
  /* From July on the last season's end is settled by the next one's first run. */
  for (gint64 time = now - now % FAIR_HOUR; time > first && fair_season_at (time) == fair_season_at (now);
       time -= FAIR_HOUR)
    if (is_due_at (self, task, time))
      return time;
  return FAIR_TIME_UNKNOWN;
}

/**
 * fair_calendar_next_due:
 * @now: UTC seconds
 *
 * Returns: when @task is due next, after @now; %FAIR_TIME_UNKNOWN where it is not within a year
 */
gint64
fair_calendar_next_due (const FairCalendar *self, FairTask task, gint64 now)
{
  for (gint64 time = now - now % FAIR_HOUR + FAIR_HOUR; time < now + LONGEST_FORWARD; time += FAIR_HOUR)
    if (is_due_at (self, task, time))
      return time;
  return FAIR_TIME_UNKNOWN;
}

/**
 * fair_calendar_count:
 *
 * Returns: how often @task is due after @from and before @to
 */
guint
fair_calendar_count (const FairCalendar *self, FairTask task, gint64 from, gint64 to)
{
  guint n = 0;

  for (gint64 time = from - from % FAIR_HOUR + FAIR_HOUR; time < to; time += FAIR_HOUR)
    n += is_due_at (self, task, time);
  return n;
}

static const struct
{
  const char *name;
  const char *title;
} tasks[FAIR_N_TASKS] = {
  [FAIR_TASK_WEEKLY] = { "weekly", N_ ("Weekly run") },
  [FAIR_TASK_WATCH] = { "watch", N_ ("Line watcher") },
  [FAIR_TASK_UPKEEP] = { "upkeep", N_ ("Daily upkeep") },
};

const char *
fair_task_to_string (FairTask task)
{
  return tasks[task].name;
}

/**
 * fair_task_get_title:
 *
 * Returns: what a person calls it
 */
const char *
fair_task_get_title (FairTask task)
{
  return _(tasks[task].title);
}

FairWatching
fair_watching_parse (const char *text)
{
  return g_str_equal (text, "full")    ? FAIR_WATCHING_FULL
         : g_str_equal (text, "light") ? FAIR_WATCHING_LIGHT
         : g_str_equal (text, "own")   ? FAIR_WATCHING_OWN
                                       : FAIR_WATCHING_OFF;
}
