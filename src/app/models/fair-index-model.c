/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-index-model.h"

#include <math.h>
#include <string.h>

struct _FairIndexModel
{
  GObject     parent_instance;
  guint      *order; /* row numbers, in the order shown */
  guint       n;     /* of them */
  GHashTable *alive; /* position -> Alive */
};

/* A place that somebody holds. */
typedef struct
{
  FairIndexModel *model;
  FairIndexRow   *row; /* not owned */
  guint           position;
} Alive;

/* A row while it is sorted. */
typedef struct
{
  double key;
  guint  row;
} Entry;

static void fair_index_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FairIndexModel, fair_index_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fair_index_model_list_init))

static void
on_row_gone (gpointer data, GObject *row)
{
  Alive *alive = data;

  g_hash_table_remove (alive->model->alive, GUINT_TO_POINTER (alive->position));
}

/* Places from @n on are no more; who still holds one has a row that stands nowhere. */
static void
forget_from (FairIndexModel *self, guint n)
{
  GHashTableIter rows;
  gpointer value;

  g_hash_table_iter_init (&rows, self->alive);
  while (g_hash_table_iter_next (&rows, NULL, &value))
    {
      Alive *alive = value;

      if (alive->position < n)
        continue;
      g_object_weak_unref (G_OBJECT (alive->row), on_row_gone, alive);
      g_hash_table_iter_remove (&rows);
    }
}

static void
fair_index_model_finalize (GObject *object)
{
  FairIndexModel *self = FAIR_INDEX_MODEL (object);

  forget_from (self, 0);
  g_hash_table_unref (self->alive);
  g_free (self->order);
  G_OBJECT_CLASS (fair_index_model_parent_class)->finalize (object);
}

static GType
get_item_type (GListModel *list)
{
  return FAIR_TYPE_INDEX_ROW;
}

static guint
get_n_items (GListModel *list)
{
  return FAIR_INDEX_MODEL (list)->n;
}

static gpointer
get_item (GListModel *list, guint position)
{
  FairIndexModel *self = FAIR_INDEX_MODEL (list);
  Alive *alive;

  if (position >= self->n)
    return NULL;
  alive = g_hash_table_lookup (self->alive, GUINT_TO_POINTER (position));
  if (alive != NULL)
    return g_object_ref (alive->row);
  alive = g_new0 (Alive, 1);
  *alive = (Alive) { self, fair_index_row_new (self->order[position]), position };
  g_object_weak_ref (G_OBJECT (alive->row), on_row_gone, alive);
  g_hash_table_insert (self->alive, GUINT_TO_POINTER (alive->position), alive);
  return alive->row;
}

static void
fair_index_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
fair_index_model_class_init (FairIndexModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fair_index_model_finalize;
}

static void
fair_index_model_init (FairIndexModel *self)
{
  self->alive = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

FairIndexModel *
fair_index_model_new (void)
{
  return g_object_new (FAIR_TYPE_INDEX_MODEL, NULL);
}

/* Unknown numbers come last, whatever the direction; equal ones stay in the order of the data. */
static int
compare_ascending (gconstpointer a, gconstpointer b)
{
  const Entry *left = a;
  const Entry *right = b;

  if (left->key < right->key)
    return -1;
  if (left->key > right->key)
    return 1;
  if (isnan (left->key) != isnan (right->key))
    return isnan (left->key) ? 1 : -1;
  return left->row < right->row ? -1 : 1;
}

static void
sort_entries (Entry *entries, guint n, gboolean descending)
{
  if (descending)
    for (guint i = 0; i < n; i++)
      entries[i].key = -entries[i].key;
  qsort (entries, n, sizeof *entries, compare_ascending);
}

static void
replace_order (FairIndexModel *self, guint *order, guint n)
{
  guint before = self->n;
  GHashTableIter rows;
  gpointer value;

  g_free (self->order);
  self->order = order;
  self->n = n;
  forget_from (self, n);
  g_hash_table_iter_init (&rows, self->alive);
  while (g_hash_table_iter_next (&rows, NULL, &value))
    {
      Alive *alive = value;

      fair_index_row_set_number (alive->row, order[alive->position]);
    }
  if (n != before)
    g_list_model_items_changed (G_LIST_MODEL (self), MIN (n, before), before - MIN (n, before), n - MIN (n, before));
}

/**
 * fair_index_model_arrange:
 * @n_rows: of the data
 * @keys: (nullable): one number a row of the data, by which the rows are sorted; NULL: the order of the data
 * @descending: the biggest first
 * @shown: (nullable): for each row of the data, whether it is shown; NULL: all are
 *
 * Sorts and filters. NaN stands last in both directions, and equal rows stay in the order of the data.
 */
void
fair_index_model_arrange (FairIndexModel *self, guint n_rows, const double *keys, gboolean descending,
                          const guint8 *shown)
{
  g_autofree Entry *entries = g_new (Entry, MAX (n_rows, 1));
  guint *order = g_new (guint, MAX (n_rows, 1));
  guint n = 0;

  for (guint row = 0; row < n_rows; row++)
    if (shown == NULL || shown[row])
      entries[n++] = (Entry) { keys == NULL ? 0 : keys[row], row };
  if (keys != NULL)
    sort_entries (entries, n, descending);
  for (guint i = 0; i < n; i++)
    order[i] = entries[i].row;
  replace_order (self, order, n);
}

/**
 * fair_index_model_get_row:
 *
 * Returns: the number of the row that is shown at @position
 */
guint
fair_index_model_get_row (FairIndexModel *self, guint position)
{
  g_return_val_if_fail (position < self->n, FAIR_NO_POSITION);
  return self->order[position];
}

/**
 * fair_index_model_find:
 *
 * Returns: where a row is shown, or %FAIR_NO_POSITION
 */
guint
fair_index_model_find (FairIndexModel *self, guint row)
{
  for (guint i = 0; i < self->n; i++)
    if (self->order[i] == row)
      return i;
  return FAIR_NO_POSITION;
}

/**
 * fair_index_model_get_rows:
 * @n: (out): how many are shown
 *
 * Returns: (transfer none): the numbers of the rows, in the order shown; good until the next change
 */
const guint *
fair_index_model_get_rows (FairIndexModel *self, guint *n)
{
  *n = self->n;
  return self->order;
}
