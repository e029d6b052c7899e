/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is learned from earlier seasons: what statistics are worth, what the ratings miss, how sure a favourite is. */
#include "fair-calibration.h"
#include "fair-correction.h"
#include "fair-deserved.h"
#include "fair-normal.h"
#include "synthetic-league.h"

typedef struct
{
  SyntheticLeague *league;
  FairBook        *book;
  FairView         view; /* of everything */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->league = synthetic_league_new (41, 2);
  f->book = synthetic_league_book (f->league);
  f->view = fair_view_at (f->book, G_MAXINT64);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  synthetic_league_free (f->league);
  fair_book_unref (f->book);
}

static double
margin_of (Fixture *f, guint game)
{
  const FairBookGame *row = fair_book_game (f->book, game);

  return row->home_points - row->away_points;
}

/* All games, with the closing line for what was expected: it is nearly the truth. */
static FairDeservedFit
learn_deserved (Fixture *f)
{
  g_autoptr (FairDeserved) deserved = fair_deserved_new ();

  for (guint i = 0; i < fair_book_n_games (f->book); i++)
    fair_deserved_note (deserved, FAIR_TARGET_MARGIN, i, -fair_book_closing (f->book, i).spread);
  return fair_deserved_fit (deserved, FAIR_TARGET_MARGIN, f->view, SYNTHETIC_LAST + 1);
}

static double
distance (Fixture *f, const FairDeservedFit *fit, gboolean real)
{
  double sum = 0;

  for (guint i = 0; i < fair_book_n_games (f->book); i++)
    {
      FairSeen seen = fair_deserved_see (fit, FAIR_TARGET_MARGIN, f->view, i);

      sum += fabs ((real ? margin_of (f, i) : seen.outcome) + fair_book_closing (f->book, i).spread);
    }
  return sum / fair_book_n_games (f->book);
}

/* Plays tell of strength with less luck: what was deserved is nearer to the truth than what happened. */
static void
test_deserved (Fixture *f, gconstpointer data)
{
  FairDeservedFit fit = learn_deserved (f);

  g_test_message ("outcome %.2f, noise %.2f, off by %.2f instead of %.2f", fit.outcome, fit.noise_share,
                  distance (f, &fit, FALSE), distance (f, &fit, TRUE));
  g_assert_true (fit.known);
  g_assert_cmpfloat (fit.outcome, >, 0.1);
  g_assert_cmpfloat (fit.outcome, <, 0.9);
  g_assert_cmpfloat (fit.noise_share, <, 0.9);
  g_assert_cmpfloat (distance (f, &fit, FALSE), <, 0.9 * distance (f, &fit, TRUE));
}

/* Statistics that tell nothing change nothing. */
static void
test_meaningless_statistics (Fixture *f, gconstpointer data)
{
  FairDeservedFit fit;
  FairRng rng;

  fair_rng_init (&rng, 3);
  for (guint i = 0; i < f->league->stats->len; i++)
    {
      FairUnitStats *offense = &g_array_index (f->league->stats, FairTeamStats, i).offense;

      offense->ppa = fair_rng_normal (&rng);
      offense->success_rate = fair_rng_uniform (&rng);
      offense->explosiveness = fair_rng_uniform (&rng);
      offense->line_yards = fair_rng_uniform (&rng);
      offense->plays = 60 + fair_rng_below (&rng, 20);
    }
  fair_book_unref (f->book);
  f->book = synthetic_league_book (f->league);
  f->view = fair_view_at (f->book, G_MAXINT64);
  fit = learn_deserved (f);
  g_assert_cmpfloat_with_epsilon (fit.outcome, 1, 0.05);
  g_assert_cmpfloat_with_epsilon (fit.noise_share, 1, 0.05);
  g_assert_cmpfloat_with_epsilon (distance (f, &fit, FALSE), distance (f, &fit, TRUE), 0.3);
}

/* Half of the play-by-play is worth less, little of it nothing, and none is no nought. */
static void
test_torn_statistics (Fixture *f, gconstpointer data)
{
  FairDeservedFit fit = learn_deserved (f);
  FairSeen whole = fair_deserved_see (&fit, FAIR_TARGET_MARGIN, f->view, 0);
  FairSeen seen;

  for (int plays = 20; plays <= 35; plays += 15)
    {
      g_array_index (f->league->stats, FairTeamStats, 0).offense.plays = plays;
      fair_book_unref (f->book);
      f->book = synthetic_league_book (f->league);
      f->view = fair_view_at (f->book, G_MAXINT64);
      seen = fair_deserved_see (&fit, FAIR_TARGET_MARGIN, f->view, 0);
      g_assert_cmpfloat (seen.noise_share, >, whole.noise_share);
      if (plays == 20)
        {
          g_assert_cmpfloat (seen.outcome, ==, margin_of (f, 0));
          g_assert_cmpfloat (seen.noise_share, ==, 1);
        }
    }
  seen = fair_deserved_see (&fit, FAIR_TARGET_MARGIN, fair_view_at (f->book, fair_book_game (f->book, 0)->kickoff
                                                                               + FAIR_RESULT_DELAY), 0);
  g_assert_cmpfloat (seen.outcome, ==, margin_of (f, 0));
}

static void
test_few_games_teach_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (FairDeserved) deserved = fair_deserved_new ();
  g_autoptr (FairCorrection) correction = fair_correction_new ();
  g_autoptr (FairCalibration) calibration = fair_calibration_new ();
  FairMatchup matchup = { 0 };
  FairCorrectionFit fit;
  double parts[FAIR_N_PARTS] = { 0 };

  for (guint i = 0; i < 100; i++)
    {
      fair_deserved_note (deserved, FAIR_TARGET_MARGIN, i, margin_of (f, i));
      fair_correction_note (correction, i, &matchup, (double[]) { 40, 0 }, (double[]) { 16, 16 });
      fair_calibration_note (calibration, i, 3);
    }
  g_assert_false (fair_deserved_fit (deserved, FAIR_TARGET_MARGIN, f->view, 2018).known);
  fit = fair_correction_fit (correction, FAIR_TARGET_MARGIN, f->view, 2018);
  g_assert_cmpfloat (fit.penalty, ==, 0);
  matchup.inputs[FAIR_TARGET_MARGIN][FAIR_MATCHUP_REST] = 9;
  fair_correction_apply (&fit, matchup.inputs[FAIR_TARGET_MARGIN], parts);
  g_assert_cmpfloat (parts[FAIR_PART_REST], ==, 0);
  /* Of the season itself nothing counts. */
  g_assert_cmpfloat (fair_calibration_fit (calibration, f->view, SYNTHETIC_FIRST).stretch, ==, 1);
}

/* Two points for each unit of one input, and outcomes that scatter half as wide again as is said. */
static void
test_correction (Fixture *f, gconstpointer data)
{
  g_autoptr (FairCorrection) correction = fair_correction_new ();
  double parts[FAIR_N_PARTS] = { 0 };
  FairCorrectionFit fit;
  FairMatchup matchup = { 0 };
  FairRng rng;

  fair_rng_init (&rng, 8);
  for (guint i = 0; i < fair_book_n_games (f->book); i++)
    {
      double x = fair_rng_normal (&rng);

      matchup.inputs[FAIR_TARGET_MARGIN][FAIR_MATCHUP_REST] = x;
      matchup.inputs[FAIR_TARGET_MARGIN][FAIR_MATCHUP_TALENT] = fair_rng_normal (&rng);
      fair_correction_note (correction, i, &matchup,
                            (double[]) { margin_of (f, i) - 2 * x - 15 * fair_rng_normal (&rng), 0 },
                            (double[]) { 10, 10 });
    }
  fit = fair_correction_fit (correction, FAIR_TARGET_MARGIN, f->view, SYNTHETIC_LAST + 1);
  g_assert_cmpfloat (fit.penalty, >, 0);
  g_assert_cmpfloat (fit.slopes[FAIR_MATCHUP_REST], >, 1);
  g_assert_cmpfloat (fit.slopes[FAIR_MATCHUP_REST], <, 2.2);
  g_assert_cmpfloat_with_epsilon (fit.slopes[FAIR_MATCHUP_TALENT], 0, 0.7);
  g_assert_cmpfloat_with_epsilon (fit.sd_factor, 1.4, 0.15);
  fair_correction_apply (&fit, matchup.inputs[FAIR_TARGET_MARGIN], parts);
  g_assert_cmpfloat_with_epsilon (parts[FAIR_PART_REST],
                                  fit.slopes[FAIR_MATCHUP_REST]
                                    * (matchup.inputs[FAIR_TARGET_MARGIN][FAIR_MATCHUP_REST]
                                       - fit.means[FAIR_MATCHUP_REST]), 1e-12);
  g_assert_cmpfloat (parts[FAIR_PART_HOME], ==, 0);
}

/* Chances that are half as sure as they may be are stretched; a home side that wins more often than said is moved up. */
static void
test_calibration (Fixture *f, gconstpointer data)
{
  g_autoptr (FairCalibration) timid = fair_calibration_new ();
  g_autoptr (FairCalibration) late = fair_calibration_new ();
  FairCalibrationFit fit;
  FairCalibrationFit shifted;

  for (guint i = 0; i < fair_book_n_games (f->book); i++)
    {
      double z = -fair_book_closing (f->book, i).spread / SYNTHETIC_MARGIN_SD;

      fair_calibration_note (timid, i, z / 2);
      fair_calibration_note (late, i, z - 0.3);
    }
  fit = fair_calibration_fit (timid, f->view, SYNTHETIC_LAST + 1);
  shifted = fair_calibration_fit (late, f->view, SYNTHETIC_LAST + 1);
  g_test_message ("stretch %.2f, shift %.2f", fit.stretch, shifted.shift);
  g_assert_cmpfloat (fit.stretch, >, 1.2);
  g_assert_cmpfloat (shifted.shift, >, 0.05);
  g_assert_cmpfloat (fair_calibration_apply (&shifted, 0), ==, fair_normal_cdf (shifted.shift));
}

#define ADD(name, func) g_test_add ("/model/learning/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("deserved", test_deserved);
  ADD ("meaningless-statistics", test_meaningless_statistics);
  ADD ("torn-statistics", test_torn_statistics);
  ADD ("few-games", test_few_games_teach_nothing);
  ADD ("correction", test_correction);
  ADD ("calibration", test_calibration);
  return g_test_run ();
}
