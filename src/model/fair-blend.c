/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-blend.h"

#include <math.h>

/* What is believed before there are earlier seasons with opening lines, and how many games that belief is worth.
 * Public walk-forward studies found weights of 0.15 to 0.27 for good models; outcomes scatter about a line by these
 * numbers. */
static const struct
{
  double weight;
  double sd;
} belief[FAIR_N_TARGETS] = {
  [FAIR_TARGET_MARGIN] = { 0.15, 15.7 },
  [FAIR_TARGET_TOTAL] = { 0.15, 16.4 },
};
#define BELIEF_GAMES  500
#define BELIEF_SPREAD 4.0 /* usual distance of model and market, points */

typedef struct
{
  guint  game;
  double predicted;
  double market;
} Sample;

struct _FairBlend
{
  GArray *samples[FAIR_N_TARGETS]; /* of Sample */
};

FairBlend *
fair_blend_new (void)
{
  FairBlend *self = g_new0 (FairBlend, 1);

  for (FairTarget i = 0; i < FAIR_N_TARGETS; i++)
    self->samples[i] = g_array_new (FALSE, FALSE, sizeof (Sample));
  return self;
}

void
fair_blend_free (FairBlend *self)
{
  for (FairTarget i = 0; i < FAIR_N_TARGETS; i++)
    g_array_unref (self->samples[i]);
  g_free (self);
}

/**
 * fair_blend_note:
 *
 * Notes what model and market said of a game at its freeze, to learn from once it is over.
 */
void
fair_blend_note (FairBlend *self, FairTarget target, guint game, double predicted, double market)
{
  Sample sample = { game, predicted, market };

  if (!isnan (market))
    g_array_append_val (self->samples[target], sample);
}

static gboolean
outcome_of (FairView view, FairTarget target, const Sample *sample, int season, double *outcome)
{
  int home;
  int away;

  if (fair_book_game (view.book, sample->game)->week.season >= season
      || !fair_view_result (view, sample->game, &home, &away))
    return FALSE;
  *outcome = target == FAIR_TARGET_MARGIN ? home - away : home + away;
  return TRUE;
}

/**
 * fair_blend_fit:
 * @view: results known then
 * @season: only earlier seasons count
 *
 * Ridge regression of (outcome − market) on (model − market) towards the belief.
 */
FairBlendFit
fair_blend_fit (const FairBlend *self, FairTarget target, FairView view, int season)
{
  double penalty = BELIEF_GAMES * BELIEF_SPREAD * BELIEF_SPREAD;
  double cross = penalty * belief[target].weight;
  double squares = penalty;
  double residuals = BELIEF_GAMES * belief[target].sd * belief[target].sd;
  guint n = BELIEF_GAMES;
  FairBlendFit fit;
  double outcome;

  for (guint i = 0; i < self->samples[target]->len; i++)
    {
      const Sample *sample = &g_array_index (self->samples[target], Sample, i);
      double apart = sample->predicted - sample->market;

      if (!outcome_of (view, target, sample, season, &outcome))
        continue;
      cross += apart * (outcome - sample->market);
      squares += apart * apart;
    }
  fit.weight = CLAMP (cross / squares, 0.0, 1.0);
  for (guint i = 0; i < self->samples[target]->len; i++)
    {
      const Sample *sample = &g_array_index (self->samples[target], Sample, i);
      double blended = sample->market + fit.weight * (sample->predicted - sample->market);

      if (!outcome_of (view, target, sample, season, &outcome))
        continue;
      residuals += (outcome - blended) * (outcome - blended);
      n++;
    }
  fit.sd = sqrt (residuals / n);
  return fit;
}
