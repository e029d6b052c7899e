/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-schedule.h"

#include "fair-news.h"
#include "fair-power.h"
#include "fair-stock.h"
#include "fair-store-book.h"
#include "fair-store-model.h"

#include <glib/gi18n-lib.h>

/* What a weekly run costs at most: measured over 44 weeks. */
#define CALLS_A_RUN 10

/* What failed, or had to do with old data, is tried again after so long. */
#define TRY_AGAIN FAIR_HOUR
#define DO_AGAIN  (3 * FAIR_HOUR)

#define N_RUNS 10

static char *
key_of (FairTask task)
{
  return g_strdup_printf ("schedule %s", fair_task_to_string (task));
}

/**
 * fair_schedule_note:
 * @store: a writing connection
 *
 * Keeps that @task was done, or tried.
 */
gboolean
fair_schedule_note (FairStore *store, FairTask task, gint64 now, GError **error)
{
  g_autofree char *key = key_of (task);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, now);

  return fair_store_put_cached (store, key, text, now, error);
}

static gint64
find_done (FairStore *store, FairTask task)
{
  g_autofree char *key = key_of (task);
  g_autofree char *text = fair_store_get_cached (store, key, NULL);

  return text == NULL ? FAIR_TIME_UNKNOWN : g_ascii_strtoll (text, NULL, 10);
}

/* A run by hand counts as well, unless it leaves somebody without word. One that failed leaves the week undone; one that
   had to do with old data is done again while there is a chance of better ones.
   @told: somebody was told of picks since @last_due, or nobody is to be told */
static gboolean
is_run_due (const FairStock *stock, FairTaskState *state, gboolean told, gint64 last_due, gint64 now)
{
  gint64 tried = state->done_at;
  gboolean untold = !told && (tried == FAIR_TIME_UNKNOWN || tried < last_due || now - tried >= TRY_AGAIN);

  for (guint i = 0; i < stock->runs->len; i++)
    {
      const FairRun *run = &g_array_index (stock->runs, FairStockRun, i).run;

      if (run->as_of > now)
        continue; /* of a clock that went ahead */
      tried = MAX (tried, run->as_of);
      if (run->as_of >= last_due && g_str_equal (run->status, "done"))
        {
          state->done_at = run->as_of;
          return untold;
        }
      if (run->as_of >= last_due && g_str_equal (run->status, "degraded"))
        {
          state->done_at = run->as_of;
          return untold || (now - run->as_of >= DO_AGAIN && now - last_due < FAIR_DAY);
        }
    }
  return tried == FAIR_TIME_UNKNOWN || tried < last_due || now - tried >= TRY_AGAIN;
}

static void
judge (FairTask task, const FairCalendar *calendar, const FairStock *stock, FairStore *store, const FairProfile *profile,
       FairSchedule *self)
{
  FairTaskState *state = &self->tasks[task];
  gint64 last_due = fair_calendar_last_due (calendar, task, self->now);
  gboolean told = !fair_news_is_wanted (profile) || fair_news_told_at (store) >= last_due;

  state->done_at = find_done (store, task);
  /* Of a clock that went ahead and was set back. */
  if (state->done_at > self->now)
    state->done_at = FAIR_TIME_UNKNOWN;
  state->next = fair_calendar_next_due (calendar, task, self->now);
  if (last_due == FAIR_TIME_UNKNOWN)
    return;
  state->due = task == FAIR_TASK_WEEKLY ? is_run_due (stock, state, told, last_due, self->now)
                                        : state->done_at == FAIR_TIME_UNKNOWN || state->done_at < last_due;
}

static void
plan_calls (const FairCalendar *calendar, const FairStock *stock, const FairProfile *profile, FairSchedule *self)
{
  FairCallPlan *plan = &self->plan;
  gint64 month = fair_next_month (self->now);

  plan->n_runs = fair_calendar_count (calendar, FAIR_TASK_WEEKLY, self->now, month);
  plan->n_watches = fair_calendar_count (calendar, FAIR_TASK_WATCH, self->now, month);
  plan->calls = plan->n_runs * CALLS_A_RUN + plan->n_watches;
  plan->left = stock->calls_left >= 0 && self->now < fair_next_month (stock->calls_at) ? stock->calls_left : -1;
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

  if (!fair_settings_get_boolean (profile->settings, "schedule-on-battery") && fair_power_on_battery (FAIR_POWER_FOLDER))
    obstacle = g_strdup (_("The computer runs on its battery; it is done when it is plugged in."));
  else if (!fair_settings_get_boolean (profile->settings, "schedule-on-metered") && fair_power_on_metered ())
    obstacle = g_strdup (_("The network is metered; it is done on another one."));
  for (FairTask task = 0; task < FAIR_N_TASKS; task++)
    if (self->tasks[task].due && task != FAIR_TASK_UPKEEP)
      self->tasks[task].waits = g_strdup (obstacle);
  if (watch->due && watch->waits == NULL && plan->left >= 0
      && plan->left - plan->reserve <= (int) (plan->n_runs * CALLS_A_RUN))
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

/**
 * fair_schedule_make:
 * @store: may be a reading connection
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
  g_autoptr (FairBook) book = fair_store_load_book (store, error);
  g_autoptr (FairStock) stock = book == NULL ? NULL : fair_stock_take (store, profile->paths, N_RUNS, error);
  g_autoptr (GTimeZone) zone = fair_calendar_zone ();
  FairCalendar calendar = fair_schedule_calendar (profile, book, zone);

  if (stock == NULL)
    return NULL;
  self->now = now;
  self->in_season = fair_calendar_in_season (book, self->now);
  for (FairTask task = 0; task < FAIR_N_TASKS; task++)
    judge (task, &calendar, stock, store, profile, self);
  plan_calls (&calendar, stock, profile, self);
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
