/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-week-choice.h"

#include "fair-week-present.h"

#include <glib/gi18n-lib.h>

/* A replay stands before the live table of the same week. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const FairWeekChoice *left = a;
  const FairWeekChoice *right = b;
  int weeks = fair_week_compare (&left->week, &right->week);

  return weeks != 0 ? weeks : right->publication.replay - left->publication.replay;
}

static FairWeekChoice *
find_choice (GArray *choices, const FairPublication *publication)
{
  for (guint i = choices->len; i > 0; i--)
    {
      FairWeekChoice *choice = &g_array_index (choices, FairWeekChoice, i - 1);

      if (choice->publication.replay == publication->replay
          && fair_week_compare (&choice->week, &publication->week) == 0)
        return choice;
    }
  return NULL;
}

/**
 * fair_week_choices:
 * @book: with the schedule
 * @publications: (element-type FairPublication): oldest first
 * @now: UTC seconds
 *
 * Returns: (transfer full) (element-type FairWeekChoice): all weeks with a table and the present one, by time
 */
GArray *
fair_week_choices (const FairBook *book, GArray *publications, gint64 now)
{
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (FairWeekChoice));
  FairWeek present;
  gboolean known = fair_week_present (book, now, &present);
  gboolean listed = FALSE;

  for (guint i = 0; i < publications->len; i++)
    {
      const FairPublication *publication = &g_array_index (publications, FairPublication, i);
      FairWeekChoice *older = find_choice (choices, publication);
      FairWeekChoice choice = {
        .week = publication->week,
        .present = known && !publication->replay && fair_week_compare (&publication->week, &present) == 0,
        .has_table = TRUE,
        .publication = *publication,
      };

      listed = listed || choice.present;
      if (older != NULL)
        *older = choice;
      else
        g_array_append_val (choices, choice);
    }
  if (known && !listed)
    {
      FairWeekChoice choice = { .week = present, .present = TRUE };

      g_array_append_val (choices, choice);
    }
  g_array_sort (choices, compare);
  return choices;
}

/**
 * fair_week_choices_start:
 *
 * Returns: which one is shown first: the present week, else the newest
 */
guint
fair_week_choices_start (GArray *choices)
{
  for (guint i = 0; i < choices->len; i++)
    if (g_array_index (choices, FairWeekChoice, i).present)
      return i;
  return choices->len == 0 ? 0 : choices->len - 1;
}

/**
 * fair_week_choices_find:
 *
 * Returns: where a week is, live or replayed as asked, else the other way; FAIR_NO_INDEX where it is not
 */
guint
fair_week_choices_find (GArray *choices, const FairWeek *week, gboolean replay)
{
  guint found = FAIR_NO_INDEX;

  for (guint i = 0; i < choices->len; i++)
    {
      const FairWeekChoice *choice = &g_array_index (choices, FairWeekChoice, i);

      if (fair_week_compare (&choice->week, week) == 0
          && (found == FAIR_NO_INDEX || choice->publication.replay == replay))
        found = i;
    }
  return found;
}

/**
 * fair_week_choice_to_name:
 * @self: (nullable): NULL of a table that is not published
 *
 * Returns: (transfer full): what a file with its rows is called
 */
char *
fair_week_choice_to_name (const FairWeekChoice *self)
{
  if (self == NULL)
    return g_strdup ("fair-catch-picks.csv");
  return g_strdup_printf ("fair-catch-%d-%s-%02d%s.csv", self->week.season, fair_season_type_to_string (self->week.type),
                          self->week.week, self->publication.replay ? "-replay" : "");
}

/**
 * fair_week_to_text:
 *
 * Returns: (transfer full): what the week is called within its season
 */
char *
fair_week_to_text (const FairWeek *week)
{
  switch (week->type)
    {
    case FAIR_SEASON_REGULAR:
      return g_strdup_printf (_("Week %d"), week->week);
    case FAIR_SEASON_POSTSEASON:
      return g_strdup (_("Bowls and Playoff"));
    case FAIR_SEASON_SPRING_REGULAR:
      return g_strdup_printf (_("Spring Week %d"), week->week);
    case FAIR_SEASON_SPRING_POSTSEASON:
      return g_strdup (_("Spring Playoff"));
    default:
      return g_strdup_printf (_("Other Games, Week %d"), week->week);
    }
}
