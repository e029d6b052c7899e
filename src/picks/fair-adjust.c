/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-adjust.h"

#include "fair-normal.h"
#include "fair-sign.h"
#include "fair-view.h"

#include <math.h>

/**
 * fair_blend_weight:
 *
 * Returns: how much of a blend is the model's; 0 where that cannot be told
 */
double
fair_blend_weight (double predicted, double blended, double market)
{
  double weight = (blended - market) / (predicted - market);

  return isfinite (weight) ? weight : 0;
}

/* Points of all adjustments that concern the game at the prediction's freeze. */
static void
add_up (const FairBook *book, const FairBookGame *game, const FairAdjustment *adjustments, guint n, gint64 freeze,
        double *margin, double *total)
{
  *margin = *total = 0;
  for (guint i = 0; i < n; i++)
    {
      const FairAdjustment *a = &adjustments[i];
      gboolean home = a->game_id == game->id || a->team_id == fair_book_team (book, game->home)->id;
      gboolean away = a->team_id == fair_book_team (book, game->away)->id;

      if ((!home && !away) || !fair_adjustment_counts (a, freeze, game->kickoff))
        continue;
      *margin += home ? a->margin : -a->margin;
      *total += a->total;
    }
}

static void
adjust (FairPrediction *p, FairMarketNumbers market, double margin, double total)
{
  double chance = CLAMP (p->home_win_probability, 1e-9, 1 - 1e-9);

  p->blend_margin += margin * fair_blend_weight (p->margin, p->blend_margin, fair_margin_from_spread (market.spread));
  p->blend_total += total * fair_blend_weight (p->total, p->blend_total, market.total);
  p->home_win_probability = fair_normal_cdf (fair_normal_quantile (chance) + margin / p->margin_sd);
  p->margin += margin;
  p->total += total;
  p->adjusted_margin = margin;
  p->adjusted_total = total;
}

/**
 * fair_adjust_predictions:
 * @predictions: (inout): of which the adjusted ones are for pricing alone; the model's own stay as they were stored
 *
 * Adds what a person knows to what the model says. The market's part of a blend stays as it is: public news is in the
 * line already.
 *
 * Returns: how many predictions were adjusted
 */
guint
fair_adjust_predictions (const FairBook *book, const FairAdjustment *adjustments, guint n_adjustments,
                         FairPrediction *predictions, guint n)
{
  guint n_adjusted = 0;

  for (guint i = 0; i < n; i++)
    {
      FairPrediction *p = &predictions[i];
      guint game = fair_book_find_game (book, p->game_id);
      double margin;
      double total;

      if (game == FAIR_NO_INDEX)
        continue;
      add_up (book, fair_book_game (book, game), adjustments, n_adjustments, p->frozen_at, &margin, &total);
      if (margin == 0 && total == 0)
        continue;
      adjust (p, fair_view_market (fair_view_at (book, p->frozen_at), game), margin, total);
      n_adjusted++;
    }
  return n_adjusted;
}
