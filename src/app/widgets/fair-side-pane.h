/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-settings.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FairSidePane:
 *
 * Something and, when it is open, something about it: beside it, or under it where there is little room. How the room
 * is shared is remembered. Properties: `main` and `side`, the two widgets.
 */
#define FAIR_TYPE_SIDE_PANE (fair_side_pane_get_type ())
G_DECLARE_FINAL_TYPE (FairSidePane, fair_side_pane, FAIR, SIDE_PANE, GtkWidget)

void     fair_side_pane_remember (FairSidePane *self, FairSettings *settings, const char *key);
void     fair_side_pane_set_open (FairSidePane *self, gboolean open);
gboolean fair_side_pane_is_open  (FairSidePane *self);

G_END_DECLS
