/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-schedule.h"

#include "fair-api-state.h"
#include "fair-news.h"
#include "fair-power.h"
#include "fair-stock.h"
#include "fair-store-book.h"
#include "fair-store-model.h"
#include "fair-week-present.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a weekly run costs at most: measured over 44 weeks. The first of a season fetches more. */
#define CALLS_A_RUN     10
#define CALLS_FIRST_RUN 20

/* What failed is tried again with the next timer, which is half an hour later or a little less; what had to do with old
   data is done again after three hours. Each further time takes twice as long. */
#define TRY_AGAIN   (25 * FAIR_HOUR / 60)
#define DO_AGAIN    (3 * FAIR_HOUR)
#define MOST_DOUBLE 4
#define MOST_AGAIN  6

/* How far runs are looked through for the one that was done last. */
#define RUNS_BACK (370 * FAIR_DAY)

/* When a task was last tried, and when last done. */
typedef struct
{
  gint64 tried;
  gint64 done;
} Past;

static char *
key_of (FairTask task)
{
  return g_strdup_printf ("schedule %s", fair_task_to_string (task));
}

/* A time that lies ahead is of a clock that went ahead and was set back. */
static gint64
read_time (const char *text, gint64 now)
{
  gint64 time = text == NULL ? FAIR_TIME_UNKNOWN : g_ascii_strtoll (text, NULL, 10);

  return time > now ? FAIR_TIME_UNKNOWN : time;
}

static Past
find_past (FairStore *store, FairTask task, gint64 now)
{
  g_autofree char *key = key_of (task);
  g_autofree char *text = store == NULL ? NULL : fair_store_get_cached (store, key, NULL);
  const char *done = text == NULL ? NULL : strchr (text, ' ');

  return (Past) { read_time (text, now), read_time (done, now) };
}

/**
 * fair_schedule_note:
 * @store: a writing connection
 * @done: FALSE where it failed
 *
 * Keeps that @task was tried.
 */
gboolean
fair_schedule_note (FairStore *store, FairTask task, gboolean done, gint64 now, GError **error)
{
  g_autofree char *key = key_of (task);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, now,
                                           done ? now : find_past (store, task, now).done);

  return fair_store_put_cached (store, key, text, now, error);
}

/* Who named another week did not do this one's run. */
static gboolean
is_of_its_week (const FairBook *book, const FairRun *run, gint64 time)
{
  FairWeek present;

  return !fair_week_present (book, time, &present) || fair_week_compare (&run->week, &present) == 0;
}

static gboolean
is_well (const FairRun *run)
{
  return g_str_equal (run->status, "done");
}

static gboolean
is_done (const FairBook *book, const FairRun *run)
{
  return (is_well (run) || g_str_equal (run->status, "degraded")) && is_of_its_week (book, run, run->as_of);
}

/* When the weekly run was last done, by itself or by hand, the times that had to do with old data among them or not. */
static gint64
find_last_run (const FairBook *book, GArray *runs, gboolean also_degraded, gint64 now)
{
  for (guint i = 0; i < runs->len; i++)
    {
      const FairRun *run = &g_array_index (runs, FairRun, i);

      if (run->as_of <= now && (also_degraded || is_well (run)) && is_done (book, run))
        return run->as_of;
    }
  return FAIR_TIME_UNKNOWN;
}

static gint64
pause_after (guint n, gint64 first)
{
  return first << MIN (n - 1, MOST_DOUBLE);
}

/* A run by hand counts as well. One that failed leaves the week undone; one that had to do with old data is done again
   while it is for the same week. */
static gboolean
is_run_due (const FairBook *book, GArray *runs, const Past *past, gint64 last_due, gint64 now)
{
  gint64 tried = past->tried;
  gint64 done_again = FAIR_TIME_UNKNOWN;
  guint n_failed = 0;
  guint n_degraded = 0;

  for (guint i = 0; i < runs->len; i++)
    {
      const FairRun *run = &g_array_index (runs, FairRun, i);

      if (run->as_of > now || run->as_of < last_due)
        continue;
      tried = MAX (tried, run->as_of);
      if (!is_done (book, run))
        n_failed++;
      else if (is_well (run) || !is_of_its_week (book, run, now))
        return FALSE;
      else if (n_degraded++ == 0)
        done_again = run->as_of;
    }
  if (n_degraded > 0 && (n_degraded > MOST_AGAIN || now - done_again < pause_after (n_degraded, DO_AGAIN)))
    return FALSE;
  if (n_degraded == 0 && past->done != FAIR_TIME_UNKNOWN && past->done >= last_due)
    return FALSE;
  /* It may also have failed before there was anything to write into the table of runs. */
  if (n_failed == 0 && past->tried != FAIR_TIME_UNKNOWN && past->tried >= last_due && past->tried != past->done)
    n_failed = 1;
  return n_failed == 0 || now - tried >= pause_after (n_failed, TRY_AGAIN);
}

/* A run by hand tells nobody. */
static gboolean
is_untold (FairStore *store, const FairProfile *profile, const Past *past, gint64 last_due, gint64 now)
{
  return last_due != FAIR_TIME_UNKNOWN && store != NULL && fair_news_is_wanted (profile)
         && fair_news_told_at (store) < last_due && (past->tried < last_due || now - past->tried >= TRY_AGAIN);
}

static void
judge_run (const FairCalendar *calendar, GArray *runs, FairStore *store, const FairProfile *profile, FairSchedule *self)
{
  FairTaskState *state = &self->tasks[FAIR_TASK_WEEKLY];
  Past past = find_past (store, FAIR_TASK_WEEKLY, self->now);
  gint64 well = find_last_run (calendar->book, runs, FALSE, self->now);
  gint64 last_due = fair_calendar_last_due (calendar, FAIR_TASK_WEEKLY, well, self->now);

  state->done_at = MAX (past.done, find_last_run (calendar->book, runs, TRUE, self->now));
  /* The first run of all is due at any time. */
  state->due = (last_due != FAIR_TIME_UNKNOWN || state->done_at == FAIR_TIME_UNKNOWN)
               && (is_run_due (calendar->book, runs, &past, last_due, self->now)
                   || (state->done_at >= last_due && is_untold (store, profile, &past, last_due, self->now)));
}

/* What failed is not tried again before it is due again. */
static void
judge (FairTask task, const FairCalendar *calendar, FairStore *store, FairSchedule *self)
{
  FairTaskState *state = &self->tasks[task];
  Past past = find_past (store, task, self->now);
  gint64 last_due = fair_calendar_last_due (calendar, task, past.done, self->now);

  state->done_at = past.done;
  state->due = last_due != FAIR_TIME_UNKNOWN && past.tried < last_due;
}

static void
judge_all (const FairCalendar *calendar, GArray *runs, FairStore *store, const FairProfile *profile, FairSchedule *self)
{
  judge_run (calendar, runs, store, profile, self);
  judge (FAIR_TASK_WATCH, calendar, store, self);
  judge (FAIR_TASK_UPKEEP, calendar, store, self);
  /* A look that was missed is worth nothing after the last game, nor is upkeep where nothing is. */
  self->tasks[FAIR_TASK_WATCH].due &= fair_calendar_has_games_ahead (calendar->book, self->now);
  self->tasks[FAIR_TASK_UPKEEP].due &= !self->empty;
  for (FairTask task = 0; task < FAIR_N_TASKS; task++)
    self->tasks[task].next = fair_calendar_next_due (calendar, task, self->now);
}

static void
plan_calls (const FairCalendar *calendar, const FairApiState *api, const FairProfile *profile, FairSchedule *self)
{
  FairCallPlan *plan = &self->plan;
  gint64 month = fair_next_month (self->now);
  gboolean first = fair_calendar_lacks_schedule (calendar->book, self->now);

  plan->n_runs = fair_calendar_count (calendar, FAIR_TASK_WEEKLY, self->now, month) + self->tasks[FAIR_TASK_WEEKLY].due;
  plan->n_watches = fair_calendar_count (calendar, FAIR_TASK_WATCH, self->now, month) + self->tasks[FAIR_TASK_WATCH].due;
  plan->run_calls = plan->n_runs * CALLS_A_RUN + (first && plan->n_runs > 0 ? CALLS_FIRST_RUN - CALLS_A_RUN : 0);
  plan->calls = plan->run_calls + plan->n_watches;
  plan->left = api->calls_left >= 0 && self->now < fair_next_month (api->calls_at) ? api->calls_left : -1;
  plan->reserve = fair_settings_get_int (profile->settings, "quota-reserve");
  plan->fits = plan->left < 0 || (int) plan->calls <= plan->left - plan->reserve;
}

/* Lines are worth nothing without the runs that price them, so the runs' calls are kept for them. */
static void
find_obstacles (const FairProfile *profile, FairSchedule *self)
{
  FairTaskState *watch = &self->tasks[FAIR_TASK_WATCH];
  const FairCallPlan *plan = &self->plan;
  g_autofree char *obstacle = NULL;

  if (!fair_settings_get_boolean (profile->settings, "schedule-on-battery") && fair_power_on_battery (fair_power_folder ()))
    obstacle = g_strdup (_("The computer runs on its battery; it is done when it is plugged in."));
  else if (!fair_settings_get_boolean (profile->settings, "schedule-on-metered") && fair_power_on_metered ())
    obstacle = g_strdup (_("The network is metered; it is done on another one."));
  self->sparing = obstacle != NULL;
  for (FairTask task = 0; task < FAIR_N_TASKS; task++)
    if (self->tasks[task].due && task != FAIR_TASK_UPKEEP)
      self->tasks[task].waits = g_strdup (obstacle);
  if (watch->due && watch->waits == NULL && plan->left >= 0 && plan->left - plan->reserve <= (int) plan->run_calls)
    watch->waits = g_strdup (_("The API calls that are left this month are kept for the weekly runs."));
}

/**
 * fair_schedule_calendar:
 * @book: which the calendar looks into, so it has to stay
 * @zone: likewise
 *
 * Returns: when what is due, from the settings
 */
FairCalendar
fair_schedule_calendar (const FairProfile *profile, const FairBook *book, GTimeZone *zone)
{
  g_autofree char *watching = fair_settings_get_string (profile->settings, "schedule-lines");

  return (FairCalendar) {
    .book = book,
    .zone = zone,
    .watching = fair_watching_parse (watching),
    .weekly_hour = fair_settings_get_int (profile->settings, "schedule-weekly-hour"),
    .upkeep_hour = fair_settings_get_int (profile->settings, "schedule-upkeep-hour"),
    .quiet_hours = fair_settings_get_int (profile->settings, "schedule-quiet-hours"),
    .busy_hours = fair_settings_get_int (profile->settings, "schedule-busy-hours"),
  };
}

static FairBook *
load_book (FairStore *store, GError **error)
{
  g_autoptr (FairBookBuilder) builder = store != NULL ? NULL : fair_book_builder_new ();

  return store != NULL ? fair_store_load_book (store, error) : fair_book_builder_finish (builder);
}

static GArray *
load_runs (FairStore *store, gint64 now, GError **error)
{
  return store != NULL ? fair_store_list_runs_since (store, now - RUNS_BACK, error)
                       : g_array_new (FALSE, FALSE, sizeof (FairRun));
}

/**
 * fair_schedule_make:
 * @store: (nullable): may be a reading connection; NULL where there is none yet
 * @now: UTC seconds
 *
 * Looks what is due.
 *
 * Returns: (transfer full): the schedule
 */
FairSchedule *
fair_schedule_make (FairStore *store, const FairProfile *profile, gint64 now, GError **error)
{
  g_autoptr (FairSchedule) self = g_new0 (FairSchedule, 1);
  g_autoptr (FairBook) book = load_book (store, error);
  g_autoptr (GArray) runs = book == NULL ? NULL : load_runs (store, now, error);
  g_autoptr (GTimeZone) zone = fair_calendar_zone ();
  FairCalendar calendar = fair_schedule_calendar (profile, book, zone);
  g_auto (FairApiState) api = { .calls_left = -1 };

  if (runs == NULL || (store != NULL && !fair_api_state_load (store, &api, error)))
    return NULL;
  self->now = now;
  self->empty = fair_book_n_games (book) == 0;
  self->in_season = fair_calendar_in_season (book, now);
  judge_all (&calendar, runs, store, profile, self);
  plan_calls (&calendar, &api, profile, self);
  find_obstacles (profile, self);
  return g_steal_pointer (&self);
}

void
fair_schedule_free (FairSchedule *self)
{
  if (self == NULL)
    return;
  for (FairTask task = 0; task < FAIR_N_TASKS; task++)
    g_free (self->tasks[task].waits);
  g_free (self);
}

/**
 * fair_call_plan_to_text:
 *
 * Returns: (transfer full): what is to come until the end of the month and what it costs, one sentence
 */
char *
fair_call_plan_to_text (const FairCallPlan *self)
{
  g_autofree char *runs = g_strdup_printf (ngettext ("%u weekly run", "%u weekly runs", self->n_runs), self->n_runs);
  g_autofree char *looks
    = g_strdup_printf (ngettext ("%u look at the lines", "%u looks at the lines", self->n_watches), self->n_watches);
  g_autofree char *calls
    = g_strdup_printf (ngettext ("%u API call at most", "%u API calls at most", self->calls), self->calls);

  /* Translators: weekly runs, looks at the lines, API calls */
  return g_strdup_printf (_("%s and %s, %s."), runs, looks, calls);
}
