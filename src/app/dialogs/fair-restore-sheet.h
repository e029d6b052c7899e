/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FairRestoreSheet:
 *
 * Guides through the restore of a backup: which one, whether it is whole and what is in it, and what becomes of what it
 * replaces. Nothing is changed before the last click.
 */
#define FAIR_TYPE_RESTORE_SHEET (fair_restore_sheet_get_type ())
G_DECLARE_FINAL_TYPE (FairRestoreSheet, fair_restore_sheet, FAIR, RESTORE_SHEET, AdwBin)

void fair_restore_sheet_present (GtkWidget *parent, FairSession *session);

G_END_DECLS
