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

/**
 * fair_error_note:
 * @notes: (nullable) (element-type utf8): gets the error's sentence
 * @error: (transfer full) (nullable): of something that must not stop what goes on around it
 *
 * Returns: whether there was no error
 */
gboolean
fair_error_note (GPtrArray *notes, GError *error)
{
  if (error == NULL)
    return TRUE;
  if (notes != NULL)
    g_ptr_array_add (notes, g_strdup (error->message));
  g_error_free (error);
  return FALSE;
}
