/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-normal.h"

#include <math.h>

/**
 * fair_normal_pdf:
 *
 * Returns: φ(@z), the density of the standard normal
 */
double
fair_normal_pdf (double z)
{
  return exp (-0.5 * z * z) / sqrt (2 * G_PI);
}

/**
 * fair_normal_cdf:
 *
 * Returns: Φ(@z), accurate in both tails
 */
double
fair_normal_cdf (double z)
{
  return 0.5 * erfc (-z / G_SQRT2);
}

static double
ratio (double x, const double *numerator, const double *denominator, guint n)
{
  double above = 0;
  double below = 0;

  for (guint i = 0; i < n; i++)
    {
      above = above * x + numerator[i];
      below = below * x + denominator[i];
    }
  return above / below;
}

/**
 * fair_normal_quantile:
 * @p: 0 < @p < 1
 *
 * Wichura's algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477-484: 16 digits.
 *
 * Returns: the z with Φ(z) = @p; minus or plus infinity at 0 and 1
 */
double
fair_normal_quantile (double p)
{
  static const double a[] = { 2509.0809287301226727, 33430.575583588128105, 67265.770927008700853,
                              45921.953931549871457, 13731.693765509461125, 1971.5909503065514427,
                              133.14166789178437745, 3.387132872796366608 };
  static const double b[] = { 5226.495278852545925, 28729.085735721942674, 39307.89580009271061,
                              21213.794301586595867, 5394.1960214247511077, 687.1870074920579083,
                              42.313330701600911252, 1.0 };
  static const double c[] = { 7.7454501427834140764e-4, .0227238449892691845833, .24178072517745061177,
                              1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055,
                              4.6303378461565452959, 1.42343711074968357734 };
  static const double d[] = { 1.05075007164441684324e-9, 5.475938084995344946e-4, .0151986665636164571966,
                              .14810397642748007459, .68976733498510000455, 1.6763848301838038494,
                              2.05319162663775882187, 1.0 };
  static const double e[] = { 2.01033439929228813265e-7, 2.71155556874348757815e-5, .0012426609473880784386,
                              .026532189526576123093, .29656057182850489123, 1.7848265399172913358,
                              5.4637849111641143699, 6.6579046435011037772 };
  static const double f[] = { 2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
                              7.868691311456132591e-4, .0148753612908506148525, .13692988092273580531,
                              .59983220655588793769, 1.0 };
  double q = p - 0.5;
  double tail;
  double z;

  if (fabs (q) <= 0.425)
    return q * ratio (0.180625 - q * q, a, b, 8);
  if (p <= 0 || p >= 1)
    return q < 0 ? -INFINITY : INFINITY;
  tail = sqrt (-log (q < 0 ? p : 1 - p));
  z = tail <= 5 ? ratio (tail - 1.6, c, d, 8) : ratio (tail - 5, e, f, 8);
  return q < 0 ? -z : z;
}
