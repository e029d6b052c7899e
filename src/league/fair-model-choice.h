/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-prediction.h"

G_BEGIN_DECLS

typedef enum
{
  FAIR_CHOICE_PROMOTE,  /* a design becomes the champion */
  FAIR_CHOICE_ROLLBACK, /* a kept fit is used instead of the champion's newest */
  FAIR_CHOICE_RESUME,   /* no longer */
} FairChoiceKind;

/**
 * FairModelChoice:
 *
 * A person's decision which model's predictions are published. The newest decides.
 */
typedef struct
{
  gint64         id;
  gint64         made_at; /* UTC seconds */
  FairChoiceKind kind;
  const char    *design;                             /* interned: whose predictions are published from then on */
  char           model_id[FAIR_MODEL_ID_LENGTH + 1]; /* the kept fit of a rollback; else "" */
  char          *reason;
} FairModelChoice;

void        fair_model_choice_clear    (FairModelChoice *self);
const char *fair_choice_kind_to_string (FairChoiceKind kind);
gboolean    fair_choice_kind_parse     (const char *text, FairChoiceKind *out);

G_END_DECLS
