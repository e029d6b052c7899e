/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-pricer.h"

#include "fair-normal.h"
#include "fair-odds.h"
#include "fair-reason.h"

#include <math.h>
#include <string.h>

/* From these chances on, of a bet that is decided, confidence is medium or high. At -110, 52.4 % breaks even. */
#define MEDIUM_CHANCE 0.524
#define HIGH_CHANCE   0.54

/* Points; a margin or total that is less sure than this is too uncertain for high confidence. */
#define USUAL_MARGIN_SD 17.5
#define USUAL_TOTAL_SD  18.5

/* Beyond these odds a small error in the tail of the distribution looks like value. */
#define LONGEST_ODDS 400

/* One game while it is being priced. */
typedef struct
{
  const FairPriceTerms *terms;
  const FairBook       *book;
  const FairPolicy     *policy;
  const FairPrediction *prediction;
  const FairScoreDistribution *scores;
  guint                 index;
  const FairBookGame   *game;
  FairQuote             quotes[FAIR_MAX_QUOTES];
  guint                 n_quotes;
  gboolean              line_stale; /* nobody has seen its lines for too long */
} Pricing;

/**
 * fair_win_chance:
 * @market: what is bet on
 * @side: which side
 * @home_number: the home side's spread, or the total; not used for a moneyline
 * @scores: the chances of all final scores
 * @push: (out): chance of a push
 *
 * Returns: the chance that @side wins
 */
double
fair_win_chance (FairMarket market, FairSide side, double home_number, const FairScoreDistribution *scores,
                 double *push)
{
  FairScoreNumber number = market == FAIR_MARKET_TOTAL ? FAIR_SCORE_TOTAL : FAIR_SCORE_MARGIN;
  double boundary = market == FAIR_MARKET_TOTAL    ? home_number
                    : market == FAIR_MARKET_SPREAD ? fair_margin_from_spread (home_number)
                                                   : 0;
  double above = fair_score_distribution_above (scores, number, boundary, push);

  return side == FAIR_SIDE_HOME || side == FAIR_SIDE_OVER ? above : fmax (0, 1 - above - *push);
}

static gboolean
has_market (const FairQuote *quote, FairMarket market)
{
  switch (market)
    {
    case FAIR_MARKET_SPREAD:
      return !isnan (quote->spread);
    case FAIR_MARKET_TOTAL:
      return !isnan (quote->total);
    default:
      return quote->home_moneyline != FAIR_MONEYLINE_UNKNOWN && quote->away_moneyline != FAIR_MONEYLINE_UNKNOWN;
    }
}

/* A number far from all others is a mistake that a book would not honour. */
static gboolean
is_outlier (const Pricing *pricing, const FairQuote *quote, FairMarket market)
{
  double numbers[FAIR_MAX_QUOTES];
  double own = market == FAIR_MARKET_TOTAL ? quote->total : quote->spread;
  double middle;

  if (market == FAIR_MARKET_MONEYLINE)
    return FALSE;
  for (guint i = 0; i < pricing->n_quotes; i++)
    numbers[i] = market == FAIR_MARKET_TOTAL ? pricing->quotes[i].total : pricing->quotes[i].spread;
  middle = fair_consensus (numbers, pricing->n_quotes);
  return isnan (middle) || fabs (own - middle) > FAIR_OUTLIER_POINTS;
}

/* Lower is better: the person's order, then other books by name, then what is no book. */
static guint
preference (const FairPolicy *policy, const char *provider)
{
  guint n = g_strv_length (policy->books);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (policy->books[i], provider))
      return i;
  return fair_policy_is_book (provider) ? n : n + 1;
}

/* The quotes are sorted by name, so the first of equals is the first by name. */
static const FairQuote *
choose_book (const Pricing *pricing, FairMarket market)
{
  const FairQuote *best = NULL;

  for (guint i = 0; i < pricing->n_quotes; i++)
    {
      const FairQuote *quote = &pricing->quotes[i];

      if (!has_market (quote, market) || is_outlier (pricing, quote, market))
        continue;
      if (best == NULL
          || preference (pricing->policy, quote->provider) < preference (pricing->policy, best->provider))
        best = quote;
    }
  return best;
}

/**
 * fair_price_scores:
 *
 * Returns: (transfer full): the chances of all final scores that a game's prices are sums of: with the market's opinion
 *   where it was known at the freeze
 */
FairScoreDistribution *
fair_price_scores (const FairPrediction *p, const FairScoreShape *shape)
{
  gboolean has_margin = !isnan (p->blend_margin);
  gboolean has_total = !isnan (p->blend_total);
  FairScoreMoments moments = {
    .margin = has_margin ? p->blend_margin : p->margin,
    .margin_sd = has_margin ? p->blend_margin_sd : p->margin_sd,
    .total = has_total ? p->blend_total : p->total,
    .total_sd = has_total ? p->blend_total_sd : p->total_sd,
  };

  return fair_score_distribution_new (shape, &moments);
}

static void
price_points (const Pricing *pricing, const FairQuote *quote, FairPick *pick)
{
  const FairPrediction *p = pricing->prediction;
  gboolean total = pick->market == FAIR_MARKET_TOTAL;
  double number = total ? quote->total : quote->spread;
  double model = total ? p->total : fair_spread_from_margin (p->margin);
  FairSide first = total ? FAIR_SIDE_OVER : FAIR_SIDE_HOME;
  FairSide second = total ? FAIR_SIDE_UNDER : FAIR_SIDE_AWAY;

  pick->side = fair_side_edge (pick->market, first, model, number) >= 0 ? first : second;
  pick->line = fair_side_line (pick->market, pick->side, number);
  pick->model_value = fair_side_line (pick->market, pick->side, model);
  pick->edge_points = fair_side_edge (pick->market, pick->side, model, number);
  pick->price = FAIR_STANDARD_PRICE;
  pick->win_probability
    = fair_win_chance (pick->market, pick->side, number, pricing->scores, &pick->push_probability);
}

static void
price_moneyline (const Pricing *pricing, const FairQuote *quote, FairPick *pick)
{
  const FairPrediction *p = pricing->prediction;
  double home_chance;
  double push;
  double home_value;
  double away_value;
  double model_chance;
  double market_chance;
  gboolean home;

  home_chance = fair_win_chance (pick->market, FAIR_SIDE_HOME, 0, pricing->scores, &push);
  home_value = fair_odds_expected_value (home_chance, 0, quote->home_moneyline);
  away_value = fair_odds_expected_value (1 - home_chance, 0, quote->away_moneyline);
  home = home_value >= away_value;

  pick->side = home ? FAIR_SIDE_HOME : FAIR_SIDE_AWAY;
  pick->price = home ? quote->home_moneyline : quote->away_moneyline;
  pick->line = pick->price;
  model_chance = home ? p->home_win_probability : 1 - p->home_win_probability;
  market_chance = fair_odds_without_vig (pick->price, home ? quote->away_moneyline : quote->home_moneyline);
  pick->model_value = fair_odds_from_chance (model_chance);
  pick->edge_points = (fair_normal_quantile (CLAMP (model_chance, 1e-9, 1 - 1e-9))
                       - fair_normal_quantile (market_chance)) * p->margin_sd;
  pick->win_probability = home ? home_chance : 1 - home_chance;
  pick->push_probability = 0;
}

static FairConfidence
confidence_of (const Pricing *pricing, const FairPick *pick)
{
  const FairPrediction *p = pricing->prediction;
  double decided = pick->win_probability / (1 - pick->push_probability);
  gboolean usual = pick->market == FAIR_MARKET_TOTAL ? p->total_sd <= USUAL_TOTAL_SD : p->margin_sd <= USUAL_MARGIN_SD;

  if (pick->side == FAIR_SIDE_NONE || pricing->line_stale || pricing->terms->data_old || p->fallback
      || decided < MEDIUM_CHANCE)
    return FAIR_CONFIDENCE_LOW;
  if (decided >= HIGH_CHANCE && usual)
    return pricing->terms->cached ? FAIR_CONFIDENCE_MEDIUM : FAIR_CONFIDENCE_HIGH;
  return pricing->terms->cached ? FAIR_CONFIDENCE_LOW : FAIR_CONFIDENCE_MEDIUM;
}

/* Units of the bankroll's unit. J. L. Kelly, Bell System Technical Journal 35 (1956) 917-926: stake the edge over the
 * odds, of the bets that are decided; a push leaves everything as it was. */
static double
stake_of (const FairPolicy *policy, const FairPick *pick)
{
  double share;

  if (policy->staking != FAIR_STAKING_KELLY)
    return 1;
  share = 0.25 * pick->expected_value / (1 - pick->push_probability) / fair_odds_profit (pick->price);
  return CLAMP (share, 0, policy->kelly_cap_percent / 100) * 100 / policy->unit_percent;
}

/* What a market asks of a pick, and how much of it there is: points of edge, or the expected value of a moneyline. */
static double
threshold_of (const FairPolicy *policy, FairMarket market)
{
  return market == FAIR_MARKET_SPREAD  ? policy->spread_threshold
         : market == FAIR_MARKET_TOTAL ? policy->total_threshold
                                       : policy->moneyline_threshold;
}

static double
offered_by (const FairPick *pick)
{
  return pick->market == FAIR_MARKET_MONEYLINE ? pick->expected_value : pick->edge_points;
}

/* The pure model must favour the side, also where the blend alone would find value. */
static gboolean
is_enough (const FairPolicy *policy, const FairPick *pick)
{
  return pick->edge_points > 0 && offered_by (pick) >= threshold_of (policy, pick->market);
}

/* Orders picks of different markets: how many times the threshold they offer. */
static double
strength_of (const FairPolicy *policy, const FairPick *pick)
{
  double least = pick->market == FAIR_MARKET_MONEYLINE ? 0.001 : 0.1;

  return offered_by (pick) / MAX (threshold_of (policy, pick->market), least);
}

static const char *
reason_to_pass (const Pricing *pricing, const FairPick *pick)
{
  const FairPrediction *p = pricing->prediction;
  const FairPolicy *policy = pricing->policy;
  gint64 time_left = pricing->game->kickoff - p->frozen_at;

  if (pick->side == FAIR_SIDE_NONE)
    return FAIR_REASON_NO_LINE;
  if (time_left <= 0)
    return FAIR_REASON_STARTED;
  if (time_left < policy->kickoff_margin)
    return FAIR_REASON_KICKOFF_NEAR;
  if (pricing->line_stale)
    return FAIR_REASON_STALE_DATA;
  if (!fair_book_is_fbs_game (pricing->book, pricing->index))
    return FAIR_REASON_NOT_FBS;
  if (MIN (p->home_games, p->away_games) < policy->minimum_games)
    return FAIR_REASON_FEW_GAMES;
  if (fabs (p->margin) > policy->maximum_margin)
    return FAIR_REASON_EXTREME_PREDICTION;
  if (abs (pick->price) > LONGEST_ODDS)
    return FAIR_REASON_LONG_ODDS;
  if (!is_enough (policy, pick))
    return FAIR_REASON_SMALL_EDGE;
  return pick->stake_units > 0 ? NULL : FAIR_REASON_NO_VALUE;
}

static void
pass (FairPick *pick, const char *reason)
{
  pick->is_pick = FALSE;
  pick->stake_units = 0;
  pick->reason = g_intern_string (reason);
}

static FairPick
price_market (const Pricing *pricing, FairMarket market, const char *model_id)
{
  const FairBookGame *game = pricing->game;
  const FairQuote *quote = choose_book (pricing, market);
  const char *reason;
  FairPick pick = {
    .week = game->week,
    .game_id = game->id,
    .kickoff = game->kickoff,
    .away_team = fair_book_team (pricing->book, game->away)->school,
    .home_team = fair_book_team (pricing->book, game->home)->school,
    .neutral_site = game->neutral_site,
    .market = market,
    .line = NAN,
    .model_value = market == FAIR_MARKET_TOTAL    ? pricing->prediction->total
                   : market == FAIR_MARKET_SPREAD ? fair_spread_from_margin (pricing->prediction->margin)
                                                  : fair_odds_from_chance (pricing->prediction->home_win_probability),
    .edge_points = NAN,
    .win_probability = NAN,
    .push_probability = NAN,
    .expected_value = NAN,
    .is_pick = TRUE,
    .reason = "",
    .frozen_at = pricing->prediction->frozen_at,
  };

  g_strlcpy (pick.model_id, model_id, sizeof pick.model_id);
  if (quote != NULL)
    {
      pick.provider = quote->provider;
      if (market == FAIR_MARKET_MONEYLINE)
        price_moneyline (pricing, quote, &pick);
      else
        price_points (pricing, quote, &pick);
      pick.expected_value = fair_odds_expected_value (pick.win_probability, pick.push_probability, pick.price);
      pick.stake_units = stake_of (pricing->policy, &pick);
    }
  pick.confidence = confidence_of (pricing, &pick);
  reason = reason_to_pass (pricing, &pick);
  if (reason != NULL)
    pass (&pick, reason);
  return pick;
}

/* Two bets on one game are one opinion twice. */
static void
keep_one_per_game (const FairPolicy *policy, FairPick *rows)
{
  FairPick *best = NULL;

  for (guint i = 0; i < FAIR_MARKETS_PER_GAME; i++)
    if (rows[i].is_pick && (best == NULL || strength_of (policy, &rows[i]) > strength_of (policy, best)))
      best = &rows[i];
  for (guint i = 0; i < FAIR_MARKETS_PER_GAME; i++)
    if (rows[i].is_pick && &rows[i] != best)
      pass (&rows[i], FAIR_REASON_ONE_PER_GAME);
}

static int
compare_strength (gconstpointer a, gconstpointer b, gpointer policy)
{
  const FairPick *x = *(FairPick *const *) a;
  const FairPick *y = *(FairPick *const *) b;
  double sx = strength_of (policy, x);
  double sy = strength_of (policy, y);

  if (sx != sy)
    return sx > sy ? -1 : 1;
  return (x->game_id > y->game_id) - (x->game_id < y->game_id);
}

/* Picks that were published before and are too near their kickoff to be looked at again stand, and count. */
static void
count_standing (const FairPriceTerms *terms, const GArray *picks, int *bets, double *staked)
{
  for (guint i = 0; terms->earlier != NULL && i < terms->earlier->len; i++)
    {
      const FairPick *earlier = &g_array_index (terms->earlier, FairPick, i);

      for (guint k = 0; k < picks->len && earlier->is_pick; k++)
        {
          const FairPick *now = &g_array_index (picks, FairPick, k);

          if (now->game_id != earlier->game_id || now->market != earlier->market
              || now->kickoff - now->frozen_at >= terms->policy->kickoff_margin)
            continue;
          ++*bets;
          *staked += earlier->stake_units;
        }
    }
}

/* The strongest picks of the week come first until the week's limits are reached. */
static void
keep_within_week (const FairPriceTerms *terms, GArray *picks)
{
  const FairPolicy *policy = terms->policy;
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  double most = policy->maximum_week_percent / policy->unit_percent;
  double staked = 0;
  int bets = 0;

  count_standing (terms, picks, &bets, &staked);
  for (guint i = 0; i < picks->len; i++)
    if (g_array_index (picks, FairPick, i).is_pick)
      g_ptr_array_add (chosen, &g_array_index (picks, FairPick, i));
  g_ptr_array_sort_with_data (chosen, compare_strength, (gpointer) policy);
  for (guint i = 0; i < chosen->len; i++)
    {
      FairPick *pick = g_ptr_array_index (chosen, i);

      if (bets + 1 > policy->maximum_bets || staked + pick->stake_units > most + 1e-9)
        {
          pass (pick, FAIR_REASON_WEEKLY_LIMIT);
          continue;
        }
      bets++;
      staked += pick->stake_units;
    }
}

static int
compare_predictions (gconstpointer a, gconstpointer b, gpointer data)
{
  const FairBook *book = data;
  guint x = fair_book_find_game (book, ((const FairPrediction *) a)->game_id);
  guint y = fair_book_find_game (book, ((const FairPrediction *) b)->game_id);

  return (x > y) - (x < y);
}

/* While typed lines count, they are the only ones. */
static gboolean
has_typed_lines (const FairPriceTerms *terms, const FairPrediction *prediction)
{
  FairQuote quotes[FAIR_MAX_QUOTES];
  guint game = fair_book_find_game (terms->book, prediction->game_id);

  return game != FAIR_NO_INDEX && fair_view_quotes (fair_view_at (terms->book, prediction->frozen_at), game, quotes) > 0
         && quotes[0].typed;
}

static void
price_game (const FairPriceTerms *terms, const FairPrediction *prediction, GArray *picks)
{
  g_autoptr (FairScoreDistribution) scores = NULL;
  Pricing pricing = { .terms = terms, .book = terms->book, .policy = terms->policy, .prediction = prediction,
                      .line_stale = terms->lines_stale && !has_typed_lines (terms, prediction) };

  pricing.index = fair_book_find_game (terms->book, prediction->game_id);
  if (pricing.index == FAIR_NO_INDEX)
    return; /* the API took the game off the schedule */
  scores = fair_price_scores (prediction, terms->shape);
  pricing.scores = scores;
  pricing.game = fair_book_game (terms->book, pricing.index);
  pricing.n_quotes
    = fair_view_quotes (fair_view_at (terms->book, prediction->frozen_at), pricing.index, pricing.quotes);
  for (FairMarket market = 0; market < FAIR_MARKETS_PER_GAME; market++)
    {
      FairPick pick = price_market (&pricing, market, terms->model_id);

      g_array_append_val (picks, pick);
    }
  keep_one_per_game (terms->policy, &g_array_index (picks, FairPick, picks->len - FAIR_MARKETS_PER_GAME));
}

/* Everything that old data, the backup model or a person had a part in says so. */
static void
add_remarks (const FairPriceTerms *terms, const FairPrediction *predictions, guint n, GArray *picks)
{
  for (guint i = 0, p = 0; i < picks->len; i++)
    {
      FairPick *pick = &g_array_index (picks, FairPick, i);

      while (p < n && predictions[p].game_id != pick->game_id)
        p++;
      if (p < n && predictions[p].fallback)
        pick->reason = fair_reason_add (pick->reason, FAIR_REASON_BACKUP_MODEL);
      if (terms->cached || terms->data_old)
        pick->reason = fair_reason_add (pick->reason, FAIR_REASON_CACHED_DATA);
      if (p < n && pick->side != FAIR_SIDE_NONE && has_typed_lines (terms, &predictions[p]))
        pick->reason = fair_reason_add (pick->reason, FAIR_REASON_TYPED_LINE);
      if (p < n
          && (pick->market == FAIR_MARKET_TOTAL ? predictions[p].adjusted_total : predictions[p].adjusted_margin) != 0)
        pick->reason = fair_reason_add (pick->reason, FAIR_REASON_ADJUSTED);
    }
}

/**
 * fair_price_games:
 * @predictions: of one week's games, in any order
 * @n: how many
 *
 * Edge and model value are the pure prediction's against one book's line; chances, expected value and stake come from
 * the blend with the market.
 *
 * Returns: (transfer full) (element-type FairPick): exactly three rows a game: spread, total, moneyline; games in the
 *   order of kickoff
 */
GArray *
fair_price_games (const FairPriceTerms *terms, const FairPrediction *predictions, guint n)
{
  GArray *picks = g_array_sized_new (FALSE, FALSE, sizeof (FairPick), n * FAIR_MARKETS_PER_GAME);
  g_autofree FairPrediction *sorted = g_memdup2 (predictions, n * sizeof *predictions);

  if (n > 0)
    g_qsort_with_data (sorted, n, sizeof *sorted, compare_predictions, (gpointer) terms->book);
  for (guint i = 0; i < n; i++)
    price_game (terms, &sorted[i], picks);
  keep_within_week (terms, picks);
  add_remarks (terms, sorted, n, picks);
  return picks;
}
