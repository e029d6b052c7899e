/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_SETTINGS_ENABLE_BACKEND
#include "fair-settings-private.h"

#include "fair-error.h"
#include "fair-file.h"
#include "fair-paths.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gsettingsbackend.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCHEMA_ID   "io.github.faircatch.FairCatch"
#define SCHEMA_PATH "/" FAIR_SETTINGS_GROUP "/"

struct _FairSettings
{
  GObject          parent_instance;
  GSettingsSchema *schema;
  GSettings       *settings;
  char            *key_file; /* NULL: the session's settings */
  gint64           read_at;  /* modification time of what @settings holds, in nanoseconds */
};

G_DEFINE_FINAL_TYPE (FairSettings, fair_settings, G_TYPE_OBJECT)

static void
fair_settings_finalize (GObject *object)
{
  FairSettings *self = FAIR_SETTINGS (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->schema, g_settings_schema_unref);
  g_clear_pointer (&self->key_file, g_free);
  G_OBJECT_CLASS (fair_settings_parent_class)->finalize (object);
}

static void
fair_settings_class_init (FairSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_settings_finalize;
}

static void
fair_settings_init (FairSettings *self)
{
}

/* The build folder's schema goes first, so that a program runs without being installed. */
static GSettingsSchema *
find_schema (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  const char *folders[] = { g_getenv ("GSETTINGS_SCHEMA_DIR"),
#ifdef FAIR_BUILD_SCHEMA_DIR
                            FAIR_BUILD_SCHEMA_DIR,
#endif
  };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GSettingsSchemaSource) source = NULL;
      GSettingsSchema *schema;

      if (folders[i] == NULL)
        continue;
      source = g_settings_schema_source_new_from_directory (folders[i], installed, FALSE, NULL);
      schema = source == NULL ? NULL : g_settings_schema_source_lookup (source, SCHEMA_ID, FALSE);
      if (schema != NULL)
        return schema;
    }
  return installed == NULL ? NULL : g_settings_schema_source_lookup (installed, SCHEMA_ID, TRUE);
}

static gint64
modified_at (const char *path)
{
  struct stat status;

  if (stat (path, &status) != 0)
    return 0;
  return status.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + status.st_mtim.tv_nsec;
}

/* GSettings would take a value that it cannot read for one that is not set, and the person's wishes would be forgotten
   without a word. */
static gboolean
check_value (FairSettings *self, const char *name, const char *text, GError **error)
{
  g_autoptr (GSettingsSchemaKey) key = NULL;
  g_autoptr (GVariant) value = NULL;

  if (!g_settings_schema_has_key (self->schema, name))
    return TRUE;
  key = g_settings_schema_get_key (self->schema, name);
  value = g_variant_parse (g_settings_schema_key_get_value_type (key), text, NULL, NULL, NULL);
  if (value != NULL && g_settings_schema_key_range_check (key, value))
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("The setting “%s” in “%s” cannot be “%s”; correct it there, or take its line out."), name,
               self->key_file, text);
  return FALSE;
}

static gboolean
check_values (FairSettings *self, GKeyFile *file, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (file, FAIR_SETTINGS_GROUP, NULL, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *text = g_key_file_get_value (file, FAIR_SETTINGS_GROUP, names[i], NULL);

      if (text != NULL && !check_value (self, names[i], text, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_key_file (FairSettings *self, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) problem = NULL;

  if (g_key_file_load_from_file (file, self->key_file, G_KEY_FILE_NONE, &problem))
    return check_values (self, file, error);
  if (g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT)
      || g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("The settings in “%s” cannot be read: %s. Correct the file, or move it away to begin with the usual ones."),
               self->key_file, problem->message);
  return FALSE;
}

/* Reading makes no folder: the one of a drive that is unplugged must not come to life on another disk. */
static GSettingsBackend *
make_backend (FairSettings *self)
{
  g_autofree char *folder = g_path_get_dirname (self->key_file);

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return g_memory_settings_backend_new ();
  return g_keyfile_settings_backend_new (self->key_file, "/", NULL);
}

static void
load_key_file (FairSettings *self)
{
  g_autoptr (GSettingsBackend) backend = make_backend (self);

  g_set_object (&self->settings, NULL);
  self->read_at = modified_at (self->key_file);
  self->settings = g_settings_new_full (self->schema, backend, SCHEMA_PATH);
}

/* Another process may have written the file since. */
static void
refresh (FairSettings *self)
{
  if (self->key_file != NULL && modified_at (self->key_file) != self->read_at)
    load_key_file (self);
}

/* dconf writes by the session bus alone. What was once written there is read without one. */
static gboolean
dconf_is_of_use (void)
{
  g_autofree char *bus = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);
  g_autofree char *database = g_build_filename (g_get_user_config_dir (), "dconf", "user", NULL);

  return g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL || g_file_test (bus, G_FILE_TEST_EXISTS)
         || g_file_test (database, G_FILE_TEST_EXISTS);
}

/* Without dconf, as on a server, the default backend forgets everything at exit. */
static gboolean
session_forgets (void)
{
  g_autoptr (GSettingsBackend) backend = g_settings_backend_get_default ();
  const char *name = G_OBJECT_TYPE_NAME (backend);

  return g_getenv ("GSETTINGS_BACKEND") == NULL
         && (g_str_equal (name, "GMemorySettingsBackend")
             || (g_str_equal (name, "DConfSettingsBackend") && !dconf_is_of_use ()));
}

/**
 * fair_settings_new:
 * @key_file: (nullable): keep the settings in this file instead of the session's
 *
 * Returns: (transfer full): the settings, or NULL with %FAIR_ERROR_FAILED where the program's own schema is missing
 */
FairSettings *
fair_settings_new (const char *key_file, GError **error)
{
  g_autoptr (FairSettings) self = g_object_new (FAIR_TYPE_SETTINGS, NULL);
  g_autofree char *config = fair_paths_user_config ();

  self->schema = find_schema ();
  if (self->schema == NULL)
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
                   _("The settings schema %s is missing; install Fair Catch again."), SCHEMA_ID);
      return NULL;
    }
  if (key_file != NULL)
    self->key_file = g_strdup (key_file);
  else if (session_forgets ())
    self->key_file = g_build_filename (config, "settings.ini", NULL);

  if (self->key_file != NULL && !check_key_file (self, error))
    return NULL;
  if (self->key_file != NULL)
    load_key_file (self);
  else
    self->settings = g_settings_new_full (self->schema, NULL, NULL);
  return g_steal_pointer (&self);
}

/**
 * fair_settings_get_schema:
 *
 * Returns: (transfer none): what can be set
 */
GSettingsSchema *
fair_settings_get_schema (FairSettings *self)
{
  return self->schema;
}

/**
 * fair_settings_get_user_value:
 *
 * Returns: (transfer full) (nullable): what a person has set @key to, if anything
 */
GVariant *
fair_settings_get_user_value (FairSettings *self, const char *key)
{
  refresh (self);
  return g_settings_get_user_value (self->settings, key);
}

/**
 * fair_settings_get:
 *
 * Returns: (transfer full): the value of @key, which must be in the schema
 */
GVariant *
fair_settings_get (FairSettings *self, const char *key)
{
  refresh (self);
  return g_settings_get_value (self->settings, key);
}

/* Takes the lock beside the key file; -1 with @error. */
static int
lock_key_file (FairSettings *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->key_file);
  g_autofree char *lock = g_strconcat (self->key_file, ".lock", NULL);
  int fd;

  if (!fair_file_make_folder (folder, error))
    return -1;
  fd = open (lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0 && flock (fd, LOCK_EX) == 0)
    return fd;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("The settings in “%s” could not be locked: %s. Check that the folder is writable."), folder,
               g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

/* A session's settings that cannot be written to do not say so. */
static gboolean
check_kept (FairSettings *self, const char *key, GVariant *value, GError **error)
{
  g_autoptr (GVariant) kept = g_settings_get_value (self->settings, key);

  if (g_variant_equal (kept, value))
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("The setting “%s” could not be kept, since the session's settings cannot be written to; log in to a "
                 "session, or name a data folder with --data-dir, which has settings of its own."),
               key);
  return FALSE;
}

/**
 * fair_settings_set:
 * @value: floating references are sunk
 *
 * Returns: FALSE with an error where @value is of the wrong type or out of its range, or cannot be written
 */
gboolean
fair_settings_set (FairSettings *self, const char *key, GVariant *value, GError **error)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);
  g_autoptr (GSettingsSchemaKey) schema_key = g_settings_schema_get_key (self->schema, key);
  gboolean done;
  int lock = -1;

  if (!g_variant_is_of_type (owned, g_settings_schema_key_get_value_type (schema_key))
      || !g_settings_schema_key_range_check (schema_key, owned))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
                   _("The setting “%s” cannot have that value; look at its range in the preferences."), key);
      return FALSE;
    }
  if (self->key_file != NULL)
    {
      lock = lock_key_file (self, error);
      if (lock < 0)
        return FALSE;
      load_key_file (self); /* what another process wrote stays */
    }
  done = g_settings_set_value (self->settings, key, owned);
  if (self->key_file != NULL)
    {
      self->read_at = modified_at (self->key_file);
      close (lock);
    }
  else
    {
      g_settings_sync ();
    }
  if (done)
    return check_kept (self, key, owned, error);
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_FAILED,
               _("The setting “%s” is locked by the system's administrator."), key);
  return FALSE;
}

/**
 * fair_settings_change:
 * @values: (element-type utf8 GVariant): what a key is set to; one with NULL is reset, and one that is not there stays
 *
 * Changes many settings at once, so that nobody sees some of these and some of those. What an administrator has locked
 * stays.
 */
gboolean
fair_settings_change (FairSettings *self, GHashTable *values, GError **error)
{
  g_autoptr (GSettingsBackend) backend = NULL;
  g_autoptr (GSettings) settings = NULL;
  GHashTableIter iter;
  gpointer key;
  gpointer value;
  gboolean kept = TRUE;
  int lock = -1;

  if (self->key_file != NULL && (lock = lock_key_file (self, error)) < 0)
    return FALSE;
  backend = self->key_file == NULL ? NULL : make_backend (self);
  settings = g_settings_new_full (self->schema, backend, self->key_file == NULL ? NULL : SCHEMA_PATH);
  g_settings_delay (settings);
  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_settings_is_writable (settings, key))
      g_hash_table_iter_remove (&iter);
    else if (value == NULL)
      g_settings_reset (settings, key);
    else
      g_settings_set_value (settings, key, value);
  g_settings_apply (settings);
  g_settings_sync ();
  if (lock >= 0)
    {
      load_key_file (self);
      close (lock);
    }
  g_hash_table_iter_init (&iter, values);
  while (kept && g_hash_table_iter_next (&iter, &key, &value))
    kept = value == NULL || check_kept (self, key, value, error);
  return kept;
}

int
fair_settings_get_int (FairSettings *self, const char *key)
{
  refresh (self);
  return g_settings_get_int (self->settings, key);
}

double
fair_settings_get_double (FairSettings *self, const char *key)
{
  refresh (self);
  return g_settings_get_double (self->settings, key);
}

gboolean
fair_settings_get_boolean (FairSettings *self, const char *key)
{
  refresh (self);
  return g_settings_get_boolean (self->settings, key);
}

/**
 * fair_settings_get_string:
 *
 * Returns: (transfer full): the text, also of an enumerated key
 */
char *
fair_settings_get_string (FairSettings *self, const char *key)
{
  refresh (self);
  return g_settings_get_string (self->settings, key);
}

GStrv
fair_settings_get_strv (FairSettings *self, const char *key)
{
  refresh (self);
  return g_settings_get_strv (self->settings, key);
}

/**
 * fair_settings_get_summary:
 *
 * Returns: (transfer full): what @key is called, in the person's language
 */
char *
fair_settings_get_summary (FairSettings *self, const char *key)
{
  g_autoptr (GSettingsSchemaKey) schema_key = g_settings_schema_get_key (self->schema, key);
  const char *summary = g_settings_schema_key_get_summary (schema_key);

  return g_strdup (summary == NULL ? key : summary);
}

/**
 * fair_settings_get_description:
 *
 * Returns: (transfer full): what @key means, in the person's language; empty where the schema's text is not installed
 */
char *
fair_settings_get_description (FairSettings *self, const char *key)
{
  g_autoptr (GSettingsSchemaKey) schema_key = g_settings_schema_get_key (self->schema, key);
  const char *description = g_settings_schema_key_get_description (schema_key);

  return g_strdup (description == NULL ? "" : description);
}

static double
to_double (GVariant *number)
{
  if (g_variant_is_of_type (number, G_VARIANT_TYPE_INT32))
    return g_variant_get_int32 (number);
  if (g_variant_is_of_type (number, G_VARIANT_TYPE_INT64))
    return g_variant_get_int64 (number);
  return g_variant_get_double (number);
}

/**
 * fair_settings_get_range:
 * @min: (out): the least that a number may be
 * @max: (out): the most
 *
 * Returns: FALSE where @key is not a number, or has no range
 */
gboolean
fair_settings_get_range (FairSettings *self, const char *key, double *min, double *max)
{
  g_autoptr (GSettingsSchemaKey) schema_key = g_settings_schema_get_key (self->schema, key);
  g_autoptr (GVariant) range = g_settings_schema_key_get_range (schema_key);
  g_autoptr (GVariant) bounds = NULL;
  g_autoptr (GVariant) low = NULL;
  g_autoptr (GVariant) high = NULL;
  const char *kind;

  g_variant_get (range, "(&sv)", &kind, &bounds);
  if (!g_str_equal (kind, "range"))
    return FALSE;
  low = g_variant_get_child_value (bounds, 0);
  high = g_variant_get_child_value (bounds, 1);
  *min = to_double (low);
  *max = to_double (high);
  return TRUE;
}

/**
 * fair_settings_get_number:
 *
 * Returns: the value of @key, of whatever type of number
 */
double
fair_settings_get_number (FairSettings *self, const char *key)
{
  g_autoptr (GVariant) value = fair_settings_get (self, key);

  return to_double (value);
}

/* Without the mathematics library, which this layer does not link. */
static gint64
to_whole (double number)
{
  double bounded = CLAMP (number, -9e15, 9e15);

  return bounded + (bounded < 0 ? -0.5 : 0.5);
}

/**
 * fair_settings_set_number:
 * @number: is rounded where @key is a whole number
 *
 * Returns: FALSE with an error where @number is out of its range or cannot be written
 */
gboolean
fair_settings_set_number (FairSettings *self, const char *key, double number, GError **error)
{
  g_autoptr (GSettingsSchemaKey) schema_key = g_settings_schema_get_key (self->schema, key);
  const GVariantType *type = g_settings_schema_key_get_value_type (schema_key);

  if (g_variant_type_equal (type, G_VARIANT_TYPE_INT32))
    return fair_settings_set (self, key, g_variant_new_int32 (CLAMP (to_whole (number), G_MININT32, G_MAXINT32)), error);
  if (g_variant_type_equal (type, G_VARIANT_TYPE_INT64))
    return fair_settings_set (self, key, g_variant_new_int64 (to_whole (number)), error);
  return fair_settings_set (self, key, g_variant_new_double (number), error);
}
