/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-data-hash.h"

#include <math.h>

static void
hash_number (GChecksum *checksum, gint64 number)
{
  gint64 stable = GINT64_TO_LE (number);

  g_checksum_update (checksum, (const guchar *) &stable, sizeof stable);
}

static void
hash_real (GChecksum *checksum, double number)
{
  hash_number (checksum, isnan (number) ? G_MAXINT64 : llround (number * 1e9));
}

/**
 * fair_hash_results:
 *
 * Adds all that a filter reads of the season's games whose results were known.
 */
void
fair_hash_results (GChecksum *checksum, FairView view, int season)
{
  for (guint i = fair_book_first_game_of (view.book, season); i < fair_book_n_games (view.book); i++)
    {
      const FairBookGame *game = fair_book_game (view.book, i);
      int home;
      int away;

      if (game->week.season != season)
        break;
      if (!fair_view_result (view, i, &home, &away))
        continue;
      hash_number (checksum, game->id);
      hash_number (checksum, game->kickoff);
      hash_number (checksum, fair_book_team (view.book, game->home)->id);
      hash_number (checksum, fair_book_team (view.book, game->away)->id);
      hash_number (checksum, game->week.type * 1000 + game->home_division * 100 + game->away_division * 10
                               + game->neutral_site);
      hash_number (checksum, home * 1000 + away);
    }
}

/**
 * fair_hash_statistics:
 *
 * Adds all that is read of the season's statistics that were known.
 */
void
fair_hash_statistics (GChecksum *checksum, FairView view, int season)
{
  for (guint i = fair_book_first_game_of (view.book, season); i < fair_book_n_games (view.book); i++)
    {
      if (fair_book_game (view.book, i)->week.season != season)
        break;
      for (guint side = 0; side < 2; side++)
        {
          const FairUnitStats *stats = fair_view_stats (view, i, side == 0);

          if (stats == NULL)
            continue;
          hash_number (checksum, fair_book_game (view.book, i)->id);
          hash_number (checksum, stats->plays * 1000 + stats->drives);
          hash_real (checksum, stats->ppa);
          hash_real (checksum, stats->success_rate);
          hash_real (checksum, stats->explosiveness);
          hash_real (checksum, stats->line_yards);
        }
    }
}

/**
 * fair_hash_rosters:
 *
 * Adds all that a filter reads of the season's schedule and rosters.
 */
void
fair_hash_rosters (GChecksum *checksum, const FairLeaguePlan *plan, int season, gint64 as_of)
{
  guint n_places = fair_league_plan_n_places (plan);
  g_autofree double *features = g_new (double, n_places * FAIR_N_FEATURES);
  guint n;
  const guint *conferences = fair_league_plan_conferences (plan, season, &n);

  fair_league_plan_features (plan, season, as_of, features);
  for (guint place = 0; conferences != NULL && place + 1 < n_places; place++)
    {
      if (conferences[place] == FAIR_NO_INDEX)
        continue;
      hash_number (checksum, fair_book_team (fair_league_plan_book (plan), fair_league_plan_team (plan, place))->id);
      hash_number (checksum, conferences[place]);
      for (FairFeature i = 0; i < FAIR_N_FEATURES; i++)
        hash_real (checksum, features[place * FAIR_N_FEATURES + i]);
    }
}
