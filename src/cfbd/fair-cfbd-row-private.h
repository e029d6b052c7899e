/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * FairCfbdRow:
 *
 * One object of an answer, and where it stands, for messages. The getters take integers, doubles and numeric strings
 * alike, and null, a missing key and "" alike for "unknown": the API sends all of them.
 */
typedef struct
{
  const char *endpoint;
  guint       index;
  JsonObject *object;
} FairCfbdRow;

/**
 * FairCfbdRowFunc:
 *
 * Decodes one row into @into; FALSE with an error spoils the whole answer.
 */
typedef gboolean (*FairCfbdRowFunc) (const FairCfbdRow *row, gpointer into, GError **error);

JsonNode   *fair_cfbd_parse          (const char *endpoint, GBytes *body, GError **error);
gboolean    fair_cfbd_for_each_row   (const char *endpoint, GBytes *body, FairCfbdRowFunc func, gpointer into,
                                      GError **error);

gboolean    fair_cfbd_need_integer   (const FairCfbdRow *row, const char *field, gint64 *out, GError **error);
const char *fair_cfbd_need_text      (const FairCfbdRow *row, const char *field, GError **error);
gint64      fair_cfbd_integer        (const FairCfbdRow *row, const char *field, gint64 unknown);
double      fair_cfbd_number         (const FairCfbdRow *row, const char *field);
const char *fair_cfbd_text           (const FairCfbdRow *row, const char *field);
gboolean    fair_cfbd_boolean        (const FairCfbdRow *row, const char *field);
gboolean    fair_cfbd_object         (const FairCfbdRow *row, const char *field, FairCfbdRow *out);
JsonArray  *fair_cfbd_array          (const FairCfbdRow *row, const char *field);

G_END_DECLS
