/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who starts the program when nobody does: systemd, or in a Flatpak the desktop. */
#include "fair-autostart.h"

#include "fair-background.h"
#include "fair-error.h"
#include "fair-systemd.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* The one of this very build: beside the window's program where that is installed, and not far from it where it was built. */
static char *
find_program (GError **error)
{
  static const char *const places[] = { "fair", "../cli/fair" };
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self == NULL ? NULL : g_path_get_dirname (self);
  char *program;

  for (guint i = 0; folder != NULL && i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *place = g_canonicalize_filename (places[i], folder);

      if (g_file_test (place, G_FILE_TEST_IS_REGULAR) && g_file_test (place, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&place);
    }
  program = g_find_program_in_path ("fair");
  if (program == NULL)
    g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                         _("The program “fair”, which would be started, is not to be found; install Fair Catch."));
  return program;
}

/* Returns: (transfer full) (nullable): the data folder, where it was named by hand */
static char *
find_data_dir (const FairProfile *profile)
{
  return profile->paths->settings == NULL ? NULL : g_canonicalize_filename (profile->paths->data_dir, NULL);
}

static char *
use_systemd (const FairProfile *profile, gboolean wanted, GError **error)
{
  g_autofree char *folder = fair_systemd_folder ();
  g_autofree char *program = wanted ? find_program (error) : NULL;
  g_autofree char *data_dir = find_data_dir (profile);
  FairSystemdUnits units = { program, data_dir };

  if (!wanted)
    {
      if (!fair_systemd_remove (folder, &units, error))
        return NULL;
      fair_systemd_reload (FALSE);
      return g_strdup_printf (_("The timer is gone from “%s”; nothing runs by itself any more."), folder);
    }
  if (program == NULL || !fair_systemd_install (folder, &units, error))
    return NULL;
  if (fair_systemd_reload (TRUE))
    return g_strdup_printf (_("A timer in “%s” runs from now on."), folder);
  return g_strdup_printf (_("A timer was written to “%s”; no systemd of yours runs here, so it starts with your next login."),
                          folder);
}

/* What stays needs no login to begin; one that is there already makes a second end at once. */
static gboolean
start_staying (const char *const *arguments, GError **error)
{
  g_autofree char *program = find_program (error);
  g_autoptr (GStrvBuilder) command = g_strv_builder_new ();
  g_auto (GStrv) built = NULL;

  if (program == NULL)
    return FALSE;
  g_strv_builder_add (command, program);
  g_strv_builder_addv (command, (const char **) arguments);
  built = g_strv_builder_end (command);
  return g_spawn_async (NULL, built, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, error);
}

static char *
use_portal (const FairProfile *profile, gboolean wanted, GError **error)
{
  g_autofree char *data_dir = find_data_dir (profile);
  const char *usual[] = { "fair", "schedule", "stay", NULL };
  const char *named[] = { "fair", "--data-dir", data_dir, "schedule", "stay", NULL };
  const char *const *command = data_dir == NULL ? usual : named;

  if (!fair_background_request (wanted, command, error)
      || !fair_settings_set (profile->settings, "schedule-stay", g_variant_new_boolean (wanted), error)
      || (wanted && !start_staying (command + 1, error)))
    return NULL;
  return g_strdup (wanted ? _("Fair Catch runs by itself from now on, without a window; the desktop starts it at login.")
                          : _("The desktop starts Fair Catch no more; nothing runs by itself."));
}

/**
 * fair_autostart_is_on:
 *
 * Returns: whether the program is started without a person, for this data folder
 */
gboolean
fair_autostart_is_on (const FairProfile *profile)
{
  g_autofree char *folder = fair_systemd_folder ();
  g_autofree char *data_dir = find_data_dir (profile);
  FairSystemdUnits units = { NULL, data_dir };

  return fair_background_is_sandboxed () ? fair_settings_get_boolean (profile->settings, "schedule-stay")
                                         : fair_systemd_is_installed (folder, &units);
}

/**
 * fair_autostart_set:
 *
 * Lets the program be started without a person, or no more. It may ask the person, and block until they answer.
 *
 * Returns: (transfer full): one sentence that says what is the case now
 */
char *
fair_autostart_set (const FairProfile *profile, gboolean wanted, GError **error)
{
  if (profile->demo)
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                           _("The demo league's clock stands still, so nothing of it runs by itself; leave out --demo."));
      return NULL;
    }
  return fair_background_is_sandboxed () ? use_portal (profile, wanted, error) : use_systemd (profile, wanted, error);
}
