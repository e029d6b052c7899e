/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-progress.h"
#include "fair-worker.h"

#define N_TASKS 50

typedef struct
{
  GMainLoop *loop;
  GThread   *thread; /* of the first task */
  guint      order[N_TASKS];
  guint      n_done;
  guint      n_back;
} Log;

static void
note (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Log *log = g_object_get_data (G_OBJECT (task), "log");

  if (log->thread == NULL)
    log->thread = g_thread_self ();
  g_assert_true (log->thread == g_thread_self ());
  log->order[log->n_done++] = GPOINTER_TO_UINT (data);
  g_task_return_boolean (task, TRUE);
}

static void
came_back (GObject *source, GAsyncResult *result, gpointer data)
{
  Log *log = data;
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (++log->n_back == N_TASKS)
    g_main_loop_quit (log->loop);
}

/* One thread, strictly in order. */
static void
test_order (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (FairWorker) worker = fair_worker_new ("fair-test");
  Log log = { .loop = loop };

  for (guint i = 0; i < N_TASKS; i++)
    {
      GTask *task = g_task_new (NULL, NULL, came_back, &log);

      g_task_set_task_data (task, GUINT_TO_POINTER (i), NULL);
      g_object_set_data (G_OBJECT (task), "log", &log);
      fair_worker_queue (worker, task, note);
    }
  g_main_loop_run (loop);
  g_assert_cmpuint (log.n_done, ==, N_TASKS);
  for (guint i = 0; i < N_TASKS; i++)
    g_assert_cmpuint (log.order[i], ==, i);
}

/* A task that was cancelled before its turn is answered and not done. */
static void
test_cancelled (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (FairWorker) worker = fair_worker_new ("fair-test");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Log log = { .loop = loop, .n_back = N_TASKS - 1 };
  GTask *task = g_task_new (NULL, cancellable, came_back, &log);

  g_cancellable_cancel (cancellable);
  g_object_set_data (G_OBJECT (task), "log", &log);
  fair_worker_queue (worker, task, note);
  g_main_loop_run (loop);
  g_assert_cmpuint (log.n_done, ==, 0);
}

static void
square (guint index, gpointer data)
{
  guint *squares = data;

  squares[index] += index * index;
}

static void
test_parallel (void)
{
  const guint threads[] = { 0, 1, 2, 7 };

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      guint squares[1000] = { 0 };

      fair_run_parallel (G_N_ELEMENTS (squares), threads[i], square, squares);
      for (guint j = 0; j < G_N_ELEMENTS (squares); j++)
        g_assert_cmpuint (squares[j], ==, j * j); /* once each */
    }
  fair_run_parallel (0, 4, square, NULL);
}

static void
count (const FairProgressState *state, gpointer data)
{
  (*(guint *) data)++;
}

static void
test_progress (void)
{
  guint n_changes = 0;
  g_autoptr (FairProgress) progress = fair_progress_new (count, &n_changes);
  FairProgressState state;

  fair_progress_get (progress, &state);
  g_assert_cmpint (state.calls_left, ==, -1);
  fair_progress_set_stage (progress, "sync");
  fair_progress_update (progress, "games 2023", 3, 9);
  fair_progress_set_calls (progress, 4, 996);
  fair_progress_get (progress, &state);
  g_assert_cmpstr (state.stage, ==, "sync");
  g_assert_cmpstr (state.what, ==, "games 2023");
  g_assert_cmpuint (state.done, ==, 3);
  g_assert_cmpint (state.calls_left, ==, 996);
  fair_progress_set_stage (progress, "a name that is much longer than the room that there is for it");
  fair_progress_get (progress, &state);
  g_assert_cmpuint (state.done, ==, 0);
  g_assert_cmpint (state.calls_spent, ==, 4);
  g_assert_cmpuint (n_changes, ==, 4);
  fair_progress_update (NULL, "nobody is watching", 1, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/worker/order", test_order);
  g_test_add_func ("/base/worker/cancelled", test_cancelled);
  g_test_add_func ("/base/worker/parallel", test_parallel);
  g_test_add_func ("/base/worker/progress", test_progress);
  return g_test_run ();
}
