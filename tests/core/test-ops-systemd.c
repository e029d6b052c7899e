/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the computer is told, and what it tells: timers, and where its power comes from. */
#include "fair-error.h"
#include "fair-power.h"
#include "fair-systemd.h"

#include <glib/gstdio.h>
#include <string.h>

static void
clear (const char *folder)
{
  const char *arguments[] = { "rm", "-rf", folder, NULL };

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
test_install_and_remove (void)
{
  g_autofree char *home = g_dir_make_tmp ("fair-systemd-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (home, "systemd", "user", NULL);
  g_autofree char *service = g_build_filename (folder, "fair-catch.service", NULL);
  g_autofree char *timer = g_build_filename (folder, "fair-catch.timer", NULL);
  g_autofree char *earlier = g_build_filename (folder, "fair-catch-watch.timer", NULL);
  g_autofree char *other = g_build_filename (folder, "backup-of-mine.timer", NULL);
  FairSystemdUnits units = { "/opt/a \"b\"/fair", "/data/100%$HOME" };
  g_autofree char *text = NULL;
  g_autofree char *when = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (fair_systemd_is_installed (folder, &units));
  g_mkdir_with_parents (folder, 0755);
  g_assert_true (g_file_set_contents (earlier, "", -1, NULL));
  g_assert_true (fair_systemd_install (folder, &units, &error));
  g_assert_true (fair_systemd_install (folder, &units, &error)); /* once more changes nothing */
  g_assert_no_error (error);
  g_assert_true (fair_systemd_is_installed (folder, &units));
  g_assert_false (g_file_test (earlier, G_FILE_TEST_EXISTS));
  g_file_get_contents (service, &text, NULL, NULL);
  g_assert_nonnull (strstr (text, "ExecStart=\"/opt/a \\\"b\\\"/fair\" --data-dir \"/data/100%%$$HOME\" schedule run\n"));
  g_file_get_contents (timer, &when, NULL, NULL);
  g_assert_nonnull (strstr (when, "Persistent=true"));
  g_assert_true (g_file_set_contents (other, "mine", -1, NULL));
  g_assert_true (fair_systemd_remove (folder, &units, &error));
  g_assert_true (fair_systemd_remove (folder, &units, &error)); /* there is nothing left to remove */
  g_assert_no_error (error);
  g_assert_false (fair_systemd_is_installed (folder, &units));
  g_assert_false (g_file_test (service, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  clear (home);
}

/* The timer of another data folder is none of ours; that of another build of the program is. */
static void
test_owner (void)
{
  g_autofree char *home = g_dir_make_tmp ("fair-systemd-XXXXXX", NULL);
  FairSystemdUnits usual = { "/opt/fair", NULL };
  FairSystemdUnits newer = { "/usr/bin/fair", NULL };
  FairSystemdUnits named = { "/opt/fair", "/data/league" };
  FairSystemdUnits longer = { "/opt/fair", "/data/league2" };
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_systemd_install (home, &named, NULL));
  g_assert_true (fair_systemd_is_installed (home, &named));
  g_assert_false (fair_systemd_is_installed (home, &usual));
  g_assert_false (fair_systemd_is_installed (home, &longer));
  g_assert_false (fair_systemd_install (home, &usual, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "/data/league"));
  g_assert_false (fair_systemd_remove (home, &longer, NULL));
  g_assert_true (fair_systemd_remove (home, &named, NULL));
  g_assert_true (fair_systemd_install (home, &usual, NULL));
  g_assert_true (fair_systemd_is_installed (home, &newer));
  g_assert_true (fair_systemd_install (home, &newer, NULL));
  g_assert_false (fair_systemd_remove (home, &named, NULL));
  clear (home);
}

static void
supply (const char *folder, const char *name, const char *file, const char *text)
{
  g_autofree char *inner = g_build_filename (folder, name, NULL);
  g_autofree char *path = g_build_filename (inner, file, NULL);

  g_mkdir_with_parents (inner, 0755);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_power (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fair-power-XXXXXX", NULL);
  g_autofree char *none = g_build_filename (folder, "none", NULL);

  g_assert_false (fair_power_on_battery (none));
  supply (folder, "mouse", "type", "Battery\n");
  supply (folder, "mouse", "scope", "Device\n");
  supply (folder, "mouse", "status", "Discharging\n");
  g_assert_false (fair_power_on_battery (folder));
  supply (folder, "BAT0", "type", "Battery\n");
  supply (folder, "BAT0", "status", "Discharging\n");
  g_assert_true (fair_power_on_battery (folder));
  supply (folder, "AC", "type", "Mains\n");
  supply (folder, "AC", "online", "0\n");
  g_assert_true (fair_power_on_battery (folder));
  supply (folder, "AC", "online", "1\n");
  g_assert_false (fair_power_on_battery (folder));
  clear (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ops/systemd/install-and-remove", test_install_and_remove);
  g_test_add_func ("/ops/systemd/owner", test_owner);
  g_test_add_func ("/ops/systemd/power", test_power);
  return g_test_run ();
}
