/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairNames:
 *
 * From a team's name, in any spelling the API uses, to its id. Accents, apostrophes, ampersands, case and spaces do
 * not matter ("San José State" = "San Jose State"). A name that two teams share maps to neither, unless one of them
 * has it as its school's name.
 */
typedef struct _FairNames FairNames;

FairNames *fair_names_new           (void);
FairNames *fair_names_ref           (FairNames *self);
void       fair_names_unref         (FairNames *self);
void       fair_names_add           (FairNames *self, const char *school, gint64 id);
void       fair_names_add_alternate (FairNames *self, const char *name, gint64 id);
gint64     fair_names_lookup        (const FairNames *self, const char *name);
char      *fair_names_fold          (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairNames, fair_names_unref)

G_END_DECLS
