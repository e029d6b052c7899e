/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FairDeadline:
 *
 * Cancels what takes too long, for calls that block and would wait for ever.
 */
typedef struct _FairDeadline FairDeadline;

FairDeadline *fair_deadline_start           (guint seconds);
GCancellable *fair_deadline_get_cancellable (FairDeadline *self);
void          fair_deadline_end             (FairDeadline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairDeadline, fair_deadline_end)

G_END_DECLS
