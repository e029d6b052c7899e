/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-game-reasons.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static char *
describe (const FairBook *book, guint game, FairPart part)
{
  const FairBookGame *row = fair_book_game (book, game);

  switch (part)
    {
    case FAIR_PART_HOME:
      return g_strdup (fair_book_team (book, row->home)->school);
    case FAIR_PART_AWAY:
      return g_strdup (fair_book_team (book, row->away)->school);
    case FAIR_PART_COMMON:
      return g_strdup (row->neutral_site ? _("Average game") : _("Home field, average game"));
    case FAIR_PART_ROSTERS:
      return g_strdup (_("Rosters, last season"));
    case FAIR_PART_REST:
      return g_strdup (_("Rest"));
    case FAIR_PART_SETTING:
      return g_strdup (_("Time and place"));
    default:
      return g_strdup (_("Mismatch, pace"));
    }
}

/* The next part of a running sum, as the difference of the rounded sums. */
static double
round_next (double *sum, double part)
{
  double before = round (10 * *sum);

  *sum += part;
  return (round (10 * *sum) - before) / 10;
}

static void
clear_reason (gpointer data)
{
  g_free (((FairGameReason *) data)->what);
}

/**
 * fair_game_reasons:
 * @game: index in @book
 *
 * Returns: (transfer full) (element-type FairGameReason): what a prediction is made of; parts that show as nought are
 *   left out, but for the teams themselves. Empty where it was not kept.
 */
GArray *
fair_game_reasons (const FairBook *book, guint game, const FairPrediction *prediction)
{
  GArray *reasons = g_array_new (FALSE, FALSE, sizeof (FairGameReason));
  double margin = 0;
  double total = 0;

  g_array_set_clear_func (reasons, clear_reason);
  for (FairPart part = 0; part < FAIR_N_PARTS && !isnan (prediction->why.margin[0]); part++)
    {
      FairGameReason reason = {
        .margin = round_next (&margin, prediction->why.margin[part]),
        .total = round_next (&total, prediction->why.total[part]),
      };

      if (reason.margin == 0 && reason.total == 0 && part > FAIR_PART_AWAY)
        continue;
      reason.what = describe (book, game, part);
      g_array_append_val (reasons, reason);
    }
  return reasons;
}
