/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-training.h"

#include "fair-clock.h"
#include "fair-data-hash.h"

#include <math.h>

static void
hash_line (GChecksum *checksum, double line)
{
  gint64 stable = isnan (line) ? G_MAXINT64 : GINT64_TO_LE (llround (line * 1e6));

  g_checksum_update (checksum, (const guchar *) &stable, sizeof stable);
}

/* The blend is learned from what the market said before the games that are over. */
static void
take_game (FairTraining *training, GChecksum *checksum, const FairBook *book, guint index)
{
  const FairBookGame *game = fair_book_game (book, index);
  FairMarketNumbers market = fair_view_market (fair_view_at (book, game->freeze), index);

  if (training->n_games++ == 0)
    training->first = game->kickoff;
  training->last = game->kickoff;
  hash_line (checksum, market.spread);
  hash_line (checksum, market.total);
}

/**
 * fair_training_at:
 * @view: the book as it was known at the moment
 * @season: the last of which anything counts
 *
 * Sums up what a model can learn from. Two moments with the same hash give the same model.
 */
FairTraining
fair_training_at (FairView view, int season)
{
  g_autoptr (FairLeaguePlan) plan = fair_league_plan_new (view.book);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  FairTraining training = { .first = FAIR_TIME_UNKNOWN, .last = FAIR_TIME_UNKNOWN };

  for (guint i = 0; i < fair_book_n_games (view.book); i++)
    {
      int home;
      int away;

      if (fair_book_game (view.book, i)->week.season <= season && fair_view_result (view, i, &home, &away))
        take_game (&training, checksum, view.book, i);
    }
  for (int year = fair_book_first_season (view.book); year <= season; year++)
    {
      fair_hash_results (checksum, view, year);
      fair_hash_statistics (checksum, view, year);
      fair_hash_rosters (checksum, plan, year, view.as_of);
    }
  g_strlcpy (training.hash, g_checksum_get_string (checksum), sizeof training.hash);
  return training;
}
