/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings as a person reads and writes them on the command line. */
#include "fair-settings-private.h"

#include "fair-error.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * fair_settings_list:
 *
 * Returns: (transfer full): all keys, by their names
 */
GStrv
fair_settings_list (FairSettings *self)
{
  GStrv keys = g_settings_schema_list_keys (fair_settings_get_schema (self));

  qsort (keys, g_strv_length (keys), sizeof *keys, compare_names);
  return keys;
}

gboolean
fair_settings_has (FairSettings *self, const char *key)
{
  return g_settings_schema_has_key (fair_settings_get_schema (self), key);
}

/* Who knows such an address can speak in the person's name. */
static gboolean
is_secret (const char *key)
{
  return g_str_has_suffix (key, "-url");
}

/* Returns: (transfer full): the value without a password that is part of an address */
static GVariant *
get_shown (FairSettings *self, const char *key)
{
  const char *keys[] = { key, NULL };
  g_autoptr (GVariant) value = fair_settings_get (self, key);
  g_autofree char *printed = fair_settings_print (self, keys);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;

  if (g_key_file_load_from_data (file, printed, -1, G_KEY_FILE_NONE, NULL))
    text = g_key_file_get_value (file, FAIR_SETTINGS_GROUP, key, NULL);
  return text == NULL ? g_steal_pointer (&value) : g_variant_parse (g_variant_get_type (value), text, NULL, NULL, NULL);
}

/**
 * fair_settings_get_text:
 *
 * Returns: (transfer full): the value of @key for a person to read; of an address that is a secret only that there is one
 */
char *
fair_settings_get_text (FairSettings *self, const char *key)
{
  g_autoptr (GVariant) value = get_shown (self, key);
  gboolean is_text = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING);

  if (is_secret (key))
    return g_strdup (*g_variant_get_string (value, NULL) == '\0' ? "" : _("set"));
  return is_text ? g_variant_dup_string (value, NULL) : g_variant_print (value, FALSE);
}

/* A list may be written as a person does, with commas between. */
static GVariant *
parse_list (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);
  list = g_strv_builder_end (builder);
  return g_variant_new_strv ((const char *const *) list, -1);
}

/* Returns: (transfer full): what @key takes, for a person */
static char *
describe_values (FairSettings *self, const char *key)
{
  g_autoptr (GSettingsSchemaKey) schema_key = g_settings_schema_get_key (fair_settings_get_schema (self), key);
  g_autoptr (GVariant) range = g_settings_schema_key_get_range (schema_key);
  g_autoptr (GVariant) detail = NULL;
  const char *kind;
  double min;
  double max;

  g_variant_get (range, "(&sv)", &kind, &detail);
  if (g_str_equal (kind, "enum"))
    {
      g_autofree const char **choices = g_variant_get_strv (detail, NULL);
      g_autofree char *joined = g_strjoinv (", ", (char **) choices);

      return g_strdup_printf (_("one of %s"), joined);
    }
  if (fair_settings_get_range (self, key, &min, &max))
    return g_strdup_printf (_("a number from %g to %g"), min, max);
  if (g_variant_type_equal (g_settings_schema_key_get_value_type (schema_key), G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (_("true or false"));
  return g_strdup_printf (_("a value like %s"), g_variant_type_peek_string (g_settings_schema_key_get_value_type (schema_key)));
}

/**
 * fair_settings_set_text:
 * @text: as fair_settings_get_text() gives it, or a list with commas between
 *
 * Returns: FALSE with %FAIR_ERROR_USAGE where @key cannot be @text, or where it cannot be written
 */
gboolean
fair_settings_set_text (FairSettings *self, const char *key, const char *text, GError **error)
{
  g_autoptr (GSettingsSchemaKey) schema_key = g_settings_schema_get_key (fair_settings_get_schema (self), key);
  const GVariantType *type = g_settings_schema_key_get_value_type (schema_key);
  gboolean is_list = g_variant_type_equal (type, G_VARIANT_TYPE_STRING_ARRAY) && *text != '[';
  g_autoptr (GVariant) value = NULL;
  g_autofree char *values = NULL;

  if (g_variant_type_equal (type, G_VARIANT_TYPE_STRING))
    value = g_variant_ref_sink (g_variant_new_string (text));
  else if (is_list)
    value = g_variant_ref_sink (parse_list (text));
  else
    value = g_variant_parse (type, text, NULL, NULL, NULL);
  if (value != NULL && g_settings_schema_key_range_check (schema_key, value))
    return fair_settings_set (self, key, value, error);
  values = describe_values (self, key);
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE, _("The setting “%s” cannot be “%s”; it takes %s."), key,
               is_secret (key) ? "…" : text, values);
  return FALSE;
}

/**
 * fair_settings_reset:
 *
 * Sets @key to what it is for who never set it.
 */
gboolean
fair_settings_reset (FairSettings *self, const char *key, GError **error)
{
  g_autoptr (GSettingsSchemaKey) schema_key = g_settings_schema_get_key (fair_settings_get_schema (self), key);
  g_autoptr (GVariant) value = g_settings_schema_key_get_default_value (schema_key);

  return fair_settings_set (self, key, value, error);
}
