/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every template can be made and let go of, without a warning and without a session. */
#include "fair-game-panel.h"
#include "fair-health-page.h"
#include "fair-key-form.h"
#include "fair-model-list.h"
#include "fair-model-page.h"
#include "fair-performance-page.h"
#include "fair-preferences.h"
#include "fair-ratings-page.h"
#include "fair-run-bar.h"
#include "fair-week-page.h"
#include "fair-welcome.h"

#define NARROWEST 360 /* px: the window's width-request */

static GType (*const types[]) (void) = {
  fair_game_panel_get_type,   fair_health_page_get_type, fair_model_page_get_type, fair_performance_page_get_type,
  fair_ratings_page_get_type, fair_run_bar_get_type,     fair_week_page_get_type,  fair_welcome_get_type,
  fair_key_form_get_type,     fair_preferences_get_type, fair_model_list_get_type,
};

static void
test_make (gconstpointer data)
{
  GType (*type) (void) = data;
  GtkWidget *widget = g_object_ref_sink (g_object_new (type (), NULL));
  gpointer watched = widget;
  int width;

  g_object_add_weak_pointer (G_OBJECT (widget), &watched);
  g_assert_true (gtk_widget_get_first_child (widget) != NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, NARROWEST);
  g_object_unref (widget);
  g_assert_null (watched);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *path = g_strconcat ("/app/templates/", g_type_name (types[i]()), NULL);

      g_test_add_data_func (path, types[i], test_make);
    }
  return g_test_run ();
}
