/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cfbd-decode.h"
#include "fair-cfbd-row-private.h"

#include "fair-clock.h"
#include "fair-error.h"

#include <glib/gi18n-lib.h>

/**
 * fair_cfbd_decode_info:
 * @out: (out): what the API says of the key
 *
 * Returns: FALSE with %FAIR_ERROR_BAD_DATA where the answer is neither an object nor null
 */
gboolean
fair_cfbd_decode_info (GBytes *body, FairCfbdInfo *out, GError **error)
{
  g_autoptr (JsonNode) root = fair_cfbd_parse (_("the account"), body, error);
  FairCfbdRow row = { "info", 0, NULL };
  const char *reset;

  *out = (FairCfbdInfo) { FALSE, -1, "", -1, -1, FAIR_TIME_UNKNOWN };
  if (root == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_NULL (root))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                   _("The API's answer about the account has an unknown shape; look for an update of Fair Catch."));
      return FALSE;
    }
  row.object = json_node_get_object (root);
  out->known = TRUE;
  out->patron_level = fair_cfbd_integer (&row, "patronLevel", -1);
  out->monthly_limit = fair_cfbd_integer (&row, "monthlyLimit", -1);
  out->remaining_calls = fair_cfbd_integer (&row, "remainingCalls", -1);
  if (fair_cfbd_text (&row, "tierName") != NULL)
    g_strlcpy (out->tier, fair_cfbd_text (&row, "tierName"), sizeof out->tier);
  reset = fair_cfbd_text (&row, "resetAt");
  if (reset != NULL && !fair_time_parse (reset, &out->reset_at, NULL))
    out->reset_at = FAIR_TIME_UNKNOWN;
  return TRUE;
}
