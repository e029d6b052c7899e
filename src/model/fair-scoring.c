/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-scoring.h"

/**
 * fair_scoring_learn:
 * @view: what was known
 * @season: only earlier seasons count
 *
 * Returns: (transfer full): which points and margins are common, by all results of earlier seasons
 */
FairScoreShape *
fair_scoring_learn (FairView view, int season)
{
  g_autoptr (FairScoreCounts) counts = fair_score_counts_new ();

  for (guint i = 0; i < fair_book_n_games (view.book); i++)
    {
      int home;
      int away;

      if (fair_book_game (view.book, i)->week.season < season && fair_view_result (view, i, &home, &away))
        fair_score_counts_add (counts, home, away);
    }
  return fair_score_shape_learn (counts);
}
