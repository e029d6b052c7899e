/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-moved-picks.h"

#include "fair-clock.h"
#include "fair-store-ledger.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Within a day kickoffs are set and shifted for television. */
#define MOVED (18 * FAIR_HOUR)

/* So long after its kickoff, as it was published, a pick is told of. */
#define TOLD_FOR (14 * FAIR_DAY)

static char *
date_of (gint64 kickoff)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (kickoff);

  return g_date_time_format (time, "%-d %b");
}

/* Returns: (nullable): what became of the pick's game, where that is news. */
static char *
describe (const FairBook *book, const FairPick *pick)
{
  guint index = fair_book_find_game (book, pick->game_id);
  gint64 kickoff = index == FAIR_NO_INDEX ? FAIR_TIME_UNKNOWN : fair_book_game (book, index)->kickoff;
  g_autofree char *was = date_of (pick->kickoff);
  g_autofree char *is = NULL;

  if (index == FAIR_NO_INDEX)
    return g_strdup_printf (_("%s at %s (%s, cancelled)"), pick->away_team, pick->home_team, was);
  if (ABS (kickoff - pick->kickoff) < MOVED)
    return NULL;
  is = date_of (kickoff);
  return g_strdup_printf (_("%s at %s (%s, now %s)"), pick->away_team, pick->home_team, was, is);
}

static GPtrArray *
collect (const FairBook *book, GArray *record, gint64 now)
{
  GPtrArray *moved = g_ptr_array_new_null_terminated (0, g_free, TRUE);

  for (guint i = 0; i < record->len; i++)
    {
      const FairSettledPick *row = &g_array_index (record, FairSettledPick, i);
      char *text = NULL;

      if (!row->replay && row->pick.is_pick && row->outcome == FAIR_OUTCOME_OPEN && now - row->pick.kickoff < TOLD_FOR)
        text = describe (book, &row->pick);
      if (text != NULL)
        g_ptr_array_add (moved, text);
    }
  return moved;
}

/**
 * fair_moved_picks_describe:
 * @book: the schedule as it is now
 * @now: UTC seconds
 * @out: (out) (transfer full) (nullable): a sentence where games of open live picks were moved to another day or cancelled
 */
gboolean
fair_moved_picks_describe (FairStore *store, const FairBook *book, gint64 now, char **out, GError **error)
{
  g_autoptr (GArray) record = fair_store_load_record (store, error);
  g_autoptr (GPtrArray) moved = NULL;
  g_autofree char *list = NULL;

  *out = NULL;
  if (record == NULL)
    return FALSE;
  moved = collect (book, record, now);
  if (moved->len == 0)
    return TRUE;
  list = g_strjoinv ("; ", (char **) moved->pdata);
  *out = g_strdup_printf (ngettext ("%u picked game was moved or cancelled: %s.",
                                    "%u picked games were moved or cancelled: %s.", moved->len),
                          moved->len, list);
  return TRUE;
}
