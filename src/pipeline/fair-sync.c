/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-sync.h"

#include "fair-error.h"
#include "fair-ingest.h"

#include <glib/gi18n-lib.h>

/* Answers asked for, or waiting to be written: enough to keep the connection busy, few enough to keep memory small. */
#define MAX_OPEN 3

/* So many requests in a row without a usable answer mean that the API is down, and the others need not try. */
#define MAX_UNREACHABLE 3

/* A run goes on with what it has rather than wait longer for an API that answers slowly. */
#define MAX_SYNC (20 * 60 * G_USEC_PER_SEC)

typedef struct
{
  FairCfbdClient *client;
  FairSyncTarget  target;
  GArray         *plan; /* of FairSyncStep */
  guint           next;
  guint           n_open;
  guint           n_finished;
  guint           n_unreachable; /* in a row */
  gboolean        stopped; /* nothing new is asked any more */
  gint64          started_us; /* monotonic */
  guint           spent_before;
  FairProgress   *progress;
  FairSyncReport *report;
} Sync;

/* One step on its way. */
typedef struct
{
  GTask          *sync; /* strong */
  FairCfbdRequest request;
  FairCfbdAnswer *answer;
  FairIngest      ingest;
  guint           n_refused;
} Step;

static void go_on (GTask *task);

void
fair_sync_report_free (FairSyncReport *self)
{
  g_ptr_array_unref (self->problems);
  g_clear_error (&self->first_error);
  g_free (self);
}

/**
 * fair_sync_report_add:
 * @later: the report of what came after
 *
 * Makes one report of two.
 */
void
fair_sync_report_add (FairSyncReport *self, const FairSyncReport *later)
{
  self->n_planned += later->n_planned;
  self->clock_was_ahead = self->clock_was_ahead || later->clock_was_ahead;
  self->n_done += later->n_done;
  self->n_changed += later->n_changed;
  self->n_refused += later->n_refused;
  self->calls_spent += later->calls_spent;
  self->calls_left = later->calls_left;
  for (guint i = 0; i < later->problems->len; i++)
    g_ptr_array_add (self->problems, g_strdup (g_ptr_array_index (later->problems, i)));
  if (self->first_error == NULL && later->first_error != NULL)
    self->first_error = g_error_copy (later->first_error);
}

/**
 * fair_sync_clock_note:
 *
 * Returns: (transfer none): what is said where #FairSyncReport.clock_was_ahead
 */
const char *
fair_sync_clock_note (void)
{
  return _("The clock was ahead at an earlier run, so how old what it fetched is cannot be known; all that may still change is "
           "asked for again.");
}

static void
sync_free (Sync *sync)
{
  g_object_unref (sync->client);
  g_object_unref (sync->target.worker);
  g_array_unref (sync->plan);
  g_clear_pointer (&sync->progress, fair_progress_unref);
  g_clear_pointer (&sync->report, fair_sync_report_free);
  g_free (sync);
}

static void
step_free (Step *step)
{
  g_object_unref (step->sync);
  g_clear_pointer (&step->answer, fair_cfbd_answer_free);
  g_free (step);
}

static void
show_progress (Sync *sync, const FairCfbdRequest *request)
{
  g_autofree char *what = fair_cfbd_request_describe (request);

  fair_progress_set_calls (sync->progress, fair_cfbd_client_get_calls_spent (sync->client) - sync->spent_before,
                           fair_cfbd_client_get_calls_left (sync->client));
  fair_progress_update (sync->progress, what, sync->n_finished, sync->plan->len);
}

/* Requests that fail for one reason say it once. */
static void
add_problem (FairSyncReport *report, const GError *error)
{
  if (!g_ptr_array_find_with_equal_func (report->problems, error->message, g_str_equal, NULL))
    g_ptr_array_add (report->problems, g_strdup (error->message));
  if (report->first_error == NULL)
    report->first_error = g_error_copy (error);
}

static void
stop_if_late (Sync *sync)
{
  g_autoptr (GError) error = NULL;

  if (sync->stopped || sync->next == sync->plan->len || g_get_monotonic_time () - sync->started_us < MAX_SYNC)
    return;
  sync->stopped = TRUE;
  error = g_error_new (FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
                       _("The API is so slow that %u of %u answers were not waited for; what has come is used, and the next "
                         "run asks for the rest."),
                       sync->plan->len - sync->next, sync->plan->len);
  add_problem (sync->report, error);
}

/* After these no other request of the same plan can do better. */
static gboolean
ends_all (const GError *error)
{
  return g_error_matches (error, FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED)
         || g_error_matches (error, FAIR_ERROR, FAIR_ERROR_QUOTA)
         || g_error_matches (error, FAIR_ERROR, FAIR_ERROR_REFUSED)
         /* What cannot be stored is not worth a call: a full disk must not cost the month's quota. */
         || g_error_matches (error, FAIR_ERROR, FAIR_ERROR_FAILED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
finish_step (Step *step, GError *error)
{
  g_autoptr (GTask) task = g_object_ref (step->sync);
  Sync *sync = g_task_get_task_data (task);

  sync->n_open--;
  sync->n_finished++;
  if (error == NULL)
    {
      sync->n_unreachable = 0;
      sync->report->n_done++;
      sync->report->n_changed += step->ingest.n_changed;
      sync->report->n_refused += step->n_refused;
    }
  /* What needs a paid tier is not needed. */
  else if (!g_error_matches (error, FAIR_ERROR, FAIR_ERROR_TIER))
    {
      add_problem (sync->report, error);
      sync->n_unreachable += g_error_matches (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE);
      sync->stopped = sync->stopped || ends_all (error) || sync->n_unreachable >= MAX_UNREACHABLE;
    }
  show_progress (sync, &step->request);
  step_free (step);
  go_on (task);
}

static void
ingest_on_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Step *step = data;
  Sync *sync = g_task_get_task_data (step->sync);
  GError *error = NULL;

  if (fair_ingest (sync->target.store, &step->request, step->answer, &step->ingest, &step->n_refused, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_ingested (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  finish_step (data, error);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  Step *step = data;
  Sync *sync = g_task_get_task_data (step->sync);
  g_autoptr (GError) error = NULL;
  GTask *ingest;

  step->answer = fair_cfbd_client_fetch_finish (sync->client, result, &error);
  if (step->answer == NULL)
    {
      finish_step (step, error);
      return;
    }
  /* What was paid for is written, also when the person has said stop. */
  ingest = g_task_new (NULL, NULL, on_ingested, step);
  g_task_set_task_data (ingest, step, NULL);
  fair_worker_queue (sync->target.worker, ingest, ingest_on_worker);
}

static void
start_step (GTask *task, const FairSyncStep *planned)
{
  Sync *sync = g_task_get_task_data (task);
  Step *step = g_new0 (Step, 1);

  step->sync = g_object_ref (task);
  step->request = planned->request;
  sync->n_open++;
  show_progress (sync, &step->request);
  fair_cfbd_client_fetch_async (sync->client, &step->request, g_task_get_cancellable (task), on_fetched, step);
}

static void
return_report (GTask *task)
{
  Sync *sync = g_task_get_task_data (task);

  sync->report->calls_spent = fair_cfbd_client_get_calls_spent (sync->client) - sync->spent_before;
  sync->report->calls_left = fair_cfbd_client_get_calls_left (sync->client);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&sync->report), (GDestroyNotify) fair_sync_report_free);
}

/* Starts what may start; a phase begins when the one before is all written. */
static void
go_on (GTask *task)
{
  Sync *sync = g_task_get_task_data (task);

  stop_if_late (sync);
  while (!sync->stopped && sync->n_open < MAX_OPEN && sync->next < sync->plan->len)
    {
      const FairSyncStep *step = &g_array_index (sync->plan, FairSyncStep, sync->next);

      if (sync->n_open > 0 && step->phase != g_array_index (sync->plan, FairSyncStep, sync->next - 1).phase)
        return;
      sync->next++;
      start_step (task, step);
    }
  if (sync->n_open == 0 && !g_task_get_completed (task))
    return_report (task);
}

/**
 * fair_sync_async:
 * @plan: (element-type FairSyncStep): what to fetch
 *
 * Fetches and stores a plan. It may be broken off at any moment: what has arrived is stored, the rest is fetched the
 * next time. A request that fails does not stop the others, unless they would fail in the same way.
 */
void
fair_sync_async (FairCfbdClient *client, const FairSyncTarget *target, GArray *plan, FairProgress *progress,
                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Sync *sync = g_new0 (Sync, 1);

  sync->client = g_object_ref (client);
  sync->target.store = target->store;
  sync->target.worker = g_object_ref (target->worker);
  sync->plan = g_array_ref (plan);
  sync->progress = progress == NULL ? NULL : fair_progress_ref (progress);
  sync->spent_before = fair_cfbd_client_get_calls_spent (client);
  sync->report = g_new0 (FairSyncReport, 1);
  sync->started_us = g_get_monotonic_time ();
  sync->report->n_planned = plan->len;
  sync->report->clock_was_ahead = fair_sync_plan_is_redating (plan);
  sync->report->problems = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, sync, (GDestroyNotify) sync_free);
  go_on (task);
}

/**
 * fair_sync_finish:
 *
 * Returns: (transfer full): how it went; NULL only where it was cancelled
 */
FairSyncReport *
fair_sync_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
