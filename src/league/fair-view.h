/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-clock.h"

G_BEGIN_DECLS

/**
 * FairView:
 *
 * A book as it was known at one moment: the only door through which a model or a price may look at results,
 * statistics, lines and ratings. The schedule itself (who, where, when) is always known.
 */
typedef struct
{
  const FairBook *book;
  gint64          as_of; /* UTC seconds */
} FairView;

/**
 * FairQuote:
 *
 * The numbers of one book for one game that were known at the view's time.
 */
typedef struct
{
  const char *provider; /* interned */
  gint64      seen_at;  /* of a snapshot; for an opener or a close the time from which it counts as known */
  double      spread;   /* home-relative; NaN unknown */
  double      total;
  int         home_moneyline; /* FAIR_MONEYLINE_UNKNOWN */
  int         away_moneyline;
  gboolean    typed; /* by a person, at @seen_at */
} FairQuote;

#define FAIR_MAX_QUOTES 24

/* Seconds for which a line counts that a person typed. */
#define FAIR_TYPED_LIFE (7 * FAIR_DAY)

FairView             fair_view_at         (const FairBook *book, gint64 as_of);
gboolean             fair_view_result     (FairView view, guint game, int *home_points, int *away_points);
const FairUnitStats *fair_view_stats      (FairView view, guint game, gboolean home);
double               fair_view_team_value (FairView view, guint team, int season, FairMetric metric);
guint                fair_view_quotes     (FairView view, guint game, FairQuote quotes[FAIR_MAX_QUOTES]);
FairMarketNumbers    fair_view_market     (FairView view, guint game);

G_END_DECLS
