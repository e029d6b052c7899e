/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-key-group.h"

#include "fair-compat.h"
#include "fair-key-check.h"
#include "fair-secrets.h"
#include "fair-setting-row.h"

#include <glib/gi18n-lib.h>

struct _FairKeyGroup
{
  AdwPreferencesGroup parent_instance;
  FairSession        *session;     /* nullable: no data is open */
  GCancellable       *cancellable; /* of what is under way */
  GtkWidget          *row;
  GtkWidget          *set;
  GtkWidget          *test;
  GtkWidget          *remove;
};

G_DEFINE_FINAL_TYPE (FairKeyGroup, fair_key_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SET_KEY,
  LEAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_demo (FairKeyGroup *self)
{
  return self->session != NULL && fair_session_is_demo (self->session);
}

/* What is shown is all that is said, so a result replaces what stood there. */
static void
show (FairKeyGroup *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), escaped);
  fair_compat_announce (GTK_WIDGET (self), text);
}

static GCancellable *
begin (FairKeyGroup *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  return self->cancellable;
}

static void
locate (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  char *where = fair_secrets_locate (FAIR_SECRET_CFBD, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, where, g_free);
}

static void
on_located (GObject *source, GAsyncResult *result, gpointer data)
{
  FairKeyGroup *self = FAIR_KEY_GROUP (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *where = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->test, where != NULL);
  gtk_widget_set_sensitive (self->remove, where != NULL);
  gtk_button_set_label (GTK_BUTTON (self->set), where != NULL ? _("Re_place…") : _("_Set…"));
  text = where == NULL ? NULL : g_strdup_printf (_("Kept in %s"), where);
  if (error != NULL)
    show (self, error->message);
  else
    show (self, text != NULL ? text : _("None is set; without one nothing new is fetched"));
}

/**
 * fair_key_group_refresh:
 *
 * Looks again where the key is.
 */
void
fair_key_group_refresh (FairKeyGroup *self)
{
  g_autoptr (GTask) task = g_task_new (self, begin (self), on_located, NULL);

  if (!is_demo (self))
    g_task_run_in_thread (task, locate);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Demo");
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairKeyGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  FairCfbdInfo info;

  if (fair_key_check_finish (result, &info, &error))
    text = fair_key_check_describe (&info);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->cancellable == NULL)
    return;
  gtk_widget_set_sensitive (self->test, TRUE);
  show (self, text != NULL ? text : error->message);
}

static void
look_up (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  char *key = fair_secrets_lookup (FAIR_SECRET_CFBD, &error);

  if (key == NULL && error == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("The key is gone; set one."));
  if (key == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, key, (GDestroyNotify) fair_secrets_free);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  FairKeyGroup *self = FAIR_KEY_GROUP (source);
  g_autoptr (GError) error = NULL;
  char *key = g_task_propagate_pointer (G_TASK (result), &error);
  FairClock *clock;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (key == NULL)
    {
      gtk_widget_set_sensitive (self->test, TRUE);
      show (self, error->message);
      return;
    }
  clock = fair_clock_new_system ();
  fair_key_check_async (self->session == NULL ? NULL : fair_session_get_profile (self->session)->api_url, key, clock,
                        self->cancellable, on_checked, g_object_ref (self));
  fair_clock_unref (clock);
  fair_secrets_free (key);
}

static void
on_test (GtkButton *button, FairKeyGroup *self)
{
  g_autoptr (GTask) task = g_task_new (self, begin (self), on_looked_up, NULL);

  gtk_widget_set_sensitive (self->test, FALSE);
  show (self, _("Asking the API about the key…"));
  g_task_run_in_thread (task, look_up);
}

static void
clear (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (fair_secrets_clear (FAIR_SECRET_CFBD, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer data)
{
  FairKeyGroup *self = FAIR_KEY_GROUP (source);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      fair_setting_row_tell (GTK_WIDGET (self), error->message);
      return;
    }
  if (self->session != NULL)
    fair_session_forget_key (self->session);
  if (self->cancellable != NULL)
    fair_key_group_refresh (self);
}

static void
on_remove_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairKeyGroup) self = data;
  g_autofree char *answer = fair_compat_ask_finish (result);
  g_autoptr (GTask) task = NULL;

  if (g_strcmp0 (answer, "remove") != 0)
    return;
  task = g_task_new (self, NULL, on_cleared, NULL);
  g_task_run_in_thread (task, clear);
}

static void
on_remove (GtkButton *button, FairKeyGroup *self)
{
  const FairCompatAnswer answers[] = {
    { "keep", _("_Keep It"), FALSE, FALSE },
    { "remove", _("_Remove"), FALSE, TRUE },
    { NULL },
  };

  fair_compat_ask_async (GTK_WIDGET (button), _("Remove the Key?"),
                         _("What is stored stays. Nothing new is fetched until a key is set again."), answers,
                         on_remove_answered, g_object_ref (self));
}

static void
on_set (GtkButton *button, FairKeyGroup *self)
{
  /* The demo league has no use for a key, so what is meant is the way out of it. */
  if (is_demo (self))
    {
      g_signal_emit (self, signals[LEAVE], 0);
      g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "connect", NULL);
    }
  else
    g_signal_emit (self, signals[SET_KEY], 0);
}

static void
fair_key_group_dispose (GObject *object)
{
  FairKeyGroup *self = FAIR_KEY_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fair_key_group_parent_class)->dispose (object);
}

static void
fair_key_group_class_init (FairKeyGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_key_group_dispose;
  signals[SET_KEY] = g_signal_new ("set-key", FAIR_TYPE_KEY_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
  signals[LEAVE] = g_signal_new ("leave", FAIR_TYPE_KEY_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_button (FairKeyGroup *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), button);
  return button;
}

static void
fair_key_group_init (FairKeyGroup *self)
{
  self->row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _("CFBD key"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->row);
  self->test = add_button (self, _("_Test"), G_CALLBACK (on_test));
  self->set = add_button (self, _("_Set…"), G_CALLBACK (on_set));
  self->remove = add_button (self, _("Re_move…"), G_CALLBACK (on_remove));
  gtk_widget_set_sensitive (self->test, FALSE);
  gtk_widget_set_sensitive (self->remove, FALSE);
}

/**
 * fair_key_group_set_session:
 * @session: (nullable): the open data folder
 *
 * Shows whose key is meant.
 */
void
fair_key_group_set_session (FairKeyGroup *self, FairSession *session)
{
  g_set_object (&self->session, session);
  gtk_widget_set_visible (self->test, !is_demo (self));
  gtk_widget_set_visible (self->remove, !is_demo (self));
  if (is_demo (self))
    {
      gtk_button_set_label (GTK_BUTTON (self->set), _("_Connect…"));
      show (self, _("The demo league needs no key"));
      return;
    }
  show (self, _("Looking for the key…"));
  fair_key_group_refresh (self);
}
