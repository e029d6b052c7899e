/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void  fair_json_text    (JsonBuilder *builder, const char *name, const char *text);
void  fair_json_integer (JsonBuilder *builder, const char *name, gint64 number);
void  fair_json_number  (JsonBuilder *builder, const char *name, double number);
void  fair_json_boolean (JsonBuilder *builder, const char *name, gboolean value);
void  fair_json_time    (JsonBuilder *builder, const char *name, gint64 time);
char *fair_json_finish  (JsonBuilder *builder, gboolean pretty);

G_END_DECLS
