/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-design.h"
#include "fair-store-fits.h"

G_BEGIN_DECLS

/**
 * FairModelRegistry:
 *
 * The kept models and who was chosen of them. The champion is the design whose predictions are published, the others
 * are challengers, which predict in the shadow. Until people choose, the champion is the full design.
 */
typedef struct
{
  GArray                *fits;     /* of FairModelFit, newest freeze first */
  GArray                *choices;  /* of FairModelChoice, oldest first */
  FairDesign             champion;
  const FairModelChoice *rollback; /* nullable: that is in force */
  const FairModelFit    *kept;     /* nullable: the fit it names */
} FairModelRegistry;

/**
 * FairFitHeadline:
 *
 * The first numbers of a fit's scores: its season so far beside the closing line. NaN where nothing was over yet.
 */
typedef struct
{
  guint  n;
  double margin_mae;
  double margin_close_mae;
  double total_mae;
  double total_close_mae;
} FairFitHeadline;

FairModelRegistry  *fair_model_registry_load      (FairStore *store, GError **error);
FairModelRegistry  *fair_model_registry_load_at   (FairStore *store, gint64 as_of, GError **error);
void                fair_model_registry_free      (FairModelRegistry *self);
const FairModelFit *fair_model_registry_find      (const FairModelRegistry *self, const char *model_id);
const FairModelFit *fair_model_registry_newest    (const FairModelRegistry *self);
const FairModelFit *fair_model_registry_last_week (const FairModelRegistry *self, gint64 now);
gboolean            fair_model_registry_check     (const FairModelRegistry *self, GError **error);
gboolean            fair_model_registry_publishes (const FairModelRegistry *self, const FairModelFit *fit);
FairFitHeadline     fair_fit_headline             (const FairModelFit *fit);

char *fair_model_rollback (FairStore *store, const char *model_id, gint64 now, GError **error);
char *fair_model_resume   (FairStore *store, gint64 now, GError **error);
char *fair_model_promote  (FairStore *store, FairDesign design, const char *reason, gint64 now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairModelRegistry, fair_model_registry_free)

G_END_DECLS
