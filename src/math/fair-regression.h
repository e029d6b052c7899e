/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairRegression:
 *
 * A ridge regression with an intercept that is fed one sample at a time: only sums are kept, so it can be solved at any
 * moment, with any penalty.
 */
typedef struct _FairRegression FairRegression;

FairRegression *fair_regression_new   (guint n_inputs);
void            fair_regression_free  (FairRegression *self);
void            fair_regression_add   (FairRegression *self, const double *inputs, double outcome);
guint           fair_regression_count (const FairRegression *self);
double          fair_regression_mean  (const FairRegression *self, guint input);
double          fair_regression_solve (const FairRegression *self, double penalty, double *slopes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairRegression, fair_regression_free)

G_END_DECLS
