/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-snapshot.h"

#include "fair-judgement.h"
#include "fair-store-adjustments.h"
#include "fair-store-book.h"
#include "fair-store-ledger.h"
#include "fair-store-model.h"
#include "fair-store-raw.h"

static void
snapshot_clear (FairSnapshot *self)
{
  g_clear_pointer (&self->book, fair_book_unref);
  g_clear_pointer (&self->publications, g_array_unref);
  g_clear_pointer (&self->record, g_array_unref);
  g_clear_pointer (&self->ratings, g_array_unref);
  g_clear_pointer (&self->seasons, g_array_unref);
  g_clear_pointer (&self->registry, fair_model_registry_free);
  g_clear_pointer (&self->adjustments, g_array_unref);
  g_free (self->judgement);
  g_clear_pointer (&self->model_id, g_free);
}

static gboolean
load_judgement (FairSnapshot *self, FairStore *store, gint64 now, GError **error)
{
  g_autoptr (FairJudgement) judgement = fair_judgement_judge (store, self->book, now, self->record, error);

  self->judgement = judgement == NULL ? NULL : fair_judgement_to_text (judgement);
  return judgement != NULL;
}

/**
 * fair_snapshot_load:
 * @now: UTC seconds; later results do not count
 * @store: a reading connection
 *
 * Loads everything that the window shows. It takes some tenths of a second with many seasons, so it belongs on a thread.
 *
 * Returns: (transfer full): the snapshot
 */
FairSnapshot *
fair_snapshot_load (FairStore *store, gint64 now, GError **error)
{
  g_autoptr (FairSnapshot) self = g_atomic_rc_box_new0 (FairSnapshot);
  guint n_answers;
  gint64 bytes;

  self->book = fair_store_load_book (store, error);
  if (self->book == NULL)
    return NULL;
  self->publications = fair_store_list_publications (store, error);
  if (self->publications == NULL)
    return NULL;
  self->record = fair_store_load_record (store, error);
  if (self->record == NULL)
    return NULL;
  self->ratings = fair_store_load_ratings (store, &self->ratings_frozen_at, &self->model_id, error);
  if (self->ratings == NULL)
    return NULL;
  self->registry = fair_model_registry_load (store, error);
  self->adjustments = self->registry == NULL ? NULL : fair_store_list_adjustments (store, error);
  if (self->adjustments == NULL || !load_judgement (self, store, now, error))
    return NULL;
  self->seasons = fair_store_count_seasons (store, error);
  if (self->seasons == NULL || !fair_store_raw_usage (store, &n_answers, &bytes, &self->data_time, error))
    return NULL;
  return g_steal_pointer (&self);
}

FairSnapshot *
fair_snapshot_ref (FairSnapshot *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
fair_snapshot_unref (FairSnapshot *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) snapshot_clear);
}
