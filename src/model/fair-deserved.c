/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-deserved.h"

#include "fair-regression.h"

#include <math.h>

/* Fewer games do not teach what statistics are worth. */
#define LEAST_GAMES 300

/* Of both regressions, in games. */
#define PENALTY 30.0

/* Of how far outcomes fall from what was expected, so much is what was not known of the strengths, whatever is seen of
 * the game. */
#define STRENGTH_SHARE 0.15

/* What was expected must have come true by so much at least, or it can teach nothing. */
#define LEAST_SLOPE 0.6

/* However good statistics look, they are not believed to leave less luck in than this. */
#define LEAST_NOISE 0.4

/* Play-by-play with fewer plays of a side is torn off and says nothing; from the second number on it is whole. */
#define TORN_PLAYS  25
#define WHOLE_PLAYS 45

/* How far the margin (or total) that the statistics make likely goes into the first of the two views below. */
static const double share_of_statistics[FAIR_N_TARGETS] = { [FAIR_TARGET_MARGIN] = 0.3, [FAIR_TARGET_TOTAL] = 0.55 };

typedef struct
{
  guint  game;
  double expected; /* before it was played, from scores alone */
} Sample;

struct _FairDeserved
{
  GArray *samples[FAIR_N_TARGETS]; /* of Sample */
};

FairDeserved *
fair_deserved_new (void)
{
  FairDeserved *self = g_new0 (FairDeserved, 1);

  for (FairTarget i = 0; i < FAIR_N_TARGETS; i++)
    self->samples[i] = g_array_new (FALSE, FALSE, sizeof (Sample));
  return self;
}

void
fair_deserved_free (FairDeserved *self)
{
  for (FairTarget i = 0; i < FAIR_N_TARGETS; i++)
    g_array_unref (self->samples[i]);
  g_free (self);
}

static void
signs_of (const FairUnitStats *stats, FairTarget target, double out[FAIR_N_SIGNS])
{
  out[0] = stats->ppa;
  out[1] = stats->success_rate;
  out[2] = stats->explosiveness;
  out[3] = stats->plays;
  out[4] = target == FAIR_TARGET_MARGIN ? stats->line_yards : stats->drives;
}

/* How whole the statistics of both sides are, 0..1, and what they say: the home side's less the away side's of a
 * margin, both together of a total. */
static double
read_signs (FairView view, FairTarget target, guint game, double out[FAIR_N_SIGNS])
{
  const FairUnitStats *home = fair_view_stats (view, game, TRUE);
  const FairUnitStats *away = fair_view_stats (view, game, FALSE);
  double away_signs[FAIR_N_SIGNS];

  if (home == NULL || away == NULL)
    return 0;
  signs_of (home, target, out);
  signs_of (away, target, away_signs);
  for (guint i = 0; i < FAIR_N_SIGNS; i++)
    {
      out[i] = fair_target_outcome (target, out[i], away_signs[i]);
      if (isnan (out[i]))
        return 0;
    }
  return CLAMP ((MIN (home->plays, away->plays) - TORN_PLAYS) / (double) (WHOLE_PLAYS - TORN_PLAYS), 0, 1);
}

/**
 * fair_deserved_note:
 * @expected: what scores alone made of @game before it was played
 *
 * Notes a game to learn from in later seasons.
 */
void
fair_deserved_note (FairDeserved *self, FairTarget target, guint game, double expected)
{
  Sample sample = { game, expected };

  g_array_append_val (self->samples[target], sample);
}

/* The two regressions that a fit is made of. */
typedef struct
{
  double forward[FAIR_N_SIGNS]; /* of the outcome on the signs */
  double forward_constant;
  double backward[1 + FAIR_N_SIGNS]; /* of what was expected on the outcome and the signs */
  double backward_constant;
} Views;

/* The outcome and the signs; FALSE for a game of which they were not known. */
static gboolean
read_sample (FairView view, FairTarget target, guint game, double inputs[1 + FAIR_N_SIGNS])
{
  int home;
  int away;

  if (!fair_view_result (view, game, &home, &away) || read_signs (view, target, game, inputs + 1) == 0)
    return FALSE;
  inputs[0] = fair_target_outcome (target, home, away);
  return TRUE;
}

/* How a sum of outcome and signs goes with what was expected: it is meant to be in its points. */
typedef struct
{
  double n;
  double expected;
  double value;
  double expected_square;
  double value_square;
  double product;
} Moments;

static double
slope_of (const Moments *m)
{
  return (m->product - m->expected * m->value / m->n) / (m->expected_square - m->expected * m->expected / m->n);
}

/* The variance of what the expectation leaves open. */
static double
variance_left (const Moments *m)
{
  double slope = slope_of (m);
  double squares = m->value_square - m->value * m->value / m->n;
  double expected = m->expected_square - m->expected * m->expected / m->n;

  return (squares - slope * slope * expected) / m->n;
}

static Moments
measure (const FairDeserved *self, FairTarget target, FairView view, int season, const FairDeservedFit *sum)
{
  Moments m = { 0 };

  for (guint i = 0; i < self->samples[target]->len; i++)
    {
      const Sample *sample = &g_array_index (self->samples[target], Sample, i);
      double inputs[1 + FAIR_N_SIGNS];
      double value;

      if (fair_book_game (view.book, sample->game)->week.season >= season)
        break;
      if (!read_sample (view, target, sample->game, inputs))
        continue;
      value = sum->constant + sum->outcome * inputs[0];
      for (guint k = 0; k < FAIR_N_SIGNS; k++)
        value += sum->signs[k] * inputs[1 + k];
      m.n++;
      m.expected += sample->expected;
      m.value += value;
      m.expected_square += sample->expected * sample->expected;
      m.value_square += value * value;
      m.product += sample->expected * value;
    }
  return m;
}

/* Until a sum rises with what was expected as the real outcomes do, and has their mean. */
static FairDeservedFit
stretch (FairDeservedFit sum, const Moments *m, const Moments *of_real)
{
  double factor = slope_of (of_real) / slope_of (m);

  sum.outcome *= factor;
  for (guint i = 0; i < FAIR_N_SIGNS; i++)
    sum.signs[i] *= factor;
  sum.constant = (sum.constant - m->value / m->n) * factor + of_real->value / of_real->n;
  return sum;
}

static FairDeservedFit
add_views (const FairDeservedFit *a, const FairDeservedFit *b)
{
  FairDeservedFit sum = { .known = TRUE, .outcome = (a->outcome + b->outcome) / 2,
                          .constant = (a->constant + b->constant) / 2 };

  for (guint i = 0; i < FAIR_N_SIGNS; i++)
    sum.signs[i] = (a->signs[i] + b->signs[i]) / 2;
  return sum;
}

/* A deserved outcome is the mean of two views. The first moves the real outcome towards the one that games with such
 * statistics had. The second is the sum of outcome and statistics that goes best with what was expected before the
 * game: what was expected has no part in the game's luck, so such a sum tells strength from luck. Each is stretched
 * until a point of expected difference makes as much of it as of real outcomes, so that statistics which tell nothing
 * change nothing. */
static FairDeservedFit
join_views (const FairDeserved *self, FairTarget target, FairView view, int season, const Views *views)
{
  double share = share_of_statistics[target];
  FairDeservedFit real = { .outcome = 1 };
  FairDeservedFit forward = { .outcome = 1 - share, .constant = share * views->forward_constant };
  FairDeservedFit backward = { .outcome = views->backward[0], .constant = views->backward_constant };
  FairDeservedFit fit;
  Moments moments;
  Moments of_real = measure (self, target, view, season, &real);
  double left;

  for (guint i = 0; i < FAIR_N_SIGNS; i++)
    {
      forward.signs[i] = share * views->forward[i];
      backward.signs[i] = views->backward[1 + i];
    }
  moments = measure (self, target, view, season, &forward);
  forward = stretch (forward, &moments, &of_real);
  moments = measure (self, target, view, season, &backward);
  backward = stretch (backward, &moments, &of_real);
  fit = add_views (&forward, &backward);
  moments = measure (self, target, view, season, &fit);
  left = variance_left (&moments) / variance_left (&of_real);
  fit.noise_share = CLAMP ((left - STRENGTH_SHARE) / (1 - STRENGTH_SHARE), LEAST_NOISE, 1);
  fit.known = slope_of (&of_real) > LEAST_SLOPE && isfinite (left);
  return fit;
}

/**
 * fair_deserved_fit:
 * @view: what was known before @season
 * @season: only earlier seasons count, of which all has been noted
 */
FairDeservedFit
fair_deserved_fit (const FairDeserved *self, FairTarget target, FairView view, int season)
{
  g_autoptr (FairRegression) forward = fair_regression_new (FAIR_N_SIGNS);
  g_autoptr (FairRegression) backward = fair_regression_new (1 + FAIR_N_SIGNS);
  Views views;

  for (guint i = 0; i < self->samples[target]->len; i++)
    {
      const Sample *sample = &g_array_index (self->samples[target], Sample, i);
      double inputs[1 + FAIR_N_SIGNS];

      if (fair_book_game (view.book, sample->game)->week.season >= season)
        break;
      if (!read_sample (view, target, sample->game, inputs))
        continue;
      fair_regression_add (forward, inputs + 1, inputs[0]);
      fair_regression_add (backward, inputs, sample->expected);
    }
  if (fair_regression_count (forward) < LEAST_GAMES)
    return (FairDeservedFit) { .known = FALSE };
  views.forward_constant = fair_regression_solve (forward, PENALTY, views.forward);
  views.backward_constant = fair_regression_solve (backward, PENALTY, views.backward);
  return join_views (self, target, view, season, &views);
}

/**
 * fair_deserved_see:
 * @game: one whose result was known
 *
 * Torn play-by-play counts for less; without any the outcome is the real one.
 *
 * Returns: the deserved margin or total
 */
FairSeen
fair_deserved_see (const FairDeservedFit *fit, FairTarget target, FairView view, guint game)
{
  double signs[FAIR_N_SIGNS];
  double whole = fit->known ? read_signs (view, target, game, signs) : 0;
  double deserved = fit->constant;
  double outcome;
  int home = 0;
  int away = 0;

  fair_view_result (view, game, &home, &away);
  outcome = fair_target_outcome (target, home, away);
  deserved += fit->outcome * outcome;
  if (whole == 0)
    return (FairSeen) { outcome, 1 };
  for (guint i = 0; i < FAIR_N_SIGNS; i++)
    deserved += fit->signs[i] * signs[i];
  return (FairSeen) { outcome + whole * (deserved - outcome), 1 - whole * (1 - fit->noise_share) };
}
