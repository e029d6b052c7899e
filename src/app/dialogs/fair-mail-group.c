/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-mail-group.h"

#include "fair-alerts.h"
#include "fair-mail.h"
#include "fair-secrets.h"
#include "fair-setting-row.h"

#include <glib/gi18n-lib.h>

struct _FairMailGroup
{
  AdwPreferencesGroup parent_instance;
  FairSession        *session; /* nullable */
  GtkEditable        *password;
  GtkWidget          *remove; /* the password that is kept */
  GtkWidget          *test;
};

G_DEFINE_FINAL_TYPE (FairMailGroup, fair_mail_group, ADW_TYPE_PREFERENCES_GROUP)

static const FairSettingChoice securities[] = {
  { "starttls", N_ ("STARTTLS") }, { "tls", N_ ("TLS") }, { "none", N_ ("None, on This Computer") }, { NULL },
};

/* One address, or several. */
static gboolean
check_addresses (GVariant *value, GError **error)
{
  g_autofree const char **list = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY) ? g_variant_get_strv (value, NULL)
                                                                                           : NULL;
  const char *one = list == NULL ? g_variant_get_string (value, NULL) : "";

  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    if (!fair_mail_check_address (list[i], error))
      return FALSE;
  return *one == '\0' || fair_mail_check_address (one, error);
}

static const FairSettingNumber port = { .key = "mail-port", .step = 1 };

/* Keyring and server may both take their time, so either waits on a thread. */
static void
run_on_thread (FairMailGroup *self, GTaskThreadFunc func, GAsyncReadyCallback callback, gpointer data, GDestroyNotify clear)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, NULL);

  g_task_set_task_data (task, data, clear);
  g_task_run_in_thread (task, func);
}

static void
locate (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *where = fair_secrets_locate (FAIR_SECRET_MAIL, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, where, g_free);
}

static void
on_located (GObject *source, GAsyncResult *result, gpointer data)
{
  FairMailGroup *self = FAIR_MAIL_GROUP (source);
  g_autofree char *where = g_task_propagate_pointer (G_TASK (result), NULL);
  /* Translators: where the password is, such as “the keyring” */
  g_autofree char *title = where == NULL ? g_strdup (_("Password")) : g_strdup_printf (_("Password, kept in %s"), where);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->password), title);
  gtk_widget_set_visible (self->remove, where != NULL);
}

static void
look_for_password (FairMailGroup *self)
{
  run_on_thread (self, locate, on_located, NULL, NULL);
}

static void
clear_password (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (fair_secrets_clear (FAIR_SECRET_MAIL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer data)
{
  FairMailGroup *self = FAIR_MAIL_GROUP (source);
  g_autoptr (GError) error = NULL;
  gboolean cleared = g_task_propagate_boolean (G_TASK (result), &error);

  fair_setting_row_tell (GTK_WIDGET (self), cleared ? _("The password is forgotten.") : error->message);
  look_for_password (self);
}

static void
on_remove (FairMailGroup *self)
{
  run_on_thread (self, clear_password, on_cleared, NULL, NULL);
}

static void
store_password (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  char *where = NULL;

  if (fair_secrets_store (FAIR_SECRET_MAIL, data, &where, &error))
    g_task_return_pointer (task, where, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  FairMailGroup *self = FAIR_MAIL_GROUP (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *where = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *said = where == NULL ? NULL : g_strdup_printf (_("The password is kept in %s."), where);

  if (where != NULL)
    gtk_editable_set_text (self->password, "");
  fair_setting_row_tell (GTK_WIDGET (self), where == NULL ? error->message : said);
  look_for_password (self);
}

static void
on_password (FairMailGroup *self)
{
  const char *typed = gtk_editable_get_text (self->password);

  if (*typed != '\0')
    run_on_thread (self, store_password, on_stored, g_strdup (typed), (GDestroyNotify) fair_secrets_free);
}

static void
send_test (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  guint n;

  if (fair_alerts_test (fair_session_get_profile (data), &n, &error))
    g_task_return_int (task, n);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  FairMailGroup *self = FAIR_MAIL_GROUP (source);
  g_autoptr (GError) error = NULL;
  gssize n = g_task_propagate_int (G_TASK (result), &error);
  g_autofree char *said
    = g_strdup_printf (ngettext ("The mail server took a test to %d owner; see whether it arrives.",
                                 "The mail server took a test to each of %d owners; see whether they arrive.", (int) n),
                       (int) n);

  gtk_widget_set_sensitive (self->test, TRUE);
  fair_setting_row_tell (GTK_WIDGET (self), error == NULL ? said : error->message);
}

static void
on_test (GtkButton *button, FairMailGroup *self)
{
  gtk_widget_set_sensitive (self->test, FALSE);
  run_on_thread (self, send_test, on_sent, g_object_ref (self->session), g_object_unref);
}

static void
fair_mail_group_dispose (GObject *object)
{
  g_clear_object (&FAIR_MAIL_GROUP (object)->session);
  G_OBJECT_CLASS (fair_mail_group_parent_class)->dispose (object);
}

static void
fair_mail_group_class_init (FairMailGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_mail_group_dispose;
}

static void
fair_mail_group_init (FairMailGroup *self)
{
}

static GtkWidget *
make_password (FairMailGroup *self)
{
  GtkWidget *row = g_object_new (ADW_TYPE_PASSWORD_ENTRY_ROW, "title", _("Password"), "show-apply-button", TRUE, NULL);

  self->password = GTK_EDITABLE (row);
  self->remove = gtk_button_new_with_label (_("Remove"));
  gtk_widget_set_valign (self->remove, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->remove, FALSE);
  gtk_widget_set_tooltip_text (self->remove, _("Forget the password that is kept"));
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (on_remove), self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), self->remove);
  g_signal_connect_swapped (row, "apply", G_CALLBACK (on_password), self);
  return row;
}

static GtkWidget *
make_test (FairMailGroup *self)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _("Test"), "subtitle", _("Writes to every owner, now."), NULL);

  self->test = gtk_button_new_with_mnemonic (_("_Send a Test"));
  gtk_widget_set_valign (self->test, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (self->test, self->session != NULL);
  g_signal_connect (self->test, "clicked", G_CALLBACK (on_test), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->test);
  return row;
}

/**
 * fair_mail_group_fill:
 * @session: (nullable): the open data folder
 */
void
fair_mail_group_fill (FairMailGroup *self, FairSession *session, FairSettings *settings)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  static const char *const addresses[] = { "mail-owners", "mail-readers", "mail-from" };

  g_set_object (&self->session, session);
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    adw_preferences_group_add (group, fair_setting_row_new_text (settings, addresses[i], check_addresses));
  adw_preferences_group_add (group, fair_setting_row_new_text (settings, "mail-server", NULL));
  adw_preferences_group_add (group, fair_setting_row_new_number (settings, &port));
  adw_preferences_group_add (group, fair_setting_row_new_choice (settings, "mail-security", securities, NULL));
  adw_preferences_group_add (group, fair_setting_row_new_text (settings, "mail-user", NULL));
  adw_preferences_group_add (group, make_password (self));
  adw_preferences_group_add (group, fair_setting_row_new_text (settings, "mail-ca-file", NULL));
  adw_preferences_group_add (group, make_test (self));
  look_for_password (self);
}
