/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-record-report.h"

#include "fair-clock.h"
#include "fair-game.h"
#include "fair-record-csv.h"

#include <string.h>

#define EVERYTHING G_MININT64

/* The kickoffs that a period covers, from @from until before @until. */
typedef struct
{
  gint64 from;
  gint64 until;
} Span;

static Span
span_of (FairPeriod period, gint64 now)
{
  Span span = { EVERYTHING, now };

  if (period == FAIR_PERIOD_SEASON)
    span.from = fair_season_start (fair_season_at (now));
  else if (period == FAIR_PERIOD_EIGHT_WEEKS)
    span.from = now - 8 * FAIR_WEEK_SECONDS;
  else if (period == FAIR_PERIOD_FOUR_WEEKS)
    span.from = now - 4 * FAIR_WEEK_SECONDS;
  return span;
}

static gboolean
matches (const FairSettledPick *row, const FairRecordFilter *filter)
{
  return row->replay == filter->replay
         && (filter->market == FAIR_ALL_MARKETS || row->pick.market == (FairMarket) filter->market)
         && (filter->book == NULL || g_strcmp0 (row->pick.provider, filter->book) == 0);
}

/* What kicked off in @span. A result that was not known at its end counts as open. */
static GArray *
cut (const GArray *record, const FairRecordFilter *filter, Span span)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (FairSettledPick));

  for (guint i = 0; i < record->len; i++)
    {
      FairSettledPick row = g_array_index (record, FairSettledPick, i);

      if (!matches (&row, filter) || row.pick.kickoff < span.from)
        continue;
      if (row.pick.kickoff + FAIR_RESULT_DELAY > span.until)
        {
          row.outcome = FAIR_OUTCOME_OPEN;
          row.units = 0;
        }
      g_array_append_val (rows, row);
    }
  return rows;
}

static guint
count_bets (const GArray *record, const FairRecordFilter *filter, gint64 from)
{
  guint n = 0;

  for (guint i = 0; i < record->len; i++)
    {
      const FairSettledPick *row = &g_array_index (record, FairSettledPick, i);

      n += row->pick.is_pick && matches (row, filter) && row->pick.kickoff >= from
           && row->pick.kickoff < from + FAIR_WEEK_SECONDS;
    }
  return n;
}

static FairPerformance
measure (const GArray *rows, const FairRecordFilter *filter)
{
  return fair_performance_measure ((const FairSettledPick *) (gpointer) rows->data, rows->len, filter->replay,
                                   FAIR_ALL_MARKETS);
}

/**
 * fair_record_report_new:
 * @record: (element-type FairSettledPick): all of it
 * @book: with results and closing lines
 * @now: UTC seconds
 *
 * Measures and draws. It resamples thousands of times, so a window does it on a thread.
 *
 * Returns: (transfer full): the report
 */
FairRecordReport *
fair_record_report_new (const GArray *record, const FairBook *book, const FairRecordFilter *filter, gint64 now)
{
  FairRecordReport *self = g_new0 (FairRecordReport, 1);
  g_autoptr (GArray) rows = cut (record, filter, span_of (filter->period, now));
  g_autoptr (GArray) earlier = cut (record, filter, span_of (filter->period, now - FAIR_WEEK_SECONDS));
  gint64 tuesday = fair_freeze_before (now);

  self->filter = *filter;
  self->now = measure (rows, filter);
  self->before = measure (earlier, filter);
  self->bets_now = count_bets (record, filter, tuesday);
  self->bets_before = count_bets (record, filter, tuesday - FAIR_WEEK_SECONDS);
  for (FairRecordChart chart = 0; chart < FAIR_N_RECORD_CHARTS; chart++)
    self->charts[chart] = fair_record_chart_new (chart, (const FairSettledPick *) (gpointer) rows->data, rows->len, book,
                                                 filter->replay);
  return self;
}

void
fair_record_report_free (FairRecordReport *self)
{
  if (self == NULL)
    return;
  for (FairRecordChart chart = 0; chart < FAIR_N_RECORD_CHARTS; chart++)
    g_clear_pointer (&self->charts[chart], fair_chart_unref);
  g_free (self);
}

/**
 * fair_record_report_csv:
 * @record: (element-type FairSettledPick): all of it
 * @now: UTC seconds
 *
 * Returns: (transfer full): the picks that a report with this filter stands on, and how they ended
 */
GBytes *
fair_record_report_csv (const GArray *record, const FairRecordFilter *filter, gint64 now)
{
  g_autoptr (GArray) rows = cut (record, filter, span_of (filter->period, now));

  return fair_record_to_csv ((const FairSettledPick *) (gpointer) rows->data, rows->len);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * fair_record_books:
 * @record: (element-type FairSettledPick):
 *
 * Returns: (transfer container) (element-type utf8): the interned names of the books that picks were stated against, sorted
 */
GPtrArray *
fair_record_books (const GArray *record)
{
  GPtrArray *books = g_ptr_array_new ();

  for (guint i = 0; i < record->len; i++)
    {
      const FairPick *pick = &g_array_index (record, FairSettledPick, i).pick;

      if (pick->is_pick && pick->provider != NULL && !g_ptr_array_find (books, pick->provider, NULL))
        g_ptr_array_add (books, (gpointer) pick->provider);
    }
  g_ptr_array_sort (books, compare_names);
  return books;
}

/**
 * fair_record_is_settled:
 *
 * Returns: whether a live, or a replayed, pick has been settled
 */
gboolean
fair_record_is_settled (const GArray *record, gboolean replay)
{
  for (guint i = 0; i < record->len; i++)
    {
      const FairSettledPick *row = &g_array_index (record, FairSettledPick, i);

      if (row->replay == replay && row->pick.is_pick && row->outcome != FAIR_OUTCOME_OPEN)
        return TRUE;
    }
  return FALSE;
}
