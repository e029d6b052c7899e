/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FairWorker:
 *
 * One named thread with a queue of GTasks, done strictly in order. Whoever must own something from one thread only,
 * such as the store's writing connection, gives it to a worker. (g_task_run_in_thread() shares one pool for the
 * whole process, so neither the thread nor the order would be ours.)
 */
#define FAIR_TYPE_WORKER (fair_worker_get_type ())
G_DECLARE_FINAL_TYPE (FairWorker, fair_worker, FAIR, WORKER, GObject)

FairWorker *fair_worker_new   (const char *name);
void        fair_worker_queue (FairWorker *self, GTask *task, GTaskThreadFunc func);

/**
 * FairJobFunc:
 * @index: which of the jobs
 *
 * One of many independent jobs; it writes only what belongs to @index.
 */
typedef void (*FairJobFunc) (guint index, gpointer data);

void fair_run_parallel (guint n_jobs, guint n_threads, FairJobFunc func, gpointer data);

G_END_DECLS
