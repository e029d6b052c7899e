/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-book.h"

#include "fair-clock.h"

#include <math.h>
#include <string.h>

struct _FairBook
{
  gatomicrefcount refs;
  GArray         *games;        /* of FairBookGame, by kickoff and id */
  GArray         *teams;        /* of FairBookTeam, by id */
  GArray         *lines;        /* of FairBookLine, by game, provider and time seen */
  GArray         *stats;        /* of FairUnitStats */
  GHashTable     *game_by_id;   /* gint64* -> index + 1 */
  GHashTable     *team_by_id;   /* likewise */
  double         *values;       /* [team][season][metric], NaN unknown */
  int             first_season; /* of games and values */
  int             last_season;
};

/* A game as it was added, before teams have their indexes. */
typedef struct
{
  FairBookGame row;
  gint64       home_id;
  gint64       away_id;
  const char  *home_team;
  const char  *away_team;
} AddedGame;

typedef struct
{
  FairBookLine row;
  gint64       game_id;
} AddedLine;

struct _FairBookBuilder
{
  GArray *games;  /* of AddedGame */
  GArray *lines;  /* of AddedLine */
  GArray *stats;  /* of FairTeamStats */
  GArray *values; /* of FairTeamValue */
};

FairBookBuilder *
fair_book_builder_new (void)
{
  FairBookBuilder *self = g_new0 (FairBookBuilder, 1);

  self->games = g_array_new (FALSE, FALSE, sizeof (AddedGame));
  self->lines = g_array_new (FALSE, FALSE, sizeof (AddedLine));
  self->stats = g_array_new (FALSE, FALSE, sizeof (FairTeamStats));
  self->values = g_array_new (FALSE, FALSE, sizeof (FairTeamValue));
  return self;
}

void
fair_book_builder_free (FairBookBuilder *self)
{
  g_array_unref (self->games);
  g_array_unref (self->lines);
  g_array_unref (self->stats);
  g_array_unref (self->values);
  g_free (self);
}

/**
 * fair_book_builder_add_game:
 * @game: copied; games without an FBS side are left out, a second game with the same id too
 */
void
fair_book_builder_add_game (FairBookBuilder *self, const FairGame *game)
{
  AddedGame added = {
    .row = {
      .id = game->id,
      .week = game->week,
      .kickoff = game->kickoff,
      .freeze = fair_freeze_before (game->kickoff),
      .home_conference = g_intern_string (game->home_conference),
      .away_conference = g_intern_string (game->away_conference),
      .home_division = game->home_division,
      .away_division = game->away_division,
      .completed = game->completed,
      .neutral_site = game->neutral_site,
      .kickoff_tbd = game->kickoff_tbd,
      .venue_id = game->venue_id,
      .home_points = game->home_points,
      .away_points = game->away_points,
      .home_stats = FAIR_NO_INDEX,
      .away_stats = FAIR_NO_INDEX,
    },
    .home_id = game->home_id,
    .away_id = game->away_id,
    .home_team = g_intern_string (game->home_team),
    .away_team = g_intern_string (game->away_team),
  };

  if (game->home_division == FAIR_DIVISION_FBS || game->away_division == FAIR_DIVISION_FBS)
    g_array_append_val (self->games, added);
}

static void
add_line (FairBookBuilder *self, const FairLine *line, gboolean typed, gint64 superseded_at)
{
  AddedLine added = {
    .row = {
      .provider = g_intern_string (line->provider),
      .seen_at = line->seen_at,
      .spread = line->spread,
      .spread_open = line->spread_open,
      .total = line->total,
      .total_open = line->total_open,
      .home_moneyline = line->home_moneyline,
      .away_moneyline = line->away_moneyline,
      .typed = typed,
      .superseded_at = superseded_at,
    },
    .game_id = line->game_id,
  };

  g_array_append_val (self->lines, added);
}

/**
 * fair_book_builder_add_line:
 * @line: copied; lines of games that are not in the book are left out
 */
void
fair_book_builder_add_line (FairBookBuilder *self, const FairLine *line)
{
  add_line (self, line, FALSE, FAIR_TIME_UNKNOWN);
}

/**
 * fair_book_builder_add_typed:
 * @line: copied; seen when it was typed
 * @superseded_at: UTC seconds; from when on the API's own lines of the game count again, or %FAIR_TIME_UNKNOWN
 */
void
fair_book_builder_add_typed (FairBookBuilder *self, const FairLine *line, gint64 superseded_at)
{
  add_line (self, line, TRUE, superseded_at);
}

void
fair_book_builder_add_stats (FairBookBuilder *self, const FairTeamStats *stats)
{
  g_array_append_vals (self->stats, stats, 1);
}

void
fair_book_builder_add_value (FairBookBuilder *self, const FairTeamValue *value)
{
  g_array_append_vals (self->values, value, 1);
}

static int
compare_games (gconstpointer a, gconstpointer b)
{
  const FairBookGame *x = &((const AddedGame *) a)->row;
  const FairBookGame *y = &((const AddedGame *) b)->row;

  if (x->kickoff != y->kickoff)
    return x->kickoff < y->kickoff ? -1 : 1;
  return (x->id > y->id) - (x->id < y->id);
}

static int
compare_teams (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const FairBookTeam *) a)->id;
  gint64 y = ((const FairBookTeam *) b)->id;

  return (x > y) - (x < y);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const FairBookLine *x = a;
  const FairBookLine *y = b;

  if (x->game != y->game)
    return x->game < y->game ? -1 : 1;
  if (x->typed != y->typed)
    return x->typed ? 1 : -1;
  if (x->provider != y->provider)
    return strcmp (x->provider, y->provider);
  return (x->seen_at > y->seen_at) - (x->seen_at < y->seen_at);
}

static guint
find (GHashTable *index_by_id, gint64 id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (index_by_id, &id)) - 1;
}

static void
collect_teams (FairBook *book, GArray *added)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < added->len; i++)
    {
      const AddedGame *game = &g_array_index (added, AddedGame, i);
      FairBookTeam home = { game->home_id, game->home_team };
      FairBookTeam away = { game->away_id, game->away_team };

      if (g_hash_table_add (seen, (gpointer) &game->home_id))
        g_array_append_val (book->teams, home);
      if (g_hash_table_add (seen, (gpointer) &game->away_id))
        g_array_append_val (book->teams, away);
    }
  g_array_sort (book->teams, compare_teams);
  for (guint i = 0; i < book->teams->len; i++)
    g_hash_table_insert (book->team_by_id, &g_array_index (book->teams, FairBookTeam, i).id,
                         GUINT_TO_POINTER (i + 1));
}

static void
place_games (FairBook *book, GArray *added)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  g_array_set_size (book->games, 0);
  for (guint i = 0; i < added->len; i++)
    {
      AddedGame *game = &g_array_index (added, AddedGame, i);

      if (!g_hash_table_add (seen, &game->row.id))
        continue;
      game->row.home = find (book->team_by_id, game->home_id);
      game->row.away = find (book->team_by_id, game->away_id);
      g_array_append_val (book->games, game->row);
      book->first_season = MIN (book->first_season, game->row.week.season);
      book->last_season = MAX (book->last_season, game->row.week.season);
    }
  for (guint i = 0; i < book->games->len; i++)
    g_hash_table_insert (book->game_by_id, &g_array_index (book->games, FairBookGame, i).id,
                         GUINT_TO_POINTER (i + 1));
}

static void
place_lines (FairBook *book, GArray *added)
{
  for (guint i = 0; i < added->len; i++)
    {
      AddedLine *line = &g_array_index (added, AddedLine, i);

      line->row.game = find (book->game_by_id, line->game_id);
      if (line->row.game != FAIR_NO_INDEX)
        g_array_append_val (book->lines, line->row);
    }
  g_array_sort (book->lines, compare_lines);
  for (guint i = 0; i < book->lines->len; i++)
    {
      const FairBookLine *line = fair_book_line (book, i);
      FairBookGame *game = &g_array_index (book->games, FairBookGame, line->game);

      if (game->n_lines + game->n_typed == 0)
        game->first_line = i;
      if (line->typed)
        game->n_typed++;
      else
        game->n_lines++;
    }
}

static void
place_stats (FairBook *book, GArray *added)
{
  for (guint i = 0; i < added->len; i++)
    {
      const FairTeamStats *stats = &g_array_index (added, FairTeamStats, i);
      guint index = find (book->game_by_id, stats->game_id);
      FairBookGame *game;

      if (index == FAIR_NO_INDEX)
        continue;
      game = &g_array_index (book->games, FairBookGame, index);
      if (fair_book_team (book, game->home)->id == stats->team_id)
        game->home_stats = book->stats->len;
      else if (fair_book_team (book, game->away)->id == stats->team_id)
        game->away_stats = book->stats->len;
      else
        continue;
      g_array_append_val (book->stats, stats->offense);
    }
}

static guint
value_index (const FairBook *book, guint team, int season, FairMetric metric)
{
  guint n_seasons = book->last_season - book->first_season + 1;

  return (team * n_seasons + (season - book->first_season)) * FAIR_N_METRICS + metric;
}

static void
place_values (FairBook *book, GArray *added)
{
  gsize n;

  for (guint i = 0; i < added->len; i++)
    {
      int season = g_array_index (added, FairTeamValue, i).season;

      book->first_season = MIN (book->first_season, season);
      book->last_season = MAX (book->last_season, season);
    }
  if (book->last_season < book->first_season)
    return;
  n = (gsize) book->teams->len * (book->last_season - book->first_season + 1) * FAIR_N_METRICS;
  book->values = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    book->values[i] = NAN;
  for (guint i = 0; i < added->len; i++)
    {
      const FairTeamValue *value = &g_array_index (added, FairTeamValue, i);
      guint team = find (book->team_by_id, value->team_id);

      if (team != FAIR_NO_INDEX)
        book->values[value_index (book, team, value->season, value->metric)] = value->value;
    }
}

/**
 * fair_book_builder_finish:
 *
 * Returns: (transfer full): the book of all that was added; the builder is empty again
 */
FairBook *
fair_book_builder_finish (FairBookBuilder *self)
{
  FairBook *book = g_new0 (FairBook, 1);

  g_atomic_ref_count_init (&book->refs);
  book->games = g_array_new (FALSE, FALSE, sizeof (FairBookGame));
  book->teams = g_array_new (FALSE, FALSE, sizeof (FairBookTeam));
  book->lines = g_array_new (FALSE, FALSE, sizeof (FairBookLine));
  book->stats = g_array_new (FALSE, FALSE, sizeof (FairUnitStats));
  book->game_by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  book->team_by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  book->first_season = G_MAXINT;
  book->last_season = 0;

  g_array_sort (self->games, compare_games);
  collect_teams (book, self->games);
  place_games (book, self->games);
  place_lines (book, self->lines);
  place_stats (book, self->stats);
  place_values (book, self->values);

  g_array_set_size (self->games, 0);
  g_array_set_size (self->lines, 0);
  g_array_set_size (self->stats, 0);
  g_array_set_size (self->values, 0);
  return book;
}

FairBook *
fair_book_ref (FairBook *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
fair_book_unref (FairBook *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->game_by_id);
  g_hash_table_unref (self->team_by_id);
  g_array_unref (self->games);
  g_array_unref (self->teams);
  g_array_unref (self->lines);
  g_array_unref (self->stats);
  g_free (self->values);
  g_free (self);
}

guint
fair_book_n_games (const FairBook *self)
{
  return self->games->len;
}

const FairBookGame *
fair_book_game (const FairBook *self, guint game)
{
  return &g_array_index (self->games, FairBookGame, game);
}

/**
 * fair_book_find_game:
 *
 * Returns: the index of the game with @id, or %FAIR_NO_INDEX
 */
guint
fair_book_find_game (const FairBook *self, gint64 id)
{
  return find (self->game_by_id, id);
}

/**
 * fair_book_first_game_of:
 *
 * Returns: the index of the first game of @season or of a later one; the number of games where there is none. Seasons
 *   do not overlap in time.
 */
guint
fair_book_first_game_of (const FairBook *self, int season)
{
  guint low = 0;
  guint high = self->games->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (fair_book_game (self, middle)->week.season < season)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
fair_book_n_teams (const FairBook *self)
{
  return self->teams->len;
}

const FairBookTeam *
fair_book_team (const FairBook *self, guint team)
{
  return &g_array_index (self->teams, FairBookTeam, team);
}

/**
 * fair_book_find_team:
 *
 * Returns: the index of the team with @id, or %FAIR_NO_INDEX
 */
guint
fair_book_find_team (const FairBook *self, gint64 id)
{
  return find (self->team_by_id, id);
}

guint
fair_book_n_lines (const FairBook *self)
{
  return self->lines->len;
}

const FairBookLine *
fair_book_line (const FairBook *self, guint line)
{
  return &g_array_index (self->lines, FairBookLine, line);
}

guint
fair_book_n_stats (const FairBook *self)
{
  return self->stats->len;
}

const FairUnitStats *
fair_book_stats (const FairBook *self, guint stats)
{
  return &g_array_index (self->stats, FairUnitStats, stats);
}

/**
 * fair_book_value:
 *
 * Returns: @metric of @team in @season whatever the time, or NaN; a model asks fair_view_team_value()
 */
double
fair_book_value (const FairBook *self, guint team, int season, FairMetric metric)
{
  if (self->values == NULL || season < self->first_season || season > self->last_season)
    return NAN;
  return self->values[value_index (self, team, season, metric)];
}

/**
 * fair_book_first_season:
 *
 * Returns: the first season of which anything is known; greater than the last where the book is empty
 */
int
fair_book_first_season (const FairBook *self)
{
  return self->first_season;
}

int
fair_book_last_season (const FairBook *self)
{
  return self->last_season;
}

/**
 * fair_book_is_fbs_game:
 *
 * Returns: whether both teams play in the FBS
 */
gboolean
fair_book_is_fbs_game (const FairBook *self, guint game)
{
  const FairBookGame *row = fair_book_game (self, game);

  return row->home_division == FAIR_DIVISION_FBS && row->away_division == FAIR_DIVISION_FBS;
}

/* What is called consensus before 2017 is often wrong by many points or has the favourite reversed. */
static gboolean
can_measure_with (const FairBookGame *game, const FairBookLine *line)
{
  return game->week.season >= 2017 || !g_str_equal (line->provider, "consensus");
}

#define MAX_BOOKS 64

/* A book that took its line back leaves a row without numbers. */
static gboolean
has_numbers (const FairBookLine *line)
{
  return !isnan (line->spread) || !isnan (line->total);
}

/* The last row of each book, what it took back left aside; rows are sorted by book and time. */
static guint
last_lines (const FairBook *self, guint game, const FairBookLine *out[MAX_BOOKS])
{
  const FairBookGame *row = fair_book_game (self, game);
  guint n = 0;

  for (guint i = 0; i < row->n_lines; i++)
    {
      const FairBookLine *line = fair_book_line (self, row->first_line + i);

      if (n > 0 && out[n - 1]->provider == line->provider)
        out[n - 1] = has_numbers (line) ? line : out[n - 1];
      else if (n < MAX_BOOKS && can_measure_with (row, line))
        out[n++] = line;
    }
  return n;
}

/**
 * fair_book_opening:
 *
 * Returns: the opening numbers of @game for measuring
 */
FairMarketNumbers
fair_book_opening (const FairBook *self, guint game)
{
  const FairBookLine *lines[MAX_BOOKS];
  guint n = last_lines (self, game, lines);
  double spreads[MAX_BOOKS];
  double totals[MAX_BOOKS];

  for (guint i = 0; i < n; i++)
    {
      spreads[i] = lines[i]->spread_open;
      totals[i] = lines[i]->total_open;
    }
  return (FairMarketNumbers) { fair_consensus (spreads, n), fair_consensus (totals, n) };
}

/**
 * fair_book_closing:
 *
 * Returns: the closing numbers of @game for measuring: of each book the value that was seen last. Before kickoff this
 *   is just the newest line.
 */
FairMarketNumbers
fair_book_closing (const FairBook *self, guint game)
{
  const FairBookLine *lines[MAX_BOOKS];
  guint n = last_lines (self, game, lines);
  double spreads[MAX_BOOKS];
  double totals[MAX_BOOKS];

  for (guint i = 0; i < n; i++)
    {
      spreads[i] = lines[i]->spread;
      totals[i] = lines[i]->total;
    }
  return (FairMarketNumbers) { fair_consensus (spreads, n), fair_consensus (totals, n) };
}
