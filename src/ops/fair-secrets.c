/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _DEFAULT_SOURCE /* explicit_bzero */
#include "fair-secrets.h"

#include "fair-deadline.h"
#include "fair-error.h"
#include "fair-file.h"
#include "fair-paths.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>

#define FILE_GROUP "secrets"

/* A keyring that is locked may ask a person who is not there; so long is waited for an answer. */
#define KEYRING_SECONDS 30

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
  g_autofree char *folder = fair_paths_user_config ();

  return g_build_filename (folder, "credentials", NULL);
}

/* A server has no session bus; asking for a keyring there would only start one and wait. */
static gboolean
has_keyring (void)
{
  g_autofree char *socket = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  return g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL || g_file_test (socket, G_FILE_TEST_EXISTS);
}

/* A keyring that is locked or missing is no failure: the file may have the secret. */
static char *
lookup_in_keyring (const char *service)
{
  g_autoptr (FairDeadline) deadline = NULL;
  GCancellable *late;
  char *secret;
  char *copy;

  if (!has_keyring ())
    return NULL;
  deadline = fair_deadline_start (KEYRING_SECONDS);
  late = fair_deadline_get_cancellable (deadline);
  secret = secret_password_lookup_sync (&schema, late, NULL, "service", service, NULL);
  copy = g_strdup (secret);
  secret_password_free (secret);
  return copy;
}

static gboolean
store_in_keyring (const char *service, const char *secret)
{
  g_autoptr (FairDeadline) deadline = NULL;
  GCancellable *late;
  g_autofree char *label = g_strdup_printf (_("Fair Catch: %s"), service);
  gboolean stored;

  if (!has_keyring ())
    return FALSE;
  deadline = fair_deadline_start (KEYRING_SECONDS);
  late = fair_deadline_get_cancellable (deadline);
  stored = secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, secret, late, NULL,
                                       "service", service, NULL);
  return stored;
}

static gboolean
clear_in_keyring (const char *service, GError **error)
{
  g_autoptr (FairDeadline) deadline = NULL;
  GCancellable *late;
  g_autoptr (GError) problem = NULL;

  if (!has_keyring ())
    return TRUE;
  deadline = fair_deadline_start (KEYRING_SECONDS);
  late = fair_deadline_get_cancellable (deadline);
  secret_password_clear_sync (&schema, late, &problem, "service", service, NULL);
  /* Where no keyring answers at all, nothing is kept in one. */
  if (problem == NULL
      || (problem->domain != SECRET_ERROR && !g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("The keyring did not give up the secret (%s); unlock it and try again."), problem->message);
  return FALSE;
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
  if (!is_private (path, error))
    return NULL;
  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return g_steal_pointer (&file);
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("The file “%s” is damaged; delete it and set the key again."), path);
  return NULL;
}

static gboolean
save_file (GKeyFile *file, GError **error)
{
  g_autofree char *path = file_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  gsize length;
  g_autofree char *text = g_key_file_to_data (file, &length, NULL);
  gboolean saved = fair_file_make_folder (folder, error) && fair_file_write_atomically (path, text, length, 0600, error);

  explicit_bzero (text, length);
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
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/* NULL without an error where there is none; @where is set beside a secret only. */
static char *
find (const char *service, char **where, GError **error)
{
  const char *given = g_str_equal (service, FAIR_SECRET_CFBD) ? g_getenv (CFBD_VARIABLE) : NULL;
  g_autoptr (GKeyFile) file = NULL;
  char *secret;

  if (given != NULL && *given != '\0')
    {
      *where = g_strdup_printf (_("the environment variable %s"), CFBD_VARIABLE);
      return g_strdup (given);
    }
  secret = lookup_in_keyring (service);
  if (secret != NULL)
    {
      *where = g_strdup (_("the keyring"));
      return secret;
    }
  file = load_file (error);
  secret = file == NULL ? NULL : g_key_file_get_string (file, FILE_GROUP, service, NULL);
  if (secret != NULL)
    *where = file_path ();
  return secret;
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
  g_autofree char *where = NULL;

  return find (service, &where, error);
}

/**
 * fair_secrets_locate:
 * @service: such as %FAIR_SECRET_CFBD
 *
 * Returns: (transfer full) (nullable): where the secret that fair_secrets_lookup() returns is kept, for a person; NULL
 *   without an error where there is none
 */
char *
fair_secrets_locate (const char *service, GError **error)
{
  char *where = NULL;

  fair_secrets_free (find (service, &where, error));
  return where;
}

/* Looks without unlocking: nobody shall be asked for a password by a watch. */
static FairSecretPlace
probe_keyring (const char *service, char **problem)
{
  g_autoptr (FairDeadline) deadline = NULL;
  GCancellable *late;
  g_autoptr (GHashTable) attributes = secret_attributes_build (&schema, "service", service, NULL);
  g_autoptr (GError) error = NULL;
  FairSecretPlace place = FAIR_SECRET_MISSING;
  SecretService *keyring;
  GList *items = NULL;

  deadline = fair_deadline_start (KEYRING_SECONDS);
  late = fair_deadline_get_cancellable (deadline);
  keyring = secret_service_get_sync (SECRET_SERVICE_NONE, late, &error);
  if (keyring != NULL)
    items = secret_service_search_sync (keyring, &schema, attributes, SECRET_SEARCH_NONE, late, &error);
  if (error != NULL)
    place = FAIR_SECRET_UNREACHABLE;
  else if (items != NULL)
    place = secret_item_get_locked (items->data) ? FAIR_SECRET_LOCKED : FAIR_SECRET_FOUND;
  *problem = error == NULL ? NULL : g_strdup (error->message);
  g_list_free_full (items, g_object_unref);
  g_clear_object (&keyring);
  return place;
}

/**
 * fair_secrets_probe:
 * @problem: (out) (transfer full) (nullable): what the keyring, or the file, said; never the secret
 *
 * Returns: whether fair_secrets_lookup() would find the secret, without asking anybody to unlock anything
 */
FairSecretPlace
fair_secrets_probe (const char *service, char **problem)
{
  const char *given = g_str_equal (service, FAIR_SECRET_CFBD) ? g_getenv (CFBD_VARIABLE) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = NULL;
  FairSecretPlace place;

  *problem = NULL;
  if (given != NULL && *given != '\0')
    return FAIR_SECRET_FOUND;
  place = has_keyring () ? probe_keyring (service, problem) : FAIR_SECRET_MISSING;
  if (place == FAIR_SECRET_FOUND)
    return place;
  file = load_file (&error);
  if (file != NULL && g_key_file_has_key (file, FILE_GROUP, service, NULL))
    place = FAIR_SECRET_FOUND;
  if (place == FAIR_SECRET_FOUND)
    g_clear_pointer (problem, g_free);
  else if (*problem == NULL && error != NULL)
    *problem = g_strdup (error->message);
  return place;
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

  if (store_in_keyring (service, secret))
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

  if (!clear_in_keyring (service, error))
    return FALSE;
  file = load_file (error);
  if (file == NULL)
    return FALSE;
  return !g_key_file_remove_key (file, FILE_GROUP, service, NULL) || save_file (file, error);
}
