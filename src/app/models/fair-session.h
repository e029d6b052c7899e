/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-adjustment.h"
#include "fair-pipeline.h"
#include "fair-snapshot.h"

G_BEGIN_DECLS

/**
 * FairSession:
 *
 * One open data folder: what is stored in it, as the window shows it, and the jobs that change it. It follows the store,
 * whoever writes to it. Properties: `snapshot` (boxed by its own reference count; NULL until the first is loaded),
 * `problem` (why nothing could be loaded, one sentence, or NULL) and `busy` (a job runs). Signals, all in the main
 * thread: `progressed ()` some times a second while a job runs, `provisional (picks)` with a GArray of FairPick,
 * `finished (report, error)` with a FairJobReport or NULL and a GError or NULL.
 */
#define FAIR_TYPE_SESSION (fair_session_get_type ())
G_DECLARE_FINAL_TYPE (FairSession, fair_session, FAIR, SESSION, GObject)

/**
 * FairReadFunc:
 * @store: (nullable): a reading connection; NULL where nothing is stored yet
 *
 * Reads from the store on the session's reading thread.
 *
 * Returns: (transfer full): what was read, to be freed by the destroy function given beside it
 */
typedef gpointer (*FairReadFunc) (FairStore *store, GCancellable *cancellable, gpointer data, GError **error);

/**
 * FairWriteFunc:
 * @store: a writing connection
 *
 * Writes a person's decision on the session's reading thread.
 *
 * Returns: (transfer full): a sentence about it, or NULL with an error
 */
typedef char *(*FairWriteFunc) (FairStore *store, const FairProfile *profile, gpointer data, GError **error);

FairSession       *fair_session_new          (FairProfile *profile, gboolean demo);
const FairProfile *fair_session_get_profile  (FairSession *self);
FairSettings      *fair_session_get_settings (FairSession *self);
gboolean           fair_session_is_demo      (FairSession *self);
gint64             fair_session_now          (FairSession *self);
gboolean           fair_session_next_week    (FairSession *self, GError **error);

FairSnapshot      *fair_session_get_snapshot (FairSession *self);
const GError      *fair_session_get_problem  (FairSession *self);
void               fair_session_reload       (FairSession *self);
void               fair_session_read_async   (FairSession *self, FairReadFunc read, gpointer data,
                                              GDestroyNotify free_data, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
gpointer           fair_session_read_finish  (FairSession *self, GAsyncResult *result, GError **error);

gboolean           fair_session_is_busy      (FairSession *self);
void               fair_session_run          (FairSession *self, const FairWeek *week);
void               fair_session_sync         (FairSession *self, int from, int to);
void               fair_session_lines        (FairSession *self, const FairWeek *week);
void               fair_session_cancel       (FairSession *self);
void               fair_session_get_progress (FairSession *self, FairProgressState *out, guint *n_planned);
void               fair_session_forget_key   (FairSession *self);
void               fair_session_write_async         (FairSession *self, FairWriteFunc write, gpointer data,
                                                     GDestroyNotify free_data, GAsyncReadyCallback callback,
                                                     gpointer user_data);
char              *fair_session_write_finish        (FairSession *self, GAsyncResult *result, GError **error);
void               fair_session_restore_async       (FairSession *self, const char *path, GAsyncReadyCallback callback,
                                                     gpointer data);
char              *fair_session_restore_finish      (FairSession *self, GAsyncResult *result, GError **error);
void               fair_session_back_up_async       (FairSession *self, GAsyncReadyCallback callback, gpointer data);
char              *fair_session_back_up_finish      (FairSession *self, GAsyncResult *result, GError **error);
void               fair_session_choose_model_async  (FairSession *self, FairChoiceKind kind,
                                                     GAsyncReadyCallback callback, gpointer data);
void               fair_session_adjust_async        (FairSession *self, const FairAdjustment *adjustment,
                                                     GAsyncReadyCallback callback, gpointer data);
void               fair_session_withdraw_async      (FairSession *self, gint64 adjustment, GAsyncReadyCallback callback,
                                                     gpointer data);
gboolean           fair_session_adjust_finish       (FairSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
