/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-week.h"

#define HOUR G_GINT64_CONSTANT (3600)

static gint64
at (int year, int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, day, hour, minute, 0);

  return g_date_time_to_unix (time);
}

static void
test_freeze (void)
{
  const gint64 freeze = at (2023, 10, 10, 12, 0); /* a Tuesday */

  g_assert_cmpint (fair_freeze_before (at (2023, 10, 14, 19, 30)), ==, freeze);
  g_assert_cmpint (fair_freeze_before (freeze), ==, freeze);
  g_assert_cmpint (fair_freeze_before (freeze - 1), ==, freeze - 7 * 24 * HOUR);
  g_assert_cmpint (fair_freeze_before (at (2023, 10, 10, 23, 0)), ==, freeze); /* a Tuesday evening game */
  g_assert_cmpint (fair_freeze_before (at (2023, 10, 17, 11, 59)), ==, freeze);
}

/* Whatever the kickoff: a Tuesday at noon, not after it, and less than a week before it. */
static void
test_freeze_everywhere (void)
{
  for (gint64 kickoff = at (1969, 11, 1, 0, 0); kickoff < at (2040, 1, 1, 0, 0); kickoff += 41 * HOUR + 37)
    {
      gint64 freeze = fair_freeze_before (kickoff);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (freeze);

      g_assert_cmpint (g_date_time_get_day_of_week (time), ==, 2);
      g_assert_cmpint (g_date_time_get_hour (time), ==, 12);
      g_assert_cmpint (g_date_time_get_minute (time) + g_date_time_get_second (time), ==, 0);
      g_assert_cmpint (freeze, <=, kickoff);
      g_assert_cmpint (kickoff - freeze, <, 7 * 24 * HOUR);
    }
}

static void
test_season (void)
{
  g_assert_cmpint (fair_season_at (at (2023, 10, 11, 0, 0)), ==, 2023);
  g_assert_cmpint (fair_season_at (at (2024, 1, 8, 20, 0)), ==, 2023); /* the title game */
  g_assert_cmpint (fair_season_at (at (2024, 6, 30, 23, 59)), ==, 2023);
  g_assert_cmpint (fair_season_at (at (2024, 7, 1, 0, 0)), ==, 2024);
  g_assert_cmpint (fair_season_start (2023), ==, at (2023, 8, 15, 0, 0));
}

static void
test_order (void)
{
  const FairWeek sorted[] = {
    { 2022, FAIR_SEASON_REGULAR, 15 },   { 2022, FAIR_SEASON_POSTSEASON, 1 },
    { 2023, FAIR_SEASON_REGULAR, 1 },    { 2023, FAIR_SEASON_REGULAR, 2 },
    { 2023, FAIR_SEASON_POSTSEASON, 1 }, { 2023, FAIR_SEASON_SPRING_REGULAR, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sorted); j++)
      {
        int order = fair_week_compare (&sorted[i], &sorted[j]);

        g_assert_true ((order < 0) == (i < j) && (order == 0) == (i == j));
      }
}

static void
test_types (void)
{
  FairSeasonType type;

  for (guint i = 0; i <= FAIR_SEASON_OTHER; i++)
    g_assert_true (fair_season_type_parse (fair_season_type_to_string (i), &type) && type == i);
  g_assert_true (fair_season_type_parse ("allstar", &type) && type == FAIR_SEASON_OTHER);
  g_assert_false (fair_season_type_parse ("summer", &type));
  g_assert_false (fair_season_type_parse (NULL, &type));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/league/week/freeze", test_freeze);
  g_test_add_func ("/league/week/freeze-everywhere", test_freeze_everywhere);
  g_test_add_func ("/league/week/season", test_season);
  g_test_add_func ("/league/week/order", test_order);
  g_test_add_func ("/league/week/types", test_types);
  return g_test_run ();
}
