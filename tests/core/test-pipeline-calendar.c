/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When what is due, over real dates: summer time, New Year, nights, sleep, and a clock that is set. */
#include "fair-calendar.h"
#include "fair-clock.h"
#include "fair-week.h"

static gint64
at (const char *iso)
{
  gint64 time;

  g_assert_true (fair_time_parse (iso, &time, NULL));
  return time;
}

static void
add (FairBookBuilder *builder, gint64 id, const char *kickoff)
{
  FairGame game = {
    .id = id,
    .week = { fair_season_at (at (kickoff)), FAIR_SEASON_REGULAR, 1 },
    .kickoff = at (kickoff),
    .home_id = 1,
    .away_id = 2,
    .home_team = (char *) "Home",
    .away_team = (char *) "Away",
    .home_division = FAIR_DIVISION_FBS,
    .away_division = FAIR_DIVISION_FBS,
    .home_points = FAIR_POINTS_UNKNOWN,
    .away_points = FAIR_POINTS_UNKNOWN,
  };

  fair_book_builder_add_game (builder, &game);
}

/* A Saturday in October whose last game begins 22:30 Eastern, one in November, and a bowl on the first Saturday of the
   year. */
static FairBook *
make_book (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();

  add (builder, 1, "2025-10-25T16:00:00Z");
  add (builder, 2, "2025-10-26T02:30:00Z");
  add (builder, 3, "2025-11-08T17:00:00Z");
  add (builder, 4, "2026-01-03T17:00:00Z");
  return fair_book_builder_finish (builder);
}

static FairCalendar
make_calendar (const FairBook *book, GTimeZone *zone, FairWatching watching)
{
  return (FairCalendar) { book, zone, watching, 10, 5 };
}

static void
expect (const FairCalendar *calendar, FairTask task, const char *now, const char *last, const char *next)
{
  gint64 found_last = fair_calendar_last_due (calendar, task, FAIR_TIME_UNKNOWN, at (now));
  gint64 found_next = fair_calendar_next_due (calendar, task, at (now));

  g_assert_cmpint (found_last, ==, last == NULL ? FAIR_TIME_UNKNOWN : at (last));
  g_assert_cmpint (found_next, ==, next == NULL ? FAIR_TIME_UNKNOWN : at (next));
}

static void
test_weekly (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (GTimeZone) zone = fair_calendar_zone ();
  FairCalendar calendar = make_calendar (book, zone, FAIR_WATCHING_FULL);

  /* Ten in the morning is 14:00 UTC in summer and 15:00 in winter. */
  expect (&calendar, FAIR_TASK_WEEKLY, "2025-10-22T13:59:59Z", "2025-10-15T14:00:00Z", "2025-10-22T14:00:00Z");
  expect (&calendar, FAIR_TASK_WEEKLY, "2025-10-22T14:00:00Z", "2025-10-22T14:00:00Z", "2025-10-29T14:00:00Z");
  expect (&calendar, FAIR_TASK_WEEKLY, "2025-11-01T00:00:00Z", "2025-10-29T14:00:00Z", "2025-11-05T15:00:00Z");
  /* Over New Year. */
  expect (&calendar, FAIR_TASK_WEEKLY, "2025-12-31T16:00:00Z", "2025-12-31T15:00:00Z", "2026-01-07T15:00:00Z");
}

static void
test_off_season (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (GTimeZone) zone = fair_calendar_zone ();
  FairCalendar calendar = make_calendar (book, zone, FAIR_WATCHING_FULL);

  g_assert_false (fair_calendar_in_season (book, at ("2026-03-01T12:00:00Z")));
  g_assert_true (fair_calendar_in_season (book, at ("2025-10-01T12:00:00Z")));
  /* Next season's schedule is fetched before its first games, which nobody knows of yet. */
  expect (&calendar, FAIR_TASK_WEEKLY, "2026-03-01T12:00:00Z", NULL, "2026-08-19T14:00:00Z");
  expect (&calendar, FAIR_TASK_WATCH, "2026-03-01T12:00:00Z", NULL, NULL);
  /* Backups know no season. */
  expect (&calendar, FAIR_TASK_UPKEEP, "2026-03-01T12:00:00Z", "2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z");
}

/* A week 0 of one Saturday, the schedule of which is known. */
static void
test_august (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  g_autoptr (FairBook) book = NULL;
  g_autoptr (GTimeZone) zone = fair_calendar_zone ();
  FairCalendar calendar;

  add (builder, 1, "2026-01-03T17:00:00Z");
  add (builder, 2, "2026-08-29T16:00:00Z");
  add (builder, 3, "2026-09-05T16:00:00Z");
  book = fair_book_builder_finish (builder);
  calendar = make_calendar (book, zone, FAIR_WATCHING_FULL);
  expect (&calendar, FAIR_TASK_WEEKLY, "2026-08-20T12:00:00Z", NULL, "2026-08-26T14:00:00Z");
  /* The season is on when there are its first picks to be looked after. */
  g_assert_false (fair_calendar_in_season (book, at ("2026-08-26T14:00:00Z")));
  g_assert_true (fair_calendar_in_season (book, at ("2026-08-27T00:00:00Z")));
  expect (&calendar, FAIR_TASK_WATCH, "2026-08-26T14:00:00Z", NULL, "2026-08-27T01:00:00Z");
  g_assert_true (fair_calendar_lacks_schedule (book, at ("2027-08-01T00:00:00Z")));
  g_assert_false (fair_calendar_lacks_schedule (book, at ("2026-08-01T00:00:00Z")));
}

/* Who was away when the season ended has picks to settle, until the next one is prepared. */
static void
test_settled_late (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (GTimeZone) zone = fair_calendar_zone ();
  FairCalendar calendar = make_calendar (book, zone, FAIR_WATCHING_FULL);
  gint64 done = at ("2025-12-31T16:00:00Z");
  gint64 now = at ("2026-02-05T12:00:00Z");

  g_assert_cmpint (fair_calendar_last_due (&calendar, FAIR_TASK_WEEKLY, done, now), ==, at ("2026-01-07T15:00:00Z"));
  g_assert_cmpint (fair_calendar_last_due (&calendar, FAIR_TASK_WEEKLY, now, now), ==, FAIR_TIME_UNKNOWN);
  g_assert_cmpint (fair_calendar_last_due (&calendar, FAIR_TASK_WATCH, done, now), ==, FAIR_TIME_UNKNOWN);
  g_assert_cmpint (fair_calendar_last_due (&calendar, FAIR_TASK_WEEKLY, done, at ("2026-08-01T12:00:00Z")), ==,
                   FAIR_TIME_UNKNOWN);
}

/* In the night to 8 March 2026 two o'clock is missing, in that to 2 November 2025 one o'clock comes twice. */
static void
test_summer_time (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (GTimeZone) zone = fair_calendar_zone ();
  FairCalendar two = { book, zone, FAIR_WATCHING_OFF, 10, 2 };
  FairCalendar one = { book, zone, FAIR_WATCHING_OFF, 10, 1 };
  FairCalendar midnight = { book, zone, FAIR_WATCHING_OFF, 10, 0 };

  expect (&two, FAIR_TASK_UPKEEP, "2026-03-08T12:00:00Z", "2026-03-08T07:00:00Z", "2026-03-09T06:00:00Z");
  expect (&one, FAIR_TASK_UPKEEP, "2025-11-02T12:00:00Z", "2025-11-02T05:00:00Z", "2025-11-03T06:00:00Z");
  expect (&midnight, FAIR_TASK_UPKEEP, "2025-11-02T12:00:00Z", "2025-11-02T04:00:00Z", "2025-11-03T05:00:00Z");
  for (int hour = 0; hour < 24; hour++)
    {
      FairCalendar any = { book, zone, FAIR_WATCHING_OFF, 10, hour };

      g_assert_cmpuint (fair_calendar_count (&any, FAIR_TASK_UPKEEP, at ("2026-03-08T04:59:59Z"), at ("2026-03-09T04:00:00Z")),
                        ==, 1);
      g_assert_cmpuint (fair_calendar_count (&any, FAIR_TASK_UPKEEP, at ("2025-11-02T03:59:59Z"), at ("2025-11-03T05:00:00Z")),
                        ==, 1);
    }
}

static void
test_watch (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (GTimeZone) zone = fair_calendar_zone ();
  FairCalendar full = make_calendar (book, zone, FAIR_WATCHING_FULL);
  FairCalendar light = make_calendar (book, zone, FAIR_WATCHING_LIGHT);
  FairCalendar off = make_calendar (book, zone, FAIR_WATCHING_OFF);
  FairCalendar own = { book, zone, FAIR_WATCHING_OWN, 10, 5, .quiet_hours = 12, .busy_hours = 4 };

  /* Tuesday: every three hours. */
  expect (&full, FAIR_TASK_WATCH, "2025-10-21T17:00:00Z", "2025-10-21T16:00:00Z", "2025-10-21T19:00:00Z");
  /* Friday noon Eastern: every hour. */
  expect (&full, FAIR_TASK_WATCH, "2025-10-24T16:30:00Z", "2025-10-24T16:00:00Z", "2025-10-24T17:00:00Z");
  /* Saturday until the last kickoff, 22:30; the next is Sunday's. */
  expect (&full, FAIR_TASK_WATCH, "2025-10-26T01:30:00Z", "2025-10-26T01:00:00Z", "2025-10-26T02:00:00Z");
  expect (&full, FAIR_TASK_WATCH, "2025-10-26T02:00:00Z", "2025-10-26T02:00:00Z", "2025-10-26T04:00:00Z");
  /* A Saturday without games is not watched. */
  expect (&full, FAIR_TASK_WATCH, "2025-11-01T12:00:00Z", "2025-11-01T03:00:00Z", "2025-11-02T04:00:00Z");
  expect (&off, FAIR_TASK_WATCH, "2025-10-21T17:00:00Z", NULL, NULL);
  /* After the last game that is stored there is nothing to look at. */
  expect (&full, FAIR_TASK_WATCH, "2026-01-03T20:00:00Z", "2026-01-03T16:00:00Z", NULL);
  /* A whole week, from Sunday to Sunday. */
  g_assert_cmpuint (fair_calendar_count (&light, FAIR_TASK_WATCH, at ("2025-10-19T03:59:00Z"),
                                         at ("2025-10-26T03:59:00Z")),
                    ==, 31);
  g_assert_cmpuint (fair_calendar_count (&full, FAIR_TASK_WATCH, at ("2025-10-19T03:59:00Z"), at ("2025-10-26T03:59:00Z")),
                    ==, 40 + 4 + 12 + 23);
  g_assert_cmpuint (fair_calendar_count (&own, FAIR_TASK_WATCH, at ("2025-10-19T03:59:00Z"), at ("2025-10-26T03:59:00Z")),
                    ==, 5 * 2 + 1 + 3 + 6);
}

/* Whatever the clock does, what is due lies behind and what is next lies ahead. */
static void
test_any_time (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (GTimeZone) zone = fair_calendar_zone ();
  FairCalendar calendar = make_calendar (book, zone, FAIR_WATCHING_LIGHT);

  for (gint64 now = at ("2025-10-20T00:00:01Z"); now < at ("2025-11-20T00:00:00Z"); now += 5011)
    for (FairTask task = 0; task < FAIR_N_TASKS; task++)
      {
        gint64 last = fair_calendar_last_due (&calendar, task, FAIR_TIME_UNKNOWN, now);
        gint64 next = fair_calendar_next_due (&calendar, task, now);

        g_assert_cmpint (last, <=, now);
        g_assert_cmpint (next, >, now);
        g_assert_cmpint (fair_calendar_next_due (&calendar, task, last), >=, next);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/calendar/weekly", test_weekly);
  g_test_add_func ("/pipeline/calendar/off-season", test_off_season);
  g_test_add_func ("/pipeline/calendar/august", test_august);
  g_test_add_func ("/pipeline/calendar/settled-late", test_settled_late);
  g_test_add_func ("/pipeline/calendar/summer-time", test_summer_time);
  g_test_add_func ("/pipeline/calendar/watch", test_watch);
  g_test_add_func ("/pipeline/calendar/any-time", test_any_time);
  return g_test_run ();
}
