/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FAIR_TIME_UNKNOWN G_MININT64
#define FAIR_HOUR         G_GINT64_CONSTANT (3600)
#define FAIR_DAY          G_GINT64_CONSTANT (86400)
#define FAIR_WEEK_SECONDS G_GINT64_CONSTANT (604800)

/**
 * FairClock:
 *
 * The one source of the present. It is either the system's time or stands still at a given second (`--as-of`, tests,
 * the demo league). It is immutable, so any thread may read it.
 */
typedef struct _FairClock FairClock;

FairClock *fair_clock_new_system  (void);
FairClock *fair_clock_new_fixed   (gint64 now);
FairClock *fair_clock_ref         (FairClock *self);
void       fair_clock_unref       (FairClock *self);
gint64     fair_clock_now         (const FairClock *self);
gboolean   fair_clock_is_fixed    (const FairClock *self);

gboolean   fair_time_parse        (const char *text, gint64 *out, GError **error);
char      *fair_time_format       (gint64 time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairClock, fair_clock_unref)

G_END_DECLS
