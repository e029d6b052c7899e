/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairEmergencySheet:
 *
 * What to do when something fails: three checklists, ticked where the program can see that a step is done, with a button
 * for each step that one button can do; and the incident log.
 */
#define FAIR_TYPE_EMERGENCY_SHEET (fair_emergency_sheet_get_type ())
G_DECLARE_FINAL_TYPE (FairEmergencySheet, fair_emergency_sheet, FAIR, EMERGENCY_SHEET, AdwBin)

void fair_emergency_sheet_present (GtkWidget *parent, FairSession *session);

G_END_DECLS
