/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picks-league.h"

#include "fair-odds.h"
#include "fair-pricer.h"

#define NO_MONEYLINE FAIR_MONEYLINE_UNKNOWN, FAIR_MONEYLINE_UNKNOWN

typedef struct
{
  FairBookBuilder *builder;
  FairPolicy      *policy;
  FairScoreShape  *shape;
  FairBook        *book;
  GArray          *picks;
  const GArray    *earlier; /* nullable */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->builder = fair_book_builder_new ();
  fixture->policy = fair_policy_new_default ();
  fixture->shape = fair_score_shape_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fair_book_builder_free (fixture->builder);
  fair_policy_free (fixture->policy);
  fair_score_shape_free (fixture->shape);
  g_clear_pointer (&fixture->book, fair_book_unref);
  g_clear_pointer (&fixture->picks, g_array_unref);
}

static void
price (Fixture *fixture, const FairPrediction *predictions, guint n, gboolean stale)
{
  g_clear_pointer (&fixture->book, fair_book_unref);
  g_clear_pointer (&fixture->picks, g_array_unref);
  fixture->book = fair_book_builder_finish (fixture->builder);
  fixture->picks = fair_price_games (&(FairPriceTerms) { fixture->book, fixture->policy, fixture->shape, stale, "abc",
                                                                .earlier = fixture->earlier },
                                     predictions, n);
  g_assert_cmpuint (fixture->picks->len, ==, 3 * n);
}

static const FairPick *
pick_at (Fixture *fixture, guint game, FairMarket market)
{
  return &g_array_index (fixture->picks, FairPick, 3 * game + market);
}

/* What prices are made of, added up score by score. */
typedef struct
{
  double by_more_than_3;
  double by_3;
  double below_53;
  double home;
} Sums;

static void
add_up (Fixture *fixture, const FairPrediction *prediction, Sums *sums)
{
  g_autoptr (FairScoreDistribution) scores = fair_price_scores (prediction, fixture->shape);

  *sums = (Sums) { 0 };
  for (int home = 0; home < FAIR_N_POINTS; home++)
    for (int away = 0; away < FAIR_N_POINTS; away++)
      {
        double chance = fair_score_distribution_at (scores, home, away);

        sums->by_more_than_3 += home - away > 3 ? chance : 0;
        sums->by_3 += home - away == 3 ? chance : 0;
        sums->below_53 += home + away < 53 ? chance : 0;
        sums->home += home > away ? chance : 0;
      }
}

/* Every number by hand: the model has the home side 10 better, the book 3. */
static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  FairPrediction prediction = picks_predict (1, 10, 50);
  const FairPick *spread;
  const FairPick *total;
  const FairPick *moneyline;
  Sums sums;

  picks_add_game (fixture->builder, 1, FAIR_DIVISION_FBS, -1, -1);
  picks_add_offer (fixture->builder, 1, (Offer) { "Bovada", -3, 52.5, -150, 130 });
  price (fixture, &prediction, 1, FALSE);

  spread = pick_at (fixture, 0, FAIR_MARKET_SPREAD);
  g_assert_cmpint (spread->side, ==, FAIR_SIDE_HOME);
  g_assert_cmpfloat (spread->line, ==, -3);
  g_assert_cmpfloat (spread->model_value, ==, -10);
  g_assert_cmpfloat (spread->edge_points, ==, 7);
  g_assert_cmpint (spread->price, ==, -110);
  add_up (fixture, &prediction, &sums);
  g_assert_cmpfloat_with_epsilon (spread->win_probability, sums.by_more_than_3, 1e-12);
  g_assert_cmpfloat_with_epsilon (spread->push_probability, sums.by_3, 1e-12);
  g_assert_cmpfloat_with_epsilon (spread->expected_value,
                                  sums.by_more_than_3 * 100 / 110 - (1 - sums.by_more_than_3 - sums.by_3), 1e-9);
  /* Not far from a normal curve with mean 10 and sd 16, in bands of one point */
  g_assert_cmpfloat_with_epsilon (spread->win_probability, 0.657718, 0.02);
  g_assert_cmpfloat_with_epsilon (spread->push_probability, 0.022655, 0.002);

  total = pick_at (fixture, 0, FAIR_MARKET_TOTAL);
  g_assert_cmpint (total->side, ==, FAIR_SIDE_UNDER);
  g_assert_cmpfloat (total->edge_points, ==, 2.5);
  g_assert_cmpfloat (total->push_probability, ==, 0);
  g_assert_cmpfloat_with_epsilon (total->win_probability, sums.below_53, 1e-12);

  moneyline = pick_at (fixture, 0, FAIR_MARKET_MONEYLINE);
  g_assert_cmpint (moneyline->side, ==, FAIR_SIDE_HOME);
  g_assert_cmpint (moneyline->price, ==, -150);
  g_assert_cmpfloat (moneyline->line, ==, -150);
  g_assert_cmpfloat_with_epsilon (moneyline->win_probability, sums.home, 1e-12);
  g_assert_cmpfloat (moneyline->edge_points, >, 0);
}

/* Turned round, the same game gives the same pick on the other side. */
static void
test_mirror (Fixture *fixture, gconstpointer data)
{
  FairPrediction predictions[] = { picks_predict (1, 10, 50), picks_predict (2, -10, 50) };
  const FairPick *home;
  const FairPick *away;

  picks_add_game (fixture->builder, 1, FAIR_DIVISION_FBS, -1, -1);
  picks_add_game (fixture->builder, 2, FAIR_DIVISION_FBS, -1, -1);
  picks_add_offer (fixture->builder, 1, (Offer) { "Bovada", -3, 52.5, -150, 130 });
  picks_add_offer (fixture->builder, 2, (Offer) { "Bovada", 3, 52.5, 130, -150 });
  price (fixture, predictions, 2, FALSE);
  home = pick_at (fixture, 0, FAIR_MARKET_SPREAD);
  away = pick_at (fixture, 1, FAIR_MARKET_SPREAD);
  g_assert_cmpint (away->side, ==, FAIR_SIDE_AWAY);
  g_assert_cmpfloat (away->line, ==, home->line);
  g_assert_cmpfloat (away->edge_points, ==, home->edge_points);
  g_assert_cmpfloat_with_epsilon (away->win_probability, home->win_probability, 1e-12);
}

static void
expect_reason (Fixture *fixture, FairPrediction prediction, gboolean stale, const char *reason)
{
  const FairPick *pick;

  price (fixture, &prediction, 1, stale);
  pick = pick_at (fixture, 0, FAIR_MARKET_SPREAD);
  g_assert_cmpstr (pick->reason, ==, reason);
  g_assert_cmpint (pick->is_pick, ==, *reason == '\0');
  g_assert_cmpint (pick->stake_units > 0, ==, *reason == '\0');
}

static void
offer_one (Fixture *fixture, FairDivision away, double spread)
{
  picks_add_game (fixture->builder, 1, away, -1, -1);
  picks_add_offer (fixture->builder, 1, (Offer) { "Bovada", spread, NAN, NO_MONEYLINE });
}

static void
test_reasons (Fixture *fixture, gconstpointer data)
{
  FairPrediction good = picks_predict (1, 10, 50);
  FairPrediction changed;

  offer_one (fixture, FAIR_DIVISION_FBS, -3);
  expect_reason (fixture, good, FALSE, "");
  offer_one (fixture, FAIR_DIVISION_FBS, -3);
  expect_reason (fixture, good, TRUE, FAIR_REASON_STALE_DATA);
  offer_one (fixture, FAIR_DIVISION_FCS, -3);
  expect_reason (fixture, good, FALSE, FAIR_REASON_NOT_FBS);
  offer_one (fixture, FAIR_DIVISION_FBS, -7);
  expect_reason (fixture, good, FALSE, FAIR_REASON_SMALL_EDGE);
  offer_one (fixture, FAIR_DIVISION_FBS, -3);
  changed = good;
  changed.away_games = 3;
  expect_reason (fixture, changed, FALSE, FAIR_REASON_FEW_GAMES);
  offer_one (fixture, FAIR_DIVISION_FBS, -3);
  changed = good;
  changed.frozen_at = PICKS_KICKOFF - 3600;
  expect_reason (fixture, changed, FALSE, FAIR_REASON_KICKOFF_NEAR);
  offer_one (fixture, FAIR_DIVISION_FBS, -3);
  changed.frozen_at = PICKS_KICKOFF;
  expect_reason (fixture, changed, FALSE, FAIR_REASON_STARTED);
  offer_one (fixture, FAIR_DIVISION_FBS, -30);
  expect_reason (fixture, picks_predict (1, 46, 50), FALSE, FAIR_REASON_EXTREME_PREDICTION);
  /* The market's opinion takes the value out of a large edge: the edge is still one, but Kelly stakes nothing. */
  offer_one (fixture, FAIR_DIVISION_FBS, -3);
  changed = good;
  changed.blend_margin = 3.2;
  changed.blend_margin_sd = 16;
  expect_reason (fixture, changed, FALSE, "");
  g_assert_cmpfloat (pick_at (fixture, 0, FAIR_MARKET_SPREAD)->expected_value, <, 0);
  fixture->policy->staking = FAIR_STAKING_KELLY;
  offer_one (fixture, FAIR_DIVISION_FBS, -3);
  expect_reason (fixture, changed, FALSE, FAIR_REASON_NO_VALUE);
}

/* Nothing asked for is still something: an edge of nought is none. */
static void
test_no_threshold (Fixture *fixture, gconstpointer data)
{
  fixture->policy->spread_threshold = 0;
  offer_one (fixture, FAIR_DIVISION_FBS, -10);
  expect_reason (fixture, picks_predict (1, 10, 50), FALSE, FAIR_REASON_SMALL_EDGE);
  offer_one (fixture, FAIR_DIVISION_FBS, -8);
  expect_reason (fixture, picks_predict (1, 10, 50), FALSE, "");
}

static void
test_no_line (Fixture *fixture, gconstpointer data)
{
  FairPrediction prediction = picks_predict (1, 10, 50);

  picks_add_game (fixture->builder, 1, FAIR_DIVISION_FBS, -1, -1);
  price (fixture, &prediction, 1, FALSE);
  for (guint i = 0; i < 3; i++)
    {
      const FairPick *pick = pick_at (fixture, 0, i);

      g_assert_cmpstr (pick->reason, ==, FAIR_REASON_NO_LINE);
      g_assert_cmpint (pick->side, ==, FAIR_SIDE_NONE);
      g_assert_true (isnan (pick->line));
      g_assert_null (pick->provider);
    }
}

/* The person's order counts; a book far from the others does not; what is no book comes last. */
static void
test_choice_of_book (Fixture *fixture, gconstpointer data)
{
  FairPrediction prediction = picks_predict (1, 10, 50);

  picks_add_game (fixture->builder, 1, FAIR_DIVISION_FBS, -1, -1);
  picks_add_offer (fixture->builder, 1, (Offer) { "Bovada", 9, NAN, NO_MONEYLINE });
  picks_add_offer (fixture->builder, 1, (Offer) { "DraftKings", -3, NAN, NO_MONEYLINE });
  picks_add_offer (fixture->builder, 1, (Offer) { "ESPN Bet", -2.5, NAN, NO_MONEYLINE });
  picks_add_offer (fixture->builder, 1, (Offer) { "consensus", -3, 51, NO_MONEYLINE });
  price (fixture, &prediction, 1, FALSE);
  g_assert_cmpstr (pick_at (fixture, 0, FAIR_MARKET_SPREAD)->provider, ==, "DraftKings");
  g_assert_cmpstr (pick_at (fixture, 0, FAIR_MARKET_TOTAL)->provider, ==, "consensus");
}

static void
test_one_per_game (Fixture *fixture, gconstpointer data)
{
  FairPrediction prediction = picks_predict (1, 10, 60);

  picks_add_game (fixture->builder, 1, FAIR_DIVISION_FBS, -1, -1);
  picks_add_offer (fixture->builder, 1, (Offer) { "Bovada", -5, 50, NO_MONEYLINE });
  price (fixture, &prediction, 1, FALSE);
  g_assert_cmpstr (pick_at (fixture, 0, FAIR_MARKET_SPREAD)->reason, ==, FAIR_REASON_ONE_PER_GAME);
  g_assert_true (pick_at (fixture, 0, FAIR_MARKET_TOTAL)->is_pick);
}

/* Twenty picks, twelve allowed: the strongest stay, in whatever order they come. */
static void
test_weekly_limit (Fixture *fixture, gconstpointer data)
{
  FairPrediction predictions[20];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (predictions); i++)
    {
      picks_add_game (fixture->builder, i + 1, FAIR_DIVISION_FBS, -1, -1);
      picks_add_offer (fixture->builder, i + 1, (Offer) { "Bovada", -1.5, NAN, NO_MONEYLINE });
      predictions[G_N_ELEMENTS (predictions) - 1 - i] = picks_predict (i + 1, 6 + i, 50);
    }
  price (fixture, predictions, G_N_ELEMENTS (predictions), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (predictions); i++)
    {
      const FairPick *pick = pick_at (fixture, i, FAIR_MARKET_SPREAD);

      n += pick->is_pick;
      g_assert_cmpint (pick->is_pick, ==, pick->game_id > 8);
      g_assert_cmpstr (pick->reason, ==, pick->is_pick ? "" : FAIR_REASON_WEEKLY_LIMIT);
    }
  g_assert_cmpuint (n, ==, 12);
}

/* What was published before and kicks off too soon stands, and leaves less room for the others. */
static void
test_standing_picks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) earlier = g_array_new (FALSE, FALSE, sizeof (FairPick));
  FairPrediction predictions[14];

  for (guint i = 0; i < G_N_ELEMENTS (predictions); i++)
    {
      FairPick pick = { .game_id = i + 1, .market = FAIR_MARKET_SPREAD, .is_pick = i < 4, .stake_units = 1 };

      picks_add_game (fixture->builder, i + 1, FAIR_DIVISION_FBS, -1, -1);
      picks_add_offer (fixture->builder, i + 1, (Offer) { "Bovada", -1.5, NAN, NO_MONEYLINE });
      predictions[i] = picks_predict (i + 1, 6 + i, 50);
      /* Of the four that were picked, one is as far from its kickoff as the others and is looked at again. */
      predictions[i].frozen_at = i < 3 ? PICKS_KICKOFF - 60 : PICKS_FREEZE;
      g_array_append_val (earlier, pick);
    }
  fixture->policy->maximum_bets = 6;
  fixture->earlier = earlier;
  price (fixture, predictions, G_N_ELEMENTS (predictions), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (predictions); i++)
    {
      const FairPick *pick = pick_at (fixture, i, FAIR_MARKET_SPREAD);

      g_assert_cmpint (pick->is_pick, ==, i >= 11);
      g_assert_cmpstr (pick->reason, ==,
                       i < 3     ? FAIR_REASON_KICKOFF_NEAR
                       : i >= 11 ? ""
                                 : FAIR_REASON_WEEKLY_LIMIT);
    }
}

static void
test_kelly (Fixture *fixture, gconstpointer data)
{
  FairPrediction prediction = picks_predict (1, 10, 50);
  const FairPick *pick;

  fixture->policy->staking = FAIR_STAKING_KELLY;
  offer_one (fixture, FAIR_DIVISION_FBS, -3);
  price (fixture, &prediction, 1, FALSE);
  pick = pick_at (fixture, 0, FAIR_MARKET_SPREAD);
  /* A quarter of Kelly's stake is 8 % of the bankroll: the cap of 5 % is five units. */
  g_assert_cmpfloat_with_epsilon (pick->stake_units, 5, 1e-9);
  fixture->policy->kelly_cap_percent = 20;
  offer_one (fixture, FAIR_DIVISION_FBS, -3);
  price (fixture, &prediction, 1, FALSE);
  pick = pick_at (fixture, 0, FAIR_MARKET_SPREAD);
  g_assert_cmpfloat_with_epsilon (pick->stake_units, 25 * pick->expected_value / (1 - pick->push_probability) * 1.1, 1e-9);
}

static void
test_long_odds (Fixture *fixture, gconstpointer data)
{
  FairPrediction prediction = picks_predict (1, 5, 50);

  picks_add_game (fixture->builder, 1, FAIR_DIVISION_FBS, -1, -1);
  picks_add_offer (fixture->builder, 1, (Offer) { "Bovada", NAN, NAN, 900, -1600 });
  price (fixture, &prediction, 1, FALSE);
  g_assert_cmpstr (pick_at (fixture, 0, FAIR_MARKET_MONEYLINE)->reason, ==, FAIR_REASON_LONG_ODDS);
}

static void
test_odds (void)
{
  g_assert_cmpfloat_with_epsilon (fair_odds_profit (-110), 0.909091, 1e-6);
  g_assert_cmpfloat (fair_odds_profit (150), ==, 1.5);
  g_assert_cmpfloat_with_epsilon (fair_odds_implied (-110), 0.523810, 1e-6);
  g_assert_cmpfloat_with_epsilon (fair_odds_without_vig (-110, -110), 0.5, 1e-12);
  for (int odds = -2000; odds <= 2000; odds += 7)
    {
      if (ABS (odds) < 101)
        continue;
      g_assert_cmpint (fair_odds_from_chance (fair_odds_implied (odds)), ==, odds);
      g_assert_cmpfloat_with_epsilon (fair_odds_expected_value (fair_odds_implied (odds), 0, odds), 0, 1e-12);
      g_assert_cmpfloat_with_epsilon (fair_odds_without_vig (odds, -115) + fair_odds_without_vig (-115, odds), 1, 1e-12);
    }
}

/* Whatever the numbers, win, push and loss are chances and the two sides share them. */
static void
test_chances_add_up (void)
{
  g_autoptr (FairScoreShape) shape = fair_score_shape_new ();

  for (double number = -40; number <= 40; number += 0.5)
    for (double mean = -30; mean <= 30; mean += 7.3)
      {
        FairScoreMoments moments = { mean, 16, 55, 16 };
        g_autoptr (FairScoreDistribution) scores = fair_score_distribution_new (shape, &moments);
        double push;
        double other_push;
        double home = fair_win_chance (FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, number, scores, &push);
        double away = fair_win_chance (FAIR_MARKET_SPREAD, FAIR_SIDE_AWAY, number, scores, &other_push);

        g_assert_cmpfloat_with_epsilon (home + away + push, 1, 1e-12);
        g_assert_cmpfloat (push, ==, other_push);
        g_assert_cmpint (push > 0, ==, number == floor (number) && number != 0);
      }
}

/* Prices one game as each circumstance has it; what a person typed is no older than it says. */
static void
test_circumstances (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    gboolean       lines_stale, data_old, cached, typed;
    FairConfidence confidence;
    gboolean       is_pick;
    const char    *reason;
  } cases[] = {
    { FALSE, FALSE, FALSE, FALSE, FAIR_CONFIDENCE_HIGH, TRUE, "" },
    { FALSE, FALSE, TRUE, FALSE, FAIR_CONFIDENCE_MEDIUM, TRUE, "cached_data" },
    { FALSE, TRUE, FALSE, FALSE, FAIR_CONFIDENCE_LOW, TRUE, "cached_data" },
    { TRUE, FALSE, FALSE, FALSE, FAIR_CONFIDENCE_LOW, FALSE, "stale_data" },
    { TRUE, TRUE, TRUE, FALSE, FAIR_CONFIDENCE_LOW, FALSE, "stale_data+cached_data" },
    { TRUE, FALSE, FALSE, TRUE, FAIR_CONFIDENCE_HIGH, TRUE, "typed_line" },
    { TRUE, TRUE, TRUE, TRUE, FAIR_CONFIDENCE_LOW, TRUE, "cached_data+typed_line" },
  };
  FairPrediction prediction = picks_predict (1, 10, 50);
  FairLine typed = { .game_id = 1, .provider = (char *) "Caesars", .seen_at = PICKS_FREEZE, .spread = -2,
                     .spread_open = NAN, .total = NAN, .total_open = NAN };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FairPriceTerms terms = { .policy = fixture->policy, .shape = fixture->shape, .lines_stale = cases[i].lines_stale,
                               .model_id = "abc", .data_old = cases[i].data_old, .cached = cases[i].cached };
      g_autoptr (FairBook) book = NULL;
      g_autoptr (GArray) picks = NULL;
      const FairPick *pick;

      picks_add_game (fixture->builder, 1, FAIR_DIVISION_FBS, -1, -1);
      picks_add_offer (fixture->builder, 1, (Offer) { "Bovada", -3, NAN, NO_MONEYLINE });
      if (cases[i].typed)
        fair_book_builder_add_typed (fixture->builder, &typed, FAIR_TIME_UNKNOWN);
      terms.book = book = fair_book_builder_finish (fixture->builder);
      picks = fair_price_games (&terms, &prediction, 1);
      pick = &g_array_index (picks, FairPick, FAIR_MARKET_SPREAD);
      g_assert_cmpint (pick->confidence, ==, cases[i].confidence);
      g_assert_cmpint (pick->is_pick, ==, cases[i].is_pick);
      g_assert_cmpstr (pick->reason, ==, cases[i].reason);
      g_assert_cmpstr (pick->provider, ==, cases[i].typed ? "Caesars" : "Bovada");
    }
}

/* Today's books, those of the stored lines, and nobody else. */
static void
test_known_books (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) without = fair_policy_known_books (NULL);
  g_auto (GStrv) with = NULL;
  g_autofree char *joined = g_strjoinv (",", without);
  g_autofree char *more = NULL;

  g_assert_cmpstr (joined, ==, "Bovada,Caesars,DraftKings,ESPN Bet");
  picks_add_game (fixture->builder, 1, FAIR_DIVISION_FBS, -1, -1);
  picks_add_offer (fixture->builder, 1, (Offer) { "SugarHouse", -3, NAN, NO_MONEYLINE });
  picks_add_offer (fixture->builder, 1, (Offer) { "consensus", -3, NAN, NO_MONEYLINE });
  picks_add_offer (fixture->builder, 1, (Offer) { "Bovada", -3, NAN, NO_MONEYLINE });
  fixture->book = fair_book_builder_finish (fixture->builder);
  with = fair_policy_known_books (fixture->book);
  more = g_strjoinv (",", with);
  g_assert_cmpstr (more, ==, "Bovada,Caesars,DraftKings,ESPN Bet,SugarHouse");
}

#define ADD(name, func) g_test_add ("/picks/pricer/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("by-hand", test_by_hand);
  ADD ("mirror", test_mirror);
  ADD ("reasons", test_reasons);
  ADD ("no-threshold", test_no_threshold);
  ADD ("no-line", test_no_line);
  ADD ("choice-of-book", test_choice_of_book);
  ADD ("one-per-game", test_one_per_game);
  ADD ("weekly-limit", test_weekly_limit);
  ADD ("standing-picks", test_standing_picks);
  ADD ("kelly", test_kelly);
  ADD ("long-odds", test_long_odds);
  ADD ("circumstances", test_circumstances);
  ADD ("known-books", test_known_books);
  g_test_add_func ("/picks/odds", test_odds);
  g_test_add_func ("/picks/chances-add-up", test_chances_add_up);
  return g_test_run ();
}
