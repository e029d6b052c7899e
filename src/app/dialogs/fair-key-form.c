/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-key-form.h"

#include "fair-compat.h"
#include "fair-error.h"
#include "fair-key-check.h"
#include "fair-secrets.h"

#include <glib/gi18n-lib.h>

struct _FairKeyForm
{
  AdwBin        parent_instance;
  char         *api_url;     /* nullable: the real API */
  GCancellable *cancellable; /* of what is under way; NULL: nothing is */
  GCancellable *looking;     /* for a key that is kept already */
  char         *verdict;     /* nullable: what the test said of the key that is being kept */
  GtkEditable  *entry;
  GtkWidget    *told;
  GtkImage     *icon;
  GtkLabel     *message;
  AdwBin       *spinner_slot;
  GtkWidget    *test;
  GtkWidget    *keep;
  GtkWidget    *go_on;
};

G_DEFINE_FINAL_TYPE (FairKeyForm, fair_key_form, ADW_TYPE_BIN)

enum
{
  KEPT,
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What can be done at a moment. */
typedef enum
{
  OFFER_TEST,
  OFFER_KEEP, /* nobody knows whether it is good */
  OFFER_GO_ON,
} Offer;

static void
offer (FairKeyForm *self, Offer what)
{
  gtk_widget_set_visible (self->test, what != OFFER_GO_ON);
  gtk_widget_set_visible (self->keep, what == OFFER_KEEP);
  gtk_widget_set_visible (self->go_on, what == OFFER_GO_ON);
}

static void
tell (FairKeyForm *self, const char *icon, const char *message)
{
  gtk_widget_set_visible (self->told, message != NULL);
  if (message == NULL)
    return;
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_label (self->message, message);
  fair_compat_announce (GTK_WIDGET (self), message);
}

static void
set_busy (FairKeyForm *self, gboolean busy)
{
  /* Not insensitive: it keeps the focus. */
  gtk_editable_set_editable (self->entry, !busy);
  gtk_widget_set_sensitive (self->test, !busy && *gtk_editable_get_text (self->entry) != '\0');
  gtk_widget_set_sensitive (self->keep, !busy);
  adw_bin_set_child (self->spinner_slot, busy ? fair_compat_spinner_new () : NULL);
  g_clear_object (&self->cancellable);
  if (busy)
    self->cancellable = g_cancellable_new ();
}

/* The result of what was stopped comes late and concerns nobody. */
static gboolean
is_stale (FairKeyForm *self, GAsyncResult *result)
{
  return self->cancellable == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable;
}

static void
store (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  char *where = NULL;

  if (fair_secrets_store (FAIR_SECRET_CFBD, data, &where, &error))
    g_task_return_pointer (task, where, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  FairKeyForm *self = FAIR_KEY_FORM (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *where = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (where != NULL)
    g_signal_emit (self, signals[KEPT], 0);
  if (is_stale (self, result))
    return;
  set_busy (self, FALSE);
  if (where == NULL)
    {
      tell (self, "dialog-warning-symbolic", error->message);
      return;
    }
  gtk_editable_set_text (self->entry, "");
  text = self->verdict == NULL ? g_strdup_printf (_("The key is kept in %s, untested."), where)
                               : g_strdup_printf (_("%s It is kept in %s."), self->verdict, where);
  tell (self, "object-select-symbolic", text);
  offer (self, OFFER_GO_ON);
  gtk_widget_grab_focus (self->go_on);
}

static char *
get_key (FairKeyForm *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

/* The keyring may ask to be unlocked, so this waits on a thread. */
static void
start_storing (FairKeyForm *self)
{
  g_autoptr (GTask) task = NULL;

  set_busy (self, TRUE);
  task = g_task_new (self, self->cancellable, on_stored, NULL);
  g_task_set_task_data (task, get_key (self), (GDestroyNotify) fair_secrets_free);
  /* A key that was stored is stored, even where nobody waits any more. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, store);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairKeyForm) self = data;
  g_autoptr (GError) error = NULL;
  FairCfbdInfo info;
  gboolean good = fair_key_check_finish (result, &info, &error);

  if (is_stale (self, result))
    return;
  set_busy (self, FALSE);
  if (good)
    {
      self->verdict = fair_key_check_describe (&info);
      start_storing (self);
      return;
    }
  tell (self, "dialog-warning-symbolic", error->message);
  /* Without a network nobody can say more; a key that the API refuses is kept nowhere. */
  offer (self, g_error_matches (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE) ? OFFER_KEEP : OFFER_TEST);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_test (GtkWidget *widget, FairKeyForm *self)
{
  FairClock *clock = NULL;
  char *key = get_key (self);

  if (self->cancellable == NULL && *key != '\0')
    {
      clock = fair_clock_new_system ();
      g_clear_pointer (&self->verdict, g_free);
      offer (self, OFFER_TEST);
      set_busy (self, TRUE);
      tell (self, "emblem-synchronizing-symbolic", _("Asking the API about the key…"));
      fair_key_check_async (self->api_url, key, clock, self->cancellable, on_checked, g_object_ref (self));
      fair_clock_unref (clock);
    }
  fair_secrets_free (key);
}

static void
on_keep (GtkButton *button, FairKeyForm *self)
{
  start_storing (self);
}

static void
on_go_on (GtkButton *button, FairKeyForm *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

static void
on_changed (GtkEditable *entry, FairKeyForm *self)
{
  gboolean empty = *gtk_editable_get_text (entry) == '\0';

  gtk_widget_set_sensitive (self->test, !empty && self->cancellable == NULL);
  if (empty)
    return;
  /* Whatever was said was said of another key. */
  tell (self, NULL, NULL);
  offer (self, OFFER_TEST);
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
  FairKeyForm *self = FAIR_KEY_FORM (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *where = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || *gtk_editable_get_text (self->entry) != '\0')
    return;
  if (error != NULL)
    tell (self, "dialog-warning-symbolic", error->message);
  if (where == NULL)
    return;
  text = g_strdup_printf (_("A key is kept already, in %s. Go on with it, or paste another one."), where);
  tell (self, "object-select-symbolic", text);
  offer (self, OFFER_GO_ON);
}

/**
 * fair_key_form_begin:
 * @api_url: (nullable): whom to ask about a key; NULL: the real API
 *
 * Begins anew, and looks whether there is a key already.
 */
void
fair_key_form_begin (FairKeyForm *self, const char *api_url)
{
  g_autoptr (GTask) task = NULL;

  fair_key_form_stop (self);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  task = g_task_new (self, self->looking, on_located, NULL);
  g_free (self->api_url);
  self->api_url = g_strdup (api_url);
  gtk_editable_set_text (self->entry, "");
  tell (self, NULL, NULL);
  offer (self, OFFER_TEST);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  g_task_run_in_thread (task, locate);
}

/**
 * fair_key_form_stop:
 *
 * Lets go of what is under way: the person went elsewhere.
 */
void
fair_key_form_stop (FairKeyForm *self)
{
  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  set_busy (self, FALSE);
  tell (self, NULL, NULL);
}

static void
fair_key_form_dispose (GObject *object)
{
  FairKeyForm *self = FAIR_KEY_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_pointer (&self->api_url, g_free);
  g_clear_pointer (&self->verdict, g_free);
  G_OBJECT_CLASS (fair_key_form_parent_class)->dispose (object);
}

static void
fair_key_form_class_init (FairKeyFormClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_key_form_dispose;
  signals[KEPT] = g_signal_new ("kept", FAIR_TYPE_KEY_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DONE] = g_signal_new ("done", FAIR_TYPE_KEY_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-key-form.ui");
  gtk_widget_class_bind_template_child (widget, FairKeyForm, entry);
  gtk_widget_class_bind_template_child (widget, FairKeyForm, told);
  gtk_widget_class_bind_template_child (widget, FairKeyForm, icon);
  gtk_widget_class_bind_template_child (widget, FairKeyForm, message);
  gtk_widget_class_bind_template_child (widget, FairKeyForm, spinner_slot);
  gtk_widget_class_bind_template_child (widget, FairKeyForm, test);
  gtk_widget_class_bind_template_child (widget, FairKeyForm, keep);
  gtk_widget_class_bind_template_child (widget, FairKeyForm, go_on);
  gtk_widget_class_bind_template_callback (widget, on_changed);
  gtk_widget_class_bind_template_callback (widget, on_test);
  gtk_widget_class_bind_template_callback (widget, on_keep);
  gtk_widget_class_bind_template_callback (widget, on_go_on);
}

static void
fair_key_form_init (FairKeyForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tell (self, NULL, NULL);
}
