/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-error.h"

G_DEFINE_QUARK (fair-error-quark, fair_error)

/**
 * fair_error_exit_code:
 * @error: (nullable): how a command ended
 *
 * Returns: the exit code that the command line promises: 0 done, 1 failed, 2 wrong usage, 4 refused. 3 (done but
 *   degraded) is not an error and is decided by the caller.
 */
int
fair_error_exit_code (const GError *error)
{
  if (error == NULL)
    return 0;
  if (error->domain == G_OPTION_ERROR || g_error_matches (error, FAIR_ERROR, FAIR_ERROR_USAGE))
    return 2;
  if (g_error_matches (error, FAIR_ERROR, FAIR_ERROR_REFUSED))
    return 4;
  return 1;
}
