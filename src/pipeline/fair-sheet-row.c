/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-sheet-row.h"

#include "fair-pricer.h"
#include "fair-reason.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The ids are the names of the picks CSV where the content is the same. */
static const struct
{
  const char *id;
  const char *title;
  const char *meaning;
  gboolean    text;
} columns[FAIR_N_SHEET_COLUMNS] = {
  [FAIR_SHEET_KICKOFF] = { "kickoff_utc", N_ ("Kickoff"), N_ ("Kickoff in your time zone"), FALSE },
  [FAIR_SHEET_MATCHUP] = { "matchup", N_ ("Matchup"), N_ ("Away @ home; away – home on a neutral site"), TRUE },
  [FAIR_SHEET_MARKET] = { "market", N_ ("Market"), N_ ("Spread, total or moneyline"), TRUE },
  [FAIR_SHEET_PICK] = { "pick", N_ ("Pick"), N_ ("The better side for us, as a ticket would say it"), TRUE },
  [FAIR_SHEET_LINE] = { "line", N_ ("Line"), N_ ("The book’s number for that side: points, or the price of a moneyline"), FALSE },
  [FAIR_SHEET_BOOK] = { "provider", N_ ("Book"), N_ ("Whose line it is"), TRUE },
  [FAIR_SHEET_PRICE] = { "price", N_ ("Price"), N_ ("What the book pays, in your odds format"), FALSE },
  [FAIR_SHEET_MODEL] = { "model_value", N_ ("Model"), N_ ("The model’s own number in the frame of the line"), FALSE },
  [FAIR_SHEET_EDGE] = { "edge_points", N_ ("Edge"),
                        N_ ("Points by which the line is better for us than the model’s number"), FALSE },
  [FAIR_SHEET_PROBABILITY] = { "win_probability", N_ ("Probability"),
                               N_ ("That the pick wins, with the market’s opinion in it"), FALSE },
  [FAIR_SHEET_VALUE] = { "expected_value", N_ ("Value"), N_ ("Expected win or loss for one unit staked"), FALSE },
  [FAIR_SHEET_STAKE] = { "stake_units", N_ ("Stake"), N_ ("Units by your staking rule"), FALSE },
  [FAIR_SHEET_CONFIDENCE] = { "confidence", N_ ("Confidence"), N_ ("By probability, uncertainty and the data’s age"), FALSE },
  [FAIR_SHEET_STATUS] = { "status", N_ ("Status"), N_ ("Pick or pass, and how it ended, in units"), TRUE },
  [FAIR_SHEET_NEWS] = { "lines_now", N_ ("Lines Now"), N_ ("What moved since, and whether the pick still stands"), TRUE },
};

/**
 * fair_sheet_column_id:
 *
 * Returns: (transfer none): a name for settings and files
 */
const char *
fair_sheet_column_id (FairSheetColumn column)
{
  return columns[column].id;
}

const char *
fair_sheet_column_title (FairSheetColumn column)
{
  return _(columns[column].title);
}

const char *
fair_sheet_column_meaning (FairSheetColumn column)
{
  return _(columns[column].meaning);
}

/**
 * fair_sheet_column_is_text:
 *
 * Returns: whether its cells are words, sorted as words; else they are numbers
 */
gboolean
fair_sheet_column_is_text (FairSheetColumn column)
{
  return columns[column].text;
}

static char *
kickoff_to_text (const FairSheetRow *self)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->pick.kickoff);
  g_autoptr (GDateTime) local = utc == NULL ? NULL : g_date_time_to_local (utc);

  if (local == NULL)
    return g_strdup ("–");
  /* To be determined: midnight in the east of the country stands in for the time, which is the same day in UTC. */
  return self->kickoff_tbd ? g_date_time_format (utc, _("%a %e %b, TBD")) : g_date_time_format (local, _("%a %e %b %H:%M"));
}

static char *
number_to_text (double number, int decimals, gboolean sign)
{
  double shown = number == 0 ? 0 : number; /* no "-0.0" */

  if (isnan (number))
    return g_strdup ("–");
  return g_strdup_printf (sign ? "%+.*f" : "%.*f", decimals, shown);
}

static char *
chance_to_text (double chance)
{
  return isnan (chance) ? g_strdup ("–") : g_strdup_printf (_("%.1f %%"), 100 * chance);
}

/* A number in the frame of the market: points, or a price. */
static char *
market_number_to_text (const FairPick *pick, double number, FairOddsFormat format)
{
  if (pick->market == FAIR_MARKET_MONEYLINE)
    return fair_odds_format (isnan (number) ? 0 : lround (number), format);
  return number_to_text (number, 1, pick->market == FAIR_MARKET_SPREAD);
}

static char *
status_to_text (const FairSheetRow *self)
{
  const FairPick *pick = &self->pick;

  if (!pick->is_pick)
    return g_strdup_printf (_("Pass: %s"), fair_reason_to_text (pick->reason));
  if (self->provisional)
    return g_strdup (_("Provisional pick"));
  if (self->outcome != FAIR_OUTCOME_OPEN)
    return fair_outcome_to_text (self->outcome, self->units);
  if (self->under_way)
    return g_strdup (_("Pick, game has begun"));
  return *pick->reason == '\0' ? g_strdup (_("Pick"))
                               : g_strdup_printf (_("Pick: %s"), fair_reason_to_text (pick->reason));
}

/* What another line means for a row: "now +6.5 (was +7.0)". */
static char *
move_to_text (const FairSheetRow *self, FairOddsFormat format)
{
  const FairPick *then = &self->pick;
  const FairPick *now = &self->now;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;

  if (!self->moved)
    return g_strdup (_("line unchanged"));
  if (now->side == FAIR_SIDE_NONE)
    return g_strdup (_("no line any more"));
  if (then->side != now->side)
    {
      old = fair_pick_to_text (then, format);
      new = fair_pick_to_text (now, format);
    }
  else if (then->line != now->line)
    {
      old = market_number_to_text (then, then->line, format);
      new = market_number_to_text (now, now->line, format);
    }
  else
    {
      g_autofree char *old_price = fair_odds_format (then->price, format);
      g_autofree char *new_price = fair_odds_format (now->price, format);

      old = g_strdup_printf (_("%s at %s"), old_price, then->provider == NULL ? "–" : then->provider);
      new = g_strdup_printf (_("%s at %s"), new_price, now->provider == NULL ? "–" : now->provider);
    }
  return g_strdup_printf (_("line now %s (was %s)"), new, old);
}

static const char *
verdict_on (const FairSheetRow *self)
{
  if (!self->pick.is_pick)
    return self->now.is_pick ? _("now a pick") : NULL;
  if (self->stands)
    return _("stands");
  if (fair_reason_has (self->now.reason, FAIR_REASON_STARTED))
    return _("has begun");
  if (fair_reason_has (self->now.reason, FAIR_REASON_KICKOFF_NEAR))
    return _("about to start");
  return _("stands no more");
}

static char *
news_to_text (const FairSheetRow *self, FairOddsFormat format)
{
  const char *verdict = self->repriced ? verdict_on (self) : NULL;
  g_autofree char *move = self->repriced ? move_to_text (self, format) : NULL;

  if (verdict != NULL)
    return g_strdup_printf ("%s · %s", verdict, move);
  return self->repriced && self->moved ? g_steal_pointer (&move) : g_strdup ("");
}

static char *
money_to_text (const FairSheetRow *self, FairSheetColumn column, FairOddsFormat format)
{
  const FairPick *pick = &self->pick;

  switch (column)
    {
    case FAIR_SHEET_LINE:
      return market_number_to_text (pick, pick->line, format);
    case FAIR_SHEET_PRICE:
      return fair_odds_format (pick->price, format);
    case FAIR_SHEET_MODEL:
      return market_number_to_text (pick, pick->model_value, format);
    case FAIR_SHEET_EDGE:
      return number_to_text (pick->edge_points, 1, TRUE);
    case FAIR_SHEET_PROBABILITY:
      return chance_to_text (pick->win_probability);
    case FAIR_SHEET_VALUE:
      return number_to_text (pick->expected_value, 3, TRUE);
    default:
      return number_to_text (pick->stake_units, 2, FALSE);
    }
}

/**
 * fair_sheet_row_to_text:
 * @format: of prices
 *
 * Returns: (transfer full): what the cell says to a person: local time, the locale's decimal point, “–” for what is not
 *   known
 */
char *
fair_sheet_row_to_text (const FairSheetRow *self, FairSheetColumn column, FairOddsFormat format)
{
  const FairPick *pick = &self->pick;

  switch (column)
    {
    case FAIR_SHEET_KICKOFF:
      return kickoff_to_text (self);
    case FAIR_SHEET_MATCHUP:
      return fair_pick_to_matchup (pick);
    case FAIR_SHEET_MARKET:
      return g_strdup (fair_market_to_text (pick->market));
    case FAIR_SHEET_PICK:
      return fair_pick_to_text (pick, format);
    case FAIR_SHEET_BOOK:
      return g_strdup (pick->provider == NULL || *pick->provider == '\0' ? "–" : pick->provider);
    case FAIR_SHEET_CONFIDENCE:
      return g_strdup (fair_confidence_to_text (pick->confidence));
    case FAIR_SHEET_STATUS:
      return status_to_text (self);
    case FAIR_SHEET_NEWS:
      return news_to_text (self, format);
    default:
      return money_to_text (self, column, format);
    }
}

/**
 * fair_sheet_row_to_number:
 * @column: one that is not text
 *
 * Returns: what the column is sorted by, bigger for later, longer, better; NaN unknown
 */
double
fair_sheet_row_to_number (const FairSheetRow *self, FairSheetColumn column)
{
  const FairPick *pick = &self->pick;

  switch (column)
    {
    case FAIR_SHEET_KICKOFF:
      return pick->kickoff;
    case FAIR_SHEET_LINE:
      return pick->line;
    case FAIR_SHEET_PRICE:
      return pick->price == 0 ? NAN : fair_odds_profit (pick->price);
    case FAIR_SHEET_MODEL:
      return pick->model_value;
    case FAIR_SHEET_EDGE:
      return pick->edge_points;
    case FAIR_SHEET_PROBABILITY:
      return pick->win_probability;
    case FAIR_SHEET_VALUE:
      return pick->expected_value;
    case FAIR_SHEET_STAKE:
      return pick->stake_units;
    case FAIR_SHEET_CONFIDENCE:
      return pick->confidence;
    default:
      g_return_val_if_reached (NAN);
    }
}

/**
 * fair_sheet_row_to_csv:
 *
 * Writes one cell: numbers in the C locale, times in UTC, prices as American odds whatever a person looks at.
 */
void
fair_sheet_row_to_csv (const FairSheetRow *self, FairSheetColumn column, FairCsvWriter *writer)
{
  const FairPick *pick = &self->pick;
  gboolean moneyline = pick->market == FAIR_MARKET_MONEYLINE;
  g_autofree char *text = NULL;

  switch (column)
    {
    case FAIR_SHEET_KICKOFF:
      fair_csv_writer_time (writer, pick->kickoff);
      break;
    case FAIR_SHEET_LINE:
    case FAIR_SHEET_MODEL:
      fair_csv_writer_number (writer, column == FAIR_SHEET_LINE ? pick->line : pick->model_value, moneyline ? 0 : 2);
      break;
    case FAIR_SHEET_PRICE:
      fair_csv_writer_number (writer, pick->price == 0 ? NAN : pick->price, 0);
      break;
    case FAIR_SHEET_EDGE:
    case FAIR_SHEET_STAKE:
      fair_csv_writer_number (writer, fair_sheet_row_to_number (self, column), 2);
      break;
    case FAIR_SHEET_PROBABILITY:
    case FAIR_SHEET_VALUE:
      fair_csv_writer_number (writer, fair_sheet_row_to_number (self, column), 6);
      break;
    case FAIR_SHEET_BOOK:
      fair_csv_writer_text (writer, pick->provider);
      break;
    default:
      text = fair_sheet_row_to_text (self, column, FAIR_ODDS_AMERICAN);
      fair_csv_writer_text (writer, text);
    }
}
