/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-cfbd-decode.h"

#include "fair-clock.h"
#include "fair-error.h"

#include <math.h>

static GBytes *
fixture (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "fixtures", "cfbd", name, NULL);
  char *text;
  gsize length;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

static GBytes *
text_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static guint
count_reason (const FairRefusals *refusals, const char *reason)
{
  guint n = 0;

  for (guint i = 0; i < fair_refusals_count (refusals); i++)
    n += g_str_equal (fair_refusals_get (refusals, i)->reason, reason);
  return n;
}

#define GAME(more)                                                                                                     \
  "{\"id\":1,\"season\":2023,\"week\":2,\"seasonType\":\"regular\",\"startDate\":\"2023-09-09T16:00:00.000Z\","         \
  "\"homeId\":10,\"homeTeam\":\"A\",\"homeClassification\":\"fbs\",\"awayId\":11,\"awayTeam\":\"B\"," more "}"

static void
test_games (void)
{
  g_autoptr (GBytes) body = fixture ("games.json");
  g_autoptr (FairRefusals) refusals = fair_refusals_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) games = fair_cfbd_decode_games (body, refusals, &error);
  guint postseason = 0;
  guint tbd = 0;
  gboolean accent = FALSE;

  g_assert_no_error (error);
  g_assert_cmpuint (games->len, >, 3);
  g_assert_cmpuint (fair_refusals_count (refusals), ==, 0);
  for (guint i = 0; i < games->len; i++)
    {
      const FairGame *game = &g_array_index (games, FairGame, i);

      postseason += game->week.type == FAIR_SEASON_POSTSEASON && game->week.week == 1;
      tbd += game->kickoff_tbd;
      accent = accent || strstr (game->home_team, "é") != NULL || strstr (game->away_team, "é") != NULL;
      g_assert_true (game->completed ? game->home_points >= 0 : TRUE);
    }
  g_assert_cmpuint (postseason, ==, 1);
  g_assert_cmpuint (tbd, ==, 1);
  g_assert_true (accent);
}

static void
test_numbers_of_all_kinds (void)
{
  g_autoptr (GBytes) body = text_bytes (
    "[" GAME ("\"homePoints\":\"31\",\"awayPoints\":24.0,\"completed\":true,\"venueId\":null,\"notes\":\"\"") "]");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) games = fair_cfbd_decode_games (body, NULL, &error);
  const FairGame *game;

  g_assert_no_error (error);
  g_assert_cmpuint (games->len, ==, 1);
  game = &g_array_index (games, FairGame, 0);
  g_assert_cmpint (game->home_points, ==, 31);
  g_assert_cmpint (game->away_points, ==, 24);
  g_assert_cmpint (game->venue_id, ==, 0);
  g_assert_null (game->notes);
  g_assert_cmpint (game->kickoff, ==, 1694275200);
}

static void
test_impossible_games (void)
{
  g_autoptr (GBytes) body = text_bytes (
    "[" GAME ("\"homePoints\":-3,\"awayPoints\":7") "," GAME ("\"homePoints\":10,\"awayPoints\":7") ","
    "{\"id\":2,\"season\":2023,\"week\":2,\"seasonType\":\"regular\",\"startDate\":\"soon\",\"homeId\":1,\"homeTeam\":\"A\","
    "\"homeClassification\":\"fbs\",\"awayId\":2,\"awayTeam\":\"B\"},"
    "{\"id\":3,\"season\":2023,\"week\":2,\"seasonType\":\"regular\",\"startDate\":\"2023-09-09T16:00:00Z\",\"homeId\":1,"
    "\"homeTeam\":\"A\",\"homeClassification\":\"fbs\",\"awayId\":1,\"awayTeam\":\"A\"}]");
  g_autoptr (FairRefusals) refusals = fair_refusals_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) games = fair_cfbd_decode_games (body, refusals, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (games->len, ==, 1);
  g_assert_cmpint (g_array_index (games, FairGame, 0).home_points, ==, FAIR_POINTS_UNKNOWN);
  g_assert_cmpuint (count_reason (refusals, "negative-points"), ==, 1);
  g_assert_cmpuint (count_reason (refusals, "duplicate-game"), ==, 1);
  g_assert_cmpuint (count_reason (refusals, "kickoff"), ==, 1);
  g_assert_cmpuint (count_reason (refusals, "plays-itself"), ==, 1);
}

/* An answer of another shape is an error as a whole: it must never pass for "no data". */
static void
test_bad_shapes (void)
{
  static const struct
  {
    const char *text;
    const char *names; /* what the sentence must hold */
  } cases[] = {
    { "", "JSON" },
    { "[{\"id\":1},", "JSON" },
    { "{\"message\":\"Internal Server Error\"}", "games" },
    { "[1, 2]", "row 1" },
    { "[" GAME ("\"x\":1") ",{\"season\":2023}]", "row 2" },
    { "[{\"id\":\"seven\",\"season\":2023,\"week\":1,\"homeId\":1,\"awayId\":2}]", "“id”" },
    { "[{\"id\":7,\"season\":2023,\"week\":1,\"homeId\":1,\"awayId\":2,\"homeTeam\":\"A\"}]", "“awayTeam”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) body = text_bytes (cases[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_null (fair_cfbd_decode_games (body, NULL, &error));
      g_assert_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
      g_assert_nonnull (strstr (error->message, cases[i].names));
    }
}

static void
test_lines (void)
{
  g_autoptr (GBytes) body = text_bytes (
    "[{\"id\":5,\"lines\":["
    "{\"provider\":\"Bovada\",\"spread\":-3.5,\"spreadOpen\":\"-2.5\",\"overUnder\":51,\"overUnderOpen\":null,"
    "\"homeMoneyline\":-170,\"awayMoneyline\":145},"
    "{\"provider\":\"Draft Kings\",\"spread\":-3,\"overUnder\":50.5},"
    "{\"provider\":\"DraftKings\",\"spread\":-3,\"overUnder\":50.5,\"homeMoneyline\":-165,\"awayMoneyline\":140},"
    "{\"provider\":\"ESPN Bet\",\"spread\":-71,\"overUnder\":-1,\"homeMoneyline\":-99,\"awayMoneyline\":\"\"},"
    "{\"provider\":\"Caesars\",\"spread\":-7,\"homeMoneyline\":220,\"awayMoneyline\":-260}]},"
    "{\"id\":6,\"lines\":[]}]");
  g_autoptr (FairRefusals) refusals = fair_refusals_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) lines = fair_cfbd_decode_lines (body, 1000, NULL, refusals, &error);
  const FairLine *line;

  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 3); /* the impossible book is left with nothing */
  line = &g_array_index (lines, FairLine, 0);
  g_assert_cmpstr (line->provider, ==, "Bovada");
  g_assert_cmpint (line->seen_at, ==, 1000);
  g_assert_cmpfloat (line->spread, ==, -3.5);
  g_assert_cmpfloat (line->spread_open, ==, -2.5);
  g_assert_true (isnan (line->total_open));
  line = &g_array_index (lines, FairLine, 1);
  g_assert_cmpstr (line->provider, ==, "DraftKings");
  g_assert_cmpint (line->home_moneyline, ==, -165); /* of two rows the one that knows the moneyline */
  line = &g_array_index (lines, FairLine, 2);
  g_assert_cmpint (line->home_moneyline, ==, FAIR_MONEYLINE_UNKNOWN);
  g_assert_cmpuint (count_reason (refusals, "spread-range"), ==, 1);
  g_assert_cmpuint (count_reason (refusals, "total-range"), ==, 1);
  g_assert_cmpuint (count_reason (refusals, "moneyline-range"), ==, 1);
  g_assert_cmpuint (count_reason (refusals, "moneyline-contradicts-spread"), ==, 1);
}

static void
test_values (void)
{
  g_autoptr (FairNames) names = fair_names_new ();
  g_autoptr (FairRefusals) refusals = fair_refusals_new ();
  g_autoptr (GBytes) talent = text_bytes ("[{\"year\":2023,\"team\":\"San Jose State\",\"talent\":500.5},"
                                          "{\"year\":2023,\"team\":\"Navy\",\"talent\":0},"
                                          "{\"year\":2023,\"team\":\"Nobody\",\"talent\":400}]");
  g_autoptr (GBytes) returning = text_bytes ("[{\"season\":2023,\"team\":\"Navy\",\"percentPPA\":1.4,\"usage\":0.6},"
                                             "{\"season\":2023,\"team\":\"San José State\",\"percentPPA\":0,\"usage\":0}]");
  g_autoptr (GBytes) sp = fixture ("ratings_sp.json");
  g_autoptr (GArray) values = NULL;
  g_autoptr (GError) error = NULL;

  fair_names_add (names, "San José State", 1);
  fair_names_add (names, "Navy", 2);
  values = fair_cfbd_decode_values (FAIR_CFBD_TALENT, talent, names, refusals, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (values->len, ==, 1); /* nought is unknown, and so is Nobody */
  g_assert_cmpint (g_array_index (values, FairTeamValue, 0).team_id, ==, 1);
  g_assert_cmpuint (count_reason (refusals, "unknown-team"), ==, 1);
  g_clear_pointer (&values, g_array_unref);

  values = fair_cfbd_decode_values (FAIR_CFBD_RETURNING, returning, names, refusals, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (values->len, ==, 2);
  g_assert_cmpfloat (g_array_index (values, FairTeamValue, 0).value, ==, 0.6);
  g_assert_cmpfloat (g_array_index (values, FairTeamValue, 1).value, ==, 1.0);
  g_clear_pointer (&values, g_array_unref);

  values = fair_cfbd_decode_values (FAIR_CFBD_SP, sp, names, NULL, &error);
  g_assert_no_error (error);
}

static void
test_stats (void)
{
  g_autoptr (FairNames) names = fair_names_new ();
  g_autoptr (GBytes) body = text_bytes (
    "[{\"gameId\":9,\"team\":\"Navy\",\"offense\":{\"plays\":60,\"drives\":11,\"ppa\":0.25,\"successRate\":0.45,"
    "\"rushingPlays\":{\"ppa\":0.1,\"successRate\":0.5},\"passingPlays\":{\"ppa\":0,\"successRate\":0}}},"
    "{\"gameId\":9,\"team\":\"Army\",\"offense\":{\"plays\":0,\"ppa\":0,\"successRate\":0}}]");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) stats = NULL;
  const FairTeamStats *row;

  fair_names_add (names, "Navy", 2);
  stats = fair_cfbd_decode_stats (body, names, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stats->len, ==, 1); /* without plays the zeros mean nothing */
  row = &g_array_index (stats, FairTeamStats, 0);
  g_assert_cmpint (row->offense.plays, ==, 60);
  g_assert_cmpfloat (row->offense.rushing_ppa, ==, 0.1);
  g_assert_true (isnan (row->offense.passing_ppa));
  g_assert_true (isnan (row->offense.explosiveness));
}

static void
test_teams_and_places (void)
{
  g_autoptr (GBytes) teams_body = fixture ("teams_fbs.json");
  g_autoptr (GBytes) venues_body = fixture ("venues.json");
  g_autoptr (GBytes) calendar_body = fixture ("calendar.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) teams = fair_cfbd_decode_teams (teams_body, 2025, NULL, &error);
  g_autoptr (GArray) venues = fair_cfbd_decode_venues (venues_body, NULL, &error);
  g_autoptr (GArray) weeks = fair_cfbd_decode_calendar (calendar_body, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (teams->len, >, 0);
  g_assert_cmpint (g_array_index (teams, FairTeam, 0).season, ==, 2025);
  for (guint i = 0; i < teams->len; i++)
    g_assert_cmpstr (g_array_index (teams, FairTeam, i).color, !=, "#null");
  g_assert_cmpuint (venues->len, >, 0);
  g_assert_false (isnan (g_array_index (venues, FairVenue, 0).elevation)); /* a string in the answer */
  g_assert_cmpuint (weeks->len, >, 0);
  g_assert_cmpint (g_array_index (weeks, FairCalendarWeek, 0).end, >, g_array_index (weeks, FairCalendarWeek, 0).start);
}

static void
test_info (void)
{
  g_autoptr (GBytes) full = fixture ("info.json");
  g_autoptr (GBytes) nobody = fixture ("info_unauthenticated.json");
  g_autoptr (GBytes) broken = text_bytes ("[]");
  g_autoptr (GError) error = NULL;
  FairCfbdInfo info;

  g_assert_true (fair_cfbd_decode_info (full, &info, &error));
  g_assert_true (info.known);
  g_assert_cmpint (info.remaining_calls, ==, 734);
  g_assert_cmpint (info.monthly_limit, ==, 1000);
  g_assert_cmpstr (info.tier, ==, "Free");
  g_assert_cmpint (info.reset_at, ==, 1764547200);
  g_assert_true (fair_cfbd_decode_info (nobody, &info, &error));
  g_assert_false (info.known);
  g_assert_false (fair_cfbd_decode_info (broken, &info, &error));
  g_assert_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA);
}

static GBytes *
archived (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("FAIR_SHARED"), "cfbd", name, NULL);
  char *text;
  gsize length;

  return g_file_get_contents (path, &text, &length, NULL) ? g_bytes_new_take (text, length) : NULL;
}

static void
test_real_answers (void)
{
  g_autoptr (GBytes) games_body = archived ("games_2023.json");
  g_autoptr (GBytes) lines_body = archived ("lines_2018.json");
  g_autoptr (FairRefusals) refusals = fair_refusals_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) games = NULL;
  g_autoptr (GArray) lines = NULL;

  if (games_body == NULL || lines_body == NULL)
    {
      g_test_skip ("the archive of real answers is not here");
      return;
    }
  games = fair_cfbd_decode_games (games_body, refusals, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (games->len, ==, 910);
  g_assert_cmpuint (fair_refusals_count (refusals), ==, 0);
  lines = fair_cfbd_decode_lines (lines_body, 0, NULL, refusals, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_reason (refusals, "total-range"), ==, 1); /* game 401012320, Caesars: a total of -1 */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cfbd/decode/games", test_games);
  g_test_add_func ("/cfbd/decode/numbers-of-all-kinds", test_numbers_of_all_kinds);
  g_test_add_func ("/cfbd/decode/impossible-games", test_impossible_games);
  g_test_add_func ("/cfbd/decode/bad-shapes", test_bad_shapes);
  g_test_add_func ("/cfbd/decode/lines", test_lines);
  g_test_add_func ("/cfbd/decode/values", test_values);
  g_test_add_func ("/cfbd/decode/stats", test_stats);
  g_test_add_func ("/cfbd/decode/teams-and-places", test_teams_and_places);
  g_test_add_func ("/cfbd/decode/info", test_info);
  g_test_add_func ("/cfbd/decode/real-answers", test_real_answers);
  return g_test_run ();
}
