/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-game-chart.h"
#include "fair-game-facts.h"
#include "fair-game-reasons.h"
#include "fair-pricer.h"

#include <math.h>
#include <string.h>

#define KICKOFF G_GINT64_CONSTANT (1696939200) /* Tue 2023-10-10 12:00 UTC */
#define HOUR    3600
#define DAY     (24 * HOUR)

typedef struct
{
  gint64   id;
  int      day; /* after the first */
  gint64   away;
  gint64   home;
  int      away_points;
  int      home_points;
  gboolean neutral;
} Played;

/* Navy (1) at Army (2) on day 21; Navy played three times before, once in the season before. */
static const Played league[] = {
  { 100, -300, 1, 3, 30, 3, FALSE }, { 101, 0, 1, 3, 24, 17, FALSE }, { 102, 7, 3, 1, 10, 10, FALSE },
  { 103, 14, 3, 1, 28, 7, TRUE },    { 104, 21, 1, 2, 20, 27, FALSE },
};

static const char *const names[] = { "", "Navy", "Army", "Texas A&M" };

static void
add_game (FairBookBuilder *builder, const Played *played)
{
  FairGame game = {
    .id = played->id,
    .week = { played->day < 0 ? 2022 : 2023, FAIR_SEASON_REGULAR, 7 },
    .kickoff = KICKOFF + (gint64) played->day * DAY,
    .completed = TRUE,
    .neutral_site = played->neutral,
    .kickoff_tbd = played->id == 102,
    .home_id = played->home,
    .away_id = played->away,
    .home_team = (char *) names[played->home],
    .away_team = (char *) names[played->away],
    .home_division = FAIR_DIVISION_FBS,
    .away_division = FAIR_DIVISION_FBS,
    .home_points = played->home_points,
    .away_points = played->away_points,
  };

  fair_book_builder_add_game (builder, &game);
}

static FairBook *
make_book (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  const FairLine lines[] = {
    { 101, (char *) "Bovada", KICKOFF + HOUR, -3, -1, 40, NAN, 0, 0 }, /* the close: Navy +3 */
    { 103, (char *) "Bovada", KICKOFF + 14 * DAY + HOUR, -2.5, NAN, 40, NAN, 0, 0 },
    { 104, (char *) "Bovada", KICKOFF + 19 * DAY, -6, -4, 51, 49, -240, 200 },
    { 104, (char *) "Bovada", KICKOFF + 20 * DAY, -6.5, -4, NAN, 49, -250, 210 },
    { 104, (char *) "ESPN Bet", KICKOFF + 19 * DAY, -7, NAN, 50, NAN, FAIR_MONEYLINE_UNKNOWN, 240 },
    { 104, (char *) "Later", KICKOFF + 21 * DAY - HOUR, -7, -7, 50, 50, -300, 240 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (league); i++)
    add_game (builder, &league[i]);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    fair_book_builder_add_line (builder, &lines[i]);
  return fair_book_builder_finish (builder);
}

static const FairGameLine *
line_of (const GArray *lines, const char *provider)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (g_array_index (lines, FairGameLine, i).provider, provider))
      return &g_array_index (lines, FairGameLine, i);
  return NULL;
}

static void
test_lines (void)
{
  g_autoptr (FairBook) book = make_book ();
  guint game = fair_book_find_game (book, 104);
  FairView then = fair_view_at (book, KICKOFF + 20 * DAY + HOUR);
  g_autoptr (GArray) lines = fair_game_lines (then, game);
  g_autoptr (GArray) early = fair_game_lines (fair_view_at (book, KICKOFF), game);
  const FairGameLine *bovada = line_of (lines, "Bovada");
  const FairGameLine *espn = line_of (lines, "ESPN Bet");

  g_assert_cmpuint (early->len, ==, 0);
  g_assert_true (isnan (fair_game_market_chance (early)));
  g_assert_nonnull (bovada);
  g_assert_cmpfloat (bovada->spread, ==, -6.5);
  g_assert_cmpfloat (bovada->spread_open, ==, -4);
  g_assert_true (isnan (bovada->total));
  g_assert_cmpfloat (bovada->total_open, ==, 49);
  g_assert_cmpint (bovada->seen_at, ==, KICKOFF + 20 * DAY);
  g_assert_cmpfloat (espn->spread, ==, -7);
  g_assert_true (isnan (espn->spread_open));
  /* 250/350 against 100/310, without the book's margin; ESPN Bet has one side only, Later its opener alone. */
  g_assert_cmpfloat_with_epsilon (fair_game_market_chance (lines), 0.71429 / (0.71429 + 0.32258), 1e-4);
}

static void
test_recent (void)
{
  g_autoptr (FairBook) book = make_book ();
  guint game = fair_book_find_game (book, 104);
  guint navy = fair_book_find_team (book, 1);
  guint army = fair_book_find_team (book, 2);
  FairView then = fair_view_at (book, KICKOFF + 20 * DAY);
  g_autoptr (GArray) recent = fair_game_recent (then, game, navy, 5);
  g_autoptr (GArray) last = fair_game_recent (then, game, navy, 1);
  g_autoptr (GArray) none = fair_game_recent (then, game, army, 5);
  g_autoptr (GArray) early = fair_game_recent (fair_view_at (book, KICKOFF + HOUR), game, navy, 5);
  static const struct
  {
    const char *text;
    double      against_close; /* 999 unknown */
    gboolean    at_home;
  } expected[] = { { "Lost 7–28", -23.5, TRUE }, { "Tied 10–10", 999, TRUE }, { "Won 24–17", 10, FALSE } };

  g_assert_cmpuint (recent->len, ==, G_N_ELEMENTS (expected));
  g_assert_cmpuint (last->len, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (early->len, ==, 0); /* the first game is still played */
  for (guint i = 0; i < recent->len; i++)
    {
      const FairRecentGame *past = &g_array_index (recent, FairRecentGame, i);
      g_autofree char *text = fair_recent_game_to_text (past);

      g_assert_cmpstr (text, ==, expected[i].text);
      g_assert_cmpint (past->at_home, ==, expected[i].at_home);
      if (expected[i].against_close == 999)
        g_assert_true (isnan (past->against_close));
      else
        g_assert_cmpfloat (past->against_close, ==, expected[i].against_close);
    }
}

static void
check_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_words (void)
{
  g_autoptr (FairBook) book = make_book ();
  guint game = fair_book_find_game (book, 104);
  guint neutral = fair_book_find_game (book, 103);
  guint open = fair_book_find_game (book, 102);

  check_text (fair_game_to_matchup (book, game), "Navy @ Army");
  check_text (fair_game_to_matchup (book, neutral), "Texas A&M – Navy");
  check_text (fair_game_result_to_text (book, game, 27, 20), "Army won 27–20");
  check_text (fair_game_result_to_text (book, game, 3, 20), "Navy won 20–3");
  check_text (fair_game_result_to_text (book, game, 7, 7), "Tied 7–7");
  check_text (fair_game_kickoff_to_text (fair_book_game (book, open)), "Tue 17 Oct 2023, time to be determined");
  check_text (fair_age_to_text (-5), "just now");
  check_text (fair_age_to_text (3 * HOUR), "3 hours ago");
  check_text (fair_age_to_text (30 * 60), "30 minutes ago");
  check_text (fair_age_to_text (9 * DAY), "9 days ago");
  check_text (fair_expected_to_text (6.54, 16.2, TRUE), "+6.5 ± 16.2");
  check_text (fair_expected_to_text (NAN, 16.2, TRUE), "–");
  check_text (fair_expected_to_text (51, NAN, FALSE), "51.0");
  check_text (fair_local_time_to_text (G_MININT64, "%d"), "–");
}

/* A line as high as the mean splits evenly; a whole number leaves room for a push. */
static void
test_chances (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (FairScoreShape) plain = fair_score_shape_new ();
  FairScoreMoments moments = { 0, 10, 91, 10 };
  g_autoptr (FairScoreDistribution) scores = fair_score_distribution_new (plain, &moments);
  guint game = fair_book_find_game (book, 104);

  check_text (fair_game_chance_to_text (book, game, FAIR_MARKET_SPREAD, -0.5, scores),
              "Army −0.5 covers: 50.0\u00a0% · Navy +0.5 covers: 50.0\u00a0%");
  check_text (fair_game_chance_to_text (book, game, FAIR_MARKET_TOTAL, 91, scores),
              "Over 91.0: 47.9\u00a0% · Under 91.0: 47.9\u00a0% · push: 4.2\u00a0%");
  check_text (fair_game_chance_to_text (book, game, FAIR_MARKET_MONEYLINE, NAN, scores),
              "Army wins: 50.0\u00a0% · Navy wins: 50.0\u00a0%");
  check_text (fair_game_chance_to_text (book, game, FAIR_MARKET_SPREAD, NAN, scores), "No book has a spread.");
  check_text (fair_game_chance_to_text (book, game, FAIR_MARKET_TOTAL, NAN, scores), "No book has a total.");
  check_text (fair_game_chance_to_text (book, game, FAIR_MARKET_TOTAL, 51, NULL), "There is no prediction.");
}

/* What is shown adds up to what is shown, however the parts round. */
static void
test_reasons (void)
{
  g_autoptr (FairBook) book = make_book ();
  FairPrediction p = {
    .why = { .margin = { 3.04, -1.04, 2.54, 0.04, 0, 0.04, 0.04 }, .total = { 1.26, 2.26, 54.26, 0, 0, -0.26, 0.02 } },
  };
  FairPrediction unknown = { .why = { .margin = { NAN } } };
  g_autoptr (GArray) reasons = NULL;
  g_autoptr (GArray) none = NULL;
  double margin = 0;
  double total = 0;

  for (FairPart part = 0; part < FAIR_N_PARTS; part++)
    {
      p.margin += p.why.margin[part];
      p.total += p.why.total[part];
    }
  reasons = fair_game_reasons (book, fair_book_find_game (book, 104), &p);
  for (guint i = 0; i < reasons->len; i++)
    {
      const FairGameReason *reason = &g_array_index (reasons, FairGameReason, i);

      margin += reason->margin;
      total += reason->total;
      g_assert_true (i < 2 || reason->margin != 0 || reason->total != 0);
    }
  g_assert_cmpfloat_with_epsilon (margin, round (10 * p.margin) / 10, 1e-9);
  g_assert_cmpfloat_with_epsilon (total, round (10 * p.total) / 10, 1e-9);
  g_assert_cmpstr (g_array_index (reasons, FairGameReason, 0).what, ==, "Army");
  g_assert_cmpstr (g_array_index (reasons, FairGameReason, 1).what, ==, "Navy");
  none = fair_game_reasons (book, 0, &unknown);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_picks (void)
{
  FairSettledPick row = {
    .pick = {
      .kickoff = KICKOFF,
      .home_team = "Army",
      .away_team = "Navy",
      .market = FAIR_MARKET_SPREAD,
      .side = FAIR_SIDE_AWAY,
      .line = 6.5,
      .price = -110,
      .provider = "Bovada",
      .model_value = 3,
      .edge_points = 3.5,
      .win_probability = 0.55,
      .stake_units = 1,
      .is_pick = TRUE,
      .reason = "",
    },
    .outcome = FAIR_OUTCOME_WIN,
    .units = 100.0 / 110,
    .closing_line_value = 1.5,
  };
  g_autofree char *won = fair_game_pick_to_text (&row, KICKOFF + DAY, FAIR_ODDS_DECIMAL);
  g_autofree char *passed = NULL;
  g_autofree char *unknown = NULL;

  g_assert_true (g_str_has_prefix (won, "Won +0.91 · Bovada 1.91 · model "));
  g_assert_nonnull (strstr (won, "stake 1.00"));
  g_assert_true (g_str_has_suffix (won, "closing line value +1.5"));
  row.pick.is_pick = FALSE;
  row.pick.reason = "small_edge";
  passed = fair_game_pick_to_text (&row, KICKOFF + DAY, FAIR_ODDS_DECIMAL);
  g_assert_true (g_str_has_prefix (passed, "Pass: the edge is below the threshold · "));
  g_assert_null (strstr (passed, "stake"));
  row.pick.side = FAIR_SIDE_NONE;
  row.pick.provider = NULL;
  row.pick.line = NAN;
  row.pick.reason = "no_line";
  unknown = fair_game_pick_to_text (&row, KICKOFF, FAIR_ODDS_AMERICAN);
  g_assert_cmpstr (unknown, ==, "Pass: no book had a line");
}

static const FairSeries *
series_at (const FairChart *chart, guint index)
{
  g_assert_cmpuint (index, <, chart->series->len);
  return g_ptr_array_index (chart->series, index);
}

static const FairPrediction prediction = {
  .margin = 3, .margin_sd = 16, .total = 55, .total_sd = 15, .home_win_probability = 0.57, .blend_margin = 5,
  .blend_margin_sd = 15.5, .blend_total = NAN, .blend_total_sd = NAN,
};

static FairScoreDistribution *
scores_new (void)
{
  g_autoptr (FairScoreShape) plain = fair_score_shape_new ();

  return fair_price_scores (&prediction, plain);
}

/* The chances add up to nearly all; the marks are where the line and the model are, as margins of the home side. */
static void
test_margin_chart (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (FairScoreDistribution) scores = scores_new ();
  g_autoptr (FairChart) chart
    = fair_game_chart_new (book, fair_book_find_game (book, 104), FAIR_MARKET_SPREAD, &prediction, scores, -6);
  const FairSeries *curve = series_at (chart, 0);
  const FairSeries *side = series_at (chart, 1);
  g_autofree char *text = fair_chart_describe (chart);
  double sum = 0;
  double top = 0;
  double at = NAN;

  for (guint i = 0; i < curve->points->len; i++)
    {
      const FairChartPoint *point = &g_array_index (curve->points, FairChartPoint, i);

      sum += point->y;
      if (point->y > top)
        at = point->x;
      top = MAX (top, point->y);
    }
  g_assert_cmpfloat_with_epsilon (sum, 99.9, 0.1);
  g_assert_cmpfloat (at, ==, 5); /* of the blend */
  g_assert_cmpuint (chart->marks->len, ==, 2);
  g_assert_cmpfloat (g_array_index (chart->marks, FairChartMark, 0).x, ==, 6);
  g_assert_cmpfloat (g_array_index (chart->marks, FairChartMark, 1).x, ==, 3);
  /* The model has the home side three points short of the line, so that the visitors' side is shaded, up to the push. */
  g_assert_cmpstr (side->name, ==, "Navy +6.0 covers");
  g_assert_cmpfloat (g_array_index (side->points, FairChartPoint, side->points->len - 1).x, ==, 5);
  g_assert_nonnull (strstr (text, "Marked at +6.0: Line −6.0."));
  g_assert_nonnull (strstr (text, "Marked at +3.0: Model −3.0."));
  g_assert_nonnull (strstr (chart->note, "Right of 0 Army wins"));
}

static void
test_total_chart (void)
{
  g_autoptr (FairBook) book = make_book ();
  guint game = fair_book_find_game (book, 104);
  g_autoptr (FairScoreDistribution) scores = scores_new ();
  g_autoptr (FairChart) chart = fair_game_chart_new (book, game, FAIR_MARKET_TOTAL, &prediction, scores, 51.5);
  g_autoptr (FairChart) lineless = fair_game_chart_new (book, game, FAIR_MARKET_TOTAL, &prediction, scores, NAN);
  g_autoptr (FairChart) none = fair_game_chart_new (book, game, FAIR_MARKET_TOTAL, NULL, NULL, 51.5);
  g_autoptr (FairChart) far = fair_game_chart_new (book, game, FAIR_MARKET_TOTAL, &prediction, scores, 400);

  g_assert_cmpstr (series_at (chart, 1)->name, ==, "Over 51.5");
  g_assert_cmpfloat (g_array_index (series_at (chart, 1)->points, FairChartPoint, 0).x, ==, 52);
  g_assert_nonnull (strstr (chart->note, "model alone"));
  g_assert_cmpfloat (chart->x.low, >=, 0);
  g_assert_cmpuint (lineless->series->len, ==, 1);
  g_assert_cmpuint (lineless->marks->len, ==, 1);
  g_assert_true (fair_chart_is_empty (none));
  g_assert_cmpuint (far->marks->len, ==, 2);
  g_assert_cmpfloat (far->x.high, >=, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/game/lines", test_lines);
  g_test_add_func ("/game/recent", test_recent);
  g_test_add_func ("/game/words", test_words);
  g_test_add_func ("/game/chances", test_chances);
  g_test_add_func ("/game/reasons", test_reasons);
  g_test_add_func ("/game/picks", test_picks);
  g_test_add_func ("/game/margin-chart", test_margin_chart);
  g_test_add_func ("/game/total-chart", test_total_chart);
  return g_test_run ();
}
