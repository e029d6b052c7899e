/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-game.h"
#include "fair-line.h"
#include "fair-team-stats.h"

G_BEGIN_DECLS

#define FAIR_NO_INDEX G_MAXUINT

/**
 * FairBookTeam:
 *
 * A team over all seasons of the book.
 */
typedef struct
{
  gint64      id;
  const char *school; /* interned */
} FairBookTeam;

/**
 * FairBookGame:
 *
 * A game as a row of fixed size: teams and conferences are indexes, names are interned.
 */
typedef struct
{
  gint64       id;
  FairWeek     week;
  gint64       kickoff; /* UTC seconds */
  gint64       freeze;  /* the last Tuesday 12:00 UTC at or before kickoff */
  guint        home;    /* index of the team */
  guint        away;
  const char  *home_conference; /* interned; nullable */
  const char  *away_conference;
  FairDivision home_division;
  FairDivision away_division;
  gboolean     completed;
  gboolean     neutral_site;
  gboolean     kickoff_tbd;
  gint64       venue_id;
  int          home_points; /* FAIR_POINTS_UNKNOWN; read it through a view */
  int          away_points;
  guint        first_line; /* index into the lines, which are sorted by game, typed or not, provider and time seen */
  guint        n_lines;
  guint        n_typed; /* lines after these that a person typed; they measure nothing */
  guint        home_stats; /* index into the statistics, or FAIR_NO_INDEX */
  guint        away_stats;
} FairBookGame;

/**
 * FairBookLine:
 *
 * A FairLine as a row of fixed size.
 */
typedef struct
{
  guint       game;
  gboolean    typed;         /* by a person */
  gint64      superseded_at; /* of a typed line: when the API told its own; FAIR_TIME_UNKNOWN not yet */
  const char *provider; /* interned */
  gint64      seen_at;
  double      spread, spread_open, total, total_open; /* NaN unknown */
  int         home_moneyline, away_moneyline;         /* FAIR_MONEYLINE_UNKNOWN */
} FairBookLine;

/**
 * FairBook:
 *
 * Many seasons in memory: games with at least one FBS team in the order of kickoff (then id), their lines and
 * statistics, and what is known of teams once a season. It is built once and then immutable, so any thread may read
 * it. It holds everything, whatever the time: only a FairView says what was known when.
 */
typedef struct _FairBook FairBook;

typedef struct _FairBookBuilder FairBookBuilder;

FairBookBuilder    *fair_book_builder_new        (void);
void                fair_book_builder_free       (FairBookBuilder *self);
void                fair_book_builder_add_game   (FairBookBuilder *self, const FairGame *game);
void                fair_book_builder_add_line   (FairBookBuilder *self, const FairLine *line);
void                fair_book_builder_add_typed  (FairBookBuilder *self, const FairLine *line, gint64 superseded_at);
void                fair_book_builder_add_stats  (FairBookBuilder *self, const FairTeamStats *stats);
void                fair_book_builder_add_value  (FairBookBuilder *self, const FairTeamValue *value);
FairBook           *fair_book_builder_finish     (FairBookBuilder *self);

FairBook           *fair_book_ref                (FairBook *self);
void                fair_book_unref              (FairBook *self);

guint               fair_book_n_games            (const FairBook *self);
const FairBookGame *fair_book_game               (const FairBook *self, guint game);
guint               fair_book_find_game          (const FairBook *self, gint64 id);
guint               fair_book_first_game_of      (const FairBook *self, int season);
guint               fair_book_n_teams            (const FairBook *self);
const FairBookTeam *fair_book_team               (const FairBook *self, guint team);
guint               fair_book_find_team          (const FairBook *self, gint64 id);
guint               fair_book_n_lines            (const FairBook *self);
const FairBookLine *fair_book_line               (const FairBook *self, guint line);
guint               fair_book_n_stats            (const FairBook *self);
const FairUnitStats *fair_book_stats             (const FairBook *self, guint stats);
double              fair_book_value              (const FairBook *self, guint team, int season, FairMetric metric);
int                 fair_book_first_season       (const FairBook *self);
int                 fair_book_last_season        (const FairBook *self);

gboolean            fair_book_is_fbs_game        (const FairBook *self, guint game);

/**
 * FairMarketNumbers:
 *
 * The market for measuring, home-relative: the median over books, without outliers. Unknown is NaN.
 */
typedef struct
{
  double spread;
  double total;
} FairMarketNumbers;

FairMarketNumbers   fair_book_opening            (const FairBook *self, guint game);
FairMarketNumbers   fair_book_closing            (const FairBook *self, guint game);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairBook, fair_book_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairBookBuilder, fair_book_builder_free)

G_END_DECLS
