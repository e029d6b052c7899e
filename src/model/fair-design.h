/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairDesign:
 *
 * A way to build a model out of a book.
 */
typedef enum
{
  FAIR_DESIGN_FULL,   /* scores, efficiency statistics, rosters, and a regression on the matchup */
  FAIR_DESIGN_SCORES, /* scores and rosters alone; the backup where statistics are missing or late */
  FAIR_N_DESIGNS
} FairDesign;

const char *fair_design_to_string   (FairDesign design);
const char *fair_design_describe    (FairDesign design);
gboolean    fair_design_from_string (const char *text, FairDesign *out, GError **error);

G_END_DECLS
