/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FairSettings:
 *
 * What a person chose, never a secret. Keys, types, ranges and defaults are those of the GSettings schema
 * io.github.faircatch.FairCatch. The session's settings are used, or, for a data folder named by hand and where the
 * session has no lasting settings, a key file that is re-read and written under a file lock, so that two processes
 * lose nothing.
 */
#define FAIR_TYPE_SETTINGS (fair_settings_get_type ())
G_DECLARE_FINAL_TYPE (FairSettings, fair_settings, FAIR, SETTINGS, GObject)

FairSettings *fair_settings_new             (const char *key_file, GError **error);
GVariant     *fair_settings_get             (FairSettings *self, const char *key);
gboolean      fair_settings_set             (FairSettings *self, const char *key, GVariant *value, GError **error);
int           fair_settings_get_int         (FairSettings *self, const char *key);
double        fair_settings_get_double      (FairSettings *self, const char *key);
gboolean      fair_settings_get_boolean     (FairSettings *self, const char *key);
char         *fair_settings_get_string      (FairSettings *self, const char *key);
GStrv         fair_settings_get_strv        (FairSettings *self, const char *key);
double        fair_settings_get_number      (FairSettings *self, const char *key);
gboolean      fair_settings_set_number      (FairSettings *self, const char *key, double number, GError **error);

GStrv         fair_settings_list            (FairSettings *self);
gboolean      fair_settings_has             (FairSettings *self, const char *key);
char         *fair_settings_get_text        (FairSettings *self, const char *key);
gboolean      fair_settings_set_text        (FairSettings *self, const char *key, const char *text, GError **error);
gboolean      fair_settings_reset           (FairSettings *self, const char *key, GError **error);

char         *fair_settings_to_text         (FairSettings *self);
char         *fair_settings_print           (FairSettings *self, const char *const *keys);
gboolean      fair_settings_from_text       (FairSettings *self, const char *text, GError **error);
gboolean      fair_settings_replace         (FairSettings *self, const char *text, GError **error);
GVariant     *fair_settings_save_own        (FairSettings *self);
gboolean      fair_settings_put_back_own    (FairSettings *self, GVariant *own, GError **error);

char         *fair_settings_get_summary     (FairSettings *self, const char *key);
char         *fair_settings_get_description (FairSettings *self, const char *key);
gboolean      fair_settings_get_range       (FairSettings *self, const char *key, double *min, double *max);

G_END_DECLS
