/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-notification.h"

#define TIMEOUT 3000 /* ms; nobody waits for a desktop that sleeps */

/**
 * fair_notification_show:
 * @id: one with the same takes the place of the one before, so that none are stacked
 *
 * Shows a notification on the desktop, by its portal.
 *
 * Returns: FALSE where there is no desktop
 */
gboolean
fair_notification_show (const char *id, const char *title, const char *body)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;
  GVariantBuilder notification;

  if (bus == NULL)
    return FALSE;
  g_variant_builder_init (&notification, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&notification, "{sv}", "title", g_variant_new_string (title));
  g_variant_builder_add (&notification, "{sv}", "body", g_variant_new_string (body));
  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                                       "org.freedesktop.portal.Notification", "AddNotification",
                                       g_variant_new ("(sa{sv})", id, &notification), NULL, G_DBUS_CALL_FLAGS_NONE,
                                       TIMEOUT, NULL, NULL);
  return reply != NULL;
}
