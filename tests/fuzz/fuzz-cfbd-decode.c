/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cfbd-decode.h"
#include "fuzz.h"

/* An answer is taken whole or refused whole, with an error that says why. */
static void
take (GArray *records, GError **error)
{
  g_autoptr (GArray) array = records;

  g_assert ((array == NULL) == (*error != NULL));
  g_clear_error (error);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) body = g_bytes_new_static (data, size);
  g_autoptr (FairNames) names = fair_names_new ();
  g_autoptr (FairRefusals) refusals = fair_refusals_new ();
  const FairCfbdEndpoint values[] = { FAIR_CFBD_TALENT, FAIR_CFBD_RECRUITING, FAIR_CFBD_RETURNING, FAIR_CFBD_SP };
  FairCfbdInfo info;
  GError *error = NULL;

  fair_names_add (names, "Alabama", 333);
  fair_names_add (names, "San José State", 23);
  take (fair_cfbd_decode_games (body, refusals, &error), &error);
  take (fair_cfbd_decode_lines (body, 1700000000, NULL, refusals, &error), &error);
  take (fair_cfbd_decode_stats (body, names, refusals, &error), &error);
  take (fair_cfbd_decode_teams (body, 2023, refusals, &error), &error);
  take (fair_cfbd_decode_venues (body, refusals, &error), &error);
  take (fair_cfbd_decode_calendar (body, refusals, &error), &error);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    take (fair_cfbd_decode_values (values[i], body, names, refusals, &error), &error);
  g_assert (fair_cfbd_decode_info (body, &info, &error) == (error == NULL));
  g_clear_error (&error);
  return 0;
}
