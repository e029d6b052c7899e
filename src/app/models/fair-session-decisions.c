/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person decides in the window, written down on the reading thread: which model is used, and adjustments. */
#include "fair-session-private.h"

#include "fair-backup.h"
#include "fair-file.h"
#include "fair-restore.h"
#include "fair-store-adjustments.h"
#include "fair-upkeep.h"

#include <glib/gi18n-lib.h>

/* What is to be written, the data of its task. */
typedef struct
{
  FairWriteFunc  write;
  gpointer       data;
  GDestroyNotify free_data; /* nullable */
} Write;

static void
write_free (gpointer data)
{
  Write *order = data;

  if (order->free_data != NULL)
    order->free_data (order->data);
  g_free (order);
}

static void
write_on_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const FairProfile *profile = fair_session_get_profile (source);
  const Write *order = data;
  GError *error = NULL;
  g_autoptr (FairStore) store = fair_store_open_writer (profile->paths, &error);
  char *said = store == NULL ? NULL : order->write (store, profile, order->data, &error);

  if (said == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, said, g_free);
}

/**
 * fair_session_write_async:
 * @data: (transfer full): given to @write
 *
 * Writes down what a person decided; refused while a run holds the store.
 */
void
fair_session_write_async (FairSession *self, FairWriteFunc write, gpointer data, GDestroyNotify free_data,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Write *order = g_new0 (Write, 1);

  *order = (Write) { write, data, free_data };
  g_task_set_task_data (task, order, write_free);
  fair_session_queue (self, task, write_on_thread);
}

/**
 * fair_session_write_finish:
 *
 * Returns: (transfer full): a sentence about it, or NULL with an error
 */
char *
fair_session_write_finish (FairSession *self, GAsyncResult *result, GError **error)
{
  char *said = g_task_propagate_pointer (G_TASK (result), error);

  if (said != NULL)
    fair_session_reload (self);
  return said;
}

static char *
roll_back (FairStore *store, const FairProfile *profile, gpointer data, GError **error)
{
  return fair_model_rollback (store, NULL, *(gint64 *) data, error);
}

static char *
resume (FairStore *store, const FairProfile *profile, gpointer data, GError **error)
{
  return fair_model_resume (store, *(gint64 *) data, error);
}

/**
 * fair_session_choose_model_async:
 * @kind: %FAIR_CHOICE_ROLLBACK to last week's model, or %FAIR_CHOICE_RESUME
 *
 * Writes down which model runs shall use; fair_session_write_finish() ends it.
 */
void
fair_session_choose_model_async (FairSession *self, FairChoiceKind kind, GAsyncReadyCallback callback, gpointer data)
{
  gint64 now = fair_session_now (self);

  fair_session_write_async (self, kind == FAIR_CHOICE_ROLLBACK ? roll_back : resume, g_memdup2 (&now, sizeof now), g_free,
                            callback, data);
}

/* A backup that is to be restored, the data of its task. */
typedef struct
{
  char *path;
  char *settings; /* nullable: those that are to be replaced, and are kept */
} Restore;

static void
restore_free (gpointer data)
{
  Restore *order = data;

  g_free (order->path);
  g_free (order->settings);
  g_free (order);
}

static void
restore (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const FairProfile *profile = fair_session_get_profile (source);
  const Restore *order = data;
  GError *error = NULL;
  char *kept = fair_restore (order->path, profile->paths, order->settings, fair_clock_now (profile->clock), &error);

  if (kept == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, kept, g_free);
}

/**
 * fair_session_restore_async:
 * @path: of a backup
 *
 * Restores a backup between two reads, so that none of ours holds the store that is replaced. The settings in it are
 * fair_upkeep_take_settings()'s.
 */
void
fair_session_restore_async (FairSession *self, const char *path, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  Restore *order = g_new0 (Restore, 1);

  *order = (Restore) { g_strdup (path), fair_upkeep_settings_at_risk (fair_session_get_profile (self)) };
  g_task_set_task_data (task, order, restore_free);
  fair_session_queue (self, task, restore);
}

/**
 * fair_session_restore_finish:
 *
 * Returns: (transfer full): the folder with what was replaced, "" where there was nothing, or NULL with an error
 */
char *
fair_session_restore_finish (FairSession *self, GAsyncResult *result, GError **error)
{
  char *kept = g_task_propagate_pointer (G_TASK (result), error);

  if (kept != NULL)
    fair_session_reload (self);
  return kept;
}

static void
back_up (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const FairProfile *profile = fair_session_get_profile (source);
  g_auto (FairBackupOptions) options = fair_upkeep_backup_options (profile);
  g_autofree char *folder = fair_backup_folder (profile->paths);
  GError *error = NULL;
  g_autoptr (FairStore) store = fair_store_open_reader (profile->paths, &error);
  g_autofree char *path = store == NULL || !fair_file_make_folder (folder, &error)
                            ? NULL
                            : fair_backup_create (store, profile->paths, folder, &options,
                                                  fair_clock_now (profile->clock), &error);

  if (path == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strdup_printf (_("Backed up, and the backup is whole: %s"), path), g_free);
}

/**
 * fair_session_back_up_async:
 *
 * Makes a backup now, beside whatever runs.
 */
void
fair_session_back_up_async (FairSession *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_run_in_thread (task, back_up);
}

/**
 * fair_session_back_up_finish:
 *
 * Returns: (transfer full): a sentence about it, or NULL with an error
 */
char *
fair_session_back_up_finish (FairSession *self, GAsyncResult *result, GError **error)
{
  return fair_session_write_finish (self, result, error);
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
