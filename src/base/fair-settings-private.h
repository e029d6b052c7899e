/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-settings.h"

G_BEGIN_DECLS

/* Of a settings file. */
#define FAIR_SETTINGS_GROUP "io/github/faircatch/FairCatch"

GSettingsSchema *fair_settings_get_schema     (FairSettings *self);
GVariant        *fair_settings_get_user_value (FairSettings *self, const char *key);
gboolean         fair_settings_change         (FairSettings *self, GHashTable *values, GError **error);

G_END_DECLS
