/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-manifest.h"

#include "fair-digest.h"
#include "fair-error.h"
#include "fair-json.h"

#include <glib/gi18n-lib.h>

#define SCHEMA 1
#define LATEST G_GINT64_CONSTANT (253402300799) /* the end of the year 9999 */

static void
member_clear (gpointer data)
{
  FairManifestMember *member = data;

  g_free (member->name);
  g_free (member->source);
  g_free (member->sha256);
}

FairManifest *
fair_manifest_new (gint64 made_at, int schema)
{
  FairManifest *self = g_new0 (FairManifest, 1);

  self->made_at = made_at;
  self->schema = schema;
  self->members = g_array_new (FALSE, TRUE, sizeof (FairManifestMember));
  g_array_set_clear_func (self->members, member_clear);
  return self;
}

void
fair_manifest_free (FairManifest *self)
{
  g_array_unref (self->members);
  g_free (self);
}

/**
 * fair_manifest_add_file:
 * @name: inside the archive
 * @source: of the file, which is read for its size and hash
 */
gboolean
fair_manifest_add_file (FairManifest *self, const char *name, const char *source, GError **error)
{
  FairManifestMember member = { 0 };

  member.sha256 = fair_digest_file (source, &member.bytes, error);
  if (member.sha256 == NULL)
    return FALSE;
  member.name = g_strdup (name);
  member.source = g_strdup (source);
  g_array_append_val (self->members, member);
  return TRUE;
}

/**
 * fair_manifest_find:
 *
 * Returns: (nullable): the member with that name
 */
const FairManifestMember *
fair_manifest_find (const FairManifest *self, const char *name)
{
  for (guint i = 0; i < self->members->len; i++)
    if (g_str_equal (g_array_index (self->members, FairManifestMember, i).name, name))
      return &g_array_index (self->members, FairManifestMember, i);
  return NULL;
}

/**
 * fair_manifest_to_json:
 *
 * Returns: (transfer full): the manifest as it is kept in the archive
 */
char *
fair_manifest_to_json (const FairManifest *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  fair_json_integer (builder, "schema", SCHEMA);
  fair_json_text (builder, "program", "Fair Catch " FAIR_VERSION);
  fair_json_time (builder, "made_at_utc", self->made_at);
  fair_json_integer (builder, "made_at", self->made_at);
  fair_json_integer (builder, "store_schema", self->schema);
  json_builder_set_member_name (builder, "members");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->members->len; i++)
    {
      const FairManifestMember *member = &g_array_index (self->members, FairManifestMember, i);

      json_builder_begin_object (builder);
      fair_json_text (builder, "name", member->name);
      fair_json_integer (builder, "bytes", member->bytes);
      fair_json_text (builder, "sha256", member->sha256);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return fair_json_finish (builder, TRUE);
}

/* Members, in a list, in an object. */
#define DEEPEST 3

/* The parser goes as deep as a text asks it to, and its stack does not. */
static gboolean
is_shallow (const char *text, gssize length)
{
  gboolean quoted = FALSE;
  int depth = 0;

  for (gssize i = 0; i < length; i++)
    {
      if (text[i] == '"')
        quoted = !quoted;
      else if (quoted && text[i] == '\\')
        i++;
      else if (!quoted && (text[i] == '[' || text[i] == '{') && ++depth > DEEPEST)
        return FALSE;
      else if (!quoted && (text[i] == ']' || text[i] == '}'))
        depth--;
    }
  return TRUE;
}

/* Returns: (nullable): the value of @name, if it is of @type */
static JsonNode *
find (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

static gboolean
read_member (JsonNode *node, GArray *members)
{
  JsonObject *row = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *name = row == NULL ? NULL : find (row, "name", G_TYPE_STRING);
  JsonNode *bytes = row == NULL ? NULL : find (row, "bytes", G_TYPE_INT64);
  JsonNode *sha256 = row == NULL ? NULL : find (row, "sha256", G_TYPE_STRING);
  FairManifestMember member;

  if (name == NULL || bytes == NULL || sha256 == NULL || json_node_get_int (bytes) < 0)
    return FALSE;
  member = (FairManifestMember) {
    .name = json_node_dup_string (name),
    .bytes = json_node_get_int (bytes),
    .sha256 = json_node_dup_string (sha256),
  };
  g_array_append_val (members, member);
  return TRUE;
}

static FairManifest *
read_manifest (JsonObject *root)
{
  JsonNode *made_at = find (root, "made_at", G_TYPE_INT64);
  JsonNode *store_schema = find (root, "store_schema", G_TYPE_INT64);
  JsonNode *schema = find (root, "schema", G_TYPE_INT64);
  JsonNode *list = json_object_get_member (root, "members");
  JsonArray *members = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;
  g_autoptr (FairManifest) self = NULL;

  if (made_at == NULL || store_schema == NULL || schema == NULL || json_node_get_int (schema) != SCHEMA || members == NULL
      || json_array_get_length (members) == 0 || ABS (json_node_get_int (made_at)) > LATEST)
    return NULL;
  self = fair_manifest_new (json_node_get_int (made_at), json_node_get_int (store_schema));
  for (guint i = 0; i < json_array_get_length (members); i++)
    if (!read_member (json_array_get_element (members, i), self->members))
      return NULL;
  return g_steal_pointer (&self);
}

/**
 * fair_manifest_from_json:
 *
 * Returns: (transfer full): the manifest, or NULL with %FAIR_ERROR_BAD_DATA
 */
FairManifest *
fair_manifest_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  FairManifest *self = NULL;

  if (is_shallow (text, length) && json_parser_load_from_data (parser, text, length, NULL)
      && json_parser_get_root (parser) != NULL && JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    self = read_manifest (json_node_get_object (json_parser_get_root (parser)));
  if (self == NULL)
    g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                         _("The list of what is in the backup cannot be read; take another backup."));
  return self;
}
