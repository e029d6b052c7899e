/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A. E. Hoerl and R. W. Kennard, "Ridge regression: biased estimation for nonorthogonal problems", Technometrics 12
 * (1970) 55-67. Inputs are put on one scale first, so that one penalty means the same to all of them. */
#include "fair-regression.h"

#include <math.h>

/* An input that varies less than this against its size is constant, and tells nothing. */
#define LEAST_SPREAD 1e-9

struct _FairRegression
{
  guint   n_inputs;
  guint   count;
  double  outcomes;  /* sum */
  double *sums;      /* of each input */
  double *crosses;   /* input times outcome */
  double *products;  /* input times input, up to the diagonal */
};

FairRegression *
fair_regression_new (guint n_inputs)
{
  FairRegression *self = g_new0 (FairRegression, 1);

  self->n_inputs = n_inputs;
  self->sums = g_new0 (double, n_inputs);
  self->crosses = g_new0 (double, n_inputs);
  self->products = g_new0 (double, n_inputs * n_inputs);
  return self;
}

void
fair_regression_free (FairRegression *self)
{
  g_free (self->sums);
  g_free (self->crosses);
  g_free (self->products);
  g_free (self);
}

/**
 * fair_regression_add:
 * @inputs: finite
 * @outcome: finite
 */
void
fair_regression_add (FairRegression *self, const double *inputs, double outcome)
{
  for (guint i = 0; i < self->n_inputs; i++)
    {
      self->sums[i] += inputs[i];
      self->crosses[i] += inputs[i] * outcome;
      for (guint j = 0; j <= i; j++)
        self->products[i * self->n_inputs + j] += inputs[i] * inputs[j];
    }
  self->outcomes += outcome;
  self->count++;
}

guint
fair_regression_count (const FairRegression *self)
{
  return self->count;
}

/**
 * fair_regression_mean:
 *
 * Returns: the mean of an input; 0 without samples
 */
double
fair_regression_mean (const FairRegression *self, guint input)
{
  return self->count == 0 ? 0 : self->sums[input] / self->count;
}

/* Turns a positive definite matrix, given up to its diagonal, into its Cholesky factor, and solves for @x in place. */
static void
solve (double *matrix, guint n, double *x)
{
  for (guint i = 0; i < n; i++)
    {
      for (guint j = 0; j <= i; j++)
        {
          double sum = matrix[i * n + j];

          for (guint k = 0; k < j; k++)
            sum -= matrix[i * n + k] * matrix[j * n + k];
          matrix[i * n + j] = i == j ? sqrt (sum) : sum / matrix[j * n + j];
        }
      for (guint k = 0; k < i; k++)
        x[i] -= matrix[i * n + k] * x[k];
      x[i] /= matrix[i * n + i];
    }
  for (guint i = n; i > 0; i--)
    {
      for (guint k = i; k < n; k++)
        x[i - 1] -= matrix[k * n + i - 1] * x[k];
      x[i - 1] /= matrix[(i - 1) * n + i - 1];
    }
}

/**
 * fair_regression_solve:
 * @penalty: greater than 0; each slope is pulled to 0 as if by so many samples that say so
 * @slopes: (out caller-allocates): of each input; 0 for one that never changed
 *
 * Returns: the intercept
 */
double
fair_regression_solve (const FairRegression *self, double penalty, double *slopes)
{
  guint n = self->n_inputs;
  double count = MAX (self->count, 1);
  double intercept = self->outcomes / count;
  g_autofree double *matrix = g_new (double, n * n + n);
  double *scale = matrix + n * n;

  for (guint i = 0; i < n; i++)
    {
      double variance = self->products[i * n + i] / count - self->sums[i] / count * (self->sums[i] / count);

      scale[i] = variance > LEAST_SPREAD * self->products[i * n + i] / count ? sqrt (variance) : 0;
    }
  for (guint i = 0; i < n; i++)
    {
      slopes[i] = scale[i] > 0 ? (self->crosses[i] - self->sums[i] * self->outcomes / count) / scale[i] : 0;
      for (guint j = 0; j < i; j++)
        matrix[i * n + j] = scale[i] > 0 && scale[j] > 0
                              ? (self->products[i * n + j] - self->sums[i] * self->sums[j] / count) / scale[i] / scale[j]
                              : 0;
      matrix[i * n + i] = (scale[i] > 0 ? self->count : 0) + penalty;
    }
  solve (matrix, n, slopes);
  for (guint i = 0; i < n; i++)
    {
      slopes[i] = scale[i] > 0 ? slopes[i] / scale[i] : 0;
      intercept -= slopes[i] * self->sums[i] / count;
    }
  return intercept;
}
