/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-systemd.h"

#include "fair-error.h"
#include "fair-file.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define NAME  "fair-catch"
#define WANTS "timers.target.wants"

/* Earlier versions had a timer for each task. */
static const char *const names[] = { NAME, "fair-catch-weekly", "fair-catch-upkeep", "fair-catch-watch" };

/* “fair schedule run” does whatever is due, and nothing twice. So one timer is enough, whatever hours the settings say, and
   what failed is tried again with it. */
static const char timer[] = "[Unit]\n"
                            "Description=Fair Catch: what is due\n\n"
                            "[Timer]\n"
                            "OnCalendar=*-*-* *:00/30:00\n"
                            "Persistent=true\n" /* what was missed while the computer was off is done when it is on again */
                            "RandomizedDelaySec=120\n\n"
                            "[Install]\n"
                            "WantedBy=timers.target\n";

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

/* What the program is called with, which also tells whose the timer is. */
static char *
make_arguments (const FairSystemdUnits *units)
{
  g_autofree char *folder = units->data_dir == NULL ? NULL : quote (units->data_dir);

  return folder == NULL ? g_strdup ("schedule run") : g_strdup_printf ("--data-dir %s schedule run", folder);
}

static char *
make_service (const FairSystemdUnits *units)
{
  g_autofree char *program = quote (units->program);
  g_autofree char *arguments = make_arguments (units);

  /* Of a degraded or refused run it is the watch that tells; a unit that failed would only be a second voice. */
  return g_strdup_printf ("[Unit]\nDescription=Fair Catch: what is due\n\n[Service]\nType=oneshot\nExecStart=%s %s\n"
                          "SuccessExitStatus=3 4\nNice=10\nTimeoutStartSec=1h\n",
                          program, arguments);
}

static char *
unit_path (const char *folder, const char *name, const char *suffix)
{
  return g_strconcat (folder, "/", name, suffix, NULL);
}

static gboolean
write_unit (const char *folder, const char *suffix, const char *text, GError **error)
{
  g_autofree char *path = unit_path (folder, NAME, suffix);

  return fair_file_write_atomically (path, text, strlen (text), 0644, error);
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

static gboolean
remove_units (const char *folder, guint first, GError **error)
{
  for (guint i = first; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *link = g_build_filename (folder, WANTS, names[i], NULL);
      g_autofree char *wanted = g_strconcat (link, ".timer", NULL);
      g_autofree char *unit = unit_path (folder, names[i], ".timer");
      g_autofree char *service = unit_path (folder, names[i], ".service");

      if (!remove_file (wanted, error) || !remove_file (unit, error) || !remove_file (service, error))
        return FALSE;
    }
  return TRUE;
}

/* What “systemctl enable” does, which wants a running manager. */
static gboolean
enable (const char *folder, GError **error)
{
  g_autofree char *wants = g_build_filename (folder, WANTS, NULL);
  g_autofree char *link = g_build_filename (wants, NAME ".timer", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (link);

  g_unlink (link);
  return fair_file_make_folder (wants, error)
         && g_file_make_symbolic_link (file, "../" NAME ".timer", NULL, error);
}

/* With what arguments an installed timer starts the program; NULL where there is none. */
static char *
find_arguments (const char *folder)
{
  g_autofree char *path = unit_path (folder, NAME, ".service");
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *command = NULL;
  const char *named;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  command = g_key_file_get_value (file, "Service", "ExecStart", NULL);
  if (command == NULL)
    return NULL;
  named = strstr (command, "--data-dir ");
  return g_strdup (named == NULL ? "schedule run" : named);
}

/* Only one data folder can have the timer. */
static gboolean
check_owner (const char *folder, const FairSystemdUnits *units, GError **error)
{
  g_autofree char *installed = find_arguments (folder);
  g_autofree char *own = make_arguments (units);

  if (installed == NULL || g_str_equal (installed, own))
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
               _("The timer in “%s” is another data folder's, for which it starts “fair %s”; “fair … schedule remove” with "
                 "the same --data-dir takes it out."),
               folder, installed);
  return FALSE;
}

/**
 * fair_systemd_install:
 * @folder: of units; made when needed
 *
 * Writes and enables the timer with its service; what an earlier version wrote is replaced.
 *
 * Returns: FALSE with %FAIR_ERROR_REFUSED where the timer is another data folder's
 */
gboolean
fair_systemd_install (const char *folder, const FairSystemdUnits *units, GError **error)
{
  g_autofree char *service = make_service (units);

  return check_owner (folder, units, error) && remove_units (folder, 1, error) && fair_file_make_folder (folder, error)
         && write_unit (folder, ".service", service, error) && write_unit (folder, ".timer", timer, error)
         && enable (folder, error);
}

/**
 * fair_systemd_remove:
 *
 * Takes out what fair_systemd_install() wrote, and nothing else.
 *
 * Returns: FALSE with %FAIR_ERROR_REFUSED where the timer is another data folder's
 */
gboolean
fair_systemd_remove (const char *folder, const FairSystemdUnits *units, GError **error)
{
  return check_owner (folder, units, error) && remove_units (folder, 0, error);
}

/**
 * fair_systemd_is_installed:
 *
 * Returns: whether the timer is there and enabled, for this data folder
 */
gboolean
fair_systemd_is_installed (const char *folder, const FairSystemdUnits *units)
{
  g_autofree char *link = g_build_filename (folder, WANTS, NAME ".timer", NULL);
  g_autofree char *installed = find_arguments (folder);
  g_autofree char *own = make_arguments (units);

  return g_file_test (link, G_FILE_TEST_EXISTS) && g_strcmp0 (installed, own) == 0;
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
 * @start: start the timer; FALSE: stop it
 *
 * Lets the person's running systemd know.
 *
 * Returns: FALSE where none runs; it then reads the units at the next login
 */
gboolean
fair_systemd_reload (gboolean start)
{
  const char *reload[] = { "systemctl", "--user", "daemon-reload", NULL };
  const char *change[] = { "systemctl", "--user", start ? "restart" : "stop", NAME ".timer", NULL };

  return call (reload) && call (change);
}
