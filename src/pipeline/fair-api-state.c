/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-api-state.h"

#include "fair-clock.h"
#include "fair-store-model.h"

#define KEY "api"

/* In the order of the members; no problem is the empty text. */
#define FORMAT "(xixbs)"

/**
 * fair_api_state_load:
 * @out: (out): to be cleared; nothing is known in it where nothing is kept
 */
gboolean
fair_api_state_load (FairStore *store, FairApiState *out, GError **error)
{
  GError *failure = NULL;
  g_autofree char *text = fair_store_get_cached (store, KEY, &failure);
  g_autoptr (GVariant) kept = text == NULL ? NULL : g_variant_parse (G_VARIANT_TYPE (FORMAT), text, NULL, NULL, NULL);

  *out = (FairApiState) { .at = FAIR_TIME_UNKNOWN, .calls_left = -1, .calls_at = FAIR_TIME_UNKNOWN };
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (kept == NULL)
    return TRUE;
  g_variant_get (kept, FORMAT, &out->at, &out->calls_left, &out->calls_at, &out->key_refused, &out->problem);
  if (*out->problem == '\0')
    g_clear_pointer (&out->problem, g_free);
  return TRUE;
}

/**
 * fair_api_state_save:
 * @store: a writing connection
 */
gboolean
fair_api_state_save (FairStore *store, const FairApiState *state, GError **error)
{
  g_autoptr (GVariant) kept
    = g_variant_ref_sink (g_variant_new (FORMAT, state->at, state->calls_left, state->calls_at, state->key_refused,
                                         state->problem == NULL ? "" : state->problem));
  g_autofree char *text = g_variant_print (kept, FALSE);

  return fair_store_put_cached (store, KEY, text, state->at, error);
}

void
fair_api_state_clear (FairApiState *self)
{
  g_clear_pointer (&self->problem, g_free);
}
