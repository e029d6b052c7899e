/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-restore-sheet.h"

#include "fair-backup-check.h"
#include "fair-compat.h"
#include "fair-folder.h"
#include "fair-upkeep.h"

#include <glib/gi18n-lib.h>

struct _FairRestoreSheet
{
  AdwBin               parent_instance;
  GtkStack            *steps; /* choose, check, done */
  AdwPreferencesGroup *here;
  AdwPreferencesGroup *there; /* in the second folder, which may be a server's */
  AdwStatusPage       *found;
  GtkWidget           *waiting;
  GtkWidget           *restore;
  GtkWidget           *back;
  AdwStatusPage       *done;
  FairSession         *session;
  char                *path; /* nullable: of the chosen backup */
};

G_DEFINE_FINAL_TYPE (FairRestoreSheet, fair_restore_sheet, ADW_TYPE_BIN)

/* What is done on a thread, the data of its task. */
typedef struct
{
  char           *path;
  FairBackupCheck check;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->path);
  g_free (look);
}

static char *
format_time (gint64 time)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time);

  return local == NULL ? g_strdup (_("unknown")) : g_date_time_format (local, "%A %-d %B %Y, %H:%M");
}

static void
set_description (AdwStatusPage *page, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (page, escaped);
  fair_compat_announce (GTK_WIDGET (page), text);
}

/* While something is done there is nothing to click. */
static void
set_waiting (FairRestoreSheet *self, const char *title, const char *text)
{
  adw_status_page_set_title (self->found, title);
  set_description (self->found, text);
  gtk_widget_set_visible (self->waiting, TRUE);
  gtk_widget_set_visible (self->restore, FALSE);
  gtk_widget_set_visible (self->back, FALSE);
  gtk_stack_set_visible_child_name (self->steps, "check");
}

static void
end_waiting (FairRestoreSheet *self, const char *title, const char *text, gboolean good)
{
  adw_status_page_set_title (self->found, title);
  set_description (self->found, text);
  gtk_widget_set_visible (self->waiting, FALSE);
  gtk_widget_set_visible (self->restore, good);
  gtk_widget_set_visible (self->back, TRUE);
  /* Who presses Enter once too often shall not restore by it. */
  gtk_widget_grab_focus (self->back);
}

static void
look (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FairRestoreSheet *self = source;
  Look *order = data;
  GError *error = NULL;

  if (fair_backup_verify (order->path, fair_session_get_profile (self->session)->paths->data_dir, &order->check, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  FairRestoreSheet *self = FAIR_RESTORE_SHEET (source);
  const Look *order = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      end_waiting (self, _("This Backup Cannot Be Used"), error->message, FALSE);
      return;
    }
  made = format_time (order->check.made_at);
  size = g_format_size (order->check.bytes);
  text = g_strdup_printf (_("It is whole: %u files, %s, and %u publications in an unbroken chain.\n\nThe store, the exports "
                            "and the settings of the data folder are replaced by those of the backup. What is there now "
                            "is kept in a dated folder beside it."),
                          order->check.n_files, size, order->check.n_publications);
  end_waiting (self, made, text, TRUE);
}

static void
choose (FairRestoreSheet *self, const char *path)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_looked, NULL);
  Look *order = g_new0 (Look, 1);

  g_free (self->path);
  self->path = g_strdup (path);
  order->path = g_strdup (path);
  set_waiting (self, _("Looking Through the Backup"), _("Every file in it is compared with its hash."));
  g_task_set_task_data (task, order, look_free);
  g_task_run_in_thread (task, look);
}

static void
on_backup (AdwActionRow *row, FairRestoreSheet *self)
{
  choose (self, g_object_get_data (G_OBJECT (row), "fair-path"));
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  FairRestoreSheet *self = FAIR_RESTORE_SHEET (source);
  g_autoptr (GFile) file = fair_compat_choose_file_finish (result, NULL);
  g_autofree char *path = file == NULL ? NULL : fair_folder_of_file (file);

  if (path != NULL)
    choose (self, path);
}

static void
on_other (GtkButton *button, FairRestoreSheet *self)
{
  fair_compat_choose_file_async (GTK_WIDGET (self), FAIR_FILE_OPEN, _("Choose a Backup"), NULL, on_file_chosen, NULL);
}

static void
on_back (GtkButton *button, FairRestoreSheet *self)
{
  gtk_stack_set_visible_child_name (self->steps, "choose");
  gtk_widget_child_focus (GTK_WIDGET (self->here), GTK_DIR_TAB_FORWARD);
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairRestoreSheet) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = fair_session_restore_finish (FAIR_SESSION (source), result, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (kept == NULL)
    {
      end_waiting (self, _("Not Restored"), error->message, FALSE);
      return;
    }
  if (*kept != '\0')
    g_string_append_printf (text, _("What was there before is kept in “%s”.\n\n"), kept);
  if (!fair_upkeep_take_settings (fair_session_get_profile (self->session), &error))
    g_string_append_printf (text, _("The settings could not be taken over: %s\n\n"), error->message);
  g_string_append (text, _("No key and no password is in a backup: those that this computer keeps stay as they are."));
  set_description (self->done, text->str);
  gtk_stack_set_visible_child_name (self->steps, "done");
  gtk_widget_child_focus (GTK_WIDGET (self->done), GTK_DIR_TAB_FORWARD);
}

static void
on_restore (GtkButton *button, FairRestoreSheet *self)
{
  set_waiting (self, _("Restoring"), _("Should it fail, everything is as it was."));
  fair_session_restore_async (self->session, self->path, on_restored, g_object_ref (self));
}

static void
on_close (GtkButton *button, FairRestoreSheet *self)
{
  fair_compat_close_sheet (GTK_WIDGET (self));
}

static void
add_backup (FairRestoreSheet *self, AdwPreferencesGroup *group, const FairBackup *backup)
{
  g_autofree char *made = format_time (backup->made_at);
  g_autofree char *size = g_format_size (backup->bytes);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", made, "subtitle", size, "activatable", TRUE, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "fair-path", g_strdup (backup->path), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (on_backup), self);
  adw_preferences_group_add (group, row);
}

static void
list (GTask *task, gpointer source, gpointer folder, GCancellable *cancellable)
{
  GError *error = NULL;
  GArray *found = fair_backup_list (folder, &error);

  if (found == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, found, (GDestroyNotify) g_array_unref);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer group)
{
  FairRestoreSheet *self = FAIR_RESTORE_SHEET (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *shown = fair_folder_shown (g_task_get_task_data (G_TASK (result)));
  g_autofree char *text = found == NULL    ? g_strdup (error->message)
                          : found->len > 0 ? g_strdup_printf (_("In “%s”, the newest first."), shown)
                                           : g_strdup_printf (_("There is none in “%s”."), shown);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_group_set_description (group, escaped);
  for (guint i = 0; found != NULL && i < found->len; i++)
    add_backup (self, group, &g_array_index (found, FairBackup, i));
  if (group == self->here)
    gtk_widget_child_focus (GTK_WIDGET (self->here), GTK_DIR_TAB_FORWARD);
}

/* A server may take its time. */
static void
list_async (FairRestoreSheet *self, AdwPreferencesGroup *group, char *folder)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_listed, group);

  adw_preferences_group_set_description (group, _("Looking for backups…"));
  g_task_set_task_data (task, folder, g_free);
  g_task_run_in_thread (task, list);
}

static void
fair_restore_sheet_dispose (GObject *object)
{
  FairRestoreSheet *self = FAIR_RESTORE_SHEET (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (fair_restore_sheet_parent_class)->dispose (object);
}

static void
fair_restore_sheet_class_init (FairRestoreSheetClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fair_restore_sheet_dispose;
  gtk_widget_class_set_template_from_resource (widget, "/io/github/faircatch/FairCatch/fair-restore-sheet.ui");
  gtk_widget_class_bind_template_child (widget, FairRestoreSheet, steps);
  gtk_widget_class_bind_template_child (widget, FairRestoreSheet, here);
  gtk_widget_class_bind_template_child (widget, FairRestoreSheet, there);
  gtk_widget_class_bind_template_child (widget, FairRestoreSheet, found);
  gtk_widget_class_bind_template_child (widget, FairRestoreSheet, waiting);
  gtk_widget_class_bind_template_child (widget, FairRestoreSheet, restore);
  gtk_widget_class_bind_template_child (widget, FairRestoreSheet, back);
  gtk_widget_class_bind_template_child (widget, FairRestoreSheet, done);
  gtk_widget_class_bind_template_callback (widget, on_other);
  gtk_widget_class_bind_template_callback (widget, on_back);
  gtk_widget_class_bind_template_callback (widget, on_restore);
  gtk_widget_class_bind_template_callback (widget, on_close);
}

static void
fair_restore_sheet_init (FairRestoreSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fair_restore_sheet_present:
 */
void
fair_restore_sheet_present (GtkWidget *parent, FairSession *session)
{
  FairRestoreSheet *self = g_object_new (FAIR_TYPE_RESTORE_SHEET, NULL);
  g_autofree char *second = fair_settings_get_string (fair_session_get_settings (session), "backup-folder");

  self->session = g_object_ref (session);
  list_async (self, self->here, fair_backup_folder (fair_session_get_profile (session)->paths));
  gtk_widget_set_visible (GTK_WIDGET (self->there), *second != '\0');
  if (*second != '\0')
    list_async (self, self->there, fair_folder_from_setting (second));
  fair_compat_present_sheet (GTK_WIDGET (self), _("Restore a Backup"), parent, 620, 520);
}
