/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-league-plan.h"

#include "fair-clock.h"

#include <math.h>

#define RECRUITING_CLASSES 4

/* Days since the game before; nobody is better rested than at the season's start. */
#define MOST_REST 14.0

/* A mean over fewer teams says nothing. */
#define LEAST_KNOWN 20

static const char *const power_conferences[] = { "ACC", "Big 12", "Big Ten", "Pac-12", "SEC" };

/* A strong conference that has fallen apart is none, whatever it is called and whoever moves in. */
#define LEAST_POWER_MEMBERS 10

struct _FairLeaguePlan
{
  const FairBook *book;
  int             first_season;
  guint           n_seasons;
  guint          *place;      /* of each team of the book; FAIR_NO_INDEX: never in the FBS */
  guint           n_places;   /* the last one stands for all teams below the FBS */
  guint          *team;       /* of each place */
  guint          *conference; /* [season][place]: group, FAIR_NO_INDEX where not in the FBS */
  guint          *n_conferences; /* [season] */
  gboolean       *power; /* [season][place] */
  double         *rest;  /* [game][home, away]: days */
};

void
fair_league_plan_free (FairLeaguePlan *self)
{
  g_free (self->place);
  g_free (self->team);
  g_free (self->conference);
  g_free (self->n_conferences);
  g_free (self->power);
  g_free (self->rest);
  g_free (self);
}

static void
give_place (FairLeaguePlan *self, guint team, FairDivision division)
{
  if (division != FAIR_DIVISION_FBS || self->place[team] != FAIR_NO_INDEX)
    return;
  self->team[self->n_places] = team;
  self->place[team] = self->n_places++;
}

static void
note_conference (FairLeaguePlan *self, GHashTable *groups, int season, guint team, const char *name)
{
  guint index = season - self->first_season;
  guint *conference = &self->conference[(gsize) index * self->n_places + self->place[team]];
  gpointer key = (gpointer) (name == NULL ? "" : name);
  guint group;

  if (*conference != FAIR_NO_INDEX)
    return;
  group = GPOINTER_TO_UINT (g_hash_table_lookup (groups, key));
  if (group == 0)
    {
      group = ++self->n_conferences[index];
      g_hash_table_insert (groups, key, GUINT_TO_POINTER (group));
    }
  *conference = group - 1;
  for (guint i = 0; i < G_N_ELEMENTS (power_conferences); i++)
    if (g_str_equal (key, power_conferences[i]))
      self->power[(gsize) index * self->n_places + self->place[team]] = TRUE;
}

static void
drop_small_powers (FairLeaguePlan *self)
{
  for (guint season = 0; season < self->n_seasons; season++)
    {
      const guint *conference = self->conference + (gsize) season * self->n_places;
      gboolean *power = self->power + (gsize) season * self->n_places;
      g_autofree guint *members = g_new0 (guint, self->n_conferences[season] + 1);

      for (guint place = 0; place < self->n_places; place++)
        if (conference[place] != FAIR_NO_INDEX)
          members[conference[place]]++;
      for (guint place = 0; place < self->n_places; place++)
        if (power[place] && members[conference[place]] < LEAST_POWER_MEMBERS)
          power[place] = FALSE;
    }
}

static void
note_conferences (FairLeaguePlan *self)
{
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  int season = -1;

  self->conference = g_new (guint, (gsize) self->n_seasons * self->n_places);
  self->n_conferences = g_new0 (guint, self->n_seasons);
  self->power = g_new0 (gboolean, (gsize) self->n_seasons * self->n_places);
  for (gsize i = 0; i < (gsize) self->n_seasons * self->n_places; i++)
    self->conference[i] = FAIR_NO_INDEX;
  for (guint i = 0; i < fair_book_n_games (self->book); i++)
    {
      const FairBookGame *game = fair_book_game (self->book, i);

      if (game->week.season != season)
        g_hash_table_remove_all (groups);
      season = game->week.season;
      if (game->home_division == FAIR_DIVISION_FBS)
        note_conference (self, groups, season, game->home, game->home_conference);
      if (game->away_division == FAIR_DIVISION_FBS)
        note_conference (self, groups, season, game->away, game->away_conference);
    }
  drop_small_powers (self);
}

static double
rest_of (const FairBookGame *game, const FairBookGame *before)
{
  if (before == NULL || before->week.season != game->week.season)
    return MOST_REST;
  return MIN ((double) (game->kickoff - before->kickoff) / FAIR_DAY, MOST_REST);
}

static void
note_rest (FairLeaguePlan *self)
{
  g_autofree const FairBookGame **last = g_new0 (const FairBookGame *, fair_book_n_teams (self->book) + 1);

  self->rest = g_new (double, 2 * fair_book_n_games (self->book) + 1);
  for (guint i = 0; i < fair_book_n_games (self->book); i++)
    {
      const FairBookGame *game = fair_book_game (self->book, i);

      self->rest[2 * i] = rest_of (game, last[game->home]);
      self->rest[2 * i + 1] = rest_of (game, last[game->away]);
      last[game->home] = last[game->away] = game;
    }
}

/**
 * fair_league_plan_new:
 * @book: must outlive the plan
 */
FairLeaguePlan *
fair_league_plan_new (const FairBook *book)
{
  FairLeaguePlan *self = g_new0 (FairLeaguePlan, 1);
  guint n_teams = fair_book_n_teams (book);

  self->book = book;
  self->place = g_new (guint, MAX (n_teams, 1));
  self->team = g_new0 (guint, n_teams + 1);
  for (guint i = 0; i < n_teams; i++)
    self->place[i] = FAIR_NO_INDEX;
  for (guint i = 0; i < fair_book_n_games (book); i++)
    {
      const FairBookGame *game = fair_book_game (book, i);

      give_place (self, game->home, game->home_division);
      give_place (self, game->away, game->away_division);
    }
  self->team[self->n_places++] = FAIR_NO_INDEX;
  self->first_season = fair_book_first_season (book);
  self->n_seasons = MAX (0, fair_book_last_season (book) - self->first_season + 1);
  note_conferences (self);
  note_rest (self);
  return self;
}

const FairBook *
fair_league_plan_book (const FairLeaguePlan *self)
{
  return self->book;
}

/**
 * fair_league_plan_n_places:
 *
 * Returns: how many strengths there are: the teams that were ever in the FBS, and one for all others together
 */
guint
fair_league_plan_n_places (const FairLeaguePlan *self)
{
  return self->n_places;
}

/**
 * fair_league_plan_place:
 *
 * Returns: the place of @team in a season in which it plays in @division: below the FBS all share the last one
 */
guint
fair_league_plan_place (const FairLeaguePlan *self, guint team, FairDivision division)
{
  return division == FAIR_DIVISION_FBS ? self->place[team] : self->n_places - 1;
}

/**
 * fair_league_plan_team:
 *
 * Returns: the team at @place, or %FAIR_NO_INDEX
 */
guint
fair_league_plan_team (const FairLeaguePlan *self, guint place)
{
  return self->team[place];
}

/**
 * fair_league_plan_conferences:
 * @n: (out): how many conferences there are
 *
 * Returns: (nullable): of each place its conference in @season, or %FAIR_NO_INDEX where it is not in the FBS
 */
const guint *
fair_league_plan_conferences (const FairLeaguePlan *self, int season, guint *n)
{
  guint index = season - self->first_season;

  if (season < self->first_season || index >= self->n_seasons)
    return NULL;
  *n = self->n_conferences[index];
  return self->conference + (gsize) index * self->n_places;
}

/**
 * fair_league_plan_in_fbs:
 *
 * Returns: whether the team at @place plays in the FBS in @season
 */
gboolean
fair_league_plan_in_fbs (const FairLeaguePlan *self, guint place, int season)
{
  guint n;
  const guint *conferences = fair_league_plan_conferences (self, season, &n);

  return conferences != NULL && conferences[place] != FAIR_NO_INDEX;
}

/**
 * fair_league_plan_max_conferences:
 *
 * Returns: the most conferences that any season has
 */
guint
fair_league_plan_max_conferences (const FairLeaguePlan *self)
{
  guint most = 0;

  for (guint i = 0; i < self->n_seasons; i++)
    most = MAX (most, self->n_conferences[i]);
  return most;
}

/**
 * fair_league_plan_rest:
 *
 * Returns: days since the side's game before, at most two weeks, which is also what a season's first game has
 */
double
fair_league_plan_rest (const FairLeaguePlan *self, guint game, gboolean home)
{
  return self->rest[2 * game + (home ? 0 : 1)];
}

/* This season's value, or the last one that was known: rosters change slowly. */
static double
last_known (FairView view, guint team, int season, FairMetric metric)
{
  double value = fair_view_team_value (view, team, season, metric);

  return isnan (value) ? fair_view_team_value (view, team, season - 1, metric) : value;
}

static double
recruiting_of (FairView view, guint team, int season)
{
  double sum = 0;
  guint n = 0;

  for (int class = 0; class < RECRUITING_CLASSES; class++)
    {
      double points = fair_view_team_value (view, team, season - class, FAIR_METRIC_RECRUITING);

      if (!isnan (points))
        {
          sum += points;
          n++;
        }
    }
  return n == 0 ? NAN : sum / n;
}

/* Makes one feature a distance from its mean, in units of @unit or, where that is 0, of its standard deviation. A team
 * of which it is not known gets @missing, and all get 0 where it is known of too few to have a mean. */
static void
centre (const FairLeaguePlan *self, const guint *conferences, double *values, double unit, double missing)
{
  double sum = 0;
  double squares = 0;
  guint known = 0;

  for (guint place = 0; place < self->n_places; place++)
    {
      double value = values[place * FAIR_N_FEATURES];

      if (conferences[place] == FAIR_NO_INDEX || isnan (value))
        continue;
      sum += value;
      squares += value * value;
      known++;
    }
  if (unit == 0 && known > 0)
    unit = sqrt (fmax (0, squares / known - sum / known * (sum / known)));
  for (guint place = 0; place < self->n_places; place++)
    {
      double *value = &values[place * FAIR_N_FEATURES];

      if (conferences[place] == FAIR_NO_INDEX || known < LEAST_KNOWN || unit < 1e-9)
        *value = 0;
      else
        *value = isnan (*value) ? missing : (*value - sum / known) / unit;
    }
}

static void
look_up (const FairLeaguePlan *self, FairView view, int season, guint place, double *out)
{
  guint team = self->team[place];

  out[FAIR_FEATURE_TALENT] = last_known (view, team, season, FAIR_METRIC_TALENT);
  out[FAIR_FEATURE_RECRUITING] = recruiting_of (view, team, season);
  out[FAIR_FEATURE_POWER] = self->power[(gsize) (season - self->first_season) * self->n_places + place];
  out[FAIR_FEATURE_LAST_MARGIN] = fair_view_team_value (view, team, season - 1, FAIR_METRIC_SP_OVERALL);
  out[FAIR_FEATURE_LAST_TOTAL] = fair_view_team_value (view, team, season - 1, FAIR_METRIC_SP_OFFENSE)
                                 + fair_view_team_value (view, team, season - 1, FAIR_METRIC_SP_DEFENSE);
  out[FAIR_FEATURE_RETURNING] = fair_view_team_value (view, team, season, FAIR_METRIC_RETURNING_PPA);
}

/**
 * fair_league_plan_features:
 * @as_of: UTC seconds; only what was known then counts
 * @out: (out caller-allocates): [place][FAIR_N_FEATURES]
 */
void
fair_league_plan_features (const FairLeaguePlan *self, int season, gint64 as_of, double *out)
{
  FairView view = fair_view_at (self->book, as_of);
  guint n;
  const guint *conferences = fair_league_plan_conferences (self, season, &n);

  for (gsize i = 0; i < (gsize) self->n_places * FAIR_N_FEATURES; i++)
    out[i] = 0;
  if (conferences == NULL)
    return;
  for (guint place = 0; place < self->n_places; place++)
    if (conferences[place] != FAIR_NO_INDEX)
      look_up (self, view, season, place, out + place * FAIR_N_FEATURES);
  /* Who has no record of talent or recruits has little of either. */
  centre (self, conferences, out + FAIR_FEATURE_TALENT, 0, -1);
  centre (self, conferences, out + FAIR_FEATURE_RECRUITING, 0, -1);
  centre (self, conferences, out + FAIR_FEATURE_POWER, 1, 0);
  centre (self, conferences, out + FAIR_FEATURE_LAST_MARGIN, 10, 0);
  centre (self, conferences, out + FAIR_FEATURE_LAST_TOTAL, 10, 0);
  centre (self, conferences, out + FAIR_FEATURE_RETURNING, 0.1, 0);
}
