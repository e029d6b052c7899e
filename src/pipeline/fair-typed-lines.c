/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where nothing answers any more: lines that a person read off a book's page and typed into a sheet. */
#include "fair-typed-lines.h"

#include "fair-csv.h"
#include "fair-error.h"
#include "fair-odds.h"
#include "fair-store-book.h"
#include "fair-store-league.h"
#include "fair-view.h"
#include "fair-week-plan.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MOST_SPREAD  70.0
#define LEAST_TOTAL  10.0
#define MOST_TOTAL   150.0
#define LEAST_ODDS   100.0
#define MOST_ODDS    100000.0

/* Points; from such a spread on the favourite is the favourite of the moneyline, too, whatever each book takes. */
#define CLEAR_SPREAD 3.0

enum
{
  AWAY,
  HOME,
  BOOK,
  SPREAD,
  TOTAL,
  AWAY_MONEYLINE,
  HOME_MONEYLINE,
  N_COLUMNS
};

static const char *const header[N_COLUMNS + 1] = { "away",  "home",           "book",           "spread",
                                                   "total", "away_moneyline", "home_moneyline", NULL };

/* What each row is read with. */
typedef struct
{
  const FairCsvTable *table;
  int                 columns[N_COLUMNS]; /* of the table; -1 where the sheet has none */
  FairBook           *book;
  FairNames          *names;
  const char         *preferred; /* the book of a row that names none */
  FairWeek            week;
  gint64              now;
  GArray             *lines; /* of FairLine */
  GArray             *rows;  /* of guint: the row of each line */
} Reading;

static gboolean
is_open (const FairBookGame *game, const FairWeek *week, gint64 now)
{
  return !game->completed && game->kickoff > now && fair_week_compare (&game->week, week) == 0;
}

/**
 * fair_typed_lines_sheet:
 *
 * Returns: (transfer full): a CSV file with the unplayed games of the week, to be filled in
 */
GBytes *
fair_typed_lines_sheet (FairStore *store, const FairProfile *profile, GError **error)
{
  gint64 now = fair_clock_now (profile->clock);
  g_autoptr (FairBook) book = fair_store_load_book (store, error);
  g_autoptr (FairCsvWriter) csv = fair_csv_writer_new ();
  FairWeek week;

  if (book == NULL || !fair_week_plan_choose (book, now, &week, error))
    return NULL;
  fair_csv_writer_header (csv, header);
  for (guint i = 0; i < fair_book_n_games (book); i++)
    {
      const FairBookGame *game = fair_book_game (book, i);

      if (!is_open (game, &week, now))
        continue;
      fair_csv_writer_text (csv, fair_book_team (book, game->away)->school);
      fair_csv_writer_text (csv, fair_book_team (book, game->home)->school);
      for (guint j = BOOK; j < N_COLUMNS; j++)
        fair_csv_writer_empty (csv);
      fair_csv_writer_end_row (csv);
    }
  return fair_csv_writer_finish (csv);
}

static char *
cell_of (const Reading *reading, guint row, guint column)
{
  int index = reading->columns[column];

  return g_strstrip (g_strdup (index < 0 ? "" : fair_csv_table_cell (reading->table, row, index)));
}

/* A name as a person writes it: "Home Moneyline". */
static char *
fold_name (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strdelimit (g_strdup (g_strstrip (lower)), " ", '_');
}

/* A column under another name would be lost without a word. */
static gboolean
find_columns (Reading *reading, GError **error)
{
  gboolean known = TRUE;

  for (guint i = 0; i < N_COLUMNS; i++)
    reading->columns[i] = -1;
  for (int i = 0; reading->table->header[i] != NULL; i++)
    {
      g_autofree char *name = fold_name (reading->table->header[i]);
      guint column = 0;

      while (column < N_COLUMNS && !g_str_equal (name, header[column]))
        column++;
      if (column < N_COLUMNS)
        reading->columns[column] = i;
      known = known && (column < N_COLUMNS || *name == '\0');
    }
  if (known && reading->columns[AWAY] >= 0 && reading->columns[HOME] >= 0)
    return TRUE;
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                       _("The first row of the sheet has to name its columns: away, home, book, spread, total, "
                         "away_moneyline, home_moneyline; “fair lines sheet FILE” writes one to fill in."));
  return FALSE;
}

static gboolean
refuse_number (const Reading *reading, guint row, guint column, GError **error)
{
  g_autofree char *cell = cell_of (reading, row, column);

  g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
               _("Row %u of the sheet has “%s” under %s, which is no such number; correct it, nothing was taken."),
               fair_csv_table_line (reading->table, row), cell, header[column]);
  return FALSE;
}

/* What people and spreadsheets write: a decimal comma, which no cell has that is not quoted where commas divide them, the
 * typographic minus, and PK for an even game. */
static char *
plain_number (const char *cell, guint column)
{
  g_autoptr (GString) text = g_string_new (cell);

  g_string_replace (text, "−", "-", 1);
  g_string_replace (text, ",", ".", 1);
  if (column == SPREAD && g_ascii_strcasecmp (text->str, "PK") == 0)
    g_string_assign (text, "0");
  return g_strdup (text->str);
}

/* Digits, and a point where half a point can be; strtod() knows more ways to write a number than people mean. */
static gboolean
is_plain (const char *number, gboolean whole)
{
  const char *digits = number + (*number == '-' || *number == '+');
  gsize before = strspn (digits, "0123456789");
  const char *rest = digits + before;

  if (!whole && *rest == '.')
    rest += 1 + strspn (rest + 1, "0123456789");
  return before > 0 && *rest == '\0';
}

/* An empty cell is an unknown number; a wrong one must not become a line that somebody bets on. */
static gboolean
read_number (const Reading *reading, guint row, guint column, double least, double most, double *out, GError **error)
{
  g_autofree char *cell = cell_of (reading, row, column);
  g_autofree char *number = plain_number (cell, column);

  *out = NAN;
  if (*number == '\0')
    return TRUE;
  *out = g_ascii_strtod (number, NULL);
  if (is_plain (number, column >= AWAY_MONEYLINE) && fabs (*out) >= least && fabs (*out) <= most
      && !(column == TOTAL && *out < 0))
    return TRUE;
  return refuse_number (reading, row, column, error);
}

static const FairBookGame *
find_game (const Reading *reading, guint row, GError **error)
{
  g_autofree char *away = cell_of (reading, row, AWAY);
  g_autofree char *home = cell_of (reading, row, HOME);
  gint64 away_id = fair_names_lookup (reading->names, away);
  gint64 home_id = fair_names_lookup (reading->names, home);

  for (guint i = 0; i < fair_book_n_games (reading->book); i++)
    {
      const FairBookGame *game = fair_book_game (reading->book, i);

      if (is_open (game, &reading->week, reading->now) && fair_book_team (reading->book, game->away)->id == away_id
          && fair_book_team (reading->book, game->home)->id == home_id)
        return game;
    }
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
               _("Row %u of the sheet names “%s” at “%s”, which is no unplayed game of this week; “fair lines sheet FILE” "
                 "writes those that are."),
               fair_csv_table_line (reading->table, row), away, home);
  return NULL;
}

static gboolean
has_moneylines (const FairLine *line)
{
  return line->home_moneyline != FAIR_MONEYLINE_UNKNOWN && line->away_moneyline != FAIR_MONEYLINE_UNKNOWN;
}

/* A book's odds never pay more than all that can be bet, and its favourite is one and the same. */
static gboolean
can_be_true (const FairLine *line)
{
  double home = has_moneylines (line) ? fair_odds_implied (line->home_moneyline) : 0;
  double away = has_moneylines (line) ? fair_odds_implied (line->away_moneyline) : 0;
  gboolean clear = !isnan (line->spread) && fabs (line->spread) >= CLEAR_SPREAD;

  return !has_moneylines (line) || (home + away >= 1 && (!clear || (line->spread < 0) == (home > away)));
}

static gboolean
check_moneylines (const Reading *reading, guint row, const FairLine *line, GError **error)
{
  gboolean one_side = !has_moneylines (line)
                      && (line->home_moneyline != FAIR_MONEYLINE_UNKNOWN || line->away_moneyline != FAIR_MONEYLINE_UNKNOWN);

  if (!one_side && can_be_true (line))
    return TRUE;
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
               one_side ? _("Row %u of the sheet has the odds of one team alone; type those of both, nothing was taken.")
                        : _("Row %u of the sheet has odds that no book offers beside each other or beside its spread; correct "
                            "them, nothing was taken."),
               fair_csv_table_line (reading->table, row));
  return FALSE;
}

/* What a row leaves empty stays as it was typed before, unless the two contradict each other. */
static void
carry_over (const Reading *reading, const FairBookGame *game, FairLine *line)
{
  FairView view = fair_view_at (reading->book, reading->now);
  FairQuote quotes[FAIR_MAX_QUOTES];
  guint n = fair_view_quotes (view, fair_book_find_game (reading->book, game->id), quotes);
  FairLine whole = *line;

  for (guint i = 0; i < n; i++)
    {
      if (!quotes[i].typed || !g_str_equal (quotes[i].provider, line->provider))
        continue;
      if (isnan (whole.spread))
        whole.spread = quotes[i].spread;
      if (isnan (whole.total))
        whole.total = quotes[i].total;
      if (!has_moneylines (&whole))
        {
          whole.home_moneyline = quotes[i].home_moneyline;
          whole.away_moneyline = quotes[i].away_moneyline;
        }
    }
  if (can_be_true (&whole))
    *line = whole;
}

/* Which of two would count is nothing to guess. */
static gboolean
check_twice (const Reading *reading, guint row, const FairLine *line, GError **error)
{
  for (guint i = 0; i < reading->lines->len; i++)
    {
      const FairLine *other = &g_array_index (reading->lines, FairLine, i);

      if (other->game_id != line->game_id || !g_str_equal (other->provider, line->provider))
        continue;
      g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                   _("Rows %u and %u of the sheet are of one game and one book; leave one of them, nothing was taken."),
                   fair_csv_table_line (reading->table, g_array_index (reading->rows, guint, i)),
                   fair_csv_table_line (reading->table, row));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_numbers (const Reading *reading, guint row, FairLine *line, GError **error)
{
  double home, away;

  if (!read_number (reading, row, SPREAD, 0, MOST_SPREAD, &line->spread, error)
      || !read_number (reading, row, TOTAL, LEAST_TOTAL, MOST_TOTAL, &line->total, error)
      || !read_number (reading, row, HOME_MONEYLINE, LEAST_ODDS, MOST_ODDS, &home, error)
      || !read_number (reading, row, AWAY_MONEYLINE, LEAST_ODDS, MOST_ODDS, &away, error))
    return FALSE;
  line->home_moneyline = isnan (home) ? FAIR_MONEYLINE_UNKNOWN : (int) home;
  line->away_moneyline = isnan (away) ? FAIR_MONEYLINE_UNKNOWN : (int) away;
  return check_moneylines (reading, row, line, error);
}

/* A row without a number is a game that nobody typed, whatever it names. */
static gboolean
read_row (const Reading *reading, guint row, GError **error)
{
  g_autofree char *provider = cell_of (reading, row, BOOK);
  g_auto (FairLine) line = { .seen_at = reading->now, .spread_open = NAN, .total_open = NAN };
  const FairBookGame *game;

  if (!read_numbers (reading, row, &line, error))
    return FALSE;
  if (isnan (line.spread) && isnan (line.total) && !has_moneylines (&line))
    return TRUE;
  game = find_game (reading, row, error);
  if (game == NULL)
    return FALSE;
  line.game_id = game->id;
  line.provider = g_strdup (fair_provider_normalize (*provider == '\0' ? reading->preferred : provider));
  if (!check_twice (reading, row, &line, error))
    return FALSE;
  carry_over (reading, game, &line);
  g_array_append_val (reading->lines, line);
  g_array_append_val (reading->rows, row);
  line.provider = NULL;
  return TRUE;
}

static gboolean
read_rows (const Reading *reading, GError **error)
{
  for (guint i = 0; i < reading->table->rows->len; i++)
    if (!read_row (reading, i, error))
      return FALSE;
  if (reading->lines->len > 0)
    return TRUE;
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                       _("The sheet has no line in it; type the home team's spread or the total beside a game, and save it "
                         "as CSV."));
  return FALSE;
}

/**
 * fair_typed_lines_take:
 * @sheet: CSV, as from fair_typed_lines_sheet(): spreads are home-relative, negative = home favoured
 * @n: (out): lines taken
 *
 * Stores the typed lines as seen now, all or none. A row without a number is passed over, and one without a book is of
 * the person's preferred one. They count until the API tells its own.
 */
gboolean
fair_typed_lines_take (FairStore *store, const FairProfile *profile, GBytes *sheet, guint *n, GError **error)
{
  g_autoptr (FairCsvTable) table = fair_csv_parse (g_bytes_get_data (sheet, NULL), g_bytes_get_size (sheet), error);
  g_autoptr (FairBook) book = table == NULL ? NULL : fair_store_load_book (store, error);
  g_autoptr (FairNames) names = book == NULL ? NULL : fair_store_load_names (store, error);
  g_autoptr (FairPolicy) policy = fair_profile_load_policy (profile);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FairLine));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  Reading reading = { .table = table, .book = book, .names = names, .now = fair_clock_now (profile->clock) };

  g_array_set_clear_func (lines, (GDestroyNotify) fair_line_clear);
  reading.lines = lines;
  reading.rows = rows;
  reading.preferred = policy->books[0] == NULL ? "typed" : policy->books[0];
  if (names == NULL || !fair_week_plan_choose (book, reading.now, &reading.week, error)
      || !find_columns (&reading, error) || !read_rows (&reading, error)
      || !fair_store_put_typed_lines (store, lines, error))
    return FALSE;
  *n = lines->len;
  return TRUE;
}
