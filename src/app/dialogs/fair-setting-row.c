/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the preferences. What they are called, what they mean and what they allow is the schema's; what is changed is
 * written at once. */
#include "fair-setting-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What a row needs to know; it lives as long as the row. */
typedef struct
{
  FairSettings            *settings;
  const char              *key;
  double                   scale;
  const FairSettingChoice *choices;
} Row;

static void
row_free (gpointer data, GClosure *closure)
{
  Row *row = data;

  g_object_unref (row->settings);
  g_free (row);
}

static Row *
row_new (FairSettings *settings, const char *key)
{
  Row *row = g_new0 (Row, 1);

  row->settings = g_object_ref (settings);
  row->key = key;
  row->scale = 1;
  return row;
}

/**
 * fair_setting_row_tell:
 * @widget: inside the preferences
 *
 * Shows a sentence over the preferences.
 */
void
fair_setting_row_tell (GtkWidget *widget, const char *message)
{
  gtk_widget_activate_action (widget, "preferences.tell", "s", message);
}

static void
on_number (GtkSpinButton *spin, Row *row)
{
  double stored = fair_settings_get_number (row->settings, row->key);
  double shown = gtk_spin_button_get_value (spin);
  double grain = pow (10, -(int) gtk_spin_button_get_digits (spin));
  g_autoptr (GError) error = NULL;

  /* Compared as it is shown, so that a look at a number does not round it. */
  if (fabs (shown - stored / row->scale) < grain / 2
      || fair_settings_set_number (row->settings, row->key, shown * row->scale, &error))
    return;
  fair_setting_row_tell (GTK_WIDGET (spin), error->message);
  gtk_spin_button_set_value (spin, stored / row->scale);
}

/* A page is scrolled by its wheel; what lies under the pointer must not change meanwhile. */
static void
ignore_wheel (GtkWidget *spin)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (spin);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static GtkWidget *
make_row (FairSettings *settings, const char *key, const char *instead)
{
  g_autofree char *title = fair_settings_get_summary (settings, key);
  g_autofree char *described = fair_settings_get_description (settings, key);
  g_autofree char *subtitle = g_markup_escape_text (instead == NULL ? described : instead, -1);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, NULL);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

/**
 * fair_setting_row_new_number:
 * @number: lives as long as the program
 *
 * Returns: (transfer floating): a row with a number
 */
GtkWidget *
fair_setting_row_new_number (FairSettings *settings, const FairSettingNumber *number)
{
  GtkWidget *widget = make_row (settings, number->key, number->subtitle == NULL ? NULL : _(number->subtitle));
  Row *row = row_new (settings, number->key);
  g_autofree char *tip = NULL;
  double min = 0;
  double max = 0;
  GtkWidget *spin;

  row->scale = number->scale == 0 ? 1 : number->scale;
  fair_settings_get_range (settings, number->key, &min, &max);
  spin = gtk_spin_button_new_with_range (min / row->scale, max / row->scale, number->step);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), number->digits);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), fair_settings_get_number (settings, number->key) / row->scale);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (spin, "numeric");
  gtk_editable_set_alignment (GTK_EDITABLE (spin), 1);
  ignore_wheel (spin);
  /* Translators: the least and the most that a number may be */
  tip = g_strdup_printf (_("From %.*f to %.*f"), (int) number->digits, min / row->scale, (int) number->digits,
                         max / row->scale);
  gtk_widget_set_tooltip_text (spin, tip);
  g_signal_connect_data (spin, "value-changed", G_CALLBACK (on_number), row, row_free, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), spin);
  /* Which also gives it the row's name. */
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (widget), spin);
  return widget;
}

static guint
find_choice (const Row *row)
{
  g_autofree char *nick = fair_settings_get_string (row->settings, row->key);

  for (guint i = 0; row->choices[i].nick != NULL; i++)
    if (g_str_equal (row->choices[i].nick, nick))
      return i;
  return 0;
}

static void
on_choice (GtkDropDown *list, GParamSpec *pspec, Row *row)
{
  guint chosen = gtk_drop_down_get_selected (list);
  guint stored = find_choice (row);
  g_autoptr (GError) error = NULL;

  if (chosen == stored
      || fair_settings_set (row->settings, row->key, g_variant_new_string (row->choices[chosen].nick), &error))
    return;
  fair_setting_row_tell (GTK_WIDGET (list), error->message);
  gtk_drop_down_set_selected (list, stored);
}

/**
 * fair_setting_row_new_choice:
 * @choices: live as long as the program
 * @list: (out) (optional) (transfer none): what is chosen from, whose `selected` changes after the setting did
 *
 * Returns: (transfer floating): a row with a list to choose from
 */
GtkWidget *
fair_setting_row_new_choice (FairSettings *settings, const char *key, const FairSettingChoice *choices,
                             GtkWidget **list)
{
  /* Not a combo row, which cuts the answer short where the question is long. */
  GtkWidget *widget = make_row (settings, key, NULL);
  GtkStringList *labels = gtk_string_list_new (NULL);
  GtkWidget *drop_down;
  Row *row = row_new (settings, key);

  row->choices = choices;
  for (guint i = 0; choices[i].nick != NULL; i++)
    gtk_string_list_append (labels, _(choices[i].label));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (labels), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), find_choice (row));
  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  g_signal_connect_data (drop_down, "notify::selected", G_CALLBACK (on_choice), row, row_free, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), drop_down);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (widget), drop_down);
  if (list != NULL)
    *list = drop_down;
  return widget;
}
