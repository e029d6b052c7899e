/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-prediction.h"
#include "fair-week.h"

G_BEGIN_DECLS

/**
 * FairModelFit:
 *
 * What one run made of one design of the model, from the data of one moment. It never changes: the same data, settings
 * and version give the same name and the same bytes.
 */
typedef struct
{
  char        model_id[FAIR_MODEL_ID_LENGTH + 1];
  const char *design;                           /* interned */
  char        origin[FAIR_MODEL_ID_LENGTH + 1]; /* the kept fit that it repeats; "" for one of its own */
  FairWeek    week;                             /* that was to be played next */
  gint64      made_at;                          /* UTC seconds */
  gint64      freeze;                           /* nothing that was known later went into it */
  gint64      first_result;                     /* kickoffs of the first and the last game that it learned from */
  gint64      last_result;                      /* FAIR_TIME_UNKNOWN where there is none */
  guint       n_games;                          /* that it learned from */
  guint64     seed;                             /* of what was drawn by chance for @scores */
  char       *version;                          /* of the program and the model */
  char       *data_hash;                        /* over all that it learned from */
  char       *settings;                         /* hyper-parameters, a line each */
  char       *scores;                           /* JSON: the season so far, walking forward, beside the closing line */
  GBytes     *state;                            /* nullable: what it believed of the teams */
} FairModelFit;

void fair_model_fit_clear (FairModelFit *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairModelFit, fair_model_fit_clear)

G_END_DECLS
