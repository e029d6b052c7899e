/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-pick.h"
#include "fair-store.h"

G_BEGIN_DECLS

#define FAIR_HASH_LENGTH 64 /* hexadecimal digits of a SHA-256 */

/**
 * FairPublication:
 *
 * One published picks table. It can never be changed: a rerun adds a version. Its content hash covers the picks, its
 * chain hash also the chain hash of the publication before it, so that nothing can be altered, left out or put in
 * between unnoticed.
 */
typedef struct
{
  gint64   id;
  FairWeek week;
  gboolean replay; /* made afterwards at the week's own freezes */
  int      version;
  gint64   frozen_at;
  gint64   published_at;
  char     model_id[16];
  guint    n_picks;
  char     content_hash[FAIR_HASH_LENGTH + 1];
  char     previous_hash[FAIR_HASH_LENGTH + 1]; /* empty for the first */
  char     chain_hash[FAIR_HASH_LENGTH + 1];
} FairPublication;

gboolean fair_store_publish           (FairStore *self, FairPublication *publication, const FairPick *picks, guint n,
                                       const char *policy, const char *unadjusted, GError **error);
char    *fair_store_get_policy        (FairStore *self, gint64 publication, GError **error);
GArray  *fair_store_list_publications (FairStore *self, GError **error);
gboolean fair_store_find_live         (FairStore *self, const FairWeek *week, FairPublication *out, gboolean *found,
                                       GError **error);
GArray  *fair_store_load_picks        (FairStore *self, gint64 publication, GError **error);
GArray  *fair_store_load_record       (FairStore *self, GError **error);
gboolean fair_store_put_results       (FairStore *self, const FairSettledPick *picks, guint n, gint64 now,
                                       guint *n_changed, GError **error);
gboolean fair_store_verify_ledger     (FairStore *self, guint *n_publications, GError **error);

G_END_DECLS
