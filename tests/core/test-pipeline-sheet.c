/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A week's picks as a person looks at them: cells, sort keys, filters, the line above, what leaves; weeks to choose. */
#include "fair-pick-sheet.h"
#include "fair-pricer.h"
#include "fair-reprice.h"
#include "fair-week-choice.h"

#include <math.h>
#include <string.h>

#define KICKOFF 1696939200 /* Tue 10 Oct 2023 12:00 UTC */
#define DAY     86400

static const FairWeek WEEK = { 2023, FAIR_SEASON_REGULAR, 7 };

static FairPick
make_pick (gint64 game, FairMarket market, FairSide side, double line, double edge, const char *reason)
{
  return (FairPick) {
    .week = WEEK,
    .game_id = game,
    .kickoff = KICKOFF + game * DAY,
    .away_team = game == 1 ? "Navy" : "=Été State",
    .home_team = game == 1 ? "Army" : "Rice",
    .neutral_site = game == 1,
    .market = market,
    .side = side,
    .line = line,
    .price = side == FAIR_SIDE_NONE ? 0 : market == FAIR_MARKET_MONEYLINE ? 240 : -110,
    .provider = side == FAIR_SIDE_NONE ? NULL : game == 1 ? "Bovada" : "DraftKings",
    .model_value = line - 4,
    .edge_points = edge,
    .win_probability = side == FAIR_SIDE_NONE ? NAN : 0.51,
    .push_probability = 0,
    .expected_value = *reason == '\0' ? -0.02 : 0.01,
    .stake_units = *reason == '\0' ? 1 : 0,
    .confidence = FAIR_CONFIDENCE_LOW,
    .is_pick = *reason == '\0',
    .reason = reason,
    .frozen_at = KICKOFF,
  };
}

/* Two games: a pick on the first one's spread and on the second one's total. */
static GArray *
make_picks (void)
{
  GArray *picks = g_array_new (FALSE, FALSE, sizeof (FairPick));
  FairPick rows[] = {
    make_pick (1, FAIR_MARKET_SPREAD, FAIR_SIDE_AWAY, 7.5, 4, ""),
    make_pick (1, FAIR_MARKET_TOTAL, FAIR_SIDE_UNDER, 50, 1, FAIR_REASON_SMALL_EDGE),
    make_pick (1, FAIR_MARKET_MONEYLINE, FAIR_SIDE_AWAY, 240, 2, FAIR_REASON_ONE_PER_GAME),
    make_pick (2, FAIR_MARKET_SPREAD, FAIR_SIDE_HOME, -3, 0.5, FAIR_REASON_SMALL_EDGE),
    make_pick (2, FAIR_MARKET_TOTAL, FAIR_SIDE_OVER, 44.5, 6, ""),
    make_pick (2, FAIR_MARKET_MONEYLINE, FAIR_SIDE_NONE, NAN, NAN, FAIR_REASON_NO_LINE),
  };

  g_array_append_vals (picks, rows, G_N_ELEMENTS (rows));
  return picks;
}

static FairBook *
make_book (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();

  for (int i = 1; i <= 3; i++)
    {
      FairGame game = {
        .id = i,
        .week = { 2023, FAIR_SEASON_REGULAR, i == 3 ? 8 : 7 },
        .kickoff = KICKOFF + i * DAY,
        .kickoff_tbd = i == 2,
        .home_id = 2 * i,
        .away_id = 2 * i + 1,
        .home_team = (char *) "H",
        .away_team = (char *) "A",
        .home_conference = (char *) (i == 1 ? "Independents" : "American"),
        .away_conference = (char *) "American",
        .home_division = FAIR_DIVISION_FBS,
        .away_division = FAIR_DIVISION_FBS,
        .home_points = FAIR_POINTS_UNKNOWN,
        .away_points = FAIR_POINTS_UNKNOWN,
      };

      fair_book_builder_add_game (builder, &game);
    }
  return fair_book_builder_finish (builder);
}

static FairPickSheet *
make_sheet (gint64 now)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (GArray) picks = make_picks ();

  return fair_pick_sheet_new (book, picks, now);
}

static void
expect_cell (const FairPickSheet *sheet, guint row, FairSheetColumn column, FairOddsFormat format, const char *wanted)
{
  g_autofree char *text = fair_sheet_row_to_text (fair_pick_sheet_row (sheet, row), column, format);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_cells (void)
{
  g_autoptr (FairPickSheet) sheet = make_sheet (KICKOFF);

  expect_cell (sheet, 0, FAIR_SHEET_KICKOFF, 0, "Wed 11 Oct 12:00");
  expect_cell (sheet, 3, FAIR_SHEET_KICKOFF, 0, "Thu 12 Oct, TBD");
  expect_cell (sheet, 0, FAIR_SHEET_MATCHUP, 0, "Navy – Army");
  expect_cell (sheet, 3, FAIR_SHEET_MATCHUP, 0, "=Été State @ Rice");
  expect_cell (sheet, 0, FAIR_SHEET_PICK, 0, "Navy +7.5");
  expect_cell (sheet, 0, FAIR_SHEET_LINE, 0, "+7.5");
  expect_cell (sheet, 1, FAIR_SHEET_LINE, 0, "50.0");
  expect_cell (sheet, 2, FAIR_SHEET_LINE, FAIR_ODDS_DECIMAL, "3.40");
  expect_cell (sheet, 0, FAIR_SHEET_PRICE, FAIR_ODDS_FRACTIONAL, "10/11");
  expect_cell (sheet, 0, FAIR_SHEET_MODEL, 0, "+3.5");
  expect_cell (sheet, 0, FAIR_SHEET_EDGE, 0, "+4.0");
  expect_cell (sheet, 0, FAIR_SHEET_PROBABILITY, 0, "51.0 %");
  expect_cell (sheet, 0, FAIR_SHEET_STATUS, 0, "Pick");
  expect_cell (sheet, 1, FAIR_SHEET_STATUS, 0, "Pass: the edge is below the threshold");
  for (FairSheetColumn column = FAIR_SHEET_LINE; column <= FAIR_SHEET_PROBABILITY; column++)
    expect_cell (sheet, 5, column, 0, "–");
  expect_cell (sheet, 5, FAIR_SHEET_PICK, 0, "no line");
  expect_cell (sheet, 0, FAIR_SHEET_NEWS, 0, "");
}

static void
expect_order (const FairPickSheet *sheet, FairSheetColumn column, guint smaller, guint bigger)
{
  g_autofree double *keys = fair_pick_sheet_keys (sheet, column);

  g_assert_cmpfloat (keys[smaller], <, keys[bigger]);
}

static void
test_keys (void)
{
  g_autoptr (FairPickSheet) sheet = make_sheet (KICKOFF);
  g_autofree double *edges = fair_pick_sheet_keys (sheet, FAIR_SHEET_EDGE);
  g_autofree double *matchups = fair_pick_sheet_keys (sheet, FAIR_SHEET_MATCHUP);

  g_assert_true (isnan (edges[5]));
  g_assert_cmpfloat (matchups[0], ==, matchups[1]);
  expect_order (sheet, FAIR_SHEET_EDGE, 3, 1);
  expect_order (sheet, FAIR_SHEET_KICKOFF, 0, 3);
  expect_order (sheet, FAIR_SHEET_PRICE, 0, 2);
  expect_order (sheet, FAIR_SHEET_STATUS, 4, 1);
  expect_order (sheet, FAIR_SHEET_MARKET, 2, 0);
  expect_order (sheet, FAIR_SHEET_BOOK, 0, 3);
}

static void
expect_match (const FairPickSheet *sheet, FairSheetFilter filter, const char *wanted)
{
  g_autofree guint8 *shown = fair_pick_sheet_match (sheet, &filter);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < fair_pick_sheet_n_rows (sheet); i++)
    g_string_append_c (text, shown[i] ? '1' : '0');
  g_assert_cmpstr (text->str, ==, wanted);
}

static void
test_filter (void)
{
  g_autoptr (FairPickSheet) sheet = make_sheet (KICKOFF);
  g_autoptr (GPtrArray) conferences = fair_pick_sheet_conferences (sheet);

  expect_match (sheet, (FairSheetFilter) { FALSE, NULL, NULL }, "111111");
  expect_match (sheet, (FairSheetFilter) { TRUE, NULL, NULL }, "100010");
  expect_match (sheet, (FairSheetFilter) { FALSE, "Independents", NULL }, "111000");
  expect_match (sheet, (FairSheetFilter) { FALSE, "American", "" }, "111111");
  expect_match (sheet, (FairSheetFilter) { FALSE, NULL, "éTÉ" }, "000111");
  expect_match (sheet, (FairSheetFilter) { FALSE, NULL, " army  total " }, "010000");
  expect_match (sheet, (FairSheetFilter) { FALSE, NULL, "threshold" }, "010100");
  expect_match (sheet, (FairSheetFilter) { TRUE, "Independents", "rice" }, "000000");
  g_assert_cmpuint (conferences->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (conferences, 0), ==, "American");
}

static void
expect_description (const FairPickSheet *sheet, const FairPublication *publication, const char *wanted)
{
  g_autofree char *text = fair_pick_sheet_describe (sheet, publication);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_describe (void)
{
  FairPublication live = { .week = WEEK, .version = 3, .frozen_at = KICKOFF };
  FairPublication replay = { .week = WEEK, .version = 1, .replay = TRUE, .frozen_at = KICKOFF };
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (FairPick));
  g_autoptr (FairPickSheet) sheet = make_sheet (KICKOFF);
  g_autoptr (FairPickSheet) empty = fair_pick_sheet_new (NULL, none, KICKOFF);

  expect_description (sheet, &live,
                      "2 picks in 2 games · frozen Tue 10 Oct 12:00 · version 3 · 2 are expected to lose at their price");
  expect_description (sheet, &replay,
                      "2 picks in 2 games · made afterwards from what was known at each freeze · version 1 · 2 are "
                      "expected to lose at their price");
  expect_description (empty, NULL, "0 picks in 0 games");
  fair_pick_sheet_set_provisional (sheet);
  expect_description (sheet, NULL,
                      "2 picks in 2 games · from the newest seasons alone; older seasons are on their way "
                      "· 2 are expected to lose at their price");
  expect_cell (sheet, 0, FAIR_SHEET_STATUS, 0, "Provisional pick");
}

static void
add_settled (GArray *record, FairPick pick, gboolean replay, FairOutcome outcome, double units)
{
  FairSettledPick row = { .pick = pick, .replay = replay, .outcome = outcome, .units = units };

  g_array_append_val (record, row);
}

/* Live and replayed records stay apart, and so do weeks; a game that had begun shows the pick that counts. */
static void
test_record (void)
{
  g_autoptr (GArray) record = g_array_new (FALSE, FALSE, sizeof (FairSettledPick));
  g_autoptr (GArray) picks = make_picks ();
  g_autoptr (FairPickSheet) sheet = NULL;
  FairPublication live = { .week = WEEK, .version = 1, .frozen_at = KICKOFF };
  FairPick older = g_array_index (picks, FairPick, 0);
  FairPick other_week = g_array_index (picks, FairPick, 4);

  older.line = 8;
  other_week.week.week = 8;
  add_settled (record, g_array_index (picks, FairPick, 4), TRUE, FAIR_OUTCOME_LOSS, -1);
  add_settled (record, other_week, FALSE, FAIR_OUTCOME_LOSS, -1);
  add_settled (record, g_array_index (picks, FairPick, 4), FALSE, FAIR_OUTCOME_WIN, 0.909);
  add_settled (record, older, FALSE, FAIR_OUTCOME_PUSH, 0);
  g_array_index (picks, FairPick, 0).frozen_at = KICKOFF + 2 * DAY;
  g_array_index (picks, FairPick, 0).is_pick = FALSE;
  g_array_index (picks, FairPick, 0).reason = FAIR_REASON_STARTED;
  sheet = fair_pick_sheet_new (NULL, picks, KICKOFF + 9 * DAY);
  fair_pick_sheet_add_record (sheet, record, FALSE);
  expect_cell (sheet, 0, FAIR_SHEET_PICK, 0, "Navy +8.0");
  expect_cell (sheet, 0, FAIR_SHEET_STATUS, 0, "Push, stake back");
  expect_cell (sheet, 4, FAIR_SHEET_STATUS, 0, "Won +0.91");
  expect_cell (sheet, 1, FAIR_SHEET_STATUS, 0, "Pass: the edge is below the threshold");
  expect_description (sheet, &live,
                      "2 picks in 2 games · frozen Tue 10 Oct 12:00 · version 1 · 2 are expected to lose at their price "
                      "· 1 won, 0 lost, 1 pushed: +0.91 units");
}

static FairRepricedPick
reprice (FairPick then, double line, int price, const char *provider, const char *reason)
{
  FairRepricedPick row = { .then = then, .now = then };

  row.now.line = line;
  row.now.price = price;
  row.now.provider = provider;
  row.now.reason = reason;
  row.now.is_pick = *reason == '\0';
  row.moved = line != then.line || price != then.price || g_strcmp0 (provider, then.provider) != 0;
  row.stands = then.is_pick && row.now.is_pick;
  return row;
}

static void
test_news (void)
{
  g_autoptr (FairPickSheet) sheet = make_sheet (KICKOFF);
  g_autoptr (GArray) picks = make_picks ();
  g_autoptr (GArray) news = g_array_new (FALSE, FALSE, sizeof (FairRepricedPick));
  const FairPick *p = (const FairPick *) (gpointer) picks->data;
  FairRepricedPick rows[] = {
    reprice (p[0], 6.5, -110, "Bovada", ""), reprice (p[1], 50, -110, "Bovada", FAIR_REASON_SMALL_EDGE),
    reprice (p[2], 250, 250, "Bovada", ""),  reprice (p[3], -3, -115, "Caesars", FAIR_REASON_SMALL_EDGE),
    reprice (p[4], 49, -110, "DraftKings", FAIR_REASON_SMALL_EDGE),
  };

  g_assert_false (fair_pick_sheet_has_news (sheet));
  g_array_append_vals (news, rows, G_N_ELEMENTS (rows));
  fair_pick_sheet_add_lines (sheet, news);
  g_assert_true (fair_pick_sheet_has_news (sheet));
  expect_cell (sheet, 0, FAIR_SHEET_NEWS, 0, "stands · line now +6.5 (was +7.5)");
  expect_cell (sheet, 1, FAIR_SHEET_NEWS, 0, "");
  expect_cell (sheet, 2, FAIR_SHEET_NEWS, 0, "now a pick · line now +250 (was +240)");
  expect_cell (sheet, 3, FAIR_SHEET_NEWS, 0, "line now -115 at Caesars (was -110 at DraftKings)");
  expect_cell (sheet, 4, FAIR_SHEET_NEWS, 0, "stands no more · line now 49.0 (was 44.5)");
  expect_cell (sheet, 5, FAIR_SHEET_NEWS, 0, "");
  expect_order (sheet, FAIR_SHEET_NEWS, 4, 0);
}

static void
test_leave (void)
{
  static const FairSheetColumn columns[]
    = { FAIR_SHEET_EDGE, FAIR_SHEET_MATCHUP, FAIR_SHEET_KICKOFF, FAIR_SHEET_PRICE, FAIR_SHEET_PROBABILITY };
  static const guint rows[] = { 4, 0, 5 };
  g_autoptr (FairPickSheet) sheet = make_sheet (KICKOFF);
  g_autoptr (GBytes) csv = fair_pick_sheet_to_csv (sheet, rows, 3, columns, G_N_ELEMENTS (columns));
  g_autofree char *tsv = fair_pick_sheet_to_tsv (sheet, rows, 2, columns, 3, FAIR_ODDS_AMERICAN);
  const char *wanted = "edge_points,matchup,kickoff_utc,price,win_probability\r\n"
                       "6.00,'=Été State @ Rice,2023-10-12T12:00:00Z,-110,0.510000\r\n"
                       "4.00,Navy – Army,2023-10-11T12:00:00Z,-110,0.510000\r\n"
                       ",'=Été State @ Rice,2023-10-12T12:00:00Z,,\r\n";

  g_assert_cmpmem (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv), wanted, strlen (wanted));
  g_assert_cmpstr (tsv, ==,
                   "+6.0\t'=Été State @ Rice\tThu 12 Oct, TBD\n"
                   "+4.0\tNavy – Army\tWed 11 Oct 12:00\n");
}

static void
add_publication (GArray *list, int week, gboolean replay, int version)
{
  FairPublication publication = { .id = list->len + 1, .week = { 2023, FAIR_SEASON_REGULAR, week },
                                  .replay = replay, .version = version };

  g_array_append_val (list, publication);
}

static void
test_choices (void)
{
  g_autoptr (FairBook) book = make_book ();
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FairPublication));
  g_autoptr (GArray) choices = NULL;
  g_autoptr (GArray) over = NULL;
  const FairWeekChoice *c;

  add_publication (list, 7, FALSE, 1);
  add_publication (list, 6, TRUE, 1);
  add_publication (list, 7, FALSE, 2);
  add_publication (list, 7, TRUE, 1);
  choices = fair_week_choices (book, list, KICKOFF + 2 * DAY + 1);
  c = (const FairWeekChoice *) (gpointer) choices->data;
  g_assert_cmpuint (choices->len, ==, 4);
  g_assert_true (c[0].week.week == 6 && c[0].publication.replay);
  g_assert_true (c[1].week.week == 7 && c[1].publication.replay && !c[1].present);
  g_assert_true (c[2].week.week == 7 && !c[2].publication.replay && c[2].publication.version == 2);
  g_assert_true (c[3].week.week == 8 && c[3].present && !c[3].has_table);
  g_assert_cmpuint (fair_week_choices_start (choices), ==, 3);
  over = fair_week_choices (book, list, KICKOFF + 99 * DAY);
  g_assert_cmpuint (over->len, ==, 3);
  g_assert_cmpuint (fair_week_choices_start (over), ==, 2);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/sheet/cells", test_cells);
  g_test_add_func ("/pipeline/sheet/keys", test_keys);
  g_test_add_func ("/pipeline/sheet/filter", test_filter);
  g_test_add_func ("/pipeline/sheet/describe", test_describe);
  g_test_add_func ("/pipeline/sheet/record", test_record);
  g_test_add_func ("/pipeline/sheet/news", test_news);
  g_test_add_func ("/pipeline/sheet/leave", test_leave);
  g_test_add_func ("/pipeline/sheet/choices", test_choices);
  return g_test_run ();
}
