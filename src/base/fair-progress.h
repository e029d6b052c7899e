/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairProgress:
 *
 * Where a long job stands: written by whatever thread does the work, read by whoever shows it. Every function takes
 * NULL for "nobody is watching".
 */
typedef struct _FairProgress FairProgress;

typedef struct
{
  char  stage[32]; /* sync, settle, fit, … */
  char  what[128]; /* what it is at: "games 2023", for a person */
  guint done;
  guint total;       /* 0: not known */
  int   calls_spent; /* metered API calls of this job */
  int   calls_left;  /* in this month; -1: not known */
} FairProgressState;

typedef void (*FairProgressFunc) (const FairProgressState *state, gpointer data);

FairProgress *fair_progress_new       (FairProgressFunc notify, gpointer data);
FairProgress *fair_progress_ref       (FairProgress *self);
void          fair_progress_unref     (FairProgress *self);
void          fair_progress_set_stage (FairProgress *self, const char *stage);
void          fair_progress_update    (FairProgress *self, const char *what, guint done, guint total);
void          fair_progress_set_calls (FairProgress *self, int spent, int left);
void          fair_progress_get       (FairProgress *self, FairProgressState *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairProgress, fair_progress_unref)

G_END_DECLS
