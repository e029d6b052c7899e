/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-csv.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FairCsvTable) table = fair_csv_parse ((const char *) data, size, &error);

  g_assert ((table == NULL) == (error != NULL));
  for (guint row = 0; table != NULL && row < table->rows->len; row++)
    g_assert (g_strv_length (table->rows->pdata[row]) == g_strv_length (table->header));
  return 0;
}
