/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-restore-sheet.h"

#include "fair-backup.h"
#include "fair-compat.h"
#include "fair-folder.h"

#include <glib/gi18n-lib.h>

struct _FairRestoreSheet
{
  AdwBin               parent_instance;
  GtkStack            *steps; /* choose, check, done */
  AdwPreferencesGroup *backups;
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
  Look *order = data;
  GError *error = NULL;

  if (fair_backup_verify (order->path, &order->check, &error))
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
  gtk_widget_child_focus (GTK_WIDGET (self->backups), GTK_DIR_TAB_FORWARD);
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairRestoreSheet) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = fair_session_restore_finish (FAIR_SESSION (source), result, &error);
  g_autofree char *text = NULL;

  if (kept == NULL)
    {
      end_waiting (self, _("Not Restored"), error->message, FALSE);
      return;
    }
  text = *kept == '\0' ? g_strdup (_("No key and no password is in a backup: those that this computer keeps stay as they are."))
                       : g_strdup_printf (_("What was there before is kept in “%s”.\n\nNo key and no password is in a backup: "
                                            "those that this computer keeps stay as they are."),
                                          kept);
  set_description (self->done, text);
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
add_backup (FairRestoreSheet *self, const FairBackup *backup)
{
  g_autofree char *made = format_time (backup->made_at);
  g_autofree char *size = g_format_size (backup->bytes);
  g_autofree char *folder = g_path_get_dirname (backup->path);
  g_autofree char *text = g_strdup_printf ("%s · %s", size, folder);
  g_autofree char *subtitle = g_markup_escape_text (text, -1);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", made, "subtitle", subtitle, "activatable", TRUE, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "fair-path", g_strdup (backup->path), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (on_backup), self);
  adw_preferences_group_add (self->backups, row);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const FairBackup *left = a;
  const FairBackup *right = b;

  return left->made_at < right->made_at ? 1 : left->made_at > right->made_at ? -1 : 0;
}

/* Of the data folder and, where it is there, of the second folder. */
static GArray *
find_backups (FairSession *session)
{
  g_autofree char *first = fair_backup_folder (fair_session_get_profile (session)->paths);
  g_autofree char *second = fair_settings_get_string (fair_session_get_settings (session), "backup-folder");
  g_autoptr (GArray) more = g_path_is_absolute (second) ? fair_backup_list (second, NULL) : NULL;
  GArray *found = fair_backup_list (first, NULL);

  if (found == NULL)
    return g_steal_pointer (&more);
  for (guint i = 0; more != NULL && i < more->len; i++)
    {
      const FairBackup *backup = &g_array_index (more, FairBackup, i);
      FairBackup copy = { g_strdup (backup->path), backup->made_at, backup->bytes };

      g_array_append_val (found, copy);
    }
  g_array_sort (found, compare_newest_first);
  return found;
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
  gtk_widget_class_bind_template_child (widget, FairRestoreSheet, backups);
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
  g_autoptr (GArray) found = find_backups (session);

  self->session = g_object_ref (session);
  for (guint i = 0; found != NULL && i < found->len; i++)
    add_backup (self, &g_array_index (found, FairBackup, i));
  adw_preferences_group_set_description (self->backups, found == NULL || found->len == 0
                                                          ? _("There is none in the backup folders.")
                                                          : _("Those in the backup folders, the newest first."));
  fair_compat_present_sheet (GTK_WIDGET (self), _("Restore a Backup"), parent, 620, 520);
  gtk_widget_child_focus (GTK_WIDGET (self->backups), GTK_DIR_TAB_FORWARD);
}
