/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person decides in the window, written down on the reading thread: which model is used, and adjustments. */
#include "fair-session-private.h"

#include "fair-store-adjustments.h"

/* A choice of model, the data of its task. */
typedef struct
{
  FairChoiceKind kind;
  gint64         now;
} Choice;

static void
choose_model (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FairSession *self = source;
  const Choice *choice = data;
  GError *error = NULL;
  g_autoptr (FairStore) store = fair_store_open_writer (fair_session_get_profile (self)->paths, &error);
  char *said = NULL;

  if (store != NULL)
    said = choice->kind == FAIR_CHOICE_ROLLBACK ? fair_model_rollback (store, NULL, choice->now, &error)
                                                : fair_model_resume (store, choice->now, &error);
  if (said == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, said, g_free);
}

/**
 * fair_session_choose_model_async:
 * @kind: %FAIR_CHOICE_ROLLBACK to last week's model, or %FAIR_CHOICE_RESUME
 *
 * Writes down which model runs shall use.
 */
void
fair_session_choose_model_async (FairSession *self, FairChoiceKind kind, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  Choice *choice = g_new0 (Choice, 1);

  *choice = (Choice) { kind, fair_session_now (self) };
  g_task_set_task_data (task, choice, g_free);
  fair_session_queue (self, task, choose_model);
}

/**
 * fair_session_choose_model_finish:
 *
 * Returns: (transfer full): a sentence about it, or NULL with an error
 */
char *
fair_session_choose_model_finish (FairSession *self, GAsyncResult *result, GError **error)
{
  char *said = g_task_propagate_pointer (G_TASK (result), error);

  if (said != NULL)
    fair_session_reload (self);
  return said;
}

static void
adjustment_free (gpointer data)
{
  fair_adjustment_clear (data);
  g_free (data);
}

/* A new one has no number yet. */
static void
adjust (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FairSession *self = source;
  FairAdjustment *adjustment = data;
  GError *error = NULL;
  g_autoptr (FairStore) store = fair_store_open_writer (fair_session_get_profile (self)->paths, &error);

  if (store != NULL
      && (adjustment->id == 0
            ? fair_store_add_adjustment (store, adjustment, &error)
            : fair_store_withdraw_adjustment (store, adjustment->id, adjustment->withdrawn_at, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start_adjusting (FairSession *self, const FairAdjustment *adjustment, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  FairAdjustment *copy = g_memdup2 (adjustment, sizeof *adjustment);

  copy->note = g_strdup (adjustment->note);
  g_task_set_task_data (task, copy, adjustment_free);
  fair_session_queue (self, task, adjust);
}

/**
 * fair_session_adjust_async:
 *
 * Writes down what a person knows; the next run picks with it.
 */
void
fair_session_adjust_async (FairSession *self, const FairAdjustment *adjustment, GAsyncReadyCallback callback,
                           gpointer data)
{
  start_adjusting (self, adjustment, callback, data);
}

/**
 * fair_session_withdraw_async:
 * @adjustment: its number
 */
void
fair_session_withdraw_async (FairSession *self, gint64 adjustment, GAsyncReadyCallback callback, gpointer data)
{
  FairAdjustment withdrawn = { .id = adjustment, .withdrawn_at = fair_session_now (self) };

  start_adjusting (self, &withdrawn, callback, data);
}

/**
 * fair_session_adjust_finish:
 *
 * Ends either of the two.
 */
gboolean
fair_session_adjust_finish (FairSession *self, GAsyncResult *result, GError **error)
{
  gboolean done = g_task_propagate_boolean (G_TASK (result), error);

  if (done)
    fair_session_reload (self);
  return done;
}
