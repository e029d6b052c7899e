/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-ratings.h"
#include "fair-clock.h"

#include <math.h>

/* What the margin's filter believes before the first game. */
#define FIRST_VARIANCE  81.0
#define HOME_FIELD      2.7
#define HOME_VARIANCE   0.81

static void
add_game (FairBookBuilder *builder, gint64 id, gint64 kickoff, const gint64 teams[2], const int points[2],
          gboolean neutral)
{
  g_autofree char *home = g_strdup_printf ("Team %d", (int) teams[0]);
  g_autofree char *away = g_strdup_printf ("Team %d", (int) teams[1]);
  FairGame game = {
    .id = id,
    .week = { fair_season_at (kickoff), FAIR_SEASON_REGULAR, 1 },
    .kickoff = kickoff,
    .completed = TRUE,
    .neutral_site = neutral,
    .home_id = teams[0],
    .away_id = teams[1],
    .home_team = home,
    .away_team = away,
    .home_division = teams[0] < 100 ? FAIR_DIVISION_FBS : FAIR_DIVISION_FCS,
    .away_division = teams[1] < 100 ? FAIR_DIVISION_FBS : FAIR_DIVISION_FCS,
    .home_points = points[0],
    .away_points = points[1],
  };

  fair_book_builder_add_game (builder, &game);
}

/* Games: 0 is 1 v 2 in 2015, 1 the same the other way round, 2 on neutral ground, 3 against the FCS, 4 in 2016, 5 with
 * a newcomer. */
static FairBook *
small_book (void)
{
  g_autoptr (FairBookBuilder) builder = fair_book_builder_new ();
  gint64 kickoff = fair_season_start (2015) + 20 * FAIR_DAY;
  gint64 next = fair_season_start (2016) + 20 * FAIR_DAY;

  add_game (builder, 10, kickoff, (const gint64[]) { 1, 2 }, (const int[]) { 40, 20 }, FALSE);
  add_game (builder, 11, kickoff, (const gint64[]) { 2, 1 }, (const int[]) { 20, 40 }, FALSE);
  add_game (builder, 12, kickoff, (const gint64[]) { 1, 2 }, (const int[]) { 40, 20 }, TRUE);
  add_game (builder, 13, kickoff, (const gint64[]) { 1, 100 }, (const int[]) { 50, 7 }, FALSE);
  add_game (builder, 14, next, (const gint64[]) { 1, 2 }, (const int[]) { 30, 20 }, FALSE);
  add_game (builder, 15, next, (const gint64[]) { 1, 3 }, (const int[]) { 30, 20 }, FALSE);
  return fair_book_builder_finish (builder);
}

typedef struct
{
  FairBook         *book;
  FairLeaguePlan   *plan;
  FairFilterParams  params;
  FairRatings      *ratings;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  FairTarget target = GPOINTER_TO_INT (data);

  f->book = small_book ();
  f->plan = fair_league_plan_new (f->book);
  f->params = fair_filter_params_default (target);
  f->ratings = fair_ratings_new (f->plan, target, &f->params);
  fair_ratings_begin (f->ratings, 2015, fair_book_game (f->book, 0)->kickoff, &f->params);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fair_ratings_free (f->ratings);
  fair_league_plan_free (f->plan);
  fair_book_unref (f->book);
}

/* Before any game the expectation is home field alone; a win by 20 is a surprise of 17.3, of which the home side gets
 * 81 parts in the outcome's variance, and the away side as many the other way. */
static void
test_single_game (Fixture *f, gconstpointer data)
{
  double noise = pow (f->params.value[FAIR_PARAM_GAME_SD], 2);
  double variance = 2 * FIRST_VARIANCE + HOME_VARIANCE + noise;
  double step = (20 - HOME_FIELD) / variance;
  double sd;

  g_assert_cmpfloat_with_epsilon (fair_ratings_predict (f->ratings, 0, &sd), HOME_FIELD, 1e-9);
  g_assert_cmpfloat_with_epsilon (sd, sqrt (variance), 1e-9);
  fair_ratings_observe (f->ratings, 0, (FairSeen) { 20, 1 });
  /* Against the mean of the two, each is half their difference away. */
  g_assert_cmpfloat_with_epsilon (fair_ratings_strength (f->ratings, 0, &sd), FIRST_VARIANCE * step, 1e-9);
  g_assert_cmpfloat_with_epsilon (fair_ratings_strength (f->ratings, 1, &sd), -FIRST_VARIANCE * step, 1e-9);
  g_assert_cmpfloat_with_epsilon (fair_ratings_predict (f->ratings, 2, &sd), 2 * FIRST_VARIANCE * step, 1e-9);
  g_assert_cmpfloat_with_epsilon (fair_ratings_predict (f->ratings, 0, &sd),
                                  2 * FIRST_VARIANCE * step + HOME_FIELD + HOME_VARIANCE * step, 1e-9);
}

static void
test_home_and_neutral (Fixture *f, gconstpointer data)
{
  double home;
  double away;
  double neutral;
  double sd;

  fair_ratings_observe (f->ratings, 2, (FairSeen) { 20, 1 });
  home = fair_ratings_predict (f->ratings, 0, &sd);
  away = fair_ratings_predict (f->ratings, 1, &sd);
  neutral = fair_ratings_predict (f->ratings, 2, &sd);
  g_assert_cmpfloat (neutral, >, 5);
  g_assert_cmpfloat_with_epsilon (home - neutral, HOME_FIELD, 1e-9);
  g_assert_cmpfloat_with_epsilon (away, HOME_FIELD - neutral, 1e-9);
}

static void
test_lower_division (Fixture *f, gconstpointer data)
{
  double expected;
  double sd;

  expected = fair_ratings_predict (f->ratings, 3, &sd);
  g_assert_cmpfloat (expected, >, 15);
  /* FCS teams differ among themselves. */
  g_assert_cmpfloat (sd, >, sqrt (pow (f->params.value[FAIR_PARAM_GAME_SD], 2)
                                  + pow (f->params.value[FAIR_PARAM_LOWER_SD], 2)));
}

static void
test_carry_over (Fixture *f, gconstpointer data)
{
  double before;
  double after;
  double newcomer;
  double sd_before;
  double sd_after;
  double sd;

  for (guint i = 0; i < 3; i++)
    {
      const FairBookGame *game = fair_book_game (f->book, i);

      fair_ratings_observe (f->ratings, i, (FairSeen) { game->home_points - game->away_points, 1 });
    }
  before = fair_ratings_predict (f->ratings, 2, &sd_before);
  fair_ratings_begin (f->ratings, 2016, fair_book_game (f->book, 4)->kickoff, &f->params);
  after = fair_ratings_predict (f->ratings, 4, &sd_after) - HOME_FIELD;
  newcomer = fair_ratings_predict (f->ratings, 5, &sd);
  g_assert_cmpfloat (after, >, 0.2 * before);
  g_assert_cmpfloat (after, <, 0.8 * before);
  /* A newcomer is expected to be weak, and little is known of it. */
  g_assert_cmpfloat (newcomer, >, 8);
  g_assert_cmpfloat (sd, >, sd_before);
}

static void
test_moves_with_time (Fixture *f, gconstpointer data)
{
  g_autoptr (FairRatings) copy = NULL;
  double now;
  double later;

  fair_ratings_observe (f->ratings, 0, (FairSeen) { 20, 1 });
  copy = fair_ratings_copy (f->ratings);
  fair_ratings_predict (copy, 0, &now);
  fair_ratings_predict (copy, 4, &later); /* a year on */
  g_assert_cmpfloat (later, >, now);
}

/* A total cannot tell who is better, and is more scattered where more is scored. */
static void
test_totals (Fixture *f, gconstpointer data)
{
  double expected;
  double low;
  double high;

  expected = fair_ratings_predict (f->ratings, 0, &low);
  g_assert_cmpfloat_with_epsilon (expected, 55, 1e-9);
  fair_ratings_observe (f->ratings, 0, (FairSeen) { 110, 1 });
  expected = fair_ratings_predict (f->ratings, 1, &high);
  g_assert_cmpfloat (expected, >, 60);
  g_assert_cmpfloat_with_epsilon (expected, fair_ratings_predict (f->ratings, 2, &high), 1e-9);
  g_assert_cmpfloat_with_epsilon (fair_ratings_strength (f->ratings, 0, &low), 0, 1e-9);
}

/* Nothing to learn from: the estimate stays where it was. */
static void
test_estimate_needs_seasons (Fixture *f, gconstpointer data)
{
  FairFilterParams estimate = fair_filter_params_estimate (f->plan, FAIR_TARGET_MARGIN, NULL, 2016, &f->params);

  for (FairParam i = 0; i < FAIR_N_PARAMS; i++)
    g_assert_cmpfloat (estimate.value[i], ==, f->params.value[i]);
}

#define ADD(name, target, func) \
  g_test_add ("/model/ratings/" name, Fixture, GINT_TO_POINTER (target), set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("single-game", FAIR_TARGET_MARGIN, test_single_game);
  ADD ("home-and-neutral", FAIR_TARGET_MARGIN, test_home_and_neutral);
  ADD ("lower-division", FAIR_TARGET_MARGIN, test_lower_division);
  ADD ("carry-over", FAIR_TARGET_MARGIN, test_carry_over);
  ADD ("moves-with-time", FAIR_TARGET_MARGIN, test_moves_with_time);
  ADD ("totals", FAIR_TARGET_TOTAL, test_totals);
  ADD ("estimate-needs-seasons", FAIR_TARGET_MARGIN, test_estimate_needs_seasons);
  return g_test_run ();
}
