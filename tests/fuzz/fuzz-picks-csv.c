/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-picks-csv.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) csv = g_bytes_new_static (data, size);
  g_autoptr (GArray) picks = fair_picks_from_csv (csv, &error);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GArray) same = NULL;

  g_assert ((picks == NULL) == (error != NULL));
  if (picks == NULL)
    return 0;
  /* What was read can be written, and read again. */
  again = fair_picks_to_csv ((FairPick *) (gpointer) picks->data, picks->len);
  same = fair_picks_from_csv (again, &error);
  g_assert_no_error (error);
  g_assert (same->len == picks->len);
  return 0;
}
