/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cfbd-row-private.h"

#include "fair-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/**
 * fair_cfbd_parse:
 *
 * Returns: (transfer full): the whole document, or NULL with %FAIR_ERROR_BAD_DATA where @body is not JSON to its end
 */
JsonNode *
fair_cfbd_parse (const char *endpoint, GBytes *body, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) reason = NULL;
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  JsonNode *root = NULL;

  /* json-glib reads on past a NUL and takes invalid UTF-8 for text. */
  if (length > 0 && g_utf8_validate_len (text, length, NULL)
      && json_parser_load_from_data (parser, text, length, &reason))
    root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                 _("The answer to %s is not complete JSON (%s); try again later."), endpoint,
                 reason == NULL ? _("empty, or not text") : reason->message);
  return root;
}

static gboolean
bad_row (const FairCfbdRow *row, const char *field, GError **error)
{
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
               _("The answer to %s cannot be used: its row %u has no valid “%s”. The API may have changed; look for an "
                 "update of Fair Catch."),
               row->endpoint, row->index + 1, field);
  return FALSE;
}

/**
 * fair_cfbd_for_each_row:
 * @endpoint: for messages
 * @body: must be an array of objects
 *
 * Returns: FALSE with %FAIR_ERROR_BAD_DATA for any other shape, or what @func said
 */
gboolean
fair_cfbd_for_each_row (const char *endpoint, GBytes *body, FairCfbdRowFunc func, gpointer into, GError **error)
{
  g_autoptr (JsonNode) root = fair_cfbd_parse (endpoint, body, error);
  JsonArray *rows;

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_ARRAY (root))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                   _("The answer to %s is not a list; the API may have changed, look for an update of Fair Catch."),
                   endpoint);
      return FALSE;
    }
  rows = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode *node = json_array_get_element (rows, i);
      FairCfbdRow row = { endpoint, i, NULL };

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return bad_row (&row, "{}", error);
      row.object = json_node_get_object (node);
      if (!func (&row, into, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
node_to_number (JsonNode *node, double *out)
{
  char *end;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_INT64:
      *out = json_node_get_int (node);
      return TRUE;
    case G_TYPE_DOUBLE:
      *out = json_node_get_double (node);
      return isfinite (*out);
    case G_TYPE_STRING:
      *out = g_ascii_strtod (json_node_get_string (node), &end);
      return end != json_node_get_string (node) && *end == '\0' && isfinite (*out);
    default:
      return FALSE;
    }
}

/**
 * fair_cfbd_number:
 *
 * Returns: the number, or NaN where it is unknown
 */
double
fair_cfbd_number (const FairCfbdRow *row, const char *field)
{
  double number;

  return node_to_number (json_object_get_member (row->object, field), &number) ? number : NAN;
}

/**
 * fair_cfbd_integer:
 * @unknown: what to give where it is unknown, or not a whole number
 */
gint64
fair_cfbd_integer (const FairCfbdRow *row, const char *field, gint64 unknown)
{
  double number = fair_cfbd_number (row, field);

  /* Beyond 2^53 a double may have lost digits. */
  return isnan (number) || number != floor (number) || fabs (number) > 9007199254740992.0 ? unknown : (gint64) number;
}

/**
 * fair_cfbd_need_integer:
 * @out: (out):
 *
 * Returns: FALSE with an error that names row and field where there is no whole number
 */
gboolean
fair_cfbd_need_integer (const FairCfbdRow *row, const char *field, gint64 *out, GError **error)
{
  *out = fair_cfbd_integer (row, field, G_MININT64);
  return *out != G_MININT64 || bad_row (row, field, error);
}

/**
 * fair_cfbd_text:
 *
 * Returns: (transfer none) (nullable): the text; NULL also for ""
 */
const char *
fair_cfbd_text (const FairCfbdRow *row, const char *field)
{
  JsonNode *node = json_object_get_member (row->object, field);
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = json_node_get_string (node);
  return *text == '\0' ? NULL : text;
}

/**
 * fair_cfbd_need_text:
 *
 * Returns: (transfer none): the text, or NULL with an error that names row and field
 */
const char *
fair_cfbd_need_text (const FairCfbdRow *row, const char *field, GError **error)
{
  const char *text = fair_cfbd_text (row, field);

  if (text == NULL)
    bad_row (row, field, error);
  return text;
}

gboolean
fair_cfbd_boolean (const FairCfbdRow *row, const char *field)
{
  JsonNode *node = json_object_get_member (row->object, field);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

/**
 * fair_cfbd_object:
 * @out: (out): the object inside, for the getters
 *
 * Returns: whether there is one
 */
gboolean
fair_cfbd_object (const FairCfbdRow *row, const char *field, FairCfbdRow *out)
{
  JsonNode *node = json_object_get_member (row->object, field);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  *out = (FairCfbdRow) { row->endpoint, row->index, json_node_get_object (node) };
  return TRUE;
}

/**
 * fair_cfbd_array:
 *
 * Returns: (transfer none) (nullable): the array inside
 */
JsonArray *
fair_cfbd_array (const FairCfbdRow *row, const char *field)
{
  JsonNode *node = json_object_get_member (row->object, field);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}
