/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-model-choice.h"
#include "fair-model-fit.h"
#include "fair-store.h"

G_BEGIN_DECLS

gboolean fair_store_put_fit      (FairStore *self, const FairModelFit *fit, gboolean *added, GError **error);
gboolean fair_store_get_fit      (FairStore *self, const char *model_id, FairModelFit *out, gboolean *found,
                                  GError **error);
GArray  *fair_store_list_fits    (FairStore *self, GError **error);
gboolean fair_store_prune_fits   (FairStore *self, guint keep, guint *n_pruned, GError **error);

gboolean fair_store_put_choice   (FairStore *self, const FairModelChoice *choice, GError **error);
GArray  *fair_store_list_choices (FairStore *self, GError **error);

G_END_DECLS
