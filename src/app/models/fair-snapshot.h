/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fair-book.h"
#include "fair-model-registry.h"
#include "fair-pick.h"
#include "fair-store.h"

G_BEGIN_DECLS

/**
 * FairSnapshot:
 *
 * What is stored, as it was at one moment. It is loaded on a thread and then immutable; the window shows nothing else.
 */
typedef struct
{
  FairBook *book;
  GArray   *publications;      /* of FairPublication, oldest first */
  GArray   *record;            /* of FairSettledPick, by kickoff: every market of every published game */
  GArray   *ratings;           /* of FairRating; empty before the first run */
  gint64    ratings_frozen_at; /* UTC seconds; FAIR_TIME_UNKNOWN before the first run */
  char     *model_id;          /* "" before the first run */
  GArray   *seasons;           /* of FairSeasonCount */
  FairModelRegistry *registry; /* the kept models */
  GArray   *adjustments; /* of FairAdjustment, newest first */
  char     *judgement;   /* nullable: the record with and without them, in words */
  gint64    data_time;         /* when the API was last asked; FAIR_TIME_UNKNOWN never */
} FairSnapshot;

FairSnapshot *fair_snapshot_load  (FairStore *store, gint64 now, GError **error);
FairSnapshot *fair_snapshot_ref   (FairSnapshot *self);
void          fair_snapshot_unref (FairSnapshot *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FairSnapshot, fair_snapshot_unref)

G_END_DECLS
