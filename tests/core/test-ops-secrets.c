/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-secrets.h"

#include "fair-error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define KEY "abc/+=123"

static char *
credentials (void)
{
  return g_build_filename (g_get_user_config_dir (), "faircatch", "credentials", NULL);
}

/* On a machine without a keyring. */
static void
test_file (void)
{
  g_autofree char *path = credentials ();
  g_autofree char *where = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *located = NULL;
  g_autofree char *given = NULL;
  struct stat status;
  char *secret;

  g_assert_null (fair_secrets_lookup (FAIR_SECRET_CFBD, &error));
  g_assert_null (fair_secrets_locate (FAIR_SECRET_CFBD, &error));
  g_assert_no_error (error);
  g_assert_true (fair_secrets_store (FAIR_SECRET_CFBD, KEY, &where, &error));
  g_assert_cmpstr (where, ==, path);
  located = fair_secrets_locate (FAIR_SECRET_CFBD, &error);
  g_assert_cmpstr (located, ==, path);
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  secret = fair_secrets_lookup (FAIR_SECRET_CFBD, &error);
  g_assert_cmpstr (secret, ==, KEY);
  fair_secrets_free (secret);
  g_assert_null (fair_secrets_lookup ("mail", NULL));

  /* The environment goes first. */
  g_setenv ("CFBD_API_KEY", "other", TRUE);
  secret = fair_secrets_lookup (FAIR_SECRET_CFBD, &error);
  g_assert_cmpstr (secret, ==, "other");
  given = fair_secrets_locate (FAIR_SECRET_CFBD, &error);
  g_assert_nonnull (strstr (given, "CFBD_API_KEY"));
  fair_secrets_free (secret);
  g_unsetenv ("CFBD_API_KEY");

  g_assert_true (fair_secrets_clear (FAIR_SECRET_CFBD, &error));
  g_assert_null (fair_secrets_lookup (FAIR_SECRET_CFBD, &error));
  g_assert_no_error (error);
}

static void
test_open_file (void)
{
  g_autofree char *path = credentials ();
  g_autofree char *where = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fair_secrets_store (FAIR_SECRET_CFBD, KEY, &where, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  g_assert_null (fair_secrets_lookup (FAIR_SECRET_CFBD, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "chmod 600"));
  g_assert_null (strstr (error->message, KEY));
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("fair-secrets-XXXXXX", NULL);
  const char *arguments[] = { "rm", "-rf", home, NULL };
  int result;

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", home, TRUE);
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  g_unsetenv ("CFBD_API_KEY");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ops/secrets/file", test_file);
  g_test_add_func ("/ops/secrets/open-file", test_open_file);
  result = g_test_run ();
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  return result;
}
