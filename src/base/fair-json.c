/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-json.h"

#include "fair-clock.h"

#include <math.h>

void
fair_json_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, text);
}

void
fair_json_integer (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

/**
 * fair_json_number:
 * @number: NaN and infinities become null
 */
void
fair_json_number (JsonBuilder *builder, const char *name, double number)
{
  json_builder_set_member_name (builder, name);
  if (isfinite (number))
    json_builder_add_double_value (builder, number);
  else
    json_builder_add_null_value (builder);
}

void
fair_json_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/**
 * fair_json_time:
 * @time: UTC seconds; unknown becomes null
 */
void
fair_json_time (JsonBuilder *builder, const char *name, gint64 time)
{
  g_autofree char *text = fair_time_format (time);

  fair_json_text (builder, name, time == FAIR_TIME_UNKNOWN ? NULL : text);
}

/**
 * fair_json_finish:
 * @builder: a complete document
 * @pretty: for people
 *
 * Returns: (transfer full): its text
 */
char *
fair_json_finish (JsonBuilder *builder, gboolean pretty)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, pretty);
  return json_generator_to_data (generator, NULL);
}
