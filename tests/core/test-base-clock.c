/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-clock.h"

#include "fair-error.h"

static void
test_fixed (void)
{
  g_autoptr (FairClock) clock = fair_clock_new_fixed (1697025600);
  g_autoptr (FairClock) same = fair_clock_ref (clock);

  g_assert_true (fair_clock_is_fixed (same));
  g_assert_cmpint (fair_clock_now (same), ==, 1697025600);
}

static void
test_system (void)
{
  g_autoptr (FairClock) clock = fair_clock_new_system ();
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_false (fair_clock_is_fixed (clock));
  g_assert_cmpint (fair_clock_now (clock), >=, before);
  g_assert_cmpint (fair_clock_now (clock), <=, before + 5);
}

static void
test_parse (void)
{
  const struct
  {
    const char *text;
    gint64      time;
  } cases[] = {
    { "2023-10-11T12:00:00Z", 1697025600 },      { "2023-10-11T12:00:00.000Z", 1697025600 },
    { "2023-10-11T12:00:00", 1697025600 },       { "2023-10-11T14:00:00+02:00", 1697025600 },
    { "2023-10-11", 1697025600 - 12 * FAIR_HOUR }, { "1970-01-01T00:00:00Z", 0 },
    { "2024-02-29T00:00:00Z", 1709164800 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 time = 0;

      g_assert_true (fair_time_parse (cases[i].text, &time, &error));
      g_assert_no_error (error);
      g_assert_cmpint (time, ==, cases[i].time);
    }
}

static void
test_parse_refuses (void)
{
  const char *const texts[] = { "", "yesterday", "2023-13-01", "2023-02-29T00:00:00Z", "12:00",
                                "2023-10-11T25:00:00Z" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 time = 7;

      g_assert_false (fair_time_parse (texts[i], &time, &error));
      g_assert_error (error, FAIR_ERROR, FAIR_ERROR_USAGE);
      g_assert_cmpint (time, ==, 7);
    }
}

static void
test_format (void)
{
  const gint64 times[] = { 0, 1697025600, 4102444800, 951782400 };
  g_autofree char *unknown = fair_time_format (FAIR_TIME_UNKNOWN);
  g_autofree char *known = fair_time_format (1697025600);

  g_assert_cmpstr (unknown, ==, "");
  g_assert_cmpstr (known, ==, "2023-10-11T12:00:00Z");
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *text = fair_time_format (times[i]);
      gint64 back = -1;

      g_assert_true (fair_time_parse (text, &back, NULL));
      g_assert_cmpint (back, ==, times[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock/fixed", test_fixed);
  g_test_add_func ("/base/clock/system", test_system);
  g_test_add_func ("/base/clock/parse", test_parse);
  g_test_add_func ("/base/clock/refuses", test_parse_refuses);
  g_test_add_func ("/base/clock/format", test_format);
  return g_test_run ();
}
