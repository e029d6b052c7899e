/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-pick-sheet.h"

#include "fair-reason.h"
#include "fair-reprice.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _FairPickSheet
{
  GArray  *rows; /* of FairSheetRow */
  gboolean news;
  gboolean provisional;
};

static FairSheetRow *
row_at (const FairPickSheet *self, guint row)
{
  return &g_array_index (self->rows, FairSheetRow, row);
}

/**
 * fair_pick_sheet_new:
 * @book: (nullable): with the games; without one conferences and open kickoffs are not known
 * @picks: (element-type FairPick): in their order; they are copied
 * @now: UTC seconds
 */
FairPickSheet *
fair_pick_sheet_new (const FairBook *book, GArray *picks, gint64 now)
{
  FairPickSheet *self = g_new0 (FairPickSheet, 1);

  self->rows = g_array_sized_new (FALSE, TRUE, sizeof (FairSheetRow), picks->len);
  for (guint i = 0; i < picks->len; i++)
    {
      FairSheetRow row = { .pick = g_array_index (picks, FairPick, i), .outcome = FAIR_OUTCOME_OPEN };
      guint index = book == NULL ? FAIR_NO_INDEX : fair_book_find_game (book, row.pick.game_id);

      row.under_way = row.pick.kickoff <= now;
      if (index != FAIR_NO_INDEX)
        {
          const FairBookGame *game = fair_book_game (book, index);

          row.kickoff_tbd = game->kickoff_tbd;
          row.away_conference = game->away_conference;
          row.home_conference = game->home_conference;
        }
      g_array_append_val (self->rows, row);
    }
  return self;
}

void
fair_pick_sheet_free (FairPickSheet *self)
{
  g_array_unref (self->rows);
  g_free (self);
}

static gint64
market_key (const FairPick *pick)
{
  return pick->game_id * 4 + pick->market;
}

/**
 * fair_pick_sheet_add_record:
 * @record: (element-type FairSettledPick): of all weeks
 * @replay: whether the table is a replay
 *
 * Adds how the picks ended. Where a later version of a table was made when a game had begun, what counts is the version
 * before, so that one's pick is shown.
 */
void
fair_pick_sheet_add_record (FairPickSheet *self, GArray *record, gboolean replay)
{
  g_autoptr (GHashTable) settled = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < record->len && self->rows->len > 0; i++)
    {
      const FairSettledPick *row = &g_array_index (record, FairSettledPick, i);
      gint64 key = market_key (&row->pick);

      if (row->replay == replay && fair_week_compare (&row->pick.week, &row_at (self, 0)->pick.week) == 0)
        g_hash_table_insert (settled, g_memdup2 (&key, sizeof key), (gpointer) row);
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      FairSheetRow *row = row_at (self, i);
      gint64 key = market_key (&row->pick);
      const FairSettledPick *known = g_hash_table_lookup (settled, &key);

      if (known == NULL)
        continue;
      if (row->pick.frozen_at > row->pick.kickoff)
        row->pick = known->pick;
      row->outcome = known->outcome;
      row->units = known->units;
    }
}

/**
 * fair_pick_sheet_add_lines:
 * @repriced: (element-type FairRepricedPick): of a refresh of the lines; rows of other weeks are left out
 *
 * Adds what became of the picks at today's lines.
 */
void
fair_pick_sheet_add_lines (FairPickSheet *self, GArray *repriced)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < repriced->len; i++)
    {
      const FairRepricedPick *row = &g_array_index (repriced, FairRepricedPick, i);
      gint64 key = market_key (&row->then);

      g_hash_table_insert (known, g_memdup2 (&key, sizeof key), (gpointer) row);
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      FairSheetRow *row = row_at (self, i);
      gint64 key = market_key (&row->pick);
      const FairRepricedPick *repriced_row = g_hash_table_lookup (known, &key);

      if (repriced_row == NULL)
        continue;
      row->now = repriced_row->now;
      row->moved = repriced_row->moved;
      row->stands = repriced_row->stands;
      row->repriced = TRUE;
      self->news = TRUE;
    }
}

/**
 * fair_pick_sheet_set_provisional:
 *
 * Marks every row as made before everything was fetched.
 */
void
fair_pick_sheet_set_provisional (FairPickSheet *self)
{
  self->provisional = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    row_at (self, i)->provisional = TRUE;
}

guint
fair_pick_sheet_n_rows (const FairPickSheet *self)
{
  return self->rows->len;
}

const FairSheetRow *
fair_pick_sheet_row (const FairPickSheet *self, guint row)
{
  return row_at (self, row);
}

/**
 * fair_pick_sheet_has_news:
 *
 * Returns: whether a refresh of the lines told something of these rows
 */
gboolean
fair_pick_sheet_has_news (const FairPickSheet *self)
{
  return self->news;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/**
 * fair_pick_sheet_conferences:
 *
 * Returns: (transfer full) (element-type utf8): those that play in these games, sorted; the names are interned
 */
GPtrArray *
fair_pick_sheet_conferences (const FairPickSheet *self)
{
  GPtrArray *names = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *both[] = { row_at (self, i)->away_conference, row_at (self, i)->home_conference };

      for (guint j = 0; j < G_N_ELEMENTS (both); j++)
        if (both[j] != NULL && *both[j] != '\0' && g_hash_table_add (seen, (gpointer) both[j]))
          g_ptr_array_add (names, (gpointer) both[j]);
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

typedef struct
{
  char *text;
  char *collate;
  guint rank; /* among the different texts */
} TextKey;

static void
text_key_free (TextKey *key)
{
  g_free (key->text);
  g_free (key->collate);
  g_free (key);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const TextKey *const *) a)->collate, (*(const TextKey *const *) b)->collate);
}

/* Picks come before passes, settled ones by how they ended. */
static double
group_of (const FairSheetRow *row, FairSheetColumn column)
{
  if (column == FAIR_SHEET_STATUS)
    return row->pick.is_pick ? row->outcome : 10;
  if (column == FAIR_SHEET_NEWS)
    return row->repriced && row->pick.is_pick ? (row->stands ? 1 : 0) : row->repriced && row->now.is_pick ? 2 : 3;
  return 0;
}

/* Each different text is put in its place once; rows then compare by plain numbers. */
static void
rank_texts (const FairPickSheet *self, FairSheetColumn column, double *keys)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) distinct = g_ptr_array_new_with_free_func ((GDestroyNotify) text_key_free);
  g_autofree TextKey **of_row = g_new (TextKey *, self->rows->len);

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *text = fair_sheet_row_to_text (row_at (self, i), column, FAIR_ODDS_AMERICAN);

      of_row[i] = g_hash_table_lookup (known, text);
      if (of_row[i] == NULL)
        {
          of_row[i] = g_new0 (TextKey, 1);
          of_row[i]->collate = g_utf8_collate_key (text, -1);
          of_row[i]->text = g_steal_pointer (&text);
          g_hash_table_insert (known, of_row[i]->text, of_row[i]);
          g_ptr_array_add (distinct, of_row[i]);
        }
    }
  g_ptr_array_sort (distinct, compare_keys);
  for (guint i = 0; i < distinct->len; i++)
    ((TextKey *) g_ptr_array_index (distinct, i))->rank = i;
  for (guint i = 0; i < self->rows->len; i++)
    keys[i] = 1e7 * group_of (row_at (self, i), column) + of_row[i]->rank;
}

/**
 * fair_pick_sheet_keys:
 *
 * Returns: (transfer full): one number a row, by which the rows are sorted; NaN where nothing is known
 */
double *
fair_pick_sheet_keys (const FairPickSheet *self, FairSheetColumn column)
{
  double *keys = g_new (double, MAX (self->rows->len, 1));

  if (fair_sheet_column_is_text (column))
    rank_texts (self, column, keys);
  else
    for (guint i = 0; i < self->rows->len; i++)
      keys[i] = fair_sheet_row_to_number (row_at (self, i), column);
  return keys;
}

/* Whether @text has the folded @word in it; the same texts come again and again, so each is looked at once. */
static gboolean
has_word (GHashTable *known, const char *text, const char *word)
{
  gpointer answer;
  g_autofree char *folded = NULL;

  if (text == NULL || *text == '\0')
    return FALSE;
  if (g_hash_table_lookup_extended (known, text, NULL, &answer))
    return GPOINTER_TO_INT (answer);
  folded = g_utf8_casefold (text, -1);
  g_hash_table_insert (known, (gpointer) text, GINT_TO_POINTER (strstr (folded, word) != NULL));
  return strstr (folded, word) != NULL;
}

static const char *
word_of_outcome (const FairSheetRow *row)
{
  switch (row->pick.is_pick ? row->outcome : FAIR_OUTCOME_OPEN)
    {
    case FAIR_OUTCOME_WIN:
      return _("Won");
    case FAIR_OUTCOME_LOSS:
      return _("Lost");
    case FAIR_OUTCOME_PUSH:
      return _("Push");
    case FAIR_OUTCOME_VOID:
      return _("Void");
    default:
      return NULL;
    }
}

static const char *
word_of_side (const FairSheetRow *row)
{
  return row->pick.side == FAIR_SIDE_OVER ? _("over") : row->pick.side == FAIR_SIDE_UNDER ? _("under") : NULL;
}

/* Hides the rows that do not have @word somewhere. */
static void
match_word (const FairPickSheet *self, const char *word, guint8 *shown)
{
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const FairSheetRow *row = row_at (self, i);
      const FairPick *pick = &row->pick;
      const char *texts[] = { pick->away_team,      pick->home_team,      row->away_conference,
                              row->home_conference, pick->provider,       fair_market_to_text (pick->market),
                              word_of_side (row),   word_of_outcome (row), pick->is_pick ? _("Pick") : _("Pass"),
                              pick->is_pick ? NULL : fair_reason_to_text (pick->reason) };
      gboolean found = FALSE;

      for (guint j = 0; shown[i] && !found && j < G_N_ELEMENTS (texts); j++)
        found = has_word (known, texts[j], word);
      shown[i] = shown[i] && found;
    }
}

/**
 * fair_pick_sheet_match:
 *
 * Returns: (transfer full): for each row, 1 where it is shown
 */
guint8 *
fair_pick_sheet_match (const FairPickSheet *self, const FairSheetFilter *filter)
{
  guint8 *shown = g_new0 (guint8, MAX (self->rows->len, 1));
  g_autofree char *folded = g_utf8_casefold (filter->words == NULL ? "" : filter->words, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const FairSheetRow *row = row_at (self, i);

      shown[i] = (!filter->picks_only || row->pick.is_pick)
                 && (filter->conference == NULL || g_strcmp0 (row->away_conference, filter->conference) == 0
                     || g_strcmp0 (row->home_conference, filter->conference) == 0);
    }
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      match_word (self, *word, shown);
  return shown;
}

static void
append_part (GString *text, const char *part)
{
  g_string_append_printf (text, "%s%s", text->len == 0 ? "" : " · ", part);
}

static void
append_owned (GString *text, char *part)
{
  append_part (text, part);
  g_free (part);
}

static void
append_record (GString *text, const guint counts[FAIR_OUTCOME_VOID + 1], double units)
{
  guint settled = counts[FAIR_OUTCOME_WIN] + counts[FAIR_OUTCOME_LOSS] + counts[FAIR_OUTCOME_PUSH];

  if (settled + counts[FAIR_OUTCOME_VOID] == 0)
    return;
  append_owned (text, g_strdup_printf (_("%u won, %u lost, %u pushed: %+.2f units"), counts[FAIR_OUTCOME_WIN],
                                       counts[FAIR_OUTCOME_LOSS], counts[FAIR_OUTCOME_PUSH], units));
  if (counts[FAIR_OUTCOME_VOID] > 0)
    append_owned (text, g_strdup_printf (_("%u void"), counts[FAIR_OUTCOME_VOID]));
  if (counts[FAIR_OUTCOME_OPEN] > 0)
    append_owned (text, g_strdup_printf (_("%u open"), counts[FAIR_OUTCOME_OPEN]));
}

static void
append_publication (GString *text, const FairPublication *publication)
{
  g_autoptr (GDateTime) frozen = g_date_time_new_from_unix_local (publication->frozen_at);
  g_autofree char *when = frozen == NULL ? g_strdup ("–") : g_date_time_format (frozen, _("%a %e %b %H:%M"));

  if (publication->replay)
    append_part (text, _("made afterwards from what was known at each freeze"));
  else
    append_owned (text, g_strdup_printf (_("frozen %s"), when));
  append_owned (text, g_strdup_printf (_("version %d"), publication->version));
}

/**
 * fair_pick_sheet_describe:
 * @publication: (nullable): what the table was published as; NULL of a provisional one
 *
 * Returns: (transfer full): one line that says what the table is, and what it came to
 */
char *
fair_pick_sheet_describe (const FairPickSheet *self, const FairPublication *publication)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint counts[FAIR_OUTCOME_VOID + 1] = { 0 };
  guint n_picks = 0;
  guint n_losing = 0;
  double units = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const FairSheetRow *row = row_at (self, i);

      if (!row->pick.is_pick)
        continue;
      n_picks++;
      n_losing += row->pick.expected_value < 0;
      counts[row->outcome]++;
      units += row->units;
    }
  append_owned (text, g_strdup_printf (ngettext ("%u pick in %u games", "%u picks in %u games", n_picks), n_picks,
                                       self->rows->len / 3));
  if (publication != NULL)
    append_publication (text, publication);
  else if (self->provisional)
    append_part (text, _("from the newest seasons alone; older seasons are on their way"));
  if (n_losing > 0)
    append_owned (text, g_strdup_printf (ngettext ("%u is expected to lose at its price",
                                                   "%u are expected to lose at their price", n_losing),
                                         n_losing));
  append_record (text, counts, units);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * fair_pick_sheet_to_csv:
 * @rows: which, in the order in which they are shown
 * @columns: which, likewise
 *
 * Returns: (transfer full): RFC 4180 text with a header, numbers in the C locale
 */
GBytes *
fair_pick_sheet_to_csv (const FairPickSheet *self, const guint *rows, guint n_rows, const FairSheetColumn *columns,
                        guint n_columns)
{
  g_autoptr (FairCsvWriter) writer = fair_csv_writer_new ();
  g_autofree const char **header = g_new0 (const char *, n_columns + 1);

  for (guint i = 0; i < n_columns; i++)
    header[i] = fair_sheet_column_id (columns[i]);
  fair_csv_writer_header (writer, header);
  for (guint i = 0; i < n_rows; i++)
    {
      for (guint j = 0; j < n_columns; j++)
        fair_sheet_row_to_csv (row_at (self, rows[i]), columns[j], writer);
      fair_csv_writer_end_row (writer);
    }
  return fair_csv_writer_finish (writer);
}

/**
 * fair_pick_sheet_to_tsv:
 *
 * Returns: (transfer full): what the cells say, one row a line, to be pasted into a spreadsheet or a mail
 */
char *
fair_pick_sheet_to_tsv (const FairPickSheet *self, const guint *rows, guint n_rows, const FairSheetColumn *columns,
                        guint n_columns, FairOddsFormat format)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_rows; i++)
    for (guint j = 0; j < n_columns; j++)
      {
        g_autofree char *cell = fair_sheet_row_to_text (row_at (self, rows[i]), columns[j], format);
        gboolean formula = fair_sheet_column_is_text (columns[j]) && *cell != '\0' && strchr ("=+-@", *cell) != NULL;

        g_strdelimit (cell, "\t\n\r", ' ');
        g_string_append_printf (text, "%s%s%c", formula ? "'" : "", cell, j + 1 < n_columns ? '\t' : '\n');
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
