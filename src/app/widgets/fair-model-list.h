/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairModelList:
 *
 * The newest of the kept models, which of them is used, and the way to last week's and back.
 */
#define FAIR_TYPE_MODEL_LIST (fair_model_list_get_type ())
G_DECLARE_FINAL_TYPE (FairModelList, fair_model_list, FAIR, MODEL_LIST, AdwBin)

void fair_model_list_show (FairModelList *self, FairSession *session, FairSnapshot *snapshot);

G_END_DECLS
