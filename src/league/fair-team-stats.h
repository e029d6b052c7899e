/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairUnitStats:
 *
 * How one offence did in one game, garbage time left out. Rates are per play (or per rush, pass, …); PPA is in
 * expected points. NaN is unknown, which includes a split without plays: the API sends 0 there.
 */
typedef struct
{
  int    plays;
  int    drives;
  double ppa;          /* per play */
  double success_rate; /* 0..1 */
  double explosiveness;
  double line_yards; /* per rush */
  double rushing_ppa;
  double rushing_success;
  double passing_ppa;
  double passing_success;
  double standard_ppa;
  double standard_success;
  double passing_downs_ppa;
  double passing_downs_success;
} FairUnitStats;

/**
 * FairTeamStats:
 *
 * One team's offence in one game. The defence is the opponent's row.
 */
typedef struct
{
  gint64        game_id;
  gint64        team_id;
  FairUnitStats offense;
} FairTeamStats;

G_END_DECLS
