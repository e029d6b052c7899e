/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-paths.h"

#include "fair-error.h"
#include "fair-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

/* Which data folders have held a store, so that one that is gone (an unplugged drive) is told from a new one. */
#define REGISTER_GROUP "stores"

/* From the environment, unless that is relative: then it would be another folder for every place of starting, and the
   base directory specification has it ignored. */
static char *
user_folder (const char *given, const char *below_home)
{
  const char *home = g_get_home_dir ();
  const struct passwd *entry;

  if (g_path_is_absolute (given))
    return g_build_filename (given, "faircatch", NULL);
  if (!g_path_is_absolute (home))
    {
      entry = getpwuid (getuid ());
      home = entry != NULL && g_path_is_absolute (entry->pw_dir) ? entry->pw_dir : "/";
    }
  return g_build_filename (home, below_home, "faircatch", NULL);
}

/**
 * fair_paths_user_config:
 *
 * Returns: (transfer full): the folder for what the person sets, whatever the profile
 */
char *
fair_paths_user_config (void)
{
  return user_folder (g_get_user_config_dir (), ".config");
}

/**
 * fair_paths_new:
 * @data_dir: (nullable): a data folder named by hand; NULL is the user's own
 * @demo: the demo league's profile, inside the user's own data folder unless @data_dir is given
 *
 * Returns: (transfer full): where everything is; nothing is created
 */
FairPaths *
fair_paths_new (const char *data_dir, gboolean demo)
{
  FairPaths *self = g_new0 (FairPaths, 1);
  g_autofree char *own = user_folder (g_get_user_data_dir (), ".local/share");
  g_autofree char *usual = g_build_filename (own, demo ? "demo" : NULL, NULL);

  fair_paths_set_folder (self, data_dir == NULL ? usual : data_dir);
  if (data_dir != NULL || demo)
    self->settings = g_build_filename (self->data_dir, "settings.ini", NULL);
  return self;
}

/**
 * fair_paths_set_folder:
 * @data_dir: where the data are instead; the settings stay where they are
 */
void
fair_paths_set_folder (FairPaths *self, const char *data_dir)
{
  g_free (self->data_dir);
  g_free (self->store);
  g_free (self->lock);
  g_free (self->exports);
  self->data_dir = g_canonicalize_filename (data_dir, NULL);
  self->store = g_build_filename (self->data_dir, "faircatch.db", NULL);
  self->lock = g_build_filename (self->data_dir, "faircatch.lock", NULL);
  self->exports = g_build_filename (self->data_dir, "exports", NULL);
}

void
fair_paths_free (FairPaths *self)
{
  g_free (self->data_dir);
  g_free (self->store);
  g_free (self->lock);
  g_free (self->exports);
  g_free (self->settings);
  g_free (self);
}

static char *
register_path (void)
{
  g_autofree char *folder = user_folder (g_get_user_state_dir (), ".local/state");

  return g_build_filename (folder, "stores.ini", NULL);
}

/* A key file's keys cannot hold every character of a path, so the path's hash is the key. */
static char *
register_key (const FairPaths *self)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->store, -1);
}

/**
 * fair_paths_lock:
 * @name: what is locked
 *
 * Outside the data folder, which may be on a drive that is unplugged.
 *
 * Returns: (transfer full): the file of a lock of this data folder's
 */
char *
fair_paths_lock (const FairPaths *self, const char *name)
{
  g_autofree char *folder = user_folder (g_get_user_state_dir (), ".local/state");
  g_autofree char *key = register_key (self);
  g_autofree char *file = g_strdup_printf ("%.16s.%s.lock", key, name);

  return g_build_filename (folder, file, NULL);
}

static GKeyFile *
load_register (void)
{
  g_autofree char *path = register_path ();
  GKeyFile *stores = g_key_file_new ();

  /* A register that is missing or damaged remembers nothing, which only loses a warning. */
  g_key_file_load_from_file (stores, path, G_KEY_FILE_NONE, NULL);
  return stores;
}

static gboolean
save_register (GKeyFile *stores, GError **error)
{
  g_autofree char *path = register_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  gsize length = 0;
  g_autofree char *text = g_key_file_to_data (stores, &length, NULL);

  return fair_file_make_folder (folder, error) && fair_file_write_atomically (path, text, length, 0600, error);
}

/* Whether anything is in the store's place; FALSE with @error where that cannot be seen. */
static gboolean
look_for_store (const FairPaths *self, gboolean *found, GError **error)
{
  struct stat status;

  *found = stat (self->store, &status) == 0 && status.st_size > 0;
  if (*found || errno == ENOENT || errno == ENOTDIR || access (self->store, F_OK) == 0)
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("The data folder “%s” cannot be looked into: %s. Check who may read it."), self->data_dir,
               g_strerror (errno));
  return FALSE;
}

/**
 * fair_paths_check:
 *
 * Tells a data folder that has vanished from one that has never been used. A store whose file is empty has vanished, too:
 * SQLite would take the file for a new store.
 *
 * Returns: FALSE with %FAIR_ERROR_VANISHED where a store was seen before at this place and is not there now
 */
gboolean
fair_paths_check (const FairPaths *self, GError **error)
{
  g_autoptr (GKeyFile) stores = load_register ();
  g_autofree char *key = register_key (self);
  gboolean found;

  if (!look_for_store (self, &found, error))
    return FALSE;
  if (found || !g_key_file_has_key (stores, REGISTER_GROUP, key, NULL))
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_VANISHED,
               _("The data folder “%s” held a store before and does not now; connect its drive, move the folder or a copy "
                 "of it back, or start afresh there with --new-store."),
               self->data_dir);
  return FALSE;
}

/**
 * fair_paths_remember_store:
 *
 * Notes that there is a store, for fair_paths_check().
 */
gboolean
fair_paths_remember_store (const FairPaths *self, GError **error)
{
  g_autoptr (GKeyFile) stores = load_register ();
  g_autofree char *key = register_key (self);

  if (g_key_file_has_key (stores, REGISTER_GROUP, key, NULL))
    return TRUE;
  g_key_file_set_string (stores, REGISTER_GROUP, key, self->store);
  return save_register (stores, error);
}

/**
 * fair_paths_forget_store:
 *
 * Takes back fair_paths_remember_store(): the person wants a new store at this place.
 */
gboolean
fair_paths_forget_store (const FairPaths *self, GError **error)
{
  g_autoptr (GKeyFile) stores = load_register ();
  g_autofree char *key = register_key (self);

  if (!g_key_file_remove_key (stores, REGISTER_GROUP, key, NULL))
    return TRUE;
  return save_register (stores, error);
}
