/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-adjustment.h"
#include "fair-store.h"

G_BEGIN_DECLS

gboolean fair_store_add_adjustment      (FairStore *self, FairAdjustment *adjustment, GError **error);
gboolean fair_store_withdraw_adjustment (FairStore *self, gint64 id, gint64 now, GError **error);
GArray  *fair_store_list_adjustments    (FairStore *self, GError **error);

gboolean fair_store_put_unadjusted      (FairStore *self, gint64 publication, const char *picks, GError **error);
char    *fair_store_get_unadjusted      (FairStore *self, gint64 publication, GError **error);
GArray  *fair_store_list_unadjusted     (FairStore *self, GError **error);

G_END_DECLS
