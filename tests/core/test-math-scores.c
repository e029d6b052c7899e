/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-rng.h"
#include "fair-score-distribution.h"

#include <math.h>

/* Scores as football makes them: touchdowns and field goals. */
static FairScoreShape *
football_shape (void)
{
  g_autoptr (FairScoreCounts) counts = fair_score_counts_new ();
  FairRng rng;

  fair_rng_init (&rng, 5);
  for (guint i = 0; i < 8000; i++)
    {
      int points[2] = { 0, 0 };

      for (guint drive = 0; drive < 24; drive++)
        {
          double u = fair_rng_uniform (&rng);

          points[drive % 2] += u < 0.28 ? 7 : u < 0.42 ? 3 : 0;
        }
      fair_score_counts_add (counts, points[0], points[1]);
    }
  return fair_score_shape_learn (counts);
}

static double
at_margin (const FairScoreDistribution *scores, int margin)
{
  double equal;

  fair_score_distribution_above (scores, FAIR_SCORE_MARGIN, margin, &equal);
  return equal;
}

static void
test_key_numbers (void)
{
  g_autoptr (FairScoreShape) shape = football_shape ();
  FairScoreMoments moments = { 0, 16, 52, 16 };
  g_autoptr (FairScoreDistribution) scores = fair_score_distribution_new (shape, &moments);

  g_assert_cmpfloat (at_margin (scores, 0), ==, 0);
  g_assert_cmpfloat (at_margin (scores, 3), >, 1.5 * at_margin (scores, 2));
  g_assert_cmpfloat (at_margin (scores, 7), >, 1.5 * at_margin (scores, 8));
  g_assert_cmpfloat (at_margin (scores, -7), >, 1.5 * at_margin (scores, -5));
  g_assert_cmpfloat (fair_score_distribution_at (scores, 1, 0), <, fair_score_distribution_at (scores, 3, 0) / 3);
}

/* Without a shape, and far from the edge, the table is two normal curves. */
static void
test_plain (void)
{
  g_autoptr (FairScoreShape) shape = fair_score_shape_new ();
  FairScoreMoments moments = { 6.5, 14, 90, 12 };
  g_autoptr (FairScoreDistribution) scores = fair_score_distribution_new (shape, &moments);

  g_assert_cmpfloat_with_epsilon (fair_score_distribution_above (scores, FAIR_SCORE_TOTAL, 90.5, NULL), 0.4834, 2e-3);
  g_assert_cmpfloat_with_epsilon (at_margin (scores, 7), at_margin (scores, 6), 2e-3);
}

static void
assert_agrees (const FairScoreDistribution *scores)
{
  double all = 0;
  double home_wins = 0;
  double before = 1;

  for (guint home = 0; home < FAIR_N_POINTS; home++)
    for (guint away = 0; away < FAIR_N_POINTS; away++)
      {
        double chance = fair_score_distribution_at (scores, home, away);

        g_assert_true (isfinite (chance) && chance >= 0);
        all += chance;
        home_wins += home > away ? chance : 0;
      }
  g_assert_cmpfloat_with_epsilon (all, 1, 1e-9);
  /* The moneyline is the spread at nought, and at a half point either way. */
  g_assert_cmpfloat_with_epsilon (fair_score_distribution_above (scores, FAIR_SCORE_MARGIN, 0, NULL), home_wins, 1e-9);
  g_assert_cmpfloat_with_epsilon (fair_score_distribution_above (scores, FAIR_SCORE_MARGIN, 0.5, NULL), home_wins,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (fair_score_distribution_above (scores, FAIR_SCORE_MARGIN, -0.5, NULL), home_wins,
                                  1e-9);
  for (FairScoreNumber number = 0; number < FAIR_N_SCORE_NUMBERS; number++, before = 1)
    for (double line = -120; line < 230; line += 0.5)
      {
        double equal;
        double above = fair_score_distribution_above (scores, number, line, &equal);

        g_assert_cmpfloat (above, <=, before + 1e-12);
        g_assert_cmpfloat (equal, >=, 0);
        g_assert_true (line == floor (line) || equal == 0);
        /* What is not above a half point less is above it, or it is the whole number between. */
        if (line == floor (line))
          g_assert_cmpfloat_with_epsilon (fair_score_distribution_above (scores, number, line - 0.5, NULL),
                                          above + equal, 1e-12);
        before = above;
      }
}

static void
test_prices_agree (void)
{
  g_autoptr (FairScoreShape) shape = football_shape ();

  for (double margin = -45; margin <= 45; margin += 7.5)
    for (double total = 25; total <= 95; total += 17.5)
      {
        FairScoreMoments moments = { margin, 15.5, total, 16.5 };
        g_autoptr (FairScoreDistribution) scores = fair_score_distribution_new (shape, &moments);

        assert_agrees (scores);
      }
}

/* Where a game can be like that, the table has the moments that were asked for. */
static void
test_moments (void)
{
  g_autoptr (FairScoreShape) shape = football_shape ();

  for (double margin = -28; margin <= 28; margin += 3.5)
    for (double total = fabs (margin) + 35; total <= 75; total += 5)
      {
        FairScoreMoments moments = { margin, 15.5, total, 16 };
        g_autoptr (FairScoreDistribution) scores = fair_score_distribution_new (shape, &moments);
        FairScoreMoments got = fair_score_distribution_moments (scores);

        g_assert_cmpfloat_with_epsilon (got.margin, margin, 0.05);
        g_assert_cmpfloat_with_epsilon (got.total, total, 0.05);
        g_assert_cmpfloat_with_epsilon (got.margin_sd, 15.5, 1);
      }
}

static void
test_mirror (void)
{
  g_autoptr (FairScoreShape) shape = football_shape ();
  FairScoreMoments moments = { 9.5, 15.5, 51, 16 };
  FairScoreMoments turned = { -9.5, 15.5, 51, 16 };
  g_autoptr (FairScoreDistribution) a = fair_score_distribution_new (shape, &moments);
  g_autoptr (FairScoreDistribution) b = fair_score_distribution_new (shape, &turned);

  for (guint home = 0; home < FAIR_N_POINTS; home++)
    for (guint away = 0; away < FAIR_N_POINTS; away++)
      g_assert_cmpfloat_with_epsilon (fair_score_distribution_at (a, home, away),
                                      fair_score_distribution_at (b, away, home), 1e-9);
}

/* Nonsense in, a distribution out. */
static void
test_hostile (void)
{
  g_autoptr (FairScoreShape) shape = football_shape ();
  g_autoptr (FairScoreCounts) nothing = fair_score_counts_new ();
  g_autoptr (FairScoreShape) none = fair_score_shape_learn (nothing);
  const FairScoreMoments moments[] = {
    { 200, 0, 0, 0 }, { -200, 1e-9, 400, 1e9 }, { 0, 500, 0, 1e-6 }, { 45, 3, 25, 3 }, { 3.3, 0.01, 51.7, 0.01 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autoptr (FairScoreDistribution) shaped = fair_score_distribution_new (shape, &moments[i]);
      g_autoptr (FairScoreDistribution) plain = fair_score_distribution_new (none, &moments[i]);

      assert_agrees (shaped);
      assert_agrees (plain);
    }
  fair_score_counts_add (nothing, 21, 21);
  fair_score_counts_add (nothing, -3, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scores/key-numbers", test_key_numbers);
  g_test_add_func ("/scores/plain", test_plain);
  g_test_add_func ("/scores/prices-agree", test_prices_agree);
  g_test_add_func ("/scores/moments", test_moments);
  g_test_add_func ("/scores/mirror", test_mirror);
  g_test_add_func ("/scores/hostile", test_hostile);
  return g_test_run ();
}
