/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-power.h"

static char *
read_word (const char *folder, const char *supply, const char *name)
{
  g_autofree char *path = g_build_filename (folder, supply, name, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strchomp (text) : g_strdup ("");
}

/**
 * fair_power_folder:
 *
 * FAIR_POWER_FOLDER in the environment stands for it, so that what waits for a plug can be tried anywhere.
 *
 * Returns: where Linux tells of its power supplies
 */
const char *
fair_power_folder (void)
{
  const char *given = g_getenv ("FAIR_POWER_FOLDER");

  return given == NULL ? "/sys/class/power_supply" : given;
}

/**
 * fair_power_on_battery:
 * @folder: of fair_power_folder()
 *
 * Returns: TRUE where a battery of the computer itself is being emptied; a mouse's does not count
 */
gboolean
fair_power_on_battery (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean emptied = FALSE;
  const char *supply;

  while (dir != NULL && (supply = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *type = read_word (folder, supply, "type");
      g_autofree char *scope = read_word (folder, supply, "scope");
      g_autofree char *online = read_word (folder, supply, "online");
      g_autofree char *status = read_word (folder, supply, "status");

      if ((g_str_equal (type, "Mains") || g_str_has_prefix (type, "USB")) && g_str_equal (online, "1"))
        return FALSE;
      emptied |= g_str_equal (type, "Battery") && !g_str_equal (scope, "Device") && g_str_equal (status, "Discharging");
    }
  return emptied;
}

/**
 * fair_power_on_metered:
 *
 * Returns: TRUE where the network is known to cost by the byte
 */
gboolean
fair_power_on_metered (void)
{
  return g_network_monitor_get_network_metered (g_network_monitor_get_default ());
}
