/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-watch.h"

#include "fair-window-words.h"

#define LOOK_SECONDS 600

struct _FairWatch
{
  GObject           parent_instance;
  FairSession      *session; /* not owned: the session owns its watch */
  FairHealthReport *report;  /* nullable */
  GCancellable     *cancellable; /* of the look that is on its way; nullable */
  guint             timer;
};

G_DEFINE_FINAL_TYPE (FairWatch, fair_watch, G_TYPE_OBJECT)

static guint changed_signal;

/* What the reading thread needs. */
typedef struct
{
  const FairProfile *profile;
  gint64             now;
} Look;

static gpointer
look (FairStore *store, GCancellable *cancellable, gpointer data, GError **error)
{
  const Look *look = data;
  FairHealthReport *report = store == NULL ? NULL : fair_health_report_make (store, look->profile, look->now, error);

  for (guint i = 0; report != NULL && i < FAIR_N_RULES; i++)
    {
      g_autofree char *sentence = report->items[i].verdict.sentence;

      report->items[i].verdict.sentence = fair_window_words (sentence);
    }
  return report;
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairWatch) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FairHealthReport) report = fair_session_read_finish (FAIR_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->report, fair_health_report_free);
  self->report = g_steal_pointer (&report);
  g_signal_emit (self, changed_signal, 0);
}

static void
on_snapshot (FairWatch *self)
{
  Look *order = g_new0 (Look, 1);

  *order = (Look) { fair_session_get_profile (self->session), fair_session_now (self->session) };
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  fair_session_read_async (self->session, look, order, g_free, self->cancellable, on_looked, g_object_ref (self));
}

static gboolean
on_timer (gpointer data)
{
  fair_watch_look_again (data);
  return G_SOURCE_CONTINUE;
}

static void
fair_watch_finalize (GObject *object)
{
  FairWatch *self = FAIR_WATCH (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->report, fair_health_report_free);
  G_OBJECT_CLASS (fair_watch_parent_class)->finalize (object);
}

static void
fair_watch_class_init (FairWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_watch_finalize;
  changed_signal
    = g_signal_new ("changed", FAIR_TYPE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fair_watch_init (FairWatch *self)
{
}

/**
 * fair_watch_of:
 *
 * Returns: (transfer none): the watch of @session, which begins with the first who asks for it
 */
FairWatch *
fair_watch_of (FairSession *session)
{
  FairWatch *self = g_object_get_data (G_OBJECT (session), "fair-watch");

  if (self != NULL)
    return self;
  self = g_object_new (FAIR_TYPE_WATCH, NULL);
  self->session = session;
  g_object_set_data_full (G_OBJECT (session), "fair-watch", self, g_object_unref);
  g_signal_connect_object (session, "notify::snapshot", G_CALLBACK (on_snapshot), self, G_CONNECT_SWAPPED);
  self->timer = g_timeout_add_seconds (LOOK_SECONDS, on_timer, self);
  on_snapshot (self);
  return self;
}

/**
 * fair_watch_look_again:
 *
 * Looks now, unless a look is on its way.
 */
void
fair_watch_look_again (FairWatch *self)
{
  if (self->cancellable == NULL)
    on_snapshot (self);
}

/**
 * fair_watch_get_report:
 *
 * Returns: (transfer none) (nullable): how all stands; NULL where nothing is stored, or before the first look
 */
const FairHealthReport *
fair_watch_get_report (FairWatch *self)
{
  return self->report;
}
