/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double fair_normal_pdf      (double z);
double fair_normal_cdf      (double z);
double fair_normal_quantile (double p);

G_END_DECLS
