/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairAdjustmentList:
 *
 * What a person knows of one game and the model does not: the adjustments in force, and a way to add one or to withdraw it.
 */
#define FAIR_TYPE_ADJUSTMENT_LIST (fair_adjustment_list_get_type ())
G_DECLARE_FINAL_TYPE (FairAdjustmentList, fair_adjustment_list, FAIR, ADJUSTMENT_LIST, AdwBin)

void fair_adjustment_list_show (FairAdjustmentList *self, FairSession *session, FairSnapshot *snapshot, guint game);

G_END_DECLS
