/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fair-index-model.h"

#include <math.h>
#include <string.h>

struct _FairIndexModel
{
  GObject     parent_instance;
  guint       n_rows; /* of the data */
  guint      *order;  /* row numbers, in the order shown */
  guint       n;      /* of them */
  GHashTable *alive;  /* row number -> Alive */
};

/* A row that somebody holds. */
typedef struct
{
  FairIndexModel *model;
  FairIndexRow   *row; /* not owned */
  guint           number;
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

  g_hash_table_remove (alive->model->alive, GUINT_TO_POINTER (alive->number));
}

static void
forget_rows (FairIndexModel *self)
{
  GHashTableIter rows;
  gpointer value;

  g_hash_table_iter_init (&rows, self->alive);
  while (g_hash_table_iter_next (&rows, NULL, &value))
    {
      Alive *alive = value;

      g_object_weak_unref (G_OBJECT (alive->row), on_row_gone, alive);
      g_hash_table_iter_remove (&rows);
    }
}

static void
fair_index_model_finalize (GObject *object)
{
  FairIndexModel *self = FAIR_INDEX_MODEL (object);

  forget_rows (self);
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
  alive = g_hash_table_lookup (self->alive, GUINT_TO_POINTER (self->order[position]));
  if (alive != NULL)
    return g_object_ref (alive->row);
  alive = g_new0 (Alive, 1);
  *alive = (Alive) { self, fair_index_row_new (self->order[position]), self->order[position] };
  g_object_weak_ref (G_OBJECT (alive->row), on_row_gone, alive);
  g_hash_table_insert (self->alive, GUINT_TO_POINTER (alive->number), alive);
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

/**
 * fair_index_model_set_rows:
 * @n_rows: of the new data
 *
 * The data is another one: all of its rows are shown in their own order, and no row is one that was there before.
 */
void
fair_index_model_set_rows (FairIndexModel *self, guint n_rows)
{
  guint before = self->n;

  forget_rows (self);
  self->n_rows = n_rows;
  self->n = n_rows;
  self->order = g_renew (guint, self->order, MAX (n_rows, 1));
  for (guint i = 0; i < n_rows; i++)
    self->order[i] = i;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, n_rows);
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

/* Tells only of what lies between the first and the last place that changed. */
static void
replace_order (FairIndexModel *self, guint *order, guint n)
{
  g_autofree guint *before = self->order;
  guint n_before = self->n;
  guint head = 0;
  guint tail = 0;

  while (head < MIN (n, n_before) && order[head] == before[head])
    head++;
  while (tail < MIN (n, n_before) - head && order[n - 1 - tail] == before[n_before - 1 - tail])
    tail++;
  self->order = order;
  self->n = n;
  if (head + tail < MAX (n, n_before))
    g_list_model_items_changed (G_LIST_MODEL (self), head, n_before - head - tail, n - head - tail);
}

/**
 * fair_index_model_arrange:
 * @keys: (nullable): one number a row of the data, by which the rows are sorted; NULL: the order of the data
 * @descending: the biggest first
 * @shown: (nullable): for each row of the data, whether it is shown; NULL: all are
 *
 * Sorts and filters. NaN stands last in both directions, and equal rows stay in the order of the data.
 */
void
fair_index_model_arrange (FairIndexModel *self, const double *keys, gboolean descending, const guint8 *shown)
{
  g_autofree Entry *entries = g_new (Entry, MAX (self->n_rows, 1));
  guint *order = g_new (guint, MAX (self->n_rows, 1));
  guint n = 0;

  for (guint row = 0; row < self->n_rows; row++)
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
