/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairAdjustmentForm:
 *
 * Asks for one adjustment: whose, how many points, why and until when.
 */
#define FAIR_TYPE_ADJUSTMENT_FORM (fair_adjustment_form_get_type ())
G_DECLARE_FINAL_TYPE (FairAdjustmentForm, fair_adjustment_form, FAIR, ADJUSTMENT_FORM, AdwBin)

void fair_adjustment_form_present (GtkWidget *parent, FairSession *session, FairSnapshot *snapshot, guint game);

G_END_DECLS
