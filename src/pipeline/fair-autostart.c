/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who starts the program when nobody does: systemd, or in a Flatpak the desktop. */
#include "fair-autostart.h"

#include "fair-background.h"
#include "fair-error.h"
#include "fair-systemd.h"

#include <glib/gi18n-lib.h>

/* The one of this very build: it lies beside the window's program. */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self == NULL ? NULL : g_path_get_dirname (self);
  g_autofree char *beside = folder == NULL ? NULL : g_build_filename (folder, "fair", NULL);

  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  return g_find_program_in_path ("fair");
}

static FairSystemdUnits
units_of (const FairProfile *profile, const char *program, const char *data_dir)
{
  return (FairSystemdUnits) {
    .program = program,
    .data_dir = profile->paths->settings == NULL ? NULL : data_dir,
    .weekly_hour = fair_settings_get_int (profile->settings, "schedule-weekly-hour"),
    .upkeep_hour = fair_settings_get_int (profile->settings, "schedule-upkeep-hour"),
  };
}

static char *
use_systemd (const FairProfile *profile, gboolean wanted, GError **error)
{
  g_autofree char *folder = fair_systemd_folder ();
  g_autofree char *program = find_program ();
  g_autofree char *data_dir = g_canonicalize_filename (profile->paths->data_dir, NULL);
  FairSystemdUnits units = units_of (profile, program, data_dir);

  if (!wanted)
    {
      if (!fair_systemd_remove (folder, error))
        return NULL;
      fair_systemd_reload (FALSE);
      return g_strdup_printf (_("The timers are gone from “%s”; nothing runs by itself any more."), folder);
    }
  if (program == NULL)
    {
      g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                           _("The program “fair”, which the timers would start, is not to be found; install Fair Catch."));
      return NULL;
    }
  if (!fair_systemd_install (folder, &units, error))
    return NULL;
  if (fair_systemd_reload (TRUE))
    return g_strdup_printf (_("Three timers in “%s” run from now on."), folder);
  return g_strdup_printf (_("Three timers were written to “%s”; no systemd of yours runs here, so they start with your next "
                            "login."),
                          folder);
}

static char *
use_portal (const FairProfile *profile, gboolean wanted, GError **error)
{
  const char *command[] = { "fair", "schedule", "stay", NULL };

  if (!fair_background_request (wanted, command, error)
      || !fair_settings_set (profile->settings, "schedule-stay", g_variant_new_boolean (wanted), error))
    return NULL;
  return g_strdup (wanted ? _("The desktop starts Fair Catch at login from now on, without a window.")
                          : _("The desktop starts Fair Catch no more; nothing runs by itself."));
}

/**
 * fair_autostart_is_on:
 *
 * Returns: whether the program is started without a person
 */
gboolean
fair_autostart_is_on (const FairProfile *profile)
{
  g_autofree char *folder = fair_systemd_folder ();

  return fair_background_is_sandboxed () ? fair_settings_get_boolean (profile->settings, "schedule-stay")
                                         : fair_systemd_is_installed (folder);
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
  return fair_background_is_sandboxed () ? use_portal (profile, wanted, error) : use_systemd (profile, wanted, error);
}

/**
 * fair_autostart_follow:
 *
 * Lets installed timers run at the hours of the settings.
 */
gboolean
fair_autostart_follow (const FairProfile *profile, GError **error)
{
  g_autofree char *folder = fair_systemd_folder ();
  g_autofree char *program = find_program ();
  g_autofree char *data_dir = g_canonicalize_filename (profile->paths->data_dir, NULL);
  FairSystemdUnits units = units_of (profile, program, data_dir);
  gboolean changed;

  if (program == NULL || fair_background_is_sandboxed ())
    return TRUE;
  if (!fair_systemd_follow (folder, &units, &changed, error))
    return FALSE;
  if (changed)
    fair_systemd_reload (TRUE);
  return TRUE;
}
