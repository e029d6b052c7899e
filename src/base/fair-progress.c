/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-progress.h"

struct _FairProgress
{
  gatomicrefcount   refs;
  GMutex            mutex; /* guards state */
  FairProgressState state;
  FairProgressFunc  notify;
  gpointer          data;
};

/**
 * fair_progress_new:
 * @notify: (nullable): called after every change, in the thread that made it
 * @data: for @notify
 */
FairProgress *
fair_progress_new (FairProgressFunc notify, gpointer data)
{
  FairProgress *self = g_new0 (FairProgress, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  self->state.calls_left = -1;
  self->notify = notify;
  self->data = data;
  return self;
}

FairProgress *
fair_progress_ref (FairProgress *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
fair_progress_unref (FairProgress *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* Ends a change that began with g_mutex_lock(). */
static void
unlock_and_notify (FairProgress *self)
{
  FairProgressState state = self->state;

  g_mutex_unlock (&self->mutex);
  if (self->notify != NULL)
    self->notify (&state, self->data);
}

/**
 * fair_progress_set_stage:
 * @self: (nullable):
 * @stage: short name
 *
 * Begins a stage; counts start at nought.
 */
void
fair_progress_set_stage (FairProgress *self, const char *stage)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  g_strlcpy (self->state.stage, stage, sizeof self->state.stage);
  self->state.what[0] = '\0';
  self->state.done = 0;
  self->state.total = 0;
  unlock_and_notify (self);
}

/**
 * fair_progress_update:
 * @self: (nullable):
 * @what: for a person
 * @done: how many are done
 * @total: of how many; 0 where that is not known
 */
void
fair_progress_update (FairProgress *self, const char *what, guint done, guint total)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  g_strlcpy (self->state.what, what, sizeof self->state.what);
  self->state.done = done;
  self->state.total = total;
  unlock_and_notify (self);
}

/**
 * fair_progress_set_calls:
 * @self: (nullable):
 * @spent: metered calls of this job
 * @left: calls left in this month, -1 unknown
 */
void
fair_progress_set_calls (FairProgress *self, int spent, int left)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->state.calls_spent = spent;
  self->state.calls_left = left;
  unlock_and_notify (self);
}

/**
 * fair_progress_get:
 * @out: (out): a consistent copy
 */
void
fair_progress_get (FairProgress *self, FairProgressState *out)
{
  g_mutex_lock (&self->mutex);
  *out = self->state;
  g_mutex_unlock (&self->mutex);
}
