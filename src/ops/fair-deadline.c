/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-deadline.h"

struct _FairDeadline
{
  GThread      *thread;
  GMutex        mutex;
  GCond         finished;
  gboolean      done;
  gint64        end; /* monotonic time */
  GCancellable *cancellable;
};

static gpointer
watch_over (gpointer data)
{
  FairDeadline *self = data;

  g_mutex_lock (&self->mutex);
  while (!self->done)
    if (!g_cond_wait_until (&self->finished, &self->mutex, self->end))
      {
        g_cancellable_cancel (self->cancellable);
        break;
      }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/**
 * fair_deadline_start:
 *
 * Returns: (transfer full): a deadline, which ends with its name's scope
 */
FairDeadline *
fair_deadline_start (guint seconds)
{
  FairDeadline *self = g_new0 (FairDeadline, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->finished);
  self->end = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;
  self->cancellable = g_cancellable_new ();
  self->thread = g_thread_new ("fair-deadline", watch_over, self);
  return self;
}

/**
 * fair_deadline_get_cancellable:
 *
 * Returns: (transfer none): for the call that may take too long
 */
GCancellable *
fair_deadline_get_cancellable (FairDeadline *self)
{
  return self->cancellable;
}

void
fair_deadline_end (FairDeadline *self)
{
  g_mutex_lock (&self->mutex);
  self->done = TRUE;
  g_cond_signal (&self->finished);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  g_object_unref (self->cancellable);
  g_cond_clear (&self->finished);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
