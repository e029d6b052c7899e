/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-design.h"
#include "fair-prediction.h"
#include "fair-progress.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FairForecastRequest:
 *
 * A game to be predicted with what was known at a freeze.
 */
typedef struct
{
  guint  game; /* index in the book */
  gint64 freeze; /* UTC seconds */
} FairForecastRequest;

/**
 * FairModelCache:
 *
 * Where hyper-parameters are kept between runs, since they are dear to estimate. They can always be estimated again, to
 * the same bytes.
 */
typedef struct
{
  char  *(*load) (const char *key, gpointer data); /* transfer full; NULL unknown */
  void   (*save) (const char *key, const char *text, gpointer data);
  gpointer data;
} FairModelCache;

/**
 * FairForecastOptions:
 *
 * How a forecast is made. NULL stands for all fields 0: the full design on all that was known.
 */
typedef struct
{
  FairDesign            design;
  gint64                until; /* UTC seconds: results and statistics known later are left out; 0: none is */
  const FairModelCache *cache; /* nullable: where estimates are kept */
} FairForecastOptions;

typedef struct _FairForecast FairForecast;

/**
 * FairDatedRating:
 *
 * A team's rating as it was at one freeze.
 */
typedef struct
{
  gint64     freeze; /* UTC seconds */
  FairWeek   week;   /* that was to be played next */
  guint      rank;   /* 1 is the best */
  FairRating rating;
} FairDatedRating;

FairForecast         *fair_forecast_run         (const FairBook *book, const FairForecastRequest *requests,
                                                 guint n_requests, const FairForecastOptions *options,
                                                 FairProgress *progress, GCancellable *cancellable, GError **error);
GArray               *fair_forecast_history     (const FairBook *book, int from, gint64 until,
                                                 const FairModelCache *cache, GCancellable *cancellable,
                                                 GError **error);
void                  fair_forecast_free        (FairForecast *self);
const FairPrediction *fair_forecast_predictions (const FairForecast *self, guint *n);
const FairRating     *fair_forecast_ratings     (const FairForecast *self, guint *n);
const char           *fair_forecast_model_id    (const FairForecast *self);
const char           *fair_forecast_settings    (const FairForecast *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairForecast, fair_forecast_free)

G_END_DECLS
