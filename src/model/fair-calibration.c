/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-calibration.h"

#include "fair-normal.h"

#include <math.h>

/* How surely it is believed, before anything is learned, that nothing is to be calibrated. */
#define SHIFT_SD   0.03
#define STRETCH_SD 0.05

/* Newton's method is at its end long before. */
#define STEPS 8

/* Further out a game is decided, and the likelihood has no digits left. */
#define MOST_DEVIATIONS 5.0

typedef struct
{
  guint  game;
  double deviations;
} Sample;

struct _FairCalibration
{
  GArray *samples; /* of Sample */
};

FairCalibration *
fair_calibration_new (void)
{
  FairCalibration *self = g_new0 (FairCalibration, 1);

  self->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  return self;
}

void
fair_calibration_free (FairCalibration *self)
{
  g_array_unref (self->samples);
  g_free (self);
}

/**
 * fair_calibration_note:
 * @deviations: the margin that was expected, in standard deviations of its outcome
 *
 * Notes what was said of a game, to learn from once it is over.
 */
void
fair_calibration_note (FairCalibration *self, guint game, double deviations)
{
  Sample sample = { game, deviations };

  g_array_append_val (self->samples, sample);
}

/* Slope and curvature of the log likelihood. */
typedef struct
{
  double shift;
  double stretch;
  double shift_shift;
  double shift_stretch;
  double stretch_stretch;
} Gradient;

static void
add_sample (Gradient *sum, const FairCalibrationFit *fit, double x, gboolean won)
{
  double z = CLAMP (fit->shift + fit->stretch * x, -MOST_DEVIATIONS, MOST_DEVIATIONS);
  double chance = fair_normal_cdf (z);
  double density = fair_normal_pdf (z);
  double slope = density * ((won ? 1 : 0) - chance) / (chance * (1 - chance));
  double information = density * density / (chance * (1 - chance));

  sum->shift += slope;
  sum->stretch += slope * x;
  sum->shift_shift += information;
  sum->shift_stretch += information * x;
  sum->stretch_stretch += information * x * x;
}

static Gradient
measure (const FairCalibration *self, FairView view, int season, const FairCalibrationFit *fit)
{
  Gradient sum = {
    .shift = -fit->shift / (SHIFT_SD * SHIFT_SD),
    .stretch = -(fit->stretch - 1) / (STRETCH_SD * STRETCH_SD),
    .shift_shift = 1 / (SHIFT_SD * SHIFT_SD),
    .stretch_stretch = 1 / (STRETCH_SD * STRETCH_SD),
  };

  for (guint i = 0; i < self->samples->len; i++)
    {
      const Sample *sample = &g_array_index (self->samples, Sample, i);
      int home;
      int away;

      if (fair_book_game (view.book, sample->game)->week.season < season
          && fair_view_result (view, sample->game, &home, &away))
        add_sample (&sum, fit, sample->deviations, home > away);
    }
  return sum;
}

/**
 * fair_calibration_fit:
 * @view: what was known before @season
 * @season: only earlier seasons count
 *
 * Probit regression of who won on the expected margin, with a strong belief that the chances are right as they are:
 * J. C. Platt, "Probabilistic outputs for support vector machines", Advances in Large Margin Classifiers (1999), with
 * the normal curve; solved by Fisher's scoring.
 */
FairCalibrationFit
fair_calibration_fit (const FairCalibration *self, FairView view, int season)
{
  FairCalibrationFit fit = { 0, 1 };

  for (guint step = 0; step < STEPS; step++)
    {
      Gradient g = measure (self, view, season, &fit);
      double determinant = g.shift_shift * g.stretch_stretch - g.shift_stretch * g.shift_stretch;

      fit.shift += (g.stretch_stretch * g.shift - g.shift_stretch * g.stretch) / determinant;
      fit.stretch += (g.shift_shift * g.stretch - g.shift_stretch * g.shift) / determinant;
    }
  return fit;
}

/**
 * fair_calibration_apply:
 *
 * Returns: the home side's chance to win
 */
double
fair_calibration_apply (const FairCalibrationFit *fit, double deviations)
{
  return fair_normal_cdf (fit->shift + fit->stretch * deviations);
}
