/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-judgement.h"

#include "fair-adjust.h"
#include "fair-performance.h"
#include "fair-picks-csv.h"
#include "fair-settlement.h"
#include "fair-store-adjustments.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/**
 * fair_judgement_price:
 * @predictions: the model's own
 * @without: (out) (transfer full) (nullable): the picks without any adjustment; NULL where none was in force
 *
 * Prices games with what a person has added to the model's opinion.
 *
 * Returns: (transfer full) (element-type FairPick): the picks
 */
GArray *
fair_judgement_price (FairStore *store, const FairPriceTerms *terms, const FairPrediction *predictions, guint n,
                      GArray **without, GError **error)
{
  g_autoptr (GArray) adjustments = fair_store_list_adjustments (store, error);
  g_autofree FairPrediction *adjusted = g_memdup2 (predictions, n * sizeof *predictions);

  *without = NULL;
  if (adjustments == NULL)
    return NULL;
  if (fair_adjust_predictions (terms->book, (const FairAdjustment *) (gpointer) adjustments->data, adjustments->len,
                               adjusted, n) > 0)
    *without = fair_price_games (terms, predictions, n);
  return fair_price_games (terms, adjusted, n);
}

static const FairPick *
find_pick (const GArray *picks, const FairPick *like)
{
  for (guint i = 0; i < picks->len; i++)
    {
      const FairPick *pick = &g_array_index (picks, FairPick, i);

      if (pick->game_id == like->game_id && pick->market == like->market)
        return pick;
    }
  return NULL;
}

/* The rows of the record that one publication made, and their counterparts. */
static void
pair_rows (FairJudgement *self, const FairBook *book, gint64 now, const GArray *record, gint64 publication,
           const GArray *picks)
{
  for (guint i = 0; i < record->len; i++)
    {
      const FairSettledPick *row = &g_array_index (record, FairSettledPick, i);
      FairSettledPick other = { .publication = publication, .outcome = FAIR_OUTCOME_OPEN, .closing_line_value = NAN };
      const FairPick *pick = row->publication == publication ? find_pick (picks, &row->pick) : NULL;

      if (pick == NULL)
        continue;
      other.pick = *pick;
      fair_settle_pick (book, now, &other);
      g_array_append_val (self->with, *row);
      g_array_append_val (self->without, other);
    }
}

/**
 * fair_judgement_judge:
 * @now: UTC seconds; only results that were known then count
 * @record: (element-type FairSettledPick): the whole record
 *
 * Returns: (transfer full): two empty lists where there never was an adjustment
 */
FairJudgement *
fair_judgement_judge (FairStore *store, const FairBook *book, gint64 now, const GArray *record, GError **error)
{
  g_autoptr (FairJudgement) self = g_new0 (FairJudgement, 1);
  g_autoptr (GArray) publications = fair_store_list_unadjusted (store, error);

  self->with = g_array_new (FALSE, FALSE, sizeof (FairSettledPick));
  self->without = g_array_new (FALSE, FALSE, sizeof (FairSettledPick));
  for (guint i = 0; publications != NULL && i < publications->len; i++)
    {
      gint64 publication = g_array_index (publications, gint64, i);
      g_autofree char *csv = fair_store_get_unadjusted (store, publication, error);
      g_autoptr (GBytes) bytes = csv == NULL ? NULL : g_bytes_new (csv, strlen (csv));
      g_autoptr (GArray) picks = bytes == NULL ? NULL : fair_picks_from_csv (bytes, error);

      if (picks == NULL)
        return NULL;
      pair_rows (self, book, now, record, publication, picks);
    }
  return publications == NULL ? NULL : g_steal_pointer (&self);
}

/**
 * fair_judgement_to_text:
 *
 * Returns: (transfer full) (nullable): both records, a few lines each; NULL where there never was an adjustment
 */
char *
fair_judgement_to_text (const FairJudgement *self)
{
  FairPerformance with = fair_performance_measure ((const FairSettledPick *) (gpointer) self->with->data, self->with->len,
                                                   FALSE, FAIR_ALL_MARKETS);
  FairPerformance without = fair_performance_measure ((const FairSettledPick *) (gpointer) self->without->data,
                                                      self->without->len, FALSE, FAIR_ALL_MARKETS);
  g_autofree char *ours = fair_performance_to_text (&with, _("With your adjustments"));
  g_autofree char *theirs = fair_performance_to_text (&without, _("The same weeks without"));

  return self->with->len == 0 ? NULL : g_strconcat (ours, theirs, NULL);
}

void
fair_judgement_free (FairJudgement *self)
{
  g_clear_pointer (&self->with, g_array_unref);
  g_clear_pointer (&self->without, g_array_unref);
  g_free (self);
}
