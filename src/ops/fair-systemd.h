/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairSystemdUnits:
 *
 * What the person's own systemd is to start.
 */
typedef struct
{
  const char *program;  /* full path of fair */
  const char *data_dir; /* nullable: the person's own */
} FairSystemdUnits;

char    *fair_systemd_folder       (void);
gboolean fair_systemd_install      (const char *folder, const FairSystemdUnits *units, GError **error);
gboolean fair_systemd_remove       (const char *folder, const FairSystemdUnits *units, GError **error);
gboolean fair_systemd_is_installed (const char *folder, const FairSystemdUnits *units);
gboolean fair_systemd_reload       (gboolean start);

G_END_DECLS
