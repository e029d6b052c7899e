/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings as text that may leave this computer: without secrets, and without what is of this computer alone. */
#include "fair-settings-private.h"

#include <string.h>

/* On another computer, or after a restore, these would say what is not so. Who knows an address that ends in -url can
 * speak in the person's name. */
static gboolean
stays_here (const char *key)
{
  static const char *const own[] = { "data-folder", "profile", "demo-clock", "window-size", "window-maximized", NULL };

  return g_strv_contains (own, key) || g_str_has_suffix (key, "-url");
}

/* An address may have been written with a password in it, which belongs into the keyring. It ends at the last @ before
 * the path, since a password may hold one. */
static char *
without_password (const char *text)
{
  const char *start = strstr (text, "://");
  const char *path;
  const char *at;
  const char *colon;

  if (start == NULL)
    return g_strdup (text);
  start += strlen ("://");
  path = start + strcspn (start, "/");
  at = g_strrstr_len (start, path - start, "@");
  colon = at == NULL ? NULL : memchr (start, ':', at - start);
  return colon == NULL ? g_strdup (text) : g_strdup_printf ("%.*s%s", (int) (colon - text), text, at);
}

/* Returns: (transfer full): @value, with no password in any text that it has */
static GVariant *
without_passwords (GVariant *value)
{
  g_autoptr (GPtrArray) texts = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_ref_sink (g_variant_new_take_string (without_password (g_variant_get_string (value, NULL))));
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    return g_variant_ref (value);
  texts = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) text = g_variant_get_child_value (value, i);

      g_ptr_array_add (texts, without_password (g_variant_get_string (text, NULL)));
    }
  return g_variant_ref_sink (g_variant_new_strv ((const char *const *) texts->pdata, texts->len));
}

static char *
print_keys (FairSettings *self, const char *const *keys, GVariant *(*get) (FairSettings *self, const char *key))
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = stays_here (keys[i]) ? NULL : get (self, keys[i]);
      g_autoptr (GVariant) shown = value == NULL ? NULL : without_passwords (value);
      g_autofree char *text = shown == NULL ? NULL : g_variant_print (shown, FALSE);

      if (text != NULL)
        g_key_file_set_value (file, FAIR_SETTINGS_GROUP, keys[i], text);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

/**
 * fair_settings_to_text:
 *
 * Returns: (transfer full): what the person has set, as a settings file has it, without what is of this computer alone,
 *   without addresses that are secrets and without passwords in others
 */
char *
fair_settings_to_text (FairSettings *self)
{
  g_auto (GStrv) keys = g_settings_schema_list_keys (fair_settings_get_schema (self));

  return print_keys (self, (const char *const *) keys, fair_settings_get_user_value);
}

/**
 * fair_settings_print:
 * @keys: which
 *
 * Returns: (transfer full): what holds for @keys, set by a person or not, as fair_settings_to_text() writes it
 */
char *
fair_settings_print (FairSettings *self, const char *const *keys)
{
  return print_keys (self, keys, fair_settings_get);
}

/* Returns: (transfer full) (nullable): what @file has for @name, if that may be its value */
static GVariant *
read_value (FairSettings *self, GKeyFile *file, const char *name)
{
  g_autoptr (GSettingsSchemaKey) key = g_settings_schema_get_key (fair_settings_get_schema (self), name);
  g_autofree char *text = g_key_file_get_value (file, FAIR_SETTINGS_GROUP, name, NULL);
  g_autoptr (GVariant) value
    = text == NULL ? NULL : g_variant_parse (g_settings_schema_key_get_value_type (key), text, NULL, NULL, NULL);

  return value != NULL && g_settings_schema_key_range_check (key, value) ? g_steal_pointer (&value) : NULL;
}

/**
 * fair_settings_from_text:
 * @text: of fair_settings_to_text() or fair_settings_print()
 *
 * Sets what @text has and this version knows; what cannot be a value, and what is of this computer alone, is left as it
 * is.
 */
gboolean
fair_settings_from_text (FairSettings *self, const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) keys = g_settings_schema_list_keys (fair_settings_get_schema (self));

  if (!g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, error))
    return FALSE;
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = stays_here (keys[i]) ? NULL : read_value (self, file, keys[i]);

      if (value != NULL && !fair_settings_set (self, keys[i], value, error))
        return FALSE;
    }
  return TRUE;
}

static void
variant_free (gpointer value)
{
  if (value != NULL)
    g_variant_unref (value);
}

/**
 * fair_settings_replace:
 * @text: of fair_settings_to_text()
 *
 * Makes the settings those of @text: what it has not, or cannot be a value here, is as if nobody had set it. What
 * is this computer's own stays, and what an administrator has locked.
 *
 * Returns: FALSE with an error where @text is no settings file, when nothing is changed, and where the session's settings
 *   cannot be written to
 */
gboolean
fair_settings_replace (FairSettings *self, const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) keys = g_settings_schema_list_keys (fair_settings_get_schema (self));
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, variant_free);

  if (!g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, error))
    return FALSE;
  for (guint i = 0; keys[i] != NULL; i++)
    if (!stays_here (keys[i]))
      g_hash_table_insert (values, keys[i], read_value (self, file, keys[i]));
  return fair_settings_change (self, values, error);
}

/**
 * fair_settings_save_own:
 *
 * Returns: (transfer full): what a person has set of what fair_settings_to_text() leaves out, for
 *   fair_settings_put_back_own(); it holds secrets
 */
GVariant *
fair_settings_save_own (FairSettings *self)
{
  g_auto (GStrv) keys = g_settings_schema_list_keys (fair_settings_get_schema (self));
  GVariantDict own;

  g_variant_dict_init (&own, NULL);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = stays_here (keys[i]) ? fair_settings_get_user_value (self, keys[i]) : NULL;

      if (value != NULL)
        g_variant_dict_insert_value (&own, keys[i], value);
    }
  return g_variant_ref_sink (g_variant_dict_end (&own));
}

/**
 * fair_settings_put_back_own:
 * @own: of fair_settings_save_own(), before another settings file took this one's place
 */
gboolean
fair_settings_put_back_own (FairSettings *self, GVariant *own, GError **error)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, own);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      gboolean done = fair_settings_set (self, key, value, error);

      g_variant_unref (value);
      if (!done)
        return FALSE;
    }
  return TRUE;
}
