/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences offer every setting that is a person's, under the schema's own name, without a session too. */
#include "fair-preferences.h"

#include <glib/gstdio.h>

/* What the program remembers by itself. */
static const char *const own[] = {
  "demo-clock", "profile", "window-size", "window-maximized", "page", "data-folder" /* moved on its own page */,
  "schedule-stay" /* its row is the switch of the schedule */, NULL,
};

static void
collect (GtkWidget *widget, GHashTable *titles)
{
  if (ADW_IS_PREFERENCES_ROW (widget))
    g_hash_table_add (titles, g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget))));
  if (ADW_IS_PREFERENCES_GROUP (widget))
    g_hash_table_add (titles, g_strdup (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (widget))));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, titles);
}

/* Columns, sorts and shares of a page are its own; they are named after it. */
static gboolean
is_own (const char *key)
{
  static const char *const pages[] = { "week-", "game-", "performance-", "ratings-", "health-", "model-" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_has_prefix (key, pages[i]))
      return TRUE;
  return g_strv_contains (own, key);
}

static GStrv
list_keys (void)
{
  g_autoptr (GSettingsSchemaSource) source =
    g_settings_schema_source_new_from_directory (FAIR_BUILD_SCHEMA_DIR, NULL, FALSE, NULL);
  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (source, "io.github.faircatch.FairCatch", FALSE);

  return g_settings_schema_list_keys (schema);
}

static FairSettings *
open_settings (char **folder)
{
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;
  FairSettings *settings;

  *folder = g_dir_make_tmp ("fair-preferences-XXXXXX", NULL);
  file = g_build_filename (*folder, "settings.ini", NULL);
  settings = fair_settings_new (file, &error);
  g_assert_no_error (error);
  return settings;
}

static void
test_every_key (void)
{
  g_autofree char *folder = NULL;
  g_autoptr (FairSettings) settings = open_settings (&folder);
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) keys = list_keys ();
  GtkWidget *preferences = g_object_ref_sink (fair_preferences_new (NULL, settings));
  gpointer watched = preferences;

  g_object_add_weak_pointer (G_OBJECT (preferences), &watched);
  collect (preferences, titles);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *summary = fair_settings_get_summary (settings, keys[i]);
      g_autofree char *description = fair_settings_get_description (settings, keys[i]);

      g_assert_cmpstr (description, !=, "");
      if (!is_own (keys[i]) && !g_hash_table_contains (titles, summary) && !g_str_equal (keys[i], "export-folders"))
        g_error ("The preferences do not offer “%s” (%s).", keys[i], summary);
    }
  g_assert_true (g_hash_table_contains (titles, "Export Folders"));
  g_object_unref (preferences);
  /* The look for the key holds it until it is answered. */
  while (watched != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/preferences/every-key", test_every_key);
  return g_test_run ();
}
