/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-reprice.h"

#include "fair-adjust.h"
#include "fair-pricer.h"
#include "fair-record.h"
#include "fair-scoring.h"
#include "fair-store-adjustments.h"
#include "fair-store-book.h"
#include "fair-store-ledger.h"
#include "fair-store-model.h"

#include <math.h>

static double
reblend (double predicted, double blended, double market_then, double market_now)
{
  return isnan (blended)
           ? NAN
           : market_now + fair_blend_weight (predicted, blended, market_then) * (predicted - market_now);
}

/* The model's opinion stays that of the freeze; the market's is today's, with the same weights. */
static void
bring_forward (const FairBook *book, gint64 now, FairPrediction *p)
{
  guint game = fair_book_find_game (book, p->game_id);
  FairMarketNumbers then = fair_view_market (fair_view_at (book, p->frozen_at), game);
  FairMarketNumbers today = fair_view_market (fair_view_at (book, now), game);

  p->blend_margin = reblend (p->margin, p->blend_margin, fair_margin_from_spread (then.spread),
                             fair_margin_from_spread (today.spread));
  p->blend_total = reblend (p->total, p->blend_total, then.total, today.total);
  p->frozen_at = now;
}

static GArray *
predictions_of (FairStore *store, const FairBook *book, const FairPublication *publication, gint64 now, GError **error)
{
  g_autoptr (GArray) all = fair_store_load_predictions (store, publication->model_id, error);
  g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (FairPrediction));

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      FairPrediction p = g_array_index (all, FairPrediction, i);
      guint game = fair_book_find_game (book, p.game_id);

      if (p.frozen_at != publication->frozen_at || game == FAIR_NO_INDEX
          || fair_week_compare (&fair_book_game (book, game)->week, &publication->week) != 0)
        continue;
      bring_forward (book, now, &p);
      g_array_append_val (own, p);
    }
  return g_steal_pointer (&own);
}

static gboolean
same_number (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static const FairPick *
find_pick (GArray *picks, const FairPick *like)
{
  for (guint i = 0; i < picks->len; i++)
    {
      const FairPick *pick = &g_array_index (picks, FairPick, i);

      if (pick->game_id == like->game_id && pick->market == like->market)
        return pick;
    }
  return NULL;
}

static GArray *
compare (GArray *before, GArray *after)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (FairRepricedPick));

  for (guint i = 0; i < before->len; i++)
    {
      FairRepricedPick row = { .then = g_array_index (before, FairPick, i) };
      const FairPick *now = find_pick (after, &row.then);

      if (now == NULL)
        continue;
      row.now = *now;
      row.moved = row.then.side != row.now.side || !same_number (row.then.line, row.now.line)
                  || row.then.price != row.now.price || g_strcmp0 (row.then.provider, row.now.provider) != 0;
      row.stands = row.then.is_pick && row.now.is_pick && row.then.side == row.now.side;
      g_array_append_val (rows, row);
    }
  return rows;
}

/**
 * fair_reprice:
 * @week: whose published picks are looked at again
 *
 * Prices a week's published picks against the newest lines. Nothing is published by it.
 *
 * Returns: (transfer full) (element-type FairRepricedPick): one row a published row, none where nothing is published yet
 */
GArray *
fair_reprice (FairStore *store, const FairProfile *profile, const FairWeek *week, GError **error)
{
  gint64 now = fair_clock_now (profile->clock);
  g_autoptr (FairPolicy) policy = fair_profile_load_policy (profile);
  g_autoptr (FairBook) book = fair_store_load_book (store, error);
  g_autoptr (GArray) adjustments = NULL;
  g_autoptr (GArray) predictions = NULL;
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) earlier = NULL;
  g_autoptr (GArray) after = NULL;
  g_autoptr (FairScoreShape) shape = NULL;
  FairPriceTerms terms;
  FairPublication publication;
  gboolean published;

  if (book == NULL || !fair_store_find_live (store, week, &publication, &published, error))
    return NULL;
  if (!published)
    return g_array_new (FALSE, FALSE, sizeof (FairRepricedPick));
  before = fair_store_load_picks (store, publication.id, error);
  adjustments = before == NULL ? NULL : fair_store_list_adjustments (store, error);
  predictions = adjustments == NULL ? NULL : predictions_of (store, book, &publication, now, error);
  earlier = predictions == NULL ? NULL : fair_record_picks_of (store, week, error);
  if (earlier == NULL)
    return NULL;
  fair_adjust_predictions (book, (const FairAdjustment *) (gpointer) adjustments->data, adjustments->len,
                           (FairPrediction *) (gpointer) predictions->data, predictions->len);
  shape = fair_scoring_learn (fair_view_at (book, now), week->season);
  terms = (FairPriceTerms) { book, policy, shape, FALSE, publication.model_id };
  terms.earlier = earlier;
  after = fair_price_games (&terms, (const FairPrediction *) (gpointer) predictions->data, predictions->len);
  return compare (before, after);
}
