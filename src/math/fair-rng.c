/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-rng.h"

#include "fair-normal.h"

static guint64
rotate (guint64 x, int bits)
{
  return (x << bits) | (x >> (64 - bits));
}

/**
 * fair_rng_init:
 * @seed: any number
 */
void
fair_rng_init (FairRng *self, guint64 seed)
{
  for (guint i = 0; i < 4; i++)
    {
      guint64 z = seed += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

      z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
      z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
      self->state[i] = z ^ (z >> 31);
    }
}

guint64
fair_rng_next (FairRng *self)
{
  guint64 *s = self->state;
  guint64 result = rotate (s[1] * 5, 7) * 9;
  guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate (s[3], 45);
  return result;
}

/**
 * fair_rng_below:
 * @n: > 0
 *
 * Returns: a whole number from 0 to @n - 1; the bias of at most n / 2^32 does not matter here
 */
guint
fair_rng_below (FairRng *self, guint n)
{
  return ((fair_rng_next (self) >> 32) * n) >> 32;
}

/**
 * fair_rng_uniform:
 *
 * Returns: a number in the open interval from 0 to 1
 */
double
fair_rng_uniform (FairRng *self)
{
  return ((fair_rng_next (self) >> 11) + 0.5) * 0x1p-53;
}

/**
 * fair_rng_normal:
 *
 * Returns: a standard normal number, by inversion
 */
double
fair_rng_normal (FairRng *self)
{
  return fair_normal_quantile (fair_rng_uniform (self));
}
