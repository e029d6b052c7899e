/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Kalman filter of R. E. Kalman, "A new approach to linear filtering and prediction problems", J. Basic Eng. 82
 * (1960) 35-45, for paired comparisons as in M. E. Glickman and H. S. Stern, "A state-space model for National Football
 * League scores", JASA 93 (1998) 25-35. Outcomes far outside their expectation count less (P. J. Huber, Robust
 * Statistics, 1981, chapter 7): a blowout says little more than a win by five touchdowns. */
#include "fair-filter-private.h"

#include <math.h>
#include <string.h>

/* Innovations are cut at this many standard deviations. */
#define CLIP 2.0

/**
 * fair_filter_new:
 * @n_teams: how many
 * @sign: -1 where outcomes are margins, +1 where they are totals
 * @sd: of every strength about 0, points
 * @common: what is expected of the common number, points
 * @common_sd: and how surely
 */
FairFilter *
fair_filter_new (guint n_teams, double sign, double sd, double common, double common_sd)
{
  FairFilter *self = g_new0 (FairFilter, 1);

  self->n_teams = n_teams;
  self->n = n_teams + 1;
  self->sign = sign;
  self->mean = g_new0 (double, self->n);
  self->covariance = g_new0 (double, (gsize) self->n * self->n);
  self->column = g_new0 (double, self->n);
  for (guint i = 0; i < n_teams; i++)
    self->covariance[i * self->n + i] = sd * sd;
  self->mean[n_teams] = common;
  self->covariance[n_teams * self->n + n_teams] = common_sd * common_sd;
  return self;
}

FairFilter *
fair_filter_copy (const FairFilter *self)
{
  FairFilter *copy = g_memdup2 (self, sizeof *self);

  copy->mean = g_memdup2 (self->mean, self->n * sizeof (double));
  copy->covariance = g_memdup2 (self->covariance, (gsize) self->n * self->n * sizeof (double));
  copy->column = g_new0 (double, self->n);
  return copy;
}

void
fair_filter_free (FairFilter *self)
{
  g_free (self->mean);
  g_free (self->covariance);
  g_free (self->column);
  g_free (self);
}

static const double *
row_of (const FairFilter *self, guint i)
{
  return self->covariance + (gsize) i * self->n;
}

/**
 * fair_filter_expect:
 * @variance: (out): of the true value about what is expected; the noise of a game comes on top
 *
 * Returns: the expected outcome, points
 */
double
fair_filter_expect (const FairFilter *self, const FairGameTerms *game, double *variance)
{
  const double *home = row_of (self, game->home);
  const double *away = row_of (self, game->away);
  const double *common = row_of (self, self->n_teams);
  double share = game->share;

  *variance = home[game->home] + away[game->away] + share * share * common[self->n_teams]
              + 2 * (self->sign * home[game->away] + share * home[self->n_teams]
                     + self->sign * share * away[self->n_teams])
              + game->extra_variance;
  return self->mean[game->home] + self->sign * self->mean[game->away] + share * self->mean[self->n_teams];
}

/**
 * fair_filter_observe:
 * @outcome: points
 * @noise_variance: of a game
 *
 * Takes one outcome into the belief.
 *
 * Returns: the negative log likelihood that the outcome had
 */
double
fair_filter_observe (FairFilter *self, const FairGameTerms *game, double outcome, double noise_variance)
{
  const double *home = row_of (self, game->home);
  const double *away = row_of (self, game->away);
  const double *common = row_of (self, self->n_teams);
  double *column = self->column;
  double variance;
  double innovation = outcome - fair_filter_expect (self, game, &variance);
  double total = variance + noise_variance;
  double clipped = CLAMP (innovation, -CLIP * sqrt (total), CLIP * sqrt (total));

  for (guint i = 0; i < self->n; i++)
    column[i] = home[i] + self->sign * away[i] + game->share * common[i];
  for (guint i = 0; i < self->n; i++)
    {
      double *restrict row = self->covariance + (gsize) i * self->n;
      double gain = column[i] / total;

      self->mean[i] += gain * clipped;
      for (guint j = 0; j < self->n; j++)
        row[j] -= gain * column[j];
    }
  return 0.5 * (log (2 * G_PI * total) + innovation * innovation / total);
}

/**
 * fair_filter_drift:
 * @team_variance: points²
 * @common_variance: points²
 *
 * Lets time pass: every strength moves, nobody knows where to.
 */
void
fair_filter_drift (FairFilter *self, double team_variance, double common_variance)
{
  for (guint i = 0; i < self->n_teams; i++)
    self->covariance[(gsize) i * self->n + i] += team_variance;
  self->covariance[(gsize) self->n_teams * self->n + self->n_teams] += common_variance;
}

/**
 * fair_filter_reset:
 * @mean: points
 * @variance: points²
 *
 * Forgets what was believed of a team.
 */
void
fair_filter_reset (FairFilter *self, guint team, double mean, double variance)
{
  for (guint j = 0; j < self->n; j++)
    {
      self->covariance[(gsize) team * self->n + j] = 0;
      self->covariance[(gsize) j * self->n + team] = 0;
    }
  self->covariance[(gsize) team * self->n + team] = variance;
  self->mean[team] = mean;
}

/* One side of the map: out = own × in + shared × mean of in over the group, along rows that lie @stride apart. */
static void
regress_rows (double *values, guint n_teams, guint n_columns, const guint *group, guint n_groups, double own,
              double shared)
{
  g_autofree double *sums = g_new0 (double, (gsize) n_groups * n_columns);
  g_autofree guint *sizes = g_new0 (guint, n_groups);

  for (guint i = 0; i < n_teams; i++)
    {
      if (group[i] >= n_groups)
        continue;
      sizes[group[i]]++;
      for (guint j = 0; j < n_columns; j++)
        sums[(gsize) group[i] * n_columns + j] += values[(gsize) i * n_columns + j];
    }
  for (guint i = 0; i < n_teams; i++)
    {
      if (group[i] >= n_groups)
        continue;
      for (guint j = 0; j < n_columns; j++)
        values[(gsize) i * n_columns + j]
          = own * values[(gsize) i * n_columns + j]
            + shared * sums[(gsize) group[i] * n_columns + j] / sizes[group[i]];
    }
}

static void
transpose (double *values, guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      {
        double swap = values[(gsize) i * n + j];

        values[(gsize) i * n + j] = values[(gsize) j * n + i];
        values[(gsize) j * n + i] = swap;
      }
}

/**
 * fair_filter_regress:
 * @group: of each team; teams whose group is not below @n_groups stay as they are
 * @own: weight of a team's own strength
 * @shared: weight of the mean strength of its group
 *
 * Regresses every strength towards nought and towards its group, means and covariances alike.
 */
void
fair_filter_regress (FairFilter *self, const guint *group, guint n_groups, double own, double shared)
{
  regress_rows (self->mean, self->n_teams, 1, group, n_groups, own, shared);
  regress_rows (self->covariance, self->n_teams, self->n, group, n_groups, own, shared);
  transpose (self->covariance, self->n);
  regress_rows (self->covariance, self->n_teams, self->n, group, n_groups, own, shared);
}
