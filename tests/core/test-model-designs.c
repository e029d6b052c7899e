/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The full design, the backup, and what a forecast may be asked for. */
#include "fair-forecast.h"
#include "model-shelf.h"
#include "synthetic-league.h"

#include <string.h>

typedef struct
{
  SyntheticLeague *league;
  FairBook        *book;
  GArray          *requests; /* of FairForecastRequest: the last two seasons */
  Shelf            shelf;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->league = synthetic_league_new (31, 2);
  f->book = synthetic_league_book (f->league);
  f->requests = g_array_new (FALSE, FALSE, sizeof (FairForecastRequest));
  for (guint i = fair_book_first_game_of (f->book, SYNTHETIC_LAST - 1); i < fair_book_n_games (f->book); i++)
    {
      FairForecastRequest request = { i, fair_book_game (f->book, i)->freeze };

      g_array_append_val (f->requests, request);
    }
  shelf_init (&f->shelf);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  synthetic_league_free (f->league);
  fair_book_unref (f->book);
  g_array_unref (f->requests);
  shelf_clear (&f->shelf);
}

static FairForecast *
ask (Fixture *f, const FairBook *book, FairDesign design, gint64 until)
{
  FairForecastOptions options = { design, until, &f->shelf.cache };
  g_autoptr (GError) error = NULL;
  FairForecast *forecast = fair_forecast_run (book, (const FairForecastRequest *) (gpointer) f->requests->data,
                                              f->requests->len, &options, NULL, NULL, &error);

  g_assert_no_error (error);
  return forecast;
}

static double
mean_error (Fixture *f, const FairForecast *forecast)
{
  double sum = 0;
  guint n;
  const FairPrediction *p = fair_forecast_predictions (forecast, &n);

  for (guint i = 0; i < n; i++)
    {
      const FairBookGame *game = fair_book_game (f->book, g_array_index (f->requests, FairForecastRequest, i).game);

      sum += fabs (game->home_points - game->away_points - p[i].margin);
    }
  return sum / n;
}

/* Plays show strength with less luck than scores do, and the full design knows how to use it. */
static void
test_statistics_help (Fixture *f, gconstpointer data)
{
  g_autoptr (FairForecast) full = ask (f, f->book, FAIR_DESIGN_FULL, 0);
  g_autoptr (FairForecast) scores = ask (f, f->book, FAIR_DESIGN_SCORES, 0);

  g_test_message ("full %.3f, scores %.3f", mean_error (f, full), mean_error (f, scores));
  g_assert_cmpfloat (mean_error (f, full), <, mean_error (f, scores) - 0.05);
  g_assert_cmpstr (fair_forecast_model_id (full), !=, fair_forecast_model_id (scores));
}

/* The backup does not look at statistics, whatever they say. */
static void
test_scores_ignore_statistics (Fixture *f, gconstpointer data)
{
  g_autoptr (FairForecast) with = ask (f, f->book, FAIR_DESIGN_SCORES, 0);
  g_autoptr (FairForecast) without = NULL;
  g_autoptr (FairBook) bare = NULL;
  guint n;

  g_array_set_size (f->league->stats, 0);
  bare = synthetic_league_book (f->league);
  without = ask (f, bare, FAIR_DESIGN_SCORES, 0);
  for (guint i = 0; i < f->requests->len; i++)
    {
      const FairPrediction *a = fair_forecast_predictions (with, &n) + i;
      const FairPrediction *b = fair_forecast_predictions (without, &n) + i;

      g_assert_cmpfloat (a->margin, ==, b->margin);
      g_assert_cmpfloat (a->total, ==, b->total);
      g_assert_false (a->fallback);
    }
}

/* The parts of every prediction add up to it, to the last bit, in both designs. */
static void
test_parts_add_up (Fixture *f, gconstpointer data)
{
  for (FairDesign design = 0; design < FAIR_N_DESIGNS; design++)
    {
      g_autoptr (FairForecast) forecast = ask (f, f->book, design, 0);
      guint n;
      const FairPrediction *p = fair_forecast_predictions (forecast, &n);
      double corrected = 0;

      for (guint i = 0; i < n; i++)
        {
          double margin = 0;
          double total = 0;

          for (FairPart part = 0; part < FAIR_N_PARTS; part++)
            {
              margin += p[i].why.margin[part];
              total += p[i].why.total[part];
            }
          g_assert_cmpfloat (margin, ==, p[i].margin);
          g_assert_cmpfloat (total, ==, p[i].total);
          g_assert_cmpfloat_with_epsilon (p[i].why.margin[FAIR_PART_COMMON], SYNTHETIC_HOME_FIELD, 2.5);
          g_assert_cmpfloat_with_epsilon (p[i].why.total[FAIR_PART_COMMON], 55, 8);
          corrected += fabs (p[i].why.margin[FAIR_PART_MISMATCH]) + fabs (p[i].why.margin[FAIR_PART_REST]);
        }
      g_assert_cmpint (corrected > 0, ==, design == FAIR_DESIGN_FULL);
    }
}

/* Of games that were over long ago no statistics have come: the backup predicts, and says so; as soon as they are there
 * again it does not. */
static void
test_late_statistics (Fixture *f, gconstpointer data)
{
  gint64 stop = fair_season_start (SYNTHETIC_LAST) + 17 * FAIR_DAY + 4 * FAIR_WEEK_SECONDS;
  g_autoptr (FairForecast) late = NULL;
  g_autoptr (FairForecast) scores = NULL;
  g_autoptr (FairBook) book = NULL;
  guint n;
  guint n_late = 0;

  for (guint i = f->league->games->len; i > 0; i--)
    if (g_array_index (f->league->games, FairGame, i - 1).kickoff > stop)
      g_array_remove_range (f->league->stats, 2 * (i - 1), 2);
  book = synthetic_league_book (f->league);
  late = ask (f, book, FAIR_DESIGN_FULL, 0);
  scores = ask (f, book, FAIR_DESIGN_SCORES, 0);
  for (guint i = 0; i < f->requests->len; i++)
    {
      const FairPrediction *p = fair_forecast_predictions (late, &n) + i;
      /* Two weeks' games are looked at, and at least half of them must have none. */
      gboolean is_late = p->frozen_at > stop + FAIR_WEEK_SECONDS + 3 * FAIR_DAY;

      if (p->frozen_at <= stop || is_late)
        g_assert_cmpint (p->fallback, ==, is_late);
      if (is_late)
        g_assert_cmpfloat (p->margin, ==, fair_forecast_predictions (scores, &n)[i].margin);
      n_late += is_late;
    }
  g_assert_cmpuint (n_late, >, 100);
}

/* A season without one statistic, as before there was play-by-play, predicts by scores and learns nothing wrong. */
static void
test_no_statistics (Fixture *f, gconstpointer data)
{
  g_autoptr (FairBook) bare = NULL;
  g_autoptr (FairForecast) full = NULL;
  guint n;
  guint n_fallback = 0;

  g_array_set_size (f->league->stats, 0);
  bare = synthetic_league_book (f->league);
  full = ask (f, bare, FAIR_DESIGN_FULL, 0);
  for (guint i = 0; i < f->requests->len; i++)
    n_fallback += fair_forecast_predictions (full, &n)[i].fallback;
  /* All but each season's first week or two, when there is nothing to be late yet. */
  g_assert_cmpuint (n_fallback, >=, f->requests->len - 4 * SYNTHETIC_TEAMS / 2);
  g_assert_cmpuint (n_fallback, <=, f->requests->len - 2 * SYNTHETIC_TEAMS / 2);
}

/* A forecast that stops learning is the one that was made then, whatever came later; only the market goes on. */
static void
test_until (Fixture *f, gconstpointer data)
{
  gint64 until = fair_season_start (SYNTHETIC_LAST) + 60 * FAIR_DAY;
  g_autoptr (FairForecast) kept = ask (f, f->book, FAIR_DESIGN_FULL, until);
  g_autoptr (FairForecast) full = ask (f, f->book, FAIR_DESIGN_FULL, 0);
  g_autoptr (FairForecast) again = NULL;
  g_autoptr (FairBook) poisoned = NULL;
  guint n;

  g_assert_cmpstr (fair_forecast_model_id (kept), !=, fair_forecast_model_id (full));
  for (guint i = 0; i < f->requests->len; i++)
    {
      const FairPrediction *a = fair_forecast_predictions (kept, &n) + i;
      const FairPrediction *b = fair_forecast_predictions (full, &n) + i;

      g_assert_cmpint (a->frozen_at, ==, b->frozen_at);
      g_assert_cmpint (a->margin == b->margin, ==, a->frozen_at <= until);
    }
  synthetic_league_poison (f->league, until);
  poisoned = synthetic_league_book (f->league);
  again = ask (f, poisoned, FAIR_DESIGN_FULL, until);
  for (guint i = 0; i < f->requests->len; i++)
    g_assert_cmpfloat (fair_forecast_predictions (again, &n)[i].margin, ==,
                       fair_forecast_predictions (kept, &n)[i].margin);
  g_assert_cmpstr (fair_forecast_model_id (kept), ==, fair_forecast_model_id (again));
}

#define ADD(name, func) g_test_add ("/model/designs/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("statistics-help", test_statistics_help);
  ADD ("scores-ignore-statistics", test_scores_ignore_statistics);
  ADD ("parts-add-up", test_parts_add_up);
  ADD ("late-statistics", test_late_statistics);
  ADD ("no-statistics", test_no_statistics);
  ADD ("until", test_until);
  return g_test_run ();
}
