/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-record.h"

#include "fair-settlement.h"
#include "fair-store-ledger.h"

/**
 * fair_record_picks_of:
 *
 * Returns: (transfer full) (element-type FairPick): what is picked live of @week by the versions that count, or NULL with an
 *   error
 */
GArray *
fair_record_picks_of (FairStore *store, const FairWeek *week, GError **error)
{
  g_autoptr (GArray) record = fair_store_load_record (store, error);
  GArray *picks = record == NULL ? NULL : g_array_new (FALSE, FALSE, sizeof (FairPick));

  for (guint i = 0; record != NULL && i < record->len; i++)
    {
      const FairSettledPick *row = &g_array_index (record, FairSettledPick, i);

      if (!row->replay && row->pick.is_pick && fair_week_compare (&row->pick.week, week) == 0)
        g_array_append_val (picks, row->pick);
    }
  return picks;
}

/**
 * fair_record_settle:
 * @book: with the results
 * @now: UTC seconds; only what was known then counts
 * @n_changed: (out): rows that are settled newly, or otherwise since a score was corrected
 *
 * Settles all published picks whose games are over.
 */
gboolean
fair_record_settle (FairStore *store, const FairBook *book, gint64 now, guint *n_changed, GError **error)
{
  g_autoptr (GArray) record = fair_store_load_record (store, error);
  guint n = 0;

  if (record == NULL)
    return FALSE;
  for (guint i = 0; i < record->len; i++)
    {
      FairSettledPick settled = g_array_index (record, FairSettledPick, i);

      if (fair_settle_pick (book, now, &settled))
        g_array_index (record, FairSettledPick, n++) = settled;
    }
  return fair_store_put_results (store, (const FairSettledPick *) (gpointer) record->data, n, now, n_changed, error);
}
