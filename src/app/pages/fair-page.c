/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-page.h"

typedef struct
{
  FairSession *session;
} FairPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FairPage, fair_page, ADW_TYPE_BIN)

enum
{
  PROP_SESSION = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void
show_nothing (FairPage *self, FairSnapshot *snapshot)
{
}

static gboolean
do_nothing (FairPage *self)
{
  return FALSE;
}

static void
open_nothing (FairPage *self, gint64 id)
{
}

static void
on_snapshot (FairSession *session, GParamSpec *pspec, gpointer data)
{
  FAIR_PAGE_GET_CLASS (data)->show (data, fair_session_get_snapshot (session));
}

static void
fair_page_dispose (GObject *object)
{
  FairPagePrivate *priv = fair_page_get_instance_private (FAIR_PAGE (object));

  g_clear_object (&priv->session);
  G_OBJECT_CLASS (fair_page_parent_class)->dispose (object);
}

static void
fair_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, fair_page_get_session (FAIR_PAGE (object)));
}

static void
fair_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  fair_page_set_session (FAIR_PAGE (object), g_value_get_object (value));
}

static void
fair_page_class_init (FairPageClass *klass)
{
  GObjectClass *object = G_OBJECT_CLASS (klass);

  object->dispose = fair_page_dispose;
  object->get_property = fair_page_get_property;
  object->set_property = fair_page_set_property;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, FAIR_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                    | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object, N_PROPERTIES, properties);
  klass->show = show_nothing;
  klass->search = do_nothing;
  klass->copy = do_nothing;
  klass->export_rows = do_nothing;
  klass->leave = do_nothing;
  klass->open = open_nothing;
}

static void
fair_page_init (FairPage *self)
{
}

/**
 * fair_page_set_session:
 * @session: (nullable): what the page shows from now on
 *
 * Subclasses that follow more than the snapshot connect in their own handler of `notify::session`.
 */
void
fair_page_set_session (FairPage *self, FairSession *session)
{
  FairPagePrivate *priv = fair_page_get_instance_private (self);

  if (priv->session == session)
    return;
  if (priv->session != NULL)
    g_signal_handlers_disconnect_by_data (priv->session, self);
  g_set_object (&priv->session, session);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  if (session == NULL)
    return;
  g_signal_connect_object (session, "notify::snapshot", G_CALLBACK (on_snapshot), self, 0);
  FAIR_PAGE_GET_CLASS (self)->show (self, fair_session_get_snapshot (session));
}

FairSession *
fair_page_get_session (FairPage *self)
{
  FairPagePrivate *priv = fair_page_get_instance_private (self);

  return priv->session;
}

/**
 * fair_page_get_snapshot:
 *
 * Returns: (transfer none) (nullable): what the page shows
 */
FairSnapshot *
fair_page_get_snapshot (FairPage *self)
{
  FairSession *session = fair_page_get_session (self);

  return session == NULL ? NULL : fair_session_get_snapshot (session);
}

/**
 * fair_page_tell:
 *
 * Shows a short message over the window.
 */
void
fair_page_tell (FairPage *self, const char *message)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", message);
}

gboolean
fair_page_search (FairPage *self)
{
  return FAIR_PAGE_GET_CLASS (self)->search (self);
}

gboolean
fair_page_copy (FairPage *self)
{
  return FAIR_PAGE_GET_CLASS (self)->copy (self);
}

gboolean
fair_page_export_rows (FairPage *self)
{
  return FAIR_PAGE_GET_CLASS (self)->export_rows (self);
}

gboolean
fair_page_leave (FairPage *self)
{
  return FAIR_PAGE_GET_CLASS (self)->leave (self);
}

void
fair_page_open (FairPage *self, gint64 id)
{
  FAIR_PAGE_GET_CLASS (self)->open (self, id);
}
