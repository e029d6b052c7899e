/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-clock.h"
#include "fair-paths.h"
#include "fair-policy.h"
#include "fair-settings.h"

G_BEGIN_DECLS

/**
 * FairProfile:
 *
 * Everything a job has to know of where and for whom it works. It is filled once and then only read.
 */
typedef struct
{
  FairPaths    *paths;
  FairClock    *clock;
  FairSettings *settings;
  char         *api_url; /* nullable: the real API */
  char         *key;     /* nullable: of the API */
  gboolean      demo;    /* the invented league */
  gboolean      unattended;  /* nobody is there: who wants to know is told by mail */
  gboolean      sparing;     /* on battery or a metered network: what can wait does */
  gboolean      use_reserve; /* spend the calls that are kept in reserve, too */
} FairProfile;

FairProfile *fair_profile_new         (void);
gboolean     fair_profile_open        (FairProfile *self, const char *data_dir, gboolean demo, GError **error);
void         fair_profile_free        (FairProfile *self);
FairPolicy  *fair_profile_load_policy (const FairProfile *self);
char        *fair_profile_print_policy (const FairProfile *self);
GStrv        fair_profile_folders     (const FairProfile *self);
char        *fair_profile_outbox      (const FairProfile *self);
gboolean     fair_profile_find_key    (FairProfile *self, GError **error);
void         fair_profile_forget_key  (FairProfile *self);
gboolean     fair_profile_needs_key   (const FairProfile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairProfile, fair_profile_free)

G_END_DECLS
