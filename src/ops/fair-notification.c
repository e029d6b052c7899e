/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-notification.h"

#define TIMEOUT 3000 /* ms; nobody waits for a desktop that sleeps */

static gboolean
call (const char *method, GVariant *parameters)
{
  g_autoptr (GVariant) arguments = g_variant_ref_sink (parameters);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply
    = bus == NULL ? NULL
                  : g_dbus_connection_call_sync (bus, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                                                 "org.freedesktop.portal.Notification", method, arguments, NULL,
                                                 G_DBUS_CALL_FLAGS_NONE, TIMEOUT, NULL, NULL);

  return reply != NULL;
}

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
  GVariantBuilder notification;

  g_variant_builder_init (&notification, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&notification, "{sv}", "title", g_variant_new_string (title));
  g_variant_builder_add (&notification, "{sv}", "body", g_variant_new_string (body));
  return call ("AddNotification", g_variant_new ("(sa{sv})", id, &notification));
}

/**
 * fair_notification_withdraw:
 * @id: that it was shown by
 *
 * Takes a notification away that is true no more.
 *
 * Returns: FALSE where there is no desktop
 */
gboolean
fair_notification_withdraw (const char *id)
{
  return call ("RemoveNotification", g_variant_new ("(s)", id));
}
