/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-notice-form.h"

#include "fair-alerts.h"
#include "fair-compat.h"

#include <glib/gi18n-lib.h>

struct _FairNoticeForm
{
  AdwBin         parent_instance;
  FairSession   *session;
  GtkWidget     *opener; /* strong: hears how it went */
  GtkEditable   *subject;
  GtkTextBuffer *text;
  GtkLabel      *problem;
  GtkWidget     *send;
};

G_DEFINE_FINAL_TYPE (FairNoticeForm, fair_notice_form, ADW_TYPE_BIN)

/* A notice on its way, the data of its task. */
typedef struct
{
  FairSession *session;
  char        *subject;
  char        *text;
} Notice;

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_object_unref (notice->session);
  g_free (notice->subject);
  g_free (notice->text);
  g_free (notice);
}

static void
send (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Notice *notice = data;
  GError *error = NULL;
  guint n;

  if (fair_alerts_send_notice (fair_session_get_profile (notice->session), notice->subject, notice->text, &n, &error))
    g_task_return_int (task, n);
  else
    g_task_return_error (task, error);
}

/* Where this is closed by now, whoever opened it tells it. */
static void
tell_problem (FairNoticeForm *self, const char *problem)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    {
      gtk_widget_activate_action (self->opener, "win.tell", "s", problem);
      return;
    }
  gtk_label_set_label (self->problem, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  fair_compat_announce (GTK_WIDGET (self), problem);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  FairNoticeForm *self = FAIR_NOTICE_FORM (source);
  g_autoptr (GError) error = NULL;
  gssize n = g_task_propagate_int (G_TASK (result), &error);
  g_autofree char *said
    = g_strdup_printf (ngettext ("%d reader was told.", "%d readers were told.", (int) n), (int) n);

  gtk_widget_set_sensitive (self->send, TRUE);
  if (error != NULL)
    {
      tell_problem (self, error->message);
      return;
    }
  gtk_widget_activate_action (self->opener, "win.tell", "s", said);
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    fair_compat_close_sheet (GTK_WIDGET (self));
}

static char *
read_text (FairNoticeForm *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->text, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (self->text, &start, &end, FALSE));
}

static void
on_send (GtkWidget *widget, FairNoticeForm *self)
{
  g_autofree char *subject = g_strstrip (g_strdup (gtk_editable_get_text (self->subject)));
  g_autofree char *text = read_text (self);
  g_autoptr (GTask) task = NULL;
  Notice *notice;

  if (*subject == '\0' || *text == '\0')
    {
      tell_problem (self, _("A notice needs a subject and a text; write both."));
      return;
    }
  notice = g_new0 (Notice, 1);
  *notice = (Notice) { g_object_ref (self->session), g_steal_pointer (&subject), g_steal_pointer (&text) };
  gtk_widget_set_sensitive (self->send, FALSE);
  task = g_task_new (self, NULL, on_sent, NULL);
  g_task_set_task_data (task, notice, notice_free);
  g_task_run_in_thread (task, send);
}

static void
fair_notice_form_dispose (GObject *object)
{
  FairNoticeForm *self = FAIR_NOTICE_FORM (object);

  g_clear_object (&self->session);
  g_clear_object (&self->opener);
  G_OBJECT_CLASS (fair_notice_form_parent_class)->dispose (object);
}

static void
fair_notice_form_class_init (FairNoticeFormClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_notice_form_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-notice-form.ui");
  gtk_widget_class_bind_template_child (widget, FairNoticeForm, subject);
  gtk_widget_class_bind_template_child (widget, FairNoticeForm, text);
  gtk_widget_class_bind_template_child (widget, FairNoticeForm, problem);
  gtk_widget_class_bind_template_child (widget, FairNoticeForm, send);
  gtk_widget_class_bind_template_callback (widget, on_send);
}

static void
fair_notice_form_init (FairNoticeForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_notice_form_present:
 * @parent: hears by its action `win.tell` how it went
 * @draft: what it begins with
 */
void
fair_notice_form_present (GtkWidget *parent, FairSession *session, const FairNoticeDraft *draft)
{
  FairNoticeForm *self = g_object_new (FAIR_TYPE_NOTICE_FORM, NULL);

  self->session = g_object_ref (session);
  self->opener = g_object_ref (parent);
  gtk_editable_set_text (self->subject, draft->subject);
  gtk_text_buffer_set_text (self->text, draft->text, -1);
  fair_compat_present_sheet (GTK_WIDGET (self), _("Notice to the Readers"), parent, 520, 460);
}
