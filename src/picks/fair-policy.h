/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"

G_BEGIN_DECLS

typedef enum
{
  FAIR_STAKING_PAPER, /* one unit, on paper only */
  FAIR_STAKING_FLAT,  /* one unit */
  FAIR_STAKING_KELLY, /* a quarter of what Kelly's rule says */
} FairStaking;

/**
 * FairPolicy:
 *
 * What a person counts as a pick, and how much it is worth. The defaults are those that the owner of the system before
 * this one wrote down.
 */
typedef struct
{
  double      spread_threshold;    /* edge in points */
  double      total_threshold;     /* edge in points */
  double      moneyline_threshold; /* expected value of one unit */
  int         minimum_games;       /* that each team has played this season */
  double      maximum_margin;      /* of a prediction that is believed, points */
  gint64      kickoff_margin;      /* seconds before kickoff in which nothing is picked any more */
  FairStaking staking;
  double      unit_percent;         /* of the bankroll */
  double      kelly_cap_percent;    /* of the bankroll, per bet */
  int         maximum_bets;         /* a week */
  double      maximum_week_percent; /* of the bankroll */
  GStrv       books;                /* in order of preference */
} FairPolicy;

FairPolicy *fair_policy_new_default (void);
void        fair_policy_free        (FairPolicy *self);
void        fair_policy_be_conservative (FairPolicy *self);
gboolean    fair_policy_is_book     (const char *provider);
GStrv       fair_policy_known_books (const FairBook *book);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairPolicy, fair_policy_free)

G_END_DECLS
