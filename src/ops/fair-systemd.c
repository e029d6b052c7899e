/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-systemd.h"

#include "fair-error.h"
#include "fair-file.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define ZONE  "America/New_York"
#define WANTS "timers.target.wants"

/* Each timer starts the same: “fair schedule run” does whatever is due, and nothing twice. So a timer that fires early,
   late, or together with another one does no harm, and one alone would catch up for all. %s is the hour. */
static const struct
{
  const char *name;
  const char *about;
  const char *calendar[3];
} timers[] = {
  { "fair-catch-weekly", "Fair Catch: the weekly run", { "OnCalendar=Wed *-*-* %02d:00:00 " ZONE "\n" } },
  { "fair-catch-upkeep", "Fair Catch: the daily upkeep", { "OnCalendar=*-*-* %02d:05:00 " ZONE "\n" } },
  { "fair-catch-watch",
    "Fair Catch: the line watcher",
    { "OnCalendar=Mon..Thu,Sun *-*-* 00/3:10:00 " ZONE "\n", "OnCalendar=Fri *-*-* 00,03,06,09,12..23:10:00 " ZONE "\n",
      "OnCalendar=Sat *-*-* *:10:00 " ZONE "\n" } },
};

/**
 * fair_systemd_folder:
 *
 * Returns: (transfer full): where the person's own units are
 */
char *
fair_systemd_folder (void)
{
  return g_build_filename (g_get_user_config_dir (), "systemd", "user", NULL);
}

/* As systemd reads it: quoted, and without the letters that mean something to it. */
static char *
quote (const char *text)
{
  GString *quoted = g_string_new ("\"");

  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (quoted, '\\');
      else if (*text == '%' || *text == '$')
        g_string_append_c (quoted, *text);
      g_string_append_c (quoted, *text);
    }
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

static char *
make_service (const char *about, const FairSystemdUnits *units)
{
  g_autofree char *program = quote (units->program);
  g_autofree char *folder = units->data_dir == NULL ? NULL : quote (units->data_dir);

  /* Of a degraded or refused run it is the watch that tells; a unit that failed would only be a second voice. */
  return g_strdup_printf ("[Unit]\nDescription=%s\n\n[Service]\nType=oneshot\nExecStart=%s%s%s schedule run\n"
                          "SuccessExitStatus=3 4\nNice=10\nTimeoutStartSec=1h\n",
                          about, program, folder == NULL ? "" : " --data-dir ", folder == NULL ? "" : folder);
}

static char *
make_timer (guint i, int hour)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "[Unit]\nDescription=%s\n\n[Timer]\n", timers[i].about);
  for (guint k = 0; k < G_N_ELEMENTS (timers[i].calendar) && timers[i].calendar[k] != NULL; k++)
    {
      g_auto (GStrv) parts = g_strsplit (timers[i].calendar[k], "%02d", 2);

      if (parts[1] == NULL)
        g_string_append (text, parts[0]);
      else
        g_string_append_printf (text, "%s%02d%s", parts[0], hour, parts[1]);
    }
  /* What was missed while the computer was off is done when it is on again. */
  g_string_append (text, "Persistent=true\nRandomizedDelaySec=120\n\n[Install]\nWantedBy=timers.target\n");
  return g_string_free (text, FALSE);
}

static gboolean
write_unit (const char *folder, const char *name, const char *suffix, const char *text, GError **error)
{
  g_autofree char *path = g_strconcat (folder, "/", name, suffix, NULL);

  return fair_file_write_atomically (path, text, strlen (text), 0644, error);
}

static char *
wanted_link (const char *folder, guint i)
{
  return g_strconcat (folder, "/" WANTS "/", timers[i].name, ".timer", NULL);
}

/* What “systemctl enable” does, which wants a running manager. */
static gboolean
enable (const char *folder, guint i, GError **error)
{
  g_autofree char *wants = g_build_filename (folder, WANTS, NULL);
  g_autofree char *link = wanted_link (folder, i);
  g_autofree char *target = g_strconcat ("../", timers[i].name, ".timer", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (link);

  if (!fair_file_make_folder (wants, error))
    return FALSE;
  g_unlink (link);
  return g_file_make_symbolic_link (file, target, NULL, error);
}

/**
 * fair_systemd_install:
 * @folder: of units; made when needed
 *
 * Writes and enables three timers with their services; what an earlier version wrote is replaced.
 */
gboolean
fair_systemd_install (const char *folder, const FairSystemdUnits *units, GError **error)
{
  const int hours[] = { units->weekly_hour, units->upkeep_hour, 0 };

  if (!fair_file_make_folder (folder, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (timers); i++)
    {
      g_autofree char *service = make_service (timers[i].about, units);
      g_autofree char *timer = make_timer (i, hours[i]);

      if (!write_unit (folder, timers[i].name, ".service", service, error)
          || !write_unit (folder, timers[i].name, ".timer", timer, error) || !enable (folder, i, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remove_file (const char *path, GError **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED, _("“%s” could not be removed: %s; remove it by hand."), path,
               g_strerror (errno));
  return FALSE;
}

/**
 * fair_systemd_remove:
 *
 * Takes out what fair_systemd_install() wrote, and nothing else.
 */
gboolean
fair_systemd_remove (const char *folder, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (timers); i++)
    {
      g_autofree char *link = wanted_link (folder, i);
      g_autofree char *timer = g_strconcat (folder, "/", timers[i].name, ".timer", NULL);
      g_autofree char *service = g_strconcat (folder, "/", timers[i].name, ".service", NULL);

      if (!remove_file (link, error) || !remove_file (timer, error) || !remove_file (service, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * fair_systemd_is_installed:
 *
 * Returns: whether all timers are there and enabled
 */
gboolean
fair_systemd_is_installed (const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (timers); i++)
    {
      g_autofree char *link = wanted_link (folder, i);

      if (!g_file_test (link, G_FILE_TEST_EXISTS))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_written (const char *folder, const char *name, const char *suffix, const char *text)
{
  g_autofree char *path = g_strconcat (folder, "/", name, suffix, NULL);
  g_autofree char *written = NULL;

  return g_file_get_contents (path, &written, NULL, NULL) && g_str_equal (written, text);
}

/**
 * fair_systemd_follow:
 * @units: as they should be
 * @changed: (out): whether a timer was written
 *
 * Brings the hours of installed timers up to date. Where none are installed, or those of another program or data folder,
 * it changes nothing.
 */
gboolean
fair_systemd_follow (const char *folder, const FairSystemdUnits *units, gboolean *changed, GError **error)
{
  const int hours[] = { units->weekly_hour, units->upkeep_hour, 0 };

  *changed = FALSE;
  if (!fair_systemd_is_installed (folder))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (timers); i++)
    {
      g_autofree char *service = make_service (timers[i].about, units);
      g_autofree char *timer = make_timer (i, hours[i]);

      if (!is_written (folder, timers[i].name, ".service", service) || is_written (folder, timers[i].name, ".timer", timer))
        continue;
      if (!write_unit (folder, timers[i].name, ".timer", timer, error))
        return FALSE;
      *changed = TRUE;
    }
  return TRUE;
}

static gboolean
call (const char *const *arguments)
{
  g_autoptr (GSubprocess) process
    = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);

  return process != NULL && g_subprocess_wait_check (process, NULL, NULL);
}

/**
 * fair_systemd_reload:
 * @start: start the timers, too
 *
 * Lets the person's running systemd know.
 *
 * Returns: FALSE where none runs; it then reads the units at the next login
 */
gboolean
fair_systemd_reload (gboolean start)
{
  const char *reload[] = { "systemctl", "--user", "daemon-reload", NULL };
  const char *begin[] = { "systemctl", "--user", "restart", "fair-catch-weekly.timer", "fair-catch-upkeep.timer",
                          "fair-catch-watch.timer", NULL };

  return call (reload) && (!start || call (begin));
}
