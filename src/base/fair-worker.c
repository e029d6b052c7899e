/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-worker.h"

struct _FairWorker
{
  GObject      parent_instance;
  GThread     *thread;
  GAsyncQueue *queue; /* of Job; a job without a task ends the thread */
};

G_DEFINE_FINAL_TYPE (FairWorker, fair_worker, G_TYPE_OBJECT)

typedef struct
{
  GTask          *task;
  GTaskThreadFunc func;
} Job;

static gpointer
work (gpointer data)
{
  g_autoptr (GAsyncQueue) queue = data;

  while (TRUE)
    {
      g_autofree Job *job = g_async_queue_pop (queue);
      g_autoptr (GTask) task = job->task;

      if (task == NULL)
        return NULL;
      if (!g_task_return_error_if_cancelled (task))
        job->func (task, g_task_get_source_object (task), g_task_get_task_data (task), g_task_get_cancellable (task));
    }
}

static void
fair_worker_dispose (GObject *object)
{
  FairWorker *self = FAIR_WORKER (object);

  if (self->thread != NULL)
    {
      g_async_queue_push (self->queue, g_new0 (Job, 1));
      /* The last reference can be dropped by a task that this very thread finishes. */
      if (self->thread == g_thread_self ())
        g_thread_unref (self->thread);
      else
        g_thread_join (self->thread);
      self->thread = NULL;
    }
  g_clear_pointer (&self->queue, g_async_queue_unref);
  G_OBJECT_CLASS (fair_worker_parent_class)->dispose (object);
}

static void
fair_worker_class_init (FairWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_worker_dispose;
}

static void
fair_worker_init (FairWorker *self)
{
  self->queue = g_async_queue_new ();
}

/**
 * fair_worker_new:
 * @name: of the thread, 15 characters at most
 *
 * Returns: (transfer full): a worker; its thread ends, after what is queued, with the last reference
 */
FairWorker *
fair_worker_new (const char *name)
{
  FairWorker *self = g_object_new (FAIR_TYPE_WORKER, NULL);

  self->thread = g_thread_new (name, work, g_async_queue_ref (self->queue));
  return self;
}

/**
 * fair_worker_queue:
 * @task: (transfer full): returns to the main context in which it was made; must be made with check-cancellable
 * @func: runs on the worker's thread and must return @task
 */
void
fair_worker_queue (FairWorker *self, GTask *task, GTaskThreadFunc func)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->func = func;
  g_async_queue_push (self->queue, job);
}

typedef struct
{
  FairJobFunc func;
  gpointer    data;
  guint       n_jobs;
  guint       next; /* atomic */
} Batch;

static gpointer
take_jobs (gpointer data)
{
  Batch *batch = data;

  for (guint i = g_atomic_int_add (&batch->next, 1); i < batch->n_jobs; i = g_atomic_int_add (&batch->next, 1))
    batch->func (i, batch->data);
  return NULL;
}

static void
join (gpointer thread)
{
  g_thread_join (thread);
}

/**
 * fair_run_parallel:
 * @n_jobs: how many
 * @n_threads: on how many threads, this one among them; 0 means one a core
 * @func: (scope call): does one job
 *
 * Runs @func for every index below @n_jobs and returns when all are done. Which thread does which job is not
 * defined, so a job must not depend on another.
 */
void
fair_run_parallel (guint n_jobs, guint n_threads, FairJobFunc func, gpointer data)
{
  Batch batch = { func, data, n_jobs, 0 };
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (join);

  if (n_threads == 0)
    n_threads = g_get_num_processors ();
  for (guint i = 1; i < MIN (n_threads, n_jobs); i++)
    g_ptr_array_add (others, g_thread_new ("fair-job", take_jobs, &batch));
  take_jobs (&batch);
}
