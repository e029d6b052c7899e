/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-folder-row.h"

#include "fair-compat.h"
#include "fair-folder.h"
#include "fair-setting-row.h"

#include <glib/gi18n-lib.h>

struct _FairFolderRow
{
  AdwActionRow  parent_instance;
  FairSettings *settings;
  char         *key;
  GtkWidget    *clear;
};

G_DEFINE_FINAL_TYPE (FairFolderRow, fair_folder_row, ADW_TYPE_ACTION_ROW)

static void
show_folder (FairFolderRow *self)
{
  g_autofree char *folder = fair_settings_get_string (self->settings, self->key);
  g_autofree char *description = fair_settings_get_description (self->settings, self->key);
  g_autofree char *shown = *folder == '\0' ? g_steal_pointer (&description) : fair_folder_shown (folder);
  g_autofree char *subtitle = g_markup_escape_text (shown, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_visible (self->clear, *folder != '\0');
}

static void
keep (FairFolderRow *self, const char *folder)
{
  g_autoptr (GError) error = NULL;

  if (!fair_settings_set (self->settings, self->key, g_variant_new_string (folder), &error))
    fair_setting_row_tell (GTK_WIDGET (self), error->message);
  show_folder (self);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FairFolderRow) self = data;
  g_autoptr (GFile) file = fair_compat_choose_file_finish (result, NULL);
  g_autofree char *path = file == NULL ? NULL : fair_folder_of_file (file);

  if (path != NULL)
    keep (self, path);
  else if (file != NULL)
    fair_setting_row_tell (GTK_WIDGET (self), _("That place has no path that can be kept; choose another folder."));
}

static void
on_choose (GtkButton *button, FairFolderRow *self)
{
  fair_compat_choose_file_async (GTK_WIDGET (self), FAIR_FILE_FOLDER,
                                 adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), NULL, on_chosen,
                                 g_object_ref (self));
}

static void
on_clear (GtkButton *button, FairFolderRow *self)
{
  keep (self, "");
}

static void
fair_folder_row_finalize (GObject *object)
{
  FairFolderRow *self = FAIR_FOLDER_ROW (object);

  g_clear_object (&self->settings);
  g_free (self->key);
  G_OBJECT_CLASS (fair_folder_row_parent_class)->finalize (object);
}

static void
fair_folder_row_class_init (FairFolderRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_folder_row_finalize;
}

static GtkWidget *
add_button (FairFolderRow *self, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
  return button;
}

static void
fair_folder_row_init (FairFolderRow *self)
{
  self->clear = add_button (self, "edit-clear-symbolic", _("Use None"), G_CALLBACK (on_clear));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self),
                                         add_button (self, "folder-open-symbolic", _("Choose a Folder"),
                                                     G_CALLBACK (on_choose)));
}

/**
 * fair_folder_row_new:
 * @key: a setting that holds one path or address, or nothing
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
fair_folder_row_new (FairSettings *settings, const char *key)
{
  g_autofree char *title = fair_settings_get_summary (settings, key);
  FairFolderRow *self = g_object_new (FAIR_TYPE_FOLDER_ROW, "title", title, NULL);

  self->settings = g_object_ref (settings);
  self->key = g_strdup (key);
  show_folder (self);
  return GTK_WIDGET (self);
}
