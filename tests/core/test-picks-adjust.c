/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-adjust.h"
#include "fair-clock.h"
#include "fair-error.h"
#include "fair-normal.h"
#include "fair-pricer.h"
#include "picks-league.h"

#define NO_MONEYLINE FAIR_MONEYLINE_UNKNOWN, FAIR_MONEYLINE_UNKNOWN

/* Games 1 and 2, of which only the first has a line; team 2 is at home in the first. */
static FairBook *
make_book (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();

  picks_add_game (builder, 1, FAIR_DIVISION_FBS, -1, -1);
  picks_add_game (builder, 2, FAIR_DIVISION_FBS, -1, -1);
  picks_add_offer (builder, 1, (Offer) { "Bovada", -3, 52, NO_MONEYLINE });
  return fair_book_builder_finish (builder);
}

static FairAdjustment
adjustment (gint64 team, gint64 game, double margin, double total)
{
  return (FairAdjustment) { .team_id = team, .game_id = game, .margin = margin, .total = total, .note = (char *) "why",
                            .made_at = PICKS_FREEZE - FAIR_DAY, .expires_at = PICKS_FREEZE + 7 * FAIR_DAY,
                            .withdrawn_at = FAIR_TIME_UNKNOWN };
}

static FairPrediction
adjusted (const FairAdjustment *list, guint n, FairPrediction p)
{
  g_autoptr (FairBook) book = make_book ();

  fair_adjust_predictions (book, list, n, &p, 1);
  return p;
}

/* The blend has a fifth of the model in it, so that a fifth of the points comes through to it. */
static void
test_arithmetic (void)
{
  FairPrediction p = picks_predict (1, 8, 50);
  FairAdjustment both[] = { adjustment (2, 0, -6, -1), adjustment (3, 0, 1, 0) };
  FairPrediction out;

  p.blend_margin = 3 + 0.2 * (8 - 3);
  p.blend_total = 52 + 0.2 * (50 - 52);
  out = adjusted (both, 2, p);
  g_assert_cmpfloat_with_epsilon (out.margin, 8 - 6 - 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (out.total, 49, 1e-12);
  g_assert_cmpfloat_with_epsilon (out.blend_margin, p.blend_margin - 0.2 * 7, 1e-12);
  g_assert_cmpfloat_with_epsilon (out.blend_total, p.blend_total - 0.2, 1e-12);
  g_assert_cmpfloat_with_epsilon (out.adjusted_margin, -7, 1e-12);
  g_assert_cmpfloat_with_epsilon (out.adjusted_total, -1, 1e-12);
  g_assert_cmpfloat_with_epsilon (fair_normal_quantile (out.home_win_probability),
                                  fair_normal_quantile (p.home_win_probability) - 7 / p.margin_sd, 1e-6);
}

/* Of a game the points are the home side's; other games stay as they are, and so does a blend that is the market's. */
static void
test_whose (void)
{
  FairAdjustment game = adjustment (0, 1, 2.5, 0);
  FairAdjustment away = adjustment (3, 0, 4, 0);
  FairPrediction one = picks_predict (1, 8, 50);
  FairPrediction two = picks_predict (2, 8, 50);
  FairPrediction market = one;

  g_assert_cmpfloat (adjusted (&game, 1, one).margin, ==, 10.5);
  g_assert_cmpfloat (adjusted (&away, 1, one).margin, ==, 4);
  g_assert_cmpfloat (adjusted (&game, 1, two).margin, ==, 8);
  g_assert_cmpfloat (adjusted (&game, 1, two).adjusted_margin, ==, 0);
  g_assert_true (isnan (adjusted (&game, 1, one).blend_margin));
  market.margin = market.blend_margin = 3;
  g_assert_cmpfloat (adjusted (&game, 1, market).blend_margin, ==, 3);
}

static void
test_when (void)
{
  FairPrediction p = picks_predict (1, 8, 50);
  FairAdjustment a = adjustment (2, 0, 1, 0);

  g_assert_cmpfloat (adjusted (&a, 1, p).margin, ==, 9);
  a.made_at = PICKS_FREEZE;
  g_assert_cmpfloat (adjusted (&a, 1, p).margin, ==, 9);
  a.made_at = PICKS_FREEZE + 1; /* nobody knew it yet */
  g_assert_cmpfloat (adjusted (&a, 1, p).margin, ==, 8);
  a.made_at = PICKS_FREEZE - 1;
  a.expires_at = PICKS_KICKOFF; /* over when the game begins */
  g_assert_cmpfloat (adjusted (&a, 1, p).margin, ==, 8);
  a.expires_at = PICKS_KICKOFF + 1;
  g_assert_cmpfloat (adjusted (&a, 1, p).margin, ==, 9);
  a.withdrawn_at = PICKS_FREEZE;
  g_assert_cmpfloat (adjusted (&a, 1, p).margin, ==, 8);
  a.withdrawn_at = PICKS_FREEZE + 1; /* too late for this one */
  g_assert_cmpfloat (adjusted (&a, 1, p).margin, ==, 9);
}

/* Rows of the markets it concerns say so. */
static void
test_remark (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (FairPolicy) policy = fair_policy_new_default ();
  g_autoptr (FairScoreShape) shape = fair_score_shape_new ();
  FairPriceTerms terms = { book, policy, shape, FALSE, "abc" };
  FairAdjustment a = adjustment (2, 0, 4, 0);
  FairPrediction p = picks_predict (1, 3, 52);
  g_autoptr (GArray) before = fair_price_games (&terms, &p, 1);
  g_autoptr (GArray) after = NULL;

  g_assert_cmpuint (fair_adjust_predictions (book, &a, 1, &p, 1), ==, 1);
  after = fair_price_games (&terms, &p, 1);
  g_assert_cmpstr (g_array_index (before, FairPick, FAIR_MARKET_SPREAD).reason, ==, "small_edge");
  g_assert_cmpstr (g_array_index (after, FairPick, FAIR_MARKET_SPREAD).reason, ==, "adjusted");
  g_assert_true (g_array_index (after, FairPick, FAIR_MARKET_SPREAD).is_pick);
  g_assert_cmpfloat (g_array_index (after, FairPick, FAIR_MARKET_SPREAD).edge_points, ==, 4);
  g_assert_cmpstr (g_array_index (after, FairPick, FAIR_MARKET_TOTAL).reason, ==, "small_edge");
  g_assert_cmpstr (g_array_index (after, FairPick, FAIR_MARKET_MONEYLINE).reason, ==, "no_line+adjusted");
}

static void
refuse (FairAdjustment a)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fair_adjustment_check (&a, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_USAGE);
}

static void
test_limits (void)
{
  g_autofree char *novel = g_strnfill (201, 'x');
  FairAdjustment good = adjustment (2, 0, -21, 21);
  FairAdjustment a;

  g_assert_true (fair_adjustment_check (&good, NULL));
  refuse (adjustment (0, 0, 1, 0));
  refuse (adjustment (2, 1, 1, 0));
  refuse (adjustment (2, 0, 21.5, 0));
  refuse (adjustment (2, 0, 0, NAN));
  refuse (adjustment (2, 0, 0, 0));
  for (guint i = 0; i < 4; i++)
    {
      const char *notes[] = { NULL, "  ", "two\nlines", novel };

      a = good;
      a.note = (char *) notes[i];
      refuse (a);
    }
  a = good;
  a.expires_at = a.made_at;
  refuse (a);
  /* On a Wednesday it ends on the Tuesday after next week's games. */
  g_assert_cmpint (fair_adjustment_expiry (PICKS_FREEZE + FAIR_DAY), ==, PICKS_FREEZE + 14 * FAIR_DAY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/adjust/arithmetic", test_arithmetic);
  g_test_add_func ("/adjust/whose", test_whose);
  g_test_add_func ("/adjust/when", test_when);
  g_test_add_func ("/adjust/remark", test_remark);
  g_test_add_func ("/adjust/limits", test_limits);
  return g_test_run ();
}
