/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-score-shape.h"
#include "fair-view.h"

G_BEGIN_DECLS

FairScoreShape *fair_scoring_learn (FairView view, int season);

G_END_DECLS
