/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-correction.h"

#include "fair-regression.h"

#include <math.h>

/* Tried in this order; an earlier one must be beaten. Effects beside the ratings are small, so the belief that there
 * are none is worth many games. */
static const double penalties[] = { 3000, 1000, 10000, 300 };

/* Fewer games do not teach anything about the misses of ratings. */
#define LEAST_GAMES 500

/* Misses are cut at this many standard deviations: one freak result must not carry a slope off. */
#define CLIP 3.0

/* So many games speak for the ratings' own standard deviation. */
#define BELIEF_GAMES 500

typedef struct
{
  guint       game;
  FairMatchup matchup;
  double      expected[FAIR_N_TARGETS];
  double      sd[FAIR_N_TARGETS];
} Sample;

struct _FairCorrection
{
  GArray *samples; /* of Sample, by freeze */
};

typedef struct
{
  const double *inputs;
  double        points;
  double        sd;
  int           season;
} Miss;

FairCorrection *
fair_correction_new (void)
{
  FairCorrection *self = g_new0 (FairCorrection, 1);

  self->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  return self;
}

void
fair_correction_free (FairCorrection *self)
{
  g_array_unref (self->samples);
  g_free (self);
}

/**
 * fair_correction_note:
 * @expected: by the ratings, at the game's freeze
 * @sd: likewise
 *
 * Notes what was said of a game, to learn from once it is over.
 */
void
fair_correction_note (FairCorrection *self, guint game, const FairMatchup *matchup,
                      const double expected[FAIR_N_TARGETS], const double sd[FAIR_N_TARGETS])
{
  Sample sample = { .game = game, .matchup = *matchup };

  for (FairTarget i = 0; i < FAIR_N_TARGETS; i++)
    {
      sample.expected[i] = expected[i];
      sample.sd[i] = sd[i];
    }
  g_array_append_val (self->samples, sample);
}

/* Of earlier seasons, by season, since games are noted by freeze. */
static GArray *
collect_misses (const FairCorrection *self, FairTarget target, FairView view, int season)
{
  GArray *misses = g_array_new (FALSE, FALSE, sizeof (Miss));

  for (guint i = 0; i < self->samples->len; i++)
    {
      const Sample *sample = &g_array_index (self->samples, Sample, i);
      Miss miss = { .inputs = sample->matchup.inputs[target],
                    .sd = sample->sd[target],
                    .season = fair_book_game (view.book, sample->game)->week.season };
      int home;
      int away;

      if (miss.season >= season || !fair_view_result (view, sample->game, &home, &away))
        continue;
      miss.points = fair_target_outcome (target, home, away) - sample->expected[target];
      g_array_append_val (misses, miss);
    }
  return misses;
}

static void
learn (FairRegression *regression, const Miss *miss)
{
  fair_regression_add (regression, miss->inputs, CLAMP (miss->points, -CLIP * miss->sd, CLIP * miss->sd));
}

static double
correct (const FairCorrectionFit *fit, const double *inputs)
{
  double sum = 0;

  for (guint i = 0; i < FAIR_N_MATCHUP_INPUTS; i++)
    sum += fit->slopes[i] * (inputs[i] - fit->means[i]);
  return sum;
}

static void
solve (const FairRegression *regression, double penalty, FairCorrectionFit *out)
{
  out->penalty = penalty;
  fair_regression_solve (regression, penalty, out->slopes);
  for (guint i = 0; i < FAIR_N_MATCHUP_INPUTS; i++)
    out->means[i] = fair_regression_mean (regression, i);
}

/* Every season is judged by what the seasons before it teach; the penalty that does best over all of them is taken. */
static double
choose_penalty (GArray *misses)
{
  g_autoptr (FairRegression) regression = fair_regression_new (FAIR_N_MATCHUP_INPUTS);
  double costs[G_N_ELEMENTS (penalties)] = { 0 };
  guint start = 0;
  guint best = 0;

  for (guint end = 1; end <= misses->len; end++)
    {
      const Miss *first = &g_array_index (misses, Miss, start);

      if (end < misses->len && g_array_index (misses, Miss, end).season == first->season)
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (penalties) && fair_regression_count (regression) >= LEAST_GAMES; k++)
        {
          FairCorrectionFit fit;

          solve (regression, penalties[k], &fit);
          for (guint i = start; i < end; i++)
            {
              const Miss *miss = &g_array_index (misses, Miss, i);
              double left = miss->points - correct (&fit, miss->inputs);

              costs[k] += left * left;
            }
        }
      for (; start < end; start++)
        learn (regression, &g_array_index (misses, Miss, start));
    }
  for (guint k = 1; k < G_N_ELEMENTS (penalties); k++)
    if (costs[k] < costs[best])
      best = k;
  return penalties[best];
}

/* How much wider than the ratings say misses scatter once corrected. Their mean size tells of the middle, where nearly
 * all games are; their squares would tell of the few freak ones. */
static double
measure_spread (GArray *misses, const FairCorrectionFit *fit)
{
  double usual = sqrt (2 / G_PI); /* mean size of a normal deviation */
  double sum = BELIEF_GAMES * usual;

  for (guint i = 0; i < misses->len; i++)
    {
      const Miss *miss = &g_array_index (misses, Miss, i);

      sum += fabs (miss->points - correct (fit, miss->inputs)) / miss->sd;
    }
  return sum / usual / (BELIEF_GAMES + misses->len);
}

/**
 * fair_correction_fit:
 * @view: what was known before @season
 * @season: only earlier seasons count
 *
 * Ridge regression of the ratings' misses on the matchups, with a penalty chosen by walking forward through the earlier
 * seasons.
 */
FairCorrectionFit
fair_correction_fit (const FairCorrection *self, FairTarget target, FairView view, int season)
{
  g_autoptr (FairRegression) regression = fair_regression_new (FAIR_N_MATCHUP_INPUTS);
  g_autoptr (GArray) misses = collect_misses (self, target, view, season);
  FairCorrectionFit fit = { .sd_factor = 1 };

  if (misses->len >= LEAST_GAMES)
    {
      for (guint i = 0; i < misses->len; i++)
        learn (regression, &g_array_index (misses, Miss, i));
      solve (regression, choose_penalty (misses), &fit);
    }
  fit.sd_factor = measure_spread (misses, &fit);
  return fit;
}

/**
 * fair_correction_apply:
 * @parts: (inout): of a prediction; each input adds to its own
 */
void
fair_correction_apply (const FairCorrectionFit *fit, const double inputs[FAIR_N_MATCHUP_INPUTS],
                       double parts[FAIR_N_PARTS])
{
  for (FairMatchupInput i = 0; i < FAIR_N_MATCHUP_INPUTS; i++)
    parts[fair_matchup_part (i)] += fit->slopes[i] * (inputs[i] - fit->means[i]);
}
