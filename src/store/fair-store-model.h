/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-prediction.h"
#include "fair-store.h"

G_BEGIN_DECLS

char    *fair_store_get_cached       (FairStore *self, const char *key, GError **error);
gboolean fair_store_put_cached       (FairStore *self, const char *key, const char *text, gint64 now, GError **error);

gboolean fair_store_put_predictions  (FairStore *self, const char *model_id, const FairPrediction *predictions, guint n,
                                      gint64 now, GError **error);
GArray  *fair_store_load_predictions (FairStore *self, const char *model_id, GError **error);
GArray  *fair_store_load_game_predictions (FairStore *self, gint64 game_id, const char *model_id, GError **error);
GArray  *fair_store_load_published_predictions (FairStore *self, gint64 from, GError **error);
gboolean fair_store_put_ratings      (FairStore *self, const char *model_id, gint64 frozen_at,
                                      const FairRating *ratings, guint n, GError **error);
GArray  *fair_store_load_ratings     (FairStore *self, gint64 *frozen_at, char **model_id, GError **error);

G_END_DECLS
