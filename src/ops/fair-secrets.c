/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-secrets.h"

#include "fair-error.h"
#include "fair-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>

#define FILE_GROUP "secrets"

/* The environment's name for the one secret that has one. */
#define CFBD_VARIABLE "CFBD_API_KEY"

static const SecretSchema schema = {
  "io.github.faircatch.FairCatch",
  SECRET_SCHEMA_NONE,
  { { "service", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static char *
file_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "faircatch", "credentials", NULL);
}

/* A server has no session bus; asking for a keyring there would only start one and wait. */
static gboolean
has_keyring (void)
{
  g_autofree char *socket = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  return g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL || g_file_test (socket, G_FILE_TEST_EXISTS);
}

static gboolean
is_private (const char *path, GError **error)
{
  GStatBuf status;

  if (g_stat (path, &status) == 0 && (status.st_mode & 077) == 0)
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("The file “%s” can be read by other users, so it is not used; run “chmod 600” on it."), path);
  return FALSE;
}

static GKeyFile *
load_file (GError **error)
{
  g_autofree char *path = file_path ();
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&file);
  if (!is_private (path, error) || !g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error))
    return NULL;
  return g_steal_pointer (&file);
}

static gboolean
save_file (GKeyFile *file, GError **error)
{
  g_autofree char *path = file_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  gsize length;
  g_autofree char *text = g_key_file_to_data (file, &length, NULL);
  gboolean saved = fair_file_make_folder (folder, error) && fair_file_write_atomically (path, text, length, 0600, error);

  memset (text, 0, length);
  return saved;
}

/**
 * fair_secrets_free:
 * @secret: (nullable) (transfer full):
 *
 * Wipes and frees.
 */
void
fair_secrets_free (char *secret)
{
  if (secret != NULL)
    memset (secret, 0, strlen (secret));
  g_free (secret);
}

/**
 * fair_secrets_lookup:
 * @service: such as %FAIR_SECRET_CFBD
 *
 * Asks the environment, then the keyring, then a file that only its owner can read.
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with fair_secrets_free(); NULL without an error where
 *   there is none
 */
char *
fair_secrets_lookup (const char *service, GError **error)
{
  const char *given = g_str_equal (service, FAIR_SECRET_CFBD) ? g_getenv (CFBD_VARIABLE) : NULL;
  g_autoptr (GKeyFile) file = NULL;
  char *secret;
  char *copy;

  if (given != NULL && *given != '\0')
    return g_strdup (given);
  /* A keyring that is locked or missing is no failure: the file may have it. */
  secret = has_keyring () ? secret_password_lookup_sync (&schema, NULL, NULL, "service", service, NULL) : NULL;
  if (secret != NULL)
    {
      copy = g_strdup (secret);
      secret_password_free (secret);
      return copy;
    }
  file = load_file (error);
  return file == NULL ? NULL : g_key_file_get_string (file, FILE_GROUP, service, NULL);
}

/**
 * fair_secrets_store:
 * @where: (out) (transfer full): where it is now, for a person
 *
 * Keeps a secret in the keyring or, where there is none, in the file.
 */
gboolean
fair_secrets_store (const char *service, const char *secret, char **where, GError **error)
{
  g_autoptr (GKeyFile) file = NULL;

  if (has_keyring ()
      && secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, _("Fair Catch: key of CollegeFootballData.com"),
                                     secret, NULL, NULL, "service", service, NULL))
    {
      *where = g_strdup (_("the keyring"));
      return TRUE;
    }
  file = load_file (error);
  if (file == NULL)
    return FALSE;
  g_key_file_set_string (file, FILE_GROUP, service, secret);
  if (!save_file (file, error))
    return FALSE;
  *where = file_path ();
  return TRUE;
}

/**
 * fair_secrets_clear:
 *
 * Forgets a secret in the keyring and in the file.
 */
gboolean
fair_secrets_clear (const char *service, GError **error)
{
  g_autoptr (GKeyFile) file = NULL;

  if (has_keyring ())
    secret_password_clear_sync (&schema, NULL, NULL, "service", service, NULL);
  file = load_file (error);
  if (file == NULL)
    return FALSE;
  return !g_key_file_remove_key (file, FILE_GROUP, service, NULL) || save_file (file, error);
}
