/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-design.h"

#include "fair-error.h"

#include <glib/gi18n-lib.h>

static const char *const names[FAIR_N_DESIGNS] = {
  [FAIR_DESIGN_FULL] = "full",
  [FAIR_DESIGN_SCORES] = "scores",
};

const char *
fair_design_to_string (FairDesign design)
{
  return names[design];
}

/**
 * fair_design_describe:
 *
 * Returns: (transfer none): what it is, one sentence for a person
 */
const char *
fair_design_describe (FairDesign design)
{
  static const char *const sentences[FAIR_N_DESIGNS] = {
    [FAIR_DESIGN_FULL] = N_("It learns from scores, efficiency statistics and rosters, and corrects for what those miss."),
    [FAIR_DESIGN_SCORES] = N_("It learns from scores and rosters alone, and stands in where statistics are missing."),
  };

  return _(sentences[design]);
}

/**
 * fair_design_from_string:
 *
 * Returns: FALSE with %FAIR_ERROR_USAGE where no design has that name
 */
gboolean
fair_design_from_string (const char *text, FairDesign *out, GError **error)
{
  for (FairDesign design = 0; design < FAIR_N_DESIGNS; design++)
    if (g_strcmp0 (text, names[design]) == 0)
      {
        *out = design;
        return TRUE;
      }
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_USAGE,
               _("“%s” is no design of a model; the designs are “full” and “scores”."), text == NULL ? "" : text);
  return FALSE;
}
