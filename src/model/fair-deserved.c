/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-deserved.h"

#include "fair-regression.h"

#include <math.h>

/* Fewer games do not teach what statistics are worth. */
#define LEAST_GAMES 300

/* Of both regressions, in games. */
#define PENALTY 30.0

/* A deserved outcome scatters less about the strengths than a real one: its noise has this share of the variance. */
#define NOISE_SHARE 0.7

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

/* The two regressions that a fit is made of, and what ties their numbers together. */
typedef struct
{
  double forward[FAIR_N_SIGNS]; /* of the outcome on the signs */
  double forward_constant;
  double backward[1 + FAIR_N_SIGNS]; /* of what was expected on the outcome and the signs */
  double backward_constant;
  double slope; /* of the second one's values on what was expected */
  double mean;  /* of what was expected */
} Views;

static double
apply_backward (const Views *views, const double *inputs)
{
  double sum = views->backward_constant;

  for (guint i = 0; i < 1 + FAIR_N_SIGNS; i++)
    sum += views->backward[i] * inputs[i];
  return sum;
}

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

static void
measure_slope (GArray *samples, FairTarget target, FairView view, int season, Views *views)
{
  double sum = 0;
  double squares = 0;
  double values = 0;
  double crosses = 0;
  guint n = 0;

  for (guint i = 0; i < samples->len; i++)
    {
      const Sample *sample = &g_array_index (samples, Sample, i);
      double inputs[1 + FAIR_N_SIGNS];
      double value;

      if (fair_book_game (view.book, sample->game)->week.season >= season)
        break;
      if (!read_sample (view, target, sample->game, inputs))
        continue;
      n++;
      value = apply_backward (views, inputs);
      sum += sample->expected;
      squares += sample->expected * sample->expected;
      values += value;
      crosses += sample->expected * value;
    }
  views->mean = sum / n;
  views->slope = (crosses - sum * values / n) / (squares - sum * sum / n);
}

/* A deserved outcome is the mean of two views. The first moves the real outcome towards the one that games with such
 * statistics had. The second is the sum of outcome and statistics that goes best with what was expected before the
 * game: what was expected has no part in the game's luck, so such a sum tells strength from luck; it is stretched until
 * a point of expected difference makes a point. */
static FairDeservedFit
join_views (const Views *views, FairTarget target)
{
  double share = share_of_statistics[target];
  FairDeservedFit fit = { .known = TRUE };

  fit.outcome = (1 - share + views->backward[0] / views->slope) / 2;
  for (guint i = 0; i < FAIR_N_SIGNS; i++)
    fit.signs[i] = (share * views->forward[i] + views->backward[1 + i] / views->slope) / 2;
  fit.constant
    = (share * views->forward_constant + (views->backward_constant - views->mean) / views->slope + views->mean) / 2;
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
  measure_slope (self->samples[target], target, view, season, &views);
  return views.slope > 0 ? join_views (&views, target) : (FairDeservedFit) { .known = FALSE };
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
  return (FairSeen) { outcome + whole * (deserved - outcome), 1 - whole * (1 - NOISE_SHARE) };
}
