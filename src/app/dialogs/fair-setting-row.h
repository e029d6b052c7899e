/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-settings.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairSettingNumber:
 *
 * How a number among the settings is shown: @scale of what is stored make one of what is shown.
 */
typedef struct
{
  const char *key;
  double      step;
  guint       digits;
  double      scale;    /* 0: shown as it is stored */
  const char *subtitle; /* nullable: instead of the schema's description */
} FairSettingNumber;

/**
 * FairSettingChoice:
 *
 * One value of an enumerated setting; a list of them ends with one without a nick.
 */
typedef struct
{
  const char *nick;
  const char *label;
} FairSettingChoice;

/* Whether @value can be meant. */
typedef gboolean (*FairSettingCheck) (GVariant *value, GError **error);

GtkWidget *fair_setting_row_new_number   (FairSettings *settings, const FairSettingNumber *number);
GtkWidget *fair_setting_row_new_switch   (FairSettings *settings, const char *key);
GtkWidget *fair_setting_row_new_text     (FairSettings *settings, const char *key, FairSettingCheck check);
GtkWidget *fair_setting_row_new_choice   (FairSettings *settings, const char *key, const FairSettingChoice *choices,
                                          GtkWidget **list);
void       fair_setting_row_tell         (GtkWidget *widget, const char *message);
void       fair_setting_row_ignore_wheel (GtkWidget *spin);

G_END_DECLS
