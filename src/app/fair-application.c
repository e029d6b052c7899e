/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-application.h"

#include "fair-compat.h"
#include "fair-demo.h"
#include "fair-preferences.h"
#include "fair-welcome.h"
#include "fair-window.h"

#include <glib/gi18n-lib.h>

struct _FairApplication
{
  AdwApplication parent_instance;
  FairSettings  *settings; /* of the window itself */
  FairWindow    *window;   /* nullable */
  char          *data_dir; /* the options as they were given; nullable */
  char          *api_url;
  char          *as_of;
  gboolean       demo;
  gboolean       new_store;
  gboolean       run_week;
  gboolean       open_picks;
};

G_DEFINE_FINAL_TYPE (FairApplication, fair_application, ADW_TYPE_APPLICATION)

/* Whose data is open is remembered; a newcomer's is none. */
#define PROFILE_NONE "none"
#define PROFILE_DEMO "demo"
#define PROFILE_CFBD "cfbd"

static FairClock *
make_clock (FairApplication *self, FairProfile *profile, gboolean demo, GError **error)
{
  gint64 time;

  if (self->as_of != NULL)
    return fair_time_parse (self->as_of, &time, error) ? fair_clock_new_fixed (time) : NULL;
  return demo ? fair_clock_new_fixed (fair_demo_get_now (profile->settings)) : fair_clock_new_system ();
}

static FairSession *
open_session (FairApplication *self, gboolean demo, GError **error)
{
  FairProfile *profile = fair_profile_new ();
  /* Both leagues never share a folder. */
  gboolean other = self->data_dir != NULL && self->demo != demo;
  g_autofree char *folder = other ? g_build_filename (self->data_dir, demo ? PROFILE_DEMO : PROFILE_CFBD, NULL)
                                  : g_strdup (self->data_dir);

  profile->api_url = demo ? NULL : g_strdup (self->api_url);
  if (fair_profile_open (profile, folder, demo, error)
      && (!self->new_store || fair_paths_forget_store (profile->paths, error))
      && (profile->clock = make_clock (self, profile, demo, error)) != NULL)
    return fair_session_new (profile, demo);
  fair_profile_free (profile);
  return NULL;
}

static gboolean
use_profile (FairApplication *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairSession) session = NULL;

  if (!g_str_equal (name, PROFILE_NONE))
    {
      session = open_session (self, g_str_equal (name, PROFILE_DEMO), &error);
      if (session == NULL)
        {
          fair_window_tell (self->window, error->message);
          return FALSE;
        }
    }
  fair_window_set_session (self->window, session);
  return TRUE;
}

/* Opens other data than is open, and remembers whose. */
static gboolean
change_profile (FairApplication *self, const char *name)
{
  FairSession *open = self->window == NULL ? NULL : fair_window_get_session (self->window);
  g_autoptr (GError) error = NULL;

  if (self->window == NULL)
    return FALSE;
  if (open != NULL && fair_session_is_busy (open))
    {
      fair_window_tell (self->window, _("Stop the run first; then the data can be changed."));
      return FALSE;
    }
  if (!use_profile (self, name))
    return FALSE;
  if (!fair_settings_set (self->settings, "profile", g_variant_new_string (name), &error))
    fair_window_tell (self->window, error->message);
  return TRUE;
}

static void
on_use_profile (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  change_profile (data, g_variant_get_string (parameter, NULL));
}

/* A newcomer answered the welcome's questions. */
static void
on_begin (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FairApplication *self = data;
  FairSession *session;
  const char *profile;
  const char *staking;
  g_autoptr (GError) error = NULL;

  g_variant_get (parameter, "(&s&s)", &profile, &staking);
  if (!change_profile (self, profile))
    return;
  session = fair_window_get_session (self->window);
  if (!fair_settings_set (fair_session_get_settings (session), "staking", g_variant_new_string (staking), &error))
    fair_window_tell (self->window, error->message);
  /* There is nothing to see before the first run. */
  if (!fair_session_is_demo (session))
    fair_session_run (session, NULL);
}

static void
on_connect (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FairApplication *self = data;

  if (self->window != NULL)
    fair_welcome_present_connect (GTK_WINDOW (self->window), self->api_url);
}

static void
apply_appearance (FairApplication *self)
{
  g_autofree char *scheme = fair_settings_get_string (self->settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (scheme, "dark")    ? ADW_COLOR_SCHEME_FORCE_DARK
                                      : g_str_equal (scheme, "light") ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                                                      : ADW_COLOR_SCHEME_DEFAULT);
}

static void
on_apply_appearance (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  apply_appearance (data);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FairApplication *self = data;

  /* The window asks where a job runs. */
  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FairApplication *self = data;

  if (self->window != NULL)
    fair_preferences_present (GTK_WINDOW (self->window), fair_window_get_session (self->window), self->settings,
                              parameter == NULL ? NULL : g_variant_get_string (parameter, NULL));
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FairApplication *self = data;

  if (self->window != NULL)
    fair_compat_present_shortcuts ("/io/github/faircatch/FairCatch/fair-shortcuts.ui", GTK_WINDOW (self->window));
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FairApplication *self = data;

  if (self->window != NULL)
    fair_compat_present_about (GTK_WINDOW (self->window), FAIR_APPLICATION_ID, FAIR_VERSION);
}

static void
on_run_week (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FairApplication *self = data;

  self->run_week = TRUE;
  g_application_activate (G_APPLICATION (self));
}

static void
on_open_picks (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FairApplication *self = data;

  self->open_picks = TRUE;
  g_application_activate (G_APPLICATION (self));
}

static void
set_accels (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } accels[] = {
    { "app.quit", { "<Control>q" } },
    { "window.close", { "<Control>w" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.shortcuts", { "<Control>question", "<Control>F1" } },
    { "win.open-menu", { "F10" } },
    { "win.search", { "<Control>f" } },
    { "win.run-week", { "F5" } },
    { "win.refresh-lines", { "<Control>r" } },
    { "win.export", { "<Control>e" } },
    { "win.next-pane", { "F6" } },
    { "win.show-page('week')", { "<Alt>1" } },
    { "win.show-page('performance')", { "<Alt>2" } },
    { "win.show-page('ratings')", { "<Alt>3" } },
    { "win.show-page('health')", { "<Alt>4" } },
    { "win.show-page('model')", { "<Alt>5" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (application, accels[i].action, accels[i].accels);
}

static void
fair_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { "quit", on_quit },
    { "preferences", on_preferences },
    { "preferences-page", on_preferences, "s" },
    { "shortcuts", on_shortcuts },
    { "about", on_about },
    { "run-week", on_run_week },
    { "open-picks", on_open_picks },
    { "use-profile", on_use_profile, "s" },
    { "begin", on_begin, "(ss)" },
    { "connect", on_connect },
    { "apply-appearance", on_apply_appearance },
  };
  FairApplication *self = FAIR_APPLICATION (application);
  g_autoptr (FairPaths) paths = fair_paths_new (self->data_dir, self->demo);
  g_autoptr (GError) error = NULL;

  G_APPLICATION_CLASS (fair_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accels (GTK_APPLICATION (self));
  /* A paragraph that gets the focus is read, not copied. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  self->settings = fair_settings_new (paths->settings, &error);
  if (self->settings == NULL)
    {
      g_printerr ("faircatch: %s\n", error->message);
      exit (EXIT_FAILURE);
    }
  apply_appearance (self);
}

static void
make_window (FairApplication *self)
{
  g_autofree char *profile = fair_settings_get_string (self->settings, "profile");

  self->window = fair_window_new (GTK_APPLICATION (self), self->settings);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  if (self->demo)
    use_profile (self, PROFILE_DEMO);
  else
    use_profile (self, self->api_url != NULL ? PROFILE_CFBD : profile);
}

static void
fair_application_activate (GApplication *application)
{
  FairApplication *self = FAIR_APPLICATION (application);

  if (self->window == NULL)
    make_window (self);
  gtk_window_present (GTK_WINDOW (self->window));
  if (self->run_week)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.run-week", NULL);
  if (self->open_picks || self->run_week)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-page", "s", "week");
  self->run_week = self->open_picks = FALSE;
}

static int
fair_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  FairApplication *self = FAIR_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Fair Catch %s\n", FAIR_VERSION);
      return EXIT_SUCCESS;
    }
  if (!gtk_init_check ())
    {
      g_printerr (_("faircatch: There is no display to open a window on; “fair run” does the week in a terminal.\n"));
      return EXIT_FAILURE;
    }
  g_set_prgname (FAIR_APPLICATION_ID); /* how a desktop knows whose window it is */
  /* A folder, a clock or an address of its own makes an instance of its own. */
  if (self->data_dir != NULL || self->api_url != NULL || self->as_of != NULL || self->demo)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  else if ((self->run_week || self->open_picks) && g_application_register (application, NULL, NULL)
           && g_application_get_is_remote (application))
    {
      g_action_group_activate_action (G_ACTION_GROUP (application), self->run_week ? "run-week" : "open-picks", NULL);
      return EXIT_SUCCESS;
    }
  return -1;
}

static void
fair_application_finalize (GObject *object)
{
  FairApplication *self = FAIR_APPLICATION (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->settings);
  g_free (self->data_dir);
  g_free (self->api_url);
  g_free (self->as_of);
  G_OBJECT_CLASS (fair_application_parent_class)->finalize (object);
}

static void
fair_application_class_init (FairApplicationClass *klass)
{
  GApplicationClass *application = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fair_application_finalize;
  application->startup = fair_application_startup;
  application->activate = fair_application_activate;
  application->handle_local_options = fair_application_handle_local_options;
}

static void
fair_application_init (FairApplication *self)
{
  const GOptionEntry entries[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->data_dir, N_ ("Keep everything in this folder"), "DIR" },
    { "api-url", 0, 0, G_OPTION_ARG_STRING, &self->api_url,
      N_ ("Ask another address than CollegeFootballData.com"), "URL" },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &self->as_of, N_ ("Let it be that time"), "TIME" },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &self->demo, N_ ("The demo league: invented, no key, no network"), NULL },
    { "new-store", 0, 0, G_OPTION_ARG_NONE, &self->new_store, N_ ("Start afresh where a store has vanished"), NULL },
    { "run-week", 0, 0, G_OPTION_ARG_NONE, &self->run_week, N_ ("Run the week at once"), NULL },
    { "open-picks", 0, 0, G_OPTION_ARG_NONE, &self->open_picks, N_ ("Show this week's picks"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Tell the version"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

FairApplication *
fair_application_new (void)
{
  return g_object_new (FAIR_TYPE_APPLICATION, "application-id", FAIR_APPLICATION_ID, "resource-base-path",
                       "/io/github/faircatch/FairCatch", NULL);
}
