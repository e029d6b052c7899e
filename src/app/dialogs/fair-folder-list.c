/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-folder-list.h"

#include "fair-background.h"
#include "fair-compat.h"
#include "fair-folder.h"
#include "fair-setting-row.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

struct _FairFolderList
{
  AdwPreferencesGroup parent_instance;
  FairSettings       *settings;
  char               *own; /* nullable: where files go while no folder is chosen */
  GPtrArray          *rows;
  GtkWidget          *add;
  GCancellable       *cancellable; /* of the looks at the folders that are shown */
};

G_DEFINE_FINAL_TYPE (FairFolderList, fair_folder_list, ADW_TYPE_PREFERENCES_GROUP)

static void rebuild (FairFolderList *self);

static void
save (FairFolderList *self, const char *const *folders)
{
  g_autoptr (GError) error = NULL;

  if (!fair_settings_set (self->settings, "export-folders", g_variant_new_strv (folders, -1), &error))
    fair_setting_row_tell (GTK_WIDGET (self), error->message);
  rebuild (self);
}

/* A drive in the network may take its time. */
static void
look (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *folder = fair_folder_from_setting (data);
  const char *state = N_ ("Can be reached");

  if (fair_folder_is_address (folder) && fair_background_is_sandboxed ())
    state = N_ ("Not from inside a Flatpak; open it in Files and choose it here");
  else if (fair_folder_is_address (folder))
    state = N_ ("On a server; what it does not take waits and follows later");
  else if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    state = N_ ("Cannot be reached now; files wait and follow later");
  else if (access (folder, W_OK) != 0)
    state = N_ ("Cannot be written to; files wait and follow later");

  g_task_return_pointer (task, (char *) state, NULL);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  const char *state = g_task_propagate_pointer (G_TASK (result), NULL);

  if (state != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (source), _(state));
}

static void
on_remove (GtkWidget *button, FairFolderList *self)
{
  g_auto (GStrv) folders = fair_settings_get_strv (self->settings, "export-folders");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;
  const char *gone = g_object_get_data (G_OBJECT (button), "fair-folder");

  for (guint i = 0; folders[i] != NULL; i++)
    if (!g_str_equal (folders[i], gone))
      g_strv_builder_add (builder, folders[i]);
  changed = g_strv_builder_end (builder);
  save (self, (const char *const *) changed);
  gtk_widget_grab_focus (self->add);
}

static void
add_row (FairFolderList *self, GtkWidget *row)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
add_folder (FairFolderList *self, const char *folder)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *shown = fair_folder_shown (folder);
  g_autofree char *label = g_strdup_printf (_("Remove %s"), shown);
  g_autoptr (GTask) task = g_task_new (row, self->cancellable, on_looked, NULL);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Remove; what was written there stays"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "fair-folder", g_strdup (folder), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  add_row (self, row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), shown);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Looking…"));
  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_task_run_in_thread (task, look);
}

static void
add_own (FairFolderList *self)
{
  GtkWidget *row = adw_action_row_new ();

  add_row (self, row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("None is chosen"));
  if (self->own != NULL)
    {
      g_autofree char *shown = g_filename_display_name (self->own);
      g_autofree char *text = g_strdup_printf (_("Files go to %s"), shown);
      g_autofree char *escaped = g_markup_escape_text (text, -1);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
    }
}

static void
rebuild (FairFolderList *self)
{
  g_auto (GStrv) folders = fair_settings_get_strv (self->settings, "export-folders");

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; folders[i] != NULL; i++)
    add_folder (self, folders[i]);
  if (*folders == NULL)
    add_own (self);
}

/* Inside a sandbox the portal answers with a path of its own, which stays good. */
static void
on_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairFolderList) self = data;
  g_autoptr (GFile) folder = fair_compat_choose_file_finish (result, NULL);
  g_autofree char *path = folder == NULL ? NULL : fair_folder_of_file (folder);
  g_auto (GStrv) folders = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;

  if (folder == NULL || self->settings == NULL)
    return;
  folders = fair_settings_get_strv (self->settings, "export-folders");
  if (path == NULL)
    {
      fair_setting_row_tell (GTK_WIDGET (self), _("That place has no path that can be kept; choose another folder."));
      return;
    }
  if (g_strv_contains ((const char *const *) folders, path))
    {
      fair_setting_row_tell (GTK_WIDGET (self), _("That folder is in the list already."));
      return;
    }
  g_strv_builder_addv (builder, (const char **) folders);
  g_strv_builder_add (builder, path);
  changed = g_strv_builder_end (builder);
  save (self, (const char *const *) changed);
}

static void
on_add (GtkWidget *button, FairFolderList *self)
{
  fair_compat_choose_file_async (button, FAIR_FILE_FOLDER, _("Export To"), NULL, on_chosen, g_object_ref (self));
}

static void
fair_folder_list_dispose (GObject *object)
{
  FairFolderList *self = FAIR_FOLDER_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->own, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (fair_folder_list_parent_class)->dispose (object);
}

static void
fair_folder_list_class_init (FairFolderListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fair_folder_list_dispose;
}

static void
fair_folder_list_init (FairFolderList *self)
{
  self->rows = g_ptr_array_new ();
  self->add = gtk_button_new_with_mnemonic (_("_Add…"));
  gtk_widget_add_css_class (self->add, "flat");
  gtk_widget_set_valign (self->add, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->add, _("Choose another folder to export to"));
  g_signal_connect (self->add, "clicked", G_CALLBACK (on_add), self);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add);
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self),
    _("Every picks table is written into each of them. A folder that a cloud client syncs is fine: a file appears there only "
      "when it is whole, and one that cannot be delivered waits."));
}

/**
 * fair_folder_list_set_settings:
 * @own: (nullable): where files go while no folder is chosen
 *
 * Shows the folders of @settings.
 */
void
fair_folder_list_set_settings (FairFolderList *self, FairSettings *settings, const char *own)
{
  g_set_object (&self->settings, settings);
  g_free (self->own);
  self->own = g_strdup (own);
  rebuild (self);
}
