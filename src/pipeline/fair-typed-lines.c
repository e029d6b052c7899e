/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where nothing answers any more: lines that a person read off a book's page and typed into a sheet. */
#include "fair-typed-lines.h"

#include "fair-csv.h"
#include "fair-error.h"
#include "fair-json.h"
#include "fair-pricer.h"
#include "fair-store-book.h"
#include "fair-store-league.h"
#include "fair-store-raw.h"
#include "fair-week-plan.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MOST_SPREAD    99.0
#define LEAST_TOTAL    10.0
#define MOST_TOTAL     150.0
#define LEAST_ODDS     100.0
#define MOST_ODDS      100000.0

/* In the order of the sheet. */
static const char *const header[] = { "away",  "home",           "book",           "spread",
                                      "total", "away_moneyline", "home_moneyline", NULL };

/* What each row is read with. */
typedef struct
{
  const FairCsvTable *table;
  FairBook           *book;
  FairNames          *names;
  const char         *preferred; /* the book of a row that names none */
  FairWeek            week;
  gint64              now;
} Reading;

/* A typed line is kept as an answer is: when it was typed is when it was asked for. */
#define PREFIX "/typed/lines/"

static char *
path_of (const FairLine *line)
{
  return g_strdup_printf (PREFIX "%" G_GINT64_FORMAT "/%s", line->game_id, line->provider);
}

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
      for (guint j = 2; header[j] != NULL; j++)
        fair_csv_writer_empty (csv);
      fair_csv_writer_end_row (csv);
    }
  return fair_csv_writer_finish (csv);
}

static const char *
cell_of (const Reading *reading, guint row, const char *name)
{
  int column = fair_csv_table_column (reading->table, name);

  return column < 0 ? "" : fair_csv_table_cell (reading->table, row, column);
}

static gboolean
refuse_number (const Reading *reading, guint row, const char *name, GError **error)
{
  g_set_error (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
               _("Row %u of the sheet has “%s” under %s, which is no such number; correct it, nothing was taken."),
               row + 2, cell_of (reading, row, name), name);
  return FALSE;
}

/* An empty cell is an unknown number; a wrong one must not become a line that somebody bets on. */
static gboolean
read_number (const Reading *reading, guint row, const char *name, double least, double most, double *out, GError **error)
{
  const char *cell = cell_of (reading, row, name);
  char *end = NULL;

  *out = NAN;
  if (*cell == '\0')
    return TRUE;
  *out = g_ascii_strtod (cell, &end);
  if (*end == '\0' && end != cell && fabs (*out) >= least && fabs (*out) <= most)
    return TRUE;
  return refuse_number (reading, row, name, error);
}

/* The others have a sign that means something. */
static gboolean
check_total (const Reading *reading, guint row, double total, GError **error)
{
  return !(total < 0) || refuse_number (reading, row, "total", error);
}

static const FairBookGame *
find_game (const Reading *reading, guint row, GError **error)
{
  const char *away = cell_of (reading, row, "away");
  const char *home = cell_of (reading, row, "home");
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
               row + 2, away, home);
  return NULL;
}

/* A row without a number is a game that nobody typed, whatever it names. */
static gboolean
read_row (const Reading *reading, guint row, GArray *lines, GError **error)
{
  const char *provider = cell_of (reading, row, "book");
  FairLine line = { .seen_at = reading->now, .spread_open = NAN, .total_open = NAN };
  const FairBookGame *game;
  double home, away;

  if (!read_number (reading, row, "spread", 0, MOST_SPREAD, &line.spread, error)
      || !read_number (reading, row, "total", LEAST_TOTAL, MOST_TOTAL, &line.total, error)
      || !check_total (reading, row, line.total, error)
      || !read_number (reading, row, "home_moneyline", LEAST_ODDS, MOST_ODDS, &home, error)
      || !read_number (reading, row, "away_moneyline", LEAST_ODDS, MOST_ODDS, &away, error))
    return FALSE;
  if (isnan (line.spread) && isnan (line.total) && isnan (home) && isnan (away))
    return TRUE;
  game = find_game (reading, row, error);
  if (game == NULL)
    return FALSE;
  line.game_id = game->id;
  line.provider = g_strdup (fair_provider_normalize (*provider == '\0' ? reading->preferred : provider));
  line.home_moneyline = isnan (home) ? FAIR_MONEYLINE_UNKNOWN : (int) lround (home);
  line.away_moneyline = isnan (away) ? FAIR_MONEYLINE_UNKNOWN : (int) lround (away);
  g_array_append_val (lines, line);
  return TRUE;
}

static GArray *
read_rows (const Reading *reading, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FairLine));

  g_array_set_clear_func (lines, (GDestroyNotify) fair_line_clear);
  for (guint i = 0; i < reading->table->rows->len; i++)
    if (!read_row (reading, i, lines, error))
      return NULL;
  if (lines->len > 0)
    return g_steal_pointer (&lines);
  g_set_error_literal (error, FAIR_ERROR, FAIR_ERROR_BAD_DATA,
                       _("The sheet has no line in it; type the home team's spread or the total beside a game, and save it "
                         "as CSV with commas."));
  return NULL;
}

static char *
to_json (const FairLine *line)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  fair_json_number (builder, "spread", line->spread);
  fair_json_number (builder, "total", line->total);
  fair_json_integer (builder, "home_moneyline", line->home_moneyline);
  fair_json_integer (builder, "away_moneyline", line->away_moneyline);
  json_builder_end_object (builder);
  return fair_json_finish (builder, FALSE);
}

static gboolean
keep (FairStore *store, GArray *lines, gint64 now, GError **error)
{
  if (!fair_store_put_lines (store, lines, NULL, error))
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      const FairLine *line = &g_array_index (lines, FairLine, i);
      g_autofree char *path = path_of (line);
      g_autofree char *text = to_json (line);
      g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
      FairRawAnswer answer
        = { .path = path, .url = path, .fetched_at = now, .status = 200, .n_records = 1, .body = body };

      if (!fair_store_put_raw (store, &answer, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * fair_typed_lines_take:
 * @sheet: CSV, as from fair_typed_lines_sheet(): spreads are home-relative, negative = home favoured
 * @n: (out): lines taken
 *
 * Stores the typed lines as seen now, all or none. A row without a number is passed over, and one without a book is of
 * the person's preferred one.
 */
gboolean
fair_typed_lines_take (FairStore *store, const FairProfile *profile, GBytes *sheet, guint *n, GError **error)
{
  g_autoptr (FairCsvTable) table = fair_csv_parse (g_bytes_get_data (sheet, NULL), g_bytes_get_size (sheet), error);
  g_autoptr (FairBook) book = table == NULL ? NULL : fair_store_load_book (store, error);
  g_autoptr (FairNames) names = book == NULL ? NULL : fair_store_load_names (store, error);
  g_autoptr (FairPolicy) policy = fair_profile_load_policy (profile);
  g_autoptr (GArray) lines = NULL;
  Reading reading = { table, book, names, policy->books[0], { 0 }, fair_clock_now (profile->clock) };

  if (names == NULL || !fair_week_plan_choose (book, reading.now, &reading.week, error))
    return FALSE;
  if (reading.preferred == NULL)
    reading.preferred = "typed";
  lines = read_rows (&reading, error);
  if (lines == NULL || !keep (store, lines, reading.now, error))
    return FALSE;
  *n = lines->len;
  return TRUE;
}

/**
 * fair_typed_lines_taken_at:
 * @out: (out): when a line was last typed; %FAIR_TIME_UNKNOWN where none was
 */
gboolean
fair_typed_lines_taken_at (FairStore *store, gint64 *out, GError **error)
{
  return fair_store_raw_checked_at (store, PREFIX "%", out, error);
}

/**
 * fair_typed_lines_load:
 * @since: UTC seconds
 *
 * Returns: (transfer full): a set of fair_price_typed_key(): the lines that were typed later than @since
 */
GHashTable *
fair_typed_lines_load (FairStore *store, gint64 since, GError **error)
{
  g_autoptr (GPtrArray) paths = fair_store_list_raw (store, PREFIX "%", since, error);
  g_autoptr (GHashTable) typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (paths == NULL)
    return NULL;
  for (guint i = 0; i < paths->len; i++)
    {
      const char *game = (const char *) g_ptr_array_index (paths, i) + strlen (PREFIX);
      const char *slash = strchr (game, '/');

      if (slash != NULL)
        g_hash_table_add (typed, fair_price_typed_key (g_ascii_strtoll (game, NULL, 10), slash + 1));
    }
  return g_steal_pointer (&typed);
}
