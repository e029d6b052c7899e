/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the preferences. What they are called, what they mean and what they allow is the schema's; what is changed is
 * written at once. */
#include "fair-setting-row.h"

#include "fair-compat.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What a row needs to know; it lives as long as the row. */
typedef struct
{
  FairSettings            *settings;
  const char              *key;
  double                   scale;
  const FairSettingChoice *choices;
  FairSettingCheck         check; /* nullable */
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

/**
 * fair_setting_row_ignore_wheel:
 *
 * A page is scrolled by its wheel; what lies under the pointer must not change meanwhile.
 */
void
fair_setting_row_ignore_wheel (GtkWidget *spin)
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
  fair_setting_row_ignore_wheel (spin);
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

static void
on_switch (GtkSwitch *toggle, GParamSpec *pspec, Row *row)
{
  gboolean wanted = gtk_switch_get_active (toggle);
  g_autoptr (GError) error = NULL;

  if (wanted == fair_settings_get_boolean (row->settings, row->key)
      || fair_settings_set (row->settings, row->key, g_variant_new_boolean (wanted), &error))
    return;
  fair_setting_row_tell (GTK_WIDGET (toggle), error->message);
  gtk_switch_set_active (toggle, !wanted);
}

/**
 * fair_setting_row_new_switch:
 *
 * Returns: (transfer floating): a row with a switch
 */
GtkWidget *
fair_setting_row_new_switch (FairSettings *settings, const char *key)
{
  GtkWidget *widget = make_row (settings, key, NULL);
  GtkWidget *toggle = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (toggle), fair_settings_get_boolean (settings, key));
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  g_signal_connect_data (toggle, "notify::active", G_CALLBACK (on_switch), row_new (settings, key), row_free, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (widget), toggle);
  return widget;
}

/* A list is written as its parts with commas between. */
static char *
read_text (const Row *row)
{
  g_autoptr (GVariant) value = fair_settings_get (row->settings, row->key);
  g_auto (GStrv) parts = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  parts = g_variant_dup_strv (value, NULL);
  return g_strjoinv (", ", parts);
}

static GVariant *
write_text (const Row *row, const char *text)
{
  g_autoptr (GVariant) value = fair_settings_get (row->settings, row->key);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_auto (GStrv) list = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_new_string (text);
  parts = g_strsplit (text, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);
  list = g_strv_builder_end (builder);
  return g_variant_new_strv ((const char *const *) list, -1);
}

/* What is wrong stands where the row's name does, until it is mended. */
static void
show_problem (GtkWidget *row, const char *name, const GError *problem)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), problem == NULL ? name : problem->message);
  if (problem == NULL)
    {
      gtk_widget_remove_css_class (row, "error");
      return;
    }
  gtk_widget_add_css_class (row, "error");
  fair_compat_announce (row, problem->message);
}

static void
on_text (GtkEditable *entry, Row *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autofree char *name = fair_settings_get_summary (row->settings, row->key);
  g_autoptr (GVariant) value = g_variant_ref_sink (write_text (row, text));
  g_autofree char *stored = NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GError) error = NULL;

  if (row->check != NULL)
    row->check (value, &problem);
  show_problem (GTK_WIDGET (entry), name, problem);
  if (problem != NULL)
    return;
  if (!fair_settings_set (row->settings, row->key, value, &error))
    fair_setting_row_tell (GTK_WIDGET (entry), error->message);
  stored = read_text (row);
  if (!g_str_equal (stored, gtk_editable_get_text (entry)))
    gtk_editable_set_text (entry, stored);
}

/**
 * fair_setting_row_new_text:
 * @check: (nullable): what it refuses is not stored, and its error says why
 *
 * Returns: (transfer floating): a row with a text, or with a list of texts between commas, taken when it is applied
 */
GtkWidget *
fair_setting_row_new_text (FairSettings *settings, const char *key, FairSettingCheck check)
{
  g_autofree char *title = fair_settings_get_summary (settings, key);
  g_autofree char *described = fair_settings_get_description (settings, key);
  GtkWidget *widget = g_object_new (ADW_TYPE_ENTRY_ROW, "title", title, "show-apply-button", TRUE, "tooltip-text", described,
                                    NULL);
  Row *row = row_new (settings, key);
  g_autofree char *text = read_text (row);

  row->check = check;
  gtk_editable_set_text (GTK_EDITABLE (widget), text);
  g_signal_connect_data (widget, "apply", G_CALLBACK (on_text), row, row_free, 0);
  return widget;
}
