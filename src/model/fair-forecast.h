/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fair-prediction.h"
#include "fair-progress.h"
#include "fair-view.h"

G_BEGIN_DECLS

/**
 * FairForecastRequest:
 *
 * One game to predict, as it looks at one moment.
 */
typedef struct
{
  guint  game;   /* its index in the book */
  gint64 freeze; /* UTC seconds */
} FairForecastRequest;

/**
 * FairModelCache:
 * @load: (nullable): the text kept under a key, or %NULL where there is none
 * @save: (nullable): keeps a text under a key
 *
 * Where fitted settings are kept between runs. A key names all that the text depends on, so a text never goes stale.
 * Both functions are called on the thread that runs the forecast.
 */
typedef struct
{
  char *(*load) (const char *key, gpointer data);
  void (*save) (const char *key, const char *text, gpointer data);
  gpointer data;
} FairModelCache;

/**
 * FairForecast:
 *
 * What the model says of many games, each at its own freeze.
 */
typedef struct _FairForecast FairForecast;

FairForecast         *fair_forecast_run         (const FairBook            *book,
                                                 const FairForecastRequest *requests,
                                                 guint                      n_requests,
                                                 const FairModelCache      *cache,
                                                 FairProgress              *progress,
                                                 GCancellable              *cancellable,
                                                 GError                   **error);
void                  fair_forecast_free        (FairForecast *self);
const FairPrediction *fair_forecast_predictions (const FairForecast *self, guint *n);
const FairRating     *fair_forecast_ratings     (const FairForecast *self, guint *n);
const char           *fair_forecast_model_id    (const FairForecast *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairForecast, fair_forecast_free)

G_END_DECLS
