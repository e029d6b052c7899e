/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FAIR_MONEYLINE_UNKNOWN 0
#define FAIR_STANDARD_PRICE    (-110) /* the API has no prices for spreads and totals */

/**
 * FairLine:
 *
 * One book's numbers for one game at the moment they were seen. Spreads are home-relative, negative = home favoured;
 * unknown numbers are NaN, unknown moneylines FAIR_MONEYLINE_UNKNOWN.
 */
typedef struct
{
  gint64 game_id;
  char  *provider; /* the joined name: "Draft Kings" and "DraftKings" are one book */
  gint64 seen_at;  /* UTC seconds */
  double spread;
  double spread_open;
  double total;
  double total_open;
  int    home_moneyline; /* American odds */
  int    away_moneyline;
} FairLine;

void        fair_line_clear         (FairLine *self);
gboolean    fair_line_same_numbers  (const FairLine *a, const FairLine *b);
const char *fair_provider_normalize (const char *name);

/* The median over books after dropping those more than this many points away from it. */
#define FAIR_OUTLIER_POINTS 4.0

double      fair_consensus          (const double *numbers, guint n);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FairLine, fair_line_clear)

G_END_DECLS
