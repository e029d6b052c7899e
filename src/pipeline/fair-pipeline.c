/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-pipeline.h"

#include "fair-api-state.h"
#include "fair-cfbd-decode.h"
#include "fair-error.h"
#include "fair-failure.h"
#include "fair-health-report.h"
#include "fair-news.h"
#include "fair-store-book.h"
#include "fair-upkeep.h"
#include "fair-week-present.h"

#include <glib/gi18n-lib.h>

struct _FairPipeline
{
  GObject            parent_instance;
  const FairProfile *profile;
  FairWorker        *worker;
};

G_DEFINE_FINAL_TYPE (FairPipeline, fair_pipeline, G_TYPE_OBJECT)

enum
{
  PLANNED,
  PROVISIONAL,
  NOTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef enum
{
  JOB_WEEKLY,
  JOB_SYNC,
  JOB_LINES,
} JobKind;

/* One job, the data of its task. Before and after the sync only the worker touches it, in between only the main loop. */
typedef struct
{
  JobKind           kind;
  FairWeeklyOptions options;
  int               from; /* seasons of a sync; 0 for the default */
  int               to;
  FairProgress     *progress;
  FairStore        *store; /* used on the worker only */
  gboolean          empty_store; /* nothing to fall back on */
  GArray           *plan;
  GArray           *filling; /* nullable: what a first load fetches after its provisional table */
  gint64            run; /* row of the run table; 0 none */
  FairRun           before;
  gboolean          has_before;
  FairCfbdClient   *client;
  FairJobReport    *report;
  GPtrArray        *notes; /* of char*: what a job that fails has to say besides its error */
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->progress, fair_progress_unref);
  g_clear_pointer (&job->store, fair_store_close);
  g_clear_pointer (&job->plan, g_array_unref);
  g_clear_pointer (&job->filling, g_array_unref);
  g_clear_object (&job->client);
  fair_run_clear (&job->before);
  fair_job_report_free (job->report);
  g_ptr_array_unref (job->notes);
  g_free (job);
}

void
fair_job_report_free (FairJobReport *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->sync, fair_sync_report_free);
  g_clear_pointer (&self->weekly, fair_weekly_result_free);
  g_clear_pointer (&self->lines, g_array_unref);
  g_free (self);
}

static void
fair_pipeline_finalize (GObject *object)
{
  FairPipeline *self = FAIR_PIPELINE (object);

  g_clear_object (&self->worker);
  G_OBJECT_CLASS (fair_pipeline_parent_class)->finalize (object);
}

static void
fair_pipeline_class_init (FairPipelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_pipeline_finalize;
  signals[PROVISIONAL] = g_signal_new ("provisional", FAIR_TYPE_PIPELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_ARRAY);
  signals[PLANNED] = g_signal_new ("planned", FAIR_TYPE_PIPELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   G_TYPE_UINT, G_TYPE_INT);
  signals[NOTED] = g_signal_new ("noted", FAIR_TYPE_PIPELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
}

static void
fair_pipeline_init (FairPipeline *self)
{
  self->worker = fair_worker_new ("fair-store");
}

/**
 * fair_pipeline_new:
 * @profile: where and for whom; must outlive the pipeline
 */
FairPipeline *
fair_pipeline_new (const FairProfile *profile)
{
  FairPipeline *self = g_object_new (FAIR_TYPE_PIPELINE, NULL);

  self->profile = profile;
  return self;
}

/* The week whose lines are wanted: as told, or the present one. */
static gboolean
choose_lines_week (FairPipeline *self, Job *job, GError **error)
{
  gint64 now = fair_clock_now (self->profile->clock);
  g_autoptr (FairBook) book = NULL;

  if (job->options.has_week)
    return TRUE;
  book = fair_store_load_book (job->store, error);
  if (book == NULL)
    return FALSE;
  job->options.has_week = fair_week_present (book, now, &job->options.week);
  if (job->options.has_week)
    return TRUE;
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_NO_STORE,
                       _("No game is still to be played in what is stored; run “fair run” first."));
  return FALSE;
}

static gboolean
plan_lines (FairPipeline *self, Job *job, GError **error)
{
  FairSyncStep step = { { .endpoint = FAIR_CFBD_LINES }, 0 };

  if (!choose_lines_week (self, job, error))
    return FALSE;
  step.request.season = job->options.week.season;
  step.request.week = job->options.week.week;
  step.request.type = job->options.week.type;
  job->plan = g_array_new (FALSE, FALSE, sizeof (FairSyncStep));
  g_array_append_val (job->plan, step);
  return TRUE;
}

static gboolean
plan_sync (FairPipeline *self, Job *job, GError **error)
{
  gint64 now = fair_clock_now (self->profile->clock);
  int to = job->to > 0 ? job->to : fair_season_at (now);
  int from = job->from > 0 ? job->from : MIN (to, fair_settings_get_int (self->profile->settings, "first-season"));

  /* A week of an earlier season needs that season, too. */
  if (job->options.has_week)
    from = MIN (from, job->options.week.season);
  job->plan = fair_sync_plan (job->store, from, to, now, error);
  return job->plan != NULL;
}

static gboolean
begin (FairPipeline *self, Job *job, GError **error)
{
  g_autoptr (FairClock) clock = fair_clock_new_system ();
  g_autoptr (GArray) seasons = NULL;

  job->store = fair_store_open_writer (self->profile->paths, error);
  if (job->store == NULL || !fair_store_get_last_run (job->store, &job->before, &job->has_before, error))
    return FALSE;
  seasons = fair_store_count_seasons (job->store, error);
  if (seasons == NULL)
    return FALSE;
  job->empty_store = seasons->len == 0;
  if (job->kind == JOB_LINES)
    return plan_lines (self, job, error);
  if (job->kind == JOB_WEEKLY)
    {
      job->run = fair_store_begin_run (job->store, &job->options.week, fair_clock_now (self->profile->clock),
                                       fair_clock_now (clock), error);
      if (job->run == 0)
        return FALSE;
    }
  return plan_sync (self, job, error);
}

static void
begin_on_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GTask *outer = data;
  FairPipeline *self = g_task_get_source_object (outer);
  Job *job = g_task_get_task_data (outer);
  GError *error = NULL;

  if (begin (self, job, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (job->kind == JOB_WEEKLY && self->profile->unattended)
    fair_failure_tell (self->profile, error, job->notes);
  g_task_return_error (task, error);
}

/* @error: (transfer full) */
static void
fail (GTask *outer, GError *error)
{
  Job *job = g_task_get_task_data (outer);

  for (guint i = 0; i < job->notes->len; i++)
    g_signal_emit (g_task_get_source_object (outer), signals[NOTED], 0, g_ptr_array_index (job->notes, i));
  g_task_return_error (outer, error);
}

static const char *
status_of (const FairJobReport *report, const GError *error)
{
  if (error == NULL)
    return report->degraded ? "degraded" : "done";
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? "cancelled" : "failed";
}

static FairWeeklyJob
weekly_job (FairPipeline *self, Job *job, GCancellable *cancellable)
{
  return (FairWeeklyJob) {
    .store = job->store,
    .profile = self->profile,
    .options = &job->options,
    .run = job->run,
    .before = job->has_before ? &job->before : NULL,
    .sync = job->report->sync,
    .progress = job->progress,
    .cancellable = cancellable,
  };
}

static gboolean
do_weekly (FairPipeline *self, Job *job, GCancellable *cancellable, GError **error)
{
  FairWeeklyJob weekly = weekly_job (self, job, cancellable);

  job->report->weekly = fair_weekly_run (&weekly, error);
  return job->report->weekly != NULL;
}

/* What comes after the sync. */
static gboolean
do_rest (FairPipeline *self, Job *job, GCancellable *cancellable, GError **error)
{
  FairSyncReport *sync = job->report->sync;
  gboolean done = TRUE;

  job->report->degraded = sync->problems->len > 0;
  /* Without any data there is nothing to fall back on; and a sync that could do nothing has failed. */
  if (sync->first_error != NULL
      && ((job->empty_store && sync->n_done == 0) || (job->kind != JOB_WEEKLY && sync->n_done == 0)
          || (job->kind == JOB_SYNC && (g_error_matches (sync->first_error, FAIR_ERROR, FAIR_ERROR_REFUSED)
                                        || g_error_matches (sync->first_error, FAIR_ERROR, FAIR_ERROR_FAILED)))))
    {
      g_propagate_error (error, g_error_copy (sync->first_error));
      return FALSE;
    }
  if (job->kind == JOB_WEEKLY)
    done = do_weekly (self, job, cancellable, error);
  else if (job->kind == JOB_LINES)
    {
      job->report->lines = fair_reprice (job->store, self->profile, &job->options.week, error);
      done = job->report->lines != NULL;
    }
  if (done && job->report->weekly != NULL)
    job->report->degraded = job->report->degraded || job->report->weekly->degraded;
  return done;
}

static void
record_sync (Job *job, gint64 now)
{
  const FairSyncReport *sync = job->report->sync;
  g_autofree char *calls_left = sync->calls_left < 0 ? NULL : g_strdup_printf ("%d", sync->calls_left);
  FairRunStage stage = {
    .stage = "sync",
    .status = sync->problems->len == 0 ? "done" : "failed",
    .started_at = now,
    .ended_at = now,
    .count = sync->n_done,
    .note = calls_left,
    .error = sync->first_error == NULL ? NULL : sync->first_error->message,
  };

  /* The run goes on without its record rather than not at all. */
  fair_store_put_run_stage (job->store, job->run, &stage, NULL);
}

/* A run that went well is worth a backup; how all stands is noted in any case. */
static void
look_after (FairPipeline *self, Job *job, const GError *error)
{
  GPtrArray *notes = job->report->weekly == NULL ? NULL : job->report->weekly->notes;
  FairRunNews news = { .error = error == NULL ? NULL : error->message, .weekly = job->report->weekly };

  if (error == NULL && !fair_upkeep_back_up (job->store, self->profile, notes))
    job->report->degraded = TRUE;
  fair_health_watch (job->store, self->profile, notes);
  news.status = status_of (job->report, error);
  if (self->profile->unattended)
    fair_news_tell_run (job->store, self->profile, &news, notes == NULL ? job->notes : notes);
}

/* Of a look at the lines without a person there is no other trace. What cannot be kept is only missed by the watch. */
static void
keep_api_state (Job *job, gint64 now)
{
  const FairSyncReport *sync = job->report->sync;
  g_auto (FairApiState) state = { 0 };

  if (sync->n_planned == 0 || g_error_matches (sync->first_error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || !fair_api_state_load (job->store, &state, NULL))
    return;
  state.at = now;
  if (sync->calls_left >= 0)
    {
      state.calls_left = sync->calls_left;
      state.calls_at = now;
    }
  state.key_refused = g_error_matches (sync->first_error, FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED);
  g_free (state.problem);
  state.problem = sync->first_error == NULL ? NULL : g_strdup (sync->first_error->message);
  fair_api_state_save (job->store, &state, NULL);
}

static void
rest_on_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GTask *outer = data;
  FairPipeline *self = g_task_get_source_object (outer);
  Job *job = g_task_get_task_data (outer);
  g_autoptr (FairClock) clock = fair_clock_new_system ();
  GError *error = NULL;

  if (job->run != 0)
    record_sync (job, fair_clock_now (clock));
  do_rest (self, job, g_task_get_cancellable (outer), &error);
  keep_api_state (job, fair_clock_now (clock));
  if (job->run != 0)
    fair_store_end_run (job->store, job->run, status_of (job->report, error), job->report->sync->calls_spent,
                        error == NULL ? NULL : error->message, fair_clock_now (clock), NULL);
  if (job->run != 0)
    look_after (self, job, error);
  else if (job->kind == JOB_LINES && self->profile->unattended)
    {
      /* No run, but what it met may have to be told. */
      fair_health_watch (job->store, self->profile, job->notes);
      fair_news_tell_changes (job->store, self->profile, job->notes);
    }
  g_clear_pointer (&job->store, fair_store_close);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_rest (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  Job *job = g_task_get_task_data (outer);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_pointer (outer, g_steal_pointer (&job->report), (GDestroyNotify) fair_job_report_free);
  else
    fail (outer, error);
}

/* @outer: (transfer full) */
static void
run_rest (GTask *outer)
{
  FairPipeline *self = g_task_get_source_object (outer);
  GTask *task = g_task_new (NULL, NULL, on_rest, outer);

  g_task_set_task_data (task, outer, NULL);
  fair_worker_queue (self->worker, task, rest_on_worker);
}

/* @outer: (transfer full); a sync that ends like this has done nothing. */
static void
give_up_sync (GTask *outer, const GError *error)
{
  g_autoptr (FairSyncReport) report = g_new0 (FairSyncReport, 1);
  Job *job = g_task_get_task_data (outer);

  report->n_planned = job->plan->len;
  report->clock_was_ahead = fair_sync_plan_is_redating (job->plan);
  report->calls_left = job->client == NULL ? -1 : fair_cfbd_client_get_calls_left (job->client);
  report->problems = g_ptr_array_new_with_free_func (g_free);
  if (error != NULL)
    {
      g_ptr_array_add (report->problems, g_strdup (error->message));
      report->first_error = g_error_copy (error);
    }
  if (job->report->sync == NULL)
    job->report->sync = g_steal_pointer (&report);
  else
    fair_sync_report_add (job->report->sync, report);
  run_rest (outer);
}

static void sync_plan (GTask *outer);

static void
preview_on_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GTask *outer = data;
  Job *job = g_task_get_task_data (outer);
  FairWeeklyJob weekly = weekly_job (g_task_get_source_object (outer), job, g_task_get_cancellable (outer));

  g_task_return_pointer (task, fair_weekly_preview (&weekly, NULL), (GDestroyNotify) g_array_unref);
}

/* @data: the outer task (transfer full). A preview that fails is no loss: the real table follows. */
static void
on_previewed (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *outer = data;
  Job *job = g_task_get_task_data (outer);
  g_autoptr (GArray) picks = g_task_propagate_pointer (G_TASK (result), NULL);

  if (picks != NULL)
    g_signal_emit (g_task_get_source_object (outer), signals[PROVISIONAL], 0, picks);
  g_array_unref (job->plan);
  job->plan = g_steal_pointer (&job->filling);
  fair_progress_set_stage (job->progress, "sync");
  sync_plan (outer);
}

static void
preview (GTask *outer)
{
  FairPipeline *self = g_task_get_source_object (outer);
  GTask *task = g_task_new (NULL, NULL, on_previewed, outer);

  g_task_set_task_data (task, outer, NULL);
  fair_worker_queue (self->worker, task, preview_on_worker);
}

static void
on_synced (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *outer = data;
  Job *job = g_task_get_task_data (outer);
  g_autoptr (GError) error = NULL;
  g_autoptr (FairSyncReport) report = fair_sync_finish (result, &error);

  if (report == NULL)
    {
      give_up_sync (outer, error);
      return;
    }
  if (job->report->sync == NULL)
    job->report->sync = g_steal_pointer (&report);
  else
    fair_sync_report_add (job->report->sync, report);
  if (job->filling != NULL && job->report->sync->first_error == NULL)
    preview (outer);
  else
    run_rest (outer);
}

/* @outer: (transfer full) */
static void
sync_plan (GTask *outer)
{
  FairPipeline *self = g_task_get_source_object (outer);
  Job *job = g_task_get_task_data (outer);
  FairSyncTarget target = { job->store, self->worker };

  fair_sync_async (job->client, &target, job->plan, job->progress, g_task_get_cancellable (outer), on_synced, outer);
}

/* A first load shows a table from the newest seasons before it fetches the others. */
static void
split_plan (Job *job)
{
  guint n = 0;

  if (job->kind != JOB_WEEKLY || !job->empty_store)
    return;
  while (n < job->plan->len && g_array_index (job->plan, FairSyncStep, n).phase < FAIR_SYNC_FILLING)
    n++;
  if (n == 0 || n == job->plan->len)
    return;
  job->filling = g_array_new (FALSE, FALSE, sizeof (FairSyncStep));
  g_array_append_vals (job->filling, &g_array_index (job->plan, FairSyncStep, n), job->plan->len - n);
  g_array_set_size (job->plan, n);
}

static guint
count_metered (GArray *plan)
{
  guint n = 0;

  for (guint i = 0; i < plan->len; i++)
    n += fair_cfbd_request_is_metered (&g_array_index (plan, FairSyncStep, i).request);
  return n;
}

/* Better to say no before the first call than in the middle. */
static GError *
refuse_plan (FairPipeline *self, Job *job, guint n_calls)
{
  int left = fair_cfbd_client_get_calls_left (job->client);
  int reserve = self->profile->use_reserve ? 0 : fair_settings_get_int (self->profile->settings, "quota-reserve");

  if (left < 0 || left - reserve >= (int) n_calls)
    return NULL;
  return g_error_new (FAIR_ERROR, FAIR_ERROR_REFUSED,
                      _("%u API calls are needed, but only %d are left this month and %d of them are kept in reserve; wait "
                        "until the 1st, or allow it with --use-reserve."),
                      n_calls, left, reserve);
}

static GError *
read_account (Job *job, GAsyncResult *result)
{
  GError *error = NULL;
  g_autoptr (FairCfbdAnswer) answer = fair_cfbd_client_fetch_finish (job->client, result, &error);
  FairCfbdInfo info;

  /* Who does not know the question may know the others; how many calls are left then stays unknown. */
  if (g_error_matches (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA))
    {
      g_clear_error (&error);
      return NULL;
    }
  if (answer == NULL || !fair_cfbd_decode_info (answer->body, &info, &error))
    return error;
  if (!info.known)
    return g_error_new (FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED,
                        _("The API does not know the key; check it, or set another one with “fair key set”."));
  if (info.remaining_calls >= 0)
    fair_cfbd_client_set_calls_left (job->client, info.remaining_calls);
  return NULL;
}

static void
on_account (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *outer = data;
  FairPipeline *self = g_task_get_source_object (outer);
  Job *job = g_task_get_task_data (outer);
  guint n_calls = count_metered (job->plan);
  g_autoptr (GError) error = read_account (job, result);

  if (error == NULL)
    error = refuse_plan (self, job, n_calls);
  if (error != NULL)
    {
      give_up_sync (outer, error);
      return;
    }
  g_signal_emit (self, signals[PLANNED], 0, n_calls, fair_cfbd_client_get_calls_left (job->client));
  split_plan (job);
  sync_plan (outer);
}

static GError *
make_client (FairPipeline *self, Job *job)
{
  GError *error = NULL;

  if (self->profile->key == NULL)
    return g_error_new (FAIR_ERROR, FAIR_ERROR_UNAUTHORIZED,
                        _("There is no API key; set one with “fair key set”, or look at the demo league with --demo."));
  job->client = fair_cfbd_client_new (self->profile->api_url, self->profile->key, self->profile->clock, &error);
  if (job->client != NULL)
    fair_cfbd_client_set_reserve (job->client, self->profile->use_reserve
                                                 ? 0
                                                 : fair_settings_get_int (self->profile->settings, "quota-reserve"));
  return error;
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *outer = data;
  FairPipeline *self = g_task_get_source_object (outer);
  Job *job = g_task_get_task_data (outer);
  FairCfbdRequest account = { .endpoint = FAIR_CFBD_INFO };
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      fail (outer, g_steal_pointer (&error));
      g_object_unref (outer);
      return;
    }
  error = job->plan->len == 0 ? NULL : make_client (self, job);
  if (job->plan->len == 0 || error != NULL)
    {
      give_up_sync (outer, error);
      return;
    }
  fair_progress_set_stage (job->progress, "sync");
  fair_cfbd_client_fetch_async (job->client, &account, g_task_get_cancellable (outer), on_account, outer);
}

static void
start (FairPipeline *self, Job *job, FairProgress *progress, GTask *outer)
{
  GTask *task = g_task_new (NULL, NULL, on_begun, outer);

  job->progress = progress == NULL ? NULL : fair_progress_ref (progress);
  job->report = g_new0 (FairJobReport, 1);
  job->notes = g_ptr_array_new_with_free_func (g_free);
  g_task_set_check_cancellable (outer, FALSE);
  g_task_set_task_data (outer, job, (GDestroyNotify) job_free);
  g_task_set_task_data (task, outer, NULL);
  fair_worker_queue (self->worker, task, begin_on_worker);
}

/**
 * fair_pipeline_run_async:
 * @options: which week
 *
 * The weekly job: sync, settle, fit, predict, price, check, export.
 */
void
fair_pipeline_run_async (FairPipeline *self, const FairWeeklyOptions *options, FairProgress *progress,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->kind = JOB_WEEKLY;
  job->options = *options;
  start (self, job, progress, g_task_new (self, cancellable, callback, data));
}

/**
 * fair_pipeline_sync_async:
 * @from: first season; 0: as set
 * @to: last season; 0: the running one
 *
 * Fetches what is missing or stale.
 */
void
fair_pipeline_sync_async (FairPipeline *self, int from, int to, FairProgress *progress, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->kind = JOB_SYNC;
  job->from = from;
  job->to = to;
  start (self, job, progress, g_task_new (self, cancellable, callback, data));
}

/**
 * fair_pipeline_lines_async:
 * @options: which week
 *
 * Fetches one week's lines with one call and prices its published picks again.
 */
void
fair_pipeline_lines_async (FairPipeline *self, const FairWeeklyOptions *options, FairProgress *progress,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->kind = JOB_LINES;
  job->options = *options;
  start (self, job, progress, g_task_new (self, cancellable, callback, data));
}

/**
 * fair_pipeline_finish:
 *
 * Returns: (transfer full): how the job went, or NULL with an error
 */
FairJobReport *
fair_pipeline_finish (FairPipeline *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
