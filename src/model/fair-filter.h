/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairTerm:
 *
 * One term of a sum of states.
 */
typedef struct
{
  guint  state;
  double weight;
} FairTerm;

/**
 * FairFilter:
 *
 * Some numbers that nobody sees, the states, believed to be jointly normal with full covariance, and what noisy sums of
 * them teach. One observation costs n²/2 multiplications and no allocation.
 */
typedef struct _FairFilter FairFilter;

FairFilter *fair_filter_new      (guint n_states);
FairFilter *fair_filter_copy     (const FairFilter *self);
void        fair_filter_free     (FairFilter *self);

void        fair_filter_set      (FairFilter *self, guint state, double mean, double variance);
void        fair_filter_widen    (FairFilter *self, guint state, double variance);
void        fair_filter_combine  (FairFilter *self, guint state, const FairTerm *terms, guint n_terms);
double      fair_filter_mean     (const FairFilter *self, const FairTerm *terms, guint n_terms);
double      fair_filter_variance (const FairFilter *self, const FairTerm *terms, guint n_terms);
double      fair_filter_observe  (FairFilter *self, const FairTerm *terms, guint n_terms, double outcome,
                                  double noise_variance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairFilter, fair_filter_free)

G_END_DECLS
