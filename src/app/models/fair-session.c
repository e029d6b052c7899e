/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-session-private.h"

#include "fair-demo.h"
#include "fair-error.h"

#include <glib/gstdio.h>

#define PROGRESS_INTERVAL 100 /* ms; nobody reads faster */
#define SETTLE_INTERVAL   400 /* ms after the last change of the store before it is read again */

typedef enum
{
  JOB_RUN,
  JOB_SYNC,
  JOB_LINES,
} JobKind;

struct _FairSession
{
  GObject       parent_instance;
  FairProfile  *profile; /* written on the reading thread only between jobs, while one is being prepared */
  gboolean      demo;
  FairWorker   *reader;
  GFileMonitor *monitor;
  guint         settle; /* source that reloads */
  gboolean      loading;
  gboolean      stale; /* the store changed while it was being loaded */
  char         *seen;  /* stamp of the store that @snapshot shows */
  FairSnapshot *snapshot;
  GError       *problem;

  FairSimServer    *demo_server; /* made by the first job */
  FairPipeline     *pipeline;    /* of the job that runs */
  JobKind           job;
  FairWeeklyOptions options;
  int               from; /* seasons of a sync */
  int               to;
  GCancellable     *cancellable; /* not NULL while busy */
  FairProgress     *progress;
  guint             n_planned; /* API calls */
  guint             ticker;
};

G_DEFINE_FINAL_TYPE (FairSession, fair_session, G_TYPE_OBJECT)

enum
{
  PROP_SNAPSHOT = 1,
  PROP_PROBLEM,
  PROP_BUSY,
  N_PROPERTIES
};

enum
{
  PROGRESSED,
  PROVISIONAL,
  FINISHED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

/* Changes whenever somebody wrote to the store. Opening it for reading may leave an empty log, which is no change. */
static char *
stamp_of (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf store = { 0 };
  GStatBuf wal = { 0 };

  g_stat (path, &store);
  if (g_stat (log, &wal) != 0 || wal.st_size == 0)
    wal = (GStatBuf) { 0 };
  return g_strdup_printf ("%ld.%ld %ld %ld.%ld %ld", (long) store.st_mtim.tv_sec, store.st_mtim.tv_nsec,
                          (long) store.st_size, (long) wal.st_mtim.tv_sec, wal.st_mtim.tv_nsec, (long) wal.st_size);
}

typedef struct
{
  FairReadFunc   read;
  gpointer       data;
  GDestroyNotify free_data;
} Reading;

static void
reading_free (Reading *reading)
{
  if (reading->free_data != NULL)
    reading->free_data (reading->data);
  g_free (reading);
}

static void
read_store (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FairSession *self = source;
  Reading *reading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairStore) store = fair_store_open_reader (self->profile->paths, &error);
  gpointer result;

  if (store == NULL && !g_error_matches (error, FAIR_ERROR, FAIR_ERROR_NO_STORE))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_clear_error (&error);
  result = reading->read (store, cancellable, reading->data, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result, NULL);
}

/**
 * fair_session_read_async:
 * @read: runs on the reading thread
 * @data: (nullable): for @read
 * @free_data: (nullable): frees @data
 *
 * Reads something from the store that is not in the snapshot.
 */
void
fair_session_read_async (FairSession *self, FairReadFunc read, gpointer data, GDestroyNotify free_data,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  *reading = (Reading) { read, data, free_data };
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  fair_worker_queue (self->reader, task, read_store);
}

gpointer
fair_session_read_finish (FairSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
load_snapshot (FairStore *store, GCancellable *cancellable, gpointer data, GError **error)
{
  return store == NULL ? NULL : fair_snapshot_load (store, *(gint64 *) data, error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  FairSession *self = FAIR_SESSION (source);
  g_autoptr (GError) error = NULL;
  FairSnapshot *snapshot = fair_session_read_finish (self, result, &error);

  self->loading = FALSE;
  g_clear_error (&self->problem);
  self->problem = g_steal_pointer (&error);
  /* What was loaded before stays on the screen beside the problem. */
  if (self->problem == NULL)
    {
      g_clear_pointer (&self->snapshot, fair_snapshot_unref);
      self->snapshot = snapshot;
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SNAPSHOT]);
  if (self->stale)
    fair_session_reload (self);
}

/**
 * fair_session_reload:
 *
 * Loads the store again; `snapshot` is notified when that is done, also where nothing changed.
 */
void
fair_session_reload (FairSession *self)
{
  gint64 now = fair_session_now (self);

  self->stale = self->loading;
  if (self->loading)
    return;
  self->loading = TRUE;
  g_free (self->seen);
  self->seen = stamp_of (self->profile->paths->store);
  fair_session_read_async (self, load_snapshot, g_memdup2 (&now, sizeof now), g_free, NULL, on_loaded, NULL);
}

static gboolean
on_settled (gpointer data)
{
  FairSession *self = data;
  g_autofree char *stamp = stamp_of (self->profile->paths->store);

  self->settle = 0;
  if (self->cancellable == NULL && g_strcmp0 (stamp, self->seen) != 0)
    fair_session_reload (self);
  return G_SOURCE_REMOVE;
}

static void
on_folder_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  FairSession *self = data;
  g_autofree char *name = g_file_get_basename (file);

  if (!g_str_has_prefix (name, "faircatch.db"))
    return;
  g_clear_handle_id (&self->settle, g_source_remove);
  self->settle = g_timeout_add (SETTLE_INTERVAL, on_settled, self);
}

static void
fair_session_dispose (GObject *object)
{
  FairSession *self = FAIR_SESSION (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_handle_id (&self->ticker, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (fair_session_parent_class)->dispose (object);
}

static void
fair_session_finalize (GObject *object)
{
  FairSession *self = FAIR_SESSION (object);

  g_clear_object (&self->pipeline);
  g_clear_object (&self->reader);
  if (self->demo_server != NULL)
    fair_sim_server_stop (self->demo_server);
  g_clear_object (&self->demo_server);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->progress, fair_progress_unref);
  g_clear_pointer (&self->snapshot, fair_snapshot_unref);
  g_clear_pointer (&self->profile, fair_profile_free);
  g_clear_error (&self->problem);
  g_free (self->seen);
  G_OBJECT_CLASS (fair_session_parent_class)->finalize (object);
}

static void
fair_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FairSession *self = FAIR_SESSION (object);

  switch (id)
    {
    case PROP_SNAPSHOT:
      g_value_set_pointer (value, self->snapshot);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem == NULL ? NULL : self->problem->message);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->cancellable != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fair_session_class_init (FairSessionClass *klass)
{
  GObjectClass *object = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object->dispose = fair_session_dispose;
  object->finalize = fair_session_finalize;
  object->get_property = fair_session_get_property;
  properties[PROP_SNAPSHOT] = g_param_spec_pointer ("snapshot", NULL, NULL, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object, N_PROPERTIES, properties);
  signals[PROGRESSED] = g_signal_new ("progressed", FAIR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);
  signals[PROVISIONAL] = g_signal_new ("provisional", FAIR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_ARRAY);
  signals[FINISHED] = g_signal_new ("finished", FAIR_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                    2, G_TYPE_POINTER, G_TYPE_ERROR);
}

static void
fair_session_init (FairSession *self)
{
  self->reader = fair_worker_new ("fair-reader");
}

/**
 * fair_session_new:
 * @profile: (transfer full): where and for whom
 * @demo: whether it is the demo league
 *
 * Opens a data folder and begins to load what is stored there.
 */
FairSession *
fair_session_new (FairProfile *profile, gboolean demo)
{
  FairSession *self = g_object_new (FAIR_TYPE_SESSION, NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (profile->paths->data_dir);

  self->profile = profile;
  self->demo = demo;
  /* Without a monitor, such as where no more can be had, only our own jobs show up by themselves. */
  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect (self->monitor, "changed", G_CALLBACK (on_folder_changed), self);
  fair_session_reload (self);
  return self;
}

const FairProfile *
fair_session_get_profile (FairSession *self)
{
  return self->profile;
}

FairSettings *
fair_session_get_settings (FairSession *self)
{
  return self->profile->settings;
}

gboolean
fair_session_is_demo (FairSession *self)
{
  return self->demo;
}

/**
 * fair_session_now:
 *
 * Returns: the present of this session, UTC seconds; the demo league has its own
 */
gint64
fair_session_now (FairSession *self)
{
  return fair_clock_now (self->profile->clock);
}

/**
 * fair_session_next_week:
 *
 * Moves the demo league's clock on by a week.
 */
gboolean
fair_session_next_week (FairSession *self, GError **error)
{
  gint64 now = fair_session_now (self) + FAIR_WEEK_SECONDS;

  g_return_val_if_fail (self->demo && self->cancellable == NULL, FALSE);
  if (!fair_demo_set_now (self->profile->settings, now, error))
    return FALSE;
  g_clear_pointer (&self->profile->clock, fair_clock_unref);
  self->profile->clock = fair_clock_new_fixed (now);
  if (self->demo_server != NULL)
    fair_sim_server_set_now (self->demo_server, now);
  return TRUE;
}

/**
 * fair_session_get_snapshot:
 *
 * Returns: (transfer none) (nullable): what is stored; NULL where nothing is, or before it is loaded
 */
FairSnapshot *
fair_session_get_snapshot (FairSession *self)
{
  return self->snapshot;
}

/**
 * fair_session_get_problem:
 *
 * Returns: (transfer none) (nullable): why the store could not be loaded
 */
const GError *
fair_session_get_problem (FairSession *self)
{
  return self->problem;
}

gboolean
fair_session_is_busy (FairSession *self)
{
  return self->cancellable != NULL;
}

/**
 * fair_session_get_progress:
 * @n_planned: (out): API calls that the job will make; 0 before that is known
 *
 * Where the job stands.
 */
void
fair_session_get_progress (FairSession *self, FairProgressState *out, guint *n_planned)
{
  *out = (FairProgressState) { .calls_left = -1 };
  if (self->progress != NULL)
    fair_progress_get (self->progress, out);
  *n_planned = self->n_planned;
}

/**
 * fair_session_cancel:
 *
 * Stops the job; what it fetched stays, and `finished` tells when it has stopped.
 */
void
fair_session_cancel (FairSession *self)
{
  g_cancellable_cancel (self->cancellable);
}

/**
 * fair_session_forget_key:
 *
 * The next job looks for the API's key anew, since another one was set.
 */
void
fair_session_forget_key (FairSession *self)
{
  if (!self->demo && self->cancellable == NULL)
    fair_profile_forget_key (self->profile);
}

static gboolean
on_tick (gpointer data)
{
  g_signal_emit (data, signals[PROGRESSED], 0);
  return G_SOURCE_CONTINUE;
}

static void
on_planned (FairPipeline *pipeline, guint n_calls, int calls_left, gpointer data)
{
  FairSession *self = data;

  self->n_planned = n_calls;
}

static void
on_provisional (FairPipeline *pipeline, GArray *picks, gpointer data)
{
  g_signal_emit (data, signals[PROVISIONAL], 0, picks);
}

static void
end_job (FairSession *self, FairJobReport *report, GError *error)
{
  g_clear_object (&self->pipeline);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->ticker, g_source_remove);
  fair_session_reload (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  g_signal_emit (self, signals[FINISHED], 0, report, error);
}

static void
on_job_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairSession) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairJobReport) report = fair_pipeline_finish (FAIR_PIPELINE (source), result, &error);

  end_job (self, report, error);
}

/* Starts the demo league or finds the key: both may take a second. */
static void
prepare (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FairSession *self = source;
  g_autoptr (GError) error = NULL;

  if (!self->demo && (self->profile->key != NULL || fair_profile_find_key (self->profile, &error)))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->demo && self->demo_server == NULL)
    self->demo_server = fair_demo_start (fair_clock_now (self->profile->clock), &error);
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (self->profile->api_url == NULL)
    {
      self->profile->api_url = fair_sim_server_get_url (self->demo_server);
      self->profile->key = g_strdup ("demo");
    }
  g_task_return_boolean (task, TRUE);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer data)
{
  FairSession *self = FAIR_SESSION (source);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      end_job (self, NULL, error);
      return;
    }
  self->pipeline = fair_pipeline_new (self->profile);
  g_signal_connect_object (self->pipeline, "planned", G_CALLBACK (on_planned), self, 0);
  g_signal_connect_object (self->pipeline, "provisional", G_CALLBACK (on_provisional), self, 0);
  g_object_ref (self);
  if (self->job == JOB_SYNC)
    fair_pipeline_sync_async (self->pipeline, self->from, self->to, self->progress, self->cancellable, on_job_done,
                              self);
  else if (self->job == JOB_LINES)
    fair_pipeline_lines_async (self->pipeline, &self->options, self->progress, self->cancellable, on_job_done, self);
  else
    fair_pipeline_run_async (self->pipeline, &self->options, self->progress, self->cancellable, on_job_done, self);
}

static void
start_job (FairSession *self, JobKind job, const FairWeek *week)
{
  GTask *task;

  if (self->cancellable != NULL)
    return;
  self->job = job;
  self->options = (FairWeeklyOptions) { .has_week = week != NULL };
  if (week != NULL)
    self->options.week = *week;
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->progress, fair_progress_unref);
  self->progress = fair_progress_new (NULL, NULL);
  self->n_planned = 0;
  self->ticker = g_timeout_add (PROGRESS_INTERVAL, on_tick, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  task = g_task_new (self, self->cancellable, on_prepared, NULL);
  fair_worker_queue (self->reader, task, prepare);
}

/**
 * fair_session_run:
 * @week: (nullable): NULL: the first with an unplayed game
 *
 * Starts the weekly job, unless a job runs.
 */
void
fair_session_run (FairSession *self, const FairWeek *week)
{
  start_job (self, JOB_RUN, week);
}

/**
 * fair_session_sync:
 * @from: first season, or 0 for what the settings say
 * @to: last season, or 0 for the newest
 *
 * Starts to fetch what is missing or stale, unless a job runs.
 */
void
fair_session_sync (FairSession *self, int from, int to)
{
  self->from = from;
  self->to = to;
  start_job (self, JOB_SYNC, NULL);
}

/**
 * fair_session_lines:
 * @week: (nullable): NULL: the first with an unplayed game
 *
 * Starts to refresh the lines, unless a job runs.
 */
void
fair_session_lines (FairSession *self, const FairWeek *week)
{
  start_job (self, JOB_LINES, week);
}

/* On the reading thread, after what is queued already; takes over the reference to @task. */
void
fair_session_queue (FairSession *self, GTask *task, GTaskThreadFunc func)
{
  fair_worker_queue (self->reader, task, func);
}
