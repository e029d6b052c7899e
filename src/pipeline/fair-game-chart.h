/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-chart.h"
#include "fair-prediction.h"
#include "fair-score-distribution.h"
#include "fair-sign.h"

G_BEGIN_DECLS

FairChart *fair_game_chart_new (const FairBook *book, guint game, FairMarket market, const FairPrediction *prediction,
                                const FairScoreDistribution *scores, double home_number);

G_END_DECLS
