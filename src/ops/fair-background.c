/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop's Background portal, the only way for a sandboxed program to be started at login.
   https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Background.html */
#include "fair-background.h"

#include "fair-error.h"

#include <glib/gi18n-lib.h>

#define PORTAL      "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define BACKGROUND  "org.freedesktop.portal.Background"
#define REQUEST     "org.freedesktop.portal.Request"

/* A person may have to be asked. */
#define PATIENCE 120 /* seconds */

typedef struct
{
  GMainLoop *loop;
  gboolean   answered;
  gboolean   granted;
  gboolean   autostart;
} Answer;

/**
 * fair_background_is_sandboxed:
 *
 * FAIR_SANDBOX in the environment stands for one, so that what is refused there can be tried outside.
 *
 * Returns: whether the program runs in a Flatpak, where it can neither see systemd nor any folder of the person
 */
gboolean
fair_background_is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("FAIR_SANDBOX") != NULL;
}

static void
on_response (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal,
             GVariant *parameters, gpointer data)
{
  Answer *answer = data;
  g_autoptr (GVariant) results = NULL;
  guint code;

  g_variant_get (parameters, "(u@a{sv})", &code, &results);
  answer->answered = TRUE;
  answer->granted = code == 0; /* else the person said no */
  g_variant_lookup (results, "autostart", "b", &answer->autostart);
  g_main_loop_quit (answer->loop);
}

static gboolean
on_late (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* Where the answer will come, which has to be listened to before the question is asked. */
static char *
answer_path (GDBusConnection *bus, const char *token)
{
  g_autofree char *sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (bus) + 1), ".", '_');

  return g_strdup_printf ("%s/request/%s/%s", PORTAL_PATH, sender, token);
}

static GVariant *
make_question (const char *token, gboolean wanted, const char *const *command)
{
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (_("Run the week and look after the data")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (wanted));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  return g_variant_new ("(sa{sv})", "", &options);
}

static gboolean
ask (GDBusConnection *bus, GMainContext *context, gboolean wanted, const char *const *command, Answer *answer,
     GError **error)
{
  g_autofree char *token = g_strdup_printf ("fair%u", g_random_int ());
  g_autofree char *path = answer_path (bus, token);
  g_autoptr (GSource) late = g_timeout_source_new_seconds (PATIENCE);
  guint listening = g_dbus_connection_signal_subscribe (bus, PORTAL, REQUEST, "Response", path, NULL,
                                                        G_DBUS_SIGNAL_FLAGS_NONE, on_response, answer, NULL);
  g_autoptr (GVariant) reply
    = g_dbus_connection_call_sync (bus, PORTAL, PORTAL_PATH, BACKGROUND, "RequestBackground",
                                   make_question (token, wanted, command), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, error);

  if (reply != NULL)
    {
      g_source_set_callback (late, on_late, answer->loop, NULL);
      g_source_attach (late, context);
      g_main_loop_run (answer->loop);
      g_source_destroy (late);
    }
  g_dbus_connection_signal_unsubscribe (bus, listening);
  return reply != NULL;
}

/**
 * fair_background_request:
 * @wanted: FALSE takes a permission back
 * @command: NULL-terminated: what is started at login
 *
 * Asks the desktop, and with it the person, whether the program may start by itself. It blocks; a window calls it on a
 * thread.
 *
 * Returns: FALSE with %FAIR_ERROR_REFUSED where the answer is no, or %FAIR_ERROR_UNREACHABLE where nobody answers
 */
gboolean
fair_background_request (gboolean wanted, const char *const *command, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (GError) failure = NULL;
  Answer answer = { .loop = loop };
  gboolean asked = FALSE;

  g_main_context_push_thread_default (context);
  if (bus != NULL)
    asked = ask (bus, context, wanted, command, &answer, &failure);
  g_main_context_pop_thread_default (context);
  if (asked && answer.granted && answer.autostart == wanted)
    return TRUE;
  if (asked && answer.answered)
    g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_REFUSED,
                         _("The desktop does not let Fair Catch run by itself; allow it in the system's settings, under "
                           "Applications."));
  else
    g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_UNREACHABLE,
                         _("The desktop did not answer whether Fair Catch may run by itself; log in to a desktop with portals "
                           "and try again."));
  return FALSE;
}
