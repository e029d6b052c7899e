/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-week-choice.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairWeekChooser:
 *
 * Season and week, to be chosen from those that there are, with one step back and forth. Signal `chosen ()` when the
 * person took another one.
 */
#define FAIR_TYPE_WEEK_CHOOSER (fair_week_chooser_get_type ())
G_DECLARE_FINAL_TYPE (FairWeekChooser, fair_week_chooser, FAIR, WEEK_CHOOSER, AdwBin)

void                  fair_week_chooser_set_choices (FairWeekChooser *self, GArray *choices, guint chosen);
const FairWeekChoice *fair_week_chooser_get_chosen  (FairWeekChooser *self);

G_END_DECLS
