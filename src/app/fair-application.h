/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FAIR_APPLICATION_ID "io.github.faircatch.FairCatch"

/**
 * FairApplication:
 *
 * The program behind the window: its options, its actions, and which data folder is open.
 */
#define FAIR_TYPE_APPLICATION (fair_application_get_type ())
G_DECLARE_FINAL_TYPE (FairApplication, fair_application, FAIR, APPLICATION, AdwApplication)

FairApplication *fair_application_new (void);

G_END_DECLS
