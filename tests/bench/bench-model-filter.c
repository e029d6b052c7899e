/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eleven seasons of a league of 132 teams: how long one week's forecast takes with everything to be estimated, and with
 * the estimates at hand. */
#include "fair-clock.h"
#include "fair-forecast.h"
#include "fair-rng.h"

#include <math.h>

#define TEAMS   132
#define FIRST   2015
#define SEASONS 11
#define WEEKS   13

static char *
load (const char *key, gpointer data)
{
  return g_strdup (g_hash_table_lookup (data, key));
}

static void
save (const char *key, const char *text, gpointer data)
{
  g_hash_table_insert (data, g_strdup (key), g_strdup (text));
}

static void
add_game (FairBookBuilder *builder, FairRng *rng, gint64 kickoff, guint home, guint away)
{
  static gint64 id = 1;
  g_autofree char *home_team = g_strdup_printf ("Team %03u", home);
  g_autofree char *away_team = g_strdup_printf ("Team %03u", away);
  double strength = ((int) (away % 20) - (int) (home % 20)) + 3 + 15 * fair_rng_normal (rng);
  double total = 55 + 16 * fair_rng_normal (rng);
  FairGame game = {
    .id = id++,
    .week = { fair_season_at (kickoff), FAIR_SEASON_REGULAR, 1 },
    .kickoff = kickoff,
    .completed = TRUE,
    .home_id = home + 1,
    .away_id = away + 1,
    .home_team = home_team,
    .away_team = away_team,
    .home_division = FAIR_DIVISION_FBS,
    .away_division = FAIR_DIVISION_FBS,
    .home_points = MAX (0, (int) lround ((total + strength) / 2)),
    .away_points = MAX (0, (int) lround ((total - strength) / 2)),
  };

  fair_book_builder_add_game (builder, &game);
}

static FairBook *
make_book (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  FairRng rng;

  fair_rng_init (&rng, 1);
  for (int season = FIRST; season < FIRST + SEASONS; season++)
    for (guint week = 0; week < WEEKS; week++)
      for (guint game = 0; game < TEAMS / 2; game++)
        {
          guint shift = 1 + (week * 7 + season) % (TEAMS / 2 - 1);

          add_game (builder, &rng, fair_season_start (season) + (15 + 7 * week) * FAIR_DAY + game * 600, game,
                    TEAMS / 2 + (game + shift) % (TEAMS / 2));
        }
  return fair_book_builder_finish (builder);
}

int
main (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const FairModelCache cache = { load, save, texts };
  const FairForecastOptions options = { .cache = &cache };
  guint last = fair_book_n_games (book) - 1;
  FairForecastRequest request = { last, fair_book_game (book, last)->freeze };

  for (guint run = 0; run < 3; run++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (FairForecast) forecast = fair_forecast_run (book, &request, 1, &options, NULL, NULL, NULL);

      g_print ("%u games, %s: %.0f ms, model %s\n", last + 1, run == 0 ? "estimating" : "estimates at hand",
               (g_get_monotonic_time () - start) / 1000.0, fair_forecast_model_id (forecast));
    }
  return 0;
}
