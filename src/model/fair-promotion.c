/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-promotion.h"

#include "fair-backtest-private.h"
#include "fair-bootstrap.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define PERIODS_NEEDED 3
#define WORSE          0.10

/* One game that both predicted. */
typedef struct
{
  const FairGameLoss *champion;
  const FairGameLoss *challenger;
} Pair;

/**
 * fair_backtest_losses:
 *
 * Returns: (transfer full) (element-type FairGameLoss): how far off each prediction of an FBS v FBS game was
 */
GArray *
fair_backtest_losses (const FairBacktest *self)
{
  GArray *losses = g_array_new (FALSE, FALSE, sizeof (FairGameLoss));

  for (guint i = 0; i < self->requests->len; i++)
    {
      FairBacktestGame game = fair_backtest_game (self, i);
      const FairPrediction *p = game.prediction;
      FairGameLoss loss = {
        .game_id = game.game->id,
        .season = game.game->week.season,
        .week = fair_backtest_week (game.game),
        .of = { fabs (game.margin - p->margin), fabs (game.total - p->total),
                fair_log_loss (p->home_win_probability, game.margin > 0) },
      };

      if (fair_book_is_fbs_game (self->book, g_array_index (self->requests, FairForecastRequest, i).game))
        g_array_append_val (losses, loss);
    }
  return losses;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const FairGameLoss *x = ((const Pair *) a)->champion;
  const FairGameLoss *y = ((const Pair *) b)->champion;

  if (x->season != y->season)
    return x->season < y->season ? -1 : 1;
  return (x->game_id > y->game_id) - (x->game_id < y->game_id);
}

/* By season, whatever the order of either. */
static GArray *
pair_up (const FairGameLoss *champion, guint n_champion, const FairGameLoss *challenger, guint n_challenger)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < n_challenger; i++)
    g_hash_table_insert (known, (gpointer) &challenger[i].game_id, (gpointer) &challenger[i]);
  for (guint i = 0; i < n_champion; i++)
    {
      Pair pair = { &champion[i], g_hash_table_lookup (known, &champion[i].game_id) };

      if (pair.challenger != NULL)
        g_array_append_val (pairs, pair);
    }
  g_array_sort (pairs, compare_pairs);
  return pairs;
}

static FairPairedLoss
compare_losses (const Pair *pairs, guint n, FairLoss loss)
{
  FairPairedLoss paired = { .low = NAN, .high = NAN };

  for (guint i = 0; i < n; i++)
    {
      paired.champion += pairs[i].champion->of[loss] / n;
      paired.challenger += pairs[i].challenger->of[loss] / n;
    }
  paired.difference = paired.challenger - paired.champion;
  return paired;
}

static void
find_interval (FairPairedLoss *paired, const Pair *pairs, guint n, FairLoss loss)
{
  g_autofree double *differences = g_new (double, n);
  g_autofree int *weeks = g_new (int, n);

  for (guint i = 0; i < n; i++)
    {
      differences[i] = pairs[i].challenger->of[loss] - pairs[i].champion->of[loss];
      weeks[i] = pairs[i].champion->week;
    }
  fair_bootstrap_mean (differences, weeks, n, FAIR_BOOTSTRAP_RESAMPLES, FAIR_BACKTEST_SEED, 0.95, &paired->low,
                       &paired->high);
}

/* How much worse, as a share; where the champion is never wrong nobody can be better. */
static double
relative (const FairPairedLoss *paired)
{
  if (paired->difference == 0)
    return 0;
  return paired->champion == 0 ? INFINITY : paired->difference / paired->champion;
}

static FairPromotionPeriod
judge_period (const Pair *pairs, guint n)
{
  FairPromotionPeriod period = { .from = pairs[0].champion->season, .to = pairs[n - 1].champion->season };
  double sum = 0;

  for (FairLoss loss = 0; loss < FAIR_N_LOSSES; loss++)
    {
      period.losses[loss] = compare_losses (pairs, n, loss);
      sum += relative (&period.losses[loss]);
    }
  period.better = sum < 0;
  return period;
}

static guint
count_seasons (const Pair *pairs, guint n)
{
  guint n_seasons = 0;

  for (guint i = 0; i < n; i++)
    n_seasons += i == 0 || pairs[i].champion->season != pairs[i - 1].champion->season;
  return n_seasons;
}

/* Whole seasons, as evenly as they can be shared out. */
static void
judge_periods (FairPromotion *self, const Pair *pairs, guint n)
{
  guint begin = 0;
  guint season = 0;

  for (guint i = 1; i <= n; i++)
    {
      guint before = season * FAIR_PROMOTION_PERIODS / self->n_seasons;

      season += i < n && pairs[i].champion->season != pairs[i - 1].champion->season;
      if (i < n && season * FAIR_PROMOTION_PERIODS / self->n_seasons == before)
        continue;
      self->periods[self->n_periods++] = judge_period (pairs + begin, i - begin);
      begin = i;
    }
}

static void
decide (FairPromotion *self)
{
  self->harmless = self->n_games > 0;
  for (FairLoss loss = 0; loss < FAIR_N_LOSSES; loss++)
    self->clear = self->clear || self->losses[loss].high < 0;
  for (guint i = 0; i < self->n_periods; i++)
    {
      self->n_better += self->periods[i].better;
      for (FairLoss loss = 0; loss < FAIR_N_LOSSES; loss++)
        self->harmless = self->harmless && relative (&self->periods[i].losses[loss]) < WORSE;
    }
  self->met = self->n_periods > 0 && self->clear && self->harmless && self->n_better >= PERIODS_NEEDED;
}

/**
 * fair_promotion_judge:
 * @champion: in any order, each game once
 * @challenger: likewise
 *
 * Compares two models on the games that both predicted. Intervals are resampled by week: Davison and Hinkley, Bootstrap
 * Methods and their Application (1997), sections 3.8 and 5.3.
 *
 * Returns: the verdict, and what it rests on
 */
FairPromotion
fair_promotion_judge (const FairGameLoss *champion, guint n_champion, const FairGameLoss *challenger,
                      guint n_challenger)
{
  g_autoptr (GArray) pairs = pair_up (champion, n_champion, challenger, n_challenger);
  const Pair *rows = (const Pair *) (gpointer) pairs->data;
  FairPromotion self = { .n_games = pairs->len, .n_seasons = count_seasons (rows, pairs->len) };

  for (FairLoss loss = 0; loss < FAIR_N_LOSSES && pairs->len > 0; loss++)
    {
      self.losses[loss] = compare_losses (rows, pairs->len, loss);
      find_interval (&self.losses[loss], rows, pairs->len, loss);
    }
  if (self.n_seasons >= FAIR_PROMOTION_PERIODS)
    judge_periods (&self, rows, pairs->len);
  decide (&self);
  return self;
}

static const char *
name_loss (FairLoss loss)
{
  static const char *const names[FAIR_N_LOSSES] = {
    [FAIR_LOSS_MARGIN] = N_("error of the margin"),
    [FAIR_LOSS_TOTAL] = N_("error of the total"),
    [FAIR_LOSS_WINNER] = N_("log loss of the winner"),
  };

  return _(names[loss]);
}

static char *
describe_loss (const FairPromotion *self, FairLoss loss)
{
  const FairPairedLoss *paired = &self->losses[loss];
  int digits = loss == FAIR_LOSS_WINNER ? 4 : 2;

  if (isnan (paired->low))
    return g_strdup_printf (_("The %s is %.*f, the champion's %.*f, and all in one week, so that nothing is sure."),
                            name_loss (loss), digits, paired->challenger, digits, paired->champion);
  return g_strdup_printf (_("The %s is %.*f, the champion's %.*f: a difference of %+.*f (95 %%: %+.*f to %+.*f)."),
                          name_loss (loss), digits, paired->challenger, digits, paired->champion, digits,
                          paired->difference, digits, paired->low, digits, paired->high);
}

static void
add_harm (const FairPromotion *self, GPtrArray *reasons)
{
  for (guint i = 0; i < self->n_periods; i++)
    for (FairLoss loss = 0; loss < FAIR_N_LOSSES; loss++)
      {
        double worse = relative (&self->periods[i].losses[loss]);

        if (worse >= WORSE)
          g_ptr_array_add (reasons, g_strdup_printf (_("The %s of the seasons %d to %d is %.0f %% worse; nothing may "
                                                       "be 10 %% worse."),
                                                     name_loss (loss), self->periods[i].from, self->periods[i].to,
                                                     100 * MIN (worse, 99.99)));
      }
  if (self->harmless)
    g_ptr_array_add (reasons, g_strdup (_("Nothing is 10 % worse in any period.")));
}

/**
 * fair_promotion_reasons:
 *
 * Returns: (transfer full): why the verdict is what it is, a sentence each
 */
char **
fair_promotion_reasons (const FairPromotion *self)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();

  if (self->n_games == 0)
    g_ptr_array_add (reasons, g_strdup (_("The two have predicted no game in common that is over.")));
  for (FairLoss loss = 0; loss < FAIR_N_LOSSES && self->n_games > 0; loss++)
    g_ptr_array_add (reasons, describe_loss (self, loss));
  if (self->n_games > 0 && !self->clear)
    g_ptr_array_add (reasons, g_strdup (_("None of the three is better with all of its interval, so that the difference "
                                          "may be chance.")));
  if (self->n_games > 0 && self->n_periods == 0)
    g_ptr_array_add (reasons, g_strdup_printf (_("Four periods need four seasons, and only %u can be compared."),
                                               self->n_seasons));
  if (self->n_periods > 0)
    {
      g_ptr_array_add (reasons, g_strdup_printf (_("It is better in %u of %u periods; %u are needed."), self->n_better,
                                                 self->n_periods, PERIODS_NEEDED));
      add_harm (self, reasons);
    }
  g_ptr_array_add (reasons, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&reasons), FALSE);
}

/**
 * fair_promotion_obstacle:
 *
 * Returns: (transfer none) (nullable): the first thing that the rule asks for and that is not so; NULL where it is met
 */
const char *
fair_promotion_obstacle (const FairPromotion *self)
{
  if (self->n_games == 0)
    return _("the two have no game in common.");
  if (self->n_periods == 0)
    return _("four seasons are needed.");
  if (!self->clear)
    return _("it is not clearly better in anything.");
  if (self->n_better < PERIODS_NEEDED)
    return _("it is not better in three of four periods.");
  return self->harmless ? NULL : _("it is much worse somewhere.");
}
