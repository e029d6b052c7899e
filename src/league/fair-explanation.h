/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FairPart:
 *
 * What a prediction is made of.
 */
typedef enum
{
  FAIR_PART_HOME,     /* the home side's strength against an average team */
  FAIR_PART_AWAY,     /* the away side's */
  FAIR_PART_COMMON,   /* home field; what two average teams score together */
  FAIR_PART_ROSTERS,  /* what rosters and last season still tell early in a season */
  FAIR_PART_REST,     /* days off */
  FAIR_PART_SETTING,  /* early season, neutral ground, postseason */
  FAIR_PART_MISMATCH, /* how far apart the sides are, and the pace */
  FAIR_N_PARTS
} FairPart;

/**
 * FairExplanation:
 *
 * A prediction taken apart: the parts, added in their order, give its margin and its total to the last bit.
 */
typedef struct
{
  double margin[FAIR_N_PARTS]; /* points, home minus away */
  double total[FAIR_N_PARTS];  /* points */
} FairExplanation;

char    *fair_explanation_to_text   (const FairExplanation *self);
gboolean fair_explanation_from_text (const char *text, FairExplanation *out);

G_END_DECLS
