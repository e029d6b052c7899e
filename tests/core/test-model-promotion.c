/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Champion against challenger, on invented losses of which the answer is known. */
#include "fair-promotion.h"
#include "fair-rng.h"

#include <math.h>
#include <string.h>

#define FIRST_SEASON 2016
#define SEASONS      8
#define WEEKS        14
#define GAMES        40 /* a week */
#define N            (SEASONS * WEEKS * GAMES)

/* What the challenger's losses are more than the champion's, by season, as a share. */
static GArray *
make_losses (const double worse[SEASONS], FairLoss only, guint64 seed)
{
  GArray *losses = g_array_new (FALSE, FALSE, sizeof (FairGameLoss));
  FairRng truth; /* the same for all */
  FairRng own;

  fair_rng_init (&truth, 1);
  fair_rng_init (&own, seed);
  for (guint i = 0; i < N; i++)
    {
      guint season = i / (WEEKS * GAMES);
      FairGameLoss loss = { .game_id = 1000 + i, .season = FIRST_SEASON + season, .week = i / GAMES };
      double means[FAIR_N_LOSSES] = { 12.5, 13.0, 0.55 };

      for (FairLoss j = 0; j < FAIR_N_LOSSES; j++)
        {
          double noise = 0.02 * fair_rng_normal (&own);
          double more = only == FAIR_N_LOSSES || only == j ? worse[season] : 0;

          loss.of[j] = means[j] * (0.5 + fair_rng_uniform (&truth)) * (1 + more + noise);
        }
      g_array_append_val (losses, loss);
    }
  return losses;
}

static FairPromotion
judge (const double worse[SEASONS], FairLoss only)
{
  static const double same[SEASONS] = { 0 };
  g_autoptr (GArray) champion = make_losses (same, FAIR_N_LOSSES, 2);
  g_autoptr (GArray) challenger = make_losses (worse, only, 3);

  return fair_promotion_judge ((const FairGameLoss *) (gpointer) champion->data, champion->len,
                               (const FairGameLoss *) (gpointer) challenger->data, challenger->len);
}

static gboolean
says (const FairPromotion *promotion, const char *what)
{
  g_auto (GStrv) reasons = fair_promotion_reasons (promotion);
  g_autofree char *text = g_strjoinv (" ", reasons);

  g_assert_null (strstr (text, "nan"));
  return strstr (text, what) != NULL;
}

static void
test_better (void)
{
  const double worse[SEASONS] = { -.03, -.03, -.03, -.03, -.03, -.03, -.03, -.03 };
  FairPromotion promotion = judge (worse, FAIR_N_LOSSES);

  g_assert_true (promotion.met);
  g_assert_cmpuint (promotion.n_games, ==, N);
  g_assert_cmpuint (promotion.n_periods, ==, 4);
  g_assert_cmpuint (promotion.n_better, ==, 4);
  g_assert_cmpint (promotion.periods[0].from, ==, 2016);
  g_assert_cmpint (promotion.periods[0].to, ==, 2017);
  g_assert_cmpint (promotion.periods[3].to, ==, 2023);
  for (FairLoss loss = 0; loss < FAIR_N_LOSSES; loss++)
    {
      const FairPairedLoss *paired = &promotion.losses[loss];

      g_assert_cmpfloat_with_epsilon (paired->difference / paired->champion, -.03, .002);
      g_assert_cmpfloat_with_epsilon (paired->difference, paired->challenger - paired->champion, 1e-12);
      g_assert_cmpfloat (paired->low, <, paired->difference);
      g_assert_cmpfloat (paired->high, >, paired->difference);
      g_assert_cmpfloat (paired->high, <, 0);
    }
  g_assert_true (says (&promotion, "4 of 4"));
  g_assert_true (says (&promotion, "Nothing is 10 % worse"));
}

static void
test_three_of_four (void)
{
  const double worse[SEASONS] = { -.03, -.03, -.03, -.03, .02, .02, -.03, -.03 };
  FairPromotion promotion = judge (worse, FAIR_N_LOSSES);

  g_assert_true (promotion.met);
  g_assert_cmpuint (promotion.n_better, ==, 3);
  g_assert_false (promotion.periods[2].better);
}

/* Clearly better on the whole, but only in half of the periods. */
static void
test_two_of_four (void)
{
  const double worse[SEASONS] = { -.06, -.06, -.06, -.06, .02, .02, .02, .02 };
  FairPromotion promotion = judge (worse, FAIR_N_LOSSES);

  g_assert_true (promotion.clear);
  g_assert_cmpuint (promotion.n_better, ==, 2);
  g_assert_false (promotion.met);
  g_assert_true (says (&promotion, "2 of 4"));
}

/* Better in everything, but the totals of one period are much worse. */
static void
test_one_much_worse (void)
{
  const double worse[SEASONS] = { -.08, -.08, -.08, -.08, -.08, -.08, .12, .12 };
  FairPromotion promotion = judge (worse, FAIR_LOSS_TOTAL);

  g_assert_cmpuint (promotion.n_better, ==, 3);
  g_assert_true (promotion.clear);
  g_assert_false (promotion.harmless);
  g_assert_false (promotion.met);
  g_assert_true (says (&promotion, "error of the total of the seasons 2022 to 2023 is 12 % worse"));
}

/* Two that differ by chance alone. */
static void
test_no_difference (void)
{
  const double worse[SEASONS] = { 0 };
  FairPromotion promotion = judge (worse, FAIR_N_LOSSES);

  g_assert_false (promotion.clear);
  g_assert_false (promotion.met);
  g_assert_true (says (&promotion, "chance"));
}

/* The same model twice is not better than itself. */
static void
test_itself (void)
{
  static const double same[SEASONS] = { 0 };
  g_autoptr (GArray) losses = make_losses (same, FAIR_N_LOSSES, 2);
  const FairGameLoss *rows = (const FairGameLoss *) (gpointer) losses->data;
  FairPromotion promotion = fair_promotion_judge (rows, losses->len, rows, losses->len);

  g_assert_cmpfloat (promotion.losses[FAIR_LOSS_MARGIN].difference, ==, 0);
  g_assert_cmpuint (promotion.n_better, ==, 0);
  g_assert_false (promotion.met);
}

static void
test_nothing_in_common (void)
{
  const FairGameLoss champion[] = { { 1, 2020, 1, { 1, 2, 3 } } };
  const FairGameLoss challenger[] = { { 2, 2020, 1, { 1, 2, 3 } } };
  FairPromotion promotion = fair_promotion_judge (champion, 1, challenger, 1);

  g_assert_cmpuint (promotion.n_games, ==, 0);
  g_assert_false (promotion.met);
  g_assert_true (says (&promotion, "no game in common"));
  promotion = fair_promotion_judge (NULL, 0, NULL, 0);
  g_assert_false (promotion.met);
}

/* One game, one season: numbers, but no verdict in favour. */
static void
test_too_little (void)
{
  const FairGameLoss champion[] = { { 1, 2020, 1, { 10, 10, 0.7 } } };
  const FairGameLoss challenger[] = { { 1, 2020, 1, { 1, 1, 0.1 } }, { 2, 2021, 1, { 90, 90, 9 } } };
  FairPromotion promotion = fair_promotion_judge (champion, 1, challenger, 2);

  g_assert_cmpuint (promotion.n_games, ==, 1);
  g_assert_cmpfloat (promotion.losses[FAIR_LOSS_MARGIN].difference, ==, -9);
  g_assert_true (isnan (promotion.losses[FAIR_LOSS_MARGIN].high));
  g_assert_false (promotion.met);
  g_assert_true (says (&promotion, "only 1 can be compared"));
}

/* Order and what only one of them knows make no difference; nor does a second time. */
static void
test_order (void)
{
  const double worse[SEASONS] = { -.03, .01, -.03, 0, -.03, -.02, -.03, -.01 };
  static const double same[SEASONS] = { 0 };
  g_autoptr (GArray) champion = make_losses (same, FAIR_N_LOSSES, 2);
  g_autoptr (GArray) challenger = make_losses (worse, FAIR_N_LOSSES, 3);
  g_autoptr (GArray) backwards = g_array_new (FALSE, FALSE, sizeof (FairGameLoss));
  FairGameLoss stranger = { 1, 1999, 5, { 1, 1, 1 } };
  FairPromotion one = judge (worse, FAIR_N_LOSSES);
  FairPromotion other;

  g_array_append_val (backwards, stranger);
  for (guint i = challenger->len; i > 0; i--)
    g_array_append_val (backwards, g_array_index (challenger, FairGameLoss, i - 1));
  other = fair_promotion_judge ((const FairGameLoss *) (gpointer) champion->data, champion->len,
                                (const FairGameLoss *) (gpointer) backwards->data, backwards->len);
  g_assert_cmpmem (&one.losses, sizeof one.losses, &other.losses, sizeof other.losses);
  g_assert_cmpuint (one.n_better, ==, other.n_better);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/promotion/better", test_better);
  g_test_add_func ("/model/promotion/three-of-four", test_three_of_four);
  g_test_add_func ("/model/promotion/two-of-four", test_two_of_four);
  g_test_add_func ("/model/promotion/one-much-worse", test_one_much_worse);
  g_test_add_func ("/model/promotion/no-difference", test_no_difference);
  g_test_add_func ("/model/promotion/itself", test_itself);
  g_test_add_func ("/model/promotion/nothing-in-common", test_nothing_in_common);
  g_test_add_func ("/model/promotion/too-little", test_too_little);
  g_test_add_func ("/model/promotion/order", test_order);
  return g_test_run ();
}
