/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-preferences.h"

#include "fair-compat.h"

#include <glib/gi18n-lib.h>

static const char *const schemes[] = { "system", "light", "dark" };

static void
on_scheme (GObject *row, GParamSpec *pspec, FairSettings *settings)
{
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  fair_settings_set (settings, "color-scheme", g_variant_new_string (schemes[chosen]), NULL);
  gtk_widget_activate_action (GTK_WIDGET (row), "app.apply-appearance", NULL);
}

static GtkWidget *
make_appearance (FairSettings *settings)
{
  const char *const names[] = { _("Follow the system"), _("Light"), _("Dark"), NULL };
  g_autofree char *scheme = fair_settings_get_string (settings, "color-scheme");
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Appearance"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Style"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (schemes[i], scheme))
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_scheme), settings, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
}

/**
 * fair_preferences_present:
 * @session: (nullable): the open data folder
 * @settings: of the window itself
 *
 * Shows the preferences; what is changed there is in force at once.
 */
void
fair_preferences_present (GtkWindow *parent, FairSession *session, FairSettings *settings)
{
  GtkWidget *page = adw_preferences_page_new ();

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (make_appearance (settings)));
  fair_compat_present_sheet (page, _("Preferences"), GTK_WIDGET (parent), 640, 560);
}
