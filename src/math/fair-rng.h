/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairRng:
 *
 * xoshiro256** of Blackman and Vigna (2018), seeded through splitmix64: the same seed gives the same numbers on every
 * machine.
 */
typedef struct
{
  guint64 state[4];
} FairRng;

void    fair_rng_init    (FairRng *self, guint64 seed);
guint64 fair_rng_next    (FairRng *self);
guint   fair_rng_below   (FairRng *self, guint n);
double  fair_rng_uniform (FairRng *self);
double  fair_rng_normal  (FairRng *self);

G_END_DECLS
